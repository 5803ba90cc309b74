"""The language's words as data: one reader for the TOML and TSV files of `lang/fa`.

A module that needs words reads them through `toml` or `table` and checks their values itself; these two check the form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuild.errors import LexiconError

FOLDER = files(__name__) / "fa"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it stands, and its cells by column."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def split(self, column: str) -> tuple[str, ...]:
        """The ``|``-separated values of a cell."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def one_of(self, column: str, known: Sequence[str]) -> str:
        """The cell, which must be one of `known`."""
        value = self.cells[column]
        if value not in known:
            raise LexiconError(f"{self.place}: unknown {column} {value!r}; use one of {', '.join(known)}")
        return value


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML file of `lang/fa`, as nested dicts; raises LexiconError with the line when it does not parse."""
    path = FOLDER / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}; mend the TOML") from error


@cache
def table(name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of a TSV file of `lang/fa` whose header line is `columns`; `#` starts a comment line."""
    path = FOLDER / name
    rows: list[Row] = []
    header: tuple[str, ...] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = tuple(cells)
            if header != columns:
                raise LexiconError(f"{path}:{number}: columns are {header}; they must be {columns}")
            continue
        if len(cells) > len(columns):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells; there are {len(columns)} columns")
        cells += [""] * (len(columns) - len(cells))
        rows.append(Row(f"{path}:{number}", dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
    return tuple(rows)
