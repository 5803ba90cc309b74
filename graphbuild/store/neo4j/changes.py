"""What differs between a graph's tables and a database: the rows to write and the rows to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import neo4j
import pyarrow as pa

from graphbuild.store.shape import Hop, Property, shape
from graphbuild.store.tables import SOURCE, TARGET, GraphTables

_Key = tuple[Any, ...]
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
    def pattern(self) -> str:
        """What matches all of them, as ``x``."""
        if self.hop is None:
            return f"(x:{self.name})"
        return f"(a:{self.hop.source})-[x:{self.hop.type}]->(b:{self.hop.target})"

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
    new: list[_Key]
    changed: list[_Key]
    gone: list[_Key]

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


def stored_counts(session: neo4j.Session, everything: list[Kind]) -> list[int]:
    """How many of each kind the database may hold, from its own counts, at once; they know no pairs of labels."""
    patterns = (
        f"(:{kind.name})" if kind.hop is None else f"(:{kind.hop.source})-[:{kind.hop.type}]->()" for kind in everything
    )
    asked = ", ".join(f"COUNT {{ {pattern} }}" for pattern in patterns)
    return list(session.run(f"RETURN [{asked}]").single(strict=True)[0])


def compare(session: neo4j.Session, kind: Kind, table: pa.Table, *, stored: int) -> Change:
    """Compare a table with what the database holds of its kind, row by row and value by value.

    `stored` is how many there may be, of `stored_counts`. Properties that the shape does not know are left out of
    sight. A relationship that is there twice counts as gone and as new: both are taken away and one is written.
    """
    wanted = _rows(table, kind)
    seen = [False] * len(wanted)
    place = {row[: len(kind.keys)]: i for i, row in enumerate(wanted)}
    changed: set[int] = set()
    twice: set[int] = set()
    gone: set[_Key] = set()
    for found in _stored(session, kind) if stored else ():
        key = found[: len(kind.keys)]
        i = place.get(key)
        if i is None:
            gone.add(key)
        elif seen[i]:
            twice.add(i)
        elif found != wanted[i]:
            changed.add(i)
        if i is not None:
            seen[i] = True
    gone |= {wanted[i][: len(kind.keys)] for i in twice}
    new = [i for i, was_there in enumerate(seen) if not was_there or i in twice]
    return Change(kind, [wanted[i] for i in new], [wanted[i] for i in sorted(changed - twice)], sorted(gone))


def _rows(table: pa.Table, kind: Kind) -> list[_Key]:
    """The rows as the database gives them back: days as text, lists as tuples."""
    columns = []
    for item in kind.columns():
        column = table.column(item.name)
        cells = (column.cast(pa.string()) if item.type == "DATE" else column).to_pylist()
        columns.append([None if cell is None else tuple(cell) for cell in cells] if _is_list(item) else cells)
    return list(zip(*columns, strict=True))


def _stored(session: neo4j.Session, kind: Kind) -> Iterable[_Key]:
    """The rows of a kind in the database."""
    lists = [i for i, item in enumerate(kind.columns()) if _is_list(item)]
    cells = ", ".join(_cell(item) for item in kind.columns())
    for record in session.run(f"MATCH {kind.pattern} RETURN {cells}"):
        row = record.values()
        for i in lists:
            row[i] = tuple(row[i]) if isinstance(row[i], list) else row[i]
        yield tuple(row)


def _cell(item: Property) -> str:
    if item in _ENDS:
        return f"{'a' if item.name == SOURCE else 'b'}.id"
    if item.type == "DATE":
        return f"toStringOrNull(x.`{item.name}`)"
    return f"x.`{item.name}`"


def _is_list(item: Property) -> bool:
    return item.type.startswith("LIST")
