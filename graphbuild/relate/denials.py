"""Denials that do not tell of the talk themselves: «این ادعا را رد کرد», «چنین دیداری انجام نشده», «لغو کرد».

They deny the talk that the text told last, or that the headline's lead tells; who denies is a claim of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from graphbuild.link.model import Entity
from graphbuild.link.salience import COLON
from graphbuild.link.tokens import key
from graphbuild.relate.cues import cues, is_cancelled
from graphbuild.relate.denied import Denial, denials, of_news
from graphbuild.relate.frames import frames
from graphbuild.relate.hearsay import told_by_media
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.relate.markers import occasion_before, words
from graphbuild.relate.model import ClaimMention, StatementMention, TalkMention
from graphbuild.relate.nouns import words as heads
from graphbuild.relate.phrases import Phrase, View
from graphbuild.relate.slots import triggers

_NEAR = 6  # sentences between a talk and a denial that points back at it
_LONGEST_BARE = 70  # characters of a denial that names nothing; a longer one says what it denies


@dataclass
class Denials:
    """Gives the talks of one document the denials that point at them. `headings` are the sentences that are headings.

    What the report denies in its own words `source` denies, by its name; `entities` learn it.
    """

    entities: list[Entity]
    views: Sequence[View]
    statements: Sequence[StatementMention]
    headings: AbstractSet[int]
    source: str | None = None

    def read(self, talks: Sequence[TalkMention]) -> tuple[TalkMention, ...]:
        """The talks with what later sentences, headlines and cancellers say against them."""
        told = list(talks)
        for view in self.views:
            for denial in denials(view):
                self._apply(told, view, denial)
            self._bare(told, view)
        for i, talk in enumerate(told):
            if talk.factuality == "denied" and not talk.back:
                told[i] = self._with_canceller(talk, self.views[talk.sentence])
        return tuple(told)

    def _apply(self, told: list[TalkMention], view: View, denial: Denial) -> None:
        start = view.row[denial.at].start
        if any(t.trigger[0] == start and not t.back for t in told if t.sentence == view.index):
            return  # it tells of a talk of its own
        if denial.kind is not None and self._of_another(told, view, denial):
            return
        by = denial.by or self._speaker(view, denial.at)
        i = self._meant(told, view, denial, by)
        if i is None or _is_read(told, view, start):
            return
        deniers = by or self._report()
        found = [ClaimMention(s, "denies", view.sentence.start, view.sentence.end) for s in deniers]
        told[i] = _denied(told[i], found)

    @staticmethod
    def _of_another(told: Sequence[TalkMention], view: View, denial: Denial) -> bool:
        """Whether a talk of nobody known in its sentence is denied («دیدار کارشناسان … چنین دیداری انجام نمی‌شود»)."""
        kind = denial.kind
        here = {t.trigger[0] for t in told if t.sentence == view.index and not t.back}
        before = [t for t in triggers(view, frames()) if t.last < denial.at and kind and compatible_kinds(kind, t.kind)]
        named = [t for t in before if not frames().points_back(view.row, t.first)]
        return bool(named) and view.row[named[-1].first].start not in here

    def _report(self) -> tuple[int, ...]:
        """Whose report it is."""
        if not self.source:
            return ()
        name = key(self.source)
        known = (i for i, e in enumerate(self.entities) if name in {key(n) for n in (e.name, *e.names)})
        if (found := next(known, None)) is None:
            kind = "media" if key(self.source.split()[0]) in heads("media") | heads("agencies") else None
            self.entities.append(Entity("organization", self.source, (self.source,), None, self.source, kind))
            found = len(self.entities) - 1
        return (found,)

    def _speaker(self, view: View, at: int) -> tuple[int, ...]:
        """Whose words the denial at token `at` stands in."""
        here = [s for s in self.statements if s.sentence == view.index]
        denying = [s for s in here if s.act == "deny"]
        start = view.row[at].start
        saying = [s for s in here if s.content[0] <= start < s.content[1]]
        return tuple(dict.fromkeys(s.speaker for s in denying or saying if self.entities[s.speaker].kind != "sides"))

    def _meant(self, told: Sequence[TalkMention], view: View, denial: Denial, by: Sequence[int]) -> int | None:
        """The talk that is denied: told last before it, or below a headline; a party's own, if there is one.

        What the text itself tells as done only a party can deny, or the text.
        """
        start = view.row[denial.at].start
        before = [
            i
            for i, t in enumerate(told)
            if not t.back
            and 0 <= view.index - t.sentence <= (0 if denial.near else _NEAR)
            and t.trigger[0] < start
            and not (t.sentence == view.index and _is_where_denied(t, denial, view))
            and self._fits(t, denial, view)
            and not self._told_again(told, i, denial, view)
        ]
        if not before and view.index in self.headings:
            before = [
                i
                for i, t in enumerate(told)
                if not t.back and 0 < t.sentence - view.index <= _NEAR and self._fits(t, denial, view)
            ][:1]
        such = denial.kind is not None and denial.such  # «درباره خبر دیدار X و Y گفت: چنین دیداری انجام نشده»
        if denial.kind is not None and not such and self._answers(told, view, denial):
            before = [i for i in before if told[i].sentence == view.index]
        such |= denial.apposed
        here = [i for i in before if told[i].sentence == view.index and (such or told[i].factuality != "asserted")]
        if here:
            return here[-1]  # «دیدار ادعایی X و Y، که Z آن را تکذیب کرد»
        own = [i for i in before if any(self._is_party(speaker, told[i]) for speaker in by)]
        by_others = denial.kind is None and denial.party is None
        others = [
            i
            for i in before
            if not by
            or told[i].factuality != "asserted"
            or (by_others and told_by_media(told[i], self.statements, self.entities))
        ]
        return own[-1] if own else others[-1] if others else None

    @staticmethod
    def _answers(told: Sequence[TalkMention], view: View, denial: Denial) -> bool:
        """«درباره تبادل پیام با X گفت: مذاکره‌ای در جریان نیست»: whether the sentence says of whom it speaks."""
        start = view.row[denial.at].start
        here = any(t.sentence == view.index and t.trigger[0] < start and not t.back for t in told)
        return here and any(token.text == COLON and token.start < start for token in view.row)

    def _told_again(self, told: Sequence[TalkMention], i: int, denial: Denial, view: View) -> bool:
        """Whether the text tells the talk again before the denial, in a way that the denial is not of it."""
        parties = told[i].who
        later = (t for t in told[i + 1 :] if not t.back and t.sentence < view.index)
        return any(t.who == parties and not self._fits(t, denial, view) for t in later)

    def _fits(self, talk: TalkMention, denial: Denial, view: View) -> bool:
        if denial.kind is not None:
            if not denial.such and talk.factuality == "asserted":
                return False  # «هیچ دیداری با X انجام نشده» may be of others
            with_them = all(self._may_be_party(e, talk) for e in denial.company)
            return with_them and compatible_kinds(denial.kind, talk.kind)
        if denial.ahead and talk.factuality == "asserted":
            return False
        if denial.party is None or denial.state is None:
            return talk.factuality != "asserted" or not self._between(talk, view)
        doubted = talk.factuality in {"alleged", "denied", "possible"}
        there = self._states_of_place(talk) & {self.entities[denial.state].state}
        return doubted and bool(there) and any(p.entity == denial.party for p in talk.parties)

    def _states_of_place(self, talk: TalkMention) -> set[str | None]:
        """The state in which the talk is said to have been, where its place is a state or a capital."""
        view, place = self.views[talk.sentence], key(talk.place or "")
        here = [p for p in view.phrases if p.kind == "state"]
        named = [p for p in here if "".join(t.key for t in view.row[p.first : p.last + 1]) == place]
        return {self.entities[e].state for p in named for e in p.entities}

    def _between(self, talk: TalkMention, view: View) -> bool:
        """Whether somebody said something else after the talk was told: «این ادعا» is that."""
        return any(
            talk.sentence <= s.sentence < view.index and not s.content[0] <= talk.trigger[0] < s.content[1]
            for s in self.statements
        )

    def _is_party(self, speaker: int, talk: TalkMention) -> bool:
        entity = self.entities[speaker]
        parties = [self.entities[p.entity] for p in talk.parties]
        return entity in parties or (entity.state is not None and any(p.state == entity.state for p in parties))

    def _may_be_party(self, entity: int, talk: TalkMention) -> bool:
        """Whether somebody is a party, or the state of one of whom the text tells none."""
        vacant = any(self.entities[p.entity].state is None for p in talk.parties)
        return self._is_party(entity, talk) or (self.entities[entity].kind == "state" and vacant)

    def _bare(self, told: list[TalkMention], view: View) -> None:
        """A party's bare denial («امارات تکذیب کرد») denies the talk told before it; «پیشنهاد X را رد کرد» none."""
        pointed = next(of_news(view), None) is not None  # «این ادعا» may be another one
        matter = not pointed and any(token.key in words("object") for token in view.row)
        if matter or any(t.sentence == view.index for t in told):
            return
        for s in self.statements:
            news = [topic for topic in s.about if key(topic.text) in cues().lists["denied.news"]]
            too_long = not news and s.end - s.start > _LONGEST_BARE
            if s.sentence != view.index or s.act != "deny" or len(news) < len(s.about) or too_long:
                continue
            before = [i for i, t in enumerate(told) if 0 < view.index - t.sentence <= _NEAR and not t.back]
            own = [i for i in before if self._is_party(s.speaker, told[i])]
            if own and not (pointed and told[own[-1]].factuality == "asserted" and self._between(told[own[-1]], view)):
                told[own[-1]] = _denied(told[own[-1]], [ClaimMention(s.speaker, "denies", s.start, s.end)])

    def _with_canceller(self, talk: TalkMention, view: View) -> TalkMention:
        """«X دیدار را لغو کرد»: X; nobody for «لغو شد»; the report itself, where it says that there was no talk."""
        cancelled = [w.id for w in view.sentence.words if view.is_verb(w.id) and is_cancelled(view, w.id)]
        found = [
            ClaimMention(e, "denies", talk.start, talk.end)
            for verb in cancelled
            for p in (*view.subject(verb), *_agents(view, verb))
            for e in p.entities
            if self.entities[e].kind != "sides" and (p.marker == "from" or _acts(view, verb))
        ]
        if not cancelled and not any(c.stance == "denies" for c in talk.claims):
            found = [ClaimMention(e, "denies", talk.start, talk.end) for e in self._report()]
        return _denied(talk, found)


def _is_where_denied(talk: TalkMention, denial: Denial, view: View) -> bool:
    """Whether a talk of the denial's sentence is where somebody denied it («X در نامه‌ای به Y این ادعا را رد کرد»)."""
    noun = next((i for i, token in enumerate(view.row) if token.start == talk.trigger[0]), None)
    if noun is None or talk.kind == "interview":
        return talk.kind == "interview"
    clauses = {view.predicate(view.row[i].first) for i in (noun, denial.at)}
    return occasion_before(view.row, noun) in {"at", "occasion"} and len(clauses) == 1


def _is_read(told: Sequence[TalkMention], view: View, start: int) -> bool:
    """Whether a talk that stands after what is denied has it («گزارش Z را که مدعی شده بود X و Y …، رد کرد»)."""
    after = (t for t in told if t.sentence == view.index and not t.back and t.trigger[0] > start)
    return any(t.factuality == "denied" for t in after)


def _denied(talk: TalkMention, found: Sequence[ClaimMention]) -> TalkMention:
    known = {c.source for c in talk.claims if c.stance == "denies"}
    new = tuple(c for c in dict.fromkeys(found) if c.source not in known)
    return replace(talk, factuality="denied", claims=(*talk.claims, *new))


def _agents(view: View, verb: int) -> list[Phrase]:
    """«از سوی X لغو شد»: X."""
    return [p for p in view.phrases if p.marker == "from" and view.predicate(p.head) == verb]


def _acts(view: View, verb: int) -> bool:
    """Whether the subject of a verb of cancelling cancels («لغو کرد»), and is not what is cancelled («لغو شد»)."""
    form = view.form(verb)
    return form is not None and key(form.infinitive) in cues().lists["denied.by_whom"]
