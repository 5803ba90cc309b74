"""Half-spaces (ZWNJ) in running text: put back where they were lost, or where a space stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.repair.characters import HEH, LETTER, NOON, ZWNJ
from graphbuild.repair.lexicon import Lexicon, load
from graphbuild.repair.mapped import Edit, Mapped
from graphbuild.repair.spelling import attach, is_participle, respell

_WORD = re.compile(f"[{LETTER}\u064b]+(?:{ZWNJ}[{LETTER}\u064b]+)*")
_LONGEST = 3  # words that one row of the spellings can span


def restore(text: Mapped) -> Mapped:
    """The text with its half-spaces; letters change only as `zwnj_spellings.tsv` says."""
    lexicon = load()
    edits: list[Edit] = []
    for run in _runs(text.text):
        at = 0
        words = [match[0] for match in run]
        while at < len(words):
            size, new = _next(words, at, lexicon)
            if size > 1 or new != words[at]:
                start, end = run[at].start(), run[at + size - 1].end()
                edits += align(text.text[start:end], new, start)
            at += size
    return text.edit(edits)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """The words of a text, those with one space between them together."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and text[run[-1].end() : match.start()] != " ":
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _next(words: list[str], at: int, lexicon: Lexicon) -> tuple[int, str]:
    """How many words from `at` on belong together, and how they are written."""
    size, new = 1, respell(words[at])
    if words[at] in lexicon.affixes["not_verbs"] and _verb_here(words, at, lexicon):
        mark = next(mark for mark in lexicon.affixes["imperfective"] if words[at].startswith(mark))
        new = mark + ZWNJ + words[at].removeprefix(mark)
    for longer in range(min(_LONGEST, len(words) - at), 1, -1):
        if spelling := _spelling(words[at : at + longer], lexicon):
            size, new = longer, spelling
            break
    while at + size < len(words) and (joined := join(new, words[at + size], lexicon)):
        size, new = size + 1, joined
    return size, new


def _verb_here(words: list[str], at: int, lexicon: Lexicon) -> bool:
    before = at > 0 and words[at - 1] in lexicon.affixes["verb_after"]
    return before or (at + 1 < len(words) and words[at + 1] in lexicon.affixes["verb_before"])


def _spelling(words: list[str], lexicon: Lexicon) -> str | None:
    """The one spelling of several words, with the ending of the last carried over («گفت و گوهای»)."""
    if words[0] not in lexicon.openings:
        return None
    phrase = " ".join(words)
    if spelling := lexicon.spellings.get(phrase):
        return spelling
    for ending in lexicon.affixes["plural"] + lexicon.affixes["enclitic"]:
        stem = phrase.removesuffix(ending)
        if stem != phrase and (spelling := lexicon.spellings.get(stem.removesuffix(ZWNJ))):
            return spelling + ending if ending in lexicon.affixes["enclitic"] else attach(spelling, ending, lexicon)
    return None


def join(first: str, second: str, lexicon: Lexicon) -> str | None:
    """The two words as one, when a half-space belongs between them; `first` is spelt already."""
    affixes = lexicon.affixes
    if first in affixes["imperfective"]:
        stem = respell(second).split(ZWNJ)[0]
        return first + ZWNJ + respell(second) if stem in lexicon.finite or is_participle(stem, lexicon) else None
    if len(first) < 2 or " " in first:
        return None
    if second in affixes["plural"] or second in affixes["comparative"]:
        return attach(first, second, lexicon)
    if second in affixes["perfect"] and is_participle(first, lexicon):
        return first + ZWNJ + second
    if second in affixes["after_he"] and first.endswith(HEH):
        return first + ZWNJ + second
    if second in affixes["after_vowel"] and first.endswith(affixes["vowels"]):
        return first + ZWNJ + second
    if second.startswith(NOON) and is_participle(second, lexicon):
        return None  # «انجام نشده است» is a verb that is denied; a word only where somebody writes it as one
    both = (first + second).replace(ZWNJ, "")
    spelling = lexicon.words.get(both)
    return spelling if spelling and both in lexicon.spaced and spelling == first + ZWNJ + second else None


def align(old: str, new: str, start: int) -> Iterator[Edit]:
    """The edits that make `new` of `old`, whose letters `new` has in the same order, at offset `start`."""
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
        elif i < len(old) and old[i] in (" ", ZWNJ):
            replaced = j < len(new) and new[j] in (" ", ZWNJ)
            yield Edit(start + i, start + i + 1, new[j] if replaced else "")
            i, j = i + 1, j + replaced
        elif j < len(new):
            yield Edit(start + i, start + i, new[j])
            j += 1
        else:
            yield Edit(start + i, start + i + 1, "")
            i += 1
