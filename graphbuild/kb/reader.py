"""Reads and validates the tables of the knowledge base: states, organizations, titles, names, office-holders.

A table is UTF-8 text: ``#`` comments, one header line with the names of the columns, then one row a line, cells
separated by tabs, lists inside a cell by ``|``. The header line tells which table a file is, so that a user's own file
(`load`'s `extra`) needs nothing but the same header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from graphbuild.errors import LexiconError
from graphbuild.folding import fold
from graphbuild.kb.cells import day, lines, matching, once, required
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


def load(extra: Sequence[Path] = ()) -> KnowledgeBase:
    """The shipped tables, with the user's own rows after them; kept, so that a second call is free.

    A row of `extra` with a known key (ISO code, id, title) adds its forms to that row; any other row is new.
    Raises LexiconError, ``file:line: what; mend``, for the first row that does not validate.
    """
    return _load(tuple((path, path.stat().st_mtime_ns if path.exists() else 0) for path in extra))


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


def surname_endings() -> tuple[str, ...]:
    """The shipped endings of surnames («زاده»)."""
    return tuple(name.form for name in load().names if name.role == "surname_ending")


def office_holders() -> tuple[OfficeHolder, ...]:
    """The shipped office-holders."""
    return load().office_holders


def keys(form: str) -> tuple[str, ...]:
    """Folded spellings of `form`: as it is written, and with its half-spaces written as spaces."""
    return (fold(form), fold(form.replace(ZWNJ, " "))) if ZWNJ in form else (fold(form),)


@cache
def _load(extra: tuple[tuple[Path, int], ...]) -> KnowledgeBase:
    """The tables; a file of the user's that was changed is read again, by its time."""
    tables = _Tables()
    for path in (*_SHIPPED, *(path for path, _ in extra)):
        tables.read(path)
    return tables.knowledge_base()


@dataclass
class _Tables:
    """Rows read so far, by key; `read` hands each row to the method of its table."""

    states: dict[str, State] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    honorifics: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], PersonName] = field(default_factory=dict)
    offices: dict[tuple[str, str], list[OfficeHolder]] = field(default_factory=dict)  # by owner and title
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
        for place, cells in lines(path):
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
            office_holders=tuple(holder for office in self.offices.values() for holder in office),
        )

    def _state(self, row: Row) -> None:
        iso2 = matching(row, "iso2", _ISO2)
        old = self.states.get(iso2)
        new = State(
            iso2=iso2,
            name=once(row, "name", old.name if old else ""),
            name_en=once(row, "name_en", old.name_en if old else ""),
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
        slug = matching(row, "id", _SLUG)
        old = self.organizations.get(slug)
        new = Organization(
            id=slug,
            name=once(row, "name", old.name if old else ""),
            name_en=once(row, "name_en", old.name_en if old else ""),
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
        title = required(row, "title")
        old = self.titles.get(title)
        flags = set(row.split("flags"))
        if not flags <= _FLAGS:
            raise LexiconError(f"{row.place}: unknown flag {min(flags - _FLAGS)!r}; use {', '.join(sorted(_FLAGS))}")
        owner: Owner = row.one_of("owner", get_args(Owner))  # type: ignore[assignment]
        new = Title(
            title=title,
            kind=matching(row, "kind", _KIND),
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
        form = required(row, "form")
        self._claim("honorific", form, [form], row)
        self.honorifics[form] = form

    def _name(self, row: Row) -> None:
        form = required(row, "name")
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
        kind = row.one_of("kind", list(dict.fromkeys(title.kind for title in self.titles.values())))
        since, until = day(row, "from", "last"), day(row, "to" if row["to"] else "known_until", "first")
        if since > until:
            raise LexiconError(f"{row.place}: the range {since} to {until} is empty; give finer dates or correct them")
        holder = OfficeHolder(
            state=state,
            organization=organization,
            kind=kind,
            title=required(row, "title"),
            name=required(row, "name"),
            name_en=required(row, "name_en"),
            aliases=row.split("aliases"),
            since=since,
            until=until,
            left=bool(row["to"]),
            source=required(row, "source"),
        )
        office = self.offices.setdefault((holder.owner, holder.title), [])
        title = self.titles.get(holder.title)
        other = next((h for h in office if h.since < holder.until and holder.since < h.until), None)
        if other is not None and (title is None or title.unique):
            raise LexiconError(
                f"{row.place}: '{holder.name}' and '{other.name}' hold one office on {max(other.since, holder.since)}; "
                "correct the dates, or give the offices two titles"
            )
        office.append(holder)

    def _claim(self, table: str, owner: str, forms: Sequence[str], row: Row) -> None:
        """One row of a table has a form; another must not have it too."""
        for form in forms:
            for spelling in keys(form):
                other = self._owners.setdefault((table, spelling), owner)
                if other != owner:
                    raise LexiconError(f"{row.place}: '{form}' stands for '{other}' already; remove one")

    def _known_ambiguous(self, table: str, owner: str, row: Row) -> None:
        for form in row.split("ambiguous"):
            if self._owners.get((table, fold(form))) != owner:
                raise LexiconError(f"{row.place}: ambiguous form '{form}' is no form of this row; add or remove it")


def _seat(row: Row, text: str) -> Seat:
    form, _, office = text.partition("=")
    if not form or office not in _OFFICES:
        raise LexiconError(f"{row.place}: seat '{text}' names no office; write FORM=one of {', '.join(_OFFICES)}")
    return Seat(form, office)
