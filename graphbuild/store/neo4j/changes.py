"""What differs between a graph's tables and a database: the rows to write and the rows to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, overload

import neo4j
import pyarrow as pa

from graphbuild.store.shape import Hop, Property, shape
from graphbuild.store.tables import SOURCE, TARGET, GraphTables

if TYPE_CHECKING:
    from graphbuild.store.neo4j.store import Neo4jStore

Progress = Callable[[int, int, str], None]  # done, of how many, which

AT_ONCE = 2  # sessions that read or write together: the server works for one of them on one core only
PART = 2_000  # rows that are read at once

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
    new: Sequence[_Row]
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


def compare(store: Neo4jStore, tables: GraphTables, progress: Progress) -> list[Change]:
    """Compare the tables with what the database holds, row by row and value by value; what is equal is left out.

    Properties that the shape does not know are left out of sight. A relationship that is there twice counts as gone
    and as new: both are taken away and one is written.
    """
    comparisons = {(kind.name, kind.labels): _Comparison(kind, table_of(tables, kind)) for kind in kinds()}
    with store.session(access=neo4j.READ_ACCESS) as session:
        stored = stored_counts(session)
    asked = [part for part in _parts(tables) if stored[part.name]]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done, (part, groups) in enumerate(zip(asked, pool.map(partial(_read, store), asked), strict=True)):
            progress(done, len(asked), f"compare {part.name}")
            for labels, rows in groups:
                if comparison := comparisons.get((part.name, tuple(labels))):
                    comparison.see(rows)
    progress(len(asked), len(asked), "compare")
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
        self._table = table
        self._seen: set[int] = set()
        self._changed: set[int] = set()
        self._twice: set[int] = set()
        self._gone: set[_Row] = set()

    @cached_property
    def _wanted(self) -> list[_Row]:
        return _rows(self._table, self.kind)

    @cached_property
    def _place(self) -> dict[_Row, int]:
        """Where the row of a key stands; an empty database needs none of it."""
        return {row[: len(self.kind.keys)]: i for i, row in enumerate(self._wanted)}

    def see(self, rows: Iterable[list[Any]]) -> None:
        """Take note of rows of the database."""
        width = len(self.kind.keys)
        for found in map(tuple, rows):
            i = self._place.get(found[:width])
            if i is None:
                self._gone.add(found[:width])
            elif i in self._seen:
                self._twice.add(i)
            else:
                self._seen.add(i)
                if found != self._wanted[i]:
                    self._changed.add(i)

    def change(self) -> Change:
        """What all that was seen comes to."""
        if not self._seen:
            return Change(self.kind, _Rows(self._table, self.kind), [], list(self._gone))
        wanted, twice = self._wanted, self._twice
        gone = self._gone | {wanted[i][: len(self.kind.keys)] for i in twice}
        new = [row for i, row in enumerate(wanted) if i not in self._seen or i in twice]
        return Change(self.kind, new, [wanted[i] for i in sorted(self._changed - twice)], list(gone))


class _Rows(Sequence[_Row]):
    """The rows of a table, made when they are asked for: while the server writes those before them."""

    def __init__(self, table: pa.Table, kind: Kind) -> None:
        self._table, self._kind = table, kind

    def __len__(self) -> int:
        return int(self._table.num_rows)

    @overload
    def __getitem__(self, place: int) -> _Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[_Row]: ...

    def __getitem__(self, place: int | slice) -> _Row | Sequence[_Row]:
        if isinstance(place, int):
            return _rows(self._table.slice(range(len(self))[place], 1), self._kind)[0]
        start, stop, step = place.indices(len(self))
        if step != 1:
            return list(self)[place]
        return _Rows(self._table.slice(start, max(0, stop - start)), self._kind)

    def __iter__(self) -> Iterator[_Row]:
        return iter(_rows(self._table, self._kind))


def _rows(table: pa.Table, kind: Kind) -> list[_Row]:
    """The rows as the database gives them back: days as text."""
    columns = []
    for item in kind.columns():
        column = table.column(item.name)
        columns.append((column.cast(pa.string()) if item.type == "DATE" else column).to_pylist())
    return list(zip(*columns, strict=True))


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of what the database holds of a label or a type: what has an id (at one end) in a range of ids.

    `pattern` binds what is read to x and the node whose id it goes by to `by`; `cells` are the columns of a row.
    """

    name: str
    pattern: str
    by: str
    labels: str
    cells: tuple[str, ...]
    start: str
    end: str | None

    def question(self) -> str:
        """The Cypher that gives the labels (of both ends) and the rows, many in one record.

        A record for each row would take the driver three times as long as the server.
        """
        within = f"{self.by}.id >= $start" + ("" if self.end is None else f" AND {self.by}.id < $end")
        return f"MATCH {self.pattern} WHERE {within} RETURN {self.labels} AS labels, collect([{', '.join(self.cells)}])"


def _parts(tables: GraphTables) -> Iterator[_Part]:
    """All parts of the database, cut so that each has about `PART` rows when it holds what the tables say.

    Relationships of a type are read by their ends of one label, whatever label the others have.
    """
    for kind in kinds():
        if kind.hop is None:
            ids = tables.nodes[kind.name].column("id").to_pylist()
            yield from _cut(_Part(kind.name, f"(x:{kind.name})", "x", f"['{kind.name}']", _cells(kind), "", None), ids)
    for type in shape().relationships:
        of_type = [kind for kind in kinds() if kind.hop is not None and kind.name == type]
        sources, targets = (dict.fromkeys(kind.labels[end] for kind in of_type) for end in (0, 1))
        by, place, column, labels = (
            ("a", 0, SOURCE, sources) if len(sources) <= len(targets) else ("b", 1, TARGET, targets)
        )
        for label in labels:
            tabled = [tables.relationships[kind.hop] for kind in of_type if kind.hop and kind.labels[place] == label]
            ids = [id for table in tabled for id in table.column(column).to_pylist()]
            ends = [f"(a:{label})" if by == "a" else "(a)", f"(b:{label})" if by == "b" else "(b)"]
            pair = [f"'{label}'" if end == by else f"[one IN labels({end}) WHERE one IN $labels][0]" for end in "ab"]
            whole = _Part(
                type, f"{ends[0]}-[x:{type}]->{ends[1]}", by, f"[{', '.join(pair)}]", _cells(of_type[0]), "", None
            )
            yield from _cut(whole, ids)


def _cut(whole: _Part, ids: list[str]) -> Iterator[_Part]:
    bounds = dict.fromkeys(("", *sorted(ids)[PART::PART]))
    for start, end in zip_longest(bounds, list(bounds)[1:]):
        yield replace(whole, start=start, end=end)


def _read(store: Neo4jStore, part: _Part) -> list[list[Any]]:
    """The labels and the rows of a part."""
    with store.session(access=neo4j.READ_ACCESS) as session:
        labels = list(shape().nodes)
        return session.run(part.question(), start=part.start, end=part.end, labels=labels).values()


def _cells(kind: Kind) -> tuple[str, ...]:
    return tuple(map(_cell, kind.columns()))


def _cell(item: Property) -> str:
    if item in _ENDS:
        return f"{'a' if item.name == SOURCE else 'b'}.id"
    if item.type == "DATE":
        return f"toStringOrNull(x.`{item.name}`)"
    return f"x.`{item.name}`"
