"""Undo splits of clitics that were none: the tokenizer sees letters, not words («گسترش» is not «گستر» + «ش»).

A split stays if what it cuts off is a clitic (`clitics.toml`), the whole is not a listed word (`whole_words.tsv`), and
what is left is a word that half-space repair knows or can take apart. Splits that were missed are not found here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.repair.characters import ZWNJ
from graphbuild.repair.lexicon import letters
from graphbuild.repair.lexicon import load as words
from graphbuild.repair.spelling import analyse

WHOLE = "whole_words.tsv"


def mend(tree: Any) -> Any:
    """Stanza's document with its wrong splits undone; the same object when there are none."""
    from stanza import Document

    wrong = [
        (number, token.id[0])
        for number, sentence in enumerate(tree.sentences)
        for token in sentence.tokens
        if len(token.words) > 1 and not is_split([word.text for word in token.words])
    ]
    if not wrong:
        return tree
    sentences = tree.to_dict()
    for number in {number for number, _ in wrong}:
        sentences[number] = _joined(sentences[number], {first for at, first in wrong if at == number})
    return Document(sentences, text=tree.text)


def is_split(parts: Sequence[str]) -> bool:
    """Whether a token may well be these words."""
    spoken = list(parts)
    while spoken and not spoken[-1][-1:].isalpha():  # a mark that was left on the word
        spoken.pop()
    if len(spoken) < 2:
        return len(parts) > 1
    word = "".join(spoken)
    if word in _contractions():
        return True
    last = word.rpartition(ZWNJ)[2]  # «پیمان» of «نیک‌پیمان»
    whole = letters(word) in _whole() or (last in _whole() and last not in endings())
    return spoken[-1] in endings() and not whole and _is_word(letters("".join(spoken[:-1])))


def _is_word(base: str) -> bool:
    lexicon = words()
    return analyse(base, lexicon) is not None and lexicon.known.get(base, 1) > 0


def _joined(rows: list[dict[str, Any]], firsts: set[int]) -> list[dict[str, Any]]:
    """The rows of a sentence, multi-word tokens that begin at these words made one word, numbered anew."""
    found: list[dict[str, Any]] = []
    number = skip = 0
    for row in rows:
        first, *rest = row["id"] if isinstance(row["id"], (tuple, list)) else (row["id"],)
        if rest and first in firsts:
            number, skip = number + 1, rest[0] - first + 1
            found.append({**row, "id": (number,)})
        elif rest:
            found.append({**row, "id": (number + 1, number + 1 + rest[0] - first)})
        elif skip:
            skip -= 1
        else:
            number += 1
            found.append({**row, "id": (number,)})
    return found


@cache
def endings() -> tuple[str, ...]:
    """The clitics, as they stand at the end of a token."""
    return tuple(_table()["endings"])


@cache
def _contractions() -> frozenset[str]:
    return frozenset(_table()["contractions"])


@cache
def _whole() -> frozenset[str]:
    lines = (lang.FOLDER / WHOLE).read_text(encoding="utf-8").split("\n")
    return frozenset(letters(line) for line in lines if line and line[0] != "#")


def _table() -> dict[str, list[str]]:
    table = lang.toml("clitics.toml")
    if set(table) != {"endings", "contractions"}:
        raise LexiconError(f"clitics.toml: has {sorted(table)}; it needs the keys endings and contractions")
    return table
