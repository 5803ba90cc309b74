"""A Neo4j server of our own in a home folder: started, stopped, shown, whichever of the two ways it runs by."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphbuild.errors import StoreError
from graphbuild.server import container, jars, java, process
from graphbuild.server import state as states
from graphbuild.server.state import Engine, State

VERSION = "5.26.30"
START_SECONDS = 300  # after kill -9 the recovery takes up to 52 s on an idle machine
HOME_VARIABLE = "GRAPHBUILD_NEO4J_HOME"


@dataclass(frozen=True)
class Status:
    """How the server of a home folder stands; uri, password and browser are empty before its first start.

    A server by Java has a `pid` while it runs, one by Docker a `container`.
    """

    running: bool
    home: Path
    version: str = VERSION
    uri: str = ""
    user: str = "neo4j"
    password: str = ""
    browser: str = ""
    pid: int | None = None
    kind: Engine = "java"
    container: str | None = None


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
    engine: Engine | None = None,
    image: str | None = None,
    bolt_port: int | None = None,
    http_port: int | None = None,
    settings: Mapping[str, str] | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Status:
    """Start the server and wait until it answers; one that runs already is only reported.

    Without an `engine` a new home is Docker's where an engine answers and has the image or can fetch it, else Java's;
    a home stays with what it was begun with. `image` is another than the official one, for Docker.

    Of two at once, the second waits for the first. `settings` are lines of neo4j.conf for this start. A start that
    fails, or is killed, can be tried again. Raises StoreError when something is missing, a port is taken, the home is
    not ours, or the start fails.
    """
    home = (home or default_home()).resolve()
    states.claim(home)
    with states.locked(home):
        state = states.read(home)
        engine = _asked(home, state, engine, image)
        if state and _answered(home, state):
            return status(home)  # it ran, or was just starting; one that was just ending is started again
        if state and state.version != version:
            raise StoreError(f"{home} is of Neo4j {state.version}, not {version}: give another folder with --home")
        image = container.image_of(version, image or (state.image if state else None))
        bolt_port = process.free_port(bolt_port, before=state.bolt_port if state else None)
        http_port = process.free_port(http_port, before=state.http_port if state else None)
        kind = engine or _kind(image, say)
        state = State(
            version=version,
            password=state.password if state else _new_password(),
            bolt_port=bolt_port,
            http_port=http_port,
            password_set=state is not None and state.password_set,
            kind=kind,
            image=image if kind == "docker" else "",
        )
        if kind == "docker":
            state = container.start(home, state, settings or {}, say)
        else:
            state = java.start(home, state, settings or {}, cache or jars.default_cache(), say)
        if not _answered(home, state):
            words = container.last_words(home) if kind == "docker" else java.last_words(home)
            down(home)
            raise StoreError(f"Neo4j did not start; {words}")
        states.write(home, replace(state, password_set=True))
        return status(home)


def _new_password() -> str:
    """Of hexadecimal digits: one that begins with a dash is an option to neo4j-admin."""
    return secrets.token_hex(16)


def down(home: Path | None = None) -> bool:
    """Stop the server and say whether it ran; its data stay. StoreError if it does not end within a minute."""
    home = (home or default_home()).resolve()
    state = states.read(home)
    if state is None:
        return False
    ran = _runs(home, state)
    if state.kind == "docker":
        container.stop(home)
    else:
        java.stop(home, state)
    return ran


def status(home: Path | None = None) -> Status:
    """Whether the server runs, where, and how to log in. StoreError for a container when Docker does not tell."""
    home = (home or default_home()).resolve()
    state = states.read(home)
    if state is None:
        return Status(running=False, home=home)
    running = _runs(home, state)
    return Status(
        running=running,
        home=home,
        version=state.version,
        uri=f"bolt://{process.LOOPBACK}:{state.bolt_port}",
        password=state.password,
        browser=f"http://{process.LOOPBACK}:{state.http_port}/browser/",
        pid=state.pid if running else None,
        kind=state.kind,
        container=container.name_of(home) if running and state.kind == "docker" else None,
    )


def _asked(home: Path, state: State | None, engine: Engine | None, image: str | None) -> Engine | None:
    """What is to run the server, as far as that is settled. StoreError when a home is asked for what it is not."""
    if engine == "java" and image:
        raise StoreError(f"the image {image} is for Docker: leave out --image, or give --engine docker")
    engine = engine or ("docker" if image else None)
    if state is None:
        return engine
    if engine not in (None, state.kind):
        raise StoreError(
            f"{home} was begun with {state.kind} and goes on with it, not with {engine}: leave out "
            f"{'--image' if image else '--engine'}, or give another folder with --home"
        )
    return state.kind


def _kind(image: str, say: Callable[[str], None]) -> Engine:
    """What runs the server of a new home: Docker if it is ready, else Java, and why."""
    try:
        container.ready(image, say)
    except StoreError as error:
        say(f"with Java, since Docker is of no use here: {error}")
        return "java"
    return "docker"


def _runs(home: Path, state: State) -> bool:
    return container.runs(home) if state.kind == "docker" else java.runs(home, state)


def _answered(home: Path, state: State) -> bool:
    """Wait until the server answers; false when it ends before, or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while _runs(home, state) and time.monotonic() < deadline:
        if process.answers(state):
            return True
        time.sleep(0.5)
    return False
