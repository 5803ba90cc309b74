"""From the mentions of a document to drafts of talks, and to statements."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from graphbuild import ids
from graphbuild.document import Clean, Document
from graphbuild.folding import fold
from graphbuild.link.model import Links
from graphbuild.records import Claim, EntityRef, Statement, TalkKind
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.relate.model import StatementMention, TalkMention, TopicMention
from graphbuild.resolve import codes
from graphbuild.resolve.bench import Bench
from graphbuild.resolve.confidence import strength, surest
from graphbuild.resolve.draft import Draft, Told
from graphbuild.resolve.layers import clean_of, links_of, quote
from graphbuild.resolve.nodes import Nodes
from graphbuild.resolve.topics import entities_of

_VAGUE: frozenset[TalkKind] = frozenset({"talk", "contact"})  # kinds that do not say how the two talked
_CALLS: frozenset[TalkKind] = frozenset({"phone_call", "video_call"})
_WEEK = 7  # days
_BACK = 0.8  # score of a mention that points back («در این دیدار») at the talk before it


class Reading:
    """Reads the talks and statements of one document into drafts and records.

    `name` is what the document is called in the ids of its mentions; `wrong` are anchors that the analyst rejects.
    """

    def __init__(
        self, document: Document, nodes: Nodes, bench: Bench, *, name: str, wrong: Collection[str] = frozenset()
    ) -> None:
        self.document, self.nodes, self.bench, self.name, self.wrong = document, nodes, bench, name, wrong
        self.links: Links = links_of(document)
        self.clean: Clean = clean_of(document)
        self._told: Counter[tuple[str, str]] = Counter()

    def drafts(self) -> list[Draft]:
        """A draft for each mention with parties; what points back is added to the talk that it points at."""
        drafts: list[Draft] = []
        ahead: list[tuple[TalkMention, Told]] = []  # without parties, before the first talk that names them
        for mention in self.document.talks or ():
            told = self._mention(mention)
            if mention.back and told.anchor in self.wrong:
                continue
            if mention.back and not drafts:
                ahead.append((mention, told))
            elif mention.back:
                self._back(drafts, mention, told)
            else:
                drafts.append(self._draft(mention, told))
                while ahead:
                    self._back(drafts, *ahead.pop(0))
        return [draft for draft in drafts if draft.told[0].anchor not in self.wrong]

    def statements(self) -> Iterator[Statement]:
        """The statements of the document."""
        for mention in self.document.statements or ():
            if self.links.entities[mention.speaker].kind != "sides":
                statement = self._statement(mention)
                if not self.wrong or statement.anchors[0] not in self.wrong:
                    yield statement

    def _mention(self, mention: TalkMention) -> Told:
        cited = quote(self.document, self.clean, mention.start, mention.end, mention.rule)
        how = [
            surest(r.how for r in self.links.references if r.sentence == mention.sentence and r.entity == party.entity)
            for party in mention.parties
        ]
        return Told(
            anchor=self._anchor(mention.start, mention.end, self.clean.text[slice(*mention.trigger)]),
            evidence=cited,
            source=self.document.source or self.document.path,
            strength=strength(mention.rule, how, weak=mention.weak, score=None if mention.back else mention.score),
        )

    def _anchor(self, start: int, end: int, what: str) -> str:
        """An id from the document's name, the sentence and the word that tells of it, so that other text, other rules
        and other documents leave it alone; a change of the sentence itself does not.
        """
        sentence, word = fold(self.clean.text[start:end]), fold(what)
        self._told[sentence, word] += 1
        return ids.make("mention", self.name, sentence, word, str(self._told[sentence, word]))

    def _back(self, drafts: list[Draft], mention: TalkMention, told: Told) -> None:
        """Give the last talk of a fitting kind, if any, what a mention without parties of its own says of it."""
        allowed = [d for d in drafts if not self.bench.forbids_anchors(d.anchors, frozenset({told.anchor}))]
        fits = [d for d in reversed(allowed) if compatible_kinds(d.kind, mention.kind)]
        if not fits:
            return
        acting = {self.nodes.ref(self.links.entities[entity]).id for entity in mention.by}
        draft = next((d for d in fits if acting & d.participants.keys()), fits[0])
        score, reason = _BACK, "for: it points back at the talk before it; its kind fits"
        if mention.score is not None:
            named = "», «".join(topic.text for topic in mention.topics)
            score, reason = mention.score, f"for: the scorer of topics finds «{named}» likely"
        self.bench.judged(
            "talk", (draft.told[0].anchor, draft.told[0].evidence), (told.anchor, told.evidence),
            same=True, score=score, reason=reason,
        )  # fmt: skip
        if draft.kind in _VAGUE and mention.kind in _CALLS and told.evidence.start == draft.told[0].evidence.start:
            draft.kind, draft.place = mention.kind, None  # «در این تماس تلفنی X با Y در میان گذاشت …»
        draft.topics += self._topics(mention.topics)
        ahead = mention.factuality == "planned" and draft.factuality == "asserted"  # it may be another one
        day = mention.date
        if day is not None and day.date is not None and not ahead and _tells_more(draft, day.date, day.precision):
            draft.date, draft.date_precision, draft.date_text = day.date.isoformat(), day.precision, day.text
        draft.evidence.append(told.evidence)
        draft.told.append(replace(told, join=_BACK if mention.score is None else 0.0))

    def _draft(self, mention: TalkMention, told: Told) -> Draft:
        parties = [self.nodes.participant(self.links.entities[p.entity], p.role) for p in mention.parties]
        day = mention.date
        return Draft(
            document=self.document.path,
            published=self.document.published,
            kind=mention.kind,
            factuality=mention.factuality,
            participants={p.entity.id: p for p in parties},
            topics=self._topics(mention.topics),
            weak=mention.weak,
            aside=mention.aside,
            recalled=mention.recalled,
            place=mention.place,
            date=day.date.isoformat() if day and day.date else None,
            date_precision=day.precision if day and day.date else None,
            date_text=day.text if day else None,
            claims=[
                Claim(
                    source=self.nodes.ref(self.links.entities[c.source]),
                    stance=c.stance,
                    evidence=quote(self.document, self.clean, c.start, c.end, mention.rule),
                )
                for c in mention.claims
            ],
            evidence=[told.evidence],
            told=[told],
        )

    def _topics(self, mentions: tuple[TopicMention, ...]) -> list[EntityRef]:
        return [self.nodes.topic(m.text, map(self.nodes.ref, entities_of(m, self.links))) for m in mentions]

    def _statement(self, mention: StatementMention) -> Statement:
        cited = quote(self.document, self.clean, mention.start, mention.end, mention.rule)
        speaker = self.nodes.ref(self.links.entities[mention.speaker])
        said = self.clean.raw_span(*mention.content)
        named = [self.links.entities[entity] for entity in mention.mentions]
        mentioned = [self.nodes.ref(entity) for entity in named if entity.kind not in {"sides", "unnamed"}]
        return Statement(
            id=ids.make("statement", self.document.id, str(cited.start), speaker.id, mention.act),
            speaker=speaker,
            act=mention.act,
            verb=mention.verb,
            text=self.document.text[said.start : said.end],
            date=self.document.published.isoformat() if self.document.published else None,
            plover=codes.statement(mention.act).plover,
            about=tuple(self._topics(mention.about)),
            mentions=tuple({ref.id: ref for ref in mentioned}.values()),
            evidence=(cited,),
            anchors=(self._anchor(mention.start, mention.end, "statement"),),
        )


def _tells_more(draft: Draft, day: dt.date, precision: str) -> bool:
    """Whether a date says when the talk of a draft was, where nothing did, or only the week in which the day is."""
    if draft.date is None:
        return True
    week = draft.date_precision == "week" and precision == "day"
    return week and 0 <= (day - dt.date.fromisoformat(draft.date)).days < _WEEK
