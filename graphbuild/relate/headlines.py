"""A headline and its lead tell of one talk: «دیدار X با وزیر خارجه Y», then «وزیر خارجه کشورمان با Z دیدار کرد»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import permutations

from graphbuild.link.model import Entity
from graphbuild.link.origins import origins
from graphbuild.link.tokens import key
from graphbuild.relate.frames import TRIP, frames
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.relate.model import Party, StatementMention, TalkMention
from graphbuild.relate.rounds import round_nouns

_SEVERAL = 2
_LEAD = 3  # sentences of the body in which the talk of the headline is told again
_MOST = 4  # parties
_BODIES = frozenset({"state", "organization"})
_PERSONAL = ("person", "position", "organization", "unnamed", "state", "sides")  # the first stands for the others


def told_again(
    talks: Sequence[TalkMention],
    statements: Sequence[StatementMention],
    entities: list[Entity],
    headings: AbstractSet[int],
    text: str,
) -> tuple[tuple[TalkMention, ...], tuple[StatementMention, ...]]:
    """Let the parties of a headline's talk be those of its lead, where each of them can be one of those.

    So too for a talk of two states and their officials «در این نشست». `headings` are the sentences that are headings.
    Who acts for a state is the party. A person without an office is the holder of the office that stands in his place,
    throughout the text; `entities` learn it. Two persons of different names, two offices and parties of two states are
    never one, so that a headline about another talk stays what it is.
    """
    talks = [part for talk in talks for part in _in_parts(talk, talks, headings)]
    holder: dict[int, int] = {}
    told = list(talks)
    for i, talk in enumerate(talks):
        if talk.back:
            continue
        again = _leads(talk, talks, headings) if talk.sentence in headings else _sittings(talk, talks, entities, text)
        same = talk.who
        for lead in sorted(again, key=lambda lead: lead.who != same):
            if talk.is_of_another_day(lead):
                continue  # «دور چهارم دیروز در X …», «دور سوم ششم اردیبهشت در Y …»
            negotiated = [t.kind == "negotiation" for t in (talk, lead)]
            if (talk.factuality == "denied") != (lead.factuality == "denied") and any(negotiated) != all(negotiated):
                continue  # that no meeting was held says nothing of the negotiations that were
            if _names_members(talk, lead, entities):
                told[i] = replace(talk, place=lead.place or talk.place, parties=lead.parties)
                break
            pairs = _same(talk, lead, entities)
            if pairs:
                holder.update(_holders(pairs, entities))
                acting = {
                    ours: theirs
                    for ours, theirs in pairs
                    if entities[ours].kind in _BODIES and _acts_for(entities[theirs], entities[ours])
                }
                told[i] = replace(talk, place=lead.place or talk.place, parties=_renamed(talk.parties, acting))
                break
    for vacant, person in holder.items():
        office, known = entities[vacant], entities[person]
        if known.kind == "person" and not known.roles:
            entities[person] = replace(known, roles=office.roles, state=known.state or office.state)
    named = tuple(replace(t, parties=_renamed(t.parties, holder)) for t in told)
    return named, tuple(replace(s, speaker=holder.get(s.speaker, s.speaker)) for s in statements)


def _in_parts(talk: TalkMention, talks: Sequence[TalkMention], headings: AbstractSet[int]) -> Sequence[TalkMention]:
    """A headline's talk of several («X با همتایان A و B خود گفت‌وگو کرد») as those of two each that its lead tells."""
    if talk.back or talk.sentence not in headings or len(talk.parties) <= _SEVERAL:
        return [talk]
    whole = talk.who
    parts = {t.who: t.parties for t in _leads(talk, talks, headings)}
    parts = {ours: parties for ours, parties in parts.items() if ours < whole}
    if len(parts) < _SEVERAL or frozenset().union(*parts) != whole:
        return [talk]
    return [replace(talk, parties=parties) for parties in parts.values()]


def _acts_for(official: Entity, body: Entity) -> bool:
    """Whether who is named in a lead is no body himself, and not somebody of a state that a headline names."""
    return official.kind not in _BODIES and not (body.kind == "state" and official.kind == "unnamed")


def _renamed(parties: Sequence[Party], holder: Mapping[int, int]) -> tuple[Party, ...]:
    """The parties with holders for their offices, each entity once."""
    found = [replace(p, entity=holder.get(p.entity, p.entity)) for p in parties]
    return tuple({p.entity: p for p in reversed(found)}.values())[::-1]


def _leads(talk: TalkMention, talks: Sequence[TalkMention], headings: AbstractSet[int]) -> list[TalkMention]:
    """The talks that the first sentences of the body under a heading tell of."""
    body = talk.sentence + 1
    while body in headings:
        body += 1
    end = next((s for s in range(body, body + _LEAD) if s in headings), body + _LEAD)
    return [t for t in talks if body <= t.sentence < end and not t.back and compatible_kinds(t.kind, talk.kind)]


def _sittings(
    talk: TalkMention, talks: Sequence[TalkMention], entities: Sequence[Entity], text: str
) -> list[TalkMention]:
    """The talks soon after one of two states that point back at it («در این نشست X و Y گفت‌وگو کردند»)."""
    if any(entities[p.entity].kind not in _BODIES for p in talk.parties):
        return []
    return [
        t
        for t in talks
        if 0 < t.sentence - talk.sentence <= _LEAD
        and not t.back
        and compatible_kinds(t.kind, talk.kind)
        and points_back(t, text)
    ]


def points_back(talk: TalkMention, text: str) -> bool:
    """Whether the sentence points back at a talk before it tells of this one («در این نشست X با Y گفت‌وگو کرد»); «دور
    نخست این گفت‌وگوها» is another one.
    """
    words = ["", "", *(key(word) for word in text[talk.start : talk.trigger[1]].split())]
    f, rounds = frames(), round_nouns()
    return any(
        this in f.determiners and f.nouns.get(noun, TRIP) != TRIP and part not in rounds
        for part, _, this, noun in zip(words, words[1:], words[2:], words[3:], strict=False)
    )


def _same(talk: TalkMention, lead: TalkMention, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """Which party of the headline is which of the lead; empty where they are not the same parties."""
    ours, theirs = ([p.entity for p in t.parties if p.role == "party"] for t in (talk, lead))
    if len(ours) != len(theirs) or not 2 <= len(ours) <= _MOST:
        return []
    shared = set(ours) & set(theirs)
    states = {entities[e].state for e in (*ours, *theirs)}
    for order in permutations(theirs):
        pairs = list(zip(ours, order, strict=True))
        if any(a != b and (a in shared or b in shared) for a, b in pairs):
            continue
        sure = any(_is_same(entities[a], entities[b]) for a, b in pairs)
        if all(_can_be(entities[a], entities[b], sure=sure) for a, b in pairs) and not any(
            _is_strange(entities[a], entities[b], states) or _is_strange(entities[b], entities[a], states)
            for a, b in pairs
        ):
            return pairs
    return []


def _names_members(talk: TalkMention, lead: TalkMention, entities: Sequence[Entity]) -> bool:
    """Whether the lead names several of whom the headline has a group («X با فرستادگان A گفت‌وگو کرد»)."""
    ours, theirs = (t.who for t in (talk, lead))
    groups, members = ours - theirs, theirs - ours
    if len(groups) != 1 or len(members) < _SEVERAL or not ours & theirs:
        return False
    (group,) = (entities[e] for e in groups)
    states = {entities[e].state for e in members}
    return (
        group.kind == "unnamed"
        and (group.state is None or bool({group.state, None} & states))
        and all(entities[e].kind == "person" for e in members)
    )


def _is_same(a: Entity, b: Entity) -> bool:
    """Whether two entities of one text are one, or an official and his own state or its officials («مقامات X»)."""
    if a is b:
        return True
    for body, official in ((a, b), (b, a)):
        if body.kind == "organization" and official.kind in {"person", "position"} and official.organization:
            return key(official.organization) == key(body.name)
    same_state = bool(a.state) and a.state == b.state
    if a.kind == b.kind == "position":
        return same_state and _offices(a) == _offices(b)
    return same_state and bool({"state", "unnamed"} & {a.kind, b.kind}) and a.kind != b.kind


def _can_be(a: Entity, b: Entity, *, sure: bool) -> bool:
    """Whether two entities can be one, by kind, state and office; `sure`: another party of theirs is the same."""
    if _is_same(a, b):
        return True
    if a.state and b.state and a.state != b.state:
        return False
    if {"sides", "organization"} & {a.kind, b.kind} or a.kind == b.kind:
        return False
    if "state" in (a.kind, b.kind):
        return sure
    if not (a.roles and b.roles) or (sure and all(r.organization for e in (a, b) for r in e.roles)):
        return True  # «رئیس X» in a headline, «نماینده Y در X» below it
    return bool(_offices(a) & _offices(b))


def _is_strange(person: Entity, office: Entity, states: AbstractSet[str | None]) -> bool:
    """Whether somebody without an office has a name of another one of these states."""
    nameless = person.kind != "person" or person.roles or office.kind != "position"
    return not nameless and origins().unlikely(person.name, office.state, states)


def _offices(entity: Entity) -> set[str]:
    return {role.kind for role in entity.roles}


def _holders(pairs: Sequence[tuple[int, int]], entities: Sequence[Entity]) -> dict[int, int]:
    """Who stands for whom: the person for the office, the office for «همتای مصری»; a state stands for itself."""
    found = {}
    for a, b in pairs:
        more, less = sorted((a, b), key=lambda e: _PERSONAL.index(entities[e].kind))
        if more != less and entities[less].kind in {"position", "unnamed"}:
            found[less] = more
    return found
