"""«به من گفت», «با ما تماس گرفت»: who speaks in the first person is a party of what others did with him."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.link.model import Entity
from graphbuild.relate.phrases import Phrase, View, marker_before, regrouped, words

_MARKERS = frozenset({"to", "with", "from"})


def with_voice(view: View, speaker: int, entities: Sequence[Entity]) -> View:
    """The view with phrases of the speaker for «من» after a preposition, and of his state for «ما» where the text names
    it; the same view where there is none.
    """
    state = entities[speaker].state
    us = next((i for i, e in enumerate(entities) if state and e.kind == "state" and e.state == state), None)
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
