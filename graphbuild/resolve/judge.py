"""Whether two drafts tell of one talk: the verdict, how sure it is, and what spoke for and against."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from graphbuild.records import Factuality, Participant
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.resolve.draft import Draft, Holders, Same
from graphbuild.resolve.known import place_state, state_record

# factualities that can be told of one talk at once, by different sources
_TOGETHER: frozenset[frozenset[Factuality]] = frozenset(
    frozenset(pair)
    for pair in (
        ("denied", "alleged"), ("asserted", "alleged"), ("planned", "alleged"), ("planned", "possible"),
        ("denied", "possible"), ("denied", "planned"), ("alleged", "possible"), ("asserted", "denied"),
    )
)  # fmt: skip

_SHARED = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date that count at a precision
_NEAR = 7  # days between two reports in which they can be of one talk that neither of them dates

# What each observation adds to the log-odds that two mentions are of one talk. Set by hand, by the order in which an
# analyst would trust them; the sum gives the score, and the score decides nothing: `Verdict.same` does.
_WEIGHTS: dict[str, float] = {
    "the same parties": 2.0,
    "an office or state for its holder": 1.0,
    "one names a party that the other lacks": -0.6,
    "other parties": -3.0,
    "the same day": 1.6,
    "days that do not exclude each other": 0.4,
    "no day in one of them": -0.3,
    "no day in one of them, and two documents": -1.6,
    "other days": -3.6,
    "weeks between the reports": -2.0,
    "the same kind": 0.8,
    "kinds that can be one": 0.2,
    "kinds that cannot be one": -4.0,
    "the same place": 0.8,
    "other places": -3.2,
    "the same factuality": 0.3,
    "a claim and what answers it": 0.0,
    "factualities that differ": -2.0,
    "a topic in common": 0.7,
    "one document": 0.5,
    "a headline without a verb": 0.2,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement in the making. `score`: how likely the two are one, in [0, 1]; `seen`: what it rests on."""

    same: bool
    score: float
    seen: tuple[str, ...]

    @property
    def reason(self) -> str:
        """What spoke for it, and what against, the weightier first."""
        sides = []
        for name, sign in (("for", 1), ("against", -1)):
            found = sorted((s for s in self.seen if _WEIGHTS[s] * sign > 0), key=lambda s: (-abs(_WEIGHTS[s]), s))
            if found:
                sides.append(f"{name}: {', '.join(found)}")
        return "; ".join(sides)


def judge(a: Draft, b: Draft, *, holders: Holders = frozenset()) -> Verdict:
    """Judge whether two drafts can be one talk; what one document plans for a day another may report as held.

    Compares parties, kind, day, place, factuality and topics only; two calls of the same two on one day look alike.
    `holders`: who is seen in which office. A state stands for its officials within one document only. The score is no
    measured probability.
    """
    seen = [*_parties(a, b, holders), _day(a, b), _kind(a, b), *_place(a, b), *_factuality(a, b)]
    if {ref.name for ref in a.topics} & {ref.name for ref in b.topics}:
        seen.append("a topic in common")
    if a.document == b.document:
        seen.append("one document")
    elif "no day in one of them, and two documents" in seen and _weeks_between(a, b):
        seen.append("weeks between the reports")
    if a.weak or b.weak:
        seen.append("a headline without a verb")
    score = 1 / (1 + math.exp(-sum(map(_WEIGHTS.__getitem__, seen))))
    return Verdict(compatible(a, b, holders=holders), round(score, 3), tuple(seen))


def compatible(a: Draft, b: Draft, *, holders: Holders = frozenset()) -> bool:
    """Whether nothing excludes that two drafts are one talk; see `judge`."""
    if not compatible_kinds(a.kind, b.kind):
        return False
    weak = a.weak or b.weak
    if not weak and a.date and b.date and _other_day(a, b):
        return False
    if a.place and b.place and a.place != b.place and not _may_hold(a, b):
        return False
    if _is_of_others(a, b) or _is_of_others(b, a) or _is_of_states(a, b) or _is_of_states(b, a):
        return False
    if a.document != b.document and _denies_another(a, b):
        return False
    if a.document == b.document and a.recalled != b.recalled and not (a.date and b.date):
        return False  # «… دیدار کردند. این دو ماه گذشته هم دیدار کرده بودند»
    if a.aside != b.aside and len(a.participants) != len(b.participants):
        return False
    reported = a.document != b.document and a.date is not None and a.date == b.date
    if not (weak or reported) and not _can_be_told_together(a, b):
        return False
    states = a.document == b.document and "interview" not in (a.kind, b.kind)
    same = Same(holders, states=states)
    return same_parties(a.participants.values(), b.participants.values(), same)


def _is_of_others(denied: Draft, told: Draft) -> bool:
    """Whether a talk of officials is denied, and the other one, which has a day, is of their states."""
    if denied.factuality != "denied" or told.factuality not in {"planned", "asserted"} or told.date is None:
        return False
    ours, theirs = ({p.entity.label == "State" for p in d.participants.values()} for d in (denied, told))
    return ours == {False} and theirs == {True}


def _denies_another(a: Draft, b: Draft) -> bool:
    """Whether states and bodies deny a negotiation that shares no topic with the other: they may well hold that one."""
    states = all(p.entity.label in {"State", "Organization"} for d in (a, b) for p in d.participants.values())
    denied = a.factuality != b.factuality and "denied" in (a.factuality, b.factuality)
    return states and denied and not {t.name for t in a.topics} & {t.name for t in b.topics}


def _is_of_states(told: Draft, other: Draft) -> bool:
    """Whether one state told another something, however it did, and the other talk is of their officials."""
    ours, theirs = ({p.entity.label == "State" for p in d.participants.values()} for d in (told, other))
    return told.kind == "contact" and ours == {True} != theirs


def same_parties(a: Iterable[Participant], b: Iterable[Participant], same: Same) -> bool:
    """Whether each party of the smaller side is one of the larger, its state or its office; at least two in common, and
    who only mediates in one of the talks is none of them.
    """
    left, right = sorted((list(a), list(b)), key=len)
    unmatched = list(right)
    common = 0
    for party in left:
        match = next((other for other in unmatched if same(party, other)), None)
        if match is not None:
            unmatched.remove(match)
            common += "mediator" not in (party.role, match.role)
        elif party.role == "party":
            return False
    return common >= 2


def _can_be_told_together(a: Draft, b: Draft) -> bool:
    return a.factuality == b.factuality or frozenset((a.factuality, b.factuality)) in _TOGETHER


def _other_day(a: Draft, b: Draft) -> bool:
    """Whether two dates exclude each other at the coarser of their precisions; a week excludes nothing."""
    shared = min(_SHARED.get(d.date_precision or "", 0) for d in (a, b))
    return (a.date or "")[:shared] != (b.date or "")[:shared]


def _parties(a: Draft, b: Draft, holders: Holders) -> list[str]:
    if not same_parties(a.participants.values(), b.participants.values(), Same(holders, states=True)):
        return ["other parties"]
    ids = (a.participants.keys(), b.participants.keys())
    seen = ["the same parties"] if ids[0] <= ids[1] or ids[1] <= ids[0] else ["an office or state for its holder"]
    if len(ids[0]) != len(ids[1]):
        seen.append("one names a party that the other lacks")
    return seen


def _day(a: Draft, b: Draft) -> str:
    if not (a.date and b.date):
        return "no day in one of them" if a.document == b.document else "no day in one of them, and two documents"
    if _other_day(a, b):
        return "other days"
    exact = a.date_precision == b.date_precision == "day"
    return "the same day" if exact else "days that do not exclude each other"


def _weeks_between(a: Draft, b: Draft) -> bool:
    return a.published is None or b.published is None or abs((a.published - b.published).days) > _NEAR


def _kind(a: Draft, b: Draft) -> str:
    if a.kind == b.kind:
        return "the same kind"
    return "kinds that can be one" if compatible_kinds(a.kind, b.kind) else "kinds that cannot be one"


def _may_hold(a: Draft, b: Draft) -> bool:
    """Whether of the places of two drafts of one document one is a state, and the other a city that may be in it, or
    one has the other in its name («کاخ السلام جده»).
    """
    places = [d.place or "" for d in (a, b)]
    short, long = sorted((set(place.split()) for place in places), key=len)
    if a.document == b.document and short < long:
        return True
    codes = [place_state(place) for place in places]
    whole = [place for place, code in zip(places, codes, strict=True) if code and place == state_record(code).name]
    return a.document == b.document and len(whole) == 1 and len({*codes} - {None}) == 1


def _place(a: Draft, b: Draft) -> list[str]:
    if not (a.place and b.place) or _may_hold(a, b):
        return []
    return ["the same place" if a.place == b.place else "other places"]


def _factuality(a: Draft, b: Draft) -> list[str]:
    if a.factuality == b.factuality:
        return ["the same factuality"]
    if _can_be_told_together(a, b):
        return ["a claim and what answers it"]
    return ["factualities that differ"]
