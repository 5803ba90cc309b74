"""«به من گفت», «با ما تماس گرفت»: who speaks in the first person is a party of what others did with him."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.link.model import Entity
from graphbuild.relate.cast import state_of
from graphbuild.relate.phrases import Phrase, View, marker_before, regrouped, words

_MARKERS = frozenset({"to", "with", "from"})


def with_voice(view: View, speaker: int, entities: Sequence[Entity]) -> View:
    """The view with phrases of the speaker for «من» after a preposition, and of his state for «ما» where the text names
    it; the same view where there is none.
    """
    us = state_of(entities, speaker)
    added = []
    for i, token in enumerate(view.row):
        who = speaker if token.key in words("me") else us if token.key in words("us") else None
        if who is None or i in view.covered:
            continue
        marker, first = marker_before(view.row, i)
        if marker in _MARKERS:
            added.append(Phrase(i, i, (who,), entities[who].kind, token.first, marker, first, False, False, False))
    if not added:
        return view
    return regrouped(view, sorted([*view.phrases, *added], key=lambda phrase: phrase.first))
