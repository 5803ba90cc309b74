"""The server as a process of this machine: Java, and the jars that Maven fetches."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from graphbuild.errors import StoreError
from graphbuild.server import jars, process
from graphbuild.server import state as states
from graphbuild.server.settings import BROWSER, STOP_SECONDS, settings
from graphbuild.server.state import State


def start(home: Path, state: State, more: Mapping[str, str], cache: Path, say: Callable[[str], None]) -> State:
    """Start the server of a home, with `more` settings than ours. StoreError when something is missing."""
    runtime = jars.java(state.version)
    say(f"Neo4j {state.version}: fetching what the cache lacks")
    folder = jars.fetch(state.version, cache)
    states.write(home, state)
    classpath = _prepare(home, folder, state, more)
    if not state.password_set:
        process.set_password(runtime, classpath, home, state.password)
        state = replace(state, password_set=True)
    say("starting")
    state = replace(state, pid=process.start(runtime, classpath, home, state.version).pid)
    states.write(home, state)
    return state


def runs(home: Path, state: State) -> bool:
    """Whether the process of a home's server lives."""
    return process.is_ours(state.pid, home)


def stop(home: Path, state: State) -> None:
    """Stop the server of a home, if it runs. StoreError if it does not end within a minute."""
    if state.pid is not None and runs(home, state):
        os.kill(state.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while runs(home, state):
            if time.monotonic() > deadline:
                raise StoreError(
                    f"Neo4j (process {state.pid}) did not stop within {STOP_SECONDS} s: see {home / 'logs'}"
                )
            time.sleep(0.2)
    process.reap(state.pid)


def last_words(home: Path) -> str:
    """The last lines that the server printed, and where they stand."""
    log = home / "logs" / "start.log"
    return f"{log} ends: {process.last_lines(log.read_text(encoding='utf-8', errors='replace'))}"


def _prepare(home: Path, folder: Path, state: State, more: Mapping[str, str]) -> str:
    """Write what the server reads from its home, and give its class path, in which our Browser comes first."""
    from graphbuild.browser import add_to_jar

    for name in ("conf", "import", "logs"):
        (home / name).mkdir(parents=True, exist_ok=True)
    found = settings(state, listen=process.LOOPBACK, more={"server.directories.import": "import", **more})
    text = "".join(f"{name}={value}\n" for name, value in found.items())
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
    add_to_jar(jars.browser(folder), home / BROWSER)
    return os.pathsep.join((str(home / BROWSER), str(folder / "*")))
