"""Who only brings a letter, which another sentence or clause tells of: he is no party of it, but meets who gets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.link.model import Entity
from graphbuild.relate.frames import VerbRule, frames
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.phrases import NAMED, View
from graphbuild.relate.slots import Slots, triggers

_SENT = "letter.send"
_CARRIED = frozenset({"letter.pass", "letter.dispatch"})  # rules
ENVOYS = frozenset({"ambassador", "charge_daffaires"})  # kinds of office: who is summoned
BRINGER, RECEIVER = "bringer", "receiver"  # slots of who only brings a letter, and of who gets it for another
_HANDED = "letter.handed"  # a rule that may take who brings a letter for who wrote it


def settled(
    view: View,
    rule: VerbRule,
    slots: Slots,
    found: list[TalkMention],
    told: Sequence[TalkMention],
    entities: Sequence[Entity],
) -> list[TalkMention]:
    """What a rule over letters found, without those of the talks `told` before, which somebody only brings; an official
    who does so met who got it («Z نامه X را تقدیم Y کرد», «این نامه را Z تقدیم Y کرد»).
    """
    if rule.kind != "letter":
        return found
    own = [m for m in found if not _is_brought(view, rule, slots, m, told)]
    if rule.id != _HANDED:
        return own
    met = [replace(m, kind="meeting") for m in found if m not in own and all(entities[e].kind in NAMED for e in m.who)]
    got = [p for slot in ("to", "genitive_of_verb") for p in slots.found.get(slot, [])]
    got = slots.found.get(RECEIVER, got)
    last = max((view.phrases.index(p) for p in got), default=None)  # «پیام X به Y را به Z تحویل داد»
    who, to = (
        [e for p in phrases for e in p.entities if entities[e].kind in NAMED]
        for phrases in (slots.found.get(BRINGER, []), view.group(last) if last is not None else [])
    )
    envoys = any(role.kind in ENVOYS for e in to for role in entities[e].roles)  # who is summoned to get it
    if own and who and to and not (envoys or {*who} & own[0].who):
        met.append(replace(own[0], kind="meeting", parties=tuple(map(Party, dict.fromkeys((*who, *to)))), topics=()))
        own = [m for m in own if all(entities[e].kind != "unnamed" for e in m.who)]  # «دعوت‌نامه مقامات X»
        if any(p.entities and not {*p.entities} & {*to} for p in got):  # written to Y, and got by Z for him
            own = [replace(m, parties=tuple(p for p in m.parties if p.entity not in to)) for m in own]
    return [*own, *met]


def _is_brought(view: View, rule: VerbRule, slots: Slots, mention: TalkMention, talks: Sequence[TalkMention]) -> bool:
    """«این پیام را X تسلیم Y کرد»: whether it is a letter of the `talks` told before, which somebody only brings; what
    was conveyed «در این دیدار» is none.
    """
    end = slots.verb_token if slots.verb_token is not None else slots.trigger.first
    matter = next((j for j in range(end - 1, 0, -1) if view.row[j].key in rule.needs), 0)
    told = [t.who for t in talks if t.kind == mention.kind]
    here = (frames().points_back(view.row, t.first) for t in triggers(view, frames()) if t.first < end)
    if rule.id == _SENT and any(here):
        return True
    known = bool(told) if rule.id == _HANDED else any(mention.who & one for one in told)
    return matter > 0 and view.row[matter - 1].key in frames().determiners and known


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
    """«X در دیدار با Y پیام Z را به وی تحویل داد»: X, of Z's state, only brings to Y what Z has written.

    Nor is he a party who gets a letter for somebody («پیام Z به Y را به W تحویل داد»).
    """
    if mention.rule != _HANDED:
        handed = [m for m in told if m.rule == _HANDED and m.sentence == mention.sentence]
        met = {e for m in handed if m.kind == "meeting" for e in m.who}
        written = (m.who for m in handed if m.kind == "letter")
        return mention.kind == "letter" and any(one < mention.who and mention.who - one <= met for one in written)
    ours = mention.who
    others = [m.who for m in told if m.kind == mention.kind and m.rule != _HANDED]
    return any(len(ours & theirs) == 1 and len({entities[e].state for e in ours ^ theirs}) == 1 for theirs in others)
