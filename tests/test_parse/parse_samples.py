"""Invented parses for the tests of the parse room, and a strategy that makes any parse."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from graphbuild.document import Block, BlockKind, Clean, Document, Mention, MentionLabel, Sentence, Word
from graphbuild.parse.conllu import one_line

ZWNJ = "\u200c"

_CELLS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6).map(one_line)
_KINDS: tuple[BlockKind, ...] = ("heading", "body")
_LABELS: tuple[MentionLabel, ...] = ("PER", "LOC", "ORG")
_NAMES = st.sampled_from(["NOUN", "VERB", "PUNCT"])


def call() -> Document:
    """A heading, and a sentence with a clitic: «وزیر خارجه کتابش را داد.»"""
    text = "دیدار وزیر\n\nوزیر خارجه کتابش را داد."
    heading = (word(1, "دیدار", 0, 0), word(2, "وزیر", 1, 6))
    first = (
        word(1, "وزیر", 6, 12),
        word(2, "خارجه", 1, 17),
        replace(word(3, "کتاب", 6, 23), end=28),
        replace(word(4, "ش", 3, 23), end=28, lemma="او", upos="PRON", feats="Person=3|PronType=Prs"),
        word(5, "را", 3, 29),
        word(6, "داد", 0, 32),
        word(7, ".", 6, 35),
    )
    clean = Clean(text, range(len(text) + 1), (Block(0, 10, "heading"), Block(12, 36, "body")))
    sentences = (Sentence(heading, 0, 10, 0), Sentence(first, 12, 36, 1))
    mentions = (Mention(6, 10, "PER", 0), Mention(12, 22, "PER", 1))
    return Document(path="call.txt", text=text, clean=clean, sentences=sentences, mentions=mentions)


def word(number: int, text: str, head: int, start: int) -> Word:
    """A word whose tags do not matter."""
    deprel = "root" if head == 0 else "dep"
    return Word(number, text, text, "NOUN", "_", head, deprel, start, start + len(text))


@st.composite
def parsed(draw: st.DrawFn) -> Document:
    """Any parse that the parser could give: tokens of any characters, multiword ones too, any tree, any mentions."""
    text, blocks = "", list[Block]()
    sentences, mentions = list[Sentence](), list[Mention]()
    for index in range(draw(st.integers(1, 3))):
        text += "\n\n" if blocks else ""
        start = len(text)
        for _ in range(draw(st.integers(1, 2))):
            text += draw(st.sampled_from(["", " ", "  "])) if len(text) > start else ""
            spans, text = _token_spans(draw, text)
            sentence = Sentence(tuple(_words(draw, text, spans)), spans[0][0], spans[-1][1], index)
            mentions += _mentions(draw, spans, len(sentences))
            sentences.append(sentence)
        kind: BlockKind = draw(st.sampled_from(_KINDS))
        blocks.append(Block(start, len(text), kind))
    clean = Clean(text, range(len(text) + 1), tuple(blocks))
    return Document(path="any", text=text, clean=clean, sentences=tuple(sentences), mentions=tuple(mentions))


def _token_spans(draw: st.DrawFn, text: str) -> tuple[list[tuple[int, int]], str]:
    spans = []
    for number in range(draw(st.integers(1, 5))):
        text += draw(st.sampled_from(["", " "])) if number else ""
        form = draw(_CELLS.map(str.strip).filter(bool))
        spans.append((len(text), len(text) + len(form)))
        text += form
    return spans, text


def _words(draw: st.DrawFn, text: str, spans: list[tuple[int, int]]) -> list[Word]:
    words = list[Word]()
    for start, end in spans:
        parts = draw(st.integers(1, 3))
        for _ in range(parts):
            form = draw(_CELLS) if parts > 1 else text[start:end]
            number = len(words) + 1
            words.append(Word(number, form, draw(_CELLS), draw(_NAMES), "_", 0, "dep", start, end))
    root = draw(st.integers(1, len(words)))
    return [replace(word, head=_head(draw, word.id, root)) for word in words]


def _head(draw: st.DrawFn, number: int, root: int) -> int:
    """A head nearer to the root, so that the heads make a tree."""
    if number == root:
        return 0
    return draw(st.integers(number + 1, root) if number < root else st.integers(root, number - 1))


def _mentions(draw: st.DrawFn, spans: list[tuple[int, int]], sentence: int) -> list[Mention]:
    found, at = [], 0
    while at < len(spans):
        last = draw(st.integers(at, len(spans) - 1))
        if draw(st.booleans()):
            label: MentionLabel = draw(st.sampled_from(_LABELS))
            found.append(Mention(spans[at][0], spans[last][1], label, sentence))
        at = last + 1
    return found
