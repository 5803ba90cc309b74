"""Bring a graph into a database: the schema, then what differs, nodes before relationships, then what is gone."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

import neo4j

from graphbuild import __version__
from graphbuild.errors import StoreError
from graphbuild.records import Records
from graphbuild.store.neo4j.changes import AT_ONCE, Change, Progress, compare, stored_counts
from graphbuild.store.neo4j.connection import translated
from graphbuild.store.neo4j.statements import take_away, write_changed, write_new
from graphbuild.store.shape import schema_text, shape, statements
from graphbuild.store.tables import GraphTables, graph_tables

if TYPE_CHECKING:
    from graphbuild.store.neo4j.store import Neo4jStore

BATCH = 10_000  # rows of a transaction
MARK = "Graphbuild"  # label of the one node that says whose graph this is
_MARK = f"(m:{MARK} {{id: 'graphbuild'}})"
INDEX_SECONDS = 300

_Places = tuple[Mapping[str, str], Mapping[str, str]]  # of the sources and the targets: our id → the database's


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did, or would do where `dry_run`.

    `changes` has for each label and relationship type how many are new, changed and gone; `counters` are the server's
    own, all zero when nothing differed.
    """

    uri: str
    database: str | None
    dry_run: bool
    changes: dict[str, tuple[int, int, int]]
    unchanged: int
    counters: dict[str, int]
    seconds: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        found = asdict(self)
        found["changes"] = {
            name: dict(zip(("new", "changed", "gone"), counts, strict=True)) for name, counts in self.changes.items()
        }
        return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: the rows live to the end, and looking for garbage among millions takes long."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def load(
    store: Neo4jStore, records: Records, *, dry_run: bool = False, progress: Progress = lambda done, total, name: None
) -> LoadReport:
    """Make the database hold exactly what the records say, and write only what differs.

    Up to `BATCH` changed rows are one transaction: all or nothing. More are several; a load that is broken off leaves
    a part, and the next one ends it. Two at once give the same graph as one. Nodes and relationships of labels and
    types that are not in the shape are left alone, and so are properties that others added.

    Raises StoreError: records that point at nothing, a database that holds a graph of others or one of another
    schema, a user who may only read; ConnectionFailed.
    """
    watch = _Watch()
    tables = graph_tables(records)
    watch.lap("tables")
    counters: dict[str, int] = {}
    with translated(store.login):
        with store.session(access=neo4j.READ_ACCESS) as session:
            _check_owner(session, store.login.uri)
        if dry_run:
            changes = compare(store, tables, progress)
            watch.lap("compare")
        else:
            with store.session() as session:
                _mark(session)
            with _alone(store):
                constraints, indexes = _schema()
                with store.session() as session:
                    _prepare(session, constraints, counters)
                watch.lap("schema")
                changes = compare(store, tables, progress)
                watch.lap("compare")
                _apply(store, changes, sum(table.num_rows for table in tables.nodes.values()), counters, progress)
                watch.lap("write")
                with store.session() as session:
                    _prepare(session, indexes, counters)
                watch.lap("indexes")
    return _report(store, changes, tables, counters, watch.seconds, dry_run=dry_run)


class _Watch:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = round(now - self._since, 2)
        self._since = now


def schema_mark() -> str:
    """What tells one shape of the graph from another."""
    return hashlib.sha256(repr(shape()).encode()).hexdigest()[:16]


def _check_owner(session: neo4j.Session, uri: str) -> None:
    """Refuse a database of others: what the records do not say is taken away, and theirs must not be."""
    mark = session.run(f"MATCH {_MARK} RETURN m.schema, m.version").values()
    if mark and mark[0][0] != schema_mark():
        raise StoreError(
            f"{uri}: the graph there has the schema of graphbuild {mark[0][1]}, this is {__version__}; load into "
            "another database (--database) or an empty one"
        )
    if not mark:
        for label, stored in stored_counts(session).items():
            if stored:
                raise StoreError(
                    f"{uri}: the database holds {label} nodes that graphbuild did not load, and would lose them; "
                    "load into another database (--database) or an empty one"
                )


def _mark(session: neo4j.Session) -> None:
    """Say whose graph this is, before anything is written: a load that is broken off is then known as ours."""
    values = {"schema": schema_mark(), "version": __version__}
    if session.run(f"MATCH {_MARK} RETURN m.schema AS schema, m.version AS version").data() != [values]:
        unique = f"CREATE CONSTRAINT graphbuild_id IF NOT EXISTS FOR (m:{MARK}) REQUIRE m.id IS UNIQUE"
        session.execute_write(lambda tx: tx.run(unique).consume())
        session.execute_write(lambda tx: tx.run(f"MERGE {_MARK} SET m += $values", values=values).consume())


@contextmanager
def _alone(store: Neo4jStore) -> Iterator[None]:
    """Keep other loaders waiting: a transaction that is never committed holds the lock of the mark.

    The server frees it when this process or the connection ends, however that comes.
    """
    with store.session() as session, session.begin_transaction() as transaction:
        transaction.run(f"MATCH {_MARK} SET m.lock = randomUUID()").consume()
        yield
        transaction.rollback()


def _schema() -> tuple[list[str], list[str]]:
    """The statements of the schema: constraints, which the writing needs, and indexes, which come after it.

    An index that is made over rows that are there costs a fraction of one that is kept while they are written.
    """
    every = statements(schema_text())
    constraints = [statement for statement in every if statement.startswith("CREATE CONSTRAINT")]
    return constraints, [statement for statement in every if statement not in constraints]


def _prepare(session: neo4j.Session, wanted: list[str], counters: dict[str, int]) -> None:
    """Make those constraints and indexes that are missing, and wait until they answer."""
    for statement in wanted:
        for summary in session.execute_write(_run, [_Write("schema", statement, [])]):
            _count(summary, counters)
    session.run("CALL db.awaitIndexes($seconds)", seconds=INDEX_SECONDS).consume()


@dataclass(frozen=True, slots=True)
class _Write:
    """Rows for one statement. `places`: the database's ids of the ends, to give instead of ours."""

    which: str
    statement: str
    rows: Sequence[Any]
    places: _Places | None = None

    def values(self) -> list[list[Any]]:
        """The rows as the statement takes them."""
        if self.places is None:
            return [list(row) for row in self.rows]
        sources, targets = self.places
        return [[sources[row[0]], targets[row[1]], *row[2:]] for row in self.rows]


def _apply(store: Neo4jStore, changes: list[Change], nodes: int, counters: dict[str, int], progress: Progress) -> None:
    """Write the changes of a graph of so many nodes."""
    total = sum(len(change.new) + len(change.changed) + len(change.gone) for change in changes)
    done = 0
    broken = Event()

    def write(several: list[_Write]) -> list[neo4j.ResultSummary]:
        if broken.is_set():
            return []
        try:
            with store.session() as session:
                return session.execute_write(_run, several)
        except BaseException:
            broken.set()  # what waits would try the server in vain, one after the other
            raise

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for step in _steps(store, changes, total, nodes):
            for several, summaries in zip(step, pool.map(write, step), strict=True):
                for summary in summaries:
                    _count(summary, counters)
                done += sum(len(item.rows) for item in several)
                progress(done, total, several[-1].which)


def _steps(store: Neo4jStore, changes: list[Change], total: int, nodes: int) -> Iterator[list[list[_Write]]]:
    """The work as steps of transactions, whose order in a step does not matter; all in one when it is little.

    Each step is made when the one before it is done: relationships can then be given the places of their ends, which
    pays when there are more of them than nodes to ask for.
    """
    if total <= BATCH:
        everything = [item for step in _work(changes, None) for item in step]
        yield from [[everything]] if everything else []
        return
    new = sum(len(change.new) for change in changes if change.kind.hop is not None)
    yield from ([[item] for item in step] for step in _work(changes, store if new > nodes else None))


def _work(changes: list[Change], placed: Neo4jStore | None) -> Iterator[Iterable[_Write]]:
    """Nodes before relationships, and what is gone last, relationships first; what is there twice goes before."""
    nodes = [change for change in changes if change.kind.hop is None]
    relationships = [change for change in changes if change.kind.hop is not None]
    twice, gone = {}, {}
    for change in changes:
        written = {row[: len(change.kind.keys)] for row in change.new} if change.gone else set()
        twice[change.kind] = [key for key in change.gone if key in written]
        gone[change.kind] = [key for key in change.gone if key not in written]
    for some in (nodes, relationships):
        yield (item for one in some for item in _batches(one, take_away(one.kind), twice[one.kind]))
        if placed is None or some is nodes:
            yield (item for one in some for item in _batches(one, write_new(one.kind), one.new))
        else:
            yield _new_at_places(placed, some)
        yield (item for one in some for item in _batches(one, write_changed(one.kind), one.changed))
    for some in (relationships, nodes):
        yield (item for one in some for item in _batches(one, take_away(one.kind), gone[one.kind]))


def _new_at_places(store: Neo4jStore, changes: list[Change]) -> Iterator[_Write]:
    places: dict[str, dict[str, str]] = {}
    with store.session(access=neo4j.READ_ACCESS) as session:
        for label in {label for change in changes if change.new for label in change.kind.labels}:
            asked = f"MATCH (n:{label}) RETURN collect([n.id, elementId(n)])"
            places[label] = dict(session.run(asked).single(strict=True)[0])
    for change in changes:
        source, target = (places.get(label, {}) for label in change.kind.labels)
        yield from _batches(change, write_new(change.kind, placed=True), change.new, (source, target))


def _batches(change: Change, statement: str, rows: Sequence[Any], places: _Places | None = None) -> Iterator[_Write]:
    for start in range(0, len(rows), BATCH):
        yield _Write(change.kind.where, statement, rows[start : start + BATCH], places)


def _run(transaction: neo4j.ManagedTransaction, work: list[_Write]) -> list[neo4j.ResultSummary]:
    return [transaction.run(item.statement, rows=item.values()).consume() for item in work]


def _count(summary: neo4j.ResultSummary, counters: dict[str, int]) -> None:
    for name, value in vars(summary.counters).items():
        if isinstance(value, int) and not isinstance(value, bool) and not name.startswith("_"):
            counters[name] = counters.get(name, 0) + value


def _report(
    store: Neo4jStore,
    changes: list[Change],
    tables: GraphTables,
    counters: dict[str, int],
    seconds: dict[str, float],
    *,
    dry_run: bool,
) -> LoadReport:
    by_name: dict[str, tuple[int, int, int]] = {}
    for change in changes:
        new, changed, gone = by_name.get(change.kind.name, (0, 0, 0))
        by_name[change.kind.name] = (
            new + len(change.new),
            changed + len(change.changed),
            gone + len(change.gone),
        )
    rows = sum(table.num_rows for table in (*tables.nodes.values(), *tables.relationships.values()))
    touched = sum(new + changed for new, changed, _ in by_name.values())
    return LoadReport(
        uri=store.login.uri,
        database=store.login.database,
        dry_run=dry_run,
        changes=by_name,
        unchanged=rows - touched,
        counters=counters,
        seconds=seconds,
    )
