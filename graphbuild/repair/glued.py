"""Words that run together: letters that do not join to the left look apart without a space («درگفت», «دیدارکرد»).

Some outlets leave such spaces out all over; in their texts words are taken apart that are no word themselves. Elsewhere
a word that nobody knows is more often a name, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from graphbuild.repair.characters import LETTER, NON_JOINING, ZWNJ
from graphbuild.repair.lexicon import Lexicon, load
from graphbuild.repair.mapped import Edit, Mapped
from graphbuild.repair.spelling import analyse, is_participle

_WORD = re.compile(f"(?<![{LETTER}{ZWNJ}])[{LETTER}]{{4,}}(?![{LETTER}{ZWNJ}])")
_HABIT, _SHARE = 3, 1 / 200  # different words that surely run together in such a text, and their share of its words
_MOST = 4  # words in one
_LONG = 4  # letters of a last word that is rare or inflected
_OFTEN, _ALWAYS = 20, 200  # times that a word is seen: one beside a small word, one beside any


def apart(text: Mapped) -> Mapped:
    """The text with spaces between the words that run together, where its writer leaves spaces out."""
    words = [(match.start(), match[0]) for match in _WORD.finditer(text.text)]
    sure = len({word for _, word in words if (parts := _parts(word)) and _is_sure(parts)})
    if sure < _HABIT or sure < _SHARE * len(text.text.split()):
        return text
    own = {word for _, word in words}
    found = [(start, _parts(word) or _parted_by(own, word)) for start, word in words]
    return text.edit(edit for start, parts in found for edit in _spaces(start, parts))


def _parted_by(own: Collection[str], word: str) -> tuple[str, ...]:
    """«Xبه», «درX»: the two words in one of which one is a word that the text has elsewhere by itself, X; else none."""
    lexicon = load()
    if word in lexicon.known or analyse(word, lexicon) is not None:
        return ()
    for end in range(1, len(word) - 1):
        pair = word[:end], word[end:]
        if pair[0].endswith(NON_JOINING) and any(
            _is_small(small, lexicon) and name in own for small, name in (pair, pair[::-1])
        ):
            return pair
    return ()


def _spaces(start: int, parts: tuple[str, ...]) -> Iterator[Edit]:
    for part in parts[:-1]:
        start += len(part)
        yield Edit(start, start, " ")


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[str, ...] | None:
    """The words that run together in one that is no word itself: as few as can be, then the most frequent ones."""
    lexicon = load()
    if word in lexicon.known or word in lexicon.affixes["names"] or analyse(word, lexicon) is not None:
        return None
    ways = [way for way in _ways(word, lexicon, _MOST) if _hold_together(way, lexicon)]
    return min(ways, key=lambda way: (len(way), -min(_times(part, lexicon) for part in way[:-1])), default=None)


def _ways(word: str, lexicon: Lexicon, most: int) -> Iterator[tuple[str, ...]]:
    """The ways to read letters as two or more words, each of which ends in a letter that does not join."""
    for end in range(1, len(word) - 1):
        first, rest = word[:end], word[end:]
        if not first.endswith(NON_JOINING) or not (_is_small(first, lexicon) or _times(first, lexicon) >= _OFTEN):
            continue
        if _may_end(rest, lexicon):
            yield first, rest
        if most > 2:
            yield from ((first, *way) for way in _ways(rest, lexicon, most - 1))


def _may_end(word: str, lexicon: Lexicon) -> bool:
    if _times(word, lexicon) >= _OFTEN and len(word) > 1:
        return True
    known = word in lexicon.known or analyse(word, lexicon) is not None
    return len(word) >= _LONG and known and not word.startswith(lexicon.affixes["article"])


def _hold_together(way: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether of each two one is small or a verb, or both are frequent; none makes a verb with the next («برگشت»)."""
    for first, second in pairwise(way):
        small = _is_small(first, lexicon)
        preverb = first in lexicon.affixes["preverb"] and second not in lexicon.affixes["no_preverb"]
        if preverb and _is_verb(second, lexicon):
            return False
        light = second in lexicon.affixes["running"] or _is_verb(second, lexicon)
        frequent = _times(first, lexicon) >= _ALWAYS and (_times(second, lexicon) >= _ALWAYS or len(second) > _LONG)
        if not (small or light or frequent):
            return False
    return True


def _is_sure(way: tuple[str, ...]) -> bool:
    """Whether words run together that hardly can be a name: a preposition, or a verb after its noun."""
    lexicon = load()
    preposition = _is_small(way[0], lexicon) and len(way[0]) > 1 and _times(way[1], lexicon) >= _OFTEN
    return preposition or (_is_verb(way[-1], lexicon) and len(way[-1]) > 2)


def _is_small(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.affixes["running"]


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    bare = word[1:] if word.startswith(lexicon.affixes["subjunctive"]) else word
    return word in lexicon.finite or bare in lexicon.finite or is_participle(word, lexicon)


def _times(word: str, lexicon: Lexicon) -> int:
    return lexicon.known.get(word, 0)
