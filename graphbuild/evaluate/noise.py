"""What text loses on its way to an analyst, done to good text on purpose: one function a loss.

Each takes a text and gives the noisy one, with the line of the good text that each noisy line came from, so that gold
made on the good text still holds.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from graphbuild.errors import InputError
from graphbuild.evaluate.gold import Source

Noise = Callable[[str], Source]

NONE = "none"
WRAP_WIDTH = 80  # characters; the width of plain-text mail and of most terminals

_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
_ARABIC_LETTERS = str.maketrans(
    {
        "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
    }
)
_MARKS = {"Mn", "Pi", "Pf"}  # diacritics, opening quotes, closing quotes
_STRAIGHT_QUOTES = "\"'"


def half_spaces_removed(text: str) -> Source:
    """Half-spaces (ZWNJ) taken out, so that the parts of a word run together."""
    return Source.whole(text.replace(_ZWNJ, ""))


def half_spaces_to_spaces(text: str) -> Source:
    """Half-spaces (ZWNJ) turned to spaces, so that the parts of a word fall apart."""
    return Source.whole(text.replace(_ZWNJ, " "))


def lines_broken(text: str) -> Source:
    """Lines longer than `WRAP_WIDTH` broken at their spaces, as a page or a mail breaks them."""
    lines: list[str] = []
    origins: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        pieces = _wrapped(line) or [line]
        lines += pieces
        origins += [number] * len(pieces)
    return Source("\n".join(lines), tuple(origins))


def arabic_letters(text: str) -> Source:
    """Persian yeh and kaf written with the Arabic letters."""
    return Source.whole(text.translate(_ARABIC_LETTERS))


def marks_dropped(text: str) -> Source:
    """Quotation marks and diacritics taken out."""
    kept = (c for c in text if unicodedata.category(c) not in _MARKS and c not in _STRAIGHT_QUOTES)
    return Source.whole("".join(kept))


def everything(text: str) -> Source:
    """All of it at once: half-spaces removed, Arabic letters, marks dropped, lines broken."""
    for noise in (half_spaces_removed, arabic_letters, marks_dropped):
        text = noise(text).text
    return lines_broken(text)


LADDER: Mapping[str, Noise] = MappingProxyType(
    {
        NONE: Source.whole,
        "half-spaces-removed": half_spaces_removed,
        "half-spaces-to-spaces": half_spaces_to_spaces,
        "lines-broken": lines_broken,
        "arabic-letters": arabic_letters,
        "marks-dropped": marks_dropped,
        "everything": everything,
    }
)


def named(name: str) -> Noise:
    """The noise of that name; `InputError` lists the names."""
    if name not in LADDER:
        raise InputError(f"noise {name!r}: unknown; use one of {', '.join(LADDER)}")
    return LADDER[name]


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(
        line, WRAP_WIDTH, expand_tabs=False, replace_whitespace=False, break_long_words=False, break_on_hyphens=False
    )
