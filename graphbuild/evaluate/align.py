"""Which predicted talk is which gold talk, and which pairs of parties talked, within one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graphbuild.evaluate.gold import GoldTalk
from graphbuild.evaluate.names import ends_alike, fold, same_party
from graphbuild.evaluate.predicted import PredictedTalk

Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """`matched` maps ids of gold talks to the talks found for them; `spurious` talks match none."""

    matched: Mapping[str, PredictedTalk]
    spurious: tuple[PredictedTalk, ...]

    def asked_for(self, gold: GoldTalk) -> bool:
        """Whether the gold talk counts: it is not optional, nor lost in the found talk that it may be merged with."""
        merged = gold.id not in self.matched and gold.may_merge_with in self.matched
        return not gold.optional and not merged


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of parties who talked, as numbers of the parties of one document."""

    required: frozenset[Pair]
    optional: frozenset[Pair]
    found: frozenset[Pair]
    names: tuple[str, ...]


def align(gold: Sequence[GoldTalk], talks: Sequence[PredictedTalk]) -> Alignment:
    """Match each gold talk with at most one predicted talk that covers two or more of its participants.

    Greedy in the order of the gold, required talks first; of several candidates, the one with most participants
    covered, then right factuality, then right kind, then fewest participants, then the first in the text. A
    greedy match can miss the best overall assignment where two talks of one document share their participants.
    """
    free = dict(enumerate(sorted(talks, key=_place)))
    matched: dict[str, PredictedTalk] = {}
    for one in sorted(gold, key=lambda one: one.optional):
        candidates = {i: _fit(one, talk) for i, talk in free.items() if _covered(one, talk) >= 2}
        if candidates:
            best = max(candidates, key=lambda i: candidates[i])
            matched[one.id] = free.pop(best)
    return Alignment(matched, tuple(free.values()))


def pairs(gold: Iterable[GoldTalk], talks: Iterable[PredictedTalk]) -> Pairs:
    """All pairs of parties in the gold talks and in the predicted ones; a predicted name may add a party."""
    parties = _Parties()
    required: set[Pair] = set()
    optional: set[Pair] = set()
    for one in gold:
        members = [parties.annotated(aliases) for aliases in one.participants]
        (optional if one.optional else required).update(map(frozenset, combinations(members, 2)))
    found: set[Pair] = set()
    for talk in talks:
        named = {parties.predicted(name) for name in talk.participants}
        found.update(map(frozenset, combinations(sorted(named), 2)))
    return Pairs(frozenset(required), frozenset(optional), frozenset(found), tuple(parties.names))


def _place(talk: PredictedTalk) -> tuple[int, tuple[str, ...]]:
    """Where the text tells of it first, then who talks."""
    return min((quote.start for quote in talk.evidence), default=0), talk.participants


def _fit(gold: GoldTalk, talk: PredictedTalk) -> tuple[int, bool, bool, int]:
    return (
        _covered(gold, talk),
        talk.factuality in gold.factuality,
        talk.kind in gold.kind,
        -len(talk.participants),
    )


def _covered(gold: GoldTalk, talk: PredictedTalk) -> int:
    """How many gold participants a predicted one stands for."""
    return sum(any(same_party(aliases, name) for name in talk.participants) for aliases in gold.participants)


class _Parties:
    """The parties of one document, numbered as they come, each known by its folded aliases."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._known: list[set[str]] = []

    def annotated(self, aliases: Sequence[str]) -> int:
        """Number of the party that shares an alias; a new one where none does."""
        folded = set(map(fold, aliases))
        for number, known in enumerate(self._known):
            if known & folded:
                known |= folded
                return number
        self.names.append(aliases[0])
        self._known.append(folded)
        return len(self._known) - 1

    def predicted(self, name: str) -> int:
        """Number of the first party that the name is, or ends with, an alias of; a new one where there is none."""
        folded = fold(name)
        for number, known in enumerate(self._known):
            if any(ends_alike(folded, alias) for alias in known):
                return number
        return self.annotated([name])
