"""One spelling for all spellings: the folded form by which names, topics and searches meet."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from graphbuild.errors import LexiconError

_DATA = files("graphbuild.lang") / "fa"
_DROPPED = {"Mn", "Cf"}  # marks above and below; ZWNJ, direction marks and other invisible format characters
_CODE_POINT = re.compile(r"U\+[0-9A-F]{4,6}")


def fold(text: str) -> str:
    """Fold text to one spelling: «بقائی» and «بقايى» meet «بقایی», «گفت‌وگو» meets «گفتگو».

    Folds compatibility forms, letter case, digits, hamza, diacritics, Arabic letters, half-spaces, quotes and dashes;
    runs of white space become one space. It keeps word order, affixes and honorifics. ``fold(fold(x)) == fold(x)``.
    Not for display: the result is no correct Persian.
    """
    folded = _characters(text)
    if not _settled().fullmatch(folded):
        # Twice: lower case can bring new marks, and a mark taken away can bring two letters together.
        folded = _characters(folded)
    return _spelling_pattern().sub(lambda match: _spellings()[match[0]], folded)


def as_data() -> dict[str, Any]:
    """What `fold` does as plain data, for another language that knows NFKD and Unicode's categories.

    ``characters``: what each becomes, after NFKD and lower case; ``zeros``: the first of each ten digits;
    ``spellings``: whole words, after all else. Marks and format characters are dropped, white space is joined.
    """
    return {
        "characters": {chr(code): character for code, character in sorted(_table().items())},
        "zeros": [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.decimal(chr(code), None) == 0],
        "spellings": dict(sorted(_spellings().items())),
    }


def _characters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(_unsettled().sub(lambda match: _folder()[ord(match[0])], decomposed).split())


@cache
def _settled() -> re.Pattern[str]:
    """What folding leaves as it is: characters of the usual scripts that fold to themselves."""
    return re.compile(f"[{_usual()}]*")


@cache
def _unsettled() -> re.Pattern[str]:
    """A character that is not known to fold to itself."""
    return re.compile(f"[^{_usual()}]")


@cache
def _usual() -> str:
    """The characters of the usual scripts that fold to themselves, for a class of a pattern."""
    codes = (*range(0x20, 0x7F), *range(0x621, 0x700))
    return re.escape("".join(chr(code) for code in codes if _folds_to_itself(code)))


def _folds_to_itself(code_point: int) -> bool:
    character = chr(code_point)
    return _folder()[code_point] == unicodedata.normalize("NFKD", character).casefold() == character


class _Folder(dict[int, str]):
    """What each code point becomes; those that the data file does not name are worked out when they first occur."""

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        digit = unicodedata.decimal(character, None)
        if unicodedata.category(character) in _DROPPED:
            self[code_point] = ""
        else:
            self[code_point] = character if digit is None else str(digit)
        return self[code_point]


@cache
def _folder() -> _Folder:
    return _Folder(_table())


@cache
def _table() -> dict[int, str]:
    path = _DATA / "folding.tsv"
    table: dict[int, str] = {}
    for number, row in _rows(path):
        if len(row) != 3 or not _CODE_POINT.fullmatch(row[0]) or (row[1] and not _CODE_POINT.fullmatch(row[1])):
            raise LexiconError(f"{path}:{number}: not a row of code points; write U+XXXX, U+XXXX or nothing, why")
        source = int(row[0][2:], 16)
        if source in table:
            raise LexiconError(f"{path}:{number}: {row[0]} is folded twice; keep one of the rows")
        table[source] = chr(int(row[1][2:], 16)) if row[1] else ""
    return table


@cache
def _spellings() -> dict[str, str]:
    path = _DATA / "spellings.tsv"
    spellings: dict[str, str] = {}
    for number, row in _rows(path):
        if len(row) != 2 or any(_characters(spelling) != spelling for spelling in row):
            raise LexiconError(f"{path}:{number}: not two folded spellings; write both as `fold` gives them")
        spellings[row[0]] = row[1]
    return spellings


@cache
def _spelling_pattern() -> re.Pattern[str]:
    longest_first = sorted(_spellings(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _rows(path: Traversable) -> list[tuple[int, list[str]]]:
    """Numbered rows of a data file, without comments and blank lines."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
