"""The graph folder: its layout, its format version, and directories that are replaced as a whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graphbuild.errors import StoreError

FORMAT = 2  # raise it when the records change their shape
BUILT_ON = (1, FORMAT)  # formats whose documents and parses a build goes on with; it leaves the folder in `FORMAT`
MANIFEST = "graph.json"
RECORDS = "records"
PARSES = "parses"
DATABASE = "graph.lbug"
CORRECTIONS = "corrections.toml"
_LOCK = ".lock"

_NEW = ".new"  # a directory that is being written: worth nothing
_OLD = ".old"  # a directory that is being replaced: whole


def check(folder: Path, *, formats: Sequence[int] = (FORMAT,)) -> None:
    """Make sure that `folder` holds a graph of this format, or of one of `formats`.

    Raises StoreError when there is none, or one of another version.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(f"{folder}: no graph here; make one with `graphbuild build PATH --graph {folder}`") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}; check the path and its permissions") from None
    except ValueError:
        raise StoreError(f"{path}: damaged; delete the folder and build again") from None
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found not in formats:
        if found in BUILT_ON:
            raise StoreError(
                f"{folder}: the graph has format {found}, this graphbuild reads {FORMAT}; "
                f"bring it up to date with `graphbuild build PATH --graph {folder}`: its documents and parses are kept"
            )
        raise StoreError(
            f"{folder}: the graph has format {found}, this graphbuild reads {FORMAT}; "
            "build it again into a new folder, or use the graphbuild that made it"
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one build. Raises StoreError when another process builds it already.

    A killed process lets go; the lock file itself stays. Some network file systems know no locks.
    """
    from filelock import FileLock, Timeout  # here: readers need none

    lock = FileLock(folder / _LOCK)
    with writing(folder):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise StoreError(
                f"{folder}: another build is at work on this graph; wait for it, or choose another folder with --graph"
            ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say an OSError of what is done inside as a StoreError with its mend."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written: {error.strerror or error}; the graph that was there is kept; "
            "free some space, or choose a folder that you may write to with --graph"
        ) from error


def claim(folder: Path) -> None:
    """Make `folder` a graph folder of this format if it is none yet, and clear what a killed build left.

    Raises StoreError: a graph of another version, ``records`` that are not ours, a folder that cannot be written.
    """
    if (folder / MANIFEST).exists():
        check(folder, formats=BUILT_ON)
    elif (folder / RECORDS).exists():
        raise StoreError(f"{folder}: has {RECORDS} that graphbuild did not make; choose another folder with --graph")
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        recover(folder / RECORDS)
        if not (folder / MANIFEST).exists():
            mark(folder)


def mark(folder: Path) -> None:
    """Say in the manifest that the records are of this format."""
    write_file(folder / MANIFEST, (json.dumps({"format": FORMAT}) + "\n").encode())


def recover(directory: Path) -> None:
    """Bring `directory` to its last whole state after a kill at any point of `replace_directory`."""
    old = _beside(directory, _OLD)
    if old.exists() and not directory.exists():
        old.rename(directory)
    for leftover in (old, _beside(directory, _NEW)):
        if leftover.exists():
            shutil.rmtree(leftover)


def replace_directory(directory: Path, files: dict[str, bytes]) -> None:
    """Replace `directory` by one that holds `files`; on any failure the old one stays whole.

    Two renames, so a kill between them leaves no `directory`: readers and writers call `recover` first.
    """
    new, old = _beside(directory, _NEW), _beside(directory, _OLD)
    recover(directory)
    try:
        new.mkdir()
        for name, content in files.items():
            _write_synced(new / name, content)
        _sync(new)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    if directory.exists():
        directory.rename(old)
    new.rename(directory)
    _sync(directory.parent)
    shutil.rmtree(old, ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; a file that already holds `content` is not touched."""
    if path.is_file() and path.read_bytes() == content:
        return
    new = _beside(path, _NEW)
    try:
        _write_synced(new, content)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    if os.name == "nt":  # Windows cannot open a directory, and needs no such sync
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
