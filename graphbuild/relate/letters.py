"""Who only brings a letter, which another sentence or clause tells of: he is no party of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.link.model import Entity
from graphbuild.relate.frames import VerbRule, frames
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots, triggers

_SENT = "letter.send"
_CARRIED = frozenset({"letter.pass", "letter.dispatch"})  # rules
_HANDED = "letter.handed"  # a rule that may take who brings a letter for who wrote it


def is_brought(view: View, rule: VerbRule, slots: Slots, mention: TalkMention, talks: Sequence[TalkMention]) -> bool:
    """«این پیام را X تسلیم Y کرد»: whether it is a letter of the `talks` told before, which somebody only brings; what
    was conveyed «در این دیدار» is none.
    """
    end = slots.verb_token if slots.verb_token is not None else slots.trigger.first
    matter = next((j for j in range(end - 1, 0, -1) if view.row[j].key in rule.needs), 0)
    theirs = mention.who
    told = [t.who for t in talks if t.kind == mention.kind]
    here = (frames().points_back(view.row, t.first) for t in triggers(view, frames()) if t.first < end)
    if rule.id == _SENT and any(here):
        return True
    return matter > 0 and view.row[matter - 1].key in frames().determiners and any(theirs & one for one in told)


def carried(found: Sequence[TalkMention], entities: Sequence[Entity]) -> list[TalkMention]:
    """«X پیام Y را به Z منتقل کرد»: the letter of Y to Z and no other; X, who is of neither, is its mediator."""
    told = list(found)
    for one in (m for m in found if m.rule in _CARRIED):
        ours = one.who
        letter = next((m for m in told if m.kind == "letter" and len(ours & m.who) == 1), None)
        if letter is None:
            continue
        theirs = letter.who
        states = {entities[e].state for e in theirs}
        between = tuple(Party(e, "mediator") for e in ours - theirs if entities[e].state not in states)
        told = [replace(m, parties=(*m.parties, *between)) if m is letter else m for m in told if m is not one]
    return told


def is_carried(mention: TalkMention, told: Sequence[TalkMention], entities: Sequence[Entity]) -> bool:
    """«X در دیدار با Y پیام Z را به وی تحویل داد»: X, of Z's state, only brings to Y what Z has written."""
    if mention.rule != _HANDED:
        return False
    ours = mention.who
    others = [m.who for m in told if m.kind == mention.kind and m.rule != _HANDED]
    return any(len(ours & theirs) == 1 and len({entities[e].state for e in ours ^ theirs}) == 1 for theirs in others)
