"""Set right where clitics were cut off: the tokenizer sees letters, not words («گسترش» is not «گستر» + «ش»).

A split stays if what it cuts off is a clitic (`clitics.toml`), the whole is not a listed word (`whole_words.tsv`), and
what is left is a word that half-space repair knows or can take apart. One that took a letter too many («تنش‌ه» + «است»)
is moved; any other is undone. Splits that were missed are not found here: what rules would add to the tokenizer's was
measured, and is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.repair.characters import ALEF, ZWNJ
from graphbuild.repair.lexicon import letters
from graphbuild.repair.lexicon import load as words
from graphbuild.repair.spelling import analyse

REVISION = 6  # of what is set right here: a parse that was kept under another one is made again
WHOLE = "whole_words.tsv"
_DASHES = re.compile(r"([-–—])")
_MARKS, _SHORTEST_MARKED = "،؛:؟!»", 3  # marks that end no abbreviation; characters of a word with one
Row = dict[str, Any]


def mend(tree: Any) -> Any:
    """Stanza's document with its wrong splits set right; the same object when there are none."""
    from stanza import Document

    given = tree.to_dict()
    whole = [_at_dashes(_with_ends(rows)) for rows in given]
    found = [_set_right(rows) for rows in whole]
    if whole == given and not any(changed for _, changed in found):
        return tree
    return Document([rows for rows, _ in found], text=tree.text)


def split(parts: Sequence[str]) -> tuple[str, ...]:
    """A token's words as they should be: those that were given, others, or one."""
    spoken = list(parts)
    while spoken and not spoken[-1][-1:].isalpha():  # a mark that was left on the word
        spoken.pop()
    word = "".join(spoken)
    if len(spoken) < 2 or word in _contractions():
        return tuple(parts)
    base, last = "".join(spoken[:-1]), spoken[-1]
    if _is_whole(word) or last not in endings():
        return ("".join(parts),)
    if last.startswith(ALEF) and last[1:] in endings() and _times(base + ALEF) > _times(base):
        return base + ALEF, last[1:], *parts[len(spoken) :]
    return tuple(parts) if _times(base) else ("".join(parts),)


def _is_whole(word: str) -> bool:
    last = word.rpartition(ZWNJ)[2]  # «پیمان» of «نیک‌پیمان»
    return letters(word) in _whole() or (last in _whole() and last not in endings())


def _times(base: str) -> int:
    """How often the word is seen, 0 for what is none; a word that is only taken apart counts as seen once."""
    base, lexicon = letters(base), words()
    return lexicon.known.get(base, 1) if analyse(base, lexicon) is not None else 0


def _set_right(rows: list[Row]) -> tuple[list[Row], bool]:
    """The rows of a sentence, tokens and words numbered anew, and whether any token has other words now."""
    found: list[Row] = []
    number, at, changed = 0, 0, False
    while at < len(rows):
        token = rows[at]
        first, last = _span(token)
        given = [row["text"] for row in rows[at + 1 : at + 2 + last - first]] if last > first else [token["text"]]
        token, mark = _without_mark(token)
        if mark is not None:
            changed = True
            given = [part for part in (*given[:-1], given[-1].removesuffix(mark["text"])) if part]
        parts = split(given)
        if len(parts) > 1:
            found.append({**token, "id": (number + 1, number + len(parts))})
            found += [{"id": (number + place,), "text": text} for place, text in enumerate(parts, 1)]
        else:
            found.append({**token, "id": (number + 1,)})
        changed |= len(given) > 1 and parts != tuple(given)
        number += len(parts)
        if mark is not None:
            number += 1
            found.append({**mark, "id": (number,)})
        at += 1 + (1 + last - first if last > first else 0)
    return found, changed


def _without_mark(token: Row) -> tuple[Row, Row | None]:
    """A token without the mark that was left on it («فرانسوی‌اش،»), and the mark as a token of its own."""
    text, end = token["text"], token.get("end_char")
    if len(text) < _SHORTEST_MARKED or text[-1] not in _MARKS or not text[-2].isalpha() or end is None:
        return token, None
    return {**token, "text": text[:-1], "end_char": end - 1}, {**token, "text": text[-1], "start_char": end - 1}


def _with_ends(rows: list[Row]) -> list[Row]:
    """The rows, letters that were cut off a word put back («ترام» + «پ»).

    The tokenizer has seen few texts that do not end in a mark, and takes their last character for one.
    """
    found: list[Row] = []
    cut_till = 0  # the last word of a token that is cut into words
    for row in rows:
        first, last = _span(row)
        before = found[-1] if found and first > cut_till else {}
        cut_till = last if last > first else cut_till
        glued = before.get("end_char") is not None and before["end_char"] == row.get("start_char")
        if glued and len(row["text"]) == 1 and (before["text"][-1] + row["text"]).isalpha():
            found[-1] = {**before, "text": before["text"] + row["text"], "end_char": row["end_char"]}
        else:
            found.append(row)
    return found


def _at_dashes(rows: list[Row]) -> list[Row]:
    """The rows, words for states that a dash joins apart («ایران-عراق», «-پاکستانی» where one half was cut off)."""
    found: list[Row] = []
    of_token = 0  # the last word of a token that is cut into words
    for row in rows:
        first, last = _span(row)
        of_token = last if last > first else of_token
        parts = [part for part in _DASHES.split(row["text"]) if part]
        words = [part for part in parts if not _DASHES.fullmatch(part)]
        start = row.get("start_char")
        joined = len(parts) > 1 and bool(words) and all(letters(word) in _of_states() for word in words)
        if first <= of_token or start is None or not joined:
            found.append(row)
            continue
        for part in parts:
            found.append({**row, "text": part, "start_char": start, "end_char": start + len(part)})
            start += len(part)
    return found


@cache
def _of_states() -> frozenset[str]:
    """The names, capitals and adjectives of states. Other words that a dash joins are one («سیاسی-نظامی»)."""
    from graphbuild import kb

    forms = (f for s in kb.states() for f in (s.name, s.official, *s.aliases, *s.capitals, *s.adjectives))
    return frozenset(map(letters, forms))


def _span(row: Row) -> tuple[int, int]:
    first, *rest = row["id"] if isinstance(row["id"], (tuple, list)) else (row["id"],)
    return first, rest[0] if rest else first


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
