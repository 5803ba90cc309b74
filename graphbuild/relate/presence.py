"""Who sat in a session without being called its party: who spoke in it, took part in it («X نیز در این نشست شرکت کرد»),
presided over it («ریاست نشست با X بود»).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from graphbuild import lang
from graphbuild.link.model import Entity
from graphbuild.link.tokens import Token
from graphbuild.relate.cues import complex_predicate, folded
from graphbuild.relate.frames import Frames, Trigger
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.model import Party, StatementMention, TalkMention
from graphbuild.relate.owners import in_charge
from graphbuild.relate.phrases import ACTORS, NAMED, Phrase, View
from graphbuild.relate.slots import Slots, triggers

SPEAKERS = "session.speakers"
"""The rule of a session of those who spoke in it."""

_SEVERAL = 2
_NEAR = 3  # sentences between a session and what tells who sat in it
_LONGEST = 3  # tokens from «ریاست» to what is presided over
_SITTING = frozenset({"meeting", "negotiation", "talk", "video_call"})
_MET = _SITTING | {"phone_call"}


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(map(folded, lang.toml("frames.toml")["presence"][name]))


def with_participants(
    talks: Sequence[TalkMention], views: Sequence[View], entities: Sequence[Entity], frames: Frames
) -> tuple[TalkMention, ...]:
    """Give a session those whom a clause of their own seats in it: who took part, who presided.

    None of a state that is one of the parties already, or of one of them: he came with them. The heads of delegations
    stand for their states.
    """
    told = list(talks)
    for view in views:
        for at, seated, heads in _seated(view, frames):
            i = _meant(told, view, at)
            if i is None:
                continue
            for entity in (e for p in seated for e in p.entities):
                told[i] = replace(told[i], parties=_with(told[i].parties, entity, entities, heads=heads))
    return tuple(told)


def _with(parties: tuple[Party, ...], entity: int, entities: Sequence[Entity], *, heads: bool) -> tuple[Party, ...]:
    """The parties with somebody who sat with them, or who heads the delegation of one of them."""
    whose = _state(entities[entity])
    same = [p for p in parties if _state(entities[p.entity]) in {None, whose}]
    if any(p.entity == entity for p in parties):
        return parties
    if heads:
        led = next((p for p in same if entities[p.entity].kind == "state" and whose), None)
        return tuple(Party(entity, p.role) if p is led else p for p in parties)
    return parties if any(_state(entities[p.entity]) for p in same) else (*parties, Party(entity))


def of_speakers(
    view: View, slots: Slots, said: Sequence[StatementMention], entities: Sequence[Entity], frames: Frames
) -> tuple[Party, ...]:
    """«در نشست سه‌جانبه‌ای که …، A … را ستود، B … و C …»: who spoke or acted in a session of several, each for his state;
    nobody where the sentence says whose session it was.
    """
    first, after = slots.trigger.first, view.row[slots.trigger.last + 1 : slots.trigger.last + 2]
    joint = slots.trigger.noun in frames.joint and any(token.key in frames.jointly for token in after)
    named = (p for slot in ("genitive", "with", "between", "attended") for p in slots.found.get(slot, []))
    if not joint or marker_before(view.row, first)[0] != "at" or any(p.kind in ACTORS or p.marker for p in named):
        return ()  # «نشست مسکو» is nobody's
    acting = [e for p in slots.found.get("control", []) for e in p.entities]
    speaking = acting if len(acting) >= _SEVERAL else [s.speaker for s in said]
    sitting = dict.fromkeys(e for e in speaking if entities[e].kind in ACTORS)
    states = {_state(entities[e]) for e in sitting}
    apart = None not in states and len(states) == len(sitting) >= _SEVERAL
    return tuple(map(Party, sitting)) if apart else ()


def with_those_there(talks: Sequence[TalkMention], entities: Sequence[Entity]) -> tuple[TalkMention, ...]:
    """«A در این دیدار … گفت. B هم در این دیدار …»: a talk that the text takes for known is of those who act in it.

    Only where it tells of no such talk before, each acts for another state, and no talk of two of them is told.
    """
    first = next((i for i, t in enumerate(talks) if t.kind in _MET), None)
    if first is None or not talks[first].back or not talks[first].by:
        return tuple(talks)
    pointing = [t for t in talks if t.back and t.kind == talks[first].kind]
    there = [e for e in dict.fromkeys(e for t in pointing for e in t.by) if entities[e].kind in NAMED]
    states = {_state(entities[e]) for e in there}
    told = any(len(t.who & set(there)) >= _SEVERAL for t in talks if not t.back and t.kind in _MET)
    if None in states or len(states) < len(there) or len(there) < _SEVERAL or told:
        return tuple(talks)
    found = replace(talks[first], rule=SPEAKERS, parties=tuple(map(Party, there)), back=False, by=())
    return (*talks[:first], found, *talks[first + 1 :])


def _state(entity: Entity) -> str | None:
    """What tells whether two come together: the state, else the body."""
    return entity.state or entity.organization


def _meant(told: Sequence[TalkMention], view: View, at: int) -> int | None:
    """The talk of which the noun at token `at` speaks: the one it tells of itself, else the one told last."""
    start = view.row[at].start
    for i in range(len(told) - 1, -1, -1):
        talk = told[i]
        if talk.back or talk.kind not in _SITTING or talk.trigger[0] > start or view.index - talk.sentence > _NEAR:
            continue
        return i
    return None


def _seated(view: View, frames: Frames) -> Iterator[tuple[int, list[Phrase], bool]]:
    """(token of the session, who sat in it, whether as heads of delegations) for each clause that says so."""
    for trigger in triggers(view, frames):
        if trigger.noun in _list("nouns"):
            taking = _taking_part(view, trigger, frames)
            if taking:
                yield trigger.first, taking, False
    for at, token in enumerate(view.row):
        if token.key in words("headship") and at not in view.covered and not marker_before(view.row, at)[0]:
            heads = any(t.key in words("delegations") for t in view.row[at + 1 : at + 1 + _LONGEST])
            if heads or _is_of_session(view, at + 1, frames):
                yield at, _presiding(view, at), heads


def _taking_part(view: View, trigger: Trigger, frames: Frames) -> list[Phrase]:
    """«X نیز در این نشست شرکت می‌کند», «X از جمله حاضران در این نشست است»: X."""
    first = trigger.first - frames.points_back(view.row, trigger.first)
    predicate = view.predicate(view.row[trigger.first].first)
    marker, at = marker_before(view.row, first)
    if marker not in {"at", "to"} or view.is_negated(predicate):
        return []
    if at > 1 and view.row[at - 1].key in _list("attendees") and view.row[at - 2].key in words("out_of_them"):
        return [p for p in view.phrases if p.bare and p.kind in ACTORS and p.last < at]
    if complex_predicate(view, predicate) not in _list("taking_part"):
        return []
    return [p for p in view.subject(predicate) if p.kind in ACTORS]


def _is_of_session(view: View, i: int, frames: Frames) -> bool:
    """Whether what is presided over is a session, or «آن», which stands for it («هیأتی که X ریاست آن را دارد»: not)."""
    i += i < len(view.row) and view.row[i].key in frames.determiners and view.row[i].upos == "DET"
    if i >= len(view.row):
        return False
    if view.row[i].key in frames.determiners:
        return not any(token.key in words("delegations") for token in view.row[:i])
    found = frames.trigger(view.row, i)
    return found is not None and found.noun in _list("nouns")


def _presiding(view: View, head: int) -> list[Phrase]:
    """«ریاست نشست را X بر عهده داشت», «X ریاست نشست را …», «ریاست نشست با X است»: X."""
    end = next((i for i in range(head, len(view.row)) if view.row[i].upos in {"VERB", "AUX"}), len(view.row))
    charge = any(t.key in words("charge") for t in view.row[head:end])
    if charge and (before := in_charge(view, head)):
        return before
    for n, phrase in enumerate(view.phrases):
        inside = head < phrase.first and phrase.last < end
        if inside and phrase.kind in ACTORS and (phrase.bare if charge else phrase.marker == "with"):
            return view.group(n)
    return []


def is_public(row: Sequence[Token]) -> bool:
    """Whether words tell of a press conference, where «X به Y هشدار داد» is said to all."""
    return any(a.key in words("venue") and b.key in words("of_press") for a, b in pairwise(row))
