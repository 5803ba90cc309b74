"""Look-up of the longest listed phrase that begins at a token, whatever its spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from graphbuild.link.tokens import Token, key

T = TypeVar("T")

_LONGEST = 9  # tokens of the longest phrase that is looked up
_PARTING = frozenset({":", "؛"})  # marks that no phrase goes over


def _folded(phrase: str) -> str:
    """The key of a phrase as its tokens give it: without its commas («وزیر صنعت، معدن و تجارت»)."""
    return key(phrase.replace("،", " "))


class Phrases(Generic[T]):
    """Phrases by their key; the first entry of a key wins."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._values: dict[str, T] = {}
        self.add(entries)

    def add(self, entries: Iterable[tuple[str, T]]) -> None:
        """More phrases; those that are there already stay."""
        for phrase, value in entries:
            if folded := _folded(phrase):
                self._values.setdefault(folded, value)
        self._longest = max(map(len, self._values), default=0)

    def get(self, phrase: str) -> T | None:
        """The value of a phrase."""
        return self._values.get(_folded(phrase))

    def longest(self, row: Sequence[Token], i: int) -> tuple[T, int] | None:
        """The value of the longest phrase that starts at token `i`, and the token after it."""
        if i >= len(row) or not row[i].key:
            return None
        joined, best = "", None
        for j in range(i, min(i + _LONGEST, len(row))):
            joined += row[j].key
            if len(joined) > self._longest or row[j].text in _PARTING:
                break
            ends = j == i or row[j].upos != "CCONJ"  # «روس و» is no «روسو»
            if row[j].key and joined in self._values and ends:
                best = self._values[joined], j + 1
        return best
