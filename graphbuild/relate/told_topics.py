"""Topics beside the words that tell of a talk: what its sentence, or the next ones, say that the parties discussed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphbuild.document import Clean
from graphbuild.relate.frames import Frames
from graphbuild.relate.matters import matters, one_of
from graphbuild.relate.model import TalkMention, TopicMention
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import fill, triggers
from graphbuild.relate.topic_parts import distinct, split
from graphbuild.relate.topics import is_crowd, topics

_GOES_ON = 3  # sentences after a talk in which its parties go on


@dataclass
class TopicReader:
    """Adds topics to the talks of one document, sentence by sentence.

    `last` is the talk told last; `crowd` where several counterparts were met without their names, and about what;
    `meant` what a sentence said was to be discussed without telling of a talk, who meant it, and where.
    """

    clean: Clean
    frames: Frames
    last: TalkMention | None = None
    crowd: tuple[int, tuple[TopicMention, ...]] = (-_GOES_ON, ())
    meant: tuple[int, frozenset[int] | None, tuple[TopicMention, ...]] = (-_GOES_ON, None, ())

    def sentence(
        self, view: View, found: Sequence[TalkMention], *, said: bool, heading: bool = False
    ) -> list[TalkMention]:
        """The mentions of a sentence with their topics; `said`: whether somebody was read to speak in it."""
        told = self._of_crowd(view, self._of_verbs(view, list(found), said=said))
        told = self._as_meant(view, told, heading=heading)
        self.last = next((m for m in reversed(told) if not m.back), self.last)
        return told

    def _of_verbs(self, view: View, found: list[TalkMention], *, said: bool) -> list[TalkMention]:
        """Give the sentence's talk what its verbs say was discussed; without a talk, give it to the one told last."""
        ranges = matters(view, self.frames, said=said)
        given = tuple(topic for first, last in ranges for topic in split(view, first, last, self.clean))
        if not given:
            return found
        several = {m.who for m in found if not m.back}
        if len(several) > 1 and any(m.topics for m in found):
            return found  # each has its own
        if found:
            return [replace(m, topics=distinct((*m.topics, *given))) for m in found]
        if self.last is None or not self._goes_on(view, self.last, ranges[0][1]):
            return []
        back = replace(
            self.last, parties=(), topics=given, place=None, date=None, claims=(), rule="matter", sentence=view.index,
            start=view.sentence.start, end=view.sentence.end, trigger=(given[0].start, given[0].end), back=True,
            weak=False, by=(),
        )  # fmt: skip
        return [back]

    def _goes_on(self, view: View, last: TalkMention, at: int) -> bool:
        """Whether the clause at token `at` has the sides, or the parties of the talk told last, for its subject, or
        says what was discussed («X یکی دیگر از موضوعات مورد بحث بود»).
        """
        subject = view.subject(view.predicate(view.row[at].first))
        parties = last.who
        theirs = bool(subject) and all(p.kind == "sides" or set(p.entities) <= parties for p in subject)
        return (theirs or any(one_of(view))) and 0 < view.index - last.sentence <= _GOES_ON

    def _as_meant(self, view: View, found: list[TalkMention], *, heading: bool) -> list[TalkMention]:
        """«برای گفت‌وگو درباره X به Y رفت. او با Z دیدار کرد», and a heading «X محور دیدار …» that tells no talk."""
        named = [m for m in found if not m.back]
        at, by, given = self.meant
        if named:
            self.meant = (-_GOES_ON, None, ())
            near = 0 < view.index - at <= (1 if by is None else _GOES_ON)
            theirs = [m for m in named if by is None or by & m.who]
            if near and theirs and not any(m.topics for m in named):
                return [replace(m, topics=given) if m in theirs else m for m in found]
        elif not found or heading:
            for slots in (fill(view, trigger, self.frames) for trigger in triggers(view, self.frames)):
                given = topics(view, slots, self.clean, self.frames)
                acting = (p for slot in ("subject", "control") for p in slots.found.get(slot, []))
                who = frozenset(e for p in acting for e in p.entities)
                if given and (who or heading):
                    self.meant = (view.index, None if heading else who, given)
        return found

    def _of_crowd(self, view: View, found: list[TalkMention]) -> list[TalkMention]:
        """«با همتایان خود درباره X گفت‌وگو کرد. وی با A، B و C …»: X is what he discussed with each of them."""
        named = [m for m in found if not m.back]
        near = 0 < view.index - self.crowd[0] <= _GOES_ON
        if len(named) > 1 and near and not any(m.topics for m in named):
            return [m if m.back else replace(m, topics=self.crowd[1]) for m in found]
        if not named and is_crowd(view):
            slots = [fill(view, trigger, self.frames) for trigger in triggers(view, self.frames)]
            given = [topic for s in slots for topic in topics(view, s, self.clean, self.frames)]
            self.crowd = (view.index, distinct(given))
        return found
