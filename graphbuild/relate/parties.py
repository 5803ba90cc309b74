"""Parties: who the parties of a talk are, by its filled slots and by what the document told before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate import factuality
from graphbuild.relate.cast import Cast
from graphbuild.relate.dates import DateMention
from graphbuild.relate.days import LATER
from graphbuild.relate.frames import Frames, Trigger
from graphbuild.relate.markers import marks, words
from graphbuild.relate.merging import named_together, stated_number
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.phrases import ACTORS, NAMED, Phrase, View
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.verbs import verb_form
from graphbuild.relate.voice import Voices

_BOTH = 2
_SESSION = "session"  # family of nouns
_COMPANY = frozenset({"with", "between", "genitive", "to", "from", "chair"})
_HEAD = 3  # words of the name of a group in which its noun stands («برخی از مشاورانش»)
_OF_WAYS = frozenset({"at", "from", "to"})  # markers


@dataclass
class Told:
    """What a document told so far."""

    talks: list[TalkMention] = field(default_factory=list)  # those with parties
    here: list[TalkMention] = field(default_factory=list)  # of these the ones of the sentence that is being read
    pair: tuple[Party, ...] = ()  # two states that were named together
    actors: list[int] = field(default_factory=list)  # states and their officials, in reading order
    traveller: tuple[int, ...] = ()  # the official whose journey was told of last
    spoken_of: list[int] = field(default_factory=list)  # states, but for where one is, comes from or goes

    @property
    def last(self) -> tuple[Party, ...]:
        """The parties of the talk told last."""
        return self.talks[-1].parties if self.talks else ()


@dataclass(frozen=True)
class PartyReader:
    """Reads the parties of the talks of one document; `dates` are those of the whole text."""

    entities: Sequence[Entity]
    frames: Frames
    cast: Cast
    dates: Sequence[DateMention]
    told: Told

    def read(self, view: View, slots: Slots, wanted: Sequence[str], voices: Voices) -> tuple[Party, ...]:
        """The parties in the wanted slots, each entity once; mediators apart."""
        found: dict[int, Party] = {}
        if {"subject", "control"} & set(wanted):
            found.update({e: Party(e) for e in voices.first_person(slots)})
            found.update({e: Party(e) for e in slots.left_out})
        if "control" in wanted:
            found.update({e: Party(e) for e in slots.speakers})
        for slot in wanted:
            if found and slot in {"subject", "control"} and slots.first_person:
                continue
            for phrase in slots.found.get(slot, []):
                if phrase.kind == "sides":
                    ahead = slot in {"genitive", "between"} and factuality.read(view, slots).value in LATER
                    dated = slot == "genitive" and self._is_dated(view, slots.trigger, phrase)
                    sides = self._sides(view, phrase, acting=slot == "subject" or ahead or dated)
                    found.update({p.entity: p for p in sides if p.entity not in found})
                    continue
                for entity in map(self.cast.medium, phrase.entities):
                    found.setdefault(entity, Party(entity, "mediator" if slot == "mediator" else "party"))
            chair = [p for p in slots.found.get("chair", []) if p.kind in ACTORS]  # not «انتخاب وی به ریاست مجلس»
            led = {e for p in slots.found.get(slot, []) if p.kind not in ACTORS for e in p.entities}
            headed = slot in {"subject", "control"} or (slot == "genitive" and self._are_headed(led, chair))
            else_led = [p for p in slots.found.get(slot, []) if p.kind not in ACTORS and not headed]
            for phrase, head in ((p, c) for p in else_led for c in chair if c.marker_first == p.last + 1):
                found = {e: party for e, party in found.items() if e not in phrase.entities}
                found.update({e: Party(e) for e in head.entities})  # «با هیئتی از X به ریاست Y»
            if headed and chair and "attended" not in wanted:
                found = {e: party for e, party in found.items() if e not in led}
                found.update({e: Party(e) for p in chair for e in p.entities})  # «هیئتی از X به سرپرستی Y»
        if "subject" in wanted and (they := self._they(view, slots, found)) is not None:
            found[they] = Party(they)
        if "subject" in wanted and slots.found.get("escort"):
            states = {None, *(self.entities[e].state for e in found)}
            form = verb_form(view.row[slots.verb_token].text) if slots.verb_token is not None else None
            together = form is not None and form.person == "3p"  # «X به همراه Y با Z به مذاکره نشستند»
            along = (e for p in slots.found["escort"] for e in p.entities)  # of his own state they are only with him
            found.update({e: Party(e) for e in along if together or self.entities[e].state not in states})
        if "attended" in wanted:
            groups = {"unnamed"} if any(self.entities[e].kind == "person" for e in found) else set()
            able = ACTORS - groups  # «نشست سران قوا با حضور X و Y»: they are the group
            others = (p for slot in ("genitive", "host") for p in slots.found.get(slot, []) if p.kind in able)
            found.update({e: Party(e) for p in (*others, *slots.found.get("chair", [])) for e in p.entities})
        for phrase in slots.found.get("mediator", []):
            if view.row[phrase.first].key in self.frames.means:
                continue  # «از طریق ویدئوکنفرانس»
            for entity in phrase.entities:
                found.setdefault(entity, Party(entity, "mediator"))
        parties = [self._in_person(view, slots, party) for party in found.values()]
        retinue = {e for slot in wanted for e in self._retinue(slots.found.get(slot, []))}
        if len(found.keys() - retinue) > 1:
            parties = [p for p in parties if p.entity not in retinue]
        return tuple(self.cast.acting(parties) if {"subject", "control"} & set(wanted) else parties)

    def _retinue(self, phrases: Sequence[Phrase]) -> list[int]:
        """«X و مقامات Y», «X و مشاورانش»: officials who are told of beside somebody of their state who is named."""
        states = {self.entities[e].state for p in phrases if p.kind in NAMED for e in p.entities}
        crowds = [e for p in phrases if p.kind == "unnamed" and p.plural for e in p.entities] if states else []
        beside = [e for e in crowds if self.entities[e].state in {None, *states}]
        heads = tuple(words("retinue"))
        return [e for e in beside if any(key(word).startswith(heads) for word in self.entities[e].name.split()[:_HEAD])]

    def _in_person(self, view: View, slots: Slots, party: Party) -> Party:
        """«وزیر X گفت که X آماده است و موضوع را با همتای Y خود در میان گذاشت»: who has one is X's official."""
        company = slots.found.get("with", []) if self.entities[party.entity].kind == "state" else []
        if all(lexicon().word("counterpart", view.row, p.first) is None for p in company):
            return party
        before = [p for p in view.phrases if p.bare and p.kind in NAMED and p.last < slots.trigger.first]
        own = [e for p in before for e in p.entities if self.entities[e].state == self.entities[party.entity].state]
        return replace(party, entity=own[-1]) if own else party

    def _they(self, view: View, slots: Slots, found: Collection[int]) -> int | None:
        """«X درباره Y: آن‌ها با من تماس گرفتند»: Y, the state that was spoken of last but for that of who speaks."""
        noun = view.noun_subject(slots.predicate)
        many = noun is not None and view.row[view.token_of[noun]].key in words("they")
        company = (p for slot in ("with", "to", "from") for p in slots.found.get(slot, []))
        spoken_to = any(view.row[p.first].key in words("me") | words("us") for p in company)
        if not (many and spoken_to) or slots.found.get("subject"):
            return None
        own = {self.entities[e].state for e in found}
        named = [*self.told.spoken_of, *spoken_of(p for p in view.phrases if p.last < slots.trigger.first)]
        return next((e for e in reversed(named) if self.entities[e].state not in own), None)

    def are_two(self, view: View, slots: Slots, parties: Sequence[Party]) -> bool:
        """Whether two of the parties or more are known by name or office."""
        if self._meet_others(view, slots, parties):
            return False
        known = [self.entities[p.entity] for p in self.cast.identified(parties, self._own(view, slots))]
        quoted = any(view.row[p.first - 1].text in words("opening") for found in slots.found.values() for p in found)
        return len(known) >= 2 and (quoted or not _is_state_with_its_own(known))  # «در گفت‌وگو با «ایران»»

    def _meet_others(self, view: View, slots: Slots, parties: Sequence[Party]) -> bool:
        """«A و B، فرستادگان X، در Z نشست‌هایی برگزار کردند»: sessions of two of one side, not with each other."""
        trigger, together = slots.trigger, words("each_other") | self.frames.jointly
        several = trigger.noun == _SESSION and view.row[trigger.last].key.endswith(tuple(words("many")))
        if not (several and slots.found.get("subject")) or any(slots.found.get(slot) for slot in _COMPANY):
            return False
        inside = range(clause_start(view, trigger.first), view.token_of[slots.predicate])
        one_side = len({self.entities[p.entity].state for p in parties} - {None}) <= 1
        return one_side and not any(view.row[i].key in together for i in inside)

    def _own(self, view: View, slots: Slots) -> set[int]:
        """Entities that are called somebody's own («مشاوران ارشد خود»)."""
        phrases = (p for found in slots.found.values() for p in found if p.last + 1 < len(view.row))
        return {e for p in phrases if view.row[p.last + 1].key in self.frames.reflexives for e in p.entities}

    def guests(self, view: View, slots: Slots, parties: Sequence[Party]) -> tuple[Party, ...]:
        """«آنکارا میزبان وزرای خارجه روسیه و اوکراین بود»: officials of several states, who meet in a capital."""
        hosts = [p for slot in ("subject", "control") for p in slots.found.get(slot, [])]
        venue = bool(hosts) and all(p.kind == "state" and lexicon().is_capital(view.row, p.first) for p in hosts)
        guests = tuple(p for p in parties if not any(p.entity in host.entities for host in hosts))
        officials = [one for p in guests if (one := self.entities[p.entity]).kind in NAMED]
        states = {one.state for one in officials}
        return guests if venue and len(guests) == len(states) > 1 else ()

    def _is_dated(self, view: View, trigger: Trigger, sides: Phrase) -> bool:
        """«دیدار ۲۵ فوریه وزیران خارجه دو کشور», «دیدار ماه گذشته …»: whether a date before them tells which one."""
        between = range(view.row[trigger.last].end, view.row[sides.first].start)
        return any(d.start in between for d in self.dates)

    def _are_headed(self, states: set[int], chair: Sequence[Phrase]) -> bool:
        """«رایزنی‌های A و B به ریاست X و Y»: whether each of the states has its own head."""
        heads = {self.entities[e].state for p in chair for e in p.entities}
        return len(states) > 1 and None not in heads and heads == {self.entities[e].state for e in states}

    def _sides(self, view: View, phrase: Phrase, *, acting: bool) -> tuple[Party, ...]:
        """The parties of the talk told last, in the sentence itself or before it, without one two states that were
        named together; of an office, those of the last talk of its holders, and «وزیران خارجه دو کشور» who act or are
        to meet are those of their states.
        """
        if len(own := _named_after(view, phrase)) == _BOTH:
            return own
        named = self.entities[phrase.entities[0]]
        office = next((role for role in named.roles if role.kind not in self.frames.of_anybody), None)
        count = stated_number(named.name)
        talks = [*self.told.talks, *self.told.here]
        pair = named_together(view) if office is not None else ()
        states = {self.entities[party.entity].state for party in pair}
        here = [t.parties for t in self.told.here if t.trigger[1] < view.row[phrase.first].start]
        told = [*here[-1:], self.told.last] if office is None else [mention.parties for mention in reversed(talks)]
        for parties in told:
            holds = office is None or all(self._can_hold(party.entity, office.kind) for party in parties)
            holds &= not pair or {self.entities[party.entity].state for party in parties} == states
            if parties and holds and count in {None, len(parties)}:
                return parties
        if office is not None and (acting or pair) and office.kind not in self.frames.of_any_office:
            spoken = [p.entity for p in pair] or [*self.told.actors, *(p.entity for p in self.told.last)]
            return self.cast.of_both(office, named.name, spoken)
        return self.told.pair if not (self.told.last or office) and count in {None, len(self.told.pair)} else ()

    def _can_hold(self, entity: int, kind: str) -> bool:
        """Whether somebody holds an office of a kind, or is a person of whom none is known."""
        roles = {role.kind for role in self.entities[entity].roles}
        kinds = {kind, *lexicon().stands_for.get(kind, ()), *lexicon().of_any.get(kind, ())}
        if kind in self.frames.of_any_office:
            return bool(roles & kinds) or not roles
        return bool(roles & kinds) or (not roles and self.entities[entity].kind == "person")


def _named_after(view: View, sides: Phrase) -> tuple[Party, ...]:
    """«وزیران خارجه دو کشور، A و B،»: A and B."""
    n = view.starts.get(sides.last + 2) if view.row[sides.last + 1 : sides.last + 2] else None
    comma = n is not None and view.row[sides.last + 1].text in marks("comma")
    persons = view.group(n) if comma and n is not None and view.phrases[n].kind == "person" else []
    return tuple(Party(e) for p in persons if p.bare and p.kind == "person" for e in p.entities)


def spoken_of(phrases: Iterable[Phrase]) -> list[int]:
    """The states that phrases name, but for where one is, comes from or goes («حین پرواز از X به Y»)."""
    return [e for p in phrases if p.kind == "state" and p.marker not in _OF_WAYS for e in p.entities]


def _is_state_with_its_own(known: Sequence[Entity]) -> bool:
    """«رئیس‌جمهور به ما گفته»: a state and its own official are no two sides."""
    officials = [e for e in known if e.kind in {"position", "person"}]
    return (
        len(known) == 2
        and len(officials) == 1
        and {e.kind for e in known} - {"position", "person"} == {"state"}
        and (known[0].state == known[1].state)
    )
