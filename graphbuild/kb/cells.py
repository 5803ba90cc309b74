"""Rows and cells of a table on disk: numbered lines, required values, patterns, partial dates.

Every error is a LexiconError that starts with ``file:line``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from graphbuild.errors import LexiconError
from graphbuild.lang import Row

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def lines(path: Path | Traversable) -> Iterator[tuple[str, list[str]]]:
    """The rows of a file without comments and blank lines: where each stands (``file:line``), and its cells."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror}; name a readable table") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path}:{number}", [cell.strip() for cell in line.split("\t")]


def required(row: Row, column: str) -> str:
    """The cell, which must not be empty."""
    if not row[column]:
        raise LexiconError(f"{row.place}: {column} is empty; write a value")
    return row[column]


def once(row: Row, column: str, known: str) -> str:
    """The cell; a row that extends another may leave it empty."""
    return row[column] or known or required(row, column)


def matching(row: Row, column: str, pattern: re.Pattern[str]) -> str:
    """The cell, which must match `pattern` as a whole."""
    if not pattern.fullmatch(row[column]):
        raise LexiconError(f"{row.place}: {column} {row[column]!r} is malformed; it must match {pattern.pattern}")
    return row[column]


def day(row: Row, column: str, edge: Literal["first", "last"]) -> date:
    """The first or last day of the year, month or day that the cell gives."""
    match = _DATE.fullmatch(row[column])
    if match is None:
        raise LexiconError(f"{row.place}: {column} {row[column]!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    year = int(match[1])
    month = int(match[2] or (1 if edge == "first" else 12))
    try:
        return date(year, month, int(match[3] or (1 if edge == "first" else monthrange(year, month)[1])))
    except ValueError as error:  # month 13, day 31 of a short month
        raise LexiconError(f"{row.place}: {column} {row[column]!r} is no date; {error}") from error
