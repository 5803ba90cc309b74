"""The relate stage: trees and links of a document → mentions of talks and statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graphbuild.document import Document
from graphbuild.errors import PipelineError
from graphbuild.relate.borrowed import of_several, with_borrowed_topics
from graphbuild.relate.cast import Cast
from graphbuild.relate.dates import told_day
from graphbuild.relate.denials import Denials
from graphbuild.relate.destinations import with_talks_of_journeys
from graphbuild.relate.discourse import (
    by_both,
    named_later,
    with_claims,
    with_days,
    with_days_of_journeys,
    with_days_of_leads,
    with_days_of_lists,
    with_days_of_nouns,
    with_days_of_sessions,
    with_days_told_from_others,
    with_the_only_day,
    without_the_talk,
)
from graphbuild.relate.frames import frames
from graphbuild.relate.headlines import told_again
from graphbuild.relate.hearsay import left_open, on_hearsay
from graphbuild.relate.implied import with_implied, with_other_side
from graphbuild.relate.interviews import asked, in_turn
from graphbuild.relate.journeys import with_days_of_arrivals, with_places_of_journeys
from graphbuild.relate.mediation import with_mediators
from graphbuild.relate.presence import with_participants, with_those_there
from graphbuild.relate.same_talk import (
    named_elsewhere,
    not_yet_before,
    of_own_sections,
    protested,
    sat_together,
    summoned_once,
)
from graphbuild.relate.scored import shipped
from graphbuild.relate.statements import StatementReader
from graphbuild.relate.talk_scores import WEIGHTS as TALK_WEIGHTS
from graphbuild.relate.talk_scores import pairs, with_scored_talks
from graphbuild.relate.talks import Reader
from graphbuild.relate.told_topics import TopicReader
from graphbuild.relate.topic_scores import WEIGHTS as TOPIC_WEIGHTS
from graphbuild.relate.topic_scores import Report, with_scored_topics
from graphbuild.relate.views import views

__all__ = ["Relater"]


@dataclass(frozen=True)
class Relater:
    """Reads talks and statements off the trees; fills `Document.talks` and `Document.statements`.

    Speakers without a name that the link stage could not know are added to `Document.links`. `talk_weights` are those
    of the scorer of talks; None for what the rules alone read.
    """

    talk_weights: Mapping[str, float] | None = field(default_factory=lambda: shipped(TALK_WEIGHTS))

    requires = frozenset({"clean", "sentences", "links"})
    provides = frozenset({"talks", "statements"})

    def __call__(self, document: Document) -> Document:
        document, report = self.read(document)
        talks = with_scored_topics(report, shipped(TOPIC_WEIGHTS))
        return replace(document, talks=with_places_of_journeys(talks, report.views))

    def read(self, document: Document) -> tuple[Document, Report]:
        """The document before its topics are scored, and what they are scored by."""
        if document.clean is None or document.sentences is None or document.links is None:
            raise PipelineError(f"{document.path}: relating needs the layers clean, sentences and links; link first")
        entities, clean = list(document.links.entities), document.clean
        published = document.published or told_day(clean.text)
        talks_reader = Reader(replace(document, published=published), entities, clean, frames())
        statement_reader = StatementReader(document.text, clean, entities, frames(), document.source)
        topic_reader = TopicReader(clean, frames())
        talks, statements, block = [], [], -1
        from graphbuild.read.items import items  # here: reading leans on the dates of this stage

        openings = {item.start for item in items(document.clean)}
        seen = views(document.sentences, clean, document.links)
        for view in seen:
            opens = view.sentence.block != block
            if opens and view.row[0].text.isdigit() and len(view.row) == 2:
                continue  # «۱.», which the line begins with
            said_here = statement_reader.sentence(
                view, opens_block=opens, opens_item=opens and view.sentence.block in openings
            )
            statements += said_here
            talks_reader.said = tuple(said_here)
            talks_reader.speaker = statement_reader.who.voice
            heading = clean.blocks[view.sentence.block].kind == "heading"
            found = talks_reader.sentence(view)
            talks += topic_reader.sentence(view, found, said=bool(said_here), heading=heading)
            block = view.sentence.block
        cast = Cast(entities, frames())
        talks += asked(talks, statements, cast, clean.text)
        talks += in_turn(talks, statements, cast, clean.text)
        told, said = named_later(
            sorted(talks, key=lambda talk: talk.sentence),
            statements,
            entities,
            statement_reader.who.named,
            seen,
        )
        blocks = clean.blocks
        headings = {i for i, s in enumerate(document.sentences) if blocks[s.block].kind == "heading"}
        told = of_own_sections(told, headings)
        told, said = told_again(told, said, entities, headings, clean.text)
        told, said = named_elsewhere(told, said, document.links, cast, clean.text)
        told = sat_together(told, clean.text)
        told = protested(summoned_once(not_yet_before(told, clean.text), entities, clean.text), entities)
        said = by_both(said, told, entities)
        links = replace(document.links, entities=tuple(entities))
        heard = [talks_reader.heard.get(view.index, view) for view in seen]
        told = with_those_there(told, entities)
        told = with_implied(told, talks_reader.unsaid, heard, entities)
        told = with_other_side(told, talks_reader.half, heard, entities, links.home)
        told = with_participants(told, seen, entities, frames())
        if self.talk_weights is not None:
            unread = pairs(seen, frames(), entities, said, clean)
            told = with_scored_talks(told, talks, unread, entities, self.talk_weights, talks_reader.scored)
        told = with_days(on_hearsay(told, said, links, clean.text, seen), clean.text)
        told = with_days_told_from_others(told, clean.text)
        told = with_days_of_lists(told, talks_reader.dates, seen, published)
        told = with_days_of_journeys(told, talks_reader.dates, seen)
        told = with_days_of_arrivals(told, talks_reader.dates, seen, published)
        told = with_days_of_leads(told, said, talks_reader.dates)
        told = with_days_of_sessions(told, talks_reader.dates, document.sentences, clean.text)
        told = with_days_of_nouns(told, talks_reader.dates, seen, published)
        told = with_the_only_day(told, talks_reader.dates, seen, published)
        told = with_mediators(told, seen, entities)
        told, said = of_several(told, clean.text), without_the_talk(told, said)
        told = with_claims(with_borrowed_topics(told, said, headings), said, links)
        told = left_open(Denials(entities, seen, said, headings, document.source).read(told), seen, said, entities)
        told = with_talks_of_journeys(told, talks_reader.bound, entities)
        document = replace(document, links=replace(links, entities=tuple(entities)), talks=told, statements=said)
        return document, Report(told, said, seen, clean, frames(), entities)
