"""The text layer: a document and what each stage of the road adds to it.

All of it is frozen. A stage takes a `Document` and gives a new one with one more layer (`dataclasses.replace`).
Two coordinate systems occur and never mix: *raw* offsets count Unicode characters of `Document.text`, the text as
it was read; *clean* offsets count characters of `Clean.text`, the repaired text that the parser sees. Words, sentences
and mentions carry clean offsets; evidence carries raw ones, through `Clean.raw_span`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from graphbuild import ids

if TYPE_CHECKING:
    from graphbuild.link.model import Links
    from graphbuild.relate.model import StatementMention, TalkMention

BlockKind = Literal["heading", "body"]
MentionLabel = Literal["PER", "LOC", "ORG"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters, ``start <= end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading of the clean text (clean offsets), its broken lines joined."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True)
class Clean:
    """Repaired text with the way back to the raw one.

    `offsets` has ``len(text) + 1`` entries, non-decreasing: clean character *i* came from raw character ``offsets[i]``
    (an inserted character points at the raw character that follows it); the last entry is the raw end.
    Blocks are in order, do not overlap, and are separated by ``"\\n\\n"`` in `text`.
    """

    text: str
    offsets: Sequence[int]
    blocks: tuple[Block, ...]

    def raw_span(self, start: int, end: int) -> Span:
        """Raw range that the clean range ``[start, end)`` came from; empty ranges stay empty."""
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word of Universal Dependencies; `id` is 1-based in its sentence, `head` 0 is the root.

    The words of one multiword token (a host and its clitic) share the token's offsets.
    """

    id: int
    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence; clean offsets. `block` is the index of its block in `Clean.blocks`."""

    words: tuple[Word, ...]
    start: int
    end: int
    block: int

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Ids of the dependents of each word, in order; index 0 holds the roots."""
        lists: list[list[int]] = [[] for _ in range(len(self.words) + 1)]
        for word in self.words:
            lists[word.head].append(word.id)
        return tuple(tuple(found) for found in lists)


@dataclass(frozen=True, slots=True)
class Mention:
    """A named entity as the tagger saw it: clean offsets, and the sentence (index) that holds it."""

    start: int
    end: int
    label: MentionLabel
    sentence: int


@dataclass(frozen=True, kw_only=True)
class Document:
    """One news document and the layers that the stages have added so far (`None`: not yet made)."""

    path: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    clean: Clean | None = field(default=None, repr=False)
    sentences: tuple[Sentence, ...] | None = field(default=None, repr=False)
    mentions: tuple[Mention, ...] | None = field(default=None, repr=False)
    links: Links | None = field(default=None, repr=False)
    talks: tuple[TalkMention, ...] | None = field(default=None, repr=False)
    statements: tuple[StatementMention, ...] | None = field(default=None, repr=False)

    @cached_property
    def sha256(self) -> str:
        """Hash of the raw text: hex SHA-256 of its UTF-8 bytes."""
        return ids.sha256(self.text)

    @cached_property
    def id(self) -> str:
        """Stable id, from the path and the text."""
        return ids.make("document", self.path, self.sha256)

    def _repr_html_(self) -> str:
        from graphbuild.view import notebook

        return notebook.document(self)
