"""The records as a property graph: one Arrow table for each label and each hop of the shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import combinations
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from graphbuild.errors import StoreError
from graphbuild.folding import fold
from graphbuild.records import Evidence, Records, Talk
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
_Row = tuple[Any, ...]  # the ids of the source and the target, then the values in the order of the shape
_HopName = tuple[str, str, str]  # type, label of the source, label of the target


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
    nodes = {label: _node_table(label, rows) for label, rows in _nodes(records)}
    hops = {Hop(*name): rows for name, rows in _relationships(records).items()}
    relationships = {hop: _hop_table(hop, rows) for hop, rows in hops.items()}
    for hop, table in relationships.items():
        for label, end in ((hop.source, SOURCE), (hop.target, TARGET)):
            known = pc.is_in(table.column(end), value_set=nodes[label].column("id"))
            if table.num_rows and not pc.all(known).as_py():
                row = table.filter(pc.invert(known)).slice(0, 1).to_pylist()[0]
                raise StoreError(
                    f"{hop.type} of {row[TARGET if end == SOURCE else SOURCE]}: there is no {label} {row[end]} in the "
                    "records; build the graph again"
                )
    return GraphTables(nodes, relationships)


def _node_table(label: str, rows: list[_Values]) -> pa.Table:
    columns = {item.name: _column(item, [row[item.name] for row in rows]) for item in shape().nodes[label]}
    return _sorted(pa.table(columns), ["id"])


def _hop_table(hop: Hop, rows: list[_Row]) -> pa.Table:
    ends = (Property(end, "STRING", key=True) for end in (SOURCE, TARGET))
    properties = (*ends, *shape().relationships[hop.type])
    columns = zip(*rows, strict=True) if rows else [()] * len(properties)
    table = pa.table({item.name: _column(item, cells) for item, cells in zip(properties, columns, strict=True)})
    return _sorted(table, [item.name for item in properties if item.key])


def _column(item: Property, cells: Sequence[Any]) -> pa.Array:
    """The cells of a property; days are ISO text."""
    if item.type == "DATE":
        return pa.array(cells, pa.string()).cast(pa.date32())
    return pa.array(cells, ARROW[item.type])


def _sorted(table: pa.Table, keys: list[str]) -> pa.Table:
    """Rows in the order of the keys, the last of those that have the same."""
    table = table.sort_by([(key, "ascending") for key in keys])
    if table.num_rows < 2:
        return table
    same = [pc.equal(table.column(key).slice(1), table.column(key).slice(0, table.num_rows - 1)) for key in keys]
    last = pc.invert(reduce(pc.and_, same)).combine_chunks()
    return table if pc.all(last).as_py() else table.filter(pa.concat_arrays([last, pa.array([True])]))


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
                "date": r.date,
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
                "published": r.published,
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
        "date": talk.date,
        "date_precision": talk.date_precision,
        "date_text": talk.date_text,
        "factuality": talk.factuality,
        "cameo": talk.cameo,
        "plover": talk.plover,
        "confidence": talk.confidence,
        "search": _search(name, *(topic.name for topic in talk.topics)),
    }


def _relationships(records: Records) -> dict[_HopName, list[_Row]]:
    """The rows of each hop of the shape, some perhaps twice; KeyError for a hop that the shape does not have."""
    rows: dict[_HopName, list[_Row]] = {(hop.type, hop.source, hop.target): [] for hop in shape().hops}
    documents = {document.path: document.id for document in records.documents}

    def evidenced(label: str, id: str, items: Iterable[Evidence]) -> None:
        add = rows["EVIDENCED_BY", label, "Document"].append
        for item in items:
            add((id, documents.get(item.document, item.document), item.start, item.end, item.rule, item.text))

    for official in records.officials:
        evidenced("Official", official.id, official.evidence)
    for position in records.positions:
        evidenced("Position", position.id, position.evidence)
        if position.state:
            rows["OF", "Position", "State"].append((position.id, position.state))
        if position.organization:
            rows["OF", "Position", "Organization"].append((position.id, position.organization))
    for organization in records.organizations:
        if organization.state:
            rows["OF", "Organization", "State"].append((organization.id, organization.state))
    for holding in records.holdings:
        rows["HOLDS", "Official", "Position"].append(
            (holding.official, holding.position, holding.first_seen, holding.last_seen)
        )
        evidenced("Official", holding.official, holding.evidence)
    for topic in records.topics:
        for entity in topic.entities:
            rows["MENTIONS", "Topic", entity.label].append((topic.id, entity.id))
    for talk in records.talks:
        _talk_rows(talk, rows)
        evidenced("Talk", talk.id, talk.evidence)
    for statement in records.statements:
        rows["MADE", statement.speaker.label, "Statement"].append((statement.speaker.id, statement.id))
        for about in statement.about:
            rows["ABOUT", "Statement", about.label].append((statement.id, about.id))
        for mentioned in statement.mentions:
            rows["MENTIONS", "Statement", mentioned.label].append((statement.id, mentioned.id))
        evidenced("Statement", statement.id, statement.evidence)
    return rows


def _talk_rows(talk: Talk, rows: dict[_HopName, list[_Row]]) -> None:
    for party in talk.participants:
        end = party.entity
        rows["TOOK_PART", end.label, "Talk"].append(
            (end.id, talk.id, party.role, party.state, party.organization, party.position)
        )
    for topic in talk.topics:
        rows["ABOUT", "Talk", topic.label].append((talk.id, topic.id))
    if talk.place:
        rows["AT", "Talk", talk.place.label].append((talk.id, talk.place.id))
    for claim in talk.claims:
        source, quote = claim.source, claim.evidence
        rows[STANCE_TYPES[claim.stance], source.label, "Talk"].append(
            (source.id, talk.id, claim.stance, quote.document, quote.start, quote.end, quote.text)
        )
    topics = sorted(topic.name for topic in talk.topics)
    parties = sorted({(party.entity.label, party.entity.id) for party in talk.participants})
    for (label, id), (other_label, other) in combinations(parties, 2):
        rows["TALKED_WITH", label, other_label].append(
            (id, other, talk.id, talk.date, talk.kind, talk.factuality, topics)
        )


def _search(*names: str | None) -> str:
    """Folded names, each once and between bars, so that a whole name can be told from a part, and "|" is in all."""
    folded = dict.fromkeys(_fold(name) for name in names if name)
    return f"|{'|'.join(name.replace('|', ' ') for name in folded)}|"
