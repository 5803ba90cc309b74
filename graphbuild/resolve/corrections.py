"""``corrections.toml``: the analyst's own word, read and checked.

An entry means talks and statements by ids: ``talk:…`` and ``statement:…`` as the graph shows them, or ``mention:…`` for
one place of a text that tells of them. It means officials by names in any spelling, with a state where two bear the
name (``NAME (IR)``), or by ids. See `graphbuild.resolve.anchors` for how ids outlive rebuilds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from graphbuild.errors import CorrectionsError
from graphbuild.records import FACTUALITIES, TALK_KINDS, DatePrecision
from graphbuild.resolve.rulings import NameRuling, NameRulings, Renaming

Taken = tuple[tuple[str, Any], ...]

_IDS = "talk:…, statement:… or mention:…"
_ID = re.compile(r"(?:talk|statement|mention):[0-9a-f]{16}")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PRECISIONS: dict[int, DatePrecision] = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class Together:
    """Two or more ids of talks: one talk, or (of two) not one. `place` is where the entry stands: ``file:line``."""

    talks: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A talk, statement or mention that is not so."""

    id: str
    place: str


@dataclass(frozen=True, slots=True)
class Right:
    """The right values of slots of a talk; a slot that is not in `values` stays as it was read."""

    talk: str
    values: Taken
    place: str


@dataclass(frozen=True)
class Corrections:
    """All entries of a file, in its order; none by default."""

    same: tuple[Together, ...] = ()
    not_same: tuple[Together, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    right: tuple[Right, ...] = ()
    names: NameRulings = field(default_factory=NameRulings)

    @property
    def count(self) -> int:
        """How many entries there are."""
        names = self.names
        entries = (self.same, self.not_same, self.wrong, self.right)
        return sum(map(len, (*entries, names.same_official, names.not_same_official, names.renamed)))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of talks, statements and mentions that they mean."""
        pairs = (i for entry in (*self.same, *self.not_same) for i in entry.talks)
        return frozenset((*pairs, *(entry.id for entry in self.wrong), *(entry.talk for entry in self.right)))

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """(place, id) of each of those ids."""
        for entry in (*self.same, *self.not_same):
            yield from ((entry.place, i) for i in entry.talks)
        yield from ((entry.place, entry.id) for entry in self.wrong)
        yield from ((entry.place, entry.talk) for entry in self.right)


def read(path: Path) -> Corrections:
    """The corrections of a file; none where there is no file.

    Raises CorrectionsError, ``file:line: what; mend``, for the first entry that cannot be meant.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Corrections()
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"{path}: cannot be read: {error}; it must be a TOML file in UTF-8") from None
    return parse(text, path)


def parse(text: str, path: Path) -> Corrections:
    """The corrections of a text; `path` is for messages. Raises as `read` does."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{path}:{line[1]}" if line else str(path)
        raise CorrectionsError(f"{place}: {error}; mend the TOML, or see `graphbuild review --help`") from None
    for name, entries in data.items():
        if name not in _KINDS:
            raise CorrectionsError(
                f"{path}:{_line(text, name)}: unknown entry [[{name}]]; use one of {', '.join(_KINDS)}"
            )
        if not (isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)):
            raise CorrectionsError(f"{path}:{_line(text, name)}: {name} must be a list of tables; write [[{name}]]")
    found: dict[str, list[Any]] = {name: [] for name in _KINDS}
    for name, make in _KINDS.items():
        for i, table in enumerate(data.get(name, ())):
            found[name].append(make(_Entry(table, name, path, text, i)))
    return Corrections(
        same=tuple(found["same"]),
        not_same=tuple(found["not_same"]),
        wrong=tuple(found["wrong"]),
        right=tuple(found["right"]),
        names=NameRulings(tuple(found["same_official"]), tuple(found["not_same_official"]), tuple(found["name"])),
    )


@dataclass(frozen=True)
class _Entry:
    """One table of the file, with the way to say where something in it is wrong."""

    table: dict[str, Any]
    name: str
    path: Path
    text: str
    index: int

    def place(self, key: str | None = None) -> str:
        return f"{self.path}:{_line(self.text, self.name, self.index, key)}"

    def error(self, key: str | None, what: str, mend: str) -> CorrectionsError:
        return CorrectionsError(f"{self.place(key)}: [[{self.name}]]: {what}; {mend}")

    def known(self, *keys: str) -> None:
        for key in self.table:
            if key not in (*keys, "why"):
                raise self.error(key, f"unknown key {key!r}", f"use {', '.join((*keys, 'why'))}")

    def text_of(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise self.error(key, f"{key} is no text", f'write {key} = "…"')
        return value

    def texts(self, key: str, *, least: int = 0, most: int | None = None) -> tuple[str, ...]:
        value = self.table.get(key)
        if not (isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)):
            raise self.error(key, f"{key} is no list of texts", f'write {key} = ["…", "…"]')
        if len(set(value)) < least or (most is not None and len(value) > most):
            count = f"{least} different ones" if most == least else f"{least} different ones or more"
            raise self.error(key, f"{key} has {len(value)}", f"give {count}")
        return tuple(value)

    def one_of(self, key: str, known: tuple[str, ...]) -> str | None:
        value = self.table.get(key)
        if value is not None and value not in known:
            raise self.error(key, f"unknown {key} {value!r}", f"use one of {', '.join(known)}")
        return value

    def id(self, key: str, value: object, *kinds: str) -> str:
        if not (isinstance(value, str) and _ID.fullmatch(value) and value.split(":")[0] in kinds):
            wanted = " or ".join(f"{kind}:…" for kind in kinds)
            raise self.error(key, f"{value!r} is no id", f"give {wanted}, as `graphbuild why` and `review` show them")
        return value


def _together(entry: _Entry, *, most: int | None = None) -> Together:
    entry.known("talks")
    talks = entry.texts("talks", least=2, most=most)
    return Together(tuple(entry.id("talks", talk, "talk", "mention") for talk in talks), entry.place())


def _not_same(entry: _Entry) -> Together:
    return _together(entry, most=2)


def _wrong(entry: _Entry) -> Wrong:
    entry.known("talk", "statement")
    given = [key for key in ("talk", "statement") if key in entry.table]
    if len(given) != 1:
        raise entry.error(None, "needs a talk or a statement", 'write talk = "talk:…" or statement = "statement:…"')
    return Wrong(entry.id(given[0], entry.table[given[0]], given[0], "mention"), entry.place())


def _right(entry: _Entry) -> Right:
    entry.known("talk", "kind", "factuality", "date", "participants", "topics", "place")
    talk = entry.id("talk", entry.table.get("talk"), "talk", "mention")
    values: dict[str, Any] = {}
    for key, known in (("kind", TALK_KINDS), ("factuality", FACTUALITIES)):
        if key in entry.table:
            values[key] = entry.one_of(key, known)
    if "date" in entry.table:
        values["date"] = _day(entry)
    if "place" in entry.table:
        values["place"] = entry.text_of("place")
    if "participants" in entry.table:
        values["participants"] = entry.texts("participants", least=2)
    if "topics" in entry.table:
        values["topics"] = entry.texts("topics")
    if not values:
        raise entry.error(None, "sets nothing", "give kind, factuality, date, participants, topics or place")
    return Right(talk, tuple(values.items()), entry.place())


def _day(entry: _Entry) -> tuple[str, DatePrecision]:
    """(ISO date, precision) of a TOML date, or of a text with a year, month or day."""
    value = entry.table["date"]
    text = value.isoformat() if type(value) is date else value
    try:
        if not (isinstance(text, str) and _DAY.fullmatch(text)):
            raise ValueError
        whole = date.fromisoformat(text + {4: "-01-01", 7: "-01", 10: ""}[len(text)])
    except ValueError:
        raise entry.error("date", f"{value!r} is no date", 'write 2025-01-16, "2025-01" or "2025"') from None
    return whole.isoformat(), _PRECISIONS[len(text)]


def _same_official(entry: _Entry) -> NameRuling:
    entry.known("names")
    return NameRuling(entry.texts("names", least=2), entry.place())


def _not_same_official(entry: _Entry) -> NameRuling:
    entry.known("names")
    return NameRuling(entry.texts("names", least=2, most=2), entry.place())


def _name(entry: _Entry) -> Renaming:
    entry.known("official", "name", "name_en")
    official = entry.text_of("official")
    name, name_en = entry.text_of("name"), entry.text_of("name_en")
    if official is None or (name is None and name_en is None):
        raise entry.error(
            None, "needs an official and its name", 'write official = "…" and name = "…" or name_en = "…"'
        )
    return Renaming(official, name, name_en, entry.place())


_KINDS: dict[str, Callable[[_Entry], Any]] = {
    "same": _together,
    "not_same": _not_same,
    "wrong": _wrong,
    "right": _right,
    "same_official": _same_official,
    "not_same_official": _not_same_official,
    "name": _name,
}


def _line(text: str, name: str, index: int = 0, key: str | None = None) -> int:
    """The line where the entry of an index stands, or a key in it; 1 where it cannot be told."""
    header = re.compile(rf"\s*(?:\[\[?\s*{re.escape(name)}\s*\]|{re.escape(name)}\s*=)")
    starts = [n for n, line in enumerate(text.splitlines(), 1) if header.match(line)]
    start = starts[index] if index < len(starts) else 1  # an entry in another notation of TOML
    if key is not None:
        for n, line in enumerate(text.splitlines()[start:], start + 1):
            if line.lstrip().startswith("["):
                break
            if re.match(rf"\s*{re.escape(key)}\s*=", line):
                return n
    return start
