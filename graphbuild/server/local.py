"""A Neo4j server of our own in a home folder: started, stopped, shown."""

from __future__ import annotations

import os
import secrets
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphbuild.errors import StoreError
from graphbuild.server import jars, process
from graphbuild.server import state as states
from graphbuild.server.state import State

VERSION = "5.26.30"
START_SECONDS = 300  # after kill -9 the recovery takes up to 52 s on an idle machine
STOP_SECONDS = 60
HOME_VARIABLE = "GRAPHBUILD_NEO4J_HOME"

_BROWSER = "browser.jar"  # in the home: Browser with our style, questions and guide in it
_SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.bolt.listen_address": "127.0.0.1:{bolt_port}",
    "server.http.listen_address": "127.0.0.1:{http_port}",
    "server.directories.import": "import",
    "server.memory.heap.initial_size": "256m",
    "server.memory.heap.max_size": "1g",
    "server.memory.pagecache.size": "256m",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    "browser.remote_content_hostname_whitelist": "localhost,127.0.0.1",
    "browser.post_connect_cmd": "style http://127.0.0.1:{http_port}/browser/graphbuild.grass",
}


@dataclass(frozen=True)
class Status:
    """How the server of a home folder stands; uri, password and browser are empty before its first start."""

    running: bool
    home: Path
    version: str = VERSION
    uri: str = ""
    user: str = "neo4j"
    password: str = ""
    browser: str = ""
    pid: int | None = None
    kind: str = "java"


def default_home() -> Path:
    """Where the server's data are kept: GRAPHBUILD_NEO4J_HOME, else by the XDG rules."""
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "graphbuild" / "neo4j"


def up(
    *,
    home: Path | None = None,
    cache: Path | None = None,
    version: str = VERSION,
    bolt_port: int | None = None,
    http_port: int | None = None,
    settings: Mapping[str, str] | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Status:
    """Start the server and wait until it answers; one that runs already is only reported.

    Of two at once, the second waits for the first. `settings` are lines of neo4j.conf for this start. A start that
    fails, or is killed, can be tried again. Raises StoreError when something is missing, a port is taken, the home is
    not ours, or the start fails.
    """
    home = (home or default_home()).resolve()
    states.claim(home)
    with states.locked(home):
        state = states.read(home)
        pid = state.pid if state else None
        if state and _answered(state, lambda: process.is_ours(pid, home)):
            return status(home)  # it ran, or was just starting; one that was just ending is started again
        if state and state.version != version:
            raise StoreError(f"{home} is of Neo4j {state.version}, not {version}: give another folder with --home")
        state = State(
            version=version,
            password=state.password if state else secrets.token_urlsafe(18),
            bolt_port=process.free_port(bolt_port, before=state.bolt_port if state else None),
            http_port=process.free_port(http_port, before=state.http_port if state else None),
            password_set=state is not None and state.password_set,
        )
        runtime = jars.java(version)
        say(f"Neo4j {version}: fetching what the cache lacks")
        folder = jars.fetch(version, cache or jars.default_cache())
        states.write(home, state)
        classpath = _prepare(home, folder, state, settings or {})
        if not state.password_set:
            process.set_password(runtime, classpath, home, state.password)
            state = replace(state, password_set=True)
        say("starting")
        started = process.start(runtime, classpath, home, version)
        states.write(home, replace(state, pid=started.pid))
        if not _answered(state, lambda: started.poll() is None):
            down(home)
            log = home / "logs" / "start.log"
            tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            raise StoreError(f"Neo4j did not start; {log} ends: {' | '.join(tail)}")
        return status(home)


def down(home: Path | None = None) -> bool:
    """Stop the server and say whether it ran; its data stay. StoreError if it does not end within a minute."""
    home = (home or default_home()).resolve()
    state = states.read(home)
    if state is None:
        return False
    ran = process.is_ours(state.pid, home)
    if ran and state.pid is not None:
        os.kill(state.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while process.is_ours(state.pid, home):
            if time.monotonic() > deadline:
                raise StoreError(
                    f"Neo4j (process {state.pid}) did not stop within {STOP_SECONDS} s: see {home / 'logs'}"
                )
            time.sleep(0.2)
    process.reap(state.pid)
    return ran


def status(home: Path | None = None) -> Status:
    """Whether the server runs, where, and how to log in."""
    home = (home or default_home()).resolve()
    state = states.read(home)
    if state is None:
        return Status(running=False, home=home)
    running = process.is_ours(state.pid, home)
    return Status(
        running=running,
        home=home,
        version=state.version,
        uri=f"bolt://127.0.0.1:{state.bolt_port}",
        password=state.password,
        browser=f"http://127.0.0.1:{state.http_port}/browser/",
        pid=state.pid if running else None,
    )


def _prepare(home: Path, folder: Path, state: State, settings: Mapping[str, str]) -> str:
    """Write what the server reads from its home, and give its class path, in which our Browser comes first."""
    from graphbuild.browser import add_to_jar

    for name in ("conf", "import", "logs"):
        (home / name).mkdir(parents=True, exist_ok=True)
    lines = {
        name: value.format(bolt_port=state.bolt_port, http_port=state.http_port) for name, value in _SETTINGS.items()
    }
    text = "".join(f"{name}={value}\n" for name, value in {**lines, **settings}.items())
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
    add_to_jar(jars.browser(folder), home / _BROWSER)
    return os.pathsep.join((str(home / _BROWSER), str(folder / "*")))


def _answered(state: State, alive: Callable[[], bool]) -> bool:
    """Wait until a process answers as a server; false when it ends before, or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while alive() and time.monotonic() < deadline:
        if process.answers(state):
            return True
        time.sleep(0.5)
    return False
