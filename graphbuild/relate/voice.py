"""«به من گفت», «با ما تماس گرفت»: who speaks in the first person is a party of what others did with him."""

from __future__ import annotations

from graphbuild.link.model import Entity
from graphbuild.relate.cast import own_state
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import Phrase, View, regrouped

_MARKERS = frozenset({"to", "with", "from"})


def with_voice(view: View, speaker: int, entities: list[Entity]) -> View:
    """The view with phrases of the speaker for «من» after a preposition, and of his state for «ما»; the same view where
    there is none.
    """
    added = []
    for i, token in enumerate(view.row):
        marker, first = marker_before(view.row, i)
        if marker not in _MARKERS or i in view.covered or token.key not in words("me") | words("us"):
            continue
        who = speaker if token.key in words("me") else own_state(entities, speaker)
        if who is not None:
            added.append(Phrase(i, i, (who,), entities[who].kind, token.first, marker, first, False, False, False))
    if not added:
        return view
    return regrouped(view, sorted([*view.phrases, *added], key=lambda phrase: phrase.first))
