"""Neo4j against its own bulk import, the questions on both stores, and what a kill leaves: one command, one table.

python benchmarks/neo4j_load.py [--talks 200000] [--kills 10] [--kill-talks 5000] [--work DIR]

All of it in one run on one machine, the server warmed up first: only ratios mean something. A question that names
somebody or something is asked about parties, states and topics drawn as often as they occur (the median of them), then
about the busiest of all.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from synthetic import synthetic

from graphbuild import server
from graphbuild.errors import GraphbuildError
from graphbuild.query.library import Question, ask, questions
from graphbuild.records import Records
from graphbuild.server import jars
from graphbuild.server.process import ADMIN
from graphbuild.store.base import Store
from graphbuild.store.embedded import EmbeddedStore
from graphbuild.store.neo4j import Login, bulk, loader
from graphbuild.store.neo4j.changes import kinds, table_of
from graphbuild.store.neo4j.statements import write_changed
from graphbuild.store.neo4j.store import Neo4jStore
from graphbuild.store.tables import graph_tables

WARM_TALKS, ROW_BY_ROW, RUNS, DRAWN = 20_000, 1_000, 5, 15
SETTINGS = {"server.memory.pagecache.size": "1g"}  # as for a graph of that size: its files are 0.8 GB


def main() -> None:
    """Run all of it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talks", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--kill-talks", type=int, default=5_000)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        records = synthetic(options.talks)
        table = Table("what", "figure", "ratio", title=f"{options.talks} talks")
        _loads(records, work, table)
        _questions(records, work, table)
        server.down(work / "home")  # emptying a graph of that size would take longer than a new one
        _kills(synthetic(options.kill_talks), options.kills, work / "kills", table)
        server.down(work / "kills" / "home")
    Console().print(table)


def _loads(records: Records, work: Path, table: Table) -> None:
    tables = graph_tables(records)
    rows = sum(one.num_rows for one in (*tables.nodes.values(), *tables.relationships.values()))
    _say(table, "rows", f"{rows}", "")
    imported = rows / _import(records, work)
    _say(table, "neo4j-admin import", f"{imported:,.0f} rows/s", "1")
    store = _up(work)
    loader.load(store, synthetic(WARM_TALKS, seed=2))
    _wipe(store)
    row_by_row = _row_by_row(store, records)
    _wipe(store, schema=True)
    first = rows / _seconds(lambda: loader.load(store, records))
    _say(table, "first load", f"{first:,.0f} rows/s", f"{first / imported:.2f} of the import")
    reports: list[loader.LoadReport] = []
    again = rows / _seconds(lambda: reports.append(loader.load(store, records)))
    nothing = not reports[0].changes and not reports[0].counters
    _say(table, "re-load", f"{again:,.0f} rows/s", f"{again / first:.1f} × first; nothing changed: {nothing}")
    _say(table, "row by row", f"{row_by_row:,.0f} rows/s", f"first load is {first / row_by_row:.0f} ×")
    store.close()


def _import(records: Records, work: Path) -> float:
    home, folder = work / "import-home", jars.fetch(server.VERSION, jars.default_cache())
    (home / "conf").mkdir(parents=True)
    command = bulk.write(records, work / "csv").replace("\\\n", " ")
    java = [jars.java(server.VERSION), "-cp", f"{folder}/*", ADMIN, *shlex.split(command)[1:]]
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    return _seconds(lambda: subprocess.run(java, env=environment, cwd=work, check=True, capture_output=True))


def _row_by_row(store: Neo4jStore, records: Records) -> float:
    """The same statements with one row a transaction, for some talks: what a loop over MERGE does."""
    kind = next(kind for kind in kinds() if kind.name == "Talk")
    cells = [list(row.values()) for row in table_of(graph_tables(records), kind).slice(0, ROW_BY_ROW).to_pylist()]
    rows = [[cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row] for row in cells]

    def one_by_one() -> None:
        with store.session() as session:
            for row in rows:
                session.execute_write(loader._run, [loader._Write("", write_changed(kind), [row])])

    return len(rows) / _seconds(one_by_one)


def _questions(records: Records, work: Path, table: Table) -> None:
    store = _up(work)
    with EmbeddedStore(work / "bench.graph") as embedded:
        embedded.load(records)
        (central, *_) = ask(embedded, "most-central", {"limit": 1}).rows
        (one, other, *_) = ask(embedded, "states", {"limit": 2}).rows
        partner = ask(embedded, "partners", {"name": central[0], "limit": 1}).rows[0][1]
        busiest = {
            "a": central[0],
            "b": partner,
            "name": central[0],
            "state": one[0],
            "states": (one[0], other[0]),
            "topic": records.topics[0].name,
        }
        drawn = list(_drawn(records, DRAWN))
        for question in questions().values():
            hardest = _asked(question, busiest)
            asked = [_asked(question, given) for given in drawn] if hardest else []
            usual, most = (
                [_medians(stored, question.name, sets) for stored in (embedded, store)] for sets in (asked, [hardest])
            )
            same = all(
                ask(embedded, question.name, values).rows == ask(store, question.name, values).rows
                for values in [*asked, hardest]
            )
            figures = " / ".join(f"{median * 1000:.0f}" for median in usual) + " ms; " if asked else ""
            worst = " / ".join(f"{median * 1000:.0f}" for median in most)
            _say(table, f"{question.name} (embedded / Neo4j)", f"{figures}{worst} ms", f"same rows: {same}")
    store.close()


def _drawn(records: Records, times: int) -> Iterator[dict[str, Any]]:
    """What to ask about, drawn as often as it occurs: parties, states and topics of talks drawn with equal chance."""
    names = {state.id: state.name for state in records.states}
    draw = random.Random(0)
    talks = [
        t
        for t in records.talks
        if len(t.participants) > 1 and t.topics and sum(bool(p.state) for p in t.participants) > 1
    ]
    for talk in draw.sample(talks, times):
        parties, states = talk.participants, [names[p.state] for p in talk.participants if p.state]
        yield {
            "a": parties[0].entity.name,
            "b": parties[1].entity.name,
            "name": parties[0].entity.name,
            "state": states[0],
            "states": (states[0], states[1]),
            "topic": talk.topics[0].name,
        }


def _asked(question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a question's own parameters."""
    values = {p.name: given[p.name] for p in question.parameters if p.name in given}
    return (
        values | dict(zip("ab", given["states"], strict=True)) if question.name == "topics-between-states" else values
    )


def _medians(store: Store, question: str, sets: Sequence[dict[str, Any]]) -> float:
    """The median over sets of values of the median of a warm question; no figure for none."""
    return statistics.median([_median(store, question, values) for values in sets] or [0.0])


def _median(store: Store, question: str, values: dict[str, Any]) -> float:
    for _ in range(RUNS):
        ask(store, question, values)
    return statistics.median(_seconds(lambda: ask(store, question, values)) for _ in range(RUNS))


def _kills(records: Records, times: int, work: Path, table: Table) -> None:
    store = _up(work)
    _wipe(store)
    whole = _seconds(lambda: loader.load(store, records))
    good = 0
    for number in range(times):
        _wipe(store)
        pid = server.status(work / "home").pid
        assert pid is not None
        killer = threading.Timer(random.Random(number).random() * whole, os.kill, (pid, signal.SIGKILL))
        killer.start()
        with suppress(GraphbuildError):
            loader.load(store, records)
        killer.join()
        store.close()
        store = _up(work)
        loader.load(store, records)
        good += not loader.load(store, records, dry_run=True).changes
    _say(table, "killed with -9 in a load, loaded again", f"{good} of {times} the same", "")
    _wipe(store)

    def load(_: int) -> None:
        with Neo4jStore(store.login) as own:
            loader.load(own, records)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(load, range(2)))
    same = not loader.load(store, records, dry_run=True).changes
    _say(table, "two loaders at once", f"the same: {same}", "")
    store.close()


def _say(table: Table, *cells: str) -> None:
    """A row of the table, shown at once too: the whole takes long."""
    table.add_row(*cells)
    print(*cells, sep=" | ", flush=True)


def _up(work: Path) -> Neo4jStore:
    status = server.up(home=work / "home", engine="java", settings=SETTINGS)
    return Neo4jStore(Login(status.uri, status.user, status.password))


def _wipe(store: Neo4jStore, *, schema: bool = False) -> None:
    """Empty the database, of its constraints and indexes too where `schema`."""
    with store.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 500 ROWS").consume()
        if schema:
            for name in session.run("SHOW CONSTRAINTS YIELD name").value():
                session.run(f"DROP CONSTRAINT `{name}`").consume()
            for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value():
                session.run(f"DROP INDEX `{name}`").consume()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
