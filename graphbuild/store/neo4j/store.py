"""The store in a Neo4j server: questions in read access mode, answers as every store gives them."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Literal, Self

import neo4j
from neo4j import graph, time

from graphbuild.records import Records
from graphbuild.store.base import Answer
from graphbuild.store.neo4j.connection import connect, translated
from graphbuild.store.neo4j.login import Login

FETCH = 10_000  # rows that the server sends at a time


class Neo4jStore:
    """The graph in one database of a server; connects when it is first asked. Raises what `connect` raises."""

    kind: Literal["neo4j"] = "neo4j"

    def __init__(self, login: Login) -> None:
        self.login = login
        self._driver: neo4j.Driver | None = None

    def load(self, records: Records) -> None:
        """Make the database hold what the records say; see `loader.load`, which also tells what it did."""
        from graphbuild.store.neo4j.loader import load

        load(self, records)

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Ask one question in read access mode, in which the server refuses every write."""
        with translated(self.login), self.session(access=neo4j.READ_ACCESS) as session:
            result = session.run(cypher, dict(parameters or {}))
            columns = tuple(result.keys())
            return Answer(columns, [tuple(map(_plain, row)) for row in result.values()])

    def session(self, *, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        """A session of the driver; the caller closes it and translates its errors."""
        if self._driver is None:
            self._driver = connect(self.login)
        return self._driver.session(database=self.login.database, default_access_mode=access, fetch_size=FETCH)

    def close(self) -> None:
        """Close the connections; the next question opens them again."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _plain(value: Any) -> Any:
    """A value of the driver as `Answer` promises it."""
    if isinstance(value, time.Date | time.DateTime | time.Time):
        return value.to_native()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, graph.Node):
        (label, *_) = sorted(value.labels) or [""]
        return {"label": label, **_plain(dict(value.items()))}
    if isinstance(value, graph.Relationship):
        return {"type": value.type, **_plain(dict(value.items()))}
    if isinstance(value, graph.Path):
        path: list[graph.Entity] = [value.nodes[0]]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            path += [relationship, node]
        return _plain(path)
    return value
