"""Talks in the making, and what two of them together say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from graphbuild.records import Claim, EntityRef, Evidence, Factuality, Participant, TalkKind
from graphbuild.relate.kinds import REMOTE, more_telling

Holders = AbstractSet[tuple[str, str]]
"""(official, position) ids."""

_STRONGEST: tuple[Factuality, ...] = ("denied", "asserted", "alleged", "planned", "possible")
_FINEST = ("day", "week", "month", "year")
_PERSONAL = ("Official", "Position", "Organization", "State")  # the more personal stands for the other


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of a talk. `anchor` is its id, which outlives rebuilds; `source` is who published it.

    `strength` says how sure the mention itself is, `join` how sure it is that it belongs to the talk (both in [0, 1]).
    """

    anchor: str
    evidence: Evidence
    source: str
    strength: float
    join: float = 1.0


@dataclass
class Draft:
    """A talk in the making; participants by the id of their entity.

    `weak`: told by a headline without a verb, which says neither that it was held nor which «سه‌شنبه» it means;
    `aside`: told to have been held beside another one, of more parties or fewer; `recalled`: from long before.
    """

    document: str
    published: dt.date | None
    kind: TalkKind
    factuality: Factuality
    participants: dict[str, Participant]
    topics: list[EntityRef] = field(default_factory=list)
    weak: bool = False
    aside: bool = False
    recalled: bool = False
    place: str | None = None
    date: str | None = None
    date_precision: str | None = None
    date_text: str | None = None
    claims: list[Claim] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    @property
    def anchors(self) -> frozenset[str]:
        """The ids of its mentions."""
        return frozenset(told.anchor for told in self.told)


@dataclass(frozen=True)
class Same:
    """Whether two participants are one: one entity, an office and its holder, perhaps a state and its official."""

    holders: Holders
    states: bool

    def __call__(self, a: Participant, b: Participant) -> bool:
        if a.entity.id == b.entity.id:
            return True
        if self.states and "State" in (a.entity.label, b.entity.label) and a.entity.label != b.entity.label:
            return a.state is not None and a.state == b.state
        if self.states and _one_office(a, b):
            return True
        return (a.entity.id, b.entity.id) in self.holders or (b.entity.id, a.entity.id) in self.holders


def _one_office(a: Participant, b: Participant) -> bool:
    """Whether one is an office in short for the other («کاردار ترکیه», «کاردار موقت سفارت ترکیه»)."""
    if "Position" not in (a.entity.label, b.entity.label) or not (a.position and b.position and a.state):
        return False
    return a.state == b.state and (a.position in b.position or b.position in a.position)


def merge(a: Draft, b: Draft, *, holders: Holders = frozenset(), join: float = 1.0) -> Draft:
    """One draft with everything of both: the more telling kind, persons rather than their offices and states.

    `join` says how sure it is that they are one.
    """
    participants = dict(a.participants)
    is_same = Same(holders, states=a.document == b.document)
    for party in b.participants.values():
        known = next((k for k, p in participants.items() if is_same(p, party)), None)
        if known is None:
            participants[party.entity.id] = party
        elif _PERSONAL.index(party.entity.label) < _PERSONAL.index(participants[known].entity.label):
            del participants[known]
            participants[party.entity.id] = party
    firm = [d for d in (a, b) if not d.weak] or [a, b]
    factuality = min((d.factuality for d in firm), key=_STRONGEST.index)
    days = [d for d in (*firm, a, b) if d.date]
    dated = min(days, key=lambda d: _FINEST.index(d.date_precision or _FINEST[-1]), default=a)
    kind = more_telling(a.kind, b.kind)
    return replace(
        a,
        kind=kind,
        factuality=factuality,
        weak=a.weak and b.weak,
        recalled=a.recalled and b.recalled,
        participants=participants,
        topics=[*a.topics, *b.topics],
        place=None if kind in REMOTE else a.place or b.place,
        date=dated.date,
        date_precision=dated.date_precision,
        date_text=dated.date_text,
        claims=[*a.claims, *b.claims],
        evidence=[*a.evidence, *b.evidence],
        told=[*a.told, *(replace(told, join=min(told.join, join)) for told in b.told)],
    )
