"""The promises of a graph folder, checked: evidence, quotes, ids, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphbuild import ids
from graphbuild.errors import CorrectionsError
from graphbuild.records import EntityRef, Evidence, Records
from graphbuild.store import folder as layout
from graphbuild.store import records as truth


@dataclass(frozen=True, slots=True)
class Fault:
    """One promise that a record does not keep."""

    record: str
    what: str


def check(folder: Path) -> list[Fault]:
    """What is wrong with a graph folder; empty when it is whole.

    Raises StoreError where there is no graph, one of another format, or damaged files. Does not open the database,
    which is made again whenever it does not fit the records.
    """
    from graphbuild.resolve.corrections import read  # here: it is asked for in a graph folder only

    found = list(faults(truth.load(folder)))
    try:
        read(folder / layout.CORRECTIONS)
    except CorrectionsError as error:
        found.append(Fault(layout.CORRECTIONS, str(error)))
    return found


def faults(records: Records) -> Iterator[Fault]:
    """What is wrong with records, kind by kind."""
    yield from _documents(records)
    yield from _evidence(records)
    yield from _references(records)
    yield from _ids(records)
    for talk in records.talks:
        if len(talk.participants) < 2:
            yield Fault(talk.id, "fewer than two take part in it")
        if not 0 <= talk.confidence <= 1:
            yield Fault(talk.id, f"its confidence {talk.confidence} is not in [0, 1]")
    for judgement in records.judgements:
        if not 0 <= judgement.score <= 1:
            yield Fault(judgement.id, f"its score {judgement.score} is not in [0, 1]")


def _documents(records: Records) -> Iterator[Fault]:
    for document in records.documents:
        if document.sha256 != ids.sha256(document.text):
            yield Fault(document.id, f"the hash is not that of the text of {document.path}")
        if document.id != ids.make("document", document.path, document.sha256):
            yield Fault(document.id, f"the id is not that of {document.path} and its text")


def _evidence(records: Records) -> Iterator[Fault]:
    texts = {document.path: document.text for document in records.documents}
    kinds: Sequence[tuple[Any, ...]] = (records.officials, records.talks, records.statements, records.holdings)
    for rows in kinds:
        for row in rows:
            if not row.evidence:
                yield Fault(row.id, "no evidence")
    for id, item in _quotes(records):
        text = texts.get(item.document)
        where = f"{item.document}:{item.start}–{item.end}"
        if text is None:
            yield Fault(id, f"{where}: there is no such document")
        elif text[item.start : item.end] != item.text or not item.text:
            yield Fault(id, f"{where}: the document does not say «{item.text}» there")


def _quotes(records: Records) -> Iterator[tuple[str, Evidence]]:
    kinds: Sequence[tuple[Any, ...]] = (
        records.officials, records.positions, records.holdings, records.talks, records.statements, records.judgements,
    )  # fmt: skip
    for rows in kinds:
        for row in rows:
            yield from ((row.id, item) for item in row.evidence)
    for talk in records.talks:
        yield from ((talk.id, claim.evidence) for claim in talk.claims)


def _references(records: Records) -> Iterator[Fault]:
    there = {
        "Official": {row.id for row in records.officials},
        "Position": {row.id for row in records.positions},
        "State": {row.id for row in records.states},
        "Organization": {row.id for row in records.organizations},
        "Topic": {row.id for row in records.topics},
        "Place": {row.id for row in records.places},
    }

    def missing(id: str, references: Iterable[EntityRef]) -> Iterator[Fault]:
        for ref in references:
            if ref.id not in there[ref.label]:
                yield Fault(id, f"it points at {ref.label} {ref.id} («{ref.name}»), which is not there")

    for talk in records.talks:
        parties = [party.entity for party in talk.participants]
        sources = [claim.source for claim in talk.claims]
        yield from missing(talk.id, [*parties, *sources, *talk.topics, *([talk.place] if talk.place else [])])
    for statement in records.statements:
        yield from missing(statement.id, [statement.speaker, *statement.about, *statement.mentions])
    for topic in records.topics:
        yield from missing(topic.id, topic.entities)
    for holding in records.holdings:
        ends = (EntityRef(holding.official, "Official", ""), EntityRef(holding.position, "Position", ""))
        yield from missing(holding.id, ends)
    owned = [*((p.id, p.state) for p in records.positions), *((o.id, o.state) for o in records.organizations)]
    for id, state in [*owned, *((p.id, p.state) for p in records.places)]:
        if state and state not in there["State"]:
            yield Fault(id, f"it points at State {state}, which is not there")
    for position in records.positions:
        if position.organization and position.organization not in there["Organization"]:
            yield Fault(position.id, f"it points at Organization {position.organization}, which is not there")


def _ids(records: Records) -> Iterator[Fault]:
    """Ids that can be made again from the record alone, and mentions that two talks claim."""
    for holding in records.holdings:
        if holding.id != ids.make("holding", holding.official, holding.position):
            yield Fault(holding.id, "the id is not that of its official and position")
    owner: dict[str, str] = {}
    for talk in records.talks:
        for anchor in talk.anchors:
            if owner.setdefault(anchor, talk.id) != talk.id:
                yield Fault(talk.id, f"its mention {anchor} is one of {owner[anchor]} too")
    nodes = {row.id for row in records.talks} | {row.id for row in records.officials}
    for judgement in records.judgements:
        if judgement.id != ids.make("judgement", judgement.kind, *sorted((judgement.left, judgement.right))):
            yield Fault(judgement.id, "the id is not that of what was compared")
        for node in judgement.nodes:
            if node not in nodes:
                yield Fault(judgement.id, f"it points at {node}, which is not there")
