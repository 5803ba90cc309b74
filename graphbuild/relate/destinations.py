"""With whom one talks who goes to a state «to talk» and names nobody: «هیئت X برای رایزنی درباره Z وارد Y شد»."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.link.model import Entity
from graphbuild.relate.cues import cues
from graphbuild.relate.doubt import is_motion
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.model import TalkMention
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots

RULE = "talk.journey.for"

_CONVERSATION = "conversation"  # family of «گفت‌وگو», «رایزنی»
_OTHERS = ("with", "between", "genitive", "to")


def bound_to(view: View, slots: Slots, entities: Sequence[Entity]) -> tuple[int, ...]:
    """Who travels to a state of others for the talk, and that state, which its name or its capital says.

    Not for negotiations, which are often held in a third state, nor where others host them as a rule.
    """
    if slots.trigger.noun != _CONVERSATION or any(slots.found.get(slot) for slot in _OTHERS):
        return ()
    if (journey := _journey(view, slots)) is None or not is_motion(view, journey):
        return ()
    travellers = slots.found.get("subject") or slots.found.get("control") or view.subject(journey)
    who = [e for p in travellers for e in p.entities]
    home = {entities[e].state for e in who}
    for phrase in view.phrases:
        towards = phrase.marker == "to" or (
            phrase.first > 0 and cues().has("planned.bound", view.row[phrase.first - 1].key)
        )
        if phrase.kind != "state" or not towards or view.predicate(phrase.head) != journey:
            continue
        state = entities[phrase.entities[0]].state
        if home and home.isdisjoint({None, state}) and state not in frames().hosts:
            return (*who, phrase.entities[0])
    return ()


def with_talks_of_journeys(
    talks: Sequence[TalkMention], bound: Sequence[TalkMention], entities: Sequence[Entity]
) -> tuple[TalkMention, ...]:
    """The talks, with those for which somebody travels, where none of him with anybody of that state is told."""
    found = list(talks)
    for mention in bound:
        *who, there = (party.entity for party in mention.parties)
        told = (t.who for t in found if not t.back and t.who & set(who))
        if not any(entities[there].state in {entities[e].state for e in parties} for parties in told):
            found.append(mention)
    return tuple(found)


def _journey(view: View, slots: Slots) -> int | None:
    """The predicate of a journey whose purpose the talk is: «برای رایزنی وارد X شد», «راهی X شد تا … گفت‌وگو کند»."""
    if slots.construction == "nominal":
        purpose = marker_before(view.row, slots.trigger.first)[0] == "to"
        return slots.predicate if purpose and not slots.verb_token else None
    word = view.sentence.words[slots.predicate - 1]
    opens = (view.sentence.words[c - 1] for c in view.sentence.children[slots.predicate])
    aim = any(w.deprel == "mark" and view.row[view.token_of[w.id]].key in words("until") for w in opens)
    return view.predicate(word.head) if aim and word.head else None
