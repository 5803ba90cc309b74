"""The way into a server: its address, and user and password from the first place that says so."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graphbuild.errors import ConnectionFailed

if TYPE_CHECKING:
    from graphbuild.server import Status

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
LOCAL = "local"  # as an address: the server of `graphbuild neo4j up`

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORT = 7687


@dataclass(frozen=True, slots=True)
class Login:
    """An address with a user; without a database it is the server's default one. Its repr has no password."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None


def login(
    to: str | Login,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    auth: str | Path | None = None,
) -> Login:
    """A login of what is given: as it is, with that password, or with the one that `find_login` finds."""
    if isinstance(to, Login):
        return to
    if password is not None:
        return Login(address(to), user or "neo4j", password, database)
    return find_login(to, user=user, database=database, auth=None if auth is None else Path(auth))


def find_login(
    to: str,
    *,
    user: str | None = None,
    database: str | None = None,
    auth: Path | None = None,
    ask: Callable[[str], str] | None = None,
) -> Login:
    """The login for an address, or for `LOCAL`, the server of ``graphbuild neo4j up``.

    User and password come from the file `auth` (lines ``NEO4J_USERNAME=…``, ``NEO4J_PASSWORD=…``), else from
    variables of these names (or ``NEO4J_AUTH=user/password``), else, for a server of ``graphbuild neo4j up``, from its
    own state, else from `ask`, which is given the question. Raises ConnectionFailed when none of them knows.
    """
    given: Mapping[str, str] = os.environ if auth is None else _from_file(auth)
    database = database or given.get("NEO4J_DATABASE") or os.environ.get("NEO4J_DATABASE") or None
    found_user, password = _from_variables(given)
    user = user or found_user
    uri = address(to)
    if auth is None and (to == LOCAL or not password):
        local = _local_server()
        if local is not None and _same(uri, local.uri):
            return Login(uri, local.user, local.password, database)
    if not password and ask is not None:
        password = ask(f"password of {user} at {uri}")
    if not password:
        raise ConnectionFailed(
            f"{uri}: no password: set NEO4J_USERNAME and NEO4J_PASSWORD, or give a file with these lines with --auth"
        )
    return Login(uri, user, password, database)


def address(to: str) -> str:
    """An address that can be meant; `LOCAL` becomes that of the local server. Raises ConnectionFailed."""
    if to != LOCAL:
        _check(to)
        return to
    local = _local_server()
    if local is None or not local.running:
        raise ConnectionFailed("the local server does not run; start it: graphbuild neo4j up")
    return local.uri


def _check(uri: str) -> None:
    """Refuse an address that cannot work, before anything is sent to it."""
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError as error:
        raise ConnectionFailed(f"{uri}: no address ({error}); write bolt://HOST:{_PORT}") from None
    if parts.scheme in ("http", "https"):
        raise ConnectionFailed(f"{uri}: an address of web pages; data go to bolt://{parts.hostname}:{_PORT}")
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ConnectionFailed(
            f"{uri}: no address of a Neo4j; write SCHEME://HOST:{port or _PORT}, SCHEME one of {', '.join(SCHEMES)}, "
            f"or {LOCAL} for the server of `graphbuild neo4j up`"
        )
    if parts.username is not None or parts.password is not None:
        raise ConnectionFailed(
            f"{parts.scheme}://…@{parts.hostname}: a user or password in the address stays in the shell's history; "
            "set NEO4J_USERNAME and NEO4J_PASSWORD instead"
        )


def _local_server() -> Status | None:
    from graphbuild import server

    status = server.status()
    return status if status.uri else None


def _same(uri: str, other: str) -> bool:
    one, two = urlsplit(uri), urlsplit(other)
    return one.hostname in _LOOPBACK and (one.port or _PORT) == two.port


def _from_variables(found: Mapping[str, str]) -> tuple[str, str]:
    user, _, password = found.get("NEO4J_AUTH", "").partition("/")
    user = found.get("NEO4J_USERNAME") or found.get("NEO4J_USER") or user or "neo4j"
    return user, found.get("NEO4J_PASSWORD") or password


def _from_file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConnectionFailed(f"{path}: cannot be read: {error}; give the file with the password") from None
    found = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, equals, value = line.strip().removeprefix("export ").partition("=")
            if not equals:
                raise ConnectionFailed(f"{path}:{number}: no NAME=VALUE; write NEO4J_USERNAME=… and NEO4J_PASSWORD=…")
            found[name.strip()] = value.strip().strip("'\"")
    if not _from_variables(found)[1]:
        raise ConnectionFailed(f"{path}: no password in it; write a line NEO4J_PASSWORD=…")
    return found
