"""Rows of the knowledge base, as the link stage sees them. All of it is frozen; texts are written as in the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

Owner = Literal["state", "organization", "either"]
Role = Literal["given", "surname_ending"]


@dataclass(frozen=True, slots=True)
class Seat:
    """A building or street that stands for an office of its state: «کاخ سفید» for the presidency."""

    form: str
    stands_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state by ISO 3166-1 alpha-2. `ambiguous` lists those of its forms that are also common words or other names."""

    iso2: str
    name: str
    name_en: str
    official: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    epithets: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[Seat, ...]
    ambiguous: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organization. `of_state`: every state has its own («پارلمان»), and the state stands beside the name."""

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    kind: str
    state: str | None
    of_state: bool
    ambiguous: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title of an office; `title` is its display form, `forms` and `plurals` are other ways to say it.

    `unique`: an owner has one such holder at a time. `open`: it goes on with a free complement («رئیس سازمان …»).
    `posted`: it stands before «در» and a place of service. `acting`: its holder stands in for another.
    `ambiguous` lists those of its forms that are also common words or names.
    """

    title: str
    kind: str
    forms: tuple[str, ...]
    plurals: tuple[str, ...]
    owner: Owner
    unique: bool
    open: bool
    posted: bool
    acting: bool
    ambiguous: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A given name, or the ending of a surname; `ambiguous` when it is also a common word or a name of a place."""

    form: str
    role: Role
    ambiguous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolder:
    """Somebody held an office of a state or organization for certain from `since` until `until`, both included.

    Where the source gives a month or a year only, the range covers what is certain: it begins with the last day of
    that period, or ends with its first. `left` is False when the person still held the office at `until`.
    """

    state: str | None
    organization: str | None
    kind: str
    title: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    since: date
    until: date
    left: bool
    source: str

    @property
    def owner(self) -> str:
        """ISO code of the state, or id of the organization, whose office it is."""
        return self.state or self.organization or ""

    def held_on(self, day: date) -> bool:
        """Whether the person held the office on `day` for certain."""
        return self.since <= day <= self.until


@dataclass(frozen=True, kw_only=True)
class KnowledgeBase:
    """Everything that the tables say, in the order of the files."""

    states: tuple[State, ...]
    organizations: tuple[Organization, ...]
    titles: tuple[Title, ...]
    honorifics: tuple[str, ...]
    names: tuple[PersonName, ...]
    office_holders: tuple[OfficeHolder, ...]

    def holder(self, title: str, *, owner: str, day: date) -> OfficeHolder | None:
        """Who held the office `title` (display form) of `owner` on `day`; None when it is not known for certain."""
        found = [h for h in self.office_holders if h.title == title and h.owner == owner and h.held_on(day)]
        return found[0] if len(found) == 1 else None


def held_at_once(holders: Iterable[OfficeHolder], state: str | None, *kinds: str) -> bool:
    """Whether somebody held offices of all these kinds of a state on one day for certain."""
    held = [[h for h in holders if h.state == state and h.kind == kind] for kind in kinds]
    return any(len({h.name for h in found}) == 1 and _overlap(found) for found in product(*held))


def _overlap(held: Sequence[OfficeHolder]) -> bool:
    return max(h.since for h in held) <= min(h.until for h in held)
