"""Talks: from triggers and their slots to mentions of talks with parties, kind, topics, place, date and factuality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graphbuild.document import Clean, Document
from graphbuild.link.model import Entity
from graphbuild.link.tokens import tokens
from graphbuild.records import TalkKind
from graphbuild.relate import aides, factuality, implied, letters, presence, rounds
from graphbuild.relate.cast import Cast
from graphbuild.relate.counterparts import parted
from graphbuild.relate.dates import DateMention, find_dates
from graphbuild.relate.days import date_of, day_of_party, is_ahead, is_recalled, is_told_past
from graphbuild.relate.destinations import RULE as BOUND
from graphbuild.relate.destinations import bound_to
from graphbuild.relate.elided import LISTED, Elided
from graphbuild.relate.frames import HOST, SUMMONS, Frames, Rule, Trigger
from graphbuild.relate.interviews import TOLD, spoken
from graphbuild.relate.kinds import REMOTE
from graphbuild.relate.markers import OCCASION, marker_before, words
from graphbuild.relate.merging import is_told_in, merged, named_together
from graphbuild.relate.model import Party, StatementMention, TalkMention
from graphbuild.relate.noun_rules import holds, is_matter, is_spoken_of
from graphbuild.relate.parties import PartyReader, Told, spoken_of
from graphbuild.relate.phrases import ACTORS, Phrase, View
from graphbuild.relate.places import is_beside, is_only_venue, place
from graphbuild.relate.slots import Slots, fill, is_verbal, triggers
from graphbuild.relate.subjects import clause_start, happens
from graphbuild.relate.topics import after_description, is_told_of, topics
from graphbuild.relate.verb_rules import readings
from graphbuild.relate.voice import Voices, with_voices

_COMPLEMENTS = ("with", "genitive", "between", "to", "from")
_BETWEEN = "talk.nominal.between"
_MET = "encounter"  # family of «دیدار»
_OF_SPORT = 3  # different words of sport in a text about it


@dataclass
class Reader:
    """Reads the talks of one document, sentence by sentence."""

    document: Document
    entities: list[Entity]
    clean: Clean
    frames: Frames
    told: Told = field(default_factory=Told)
    speaker: tuple[int, ...] = ()
    said: tuple[StatementMention, ...] = ()
    unsaid: list[TalkMention] = field(default_factory=list)  # mentions of negotiations without parties
    heard: dict[int, View] = field(default_factory=dict)  # the sentences, with who speaks where he says «با ما»
    half: list[TalkMention] = field(default_factory=list)  # those of which one side is said; `back`: the other is «ما»
    bound: list[TalkMention] = field(default_factory=list)  # talks for which somebody travels to a state

    @cached_property
    def elided(self) -> Elided:
        """Whom the lines leave out."""
        return Elided(self.entities)

    @cached_property
    def _cast(self) -> Cast:
        return Cast(self.entities, self.frames)

    @cached_property
    def _parties(self) -> PartyReader:
        return PartyReader(self.entities, self.frames, self._cast, self.dates, self.told)

    @property
    def _voices(self) -> Voices:
        return Voices(self.entities, self._cast, self.frames, self.speaker, self.said)

    def sentence(self, view: View) -> list[TalkMention]:
        """The mentions of talks of one sentence; those of one clause with the same parties are one."""
        view = self.heard[view.index] = with_voices(view, self.speaker, self.said, self.entities)
        self.told.pair = named_together(view) or self.told.pair
        found: list[TalkMention] = []
        mere: list[TalkMention] = []
        used: set[int] = set()
        for rule, slots in readings(view, self.frames, self._cast):
            slots.voice = self._voices.voice(view, slots)
            mentions = self._mentions(view, rule.id, rule.kind, slots, rule.slots)
            mentions = letters.settled(view, rule, slots, mentions, self.told.talks, self.entities)
            if mentions and rule.mere:
                mere += mentions
            elif mentions:
                used.update(range(slots.trigger.first, slots.trigger.last + 1))
                found += mentions
        for rule_id, slots in spoken(view, self._cast):
            found += self._mentions(view, rule_id, slots.trigger.kind, slots, ("genitive", "with"))
        present = list(triggers(view, self.frames))
        for slots, parties in self.elided.entries(view, present):
            used.update(range(slots.trigger.first))  # whom the heading tells of are those of the list
            found.append(self._build(view, LISTED, slots.trigger.kind, slots, parties))
        taken: list[Phrase] = []
        for trigger in sorted(present, key=lambda t: is_verbal(view, t, self.frames)):
            if trigger.first not in used and not is_only_venue(view, trigger, present, found):
                self.told.here = [m for m in found if not m.back and m.kind != "interview"]
                mentions, slots = self._trigger(view, trigger, taken)
                found += mentions
                if mentions and slots.construction == "nominal" and slots.found.get("genitive"):
                    taken += [p for p in slots.found.get("with", []) if p not in slots.found["genitive"]]
        told = bool(self.told.talks)  # nothing points back where no talk was told
        last = {p.entity for p in self.told.last}
        mere = [m for m in mere if m.who != last and not presence.is_public(view.row)]  # «X به وی یادآور شد»
        found = merged([*found, *(m for m in mere if not any((o.back and told) or is_told_in(m, o) for o in found))])
        found += self._rounds(view, found)
        found = letters.carried([m for m in found if not letters.is_carried(m, found, self.entities)], self.entities)
        self.told.here = []
        if not any(p.kind == "sides" and not p.marker for p in view.phrases):
            self.told.talks += (m for m in found if not m.back and m.kind != "interview")
        named = (p for p in view.phrases if not (p.marker == "at" and p.kind == "state"))  # not «در X»
        self.told.actors += [e for p in named for e in p.entities if self.entities[e].state is not None]
        self.told.spoken_of += spoken_of(view.phrases)
        self.told.traveller = aides.traveller(view) or self.told.traveller
        self.elided.read(view, found)
        return found

    @cached_property
    def dates(self) -> Sequence[DateMention]:
        """The dates of the whole text."""
        return find_dates(self.clean.text, reference=self.document.published, lend_year=True)

    def scored(self, view: View, rule: str, slots: Slots, parties: tuple[Party, ...]) -> TalkMention | None:
        """The talk of parties that a learned scorer found; none where the text is about sport or they are not two, nor
        where it is denied: who denies is often taken for one of them.
        """
        if self._is_of_sport or not self._parties.are_two(view, slots, parties):
            return None
        mention = self._build(view, rule, slots.trigger.kind, slots, parties)
        return None if mention.factuality == "denied" else mention

    # -- rules over talk nouns

    def _trigger(self, view: View, trigger: Trigger, taken: Sequence[Phrase]) -> tuple[list[TalkMention], Slots]:
        slots = fill(view, trigger, self.frames, taken=taken)
        if two := bound_to(view, slots, self.entities):
            self.bound.append(self._build(view, BOUND, trigger.kind, slots, tuple(map(Party, two))))
        speaks = any(p.kind in ACTORS for p in slots.found.get("control", []))
        states = any(p.kind == "state" for p in slots.found.get("control", []))
        company = slots.found.get("with", [])
        asking = bool(company) and all(p.kind == "state" for p in company)
        if not speaks and (
            self._cast.is_media(company)
            or (states and trigger.noun == "interview")
            or ((asking or trigger.noun == _MET) and self._cast.is_media(slots.found.get("control", [])))
        ):
            slots.found["control"] = []  # states give no interviews, and a medium only writes of a meeting
        slots.speakers, slots.voice = self._voices.speakers(view, slots), self._voices.voice(view, slots)
        tellers = self._voices.telling(view, slots) or self.speaker
        aides.give_way(view, slots, tellers, self.told.traveller, self.entities)
        aides.hosted(view, slots, tellers, self.entities)
        slots.speakers = () if aides.is_of_caller(view, slots) else slots.speakers
        if not (slots.speakers or slots.first_person or self.speaker):
            slots.left_out = self.elided.party(view, slots)
        recalled = self.frames.recalls(view.row, trigger.first)  # «این نخستین دیدار X و Y است»
        rules = () if recalled or self._before_another(view, trigger, slots) else self.frames.rules
        for rule in rules:
            if trigger.noun not in rule.nouns or rule.construction != slots.construction:
                continue
            if not all(self._filled(slots, rule, slot) for slot in rule.slots) or any(
                map(slots.found.get, rule.without)
            ):
                continue
            if not holds(view, rule, slots, self.frames):
                continue
            mentions = self._mentions(view, rule.id, trigger.kind, slots, rule.slots)
            if mentions:
                return mentions, slots
        others = implied.is_others(view, slots)
        bare = trigger.first == trigger.last and view.row[trigger.first].key in self.frames.implied and not others
        bare = bare and (asking or not company or slots.construction != "verbal")  # «با X مذاکره کرد»: somebody does
        us = self._voices.first_person(slots) if implied.is_ours(view, slots) else []
        if any(self.entities[e].state for e in us) or (bare and not slots.first_person):
            mention = self._build(view, implied.RULE, trigger.kind, slots, (), back=True)
            held = slots.verb_token is not None or happens(view, trigger, slots.predicate)
            date = mention.date if held else None  # «X جمعه گفت که مذاکرات …»
            self.unsaid.append(replace(mention, by=(*implied.beside(view, slots), *us), date=date))
        if implied.is_half(view, slots, self._voices.first_person(slots), self.entities, self.document.links):
            mention = self._build(view, implied.RULE, trigger.kind, slots, (), back=bool(slots.first_person))
            self.half.append(replace(mention, by=company[0].entities))
        back = self._next(view, trigger, slots) or self._mutual(view, slots) or self._of_speakers(view, slots)
        back = back or (None if others else self._back(view, trigger, slots))
        return [back] if back is not None else [], slots

    def _filled(self, slots: Slots, rule: Rule, slot: str) -> bool:
        if slot in rule.media and not all(self._cast.is_media([p]) for p in slots.found.get(slot, [])):
            return False
        if rule.actors and slot in rule.actors and not all(p.kind in ACTORS for p in slots.found.get(slot, [])):
            return False
        if (slot == "control" and slots.speakers) or (slot in {"subject", "control"} and slots.left_out):
            return True
        return bool(slots.found.get(slot)) or (
            slot in {"subject", "control"} and bool(self._voices.first_person(slots))
        )

    def _before_another(self, view: View, trigger: Trigger, slots: Slots) -> bool:
        """«پیش از این تماس با Y هم گفت‌وگو داشت»: Y is of the other talk, which the clause tells after it."""
        if slots.construction != "nominal" or not self.frames.points_back(view.row, trigger.first):
            return False
        if marker_before(view.row, trigger.first - 1)[0] != "occasion":
            return False
        later = (t for t in triggers(view, self.frames) if t.first > trigger.last)
        return any(is_verbal(view, t, self.frames) and clause_start(view, t.first) <= trigger.first for t in later)

    def _back(self, view: View, trigger: Trigger, slots: Slots) -> TalkMention | None:
        """A mention without parties of its own: it adds topics and evidence to the talk it points back at."""
        passive = slots.construction == "nominal" and slots.verb_token is not None and not slots.found.get("genitive")
        bare = not slots.found.get("genitive") and is_told_of(view, slots, self.frames)
        pointed = self.frames.points_back(view.row, trigger.first) or self._during(view, trigger, slots)
        if not pointed and (
            trigger.noun in self.frames.pointed or not (self._has_sides(view, slots) or passive or bare)
        ):
            return None
        acting: tuple[int, ...] = ()
        first = trigger.first - pointed
        if marker_before(view.row, first)[0] in {"at", "occasion"} or slots.construction == "verbal":
            acting = tuple(e for slot in ("subject", "control") for p in slots.found.get(slot, []) for e in p.entities)
        return replace(self._build(view, "anaphor", trigger.kind, slots, (), back=True), by=acting)

    def _during(self, view: View, trigger: Trigger, slots: Slots) -> bool:
        """«در جریان ملاقات X بررسی شد»: a talk without parties or any word of its own is the one that was told last."""
        plain = trigger.first == trigger.last and not any(slots.found.get(slot) for slot in _COMPLEMENTS)
        after = view.row[trigger.last + 1 : trigger.last + 2]
        alone = all(t.upos not in {"ADJ", "SCONJ", "NUM"} for t in after)
        held = plain and alone and marker_before(view.row, trigger.first)[0] == "occasion"
        return held and bool(self.told.last) and view.row[trigger.first].key in self.frames.bare

    def _next(self, view: View, trigger: Trigger, slots: Slots) -> TalkMention | None:
        """«دور بعدی گفت‌وگوها هفته آینده برگزار می‌شود»: the next talk, or one before, of those who talked last."""
        before = rounds.before(self.told.talks, view, trigger, self.clean)
        if before is None:
            return None
        earlier = rounds.is_earlier(view, trigger, slots, self.frames)
        numbered = rounds.is_numbered(view, trigger, self.frames)
        first = rounds.is_first(view, trigger, slots, before.who)
        states = all(self.entities[p.entity].kind == "state" for p in before.parties)
        following = rounds.is_next(view, trigger, slots, self.frames, of_states=states)
        once = rounds.is_before(view, trigger, slots, self.frames)
        if not (earlier or numbered or first or following or once):
            return None
        found = self._build(view, rounds.RULE, trigger.kind, slots, before.parties)
        if earlier or (numbered and found.factuality == "planned") or ((first or once) and found.date is not None):
            return found
        if numbered and found.is_of_another_day(before):
            return found
        unsaid = found.factuality == "asserted" and not slots.verb_token
        return (replace(found, factuality="planned") if unsaid else found) if following else None

    def _mutual(self, view: View, slots: Slots) -> TalkMention | None:
        """«آنها پنجشنبه نیز با یکدیگر گفت‌وگو کردند»: the parties of the talk told last, where nobody else is named."""
        held = (t.parties for t in reversed(self.told.talks) if t.factuality == "asserted")
        parties = next(held, self.told.last)
        if len(parties) < 2 or not rounds.is_mutual(view, slots):
            return None
        return self._build(view, rounds.RULE, slots.trigger.kind, slots, parties)

    def _of_speakers(self, view: View, slots: Slots) -> TalkMention | None:
        """«در نشست سه‌جانبه‌ای که …، A … را ستود، B … و C …»: a session of those who spoke in it."""
        parties = presence.of_speakers(view, slots, self.said, self.entities, self.frames)
        return self._build(view, presence.SPEAKERS, slots.trigger.kind, slots, parties) if parties else None

    def _rounds(self, view: View, found: Sequence[TalkMention]) -> list[TalkMention]:
        """The rounds that no noun for a talk tells of: the next ones, and those that name their parties."""
        named = [m for m in found if not m.back and m.kind != TOLD]
        built: list[TalkMention] = []
        own: list[TalkMention] = []
        for slots in rounds.unnamed(view, self.frames):
            between = self._parties.read(view, slots, ("between",), self._voices)
            if len(between) > 1:
                own.append(self._build(view, _BETWEEN, "negotiation", slots, between))
                continue
            told = [m for m in named if m.trigger[0] < view.row[clause_start(view, slots.trigger.first)].start]
            before = told[-1:] or self.told.talks[-1:]
            if len(told) == len(named) and before:
                built.append(self._build(view, rounds.RULE, before[0].kind, slots, before[0].parties))
        return [*own, *(m for m in built if m.factuality != "asserted")]

    def _has_sides(self, view: View, slots: Slots) -> bool:
        """Whether those who talked are said to be the parties told before («گفت‌وگوی دو وزیر», «گفت‌وگوی آنها»)."""
        after = after_description(view, slots.trigger.last + 1)
        if after < len(view.row) and view.row[after].key in words("they"):
            return True
        return any(p.kind == "sides" for slot in ("subject", "control", "genitive") for p in slots.found.get(slot, []))

    # -- mentions

    def _mentions(
        self, view: View, rule: str, kind: TalkKind, slots: Slots, wanted: Sequence[str]
    ) -> list[TalkMention]:
        """The talks that filled slots tell of: one, or one for each of several counterparts («با A، B و C تلفنی …»)."""
        parties = self._parties.read(view, slots, wanted, self._voices)
        if rule.startswith(SUMMONS):
            parties = self._cast.calling(parties)
        about = is_matter(view, slots.trigger)
        grouped = slots.construction == "nominal" and self._cast.are_groups(parties)
        of_states = slots.trigger.noun in self.frames.of_states and (about or grouped or is_spoken_of(view, slots))
        if of_states or (slots.trigger.noun in self.frames.spoken_of and slots.speakers):
            parties = self._cast.for_states(parties)
        if slots.construction == "nominal" and marker_before(view.row, slots.trigger.first)[0] not in OCCASION:
            parties = self._cast.speaking(parties)
        if not self._parties.are_two(view, slots, parties) or self._is_match(view, slots, parties):
            return []
        if rule.startswith(HOST) and (guests := self._parties.guests(view, slots, parties)):
            return [self._build(view, rule, kind, slots, guests)]
        groups = parted(view, slots, wanted, parties, self.entities, self.frames)
        if len(groups) == 1:
            return [self._build(view, rule, kind, slots, parties)]
        built = []
        for group in (group for group in groups if self._parties.are_two(view, slots, group)):
            mention = self._build(view, rule, kind, slots, group)
            day = day_of_party(view, slots, self.dates, group[-1].entity)
            built.append(replace(mention, date=day or mention.date))
        return built

    def _is_match(self, view: View, slots: Slots, parties: Sequence[Party]) -> bool:
        """Whether two states meet in sport."""
        if slots.trigger.noun not in self.frames.matches or any(
            self.entities[p.entity].kind not in {"state", "organization"} for p in parties
        ):
            return False
        return bool(self.frames.sport_words(view.row)) or self._is_of_sport

    @cached_property
    def _is_of_sport(self) -> bool:
        """Whether the whole text is about sport."""
        sentences = self.document.sentences or ()
        return len({w for s in sentences for w in self.frames.sport_words(tokens(s, self.clean))}) >= _OF_SPORT

    def _build(
        self, view: View, rule: str, kind: TalkKind, slots: Slots, parties: tuple[Party, ...], *, back: bool = False
    ) -> TalkMention:
        reading = factuality.read(view, slots)
        row = view.row
        kind = self._kind(view, kind, slots, parties)
        date = date_of(view, slots, self.dates, reading.value, self.document.published)
        ahead = is_ahead(date, self.document.published)
        own = slots.verb_token is not None or marker_before(row, slots.trigger.first)[0] in OCCASION
        held = own and is_told_past(view, slots)  # «از نشست هفته آینده خبر داد» tells of what is ahead
        value = "planned" if reading.value == "asserted" and ahead and not held else reading.value
        return TalkMention(
            kind=kind,
            parties=parties,
            topics=topics(view, slots, self.clean, self.frames),
            place=None if kind in REMOTE else place(view, slots, self.clean),
            date=None if value == "asserted" and ahead else date,
            factuality=value,
            claims=(),
            rule=rule,
            sentence=view.index,
            start=view.sentence.start,
            end=view.sentence.end,
            trigger=(row[slots.trigger.first].start, row[slots.trigger.last].end),
            back=back,
            weak=value == "asserted" and not view.has_verb,
            aside=is_beside(view, slots),
            recalled=is_recalled(view, slots, date, self.document.published),
        )

    def _kind(self, view: View, kind: TalkKind, slots: Slots, parties: Sequence[Party]) -> TalkKind:
        """The kind by the noun, the words of means around it, and a medium among the parties."""
        by_noun = slots.trigger.noun in self.frames.kinds or kind == "talk"
        if (
            by_noun
            and kind in {"talk", "contact", "interview", "negotiation", "meeting"}
            and any(self._cast.is_medium(self.entities[p.entity]) for p in parties)
        ):
            return "interview"
        if kind in {"talk", "contact", "negotiation"}:
            verbal = slots.construction == "verbal" and slots.verb_token is not None
            start = clause_start(view, slots.trigger.first) if verbal else slots.trigger.last + 1
            end = slots.verb_token if verbal else min(start + 2, len(view.row))
            for i, token in enumerate(view.row[:end]):
                means = self.frames.means.get(token.key)
                if means is None:
                    continue
                if i >= start or (verbal and view.predicate(token.first) == slots.predicate):  # before «…، که X است، »
                    return means
        return kind
