"""Where to cut text that is too long for the parser: paragraphs without end, sentences without a full stop.

A parser's memory grows with the square of a sentence's words. Ordinary news never comes near these limits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

MAX_CHARACTERS = 10_000  # of one text that is tokenized as a whole
MAX_TOKENS = 200  # of one sentence; the longest of the Persian treebanks has about 150

_ARABIC_QUESTION_MARK, _ARABIC_SEMICOLON, _ELLIPSIS = "\u061f", "\u061b", "\u2026"
_SENTENCE_END = re.compile(rf"[.!?{_ARABIC_QUESTION_MARK}{_ARABIC_SEMICOLON}{_ELLIPSIS}]\s")
_SPACE = re.compile(r"\s")


def stretches(text: str, limit: int = MAX_CHARACTERS) -> Iterator[tuple[int, int]]:
    """Ranges of at most `limit` characters that cover `text`, cut after a sentence where one ends in their second half,
    else at a space, else anywhere."""
    start = 0
    while len(text) - start > limit:
        middle, end = start + limit // 2, start + limit
        for pattern in (_SENTENCE_END, _SPACE):
            found = [match.end() for match in pattern.finditer(text, middle, end)]
            if found:
                end = found[-1]
                break
        yield start, end
        start = end
    yield start, len(text)


def long_sentence(tokens: Sequence[str], limit: int = MAX_TOKENS) -> Iterator[tuple[int, int]]:
    """Ranges of at most `limit` tokens, cut after a punctuation mark where one stands in their second half."""
    start = 0
    while len(tokens) - start > limit:
        half = range(start + limit - 1, start + limit // 2 - 1, -1)
        end = next((index + 1 for index in half if _is_punctuation(tokens[index])), start + limit)
        yield start, end
        start = end
    yield start, len(tokens)


def _is_punctuation(token: str) -> bool:
    return all(unicodedata.category(character).startswith("P") for character in token)
