"""From the paths that the user gives to the files that are read, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphbuild.errors import InputError
from graphbuild.read.refusal import Refusal

SIDECAR = ".meta.json"
_NOT_DOCUMENTS = (SIDECAR, ".gold.json", ".md")  # what stands beside documents: metadata, annotations, notes
_GRAPH = ".graph"  # a graph folder of ours holds records, not news


def sources(paths: str | Path | Iterable[str | Path]) -> list[Path | Refusal]:
    """The files that the paths stand for: a file itself, a folder's files (recursively), the matches of a glob.

    Sorted within each path, each file once. In folders and globs hidden files, ``*.meta.json``, ``*.gold.json``,
    ``gold.json``, ``*.md`` and ``*.graph`` folders are left out. What a folder hides (no permission, nothing to read)
    is a Refusal.
    Raises InputError for a path that does not exist and for a glob without a match.
    """
    arguments = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found: dict[Path | Refusal, None] = {}
    for argument in arguments:
        found.update(dict.fromkeys(_files(str(argument))))
    return list(found)


def _files(argument: str) -> Iterator[Path | Refusal]:
    path = Path(argument)
    if os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(argument):
        matches = sorted(glob.glob(argument, recursive=True))
        if not matches:
            raise InputError(f"{argument}: no file matches; quote the pattern and check the folder")
        for match in map(Path, matches):
            if not os.path.isdir(match):
                if _is_document(match):
                    yield match
            elif "**" not in argument:  # else its files match by themselves
                yield from _folder(match)
    elif _is_hidden_by_permission(path):
        yield path
    else:
        raise InputError(f"{argument}: does not exist; check the path")


def _folder(folder: Path) -> Iterator[Path | Refusal]:
    found: list[Path] = []
    closed: list[Refusal] = []

    def refuse(error: OSError) -> None:
        closed.append(Refusal(Path(error.filename).as_posix(), f"{error.strerror}; give yourself the right to read it"))

    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith(_GRAPH)]
        found += [path for name in files if _is_document(path := Path(root, name))]
    if not found and not closed:
        closed.append(Refusal(folder.as_posix(), "no documents in this folder; put .txt or .html files there"))
    yield from closed
    yield from sorted(found)


def _is_document(path: Path) -> bool:
    return not path.name.startswith(".") and not f".{path.name}".endswith(_NOT_DOCUMENTS)


def _is_hidden_by_permission(path: Path) -> bool:
    try:
        os.lstat(path)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
