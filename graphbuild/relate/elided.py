"""Whom a line leaves out: «برنامه X: / دیدار با Y», «X وارد دوحه شد. ظهر با Z دیدار کرد», «دیدارهای X: / Y / Z»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.doubt import is_undecided
from graphbuild.relate.frames import TRIP, Trigger, frames
from graphbuild.relate.markers import is_plural, marks, words
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.phrases import ACTORS, BODIES, NAMED, Phrase, View
from graphbuild.relate.slots import Slots, fill
from graphbuild.relate.subjects import clause_start

LISTED = "talk.listed"
"""The rule of a talk with somebody whom a line of a list names."""

_NEAR = 2  # sentences from a journey to what belongs to it
_OPENING = 3  # tokens before the talk noun of an entry («شنبه: دیدار با Y»)


@dataclass
class Elided:
    """Keeps in reading order whose talks the lines of a list tell (`listed`), and who acted in the sentence before."""

    entities: Sequence[Entity]
    listed: int | None = None
    acted: int | None = None
    at: int = -1
    told: tuple[int, ...] = ()  # the parties of the talk told last
    often: Counter[int] = field(default_factory=Counter)  # how many mentions of talks each has been a party of
    heading: tuple[Trigger, int] | None = None  # of a list of those whom somebody met: the noun, and who met them

    def scheduled(self, view: View, slots: Slots) -> tuple[int, ...]:
        """«دیدار با Y در دستور کار است», «… لغو شد»: who the text before says meets others, the most often told first.

        Not somebody of the state of Y.
        """
        company = slots.found.get("with", [])
        if not all(p.kind in NAMED for p in company) or not _is_scheduled(view, slots):
            return ()
        others = {e for p in company for e in p.entities}
        states = {self.entities[e].state for e in others} - {None}
        start = clause_start(view, slots.trigger.first)
        said = [e for p in view.phrases if p.kind in BODIES and p.bare and p.last < start for e in p.entities]
        if said:  # «کمیسیون اروپا گفت مذاکره‌ای با Y در کار نیست»
            told = self.entities[said[-1]]
            return () if told.organization_kind == "media" or told.state in states else (said[-1],)
        acted = () if self.acted is None or view.index - self.at > _NEAR else (self.acted,)
        found = sorted(dict.fromkeys((*self.told, *acted)), key=lambda e: -self.often[e])
        return tuple(e for e in found if e not in others and self.entities[e].state not in states)[:1]

    def party(self, view: View, slots: Slots) -> tuple[int, ...]:
        """The party that a talk with somebody leaves out, where the text before says who it is; else nothing."""
        company = slots.found.get("with", [])
        if not company or any(slots.found.get(slot) for slot in ("genitive", "subject", "control", "between")):
            return ()
        if all(p.kind == "state" for p in company):
            return ()  # «در حال مذاکره با X است» is said of a state
        if slots.construction == "nominal" and _is_his(view, slots):
            who = self.acted if view.index - self.at == 1 else None
        elif slots.construction == "nominal":
            who = self._of_journey(view) if self._on_journey(view) else self._of_entry(view, slots)
            if who is None:
                return self.scheduled(view, slots)
        else:
            who = self._of_clause(view, slots)
        return () if who is None or any(who in p.entities for p in company) else (who,)

    def entries(self, view: View, present: Sequence[Trigger]) -> Iterator[tuple[Slots, tuple[Party, ...]]]:
        """«X این دیدارها را داشت: A / B», «دیدارهای X / A / B»: the talks with those whom a line of the list names.

        `present`: the talk nouns of the line.
        """
        opened = _heads_list(view, present)
        if opened is not None:
            self.heading, start = opened[:2], opened[2]
        elif self.heading is None or view.has_verb:
            self.heading = None
            return
        else:
            start = 0
        noun, who = self.heading
        n = view.starts.get(start)
        if n is None or not _is_entry(view, view.phrases[n]) or who in view.phrases[n].entities:
            return
        phrase = view.phrases[n]
        trigger = Trigger(phrase.first, phrase.last, noun.noun, noun.kind)
        slots = Slots(trigger, "nominal", phrase.head, end=phrase.last + 1, found={"with": [phrase]})
        for entity in phrase.entities:
            yield slots, (Party(who), Party(entity))

    def _of_entry(self, view: View, slots: Slots) -> int | None:
        """«دیدار با Y درباره Z»: an entry of a list, without a verb."""
        first = slots.trigger.first
        colon = next((i for i in range(first - 1, -1, -1) if view.row[i].text == ":"), -1)
        before = [p for p in view.phrases if p.kind in ACTORS and p.first < first]
        who = self.listed if not before else None
        if len(before) == 1 and before[0].last < colon:
            who = before[0].entities[0]  # «برنامه X: دیدار با Y»
        return None if first - colon - 1 > _OPENING or any(t.upos == "VERB" for t in view.row) else who

    @staticmethod
    def _on_journey(view: View) -> bool:
        """Whether the sentence tells what belongs to a journey told before («در این سفر دیدار با Y …»)."""
        back = (frames().trigger(view.row, i) for i in range(len(view.row)) if frames().points_back(view.row, i))
        return any(found is not None and found.noun == TRIP for found in back) and not _names_actor(view)

    def _of_journey(self, view: View) -> int | None:
        """Who was told to travel in one of the sentences before."""
        return self.acted if view.index - self.at <= _NEAR else None

    def _of_clause(self, view: View, slots: Slots) -> int | None:
        """«ظهر با Y دیدار کرد»: a clause of the third person without a subject, right after one that had one."""
        form = view.form(slots.predicate)
        third = form is not None and form.person == "3s" and view.future_person(slots.predicate) in {"", "3s"}
        if (
            not third
            or _names_actor(view)
            or view.noun_subject(slots.predicate) is not None
            or view.index - self.at != 1
        ):
            return None
        return self.acted

    def read(self, view: View, talks: Sequence[TalkMention]) -> None:
        """Take in a sentence and the talks that were found in it."""
        for talk in talks:
            if not talk.back:
                self.told = tuple(p.entity for p in talk.parties)
                self.often.update(self.told)
        actors = list(dict.fromkeys(e for p in view.phrases if p.kind in ACTORS for e in p.entities))
        if view.has_verb:
            root = next(w.id for w in view.sentence.words if not w.head)
            subject = {e for p in view.subject(view.predicate(root)) if p.kind in ACTORS for e in p.entities}
            if len(subject) == 1 or _names_actor(view):
                self.acted = next(iter(subject)) if len(subject) == 1 else None
            self.listed, self.at = None, view.index
            return
        parties = {p.entity for talk in talks if not talk.back for p in talk.parties}
        if parties and self.listed not in parties:
            self.listed = next((e for e in actors if e in parties), None)
        elif not parties and len(actors) == 1 and not any(p.marker for p in view.phrases if p.kind in ACTORS):
            self.listed = actors[0]


def _is_scheduled(view: View, slots: Slots) -> bool:
    """Whether the clause of a talk says no more than whether or when it is to be."""
    c, row = cues(), view.row
    if is_undecided(view, slots):
        return True
    rest = "".join(token.key for token in row[slots.end :])
    if any(cue in rest for name in ("planned.in_hand", "possible.in_hand", "planned.agenda") for cue in c.lists[name]):
        return True
    name = complex_predicate(view, slots.predicate)
    lists = ("denied.cancelled", "planned.arranged", "planned.postponed", "denied.happening", "possible.likely")
    return any(c.names_it(cue, name) for cue in lists)


def _is_his(view: View, slots: Slots) -> bool:
    """«دیدارش با Y»: whether an enclitic says whose talk it was."""
    enclitic = view.sentence.words[view.row[slots.trigger.last].last - 1]
    return enclitic.upos == "PRON" and key(enclitic.text) in words("his")


def _names_actor(view: View) -> bool:
    """Whether the sentence names somebody who can be its subject."""
    return any(p.kind in ACTORS and not p.marker and not p.object for p in view.phrases)


def _heads_list(view: View, present: Sequence[Trigger]) -> tuple[Trigger, int, int] | None:
    """«X این دیدارها را داشت:», «دیدارهای امروز X»: the noun, who met those of the list, and the token where it begins.

    It begins after a colon, or with the next line after one without a verb.
    """
    for trigger in present:
        several = is_plural(view.row[trigger.first])
        colon = next((i for i in range(trigger.last, len(view.row)) if view.row[i].text == ":"), None)
        group = colon is not None and any(
            p.plural and p.marker == "with" for p in view.phrases if p.last < trigger.first
        )
        if trigger.noun not in frames().listed or not (several or group):
            continue
        if colon is None and view.has_verb:
            continue
        slots = fill(view, trigger, frames())
        met = [p for p in slots.found.get("with", []) if colon is None or p.last < colon]
        who = [p for slot in ("genitive", "subject", "control") for p in slots.found.get(slot, []) if p.kind in ACTORS]
        entities = {e for p in who if colon is None or p.last < colon for e in p.entities}
        if len(entities) == 1 and all(p.plural and len(p.entities) == 1 for p in met):
            return trigger, entities.pop(), len(view.row) if colon is None else colon + 1
    return None


def _is_entry(view: View, phrase: Phrase) -> bool:
    """Whether a line is no more than who is named, and maybe what about."""
    after = view.row[phrase.last + 1 : phrase.last + 2]
    ends = not after or after[0].text in words("semicolon") | marks("comma") | words("aside") or after[0].upos == "ADP"
    return phrase.kind in ACTORS and not phrase.marker and ends
