"""Where a name comes from: how well its letters fit the names of a state's officials, as Persian news spells them.

Naive Bayes over pieces of two to four letters (Cavnar & Trenkle, N-gram-based text categorization, 1994), for groups
of states whose names are alike (``lang/fa/origins.toml``). It learns, when first asked, from the office holders of the
knowledge base and the names of ``lang/fa/origin_names.tsv``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graphbuild import kb, lang
from graphbuild.errors import LexiconError
from graphbuild.link.tokens import key

_SHORTEST, _LONGEST = 2, 4  # letters of a piece
_FAR = 6.0  # log-likelihood between two groups that tells
_SMOOTHING = 0.05  # added to each count


@dataclass(frozen=True)
class Origins:
    """Counts of the pieces of names, by group of states; `pieces` is how many different ones there are."""

    group_of: Mapping[str, str]
    counts: Mapping[str, Counter[str]]
    totals: Mapping[str, int]
    pieces: int

    def fit(self, name: str, state: str | None) -> float | None:
        """The log-likelihood of a name among those of a state's group; None for a state of no group."""
        group = self.group_of.get(state or "")
        if group is None or group not in self.counts:
            return None
        counts, total = self.counts[group], self.totals[group] + _SMOOTHING * self.pieces
        return math.fsum(math.log((counts[piece] + _SMOOTHING) / total) for piece in sorted(_pieces(name)))

    def unlikely(self, name: str, state: str | None, others: Iterable[str | None]) -> bool:
        """Whether a name is far rather one of another of these states than of the state."""
        own = self.fit(name, state)
        by_group = {self.group_of.get(other or ""): other for other in others}  # states of a group fit alike
        rest = [fit for other in by_group.values() if (fit := self.fit(name, other)) is not None]
        return own is not None and max(rest, default=own) - own > _FAR


def _pieces(name: str) -> set[str]:
    """The pieces of each word of a name, its ends marked, and the words."""
    words = [key(word) for word in name.replace("\u200c", " ").split()]
    sizes = range(_SHORTEST, _LONGEST + 1)
    marked = [f"^{word}$" for word in words]
    return {f"={word}" for word in words} | {w[i : i + n] for w in marked for n in sizes for i in range(len(w) - n + 1)}


@cache
def origins() -> Origins:
    """The shipped ones. Raises LexiconError for a name whose group is not listed."""
    groups = lang.toml("origins.toml")["groups"]
    group_of = {state: group for group, states in groups.items() for state in states}
    named = [(holder.name, group_of[holder.state]) for holder in kb.load().office_holders if holder.state in group_of]
    for row in lang.table("origin_names.tsv", ("name", "group")):
        if row["group"] not in groups:
            raise LexiconError(f"{row.place}: unknown group {row['group']!r}; use one of {', '.join(groups)}")
        named.append((row["name"], row["group"]))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, group in dict.fromkeys(named):
        counts[group].update(_pieces(name))
    totals = {group: found.total() for group, found in counts.items()}
    return Origins(group_of, dict(counts), totals, len({piece for found in counts.values() for piece in found}))
