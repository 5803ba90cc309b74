"""The processes of a server: the one that sets its password, the one that serves, and whether it lives."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from graphbuild.errors import StoreError
from graphbuild.server.state import State, write_secret

MAIN = {"5": "org.neo4j.server.CommunityEntryPoint"}
MAIN_OF_YEARS = "org.neo4j.server.Neo4jCommunity"  # of the releases that are named by year and month
ADMIN = "org.neo4j.cli.AdminTool"

LOOPBACK = "127.0.0.1"
_RELEASE_SECONDS = 5
_started: list[subprocess.Popen[bytes]] = []  # held: they outlive us on purpose, and are reaped when they end


def start(runtime: str, classpath: str, home: Path, version: str) -> subprocess.Popen[bytes]:
    """Start the server of a home; it outlives this process."""
    main = MAIN.get(version.partition(".")[0], MAIN_OF_YEARS)
    command = [runtime, "-Xmx1g", "-cp", classpath, main, f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "logs" / "start.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    _started.append(process)
    return process


def reap(pid: int | None) -> None:
    """Let the system forget a server of that number that this process started and that has ended."""
    for process in _started:
        process.poll()  # one that was killed
        if process.pid == pid:
            process.wait()


def set_password(runtime: str, classpath: str, home: Path, password: str) -> None:
    """Set the password before the first start; it goes by a file, since everybody sees the arguments of a process."""
    arguments = home / "arguments"
    words = ("-XX:TieredStopAtLevel=1", "-cp", classpath, ADMIN, "dbms", "set-initial-password", password)
    write_secret(arguments, "\n".join(f'"{word}"' for word in words))
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    try:
        command = [runtime, f"@{arguments}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    finally:
        arguments.unlink(missing_ok=True)
    if done.returncode:
        raise StoreError(f"the password could not be set in {home}: {done.stderr.strip()[-300:]}")


def is_ours(pid: int | None, home: Path) -> bool:
    """Whether that process is the server of this home: a number can be another's by now, or a zombie's."""
    if any(process.pid == pid and process.poll() is None for process in _started):
        return True  # for a moment after its start the system does not tell its arguments
    return pid is not None and f"--home-dir={home} " in f"{_arguments(pid)} "


def _arguments(pid: int) -> str:
    """The command line of a process; empty where there is none."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    found = shutil.which("ps")
    if found is None:
        raise StoreError("ps is not there, which tells whether the server runs; install it (Debian: procps)")
    return subprocess.run([found, "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()


def free_port(wanted: int | None, *, before: int | None = None) -> int:
    """The port that is wanted, else the one of `before`, else any free one. Raises StoreError when it is taken.

    A server that was killed a moment ago may still hold the one of before: that one is waited for.
    """
    deadline = time.monotonic() + (0 if wanted else _RELEASE_SECONDS)
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, wanted or before or 0))
            except OSError as error:
                if time.monotonic() > deadline:
                    raise StoreError(
                        f"port {wanted or before} is taken: give another with --bolt-port or --http-port"
                    ) from error
            else:
                port: int = probe.getsockname()[1]
                return port
        time.sleep(0.2)


def last_lines(log: str) -> str:
    """The last lines of a log in one, without the steps of Java's traces."""
    return " | ".join([line for line in log.splitlines() if line and not line.startswith("\t")][-5:])


def answers(state: State) -> bool:
    """Whether a server lets us in with that password, now."""
    import neo4j

    uri = f"bolt://{LOOPBACK}:{state.bolt_port}"
    try:
        auth = ("neo4j", state.password)
        with neo4j.GraphDatabase.driver(uri, auth=auth, connection_timeout=2) as driver, driver.session() as session:
            session.run("RETURN 1").consume()
    except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
        return False
    return True
