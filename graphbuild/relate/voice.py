"""«به من گفت», «با ما تماس گرفت»: who speaks in the first person is a party of what others did with him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity
from graphbuild.link.salience import COLON
from graphbuild.relate.cast import Cast, acts_for_a_state, own_body
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.frames import Frames
from graphbuild.relate.grouping import regrouped
from graphbuild.relate.leads import is_second_lead
from graphbuild.relate.markers import OCCASION, marker_before, words
from graphbuild.relate.model import StatementMention
from graphbuild.relate.phrases import NAMED, Phrase, View
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import happens

_MARKERS = frozenset({"to", "with", "from", "between"})


def with_voices(view: View, speaker: Sequence[int], said: Sequence[StatementMention], entities: list[Entity]) -> View:
    """The view with phrases of who speaks for «من» after a preposition, and of his state for «ما» and «هیئت ما».

    That is the one `speaker` of a line, and in their words those whom it quotes («X گفت: «او با من تماس گرفت»»).
    """
    if len(speaker) == 1:
        view = _with_voice(view, speaker[0], entities, (view.sentence.start, view.sentence.end))
    for one in said:
        if one.rule == "say.verb":
            view = _with_voice(view, one.speaker, entities, one.content)
    return view


def _with_voice(view: View, speaker: int, entities: list[Entity], content: tuple[int, int]) -> View:
    added, phrases = [], list(view.phrases)
    for i, token in enumerate(view.row):
        if not content[0] <= token.start < content[1]:
            continue
        if (sent := _delegation(view, i)) is not None and (state := own_body(entities, speaker)) is not None:
            marker, first = marker_before(view.row, sent)
            head = view.row[sent].first
            added.append(Phrase(sent, i, (state,), "state", head, marker, first, False, False, False))
            phrases = [p for p in phrases if p.last < sent or p.first > i]
            continue
        marker, first = marker_before(view.row, i)
        if marker not in _MARKERS or i in view.covered or token.key not in words("me") | words("us"):
            continue
        who = speaker if token.key in words("me") else own_body(entities, speaker)
        if who is None and marker == "with":
            who = speaker  # «شهردار X با ما صحبت خواهد کرد», of whom no state is named
        if who is not None:
            added.append(Phrase(i, i, (who,), entities[who].kind, token.first, marker, first, False, False, False))
    if not added:
        return view
    return regrouped(view, sorted([*phrases, *added], key=lambda phrase: phrase.first))


def _delegation(view: View, i: int) -> int | None:
    """The first token of «هیئت ما», «تیم مذاکره‌کننده ما», where token `i` is «ما»."""
    if view.row[i].key not in words("us"):
        return None
    first = i - 1
    while first > 0 and view.row[first].upos == "ADJ":
        first -= 1
    return first if first >= 0 and view.row[first].key in words("delegations") else None


def _leads(view: View, i: int, j: int) -> bool:
    """Whether a colon stands between tokens `i` and `j` («A به نقل از B: هیچ مذاکره‌ای با X در جریان نیست»)."""
    return any(token.text == COLON for token in view.row[i + 1 : j])


@dataclass(frozen=True)
class Voices:
    """Who speaks the words that a talk is told in: `speaker` of a line «X: …», and what the sentence's verbs `said`."""

    entities: list[Entity]
    cast: Cast
    frames: Frames
    speaker: tuple[int, ...]
    said: tuple[StatementMention, ...]

    def speakers(self, view: View, slots: Slots) -> tuple[int, ...]:
        """Who speaks in the clause whose occasion the talk is, where the trees give it no subject.

        In a line without a verb, whose words were told before it («X: …», then «در گفت‌وگو با Y»).
        """
        if slots.construction != "nominal" or slots.found.get("control") or slots.first_person:
            return ()
        if slots.trigger.noun in self.frames.spoken_of and (told := self._told_by(view, slots)):
            return told
        if told := self._held(view, slots):
            return told
        marker, first = marker_before(view.row, slots.trigger.first)
        if len(self.speaker) == 1 and is_second_lead(view, first if marker == "at" else slots.trigger.first, slots.end):
            return self.speaker
        if not view.has_verb and len(self.speaker) == 1:
            opens = (marker, first) == ("at", 0)
            return self.speaker if opens and self.speaker[0] not in self._named(view) else ()
        if marker not in OCCASION:
            return ()
        if told := self._agreed(view, slots):
            return told
        at = view.row[slots.trigger.last].end
        said = [s for s in self.said if s.rule == "say.verb" and s.content[0] > at]
        return (said[0].speaker,) if said else ()

    def _told_by(self, view: View, slots: Slots) -> tuple[int, ...]:
        """Who says «مذاکره با X در جریان نیست», a clause in which nobody acts: his state does, or nobody."""
        subject = view.noun_subject(slots.predicate)
        at = None if subject is None else view.token_of[subject]
        at = None if at is not None and _leads(view, at, slots.trigger.first) else at
        told_of = at is None or self.frames.trigger(view.row, at) is not None
        told_of |= at is not None and cues().has("planned.nouns", view.row[at].key)  # «برنامه‌ای برای مذاکره با X نیست»
        told_of |= at is not None and view.row[at].key in words("progress")  # «پیشرفت‌هایی در مذاکرات با X حاصل شد»
        if not told_of or any(not _leads(view, p.last, slots.trigger.first) for p in view.subject(slots.predicate)):
            return ()
        negated = view.is_negated(slots.predicate)
        telling = self.telling(view, slots) or (set() if negated else set(self.speaker))  # «X: … / مذاکرات با Y …»
        speakers = {e for e in telling if not self.cast.is_medium(self.entities[e])}
        form = view.form(slots.predicate)
        person = len(speakers) == 1 and all(self.entities[e].kind == "person" for e in speakers)
        named = [p.kind for p in slots.found.get("with", [])]
        if person and named and set(named) <= NAMED and form is not None and form.tense == "past":
            return tuple(speakers)  # «X: مذاکره با Y سخت بود»
        states = {self.entities[e].state for p in slots.found.get("with", []) for e in p.entities if p.kind == "state"}
        found = [e for e in speakers if self.entities[e].state is not None and self.entities[e].state not in states]
        bodies = (self.entities[e] for e in found if self.entities[e].kind == "organization")
        if not all(map(acts_for_a_state, bodies)):
            return ()  # of what a state does, its media centre only tells
        return tuple(found) if len(found) == len(speakers) == 1 and states else ()

    def _held(self, view: View, slots: Slots) -> tuple[int, ...]:
        """Who says «هیچ دیداری با X صورت نگرفت», where X is a person or an office: it would have been his."""
        happened = slots.verb_token is not None or happens(view, slots.trigger, slots.predicate)
        return self._company_of(view, slots) if happened else ()

    def _agreed(self, view: View, slots: Slots) -> tuple[int, ...]:
        """Who says «در دیدار با X این توافق صورت گرفت», a clause in which nobody acts."""
        told_of = view.noun_subject(slots.predicate) is not None and not view.subject(slots.predicate)
        happened = cues().names_it("denied.happening", complex_predicate(view, slots.predicate))
        return self._company_of(view, slots) if told_of and happened else ()

    def _company_of(self, view: View, slots: Slots) -> tuple[int, ...]:
        """Who speaks of a talk with persons or offices alone, where he is one himself."""
        company = slots.found.get("with", [])
        alone = not any(slots.found.get(slot) for slot in ("genitive", "between", "from", "to", "attended"))
        if not company or not alone or any(p.kind not in NAMED for p in company):
            return ()
        tellers = self.telling(view, slots)
        known = [e for e in tellers if self.entities[e].kind in NAMED and not self.cast.is_medium(self.entities[e])]
        return tuple(known) if len(known) == len(tellers) == 1 else ()

    @staticmethod
    def _named(view: View) -> set[int]:
        return {e for phrase in view.phrases for e in phrase.entities}

    def first_person(self, slots: Slots) -> list[int]:
        """The speaker whose words the text gives, for «تماس گرفتم» and «با وزیر X مذاکره کردیم»; else his state."""
        speaker = slots.voice
        if not slots.first_person or speaker is None:
            return []
        company = {
            self.entities[e].kind
            for slot in ("with", "to", "from")
            for p in slots.found.get(slot, [])
            for e in p.entities
        }
        if slots.first_person == "1s" or (company and company <= {"person", "position", "unnamed"}):
            return [self.cast.medium(speaker)]
        us = own_body(self.entities, speaker)
        if us is not None:
            return [us]
        known = self.entities[speaker].state is not None or lexicon().kinds_of(self.entities[speaker].name)
        return [speaker] if known else []  # not «کارشناس: ما با X مذاکره می‌کنیم»

    def voice(self, view: View, slots: Slots) -> int | None:
        """Who says «ما»: whose words the text gives, else the one speaker of the clause.

        «X: Y گفت به Z زنگ می‌زنم»: Y, whose own words these are.
        """
        at = view.row[slots.trigger.first].start
        inner = [s for s in self.said if s.rule == "say.verb" and s.content[0] <= at < s.content[1]]
        if slots.first_person == "1s" and inner and self.entities[inner[-1].speaker].kind == "person":
            return inner[-1].speaker
        sources = [e for e in self.speaker if not self.cast.is_medium(self.entities[e])]
        if len(self.speaker) == 1 or len(sources) == 1:
            return (sources or self.speaker)[0]  # «A به نقل از X: …»
        telling = self.telling(view, slots)
        return next(iter(telling)) if len(telling) == 1 else None

    def telling(self, view: View, slots: Slots) -> set[int]:
        """Whose statements of the sentence the trigger stands in."""
        at = view.row[slots.trigger.first].start
        return {s.speaker for s in self.said if s.content[0] <= at < s.content[1]}
