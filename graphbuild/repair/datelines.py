"""Datelines: «تهران- ایرنا-», «مسکو، ۱۱ دسامبر -», «کابل (پژواک، ۳۰ جدی ۱۴۰۴):» before the first sentence of a report.

They are no words of the sentence after them, and a parser would take them for its subject. Words: ``lines.toml``,
``calendar.toml``, and the places and media of the knowledge base.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from graphbuild import kb, lang
from graphbuild.folding import fold
from graphbuild.repair.mapped import Mapped

_LONGEST = 80  # characters of a dateline
_LONGEST_NAME = 4  # words of an author's name
_LONGEST_PIECE = 7  # words of a piece, «گروه سیاست خارجی خبرگزاری …»
_SHORTEST_REST = 3  # words of what it stands before
_PIECES = re.compile(r"[-–—ـ/،؛,()|>]")
_WORD = re.compile(r"\w+")
_END = re.compile(r"(?:(?<=\s)[-–—ـ]|[-–—ـ](?=\s)|(?<=\))\s?:|:)\s*")

Piece = Literal["place", "source", "day"]


def opening(line: str) -> int:
    """Where the sentence of a line starts after its dateline; 0 where it has none.

    A dateline ends in a dash or a colon; each of its pieces is a place, a medium (or a desk of one) or a day, not all
    of them places, and before a colon there are two at least, or a desk, for «ایرنا: …» may be what the agency says.
    One word that opens it is a place, known or not, if a medium and a dash follow («سمرقند- ایرنا-»). A name between a
    medium and a dash is its author's («باشگاه خبرنگاران جوان؛ X -»), unless another dash follows («X - وزیر خارجه -»).
    """
    found = 0
    for end in _END.finditer(line, 0, _LONGEST):
        said = [piece.strip() for piece in _PIECES.split(line[: end.start()]) if piece.strip()]
        pieces = [kind(piece) for piece in said]
        if pieces[1:] == ["source"] and pieces[0] is None and ":" not in end[0] and len(said[0].split()) == 1:
            pieces[0] = "place"
        written = pieces[-2:] == ["source", None] and ":" not in end[0] and _is_name(said[-1])
        if written and not _END.search(line, end.end(), end.end() + _LONGEST):
            pieces.pop()
        known = pieces and None not in pieces and set(pieces) != {"place"}
        if known and (len(said) > 1 or ":" not in end[0] or _is_desk(fold(said[0]))):
            found = end.end()
    return found if len(_WORD.findall(line, found)) >= _SHORTEST_REST else 0


def strip(paragraph: Mapped) -> Mapped:
    """The paragraph without its dateline."""
    start = opening(paragraph.text)
    return paragraph[start : len(paragraph.text)] if start else paragraph


def kind(piece: str) -> Piece | None:
    """What a piece of a dateline names."""
    name = fold(piece)
    words = name.split()
    if name in _places():
        return "place"
    desk = _is_desk(name) or (len(words) <= _LONGEST_PIECE and name.startswith(_desks()))
    if desk or name in _media() or name in _sections():
        return "source"
    numbers = [word for word in words if word not in _day_words()]
    return "day" if len(numbers) < len(words) and all(word.isdigit() for word in numbers) else None


def _is_name(piece: str) -> bool:
    """Whether a piece begins with a given name, and is nobody's who is known to hold an office."""
    first, *rest = fold(piece).split()
    return 0 < len(rest) < _LONGEST_NAME and first in _given_names() and fold(piece) not in _officials()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(name.form) for name in kb.load().names if name.role == "given")


@cache
def _officials() -> frozenset[str]:
    holders = kb.load().office_holders
    return frozenset(fold(form) for holder in holders for form in (holder.name, *holder.aliases))


def _is_desk(name: str) -> bool:
    """Whether a folded name is a desk («گروه سیاسی») and nobody who says something («خبرنگار»)."""
    return " " in name and f"{name} " in _desks()


@cache
def _places() -> frozenset[str]:
    return frozenset(
        fold(form) for state in kb.load().states for form in (state.name, *state.aliases, *state.capitals)
    ) | {fold(city) for city in lang.toml("link.toml")["cities"]}


@cache
def _media() -> frozenset[str]:
    media = (each for each in kb.load().organizations if each.kind == "media")
    return frozenset(fold(form) for each in media for form in (each.name, *each.aliases))


@cache
def _sections() -> frozenset[str]:
    return frozenset(fold(section) for section in lang.toml("lines.toml")["dateline"]["sections"])


@cache
def _desks() -> tuple[str, ...]:
    return tuple(f"{fold(desk)} " for desk in lang.toml("lines.toml")["dateline"]["desks"])


@cache
def months() -> frozenset[str]:
    """The names of months of all calendars, folded."""
    table = lang.toml("calendar.toml")["months"]
    tables = (table[kind] for kind in ("jalali", "afghan", "gregorian"))
    return frozenset(fold(name) for names in tables for forms in names for name in forms)


@cache
def _day_words() -> frozenset[str]:
    calendar = lang.toml("calendar.toml")
    weekdays = (fold(name) for names in calendar["weekdays"]["names"] for name in names)
    month = map(fold, calendar["months"]["word"])
    return frozenset(word for form in (*months(), *weekdays, *month) for word in form.split())
