"""read: files, folders and frames of news to `Document`s.

One module a format (`plain`, `html`, `rows`) and one registry, here; `folder` finds the files, `encoding` and
`language` tell what the bytes are, `record` checks what becomes a document, `items` cuts a text into its reports.
A document that cannot be read comes back as a `Refusal` and never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.read.folder import sources
from graphbuild.read.html import read_html
from graphbuild.read.items import items
from graphbuild.read.options import MAX_BYTES, Options
from graphbuild.read.plain import read_text
from graphbuild.read.published import parse_date
from graphbuild.read.refusal import Refusal
from graphbuild.read.rows import read_csv, read_frame, read_jsonl, read_parquet

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["READERS", "Reader", "Refusal", "from_frame", "items", "read", "sources"]

Reader = Callable[[Path, Options], Iterator[Document | Refusal]]
"""Gives the documents of one file; raises InputError (why, and the mend) or OSError where it cannot go on."""

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".html": read_html,
        ".htm": read_html,
        ".jsonl": read_jsonl,
        ".csv": read_csv,
        ".parquet": read_parquet,
    }
)


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    published: date | str | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Document | Refusal]:
    """Read files, folders (recursively) and globs, in a fixed order, one document or refusal at a time.

    `published` (a date, or text as `parse_date` takes it) is the date of the documents that state none; `encoding` is
    that of all the files, for when the bytes mislead; a document of `max_bytes` or more is refused.
    Raises InputError at once for an argument that cannot be right: a path that does not exist, a date or encoding that
    is none; never for what a file holds.
    """
    options = Options(published=_published(published), encoding=encoding, max_bytes=max_bytes)
    return (result for source in sources(paths) for result in _read(source, options))


def from_frame(
    frame: pd.DataFrame, *, name: str = "frame", published: date | str | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Document | Refusal]:
    """Read the rows of a DataFrame, one document or refusal at a time.

    Columns: text (or body, content); title, source, url, published (or date), id where given. A document is called
    ``NAME#<id>``, or ``NAME#<index>``. Raises InputError for a frame without a text column.
    """
    return read_frame(frame, name, Options(published=_published(published), max_bytes=max_bytes))


def _read(source: Path | Refusal, options: Options) -> Iterator[Document | Refusal]:
    if isinstance(source, Refusal):
        yield source
        return
    try:
        yield from _reader(source)(source, options)
    except InputError as error:
        yield Refusal(source.as_posix(), str(error))
    except OSError as error:
        yield Refusal(source.as_posix(), f"{error.strerror or error}; check the file and your right to read it")


def _reader(path: Path) -> Reader:
    if path.is_symlink() and not path.exists():
        raise InputError("a link to a file that is not there; mend the link or remove it")
    path.stat()  # no permission is a better reason than no regular file
    if not path.is_file():
        raise InputError("not a regular file; give a file with text")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"no reader for {path.suffix or 'a name without a suffix'}; use one of {', '.join(READERS)}")
    return reader


def _published(value: date | str | None) -> date | None:
    try:
        return parse_date(value)
    except InputError as error:
        raise InputError(f"published: {error}") from error
