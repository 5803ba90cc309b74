"""The records as a property graph: one Arrow table for each label and each hop of the shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from operator import itemgetter
from typing import Any

import pyarrow as pa

from graphbuild.errors import StoreError
from graphbuild.folding import fold
from graphbuild.records import Claim, EntityRef, Evidence, Records, Talk
from graphbuild.store.shape import Hop, Property, shape

ARROW = {
    "STRING": pa.string(),
    "INTEGER": pa.int64(),
    "FLOAT": pa.float64(),
    "DATE": pa.date32(),
    "LIST<STRING>": pa.list_(pa.string()),
}
STANCE_TYPES = {"reports": "REPORTED", "claims": "CLAIMED", "denies": "DENIED", "announces": "ANNOUNCED"}
SOURCE, TARGET = "from", "to"  # the columns of a hop's table that hold the ids of its ends

_fold = lru_cache(50_000)(fold)  # a topic is folded once for each talk about it
_NAME_LENGTH = 80  # characters of a statement that serve as its name

_Values = dict[str, Any]
_Ends = tuple[str, str, str, str]  # label and id of the source, label and id of the target
_Edge = tuple[str, _Ends, _Values]


@dataclass(frozen=True)
class GraphTables:
    """Nodes by label and relationships by hop, each sorted (by id; by both ends and the key); empty tables included.

    The columns are the properties of the shape; a relationship's come after the ids in `SOURCE` and `TARGET`.
    """

    nodes: dict[str, pa.Table]
    relationships: dict[Hop, pa.Table]


def graph_tables(records: Records) -> GraphTables:
    """The whole graph that the records say, with the relationships that are derived.

    Raises StoreError when a record points at one that is not there.
    """
    nodes = {label: {row["id"]: row for row in rows} for label, rows in _nodes(records)}
    edges: dict[tuple[str, str, str], dict[tuple[Any, ...], _Values]] = {
        (hop.type, hop.source, hop.target): {} for hop in shape().hops
    }
    keys = {type: _key_of([item.name for item in items if item.key]) for type, items in shape().relationships.items()}
    for type, (source_label, source, target_label, target), values in _edges(records):
        if source not in nodes[source_label] or target not in nodes[target_label]:
            label, id = (target_label, target) if source in nodes[source_label] else (source_label, source)
            raise StoreError(f"{type} of {source}: there is no {label} {id} in the records; build the graph again")
        edges[type, source_label, target_label][source, target, *keys[type](values)] = values
    return GraphTables(
        {label: _table(shape().nodes[label], [rows[id] for id in sorted(rows)]) for label, rows in nodes.items()},
        {Hop(*names): _hop_table(names[0], rows) for names, rows in edges.items()},
    )


def _key_of(names: list[str]) -> Callable[[_Values], tuple[Any, ...]]:
    """What gives the values of these properties."""
    if not names:
        return lambda values: ()
    found = itemgetter(*names)
    return found if len(names) > 1 else lambda values: (found(values),)


def _hop_table(type: str, rows: dict[tuple[Any, ...], _Values]) -> pa.Table:
    order = sorted(rows)
    ends = {name: [key[place] for key in order] for place, name in enumerate((SOURCE, TARGET))}
    return _table(shape().relationships[type], [rows[key] for key in order], ends)


def _table(
    properties: Iterable[Property], rows: list[_Values], ends: Mapping[str, list[str]] | None = None
) -> pa.Table:
    """A table of the ends and the properties."""
    columns = {name: pa.array(ids, pa.string()) for name, ids in (ends or {}).items()}
    columns |= {item.name: pa.array([row[item.name] for row in rows], ARROW[item.type]) for item in properties}
    return pa.table(columns)


def _nodes(records: Records) -> Iterator[tuple[str, list[_Values]]]:
    yield (
        "Official",
        [
            {
                "id": r.id,
                "name": r.name,
                "name_en": r.name_en,
                "aliases": list(r.aliases),
                "search": _search(r.name, r.name_en, *r.aliases),
            }
            for r in records.officials
        ],
    )
    yield (
        "Position",
        [
            {"id": r.id, "name": r.name, "title": r.title, "kind": r.kind, "search": _search(r.name)}
            for r in records.positions
        ],
    )
    yield (
        "State",
        [
            {"id": r.id, "name": r.name, "name_en": r.name_en, "search": _search(r.name, r.name_en, r.id)}
            for r in records.states
        ],
    )
    yield (
        "Organization",
        [
            {"id": r.id, "name": r.name, "name_en": r.name_en, "kind": r.kind, "search": _search(r.name, r.name_en)}
            for r in records.organizations
        ],
    )
    yield "Topic", [{"id": r.id, "name": r.name, "key": r.key, "search": _search(r.name)} for r in records.topics]
    yield "Place", [{"id": r.id, "name": r.name, "state": r.state, "search": _search(r.name)} for r in records.places]
    yield "Talk", [_talk(talk) for talk in records.talks]
    yield (
        "Statement",
        [
            {
                "id": r.id,
                "name": r.text if len(r.text) <= _NAME_LENGTH else r.text[: _NAME_LENGTH - 1] + "…",
                "act": r.act,
                "verb": r.verb,
                "text": r.text,
                "date": _date(r.date),
                "plover": r.plover,
                "search": _search(r.text),
            }
            for r in records.statements
        ],
    )
    yield (
        "Document",
        [
            {
                "id": r.id,
                "name": r.title or r.path,
                "path": r.path,
                "title": r.title,
                "source": r.source,
                "url": r.url,
                "published": _date(r.published),
                "sha256": r.sha256,
                "search": _search(r.title, r.path),
            }
            for r in records.documents
        ],
    )


def _talk(talk: Talk) -> _Values:
    name = " – ".join(participant.entity.name for participant in talk.participants)
    return {
        "id": talk.id,
        "name": name,
        "kind": talk.kind,
        "date": _date(talk.date),
        "date_precision": talk.date_precision,
        "date_text": talk.date_text,
        "factuality": talk.factuality,
        "cameo": talk.cameo,
        "plover": talk.plover,
        "confidence": talk.confidence,
        "search": _search(name, *(topic.name for topic in talk.topics)),
    }


def _edges(records: Records) -> Iterator[_Edge]:
    documents = {document.path: document.id for document in records.documents}

    def evidenced(label: str, id: str, items: Iterable[Evidence]) -> Iterator[_Edge]:
        for item in items:
            ends = (label, id, "Document", documents.get(item.document, item.document))
            yield "EVIDENCED_BY", ends, {"start": item.start, "end": item.end, "rule": item.rule, "quote": item.text}

    for official in records.officials:
        yield from evidenced("Official", official.id, official.evidence)
    for position in records.positions:
        yield from evidenced("Position", position.id, position.evidence)
        if position.state:
            yield "OF", ("Position", position.id, "State", position.state), {}
        if position.organization:
            yield "OF", ("Position", position.id, "Organization", position.organization), {}
    for organization in records.organizations:
        if organization.state:
            yield "OF", ("Organization", organization.id, "State", organization.state), {}
    for holding in records.holdings:
        seen = {"first_seen": _date(holding.first_seen), "last_seen": _date(holding.last_seen)}
        yield "HOLDS", ("Official", holding.official, "Position", holding.position), seen
        yield from evidenced("Official", holding.official, holding.evidence)
    for topic in records.topics:
        for entity in topic.entities:
            yield "MENTIONS", ("Topic", topic.id, entity.label, entity.id), {}
    for talk in records.talks:
        yield from _talk_edges(talk)
        yield from evidenced("Talk", talk.id, talk.evidence)
    for statement in records.statements:
        end = ("Statement", statement.id)
        yield "MADE", (statement.speaker.label, statement.speaker.id, *end), {}
        for about in statement.about:
            yield "ABOUT", (*end, about.label, about.id), {}
        for mentioned in statement.mentions:
            yield "MENTIONS", (*end, mentioned.label, mentioned.id), {}
        yield from evidenced(*end, statement.evidence)


def _talk_edges(talk: Talk) -> Iterator[_Edge]:
    end = ("Talk", talk.id)
    for party in talk.participants:
        yield (
            "TOOK_PART",
            (party.entity.label, party.entity.id, *end),
            {"role": party.role, "state": party.state, "organization": party.organization, "position": party.position},
        )
    for topic in talk.topics:
        yield "ABOUT", (*end, topic.label, topic.id), {}
    if talk.place:
        yield "AT", (*end, talk.place.label, talk.place.id), {}
    for claim in talk.claims:
        yield STANCE_TYPES[claim.stance], (claim.source.label, claim.source.id, *end), _claim(claim)
    values = {
        "talk": talk.id,
        "date": _date(talk.date),
        "kind": talk.kind,
        "factuality": talk.factuality,
        "topics": [topic.name for topic in talk.topics],
    }
    for one, other in combinations(_distinct(party.entity for party in talk.participants), 2):
        yield "TALKED_WITH", (one.label, one.id, other.label, other.id), values


def _distinct(entities: Iterable[EntityRef]) -> list[EntityRef]:
    unique = {(entity.label, entity.id): entity for entity in entities}
    return [unique[key] for key in sorted(unique)]


def _claim(claim: Claim) -> _Values:
    quote = claim.evidence
    return {
        "stance": claim.stance,
        "document": quote.document,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
    }


def _search(*names: str | None) -> str:
    """Folded names, each once and between bars, so that a whole name can be told from a part, and "|" is in all."""
    folded = dict.fromkeys(_fold(name) for name in names if name)
    return f"|{'|'.join(name.replace('|', ' ') for name in folded)}|"


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
