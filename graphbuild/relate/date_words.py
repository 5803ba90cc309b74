"""The words of dates, from `calendar.toml`, and the same-length folding under which they are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from graphbuild.errors import LexiconError
from graphbuild.folding import fold
from graphbuild.lang import FOLDER, toml
from graphbuild.link.tokens import Token
from graphbuild.relate.calendars import Calendar

ZWNJ = "\u200c"  # stands for every invisible character and mark
GAP = f"[ {ZWNJ}]?"  # a half-space may be there, be a space, or be lost
SPACE = f"[ \t{ZWNJ}]*"
START = rf"(?<![\w{ZWNJ}])"
END = rf"(?!{ZWNJ}*\w)"
_FILE = f"{FOLDER}/calendar.toml"
_INVISIBLE = {"Mn", "Cf"}


def flat(text: str) -> str:
    """The text with letters and digits folded one by one; as long as the text, so that offsets stay."""
    return "".join(map(_flat, text))


@cache
def _flat(character: str) -> str:
    if unicodedata.category(character) in _INVISIBLE:
        return ZWNJ
    if character.isspace() and character != "\n":
        return " "
    folded = fold(character) if character.isalnum() else ""
    return folded if len(folded) == 1 else character


def either(names: Iterable[str]) -> str:
    """A pattern for one of the names, the longest first; their spaces may be half-spaces or lost."""
    found = sorted({flat(name) for name in names}, key=len, reverse=True)
    return "(?:" + "|".join(GAP.join(map(re.escape, name.split())) for name in found) + ")"


def squeezed(text: str) -> str:
    """The key of a matched name: flat, without its gaps."""
    return "".join(flat(text).replace(ZWNJ, "").split())


@dataclass(frozen=True)
class Words:
    """The checked content of `calendar.toml`: lists of names, and what a matched name (`squeezed`) stands for."""

    lists: Mapping[str, tuple[str, ...]]
    months: Mapping[str, tuple[Calendar, int]]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    anaphora: Mapping[str, int]
    directions: Mapping[str, int]
    years: Mapping[str, int]
    numbers: Mapping[str, int]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self.lists:
            raise LexiconError(f"{_FILE}: {name} is missing; add the list, empty if need be")
        return self.lists[name]

    def keys(self, name: str) -> frozenset[str]:
        """A list's names, squeezed."""
        return self._keys[name] if name in self._keys else frozenset(map(squeezed, self[name]))

    @cached_property
    def _keys(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(map(squeezed, names)) for name, names in self.lists.items()}


def is_month(token: Token) -> bool:
    """Whether a token is the name of a month."""
    return token.key in words().months


def is_of_date(row: Sequence[Token], i: int) -> bool:
    """Whether token `i` is part of a day of a month («سوم تیر», «۷ خرداد ۱۳۸۶»)."""

    def at_month(j: int) -> bool:
        return 0 <= j < len(row) and is_month(row[j])

    def is_number(j: int) -> bool:
        return j >= 0 and (row[j].key.isdecimal() or row[j].key in words().numbers)

    return (is_number(i) and (at_month(i + 1) or at_month(i - 1))) or (at_month(i) and is_number(i - 1))


@cache
def words() -> Words:
    """The words of `calendar.toml`."""
    return read_words(toml("calendar.toml"))


def read_words(data: Mapping[str, Mapping[str, Any]]) -> Words:
    """Check the tables; raises LexiconError where a list is missing or too short, or a name stands for two things."""
    months: dict[str, tuple[Calendar, int]] = {}
    calendars: tuple[tuple[str, Calendar], ...] = (
        ("jalali", "jalali"),
        ("afghan", "jalali"),
        ("gregorian", "gregorian"),
    )
    for table, calendar in calendars:
        for name, number in _numbered(data, "months", table, 12).items():
            if months.setdefault(name, (calendar, number + 1)) != (calendar, number + 1):
                raise LexiconError(f"{_FILE}: {name!r} is a month of two calendars; keep one of them")
    numbers = {name: number + 1 for name, number in _numbered(data, "numbers", "ordinals", 31).items()}
    numbers |= {squeezed(name): number for number, name in enumerate(_entry(data, "numbers", "cardinals"), 1)}
    return Words(
        lists={f"{table}.{name}": _flattened(value) for table, lists in data.items() for name, value in lists.items()},
        months=months,
        weekdays=_numbered(data, "weekdays", "names", 7),
        days=_shifts(data, "days"),
        anaphora=_shifts(data, "anaphora"),
        directions=_shifts(data, "directions"),
        years=_shifts(data, "years"),
        numbers=numbers,
    )


def _entry(data: Mapping[str, Mapping[str, Any]], table: str, name: str) -> Any:
    if name not in data.get(table, {}):
        raise LexiconError(f"{_FILE}: {table}.{name} is missing; add the list, empty if need be")
    return data[table][name]


def _numbered(data: Mapping[str, Mapping[str, Any]], table: str, name: str, count: int) -> dict[str, int]:
    """Names by the place of their group in the list."""
    groups = _entry(data, table, name)
    if len(groups) != count:
        raise LexiconError(f"{_FILE}: {table}.{name} has {len(groups)} entries; it must have {count}")
    found: dict[str, int] = {}
    for number, names in enumerate(groups):
        for key in map(squeezed, names):
            if found.setdefault(key, number) != number:
                raise LexiconError(f"{_FILE}: {table}.{name} gives {key!r} twice; keep one of them")
    return found


def _shifts(data: Mapping[str, Mapping[str, Any]], table: str) -> dict[str, int]:
    """Names by the distance that is their key in the table; its other keys are plain lists."""
    distances = ((key, names) for key, names in data.get(table, {}).items() if re.fullmatch(r"-?\d", key))
    return {squeezed(name): int(key) for key, names in distances for name in names}


def _flattened(value: Any) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    return tuple(name for entry in names for name in ([entry] if isinstance(entry, str) else entry))
