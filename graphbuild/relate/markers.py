"""Case markers before a token: the prepositions of `markers.toml`, and its other lists of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graphbuild import lang
from graphbuild.link.tokens import Token, key

_LONGEST_MARKER = 4  # tokens
OCCASION = frozenset({"at", "occasion", "other"})  # markers of the occasion of a clause: «در», «طی», «پس از»


@cache
def _markers() -> dict[str, str]:
    table = lang.toml("markers.toml")["markers"]
    return {key(form): name for name, forms in table.items() for form in forms}


@cache
def words(name: str) -> frozenset[str]:
    """A list of `markers.toml`, folded; punctuation as it is."""
    return frozenset(key(word) or word for word in lang.toml("markers.toml")["words"][name])


@cache
def marks(name: str) -> frozenset[str]:
    """A list of punctuation of `markers.toml`."""
    return frozenset(lang.toml("markers.toml")["words"][name])


def is_plural(token: Token) -> bool:
    """Whether a noun ends as those of several do («دیدارهای», «مذاکراتی»)."""
    return token.text.endswith(tuple(marks("plural_end")))


@cache
def _breaks() -> frozenset[str]:
    """The marks that no preposition reaches over."""
    return marks("comma") | marks("stops") | marks("bars")


def marker_before(row: Sequence[Token], i: int) -> tuple[str, int]:
    """(marker class, its first token) of the longest marker that ends right before token `i`; ("", i) for none."""
    joined = ""
    best = ("", i)
    for j in range(i - 1, max(-1, i - 1 - _LONGEST_MARKER), -1):
        if row[j].text in _breaks():
            break
        joined = row[j].key + joined
        if joined in _markers():
            best = (_markers()[joined], j)
    if not best[0] and i and row[i - 1].upos == "ADP" and row[i - 1].key not in words("object"):
        best = ("other", i - 1)
    return best


def occasion_before(row: Sequence[Token], i: int) -> str:
    """The marker class before a talk noun, over which part of it, the how manieth, or how long it took («پس از پایان
    نشست», «پس از پنج ساعت گفت‌وگو»).
    """
    parts = words("phases") | words("ordinals") | words("durations")
    while i > 1 and (row[i - 1].key in parts or row[i - 1].upos == "NUM"):
        i -= 1
    return marker_before(row, i)[0]


def without_ezafe(word: str) -> str:
    """A folded word without the letter that its ezafe adds («فردای X»)."""
    (ezafe,) = words("ezafe")
    return word.removesuffix(ezafe)


def marker_across(row: Sequence[Token], i: int) -> tuple[str, int]:
    """The marker before nouns that only say which part of a body acts («با شماره امروز روزنامه X») or when it did."""
    j = i
    while j > 0 and (
        row[j - 1].key in words("transparent")
        or (j > 1 and row[j - 1].upos == "ADJ" and row[j - 2].key in words("transparent"))
    ):
        j -= 1
    marker = marker_before(row, j) if j < i else ("", i)
    if marker[0]:
        return marker
    while j > 0 and row[j - 1].key in words("time"):
        j -= 1  # «به گزارش روز چهارشنبه خبرگزاری X»
    reported = marker_before(row, j)
    return reported if reported[0] == "attribution" else ("", i)


def skip_back(row: Sequence[Token], i: int) -> int:
    """The token after the last word before token `i`, over quotes and brackets."""
    while i > 0 and row[i - 1].upos == "PUNCT" and row[i - 1].key == "" and row[i - 1].text not in _breaks():
        i -= 1
    return i
