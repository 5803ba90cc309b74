"""What a home folder says of its server: the state file, and the lock that two starts at once wait for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from graphbuild.errors import StoreError

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows: two starts at once are not kept apart there
    fcntl = None  # type: ignore[assignment]

Engine = Literal["docker", "java"]  # what runs a server

FILE = "graphbuild.json"
_LOCK = "graphbuild.lock"
_SCRATCH = f"{FILE}.new"
_TYPES: dict[str, type | tuple[type, ...]] = {
    "version": str,
    "password": str,
    "bolt_port": int,
    "http_port": int,
    "password_set": bool,
    "pid": (int, type(None)),
    "kind": str,
    "image": str,
}
_LATER = {"kind": "java", "image": ""}  # for a file that is older than these


@dataclass(frozen=True, slots=True)
class State:
    """A server as its home knows it; `password_set` is false until its first start was made ready.

    A process has a `pid`, a container an `image`; each is of one `kind` for as long as its home lives.
    """

    version: str
    password: str
    bolt_port: int
    http_port: int
    password_set: bool = False
    pid: int | None = None
    kind: Engine = "java"
    image: str = ""


def read(home: Path) -> State | None:
    """The state of a home; None where no server ever was. Raises StoreError for a damaged file."""
    path = home / FILE
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}): give another folder with --home") from error
    found = {**_LATER, **found} if isinstance(found, dict) else {}
    for name, type_ in _TYPES.items():
        wrong = name == "kind" and found.get(name) not in get_args(Engine)
        if wrong or not isinstance(found.get(name), type_):
            raise StoreError(f"{path}: damaged ({name} is missing or wrong): give another folder with --home")
    return State(**{name: found[name] for name in _TYPES})


def write(home: Path, state: State) -> None:
    """Write the state as a whole, for its owner only: the password is in it."""
    scratch = home / _SCRATCH
    write_secret(scratch, json.dumps(asdict(state)))
    scratch.replace(home / FILE)


def write_secret(path: Path, text: str) -> None:
    """Write a file that nobody else may read, at no moment."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def claim(home: Path) -> None:
    """Make `home` a folder for a server. Raises StoreError when something else is in it, or it cannot be written."""
    strange = [path.name for path in home.iterdir() if path.name not in (_LOCK, _SCRATCH)] if home.is_dir() else []
    if strange and not (home / FILE).exists():
        raise StoreError(f"{home} holds something else ({strange[0]}): give another folder with --home")
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
    except OSError as error:
        raise StoreError(f"{home}: cannot be made: {error.strerror}: give another folder with --home") from error


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Keep other processes out of this home; they wait. The lock ends with the process, however that ends."""
    with (home / _LOCK).open("a") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
