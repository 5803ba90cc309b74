"""«به من گفت», «با ما تماس گرفت»: who speaks in the first person is a party of what others did with him."""

from __future__ import annotations

from graphbuild.link.model import Entity
from graphbuild.relate.phrases import Phrase, View, marker_before, regrouped, words

_MARKERS = frozenset({"to", "with", "from"})


def with_voice(view: View, speaker: int, entity: Entity) -> View:
    """The view with phrases of the speaker for «من» after a preposition; the same view where there is none."""
    added = []
    for i, token in enumerate(view.row):
        if token.key not in words("me") or i in view.covered:
            continue
        marker, first = marker_before(view.row, i)
        if marker in _MARKERS:
            added.append(Phrase(i, i, (speaker,), entity.kind, token.first, marker, first, False, False, False))
    if not added:
        return view
    return regrouped(view, sorted([*view.phrases, *added], key=lambda phrase: phrase.first))
