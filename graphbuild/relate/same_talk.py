"""One talk told twice in a text: its party is an office first and a name later, or «یک مقام …» and then who it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

from graphbuild import lang
from graphbuild.link.model import Entity, Links
from graphbuild.link.origins import origins
from graphbuild.link.tokens import key
from graphbuild.relate.cast import Cast
from graphbuild.relate.discourse import sequel_words
from graphbuild.relate.frames import SUMMONS
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.relate.letters import ENVOYS
from graphbuild.relate.markers import words
from graphbuild.relate.model import Party, StatementMention, TalkMention
from graphbuild.relate.topic_parts import distinct

_HELD_AND_AHEAD = {"asserted", "planned"}
_FOR_ANYBODY = "representative"  # the office of whoever is sent
_NEAR = 8  # sentences between the two tellings


def named_elsewhere(
    talks: Sequence[TalkMention], statements: Sequence[StatementMention], links: Links, cast: Cast, text: str
) -> tuple[tuple[TalkMention, ...], tuple[StatementMention, ...]]:
    """Let two talks of two parties be one where they share a party and the other one can be the same.

    An office that nobody of the text holds is the person without an office who stands in its place, throughout the
    text; the entities learn it. «یک مقام X», «یک شبکه خبری» are who or what stands in their place, in that talk only.
    Nothing where the later sentence goes on to another talk («نیز», «سپس»), or where days or places differ.
    """
    told, entities = list(talks), cast.entities
    where: dict[int, set[int]] = defaultdict(set)
    for reference in links.references:
        where[reference.entity].add(reference.sentence)
    can_hold: dict[int, set[int]] = defaultdict(set)
    apart: set[tuple[int, int]] = set()
    firm: set[tuple[int, int]] = set()
    for j, later in enumerate(talks):
        for i, earlier in enumerate(talks[:j]):
            others = _others(earlier, later) if _can_be_one(earlier, later) else None
            if others is None:
                for vacant, person in _claimed(earlier, later, entities):
                    can_hold[vacant].add(person)
                continue
            another = bool(sequel_words() & _words(text[later.start : later.end]))
            vacant, person = sorted(others, key=lambda e: entities[e].kind != "position")
            once = vacant == others[0] and earlier.factuality != "possible"  # whom he met, and may meet by office
            once |= earlier.factuality == later.factuality
            if once and not where[vacant] & where[person] and _can_hold(entities[vacant], entities[person], entities):
                can_hold[vacant].add(person)
                (apart if another else firm).add((vacant, person))
            elif not another and _is_somebody(*others, cast):
                told[i] = _renamed(told[i], {others[0]: others[1]})
    apart -= firm  # «رئیس‌جمهور با A و B دیدار کرد. X در دیدار با A … وی در دیدار با B نیز …»
    holder = {office: person for office, person in _only_ones(can_hold, apart).items() if (office, person) not in apart}
    for vacant, person in holder.items():
        office, known = entities[vacant], entities[person]
        entities[person] = replace(known, roles=office.roles, state=known.state or office.state)
    named = tuple(_renamed(talk, holder) for talk in told)
    return named, tuple(replace(s, speaker=holder.get(s.speaker, s.speaker)) for s in statements)


def sat_together(talks: Sequence[TalkMention], text: str) -> tuple[TalkMention, ...]:
    """Let talks that one verb tells be one, where the text calls it so later («A با B و C گفت‌وگو کرد. … این نشست
    سه‌جانبه بود»).
    """
    told = list(talks)
    for back in (t for t in talks if t.back):
        after = text[back.trigger[1] :].split(maxsplit=1)[:1]
        number = _sided().get(key(after[0].strip("،.؛"))) if after else None
        if number is None:
            continue
        before = [t for t in told if not t.back and t.trigger[0] < back.trigger[0]]
        group = [t for t in before if t.trigger == before[-1].trigger and t.factuality == back.factuality]
        parties = {p.entity: p for t in group for p in t.parties}
        fits = len(group) > 1 and compatible_kinds(group[0].kind, back.kind) and group[0].who & group[1].who
        if fits and len(parties) == number:
            topics = distinct([topic for t in group for topic in t.topics])
            first = replace(group[0], parties=tuple(parties.values()), topics=topics)
            told = [first if t is group[0] else t for t in told if t is group[0] or t not in group]
    return tuple(told)


@cache
def _sided() -> dict[str, int]:
    return {key(word): number for word, number in lang.toml("frames.toml")["joint"]["sided"].items()}


def not_yet_before(talks: Sequence[TalkMention], text: str) -> tuple[TalkMention, ...]:
    """Without what says that those who talk, or will, had not talked until then («X و Y تاکنون دیداری نداشتند»)."""
    held = {talk.who for talk in talks if not talk.back and talk.factuality in _HELD_AND_AHEAD}

    def is_before(talk: TalkMention) -> bool:
        said = "".join(map(key, text[talk.start : talk.trigger[0]].split()))
        return talk.factuality == "denied" and talk.who in held and any(word in said for word in words("until_now"))

    return tuple(talk for talk in talks if talk.back or not is_before(talk))


def of_own_sections(talks: Sequence[TalkMention], headings: AbstractSet[int]) -> tuple[TalkMention, ...]:
    """Without what points back in the text before a heading under which the first talk is told: it is of other news.

    `headings`: the sentences that are one.
    """
    first = min((talk.sentence for talk in talks if not talk.back), default=0)
    return tuple(
        talk
        for talk in talks
        if not talk.back
        or talk.sentence in headings
        or not any(talk.sentence < heading <= first for heading in headings)
    )


def summoned_once(talks: Sequence[TalkMention], entities: Sequence[Entity], text: str) -> tuple[TalkMention, ...]:
    """Let the summons of an envoy by a ministry and the one by its official be one («وزارت خارجه X سفیر Y را احضار کرد.
    مدیرکل … وی را فراخواند»), where days do not differ and the later sentence tells of no other one.
    """
    told = list(talks)
    called = [i for i, t in enumerate(told) if t.rule.startswith(SUMMONS) and not t.back]
    whose = _owned({p.entity for i in called for p in told[i].parties}, entities)
    for i in called:
        told[i] = _renamed(told[i], whose)
    for j in called:
        another = bool(sequel_words() & _words(text[told[j].start : told[j].end]))
        for i in (i for i in called if i < j and not (another and told[i].sentence != told[j].sentence)):
            others = _others(told[i], told[j]) if not told[i].is_of_another_day(told[j]) else None
            if others is None:
                continue
            for n, (body, caller) in ((i, others), (j, others[::-1])):
                if _calls_for(entities[caller], entities[body]):
                    told[n] = _renamed(told[n], {body: caller})
    return tuple(told)


def _owned(parties: AbstractSet[int], entities: Sequence[Entity]) -> dict[int, int]:
    """A ministry that is told of without its state → the only one of its name that is told of with one."""
    ministries = [e for e in sorted(parties) if entities[e].organization_kind == "ministry"]
    named = [e for e in ministries if entities[e].state is not None]
    bare = (e for e in ministries if entities[e].state is None)
    fit = {e: [n for n in named if entities[n].name.startswith(entities[e].name)] for e in bare}
    return {e: found[0] for e, found in fit.items() if len(found) == 1}


def _calls_for(caller: Entity, body: Entity) -> bool:
    """Whether an official calls an envoy in for his state or its ministry, or a ministry for its state."""
    if body.kind == "state" and caller.organization_kind == "ministry":
        return caller.state in {None, body.state}
    of_state = body.kind == "state" or body.organization_kind in {"ministry", "government"}
    if body.organization_kind == "ministry" and caller.kind == "position" and caller.state is None:
        return True  # «به وزارت خارجه احضار شد … توسط مدیرکل غرب اروپا»
    return of_state and body.state is not None and body.state == caller.state and caller.kind in {"person", "position"}


def protested(talks: Sequence[TalkMention], entities: Sequence[Entity]) -> tuple[TalkMention, ...]:
    """Let the protest that an envoy is given be of his summons, where the text tells of one: it is no letter."""
    called = {
        p.entity
        for t in talks
        if t.rule.startswith(SUMMONS)
        for p in t.parties
        if any(role.kind in ENVOYS for role in entities[p.entity].roles)
    }
    return tuple(
        replace(t, back=True, kind="meeting", parties=()) if t.kind == "letter" and not t.back and called & t.who else t
        for t in talks
    )


def _only_ones(can_hold: Mapping[int, AbstractSet[int]], apart: AbstractSet[tuple[int, int]]) -> dict[int, int]:
    """Offices with the one person who can hold each, where he can hold no other: who met several is not guessed.

    `apart`: offices with those who do not hold them, as the text goes on to another talk.
    """
    held = ((office, person) for office, persons in can_hold.items() for person in persons)
    offices = Counter(person for office, person in held if (office, person) not in apart)
    only = {office: next(iter(persons)) for office, persons in can_hold.items() if len(persons) == 1}
    return {office: person for office, person in only.items() if offices[person] == 1}


def _can_be_one(a: TalkMention, b: TalkMention) -> bool:
    if a.back or b.back or b.sentence - a.sentence > _NEAR or not compatible_kinds(a.kind, b.kind):
        return False
    if (a.place and b.place and a.place != b.place) or {a.factuality, b.factuality} == _HELD_AND_AHEAD:
        return False
    days = {t.date.date for t in (a, b) if t.date is not None and t.date.date is not None}
    return len(days) < _SEVERAL


_SEVERAL = 2


def _others(a: TalkMention, b: TalkMention) -> tuple[int, int] | None:
    """The parties that two talks of two do not share, if they share one."""
    ours, theirs = ([p.entity for p in t.parties if p.role == "party"] for t in (a, b))
    shared = set(ours) & set(theirs)
    if len(ours) != _SEVERAL or len(theirs) != _SEVERAL or len(shared) != 1:
        return None
    return next(e for e in ours if e not in shared), next(e for e in theirs if e not in shared)


def _claimed(a: TalkMention, b: TalkMention, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """The offices and persons of «دیدار A با B را تکذیب کرد. Z مدعی شده بود X با Y دیدار کرده است», in that order."""
    doubted = {a.factuality, b.factuality} <= {"denied", "alleged"} and _can_be_one(a, b)
    ours, theirs = ([p.entity for p in t.parties if p.role == "party"] for t in (a, b))
    if not doubted or len(ours) != _SEVERAL or len(theirs) != _SEVERAL or set(ours) & set(theirs):
        return []
    offices, persons = sorted((ours, theirs), key=lambda side: entities[side[0]].kind != "position")
    for order in (persons, persons[::-1]):
        pairs = list(zip(offices, order, strict=True))
        if all(_can_hold(entities[office], entities[person], entities) for office, person in pairs):
            return pairs
    return []


def _can_hold(office: Entity, person: Entity, entities: Sequence[Entity]) -> bool:
    """Whether a person without an office can hold one that no other person of the text holds."""
    if office.kind != "position" or person.kind != "person" or person.roles or not office.roles:
        return False
    if person.state and person.state != office.state:
        return False
    if origins().unlikely(person.name, office.state, (e.state for e in entities if e.kind == "position")):
        return False
    role = office.roles[0]
    return not any(e.kind == "person" and role in e.roles for e in entities)


def _is_somebody(unnamed: int, named: int, cast: Cast) -> bool:
    """Whether «یک مقام X», «نماینده X», «یک شبکه خبری» can be who or what is named later."""
    one, other = cast.entities[unnamed], cast.entities[named]
    if one.kind == "position" and other.kind == "person" and {role.kind for role in one.roles} == {_FOR_ANYBODY}:
        return one.state is not None and one.state == other.state
    said = [key(word) for word in one.name.split()]
    if one.kind != "unnamed" or len(said) < _SEVERAL or said[0] not in _list("one"):
        return False
    if one.state and other.state and one.state != other.state:
        return False
    if cast.is_medium(other):
        return said[1] in _list("media_heads")
    return other.kind in {"person", "position"} and one.state is not None and said[1] in _list("officials")


def _words(sentence: str) -> set[str]:
    return {key(word) for word in sentence.split()}


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(map(key, lang.toml("link.toml")[name]))


def _renamed(talk: TalkMention, holder: dict[int, int]) -> TalkMention:
    """The talk with holders for their offices, each entity once."""
    if not any(party.entity in holder for party in talk.parties):
        return talk
    parties: dict[int, Party] = {}
    for party in talk.parties:
        found = replace(party, entity=holder.get(party.entity, party.entity))
        parties.setdefault(found.entity, found)
    return replace(talk, parties=tuple(parties.values()))
