"""Names of persons: which of them name one person («عباس عراقچی», «سید عباس عراقچی», «عراقچی»)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from graphbuild import kb
from graphbuild.link.tokens import key

_SHORTEST_SURNAME = 3  # letters; shorter tails of a name («لی») name too many people


@lru_cache(maxsize=1)
def _honorific_keys() -> tuple[str, ...]:
    return tuple(sorted({key(word) for word in kb.load().honorifics}, key=len, reverse=True))


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The folded name without spaces and without the honorifics before it, glued to it or not."""
    folded = key(name)
    changed = True
    while changed:
        changed = False
        for honorific in _honorific_keys():
            if folded.startswith(honorific) and len(folded) - len(honorific) > _SHORTEST_SURNAME:
                folded, changed = folded[len(honorific) :], True
    return folded


def display(name: str) -> str:
    """The name as it is shown: single spaces, no honorific as a word of its own before it."""
    words = name.split()
    keys = set(_honorific_keys())
    while len(words) > 1 and key(words[0]) in keys:
        words = words[1:]
    return " ".join(words)


def same_name(left: str, right: str) -> bool:
    """Whether one name is the other, or its tail at a word («عراقچی» of «عباس عراقچی»). Blind to two of one surname."""
    a, b = name_key(left), name_key(right)
    if a == b:
        return True
    short, whole = (left, b) if len(a) < len(b) else (right, a)
    tail = name_key(short)
    if len(tail) < _SHORTEST_SURNAME:
        return False
    words = (right if len(a) < len(b) else left).split()
    tails = {"".join(key(word) for word in words[i:]) for i in range(1, len(words))}
    return tail in tails and whole.endswith(tail)


def best(names: Iterable[str]) -> str:
    """The fullest of several names of one person, for display: most letters, fewest words, then the first in order."""
    return display(min(names, key=lambda name: (-len(name_key(name)), len(name.split()), name)))


def cluster(names: Sequence[str]) -> dict[str, str]:
    """Name → the fullest name of the same person; a short name that fits two goes to the one named before it."""
    fullest: list[str] = []
    for name in sorted(set(names), key=lambda name: (-len(name_key(name)), names.index(name))):
        if not any(same_name(name, known) for known in fullest):
            fullest.append(name)
    result: dict[str, str] = {}
    for i, name in enumerate(names):
        if name in result:
            continue
        fits = [known for known in fullest if same_name(name, known)]
        before = [known for known in reversed(names[: i + 1]) if known in fits]
        result[name] = before[0] if before else fits[0]
    return result
