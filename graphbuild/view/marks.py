"""Where the parties, topics and talk words of a talk stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graphbuild.link.tokens import key
from graphbuild.relate.frames import frames

if TYPE_CHECKING:
    from graphbuild.document import Document

MarkKind = Literal["party", "topic", "trigger"]

_WORD = re.compile(r"[\w\u200c]+")  # with the half-spaces inside
_SHORTEST = 3  # letters of a part of a name that may stand for it
_LONGEST_NOUN = 4  # words of a talk noun


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of text that is a party, a topic or a talk word; `title` says which."""

    start: int
    end: int
    kind: MarkKind
    title: str


def marks(text: str, *, parties: Iterable[str], titles: Iterable[str], topics: Iterable[str]) -> list[Mark]:
    """Names of parties (whole, or from any word on), titles, topics and talk nouns in a text, in any spelling.

    Marks do not overlap: parties go before topics, topics before talk nouns, longer ones before shorter ones.
    """
    row = [(match.start(), match.end(), key(match[0])) for match in _WORD.finditer(text)]
    wanted: list[tuple[str, MarkKind, str]] = []
    for name in parties:
        parts = name.split()
        wanted += [(key(" ".join(parts[i:])), "party", name) for i in range(len(parts))]
    wanted += [(key(title), "party", title) for title in titles]
    wanted += [(key(name), "topic", name) for name in topics]
    found: list[Mark] = []
    for kind in ("party", "topic"):
        phrases = {phrase: name for phrase, of, name in wanted if of == kind and len(phrase) >= _SHORTEST}
        for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
            _add(found, _runs(row, phrase), kind, phrases[phrase])
    nouns = frames().nouns
    for size in range(_LONGEST_NOUN, 0, -1):
        for i in range(len(row) - size + 1):
            if "".join(k for _, _, k in row[i : i + size]) in nouns:
                _add(found, [(row[i][0], row[i + size - 1][1])], "trigger", "trigger")
    return sorted(found)


def clean_marks(document: Document) -> list[Mark]:
    """The marks of a document that went through all stages, in offsets of its clean text; none before that."""
    if not document.talks or document.links is None or document.sentences is None:
        return []
    found: list[Mark] = []
    for mention in document.talks:
        _add(found, [mention.trigger], "trigger", mention.kind)
        parties = {party.entity for party in mention.parties}
        for reference in document.links.references:
            if reference.entity in parties and reference.sentence == mention.sentence:
                name = document.links.entities[reference.entity].name
                _add(found, [(reference.start, reference.end)], "party", name)
        for topic in mention.topics:
            _add(found, [(topic.start, topic.end)], "topic", topic.text)
    return sorted(found)


def _runs(row: Sequence[tuple[int, int, str]], phrase: str) -> list[tuple[int, int]]:
    """Where words in a row spell the phrase, spaces and half-spaces aside."""
    found = []
    for i in range(len(row)):
        joined = ""
        for start_end in row[i:]:
            joined += start_end[2]
            if joined == phrase:
                found.append((row[i][0], start_end[1]))
            if not phrase.startswith(joined):
                break
    return found


def _add(found: list[Mark], spans: Iterable[tuple[int, int]], kind: MarkKind, title: str) -> None:
    for start, end in spans:
        if all(end <= mark.start or start >= mark.end for mark in found):
            found.append(Mark(start, end, kind, title))
