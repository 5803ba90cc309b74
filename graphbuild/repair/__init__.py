"""Repair: raw text → clean text, with the way back for every character.

`repair` sets characters right, takes channel marks out, joins lines that were broken inside a sentence, tells headings
from paragraphs and puts half-spaces (ZWNJ) back. `Repairer` does it as a stage of the pipeline.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from graphbuild.document import Block, Clean, Document
from graphbuild.repair import characters, glued, halfspace, lines, posts
from graphbuild.repair.mapped import Mapped, join

SEPARATOR = "\n\n"  # Stanza reads two newlines as the end of a sentence


def repair(text: str) -> Clean:
    """The clean form of a raw text; see `Clean` for the offset map.

    Signatures, addresses, emoji and flags of channels are left out of the clean text. A text without Persian goes
    through with its characters and lines repaired only.
    """
    whole = Mapped.of(text)
    while (step := posts.strip(characters.clean(whole))).text != whole.text:  # one mark gone can bare another
        whole = step
    found = lines.paragraphs(glued.apart(whole))
    spelt = (halfspace.restore(characters.tidy(paragraph.text)) for paragraph in found)
    parts = [characters.tidy(part) for part in spelt]  # a half-space that is gone can bare a stuck mark
    blocks: list[Block] = []
    start = 0
    for paragraph, part in zip(found, parts, strict=True):
        blocks.append(Block(start, start + len(part.text), paragraph.kind))
        start += len(part.text) + len(SEPARATOR)
    whole = join(parts, SEPARATOR, len(text))
    return Clean(whole.text, tuple(whole.offsets), tuple(blocks))


class Repairer:
    """The stage that fills `Document.clean`."""

    requires: ClassVar[set[str]] = {"text"}
    provides: ClassVar[set[str]] = {"clean"}

    def __call__(self, document: Document) -> Document:
        return replace(document, clean=repair(document.text))


__all__ = ["Repairer", "repair"]
