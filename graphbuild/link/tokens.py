"""Tokens of a sentence as the scanner reads them: folded, with the way back to words and characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from graphbuild.document import Clean, Sentence
from graphbuild.folding import fold


@dataclass(frozen=True, slots=True)
class Token:
    """A surface token: the words of one multiword token make one. `key` is its folded text without spaces."""

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    upos: str


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The folded form of a phrase without its spaces: «وزیر امورخارجه» and «وزیر امور خارجه» meet.

    Empty for what holds no letter or digit.
    """
    folded = fold(text).replace(" ", "")
    return folded if any(character.isalnum() for character in folded) else ""


def is_latin(token: Token) -> bool:
    """Whether a token is a word in Latin letters."""
    return token.text.isascii() and token.text.isalpha()


def tokens(sentence: Sentence, clean: Clean) -> tuple[Token, ...]:
    """The surface tokens of a sentence, in order."""
    found = []
    for (start, end), group in groupby(sentence.words, key=lambda word: (word.start, word.end)):
        words = list(group)
        text = clean.text[start:end]
        found.append(Token(words[0].id, words[-1].id, start, end, text, key(text), words[0].upos))
    return tuple(found)


_CLOSING = {"»": "«", ")": "(", "]": "["}


def text_of(clean: Clean, row: Sequence[Token], first: int, last: int) -> str:
    """The clean text from token `first` to token `last` inclusive, without marks at its ends («-پرویز مشرف»), but with
    one that closes what opened inside («پایگاه «X»»).
    """
    text = clean.text[row[first].start : row[last].end]
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    after = clean.text[row[first].start + end : row[first].start + end + 1]
    opening = _CLOSING.get(after)
    if opening is not None and text.count(opening, start, end) > text.count(after, start, end):
        return text[start:end] + after
    return text[start:end] or text
