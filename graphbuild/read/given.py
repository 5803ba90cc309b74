"""What a build is given: paths and pandas frames, read one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, cast

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.read import Refusal, from_frame, read

if TYPE_CHECKING:
    import pandas as pd

Source: TypeAlias = "str | Path | pd.DataFrame"
Paths: TypeAlias = "Source | Iterable[Source]"

_FRAME = "frame"  # what a frame is called that has no name of its own


def read_given(
    paths: Paths, *, published: date | str | None, encoding: str | None
) -> tuple[dict[str, tuple[Document, str]], list[tuple[str, str]]]:
    """Documents by path, each with the argument that brought it, and what was refused.

    Raises InputError for an argument that cannot be right, and for two frames of one name.
    """
    arguments = [paths] if isinstance(paths, str | Path) or _is_frame(paths) else paths
    found: dict[str, tuple[Document, str]] = {}
    refused: dict[str, str] = {}
    frames: set[str] = set()
    for argument in arguments:
        if _is_frame(argument):
            root = str(argument.attrs.get("name", _FRAME))
            if root in frames:
                raise InputError(f'two frames are called {root!r}; name them: frame.attrs["name"] = "NAME"')
            frames.add(root)
            results = from_frame(argument, name=root, published=published)
        else:
            path = Path(cast("str | Path", argument))
            root, results = path.as_posix(), read(path, published=published, encoding=encoding)
        for result in results:
            if isinstance(result, Refusal):
                refused.setdefault(result.path, result.reason)
            else:
                found.setdefault(result.path, (result, root))
    return found, sorted(refused.items())


def _is_frame(value: object) -> TypeGuard[pd.DataFrame]:
    """Whether it is a pandas frame, without an import of pandas for those who have none in hand."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)
