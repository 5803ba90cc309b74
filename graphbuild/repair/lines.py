"""Lines: the ones that were broken inside a sentence are joined, headings are told from paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from graphbuild import lang
from graphbuild.document import BlockKind
from graphbuild.folding import fold
from graphbuild.repair import datelines, lexicon
from graphbuild.repair.characters import YEH, ZWNJ
from graphbuild.repair.mapped import Mapped, join
from graphbuild.repair.spelling import is_participle

_FINAL = re.compile(r"[.!؟?…][»\"')\]]*$")
_INNER = re.compile(r"\w{2}[.؟]\s+\w")
_WORD = re.compile(rf"\w[\w{ZWNJ}]*")
_LAST_WORD = re.compile(rf"(\w[\w{ZWNJ}]*)\W*$")
_FIRST_WORD = re.compile(rf"^\W*(\w[\w{ZWNJ}]*)")
_BAR = re.compile(r"[^\W\d]\s*/\s+\w")  # between the parts of a headline
_BULLET = re.compile(r"^\s*(?:[-•*·]\s|\(?[0-9۰-۹]{1,2}[).-]\s)")
_SECOND_PERSON = YEH  # left out: «کشتی», «گفتی» are mostly nouns or rare
_LONG = 110  # characters; headings and deliberate short lines are below it (measured on the seed text)
_STUMP = 30  # characters; a line shorter than that after a long one is its rest
_END = re.compile("[.؛؟!]")
_CLAUSE = re.compile("[؛:/|؟!–-]")
_CLAUSE_WORDS = 3  # words after a verb of telling, with it, that begin another clause
_LONGEST_REST = 165  # characters of a line that goes on with the one before; what a heading heads is longer
_PREDICATE = 2  # words of a predicate alone
_MARKED, _MARKED_SHARE = 2, 0.3  # lines of a text, and their share, that end in marks
_TELLING = 4  # letters of a word that a heading and what it heads have in common
_WRAP_BREAKS = 3  # fewer do not show a width
_WRAP_SHARE = 0.8  # of the breaks that are at the width; the rest are headings and ends of paragraphs


@dataclass(frozen=True)
class Paragraph:
    """A block before its half-spaces are repaired."""

    text: Mapped
    kind: BlockKind


def paragraphs(text: Mapped) -> list[Paragraph]:
    """The blocks of a text; blank lines always separate, other line breaks only where they look meant.

    Datelines before the first sentence are left out.
    """
    groups: list[list[Mapped]] = [[]]
    start = 0
    for raw in text.text.split("\n"):
        line = text[start : start + len(raw)].strip()
        start += len(raw) + 1
        if line.text:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    texts = [[line.text for line in group] for group in groups]
    width, marked_lines = _wrap_width(texts), _marks_ends(texts)
    runs: list[list[Mapped]] = []
    for group in groups:
        for number, line in enumerate(group):
            inside = marked_lines and bool(runs) and (number > 1 or group is not groups[0])
            if number and _continues(runs[-1][-1].text, line.text, width, inside=inside):
                runs[-1].append(line)
            else:
                runs.append([line])
    joined = [datelines.strip(join(run, " ", run[-1].offsets[-1])) for run in runs]
    marked = sum(_FINAL.search(paragraph.text) is not None for paragraph in joined)
    found: list[Paragraph] = []
    for paragraph, run in zip(joined, runs, strict=True):
        titled = paragraph is not joined[-1] and 2 * marked > len(joined) - 1
        heading = len(run) == 1 and (_is_heading(paragraph.text) or (titled and _is_short(paragraph.text)))
        found.append(Paragraph(paragraph, "heading" if heading else "body"))
    return found


def _wrap_width(groups: list[list[str]]) -> int | None:
    """The column at which the whole text was wrapped, or None when its lines are of free length.

    It was wrapped if at nearly every break the next word would have made the line the longest of all.
    """
    width = max((len(line) for group in groups for line in group), default=0)
    breaks = [(before, line) for group in groups for before, line in pairwise(group) if not _FINAL.search(before)]
    full = sum(_overflows(before, line, width) for before, line in breaks)
    return width if width <= _LONG and len(breaks) >= _WRAP_BREAKS and full >= _WRAP_SHARE * len(breaks) else None


def _overflows(before: str, line: str, width: int) -> bool:
    return len(before) + 1 + len(line.split(" ", 1)[0]) > width


def _marks_ends(groups: list[list[str]]) -> bool:
    """Whether the lines of the text after its headline end in the mark of a sentence, where they were not broken."""
    lines = [line for group in groups for line in group][1:]
    whole = [line for line in lines if not line.endswith((":", "،")) and _LAST_WORD.search(line)]
    return sum(_FINAL.search(line) is not None for line in whole) >= max(_MARKED, _MARKED_SHARE * len(whole))


def _continues(before: str, line: str, width: int | None, *, inside: bool) -> bool:
    """Whether `line` goes on with the sentence of the line before it.

    `inside`: the lines are two of a report whose lines end in the marks of sentences.
    """
    if _BULLET.match(line) or datelines.opening(line):
        return False
    if width is not None:
        return _overflows(before, line, width)
    if _FINAL.search(before):
        return False
    if len(_BAR.findall(before)) > 1:
        return False
    last, first = _LAST_WORD.search(before), _FIRST_WORD.search(line)
    if before.endswith((":", "،")) or (last and _dangles(last[1])) or (first and first[1] in _list("joining")):
        return True
    if _INNER.search(before) and len(before) < 2 * _LONG and last and not _is_finite(last[1]):
        return True  # a sentence has ended in the line, so that it is no heading, and its last one has not
    dated = first is not None and before[-1].isdigit() and fold(first[1]) in datelines.months()  # «۱۸ / آبان»
    if dated or (first and _is_finite(first[1]) and len(line) < _LONG):
        return True
    if not (last and _is_finite(last[1])):
        told = first is not None and first[1] in _list("prepositions") and _says_when(before)
        inner = inside and len(before) > _STUMP and len(line) <= _LONGEST_REST and not _retells(before, line)
        inner = inner and ":" not in before and not (before.isascii() or line.isascii())
        if told or inner or _is_predicate(line) or _is_open(before):
            return True
    if len(before) <= _LONG or (last and _is_finite(last[1])):
        return False
    return len(line) <= _STUMP or len(before) > 2 * _LONG or not _is_heading(before)


def _dangles(word: str) -> bool:
    """Whether a word ends no sentence: a listed one, or a noun with the ezafe («تحولات‌های», «امضای»)."""
    return word in _list("dangling") or word.endswith(tuple(_list("of_more")))


def _is_predicate(line: str) -> bool:
    """Whether a line is a bare predicate, or begins with one («دیدار کرد.», «گفت‌وگو کرده است؛ …»)."""
    found = _WORD.findall(_END.split(line, maxsplit=1)[0])
    while len(found) > 1 and found[-1] in _verbs() and _is_finite(found[-2]):
        found.pop()  # «است» of «کرده است»
    return 0 < len(found) <= _PREDICATE and _is_finite(found[-1])


def _is_open(text: str) -> bool:
    """Whether the last clause of a line begins with «که», or after a verb of telling, and has no verb yet."""
    found = _WORD.findall(_CLAUSE.split(text)[-1])
    for i in range(len(found) - 1, -1, -1):
        if found[i] in _list("that"):
            return i + 1 < len(found)
        if _is_finite(found[i]):
            told = found[i] in _list("telling") or " ".join(found[max(0, i - 1) : i + 1]) in _list("telling")
            return told and len(found) - i > _CLAUSE_WORDS
    return False


def _retells(before: str, line: str) -> bool:
    """Whether two lines have a word in common, as a heading has with the text below it, and a broken sentence not."""
    ours, theirs = ({word for word in _WORD.findall(text) if len(word) >= _TELLING} for text in (before, line))
    return bool(ours & theirs)


def _says_when(text: str) -> bool:
    """Whether a line names a day of the week, or today or yesterday, and has no verb."""
    found = _WORD.findall(text)
    return not _list("when").isdisjoint(found) and not any(map(_is_finite, found))


def _is_short(text: str) -> bool:
    """Whether a line could be a heading by its length and its end."""
    return len(text) <= 1.5 * _LONG and not _FINAL.search(text) and not text.endswith(":")


def _is_heading(text: str) -> bool:
    """Whether a line is a heading by its own look: short, «X: …» or without a finite verb at its end.

    A headline that ends in a verb is told only by the paragraphs around it, which end in full stops.
    """
    last = _LAST_WORD.search(text)
    return _is_short(text) and (":" in text or not (last and _is_finite(last[1])))


def _is_finite(word: str) -> bool:
    """Whether a word is a finite verb; of the verbs without an imperfective mark only the ones of `lines.toml`."""
    words = lexicon.load()
    bare = lexicon.letters(word)
    if bare in _verbs():
        return True
    for mark in words.affixes["imperfective"]:
        if bare.startswith(mark) and bare.removeprefix(mark) in words.finite and bare not in words.affixes["not_verbs"]:
            return True
    return any(
        bare.endswith(ending) and is_participle(bare.removesuffix(ending), words) for ending in words.affixes["perfect"]
    )


@cache
def _verbs() -> frozenset[str]:
    affixes, cues = lexicon.affixes(), lang.toml("lines.toml")
    forms = {*affixes["copula"]}
    for stems, endings in ((cues["past"], affixes["past_ending"]), (cues["present"], affixes["present_ending"])):
        forms |= {stem + ending for stem in stems for ending in endings if ending != _SECOND_PERSON}
    forms -= _list("not_verbs")
    return frozenset(forms | {mark + form for form in forms for mark in affixes["subjunctive"]})


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lang.toml("lines.toml")[name])
