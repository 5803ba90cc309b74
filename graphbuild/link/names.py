"""Names of persons: which of them name one person («عباس عراقچی», «سید عباس عراقچی», «عراقچی»)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from graphbuild import kb, lang
from graphbuild.kb.reader import ZWNJ
from graphbuild.link.tokens import key

_SHORTEST_SURNAME = 3  # letters; shorter tails of a name («لی») name too many people
_SHORTEST_HERE = 2  # letters, within one document


@lru_cache(maxsize=1)
def _honorific_keys() -> tuple[str, ...]:
    return tuple(sorted({key(word) for word in kb.load().honorifics}, key=len, reverse=True))


@lru_cache(maxsize=1)
def _given_keys() -> frozenset[str]:
    return frozenset(key(name) for name in kb.given_names())


@lru_cache(maxsize=1)
def _article() -> str:
    return str(lang.toml("link.toml")["article"])


@lru_cache(maxsize=1)
def _son_of() -> str:
    return key(lang.toml("link.toml")["son_of"])


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


def same_name(left: str, right: str, *, shortest: int = _SHORTEST_SURNAME) -> bool:
    """Whether one name is the other, or its tail at a word («عراقچی» of «عباس عراقچی»). Blind to two of one surname.

    `shortest`: letters of a tail that is long enough to tell; within one document even «گل» tells of «عبدالله گل».
    """
    a, b = name_key(left), name_key(right)
    if a == b:
        return True
    short, whole = (left, b) if len(a) < len(b) else (right, a)
    tail = name_key(short)
    if len(tail) < shortest:
        return False
    words = (right if len(a) < len(b) else left).replace(ZWNJ, " ").split()
    if tail.startswith(_son_of()) and tail in _patronymics(words):
        return True
    tails = {"".join(key(word) for word in words[i:]) for i in range(1, len(words))}
    tails |= {tail for i in range(1, len(words)) for tail in _short_forms("".join(words[i:]))}
    return tail in tails and whole.endswith(tail)


def _patronymics(words: Sequence[str]) -> set[str]:
    """The keys of «بن سلمان» in «محمد بن سلمان آل سعود»."""
    keys = [key(word) for word in words]
    return {one + other for one, other in pairwise(keys) if one == _son_of()}


def _short_forms(surname: str) -> tuple[str, str]:
    """A surname without what opens it like an honorific («میریوسفی»), and without the article («الشمری»)."""
    return name_key(surname), key(surname).removeprefix(_article())


def _opens(short: str, whole: str) -> bool:
    """Whether a name of one word is the first word of another («شی» of «شی جین‌پینگ»): a given name only before that of
    the father («شیخ تمیم» of «تمیم بن حمد»).
    """
    words = whole.replace(ZWNJ, " ").split()
    if len(words) < 2 or key(words[0]) != name_key(short):
        return False
    return name_key(short) not in _given_keys() or key(words[1]) == _son_of()


def may_be(name: str, known: Iterable[str]) -> bool:
    """Whether somebody's given name begins like that of a person who is known by several names, where both have one:
    transcriptions of one name differ further on («پیتر دووال» is not «آجیت دووال»).
    """
    given = {key(word)[:1] for word in display(name).split()[:-1]}
    theirs = {key(word)[:1] for other in known for word in display(other).split()[:-1]}
    return not given or not theirs or bool(given & theirs)


def best(names: Iterable[str]) -> str:
    """The fullest of several names of one person, for display: most letters, fewest words, then the first in order."""
    return display(min(names, key=lambda name: (-len(name_key(name)), len(name.split()), name)))


def cluster(names: Sequence[str]) -> dict[str, str]:
    """Name → the fullest name of the same person; a short name that fits two goes to the one named before it."""
    fullest: list[str] = []
    opened: dict[str, str] = {}
    for name in sorted(set(names), key=lambda name: (-len(name_key(name)), names.index(name))):
        if any(same_name(name, known, shortest=_SHORTEST_HERE) for known in fullest):
            continue
        wholes = [known for known in fullest if _opens(name, known)]
        if len(wholes) == 1:
            opened[name] = wholes[0]
        else:
            fullest.append(name)
    result: dict[str, str] = {}
    for i, name in enumerate(names):
        if name in result:
            continue
        if name in opened:
            result[name] = opened[name]
            continue
        fits = [known for known in fullest if same_name(name, known, shortest=_SHORTEST_HERE)]
        before = [known for known in reversed(names[: i + 1]) if known in fits]
        result[name] = before[0] if before else fits[0]
    return result
