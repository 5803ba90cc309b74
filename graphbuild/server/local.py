"""A Neo4j server of our own in a home folder: its settings, password, process."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild.errors import StoreError
from graphbuild.server import jars

VERSION = "5.26.30"
START_SECONDS = 120  # after kill -9 the recovery takes up to 52 s
STOP_SECONDS = 60

HOME_VARIABLE = "GRAPHBUILD_NEO4J_HOME"

_STATE = "graphbuild.json"
_started: list[subprocess.Popen[bytes]] = []  # held: they outlive us on purpose, and are reaped when they end
_CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt_port}
server.http.listen_address=127.0.0.1:{http_port}
server.directories.import=import
server.memory.heap.initial_size=256m
server.memory.heap.max_size=1g
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
client.allow_telemetry=false
browser.remote_content_hostname_whitelist=localhost,127.0.0.1
"""


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
    say: Callable[[str], None] = lambda text: None,
) -> Status:
    """Start the server and wait until it answers; one that runs already is only reported.

    Raises StoreError when something is missing, a port is taken, the home is not ours, or the start fails.
    """
    home = (home or default_home()).resolve()
    found = status(home)
    if found.running:
        return found
    state = _read(home)
    if not state and home.is_dir() and any(home.iterdir()):
        raise StoreError(f"{home} holds something else: give another folder with --home")
    if state and state["version"] != version:
        raise StoreError(f"{home} is of Neo4j {state['version']}, not {version}: give another folder with --home")
    runtime = jars.java()
    say(f"Neo4j {version}: fetching what the cache lacks")
    classpath = str(jars.fetch(version, cache or jars.default_cache()) / "*")
    new = not state
    state = {
        "version": version,
        "password": state.get("password") or secrets.token_urlsafe(18),
        "bolt_port": _port(bolt_port or state.get("bolt_port")),
        "http_port": _port(http_port or state.get("http_port")),
        "pid": None,
    }
    for folder in ("conf", "import", "logs"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    (home / "conf" / "neo4j.conf").write_text(_CONF.format(**state), encoding="utf-8")
    if new:
        _set_password(runtime, classpath, home, state["password"])
    _write(home, state)
    say("starting")
    main = "org.neo4j.server.CommunityEntryPoint"
    command = [runtime, "-Xmx1g", "-cp", classpath, main, f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "logs" / "start.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    _started.append(process)
    _write(home, {**state, "pid": process.pid})
    deadline = time.monotonic() + START_SECONDS
    while not _answers(state):
        if process.poll() is not None or time.monotonic() > deadline:
            down(home)
            tail = (home / "logs" / "start.log").read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            raise StoreError(f"Neo4j did not start; {home / 'logs' / 'start.log'} ends: {' | '.join(tail)}")
        time.sleep(0.5)
    return status(home)


def down(home: Path | None = None) -> Status:
    """Stop the server if it runs; its data stay. StoreError if it does not end within a minute."""
    home = (home or default_home()).resolve()
    pid = _read(home).get("pid")
    if pid is not None and _is_ours(pid, home):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while _is_ours(pid, home):
            if time.monotonic() > deadline:
                raise StoreError(f"Neo4j (process {pid}) did not stop within {STOP_SECONDS} s: see {home / 'logs'}")
            time.sleep(0.2)
    for process in _started:
        if process.pid == pid:
            process.wait()
    return status(home)


def status(home: Path | None = None) -> Status:
    """Whether the server runs, where, and how to log in."""
    home = (home or default_home()).resolve()
    state = _read(home)
    if not state:
        return Status(running=False, home=home)
    running = _is_ours(state["pid"], home)
    return Status(
        running=running,
        home=home,
        version=state["version"],
        uri=f"bolt://127.0.0.1:{state['bolt_port']}",
        password=state["password"],
        browser=f"http://127.0.0.1:{state['http_port']}/browser/",
        pid=state["pid"] if running else None,
    )


def _read(home: Path) -> dict[str, Any]:
    path = home / _STATE
    if not path.exists():
        return {}
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StoreError(f"{path} is damaged ({error}): give another folder with --home") from error
    return found


def _write(home: Path, state: dict[str, Any]) -> None:
    scratch = home / f"{_STATE}.new"
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(state, file)
    scratch.replace(home / _STATE)


def _port(wanted: int | None) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted or 0))
        except OSError as error:
            raise StoreError(f"port {wanted} is taken: give another with --bolt-port or --http-port") from error
        port: int = probe.getsockname()[1]
        return port


def _is_ours(pid: int | None, home: Path) -> bool:
    """Whether that process is the server of this home: a number can be another's by now, or a zombie's."""
    if pid is None:
        return False
    found = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return f"--home-dir={home} " in found.stdout


def _set_password(runtime: str, classpath: str, home: Path, password: str) -> None:
    command = [runtime, "-cp", classpath, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise StoreError(f"the password could not be set in {home}: {done.stderr.strip()[-300:]}")


def _answers(state: dict[str, Any]) -> bool:
    import neo4j

    uri = f"bolt://127.0.0.1:{state['bolt_port']}"
    try:
        with neo4j.GraphDatabase.driver(uri, auth=("neo4j", state["password"]), connection_timeout=2) as driver:
            driver.execute_query("RETURN 1")
    except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
        return False
    return True
