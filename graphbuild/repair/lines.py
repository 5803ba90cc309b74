"""Lines: the ones that were broken inside a sentence are joined, headings are told from paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graphbuild import lang
from graphbuild.document import BlockKind
from graphbuild.repair import lexicon
from graphbuild.repair.characters import ZWNJ
from graphbuild.repair.mapped import Mapped, join

_LINE = re.compile(r"[^\n]*")
_FINAL = re.compile(r"[.!؟?…][»\"')\]]*$")
_LAST_WORD = re.compile(rf"(\w[\w{ZWNJ}]*)\W*$")
_FIRST_WORD = re.compile(rf"^\W*(\w[\w{ZWNJ}]*)")
_BULLET = re.compile(r"^\s*(?:[-•*·]\s|\(?[0-9۰-۹]{1,2}[).-]\s)")
_LONG = 110  # characters; headings and deliberate short lines are below it (measured on the seed text)
_STUMP = 30  # characters; a line shorter than that after a long one is its rest
_WRAP_SLACK = 22  # characters that a wrapped line may fall short of the width: one long word
_WRAP_LINES = 4  # fewer lines do not show a width


@dataclass(frozen=True)
class Paragraph:
    """A block before its half-spaces are repaired."""

    text: Mapped
    kind: BlockKind


def paragraphs(text: Mapped) -> list[Paragraph]:
    """The blocks of a text; blank lines always separate, other line breaks only where they look meant."""
    found: list[Paragraph] = []
    group: list[Mapped] = []
    width = _wrap_width([match[0] for match in _LINE.finditer(text.text)])
    spans = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+|(?<=\n)(?=\n)", text.text)]
    for start, end in [*spans, (0, 0)]:
        line = text[start:end].strip()
        if line.text:
            group.append(line)
        elif group:
            found += _group(group, width)
            group = []
    return found


def _group(lines: list[Mapped], width: int | None) -> list[Paragraph]:
    """The paragraphs of lines with no blank one between them."""
    runs: list[list[Mapped]] = []
    for line in lines:
        if runs and _continues(runs[-1][-1].text, line.text, width):
            runs[-1].append(line)
        else:
            runs.append([line])
    joined = [join(run, " ", run[-1].offsets[-1]) for run in runs]
    return [
        Paragraph(text, "heading" if len(run) == 1 and _is_heading(text.text) else "body")
        for text, run in zip(joined, runs, strict=True)
    ]


def _wrap_width(lines: list[str]) -> int | None:
    """The column at which the whole text was wrapped, or None when its lines are of free length."""
    lengths = [len(line) for line in lines if line.strip()]
    if len(lengths) < _WRAP_LINES or max(lengths) > _LONG:
        return None
    width = max(lengths)
    full = sum(length > width - _WRAP_SLACK for length in lengths)
    return width if 2 * full > len(lengths) else None


def _continues(before: str, line: str, width: int | None) -> bool:
    """Whether `line` goes on with the sentence of the line before it."""
    if _BULLET.match(line):
        return False
    if width is not None:
        return len(before) + 1 + len(line.split(" ", 1)[0]) > width
    if _FINAL.search(before):
        return False
    last, first = _LAST_WORD.search(before), _FIRST_WORD.search(line)
    if before.endswith((":", "،")) or (last and last[1] in _dangling()):
        return True
    if first and _is_finite(first[1]) and len(line) < _LONG:
        return True
    if len(before) <= _LONG or (last and _is_finite(last[1])):
        return False
    return len(line) <= _STUMP or len(before) > 2 * _LONG or not _is_heading(before)


def _is_heading(text: str) -> bool:
    """Whether a single line is a heading: short, without a final mark."""
    if _FINAL.search(text) or len(text) > 1.5 * _LONG or text.endswith(":"):
        return False
    last = _LAST_WORD.search(text)
    return ":" in text or not (last and _is_finite(last[1]))


def _is_finite(word: str) -> bool:
    """Whether a word is a finite verb; the second person («کشتی») is taken for the noun that it mostly is."""
    words = lexicon.load()
    letters = word.replace(ZWNJ, "")
    if letters in words.known:
        return letters in words.finite and not letters.endswith("ی")
    bare = letters
    for mark in words.affixes["imperfective"]:
        bare = bare.removeprefix(mark)
    return bare in words.finite


@cache
def _dangling() -> frozenset[str]:
    return frozenset(lang.toml("lines.toml")["dangling"])
