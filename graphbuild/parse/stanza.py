"""The adapter over Stanza: clean text to our own sentences and mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Protocol

from graphbuild.document import Clean, Document, Mention, Sentence, Word
from graphbuild.errors import PipelineError
from graphbuild.parse import clitics, conllu, cut, entities
from graphbuild.parse.cache import Parse, ParseCache
from graphbuild.parse.loading import Loaded, load
from graphbuild.parse.models import BUILTIN, Model, resolve

_BATCH = 20_000  # characters that are encoded and remembered at once: about 70 MB of the builtin model's features
_PERSIAN = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]")  # letters of the Arabic script
SPLIT = ("tokenize", "mwt")
ANNOTATE = ("pos", "lemma", "depparse", "ner")


class Progress(Protocol):
    """Is told of each document when it is parsed, or when its parse was found in the cache."""

    def __call__(self, document: Document, *, reused: bool) -> None: ...


class Parser:
    """The stage that fills `Document.sentences` and `Document.mentions`.

    The model is checked at the first text, and loaded at the first that is not in the cache. Blocks are parsed apart,
    so that no sentence crosses one; a block without a letter of the Arabic script gets no sentence. A text's parse
    depends on that text and the model alone, never on what else is parsed: batches do not cross documents (if they
    did, it would save about 5 % of the time). Two kinds of processors can round, and so decide, a near tie differently.

    Raises:
        ModelError: at the first use, when the model is missing, damaged or of another Stanza.
    """

    requires: ClassVar[set[str]] = {"clean"}
    provides: ClassVar[set[str]] = {"sentences", "mentions"}

    def __init__(self, model: str | Path | Model = BUILTIN, *, cache: ParseCache | None = None) -> None:
        self._spec = model
        self._cache = cache

    @cached_property
    def model(self) -> Model:
        """The model in use, found and checked."""
        return self._spec if isinstance(self._spec, Model) else resolve(self._spec)

    @property
    def key(self) -> str:
        """Hash of the model, and how its tokens are set right: two parsers of one key give one parse."""
        return f"{self.model.key}.{clitics.REVISION}"

    @cached_property
    def _loaded(self) -> Loaded:
        return load(self.model)

    def __call__(self, document: Document) -> Document:
        parsed, _ = self._parse(document)
        return parsed

    def parse_many(self, documents: Iterable[Document], *, progress: Progress | None = None) -> Iterator[Document]:
        """Parse documents one after the other, in order, as they are asked for."""
        for document in documents:
            parsed, reused = self._parse(document)
            if progress is not None:
                progress(parsed, reused=reused)
            yield parsed

    def _parse(self, document: Document) -> tuple[Document, bool]:
        clean = document.clean
        if clean is None:
            raise PipelineError("parse: the document has no layer 'clean'; run repair before it")
        parse = self._cache.read(clean, self.key) if self._cache else None
        reused = parse is not None
        if parse is None:
            parse = self._parse_clean(clean)
            if self._cache:
                self._cache.write(clean, parse, self.key)
        return replace(document, sentences=parse.sentences, mentions=parse.mentions), reused

    def _parse_clean(self, clean: Clean) -> Parse:
        sentences, mentions = list[Sentence](), list[Mention]()
        for batch in _batches(_pieces(clean)):
            for piece, tree in self._run(batch):
                words = tuple(word for token in tree.tokens for word in _words(token, piece))
                for first, last, label in entities.spans([token.ner or "O" for token in tree.tokens]):
                    start, end = tree.tokens[first].start_char, tree.tokens[last].end_char
                    mentions.append(Mention(piece.start + start, piece.start + end, label, len(sentences)))
                sentences.append(Sentence(words, words[0].start, words[-1].end, piece.block))
        return Parse(tuple(sentences), tuple(mentions))

    def _run(self, batch: list[_Piece]) -> Iterator[tuple[_Piece, Any]]:
        """Stanza's sentences, in order, each with the piece of text that it lies in."""
        pipeline, encoder = self._loaded
        split = [found for piece, tree in self._split(batch) for found in self._shorten(piece, tree)]
        if split:
            with encoder.remember() if encoder else nullcontext():
                pipeline([tree for _, tree in split], processors=ANNOTATE)
        for piece, tree in split:
            yield from ((piece, sentence) for sentence in tree.sentences)

    def _split(self, pieces: list[_Piece]) -> list[tuple[_Piece, Any]]:
        """Each piece with Stanza's document of it, in sentences and tokens; pieces without a token are left out."""
        from stanza import Document as Tree

        trees = self._loaded.pipeline([Tree([], text=piece.text) for piece in pieces], processors=SPLIT)
        return [(piece, clitics.mend(tree)) for piece, tree in zip(pieces, trees, strict=True) if tree.sentences]

    def _shorten(self, piece: _Piece, tree: Any) -> list[tuple[_Piece, Any]]:
        """The same, with sentences that are too long for the parser cut."""
        bounds = {0, len(piece.text)}
        for sentence in tree.sentences:
            if len(sentence.tokens) > cut.MAX_TOKENS:
                for first, _ in cut.long_sentence([token.text for token in sentence.tokens]):
                    bounds.add(sentence.tokens[first].start_char)
                bounds.add(sentence.tokens[-1].end_char)
        if len(bounds) == 2:
            return [(piece, tree)]
        return self._split([piece.part(start, end) for start, end in pairwise(sorted(bounds))])


class _Piece(NamedTuple):
    """Text that is parsed by itself: a block, or a part of one. `start` is a clean offset."""

    block: int
    start: int
    text: str

    def part(self, start: int, end: int) -> _Piece:
        return _Piece(self.block, self.start + start, self.text[start:end])


def _pieces(clean: Clean) -> Iterator[_Piece]:
    for index, block in enumerate(clean.blocks):
        whole = _Piece(index, block.start, conllu.one_line(clean.text[block.start : block.end]))
        for start, end in cut.stretches(whole.text):
            piece = whole.part(start, end)
            if _PERSIAN.search(piece.text):
                yield piece


def _batches(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    batch, size = list[_Piece](), 0
    for piece in pieces:
        if batch and size + len(piece.text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece.text)
    if batch:
        yield batch


def _words(token: Any, piece: _Piece) -> Iterator[Word]:
    """The words of a token; all of them lie where the token does."""
    start, end = piece.start + token.start_char, piece.start + token.end_char
    for word in token.words:
        text = word.text if len(token.words) > 1 else piece.text[token.start_char : token.end_char]
        lemma = conllu.one_line(word.lemma or "_")
        yield Word(word.id, text, lemma, word.upos or "_", word.feats or "_", word.head, word.deprel, start, end)
