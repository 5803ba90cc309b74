"""Talks: from triggers and their slots to mentions of talks with parties, kind, topics, place, date and factuality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from graphbuild.document import Clean, Document
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.records import TalkKind
from graphbuild.relate import factuality
from graphbuild.relate.dates import DateMention, find_dates
from graphbuild.relate.frames import Frames, Rule, Trigger, VerbRule
from graphbuild.relate.kinds import compatible_kinds, more_telling
from graphbuild.relate.model import Party, StatementMention, TalkMention
from graphbuild.relate.phrases import ACTORS, Phrase, View, marker_before
from graphbuild.relate.settings import date_of, place
from graphbuild.relate.slots import Slots, clause_start, fill, first_person, is_verbal, subject_of, triggers
from graphbuild.relate.topics import is_told_of, topics
from graphbuild.relate.verbs import verb_form

_MEDIA_KINDS = frozenset({"media"})
_OCCASION = frozenset({"at", "other"})  # markers of the occasion of a clause: «در», «طی», «پس از»
_NAMED = frozenset({"person", "position"})
_NEAR = 4  # tokens outside phrases between the noun and the verb of a verb rule
_REMOTE: frozenset[TalkKind] = frozenset({"phone_call", "video_call", "letter", "contact"})


@dataclass
class Reader:
    """Reads the talks of one document, sentence by sentence."""

    document: Document
    entities: list[Entity]
    clean: Clean
    frames: Frames
    last: tuple[Party, ...] = ()
    speaker: tuple[int, ...] = ()
    said: tuple[StatementMention, ...] = ()

    def sentence(self, view: View) -> list[TalkMention]:
        """The mentions of talks of one sentence; those of one clause with the same parties are one."""
        found: list[TalkMention] = []
        mere: list[TalkMention] = []
        used: set[int] = set()
        for rule, slots in self._verbs(view):
            mentions = self._mentions(view, rule.id, rule.kind, slots, rule.slots)
            if mentions and rule.mere:
                mere += mentions
            elif mentions:
                used.update(range(slots.trigger.first, slots.trigger.last + 1))
                found += mentions
        present = list(triggers(view, self.frames))
        taken: list[Phrase] = []
        for trigger in sorted(present, key=lambda t: is_verbal(view, t, self.frames)):
            if trigger.first not in used and not self._is_venue(view, trigger, present):
                mentions, slots = self._trigger(view, trigger, taken)
                found += mentions
                if mentions and slots.construction == "nominal" and slots.found.get("genitive"):
                    taken += [p for p in slots.found.get("with", []) if p not in slots.found["genitive"]]
        merged = _merged([*found, *(m for m in mere if not any(o.back or _share(m, o) for o in found))])
        if not any(p.kind == "sides" and not p.marker for p in view.phrases):
            self.last = next((m.parties for m in reversed(merged) if not m.back), self.last)
        return merged

    @cached_property
    def _dates(self) -> Sequence[DateMention]:
        return find_dates(self.clean.text, reference=self.document.published)

    # -- rules over talk nouns

    def _is_venue(self, view: View, trigger: Trigger, present: Sequence[Trigger]) -> bool:
        """Whether a session or visit is only where the clause's own talk took place."""
        if trigger.noun not in self.frames.venues or is_verbal(view, trigger, self.frames):
            return False
        if marker_before(view.row, trigger.first)[0] == "about":
            return False
        return any(
            other.first > trigger.last
            and other.noun not in self.frames.venues
            and is_verbal(view, other, self.frames)
            and clause_start(view, other.first) <= trigger.first
            for other in present
        )

    def _trigger(self, view: View, trigger: Trigger, taken: Sequence[Phrase]) -> tuple[list[TalkMention], Slots]:
        slots = fill(view, trigger, self.frames, taken=taken)
        if any(map(self._is_medium, self._all(slots, "with"))) and not any(p.kind in ACTORS for p in slots.found.get("control", [])):
            slots.found["control"] = []  # states give no interviews
        slots.speakers = self._speakers(view, slots)
        for rule in self.frames.rules:
            if trigger.noun not in rule.nouns or rule.construction != slots.construction:
                continue
            if not all(self._filled(slots, rule, slot) for slot in rule.slots) or any(
                map(slots.found.get, rule.without)
            ):
                continue
            if self._points_back(view, trigger) and rule.id in self.frames.anew:
                continue
            if rule.occasion and marker_before(view.row, trigger.first)[0] not in _OCCASION:
                continue
            mentions = self._mentions(view, rule.id, trigger.kind, slots, rule.slots)
            if mentions:
                return mentions, slots
        back = self._back(view, trigger, slots)
        return [back] if back is not None else [], slots

    def _speakers(self, view: View, slots: Slots) -> tuple[int, ...]:
        """Who speaks in the clause whose occasion the talk is, where the trees give it no subject."""
        if slots.construction != "nominal" or slots.found.get("control") or slots.first_person:
            return ()
        if marker_before(view.row, slots.trigger.first)[0] not in _OCCASION:
            return ()
        at = view.row[slots.trigger.last].end
        said = [s for s in self.said if s.rule == "say.verb" and s.content[0] > at]
        return (said[0].speaker,) if said else ()

    def _filled(self, slots: Slots, rule: Rule, slot: str) -> bool:
        if slot in rule.media and not all(self._is_media(p) for p in slots.found.get(slot, [])):
            return False
        if rule.actors and slot in rule.actors and not all(p.kind in ACTORS for p in slots.found.get(slot, [])):
            return False
        if slot == "control" and slots.speakers:
            return True
        return bool(slots.found.get(slot)) or (slot in {"subject", "control"} and bool(self._first_person(slots)))

    def _points_back(self, view: View, trigger: Trigger) -> bool:
        return trigger.first > 0 and view.row[trigger.first - 1].key in self.frames.determiners

    def _back(self, view: View, trigger: Trigger, slots: Slots) -> TalkMention | None:
        """A mention without parties of its own: it adds topics and evidence to the talk it points back at."""
        passive = slots.construction == "nominal" and slots.verb_token is not None and not slots.found.get("genitive")
        bare = not slots.found.get("genitive") and is_told_of(view, slots, self.frames)
        if not (self._points_back(view, trigger) or self._has_sides(slots) or passive or bare):
            return None
        acting = tuple(e for slot in ("subject", "control") for p in slots.found.get(slot, []) for e in p.entities)
        return replace(self._build(view, "anaphor", trigger.kind, slots, (), back=True), by=acting)

    def _has_sides(self, slots: Slots) -> bool:
        return any(p.kind == "sides" for slot in ("subject", "control", "genitive") for p in slots.found.get(slot, []))

    # -- rules over verbs

    def _verbs(self, view: View) -> Iterator[tuple[VerbRule, Slots]]:
        for i, token in enumerate(view.row):
            form = verb_form(token.text)
            if form is None or token.upos not in {"VERB", "AUX"} or i in view.covered:
                continue
            for rule in self.frames.verbs:
                if form.infinitive not in rule.verbs:
                    continue
                noun = self._noun_of(view, i, rule)
                if noun is None:
                    continue
                if rule.needs and not rule.needs & _keys_before(view, i):
                    continue
                slots = self._verb_slots(view, rule, i, noun)
                if self._completes(view, rule, slots):
                    yield rule, slots
                    break

    def _completes(self, view: View, rule: VerbRule, slots: Slots) -> bool:
        """Whether a slot beside the subject is filled, or several subjects do together what several do."""
        filled = [p for slot in rule.actors for p in slots.found.get(slot, [])]
        if not all(p.kind in _NAMED for p in filled):
            return False
        if rule.mere and any(p.marker and not self._hangs_on(view, p, slots) for p in filled):
            return False
        if any(slots.found.get(slot) for slot in rule.slots if slot != "subject"):
            return True
        subject = slots.found.get("subject", [])
        return (rule.mutual or rule.slots == ("subject",)) and len({e for p in subject for e in p.entities}) > 1

    def _hangs_on(self, view: View, phrase: Phrase, slots: Slots) -> bool:
        """Whether a phrase is a complement of the verb itself, not of a noun before it («سفر او به X»)."""
        head = view.sentence.words[phrase.head - 1].head
        trigger = view.row[slots.trigger.first : slots.trigger.last + 1]
        return head == slots.predicate or any(t.first <= head <= t.last for t in trigger)

    def _noun_of(self, view: View, i: int, rule: VerbRule) -> tuple[int, int] | None:
        """The token range of the rule's noun before the verb at `i` (the verb itself where it has none)."""
        if not rule.nouns:
            return i, i
        near, last = 0, i
        while near < _NEAR and last > clause_start(view, i):
            last -= 1
            if last in view.covered:
                continue
            near += 1
            for first in range(last, max(-1, last - 2), -1):
                if "".join(view.row[j].key for j in range(first, last + 1)) in rule.nouns:
                    return first, last
        for child in view.sentence.children[view.row[i].first]:
            at = view.token_of[child]
            if at < i and view.row[at].key in rule.nouns:
                return at, at
        return None

    def _verb_slots(self, view: View, rule: VerbRule, i: int, noun: tuple[int, int]) -> Slots:
        trigger = Trigger(noun[0], noun[1], rule.id, rule.kind)
        predicate = view.predicate(view.row[i].first)
        slots = Slots(trigger, "verbal", predicate, i)
        start = clause_start(view, noun[0])
        for n, phrase in enumerate(view.phrases):
            if phrase.first >= i:
                break
            local = start <= phrase.first
            if not (local or view.predicate(phrase.head) == predicate):
                continue
            if phrase.object and local:
                slots.add("object", view.group(n))
            elif phrase.marker == "to" and self._is_media(phrase):
                slots.add("to_media", [phrase])
                slots.add("to", [phrase])
            elif phrase.marker:
                slots.add(phrase.marker, view.group(n))
            elif "complement" in rule.slots and noun[1] < phrase.first < i:
                slots.add("complement", view.group(n))
        slots.first_person = first_person(view, predicate)
        subject = [p for p in subject_of(view, predicate, trigger) if p not in slots.found.get("complement", [])]
        subject = [p for p in subject if p.kind != "sides"]
        slots.add("subject", subject)
        if "genitive_of_verb" in rule.slots:
            slots.add("genitive_of_verb", [p for p in view.phrases if noun[1] < p.first < i and not p.marker])
        return slots

    def _is_media(self, phrase: Phrase) -> bool:
        return any(self._is_medium(self.entities[e]) for e in phrase.entities)

    def _all(self, slots: Slots, slot: str) -> Iterator[Entity]:
        return (self.entities[e] for p in slots.found.get(slot, []) for e in p.entities)

    def _is_medium(self, entity: Entity) -> bool:
        return entity.organization_kind in _MEDIA_KINDS or (
            entity.kind == "unnamed" and entity.organization is not None and self._is_journalist(entity)
        )

    # -- mentions

    def _mentions(
        self, view: View, rule: str, kind: TalkKind, slots: Slots, wanted: Sequence[str]
    ) -> list[TalkMention]:
        """The talks that filled slots tell of: one, or one for each of several counterparts («با A، B و C تلفنی …»)."""
        parties = self._parties(slots, wanted)
        if len(self._identified(parties, self._own(view, slots))) < 2 or self._is_match(view, slots, parties):
            return []
        others = self._counterparts(slots, wanted)
        if len(others) < 2 or slots.trigger.noun in self.frames.joint or self._jointly(view, slots):
            return [self._build(view, rule, kind, slots, parties)]
        shared = tuple(p for p in parties if p.entity not in others)
        built = []
        for other in others:
            pair = (*shared, Party(other))
            if len(self._identified(pair, self._own(view, slots))) >= 2:
                built.append(self._build(view, rule, kind, slots, pair))
        return built

    def _is_match(self, view: View, slots: Slots, parties: Sequence[Party]) -> bool:
        """Whether two states meet in sport."""
        if slots.trigger.noun not in self.frames.matches or any(
            self.entities[p.entity].kind != "state" for p in parties
        ):
            return False
        tokens = [token.key for token in view.row]
        return any(a in self.frames.sport or a + b in self.frames.sport for a, b in pairwise([*tokens, ""]))

    def _own(self, view: View, slots: Slots) -> set[int]:
        """Entities that are called somebody's own («مشاوران ارشد خود»)."""
        phrases = (p for found in slots.found.values() for p in found if p.last + 1 < len(view.row))
        return {e for p in phrases if view.row[p.last + 1].key in self.frames.reflexives for e in p.entities}

    def _identified(self, parties: Sequence[Party], own: AbstractSet[int]) -> list[Party]:
        """The parties that can be told apart: no mediators, and no unnamed crowd of no state."""
        return [
            p
            for p in parties
            if p.role == "party"
            and (
                self.entities[p.entity].kind != "unnamed"
                or p.entity in own
                or self._is_somebodys(self.entities[p.entity])
            )
        ]

    def _is_somebodys(self, entity: Entity) -> bool:
        """Whether an unnamed party is of a state, or a group that is told apart («رهبران احزاب مخالف»)."""
        words_ = entity.name.split()
        if self._is_medium(entity):
            return True
        return entity.state is not None or (len(words_) > 2 and key(words_[0]) not in self.frames.sources)

    def _counterparts(self, slots: Slots, wanted: Sequence[str]) -> list[int]:
        """The persons and offices that one party talked with, each on its own; empty for a joint talk."""
        if not {"subject", "control"} & set(wanted) and "with" not in wanted:
            return []
        several = {"with", "complement", "object"} | ({"genitive"} if "with" not in wanted else set())
        found = [e for slot in wanted if slot in several for p in slots.found.get(slot, []) for e in p.entities]
        kinds = {self.entities[e].kind for e in found}
        return list(dict.fromkeys(found)) if kinds <= {"person", "position", "organization"} else []

    def _jointly(self, view: View, slots: Slots) -> bool:
        return any(view.row[i].key in self.frames.jointly for i in range(len(view.row)) if i not in view.covered)

    def _parties(self, slots: Slots, wanted: Sequence[str]) -> tuple[Party, ...]:
        """The parties in the wanted slots, each entity once; mediators apart."""
        found: dict[int, Party] = {}
        if {"subject", "control"} & set(wanted):
            found.update({e: Party(e) for e in self._first_person(slots)})
        if "control" in wanted:
            found.update({e: Party(e) for e in slots.speakers})
        for slot in wanted:
            if found and slot in {"subject", "control"} and slots.first_person:
                continue
            for phrase in slots.found.get(slot, []):
                if phrase.kind == "sides":
                    found.update({p.entity: p for p in self._sides(phrase) if p.entity not in found})
                    continue
                for entity in map(self._medium, phrase.entities):
                    found.setdefault(entity, Party(entity, "mediator" if slot == "mediator" else "party"))
        for phrase in slots.found.get("mediator", []):
            for entity in phrase.entities:
                found.setdefault(entity, Party(entity, "mediator"))
        return tuple(self._acting(list(found.values()), wanted))

    def _medium(self, entity: int) -> int:
        """The medium for its journalist («خبرنگار X»), if the document names it; else the entity itself."""
        node = self.entities[entity]
        if node.kind != "unnamed" or node.organization is None or not self._is_journalist(node):
            return entity
        media = (
            i for i, e in enumerate(self.entities) if e.kind == "organization" and e.organization == node.organization
        )
        return next(media, entity)

    def _is_journalist(self, entity: Entity) -> bool:
        return bool({key(word) for word in entity.name.split()} & self.frames.journalists)

    def _sides(self, phrase: Phrase) -> tuple[Party, ...]:
        """The parties of the talk told last; none when the phrase names an office that they do not hold."""
        kinds = {role.kind for role in self.entities[phrase.entities[0]].roles}
        for party in self.last:
            roles = self.entities[party.entity].roles
            if kinds and roles and not kinds & {role.kind for role in roles}:
                return ()
        return self.last

    def _first_person(self, slots: Slots) -> list[int]:
        """The speaker whose words the text gives, for «تماس گرفتم»; his state for «مذاکره کردیم»."""
        if not slots.first_person or len(self.speaker) != 1:
            return []
        if slots.first_person == "1s":
            return [self.speaker[0]]
        state = self.entities[self.speaker[0]].state
        return [i for i, e in enumerate(self.entities) if e.kind == "state" and e.state == state][:1]

    def _acting(self, parties: list[Party], wanted: Sequence[str]) -> list[Party]:
        """A spokesman who speaks of his state's talk with another stands for the state."""
        kinds = [self.entities[p.entity].kind for p in parties]
        if ("control" not in wanted and "subject" not in wanted) or "state" not in kinds or len(parties) != 2:
            return parties
        return [Party(self._stands_for(p.entity), p.role) for p in parties]

    def _stands_for(self, entity: int) -> int:
        node = self.entities[entity]
        if not _is_spokesman(node):
            return entity
        return next((i for i, e in enumerate(self.entities) if e.kind == "state" and e.state == node.state), entity)

    def _build(
        self, view: View, rule: str, kind: TalkKind, slots: Slots, parties: tuple[Party, ...], *, back: bool = False
    ) -> TalkMention:
        reading = factuality.read(view, slots)
        row = view.row
        kind = self._kind(view, kind, slots, parties)
        return TalkMention(
            kind=kind,
            parties=parties,
            topics=topics(view, slots, self.clean, self.frames),
            place=None if kind in _REMOTE else place(view, slots, self.clean),
            date=date_of(view, slots, self._dates, reading.value),
            factuality=reading.value,
            claims=(),
            rule=rule,
            sentence=view.index,
            start=view.sentence.start,
            end=view.sentence.end,
            trigger=(row[slots.trigger.first].start, row[slots.trigger.last].end),
            back=back,
            weak=reading.value == "asserted" and not any(t.upos in {"VERB", "AUX"} for t in row),
        )

    def _kind(self, view: View, kind: TalkKind, slots: Slots, parties: Sequence[Party]) -> TalkKind:
        """The kind by the noun, the words of means around it, and a medium among the parties."""
        if kind in {"talk", "contact", "interview", "negotiation", "meeting"} and any(
            self._is_medium(self.entities[p.entity]) for p in parties
        ):
            return "interview"
        if kind in {"talk", "contact", "negotiation"}:
            if slots.construction == "verbal" and slots.verb_token is not None:
                near = range(clause_start(view, slots.trigger.first), slots.verb_token)
            else:
                near = range(slots.trigger.last + 1, min(slots.trigger.last + 3, len(view.row)))
            for i in near:
                means = self.frames.means.get(view.row[i].key)
                if means is not None:
                    return means
        return kind


def _keys_before(view: View, i: int) -> set[str]:
    """The tokens before token `i`, one by one and in pairs."""
    keys = [token.key for token in view.row[:i]]
    return {*keys, *(a + b for a, b in pairwise(keys))}


def _is_spokesman(entity: Entity) -> bool:
    return any("spokes" in role.kind for role in entity.roles)


def _merged(found: Sequence[TalkMention]) -> list[TalkMention]:
    """Mentions of one sentence with the same parties and factuality: one, of the most telling kind."""
    merged: list[TalkMention] = []
    for mention in found:
        same = next((m for m in merged if _same(m, mention)), None)
        if same is None:
            merged.append(mention)
            continue
        kind = more_telling(same.kind, mention.kind)
        known = {key(t.text) for t in same.topics}
        topics_ = (*same.topics, *(t for t in mention.topics if key(t.text) not in known))
        value = same.factuality if same.factuality != "asserted" else mention.factuality
        merged[merged.index(same)] = replace(same, kind=kind, topics=topics_, factuality=value)
    return merged


def _share(a: TalkMention, b: TalkMention) -> bool:
    return bool({p.entity for p in a.parties} & {p.entity for p in b.parties})


def _same(a: TalkMention, b: TalkMention) -> bool:
    if a.back or b.back or not compatible_kinds(a.kind, b.kind):
        return False
    return {p.entity for p in a.parties} == {p.entity for p in b.parties}
