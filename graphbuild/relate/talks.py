"""Talks: from triggers and their slots to mentions of talks with parties, kind, topics, place, date and factuality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.document import Clean, Document
from graphbuild.link.model import Entity, Links
from graphbuild.link.tokens import key
from graphbuild.records import TalkKind
from graphbuild.relate import factuality
from graphbuild.relate.frames import Frames, Rule, Trigger, VerbRule
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.phrases import Phrase, View
from graphbuild.relate.slots import Slots, clause_start, fill, triggers
from graphbuild.relate.topics import topics
from graphbuild.relate.verbs import verb_form

_MEDIA_KINDS = frozenset({"media"})
# the more telling kind of two mentions of one talk in one clause comes first
_TELLING: tuple[TalkKind, ...] = (
    "interview", "video_call", "phone_call", "letter", "meeting", "visit", "negotiation", "contact", "talk",
)  # fmt: skip


@dataclass
class Reader:
    """Reads the talks of one document, sentence by sentence."""

    document: Document
    links: Links
    clean: Clean
    frames: Frames

    def sentence(self, view: View) -> list[TalkMention]:
        """The mentions of talks of one sentence; those of one clause with the same parties are one."""
        found: list[TalkMention] = []
        used: set[int] = set()
        for rule, slots in self._verbs(view):
            mention = self._mention(view, rule.id, rule.kind, slots, rule.slots)
            if mention is not None:
                used.update(range(slots.trigger.first, slots.trigger.last + 1))
                found.append(mention)
        for trigger in triggers(view, self.frames):
            if trigger.first in used:
                continue
            mention = self._trigger(view, trigger)
            if mention is not None:
                found.append(mention)
        return _merged(found)

    # -- rules over talk nouns

    def _trigger(self, view: View, trigger: Trigger) -> TalkMention | None:
        slots = fill(view, trigger, self.frames)
        for rule in self.frames.rules:
            if trigger.noun not in rule.nouns or rule.construction != slots.construction:
                continue
            if not self._complete(slots, rule):
                continue
            mention = self._mention(view, rule.id, trigger.kind, slots, rule.slots)
            if mention is not None:
                return mention
        if self._points_back(view, trigger) or slots.found.get("control") or slots.found.get("subject"):
            return self._back(view, trigger, slots)
        return None

    def _complete(self, slots: Slots, rule: Rule) -> bool:
        """Every slot of the rule but the mutual subject must be filled."""
        return all(slots.found.get(slot) for slot in rule.slots)

    def _points_back(self, view: View, trigger: Trigger) -> bool:
        return trigger.first > 0 and view.row[trigger.first - 1].key in self.frames.determiners

    def _back(self, view: View, trigger: Trigger, slots: Slots) -> TalkMention | None:
        """A mention without parties of its own: it adds topics and evidence to the talk it points back at."""
        if not self._points_back(view, trigger):
            return None
        return self._build(view, "anaphor", trigger.kind, slots, (), back=True)

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
                start = clause_start(view, i)
                clause = {view.row[j].key for j in range(start, i)} | {
                    view.row[j].key + view.row[j + 1].key for j in range(start, max(start, i - 1))
                }
                if rule.needs and not rule.needs & clause:
                    continue
                yield rule, self._verb_slots(view, rule, i, noun)
                break

    def _noun_of(self, view: View, i: int, rule: VerbRule) -> tuple[int, int] | None:
        """The token range of the rule's noun before the verb at `i` (the verb itself where it has none)."""
        if not rule.nouns:
            return i, i
        for last in range(i - 1, max(-1, i - 4), -1):
            for first in range(last, max(-1, last - 2), -1):
                if "".join(view.row[j].key for j in range(first, last + 1)) in rule.nouns:
                    return first, last
        return None

    def _verb_slots(self, view: View, rule: VerbRule, i: int, noun: tuple[int, int]) -> Slots:
        trigger = Trigger(noun[0], noun[1], rule.id, rule.kind)
        predicate = view.predicate(view.row[i].first)
        slots = Slots(trigger, "verbal", predicate, i)
        start = clause_start(view, noun[0])
        for n, phrase in enumerate(view.phrases):
            if phrase.first >= i:
                if "complement" in rule.slots and not phrase.marker and phrase.first > noun[1]:
                    slots.add("complement", view.group(n))
                continue
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
        if "complement" in rule.slots and not slots.found.get("complement"):
            following = [p for p in view.phrases if p.first > noun[1] and not p.marker]
            if following and all(view.row[j].upos in {"ADJ", "NOUN", "ADV"} for j in range(noun[1] + 1, following[0].first)):
                slots.add("complement", view.group(view.phrases.index(following[0])))
        subject = [p for p in view.subject(predicate) if p not in slots.found.get("complement", [])]
        slots.add("subject", subject)
        if "genitive_of_verb" in rule.slots:
            slots.add("genitive_of_verb", [p for p in view.phrases if noun[1] < p.first < i and not p.marker])
        return slots

    def _is_media(self, phrase: Phrase) -> bool:
        return any(self.links.entities[e].organization_kind in _MEDIA_KINDS for e in phrase.entities)

    # -- mentions

    def _mention(
        self, view: View, rule: str, kind: TalkKind, slots: Slots, wanted: Sequence[str]
    ) -> TalkMention | None:
        parties = self._parties(slots, wanted)
        if len([p for p in parties if p.role == "party"]) < 2:
            return None
        return self._build(view, rule, kind, slots, parties)

    def _parties(self, slots: Slots, wanted: Sequence[str]) -> tuple[Party, ...]:
        """The parties in the wanted slots, each entity once; mediators apart."""
        found: dict[int, Party] = {}
        for slot in wanted:
            for phrase in slots.found.get(slot, []):
                for entity in phrase.entities:
                    stands_for = self._stands_for(entity, slot)
                    if stands_for is not None:
                        found.setdefault(stands_for, Party(stands_for, "mediator" if slot == "mediator" else "party"))
        for phrase in slots.found.get("mediator", []):
            for entity in phrase.entities:
                found.setdefault(entity, Party(entity, "mediator"))
        return tuple(found.values())

    def _stands_for(self, entity: int, slot: str) -> int | None:
        """Whom an entity acts as: a spokesman who reports a talk of others stands for his state."""
        node = self.links.entities[entity]
        if slot == "control" and _is_spokesman(node):
            return next((i for i, e in enumerate(self.links.entities) if e.kind == "state" and e.state == node.state), None)
        return entity

    def _build(
        self, view: View, rule: str, kind: TalkKind, slots: Slots, parties: tuple[Party, ...], *, back: bool = False
    ) -> TalkMention:
        reading = factuality.read(view, slots)
        row = view.row
        return TalkMention(
            kind=self._kind(view, kind, slots, parties),
            parties=parties,
            topics=topics(view, slots, self.clean, self.frames),
            place=None,
            date=None,
            factuality=reading.value,
            claims=(),
            rule=rule,
            sentence=view.index,
            start=view.sentence.start,
            end=view.sentence.end,
            trigger=(row[slots.trigger.first].start, row[slots.trigger.last].end),
            back=back,
        )

    def _kind(self, view: View, kind: TalkKind, slots: Slots, parties: Sequence[Party]) -> TalkKind:
        """The kind by the noun, the words of means around it, and a medium among the parties."""
        if kind in {"talk", "contact", "interview", "negotiation", "meeting"} and any(
            self.links.entities[p.entity].organization_kind in _MEDIA_KINDS for p in parties
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
        kind = min(same.kind, mention.kind, key=_TELLING.index)
        known = {key(t.text) for t in same.topics}
        topics_ = (*same.topics, *(t for t in mention.topics if key(t.text) not in known))
        value = same.factuality if same.factuality != "asserted" else mention.factuality
        merged[merged.index(same)] = replace(same, kind=kind, topics=topics_, factuality=value)
    return merged


def _same(a: TalkMention, b: TalkMention) -> bool:
    return not a.back and not b.back and {p.entity for p in a.parties} == {p.entity for p in b.parties}
