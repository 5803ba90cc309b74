"""One talk from many mentions: in a headline, a lead and a body, or in two reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from graphbuild.records import Claim, Evidence, Factuality, Participant, TalkKind
from graphbuild.relate.kinds import compatible_kinds, more_telling
from graphbuild.relate.model import TopicMention

# factualities that can be told of one talk at once, by different sources
_TOGETHER: frozenset[frozenset[Factuality]] = frozenset(
    frozenset(pair)
    for pair in (
        ("denied", "alleged"), ("asserted", "alleged"), ("planned", "alleged"), ("planned", "possible"),
        ("denied", "possible"), ("denied", "planned"), ("alleged", "possible"), ("asserted", "denied"),
    )
)  # fmt: skip
_STRONGEST: tuple[Factuality, ...] = ("denied", "asserted", "alleged", "planned", "possible")


Holders = AbstractSet[tuple[str, str]]
"""(official, position) ids."""


@dataclass
class Draft:
    """A talk in the making; participants by the id of their entity.

    `weak`: told by a headline without a verb, which says neither that it was held nor which «سه‌شنبه» it means.
    """

    document: str
    published: dt.date | None
    kind: TalkKind
    factuality: Factuality
    participants: dict[str, Participant]
    topics: list[TopicMention] = field(default_factory=list)
    weak: bool = False
    place: str | None = None
    date: str | None = None
    date_precision: str | None = None
    date_text: str | None = None
    claims: list[Claim] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def compatible(a: Draft, b: Draft, *, holders: Holders = frozenset()) -> bool:
    """Whether two drafts can be one talk; what one document plans for a day another may report as held.

    Compares parties, kind, day, place and factuality only; two calls of the same two on one day look alike.
    `holders`: who is seen in which office. A state stands for its officials within one document only.
    """
    if not compatible_kinds(a.kind, b.kind):
        return False
    weak = a.weak or b.weak
    if not weak and a.date and b.date and _other_day(a, b):
        return False
    if a.place and b.place and a.place != b.place:
        return False
    reported = a.document != b.document and a.date is not None and a.date == b.date
    if (
        not (weak or reported)
        and a.factuality != b.factuality
        and frozenset((a.factuality, b.factuality)) not in _TOGETHER
    ):
        return False
    same = _Same(holders, states=a.document == b.document)
    return same_parties(a.participants.values(), b.participants.values(), same)


@dataclass(frozen=True)
class _Same:
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


_SHARED = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date that count at a precision


def _other_day(a: Draft, b: Draft) -> bool:
    """Whether two dates exclude each other at the coarser of their precisions; a week excludes nothing."""
    shared = min(_SHARED.get(d.date_precision or "", 0) for d in (a, b))
    return (a.date or "")[:shared] != (b.date or "")[:shared]


def same_parties(a: Iterable[Participant], b: Iterable[Participant], same: _Same) -> bool:
    """Whether each party of the smaller side is one of the larger, its state or its office; at least two in common."""
    left, right = sorted((list(a), list(b)), key=len)
    unmatched = list(right)
    common = 0
    for party in left:
        match = next((other for other in unmatched if same(party, other)), None)
        if match is not None:
            unmatched.remove(match)
            common += 1
        elif party.role == "party":
            return False
    return common >= 2


_PERSONAL = ("Official", "Position", "Organization", "State")  # the more personal stands for the other


def merge(a: Draft, b: Draft, *, holders: Holders = frozenset()) -> Draft:
    """One draft with everything of both: the more telling kind, persons rather than their offices and states."""
    participants = dict(a.participants)
    is_same = _Same(holders, states=a.document == b.document)
    for party in b.participants.values():
        known = next((k for k, p in participants.items() if is_same(p, party)), None)
        if known is None:
            participants[party.entity.id] = party
        elif _PERSONAL.index(party.entity.label) < _PERSONAL.index(participants[known].entity.label):
            del participants[known]
            participants[party.entity.id] = party
    firm = [d for d in (a, b) if not d.weak] or [a, b]
    factuality = min((d.factuality for d in firm), key=_STRONGEST.index)
    dated = next((d for d in (*firm, a, b) if d.date), a)
    return replace(
        a,
        kind=more_telling(a.kind, b.kind),
        factuality=factuality,
        weak=a.weak and b.weak,
        participants=participants,
        topics=[*a.topics, *b.topics],
        place=a.place or b.place,
        date=dated.date,
        date_precision=dated.date_precision,
        date_text=dated.date_text,
        claims=[*a.claims, *b.claims],
        evidence=[*a.evidence, *b.evidence],
    )


def group(drafts: Sequence[Draft], *, holders: Holders = frozenset()) -> list[Draft]:
    """Drafts with those of one talk merged, in the order of their first mention."""
    merged: list[Draft] = []
    for draft in drafts:
        for i, known in enumerate(merged):
            if compatible(known, draft, holders=holders):
                merged[i] = merge(known, draft, holders=holders)
                break
        else:
            merged.append(draft)
    return merged


_ANSWERED = dt.timedelta(days=7)  # a claim is denied within a week, or its denial is about another one


def with_denials(drafts: Sequence[Draft], *, holders: Holders) -> list[Draft]:
    """The drafts, each claim with the denials of it in other documents, where no day tells that they are of one talk.

    Only a denial or a claim without a day is merged, and only with the one talk of the week that fits it.
    """
    merged = list(drafts)
    for draft in drafts:
        if draft.date is not None or draft.factuality not in {"alleged", "denied"}:
            continue
        others = [d for d in merged if d is not draft and _answers(draft, d) and compatible(d, draft, holders=holders)]
        if len(others) == 1 and draft in merged:
            merged.remove(draft)
            merged[merged.index(others[0])] = merge(others[0], draft, holders=holders)
    return merged


def _answers(a: Draft, b: Draft) -> bool:
    if a.document == b.document or {a.factuality, b.factuality} != {"alleged", "denied"}:
        return False
    return a.published is not None and b.published is not None and abs(a.published - b.published) <= _ANSWERED
