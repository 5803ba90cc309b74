"""Half-spaces (ZWNJ): put back where they were lost, or where a space or nothing stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graphbuild.repair.characters import LETTER, ZWNJ
from graphbuild.repair.lexicon import Lexicon, load
from graphbuild.repair.mapped import Edit, Mapped

_WORD = re.compile(f"[{LETTER}\u064b]+(?:{ZWNJ}[{LETTER}\u064b]+)*")
_NON_JOINING = tuple("اآأإدذرزژوؤء")  # letters after which a half-space does not show, and is mostly not written
_LONGEST_WORD = 40  # letters; what is longer is no word
_LONGEST = 3  # words that one spelling can span


def restore(text: Mapped) -> Mapped:
    """The text with its half-spaces; letters change only as `zwnj_spellings.tsv` says."""
    lexicon = load()
    edits: list[Edit] = []
    matches = list(_WORD.finditer(text.text))
    at = 0
    while at < len(matches):
        run = [matches[at]]
        while (
            len(run) < _LONGEST
            and at + len(run) < len(matches)
            and text.text[run[-1].end() : matches[at + len(run)].start()] == " "
        ):
            run.append(matches[at + len(run)])
        size, new = _best(tuple(match[0] for match in run), lexicon)
        old = text.text[run[0].start() : run[size - 1].end()]
        edits += _align(old, new, run[0].start())
        at += size
    return text.edit(edits)


def _best(words: tuple[str, ...], lexicon: Lexicon) -> tuple[int, str]:
    """How many of the words belong together, and how they are written."""
    for size in range(len(words), 0, -1):
        if spelling := lexicon.spellings.get(" ".join(words[:size])):
            return size, spelling
    first = words[0]
    if len(words) > 1 and (joined := join(first, words[1], lexicon)):
        return 2, joined
    return 1, respell(first)


@lru_cache(maxsize=100_000)
def respell(word: str) -> str:
    """One word with its half-spaces; one that is right, or not understood, comes back as it is."""
    if ZWNJ in word:
        return word
    return (analyse(word, load()) if len(word) <= _LONGEST_WORD else None) or word


def join(first: str, second: str, lexicon: Lexicon) -> str | None:
    """The two words as one, when a half-space belongs between them."""
    affixes = lexicon.affixes
    both = first + second
    if first in affixes["imperfective"]:
        return first + ZWNJ + second if second in lexicon.finite or second[:-2] in lexicon.participles else None
    if len(first) > 1:
        base = respell(first)
        if second in affixes["plural"] or second in affixes["comparative"]:
            plain = base.endswith(_NON_JOINING) and base + second in lexicon.known
            return base + second if plain else base + ZWNJ + second
        if second in affixes["perfect"] and base in lexicon.participles:
            return base + ZWNJ + second
        if second in ("ای", "اش") and base.endswith("ه"):
            return base + ZWNJ + second
    spelling = lexicon.words.get(both)
    if spelling and both in lexicon.spaced and spelling == first + ZWNJ + second:
        return spelling
    return None


def analyse(word: str, lexicon: Lexicon) -> str | None:
    """A word of letters only, taken apart into parts that are known; None when it cannot be."""
    if word in lexicon.spellings:
        return lexicon.spellings[word]
    if word in lexicon.plain:
        return word
    if word in lexicon.words:
        return lexicon.words[word]
    if word in lexicon.known:
        return word
    return _verb(word, lexicon) or _ending(word, lexicon) or _compound(word, lexicon)


def _verb(word: str, lexicon: Lexicon) -> str | None:
    affixes = lexicon.affixes
    for mark in affixes["imperfective"]:
        for before in ("", *affixes["preverb"]):
            if word.startswith(before + mark):
                rest = word[len(before + mark) :]
                if rest in lexicon.finite:
                    return before + mark + ZWNJ + rest
    for ending in affixes["perfect"]:
        stem = word.removesuffix(ending)
        if stem != word and stem.removeprefix("ن") in lexicon.participles:
            return stem + ZWNJ + ending
    return None


def _ending(word: str, lexicon: Lexicon) -> str | None:
    affixes = lexicon.affixes
    for ending in affixes["after_he"]:  # before the plural: «منطقه‌ای» and not «منطق‌های»
        if word.endswith("ه" + ending) and (base := _part(word[: -len(ending)], lexicon)):
            return base + ZWNJ + ending
    for ending in affixes["plural"] + affixes["comparative"]:
        bare = ending.replace(ZWNJ, "")
        if word.endswith(bare) and (base := _part(word[: -len(bare)], lexicon)):
            return base + ending if base.endswith(_NON_JOINING) else base + ZWNJ + ending
    for ending in affixes["enclitic"]:
        stem = word.removesuffix(ending)
        if stem != word:
            base = lexicon.spellings.get(stem) or lexicon.words.get(stem)
            if base is None and ending == "ی":
                base = _ending(stem, lexicon) or _compound(stem, lexicon)
            if base and ZWNJ in base:
                return base + ending
    return None


def _compound(word: str, lexicon: Lexicon) -> str | None:
    for prefix in lexicon.affixes["prefix"]:
        if word.startswith(prefix) and (base := _part(word[len(prefix) :], lexicon)):
            return prefix + base if prefix.endswith(_NON_JOINING) else prefix + ZWNJ + base
    for tail in lexicon.affixes["tail"]:
        if word.endswith(tail) and (base := _part(word[: -len(tail)], lexicon)):
            return base + tail if base.endswith(_NON_JOINING) else base + ZWNJ + tail
    return None


def _part(word: str, lexicon: Lexicon) -> str | None:
    return analyse(word, lexicon) if len(word) > 2 else None


def _align(old: str, new: str, start: int) -> Iterator[Edit]:
    """The edits that make `new` of `old`, which have their letters in common."""
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
