"""The link stage: names, titles, pronouns and states of a document → entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.document import Document, Mention
from graphbuild.errors import PipelineError
from graphbuild.link.appositions import with_shared_owner
from graphbuild.link.coref import Resolver
from graphbuild.link.lexicon import Lexicon, lexicon
from graphbuild.link.salience import CLOSING, OPENING
from graphbuild.link.scan import scan
from graphbuild.link.spoken import Scanned
from graphbuild.link.tokens import Token, tokens

__all__ = ["Linker"]


class Linker:
    """Links the mentions of a document to entities; fills `Document.links`.

    `home` is the ISO code of the state that a bare title belongs to («وزیر امور خارجه», «کشورمان»); not for documents
    of a known medium of another state whose press writes Persian: there it is that state's.
    """

    requires = frozenset({"clean", "sentences", "mentions"})
    provides = frozenset({"links"})

    def __init__(self, *, home: str = "IR", words: Lexicon | None = None) -> None:
        self.home = home
        self.words = words or lexicon()

    def __call__(self, document: Document) -> Document:
        if document.clean is None or document.sentences is None or document.mentions is None:
            raise PipelineError(f"{document.path}: linking needs the layers clean, sentences and mentions; parse first")
        clean, words = document.clean, self.words
        rows = [tokens(sentence, document.clean) for sentence in document.sentences]
        tagged: list[list[Mention]] = [[] for _ in rows]
        for mention in document.mentions:
            tagged[mention.sentence].append(mention)
        named = [
            (row[unit.name[1]].key, unit)
            for row, sentence, mentions in zip(rows, document.sentences, tagged, strict=True)
            for unit in scan(words, clean, sentence, row, mentions)
            if unit.name is not None
        ]
        surnames = frozenset(surname for surname, _ in named)
        principals = frozenset(s for s, unit in named if any(use.row.kind in words.principals for use in unit.titles))
        from graphbuild.read.items import items  # here: reading leans on the dates of the relate stage

        openings = {item.start for item in items(clean)}
        blocks = [sentence.block for sentence in document.sentences]
        opens = [block in openings and block not in blocks[:i] for i, block in enumerate(blocks)]
        inside = _inside_quotes(rows, blocks)
        scanned = []
        for index, (row, sentence, mentions) in enumerate(zip(rows, document.sentences, tagged, strict=True)):
            units = scan(words, clean, sentence, row, mentions, surnames, principals)
            owned = with_shared_owner(units, row, words)
            scanned.append(Scanned(index, sentence, row, owned, opens[index], inside[index]))
        home = self.words.own_press(document.source) or self.home
        resolver = Resolver(self.words, document.clean, home=home, day=document.published)
        return replace(document, links=resolver.resolve(scanned))


def _inside_quotes(rows: Sequence[Sequence[Token]], blocks: Sequence[int]) -> list[bool]:
    """Whether each sentence goes on with words that a quote of its block opened before it."""
    found, depth = [], 0
    for i, row in enumerate(rows):
        depth = depth if i and blocks[i] == blocks[i - 1] else 0
        found.append(depth > 0)
        depth = max(0, depth + sum((token.text == OPENING) - (token.text == CLOSING) for token in row))
    return found
