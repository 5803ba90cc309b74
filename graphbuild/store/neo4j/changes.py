"""What differs between a graph's tables and a database: the rows to write and the rows to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import neo4j
import pyarrow as pa

from graphbuild.store.shape import Hop, Property, shape
from graphbuild.store.tables import SOURCE, TARGET, GraphTables

Progress = Callable[[int, int, str], None]  # done, of how many, which

_Row = tuple[Any, ...]
_ENDS = (Property(SOURCE, "STRING", key=True), Property(TARGET, "STRING", key=True))


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of the graph: a label, or a relationship type between two labels.

    `keys` and `values` are its properties; a row's cells stand in the order of both.
    """

    name: str
    hop: Hop | None
    keys: tuple[Property, ...]
    values: tuple[Property, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Its label, or those of both ends."""
        return (self.name,) if self.hop is None else (self.hop.source, self.hop.target)

    @property
    def where(self) -> str:
        """Where they stand, for people."""
        return self.name if self.hop is None else f"{self.hop.source} {self.hop.type} {self.hop.target}"

    def columns(self) -> tuple[Property, ...]:
        """All properties in the order of a row's cells."""
        return self.keys + self.values


@dataclass(frozen=True, slots=True)
class Change:
    """What to do with one kind: `gone` rows, given by their keys, are taken away, the others written."""

    kind: Kind
    new: list[_Row]
    changed: list[_Row]
    gone: list[_Row]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def kinds() -> Iterator[Kind]:
    """All labels and then all hops of the shape."""
    for label, properties in shape().nodes.items():
        keys = tuple(item for item in properties if item.name == "id")
        yield Kind(label, None, keys, tuple(item for item in properties if item.name != "id"))
    for hop in shape().hops:
        properties = shape().relationships[hop.type]
        keys = (*_ENDS, *(item for item in properties if item.key))
        yield Kind(hop.type, hop, keys, tuple(item for item in properties if not item.key))


def table_of(tables: GraphTables, kind: Kind) -> pa.Table:
    """The table of a kind."""
    return tables.nodes[kind.name] if kind.hop is None else tables.relationships[kind.hop]


def compare(session: neo4j.Session, tables: GraphTables, progress: Progress) -> list[Change]:
    """Compare the tables with what the database holds, row by row and value by value; what is equal is left out.

    Properties that the shape does not know are left out of sight. A relationship that is there twice counts as gone
    and as new: both are taken away and one is written.
    """
    comparisons = {(kind.name, kind.labels): _Comparison(kind, table_of(tables, kind)) for kind in kinds()}
    stored = stored_counts(session)
    for i, (name, count) in enumerate(stored.items()):
        progress(i, len(stored), f"compare {name}")
        if count:
            kind = next(comparison.kind for comparison in comparisons.values() if comparison.kind.name == name)
            for labels, row in _stored(session, kind):
                if (name, labels) in comparisons:
                    comparisons[name, labels].see(row)
    progress(len(stored), len(stored), "compare")
    return [change for comparison in comparisons.values() if (change := comparison.change())]


def stored_counts(session: neo4j.Session) -> dict[str, int]:
    """How many nodes of each label and relationships of each type there are, from the database's own counts."""
    patterns = {label: f"(:{label})" for label in shape().nodes}
    patterns |= {type: f"()-[:{type}]->()" for type in shape().relationships}
    asked = ", ".join(f"COUNT {{ {pattern} }}" for pattern in patterns.values())
    return dict(zip(patterns, session.run(f"RETURN [{asked}]").single(strict=True)[0], strict=True))


class _Comparison:
    """The rows of one kind, and how those of the database differ from them."""

    def __init__(self, kind: Kind, table: pa.Table) -> None:
        self.kind = kind
        self._wanted = _rows(table, kind)
        self._place = {row[: len(kind.keys)]: i for i, row in enumerate(self._wanted)}
        self._seen = [False] * len(self._wanted)
        self._changed: set[int] = set()
        self._twice: set[int] = set()
        self._gone: set[_Row] = set()

    def see(self, found: _Row) -> None:
        """Take note of one row of the database."""
        key = found[: len(self.kind.keys)]
        i = self._place.get(key)
        if i is None:
            self._gone.add(key)
            return
        if self._seen[i]:
            self._twice.add(i)
        elif found != self._wanted[i]:
            self._changed.add(i)
        self._seen[i] = True

    def change(self) -> Change:
        """What all that was seen comes to."""
        wanted, twice = self._wanted, self._twice
        gone = self._gone | {wanted[i][: len(self.kind.keys)] for i in twice}
        new = [row for i, row in enumerate(wanted) if not self._seen[i] or i in twice]
        return Change(self.kind, new, [wanted[i] for i in sorted(self._changed - twice)], list(gone))


def _rows(table: pa.Table, kind: Kind) -> list[_Row]:
    """The rows as the database gives them back: days as text, lists as tuples."""
    columns = []
    for item in kind.columns():
        column = table.column(item.name)
        cells = (column.cast(pa.string()) if item.type == "DATE" else column).to_pylist()
        columns.append([None if cell is None else tuple(cell) for cell in cells] if _is_list(item) else cells)
    return list(zip(*columns, strict=True))


def _stored(session: neo4j.Session, kind: Kind) -> Iterator[tuple[tuple[str, ...], _Row]]:
    """What the database holds of a label, or of a type between any labels, each with the labels of its ends."""
    lists = [i for i, item in enumerate(kind.columns(), 2) if _is_list(item)]
    cells = ", ".join(_cell(item) for item in kind.columns())
    if kind.hop is None:
        asked = f"MATCH (x:{kind.name}) RETURN '{kind.name}', '', {cells}"
    else:
        ends = ", ".join(f"[label IN labels({end}) WHERE label IN $labels][0]" for end in "ab")
        asked = f"MATCH (a)-[x:{kind.name}]->(b) RETURN {ends}, {cells}"
    for record in session.run(asked, labels=list(shape().nodes)):
        row = record.values()
        for i in lists:
            row[i] = tuple(row[i]) if isinstance(row[i], list) else row[i]
        yield tuple(filter(None, row[:2])), tuple(row[2:])


def _cell(item: Property) -> str:
    if item in _ENDS:
        return f"{'a' if item.name == SOURCE else 'b'}.id"
    if item.type == "DATE":
        return f"toStringOrNull(x.`{item.name}`)"
    return f"x.`{item.name}`"


def _is_list(item: Property) -> bool:
    return item.type.startswith("LIST")
