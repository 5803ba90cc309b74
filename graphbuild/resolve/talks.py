"""One talk from many mentions: in a headline, a lead and a body, or in two reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


@dataclass
class Draft:
    """A talk in the making; participants by the id of their entity.

    `weak`: told by a headline without a verb, which says neither that it was held nor which «سه‌شنبه» it means.
    """

    document: str
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


def compatible(a: Draft, b: Draft) -> bool:
    """Whether two drafts can be one talk.

    Compares parties, kind, day, place and factuality only; two calls of the same two on one day look alike.
    """
    if not compatible_kinds(a.kind, b.kind):
        return False
    weak = a.weak or b.weak
    if not weak and a.date and b.date and a.date != b.date and a.date_precision == b.date_precision == "day":
        return False
    if a.place and b.place and a.place != b.place:
        return False
    if not weak and a.factuality != b.factuality and frozenset((a.factuality, b.factuality)) not in _TOGETHER:
        return False
    return same_parties(a.participants.values(), b.participants.values())


def same_parties(a: Iterable[Participant], b: Iterable[Participant]) -> bool:
    """Whether each party of the smaller side is one of the larger, or the state of one; at least two in common."""
    left, right = sorted((list(a), list(b)), key=len)
    unmatched = list(right)
    common = 0
    for party in left:
        match = next((other for other in unmatched if _same(party, other)), None)
        if match is not None:
            unmatched.remove(match)
            common += 1
        elif party.role == "party":
            return False
    return common >= 2


def _same(a: Participant, b: Participant) -> bool:
    if a.entity.id == b.entity.id:
        return True
    if "State" in (a.entity.label, b.entity.label) and a.entity.label != b.entity.label:
        return a.state is not None and a.state == b.state
    return False


def merge(a: Draft, b: Draft) -> Draft:
    """One draft with everything of both: the more telling kind, the persons rather than their states."""
    participants = dict(a.participants)
    for key, party in b.participants.items():
        if key in participants:
            continue
        state_of = next((k for k, p in participants.items() if _same(p, party)), None)
        if state_of is None:
            participants[key] = party
        elif participants[state_of].entity.label == "State":
            participants[key] = party
            del participants[state_of]
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


def group(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one document, those of one talk merged, in the order of their first mention."""
    merged: list[Draft] = []
    for draft in drafts:
        for i, known in enumerate(merged):
            if compatible(known, draft):
                merged[i] = merge(known, draft)
                break
        else:
            merged.append(draft)
    return merged
