"""Negotiations whose sides the text leaves unsaid: «مذاکرات» is told of, and two states are what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from graphbuild.link.model import Entity, Links
from graphbuild.relate.model import Party, TalkMention

RULE = "negotiation.implied"
_OF_STATES = frozenset({"state", "position", "person"})


def with_implied(talks: Sequence[TalkMention], unsaid: Sequence[TalkMention], links: Links) -> tuple[TalkMention, ...]:
    """The talks, with one of the two states that the text names most where it tells of negotiations without sides.

    `unsaid` are the mentions of negotiations without parties; `by` are those that go with the noun. Nothing where a
    negotiation with parties is told or another talk of the two states, where a third state is named as often as the
    second one, where somebody of neither goes with the noun, or where they are only possible.
    """
    certain = [mention for mention in unsaid if mention.factuality != "possible"]
    sides = _sides(links) if certain else ()
    if not sides:
        return tuple(talks)
    states = {links.entities[side].state for side in sides}
    company = {links.entities[e].state for mention in unsaid for e in mention.by} - {None}
    told_of = [{links.entities[p.entity].state for p in t.parties} for t in talks if not t.back]
    if (
        not company <= states
        or any(t.kind == "negotiation" and not t.back for t in talks)
        or any(map(states.issubset, told_of))
    ):
        return tuple(talks)
    told = next((m for m in certain if m.factuality == "asserted"), certain[0])
    found = replace(told, parties=tuple(map(Party, sides)), back=False, by=())
    return (*(t for t in talks if t.trigger != told.trigger), found)


def _sides(links: Links) -> tuple[int, ...]:
    """The two states that are named most, themselves or by their officials; none when they do not stand out."""
    entities = links.entities
    named = Counter(_code(entities[reference.entity]) for reference in links.references)
    del named[None]
    most = named.most_common(3)
    if len(most) < 2 or (len(most) == 3 and most[1][1] == most[2][1]):
        return ()
    found = [
        next((i for i, e in enumerate(entities) if e.kind == "state" and e.state == code), None) for code, _ in most[:2]
    ]
    return tuple(sorted(i for i in found if i is not None)) if None not in found else ()


def _code(entity: Entity) -> str | None:
    return entity.state if entity.kind in _OF_STATES else None
