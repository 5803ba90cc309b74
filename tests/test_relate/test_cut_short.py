"""Texts that end in the middle of a sentence, as teasers do: nothing that is read may reach over the last word."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from corpora.treebank import trees

from graphbuild.document import Document
from graphbuild.link import Linker
from graphbuild.relate import Relater

_PARTS = 8  # of the trees, for tests that run side by side


def cut(document: Document, words: int) -> Document:
    """A document of one sentence with its first words; what hangs on one that is cut off hangs on the root."""
    assert document.clean is not None
    assert document.sentences is not None
    assert document.mentions is not None
    (sentence,) = document.sentences
    kept = sentence.words[:words]
    root = next((w.id for w in kept if w.head == 0 or w.head > words), 1)
    moved = (replace(w, head=root) if w.head > words else w for w in kept)
    kept = tuple(replace(w, head=0, deprel="root") if w.id == root else w for w in moved)
    end = kept[-1].end
    clean = replace(document.clean, text=document.clean.text[:end], offsets=document.clean.offsets[: end + 1])
    return replace(
        document,
        text=clean.text,
        clean=clean,
        sentences=(replace(sentence, words=kept, end=end),),
        mentions=tuple(m for m in document.mentions if m.end <= end),
    )


@pytest.mark.parametrize("part", range(_PARTS))
def test_a_sentence_may_end_anywhere(part: int) -> None:
    link, relate = Linker(), Relater()
    for document in list(trees().values())[part::_PARTS]:
        assert document.sentences is not None
        words = document.sentences[0].words
        for last, following in pairwise(words):
            if following.start >= last.end:
                assert relate(link(cut(document, last.id))).talks is not None
