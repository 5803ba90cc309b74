"""Reads and validates the tables of the knowledge base: states, organizations, titles, names, office-holders.

A table is UTF-8 text: ``#`` comments, one header line with the names of the columns, then one row a line, cells
separated by tabs, lists inside a cell by ``|``. The header line tells which table a file is, so that a user's own file
(`load`'s `extra`) needs nothing but the same header.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from graphbuild.errors import LexiconError
from graphbuild.folding import fold
from graphbuild.kb.model import KnowledgeBase, OfficeHolder, Organization, Owner, PersonName, Role, Seat, State, Title
from graphbuild.lang import Row

ZWNJ = "\u200c"  # the half-space: it joins the parts of a compound word, and is often written as a space

_PACKAGE = files("graphbuild")
_SHIPPED: tuple[Traversable, ...] = (
    _PACKAGE / "kb" / "states.tsv",
    _PACKAGE / "kb" / "organizations.tsv",
    _PACKAGE / "lang" / "fa" / "titles.tsv",
    _PACKAGE / "lang" / "fa" / "honorifics.tsv",
    _PACKAGE / "lang" / "fa" / "names.tsv",
    _PACKAGE / "kb" / "office_holders.tsv",
)
_ORGANIZATION_KINDS = [
    *("bank", "company", "court", "government", "intelligence", "international", "media", "military", "ministry"),
    *("mission", "movement", "ngo", "parliament", "party", "religious", "research", "security"),
]
_OFFICES = [
    *("defence_ministry", "foreign_ministry", "government", "leadership"),
    *("monarchy", "parliament", "presidency", "prime_ministry"),
]
_HONORIFIC_KINDS = ["academic", "civil", "military", "noble", "religious"]
_FLAGS = {"open", "posted", "acting"}
_ISO2 = re.compile(r"[A-Z]{2}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KIND = re.compile(r"[a-z]+(?:_[a-z]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def load(extra: Sequence[Path] = ()) -> KnowledgeBase:
    """The shipped tables, with the user's own rows after them; kept, so that a second call is free.

    A row of `extra` with a known key (ISO code, id, title) adds its forms to that row; any other row is new.
    Raises LexiconError, ``file:line: what; mend``, for the first row that does not validate.
    """
    return _load(tuple(extra))


def states() -> tuple[State, ...]:
    """The shipped states, by ISO code."""
    return load().states


def organizations() -> tuple[Organization, ...]:
    """The shipped organizations."""
    return load().organizations


def titles() -> tuple[Title, ...]:
    """The shipped titles of offices."""
    return load().titles


def honorifics() -> tuple[str, ...]:
    """The shipped words that stand before a person's name."""
    return load().honorifics


def given_names() -> tuple[str, ...]:
    """The shipped given names that are no other word too."""
    return tuple(name.form for name in load().names if name.role == "given" and not name.ambiguous)


def office_holders() -> tuple[OfficeHolder, ...]:
    """The shipped office-holders."""
    return load().office_holders


def keys(form: str) -> tuple[str, ...]:
    """Folded spellings of `form`: as it is written, and with its half-spaces written as spaces."""
    return tuple(dict.fromkeys((fold(form), fold(form.replace(ZWNJ, " ")))))


@cache
def _load(extra: tuple[Path, ...]) -> KnowledgeBase:
    tables = _Tables()
    for path in (*_SHIPPED, *extra):
        tables.read(path)
    return tables.knowledge_base()


@dataclass
class _Tables:
    """Rows read so far, by key; each `_read_*` method takes one row of the table with that header."""

    states: dict[str, State] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    honorifics: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], PersonName] = field(default_factory=dict)
    office_holders: list[OfficeHolder] = field(default_factory=list)
    _owners: dict[tuple[str, str], str] = field(default_factory=dict)  # (table, folded form) -> key of its row

    def read(self, path: Path | Traversable) -> None:
        takers: dict[str, Callable[[Row], None]] = {
            "iso2 name_en name official aliases adjectives epithets capital seats ambiguous": self._state,
            "id name_en name aliases kind state scope ambiguous": self._organization,
            "title kind forms plurals owner holders flags ambiguous": self._title,
            "form kind": self._honorific,
            "name role ambiguous": self._name,
            "state organization kind title name aliases name_en from to known_until source": self._office_holder,
        }
        header = ""
        for place, cells in _lines(path):
            if not header:
                header = " ".join(cells)
                if header not in takers:
                    raise LexiconError(f"{place}: unknown header; use the header line of a shipped table")
            elif len(cells) > len(header.split()):
                raise LexiconError(f"{place}: {len(cells)} cells for {len(header.split())} columns; remove a tab")
            else:
                cells += [""] * (len(header.split()) - len(cells))
                takers[header](Row(place, dict(zip(header.split(), cells, strict=True))))

    def knowledge_base(self) -> KnowledgeBase:
        return KnowledgeBase(
            states=tuple(self.states.values()),
            organizations=tuple(self.organizations.values()),
            titles=tuple(self.titles.values()),
            honorifics=tuple(self.honorifics.values()),
            names=tuple(self.names.values()),
            office_holders=tuple(self.office_holders),
        )

    def _state(self, row: Row) -> None:
        iso2 = _matching(row, "iso2", _ISO2)
        old = self.states.get(iso2)
        new = State(
            iso2=iso2,
            name=_once(row, "name", old.name if old else ""),
            name_en=_once(row, "name_en", old.name_en if old else ""),
            official=row["official"] or (old.official if old else ""),
            aliases=row.split("aliases"),
            adjectives=row.split("adjectives"),
            epithets=row.split("epithets"),
            capitals=row.split("capital"),
            seats=tuple(_seat(row, text) for text in row.split("seats")),
            ambiguous=row.split("ambiguous"),
        )
        forms = [*filter(None, [row["name"], row["official"]]), *new.aliases, *new.adjectives, *new.epithets]
        forms += [*new.capitals, *(seat.form for seat in new.seats)]
        self._claim("state", iso2, forms, row)
        self._known_ambiguous("state", iso2, row)
        if old:
            new = replace(
                new,
                aliases=old.aliases + new.aliases,
                adjectives=old.adjectives + new.adjectives,
                epithets=old.epithets + new.epithets,
                capitals=old.capitals + new.capitals,
                seats=old.seats + new.seats,
                ambiguous=old.ambiguous + new.ambiguous,
            )
        self.states[iso2] = new

    def _organization(self, row: Row) -> None:
        slug = _matching(row, "id", _SLUG)
        old = self.organizations.get(slug)
        new = Organization(
            id=slug,
            name=_once(row, "name", old.name if old else ""),
            name_en=_once(row, "name_en", old.name_en if old else ""),
            aliases=(old.aliases if old else ()) + row.split("aliases"),
            kind=row.one_of("kind", _ORGANIZATION_KINDS),
            state=row.one_of("state", ["", *self.states]) or None,
            of_state=row.one_of("scope", ("one", "each")) == "each",
            ambiguous=(old.ambiguous if old else ()) + row.split("ambiguous"),
        )
        self._claim("organization", slug, [*filter(None, [row["name"]]), *row.split("aliases")], row)
        self._known_ambiguous("organization", slug, row)
        self.organizations[slug] = new

    def _title(self, row: Row) -> None:
        title = _required(row, "title")
        old = self.titles.get(title)
        flags = set(row.split("flags"))
        if not flags <= _FLAGS:
            raise LexiconError(f"{row.place}: unknown flag {min(flags - _FLAGS)!r}; use {', '.join(sorted(_FLAGS))}")
        owner: Owner = row.one_of("owner", get_args(Owner))  # type: ignore[assignment]
        new = Title(
            title=title,
            kind=_matching(row, "kind", _KIND),
            forms=(old.forms if old else ()) + row.split("forms"),
            plurals=(old.plurals if old else ()) + row.split("plurals"),
            owner=owner,
            unique=row.one_of("holders", ("unique", "many")) == "unique",
            open="open" in flags,
            posted="posted" in flags,
            acting="acting" in flags,
            ambiguous=(old.ambiguous if old else ()) + row.split("ambiguous"),
        )
        self._claim("title", title, [*([] if old else [title]), *row.split("forms"), *row.split("plurals")], row)
        self._known_ambiguous("title", title, row)
        self.titles[title] = new

    def _honorific(self, row: Row) -> None:
        row.one_of("kind", _HONORIFIC_KINDS)
        form = _required(row, "form")
        self._claim("honorific", form, [form], row)
        self.honorifics[form] = form

    def _name(self, row: Row) -> None:
        form = _required(row, "name")
        role: Role = row.one_of("role", get_args(Role))  # type: ignore[assignment]
        self._claim(role, form, [form], row)
        self.names[role, form] = PersonName(
            form=form, role=role, ambiguous=row.one_of("ambiguous", ("", "yes")) == "yes"
        )

    def _office_holder(self, row: Row) -> None:
        state = row.one_of("state", ["", *self.states]) or None
        organization = row.one_of("organization", ["", *self.organizations]) or None
        if (state is None) == (organization is None):
            raise LexiconError(f"{row.place}: needs a state or an organization; fill in one of the two")
        if bool(row["to"]) == bool(row["known_until"]):
            raise LexiconError(f"{row.place}: needs to or known_until; fill in one of the two")
        kind = row.one_of("kind", sorted({title.kind for title in self.titles.values()}))
        since, until = _day(row, "from", "last"), _day(row, "to" if row["to"] else "known_until", "first")
        if since > until:
            raise LexiconError(f"{row.place}: the range {since} to {until} is empty; give finer dates or correct them")
        holder = OfficeHolder(
            state=state,
            organization=organization,
            kind=kind,
            title=_required(row, "title"),
            name=_required(row, "name"),
            name_en=_required(row, "name_en"),
            aliases=row.split("aliases"),
            since=since,
            until=until,
            left=bool(row["to"]),
            source=_required(row, "source"),
        )
        self._no_overlap(holder, row)
        self.office_holders.append(holder)

    def _no_overlap(self, new: OfficeHolder, row: Row) -> None:
        title = self.titles.get(new.title)
        if title is not None and not title.unique:
            return
        for old in self.office_holders:
            same_office = (old.owner, old.title) == (new.owner, new.title)
            if same_office and old.since < new.until and new.since < old.until:
                raise LexiconError(
                    f"{row.place}: {new.name!r} and {old.name!r} hold one office on {max(old.since, new.since)}; "
                    "correct the dates, or give the offices two titles"
                )

    def _claim(self, table: str, owner: str, forms: Sequence[str], row: Row) -> None:
        """One row of a table has a form; another must not have it too."""
        for form in forms:
            for spelling in keys(form):
                other = self._owners.setdefault((table, spelling), owner)
                if other != owner:
                    raise LexiconError(f"{row.place}: {form!r} stands for {other!r} already; remove one")

    def _known_ambiguous(self, table: str, owner: str, row: Row) -> None:
        for form in row.split("ambiguous"):
            if self._owners.get((table, fold(form))) != owner:
                raise LexiconError(f"{row.place}: ambiguous form {form!r} is no form of this row; add or remove it")


def _lines(path: Path | Traversable) -> Iterator[tuple[str, list[str]]]:
    """The rows of a file: where each stands, and its cells."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror}; name a readable table") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path}:{number}", [cell.strip() for cell in line.split("\t")]


def _required(row: Row, column: str) -> str:
    if not row[column]:
        raise LexiconError(f"{row.place}: {column} is empty; write a value")
    return row[column]


def _once(row: Row, column: str, known: str) -> str:
    """The cell; a row that extends another may leave it empty."""
    return row[column] or known or _required(row, column)


def _matching(row: Row, column: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(row[column]):
        raise LexiconError(f"{row.place}: {column} {row[column]!r} is malformed; it must match {pattern.pattern}")
    return row[column]


def _seat(row: Row, text: str) -> Seat:
    form, _, office = text.partition("=")
    if not form or office not in _OFFICES:
        raise LexiconError(f"{row.place}: seat {text!r} names no office; write FORM=one of {', '.join(_OFFICES)}")
    return Seat(form, office)


def _day(row: Row, column: str, edge: Literal["first", "last"]) -> date:
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
