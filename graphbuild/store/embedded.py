"""The embedded database of a graph folder (ladybug): a cache, made anew whenever it does not fit the records."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import ladybug

from graphbuild import __version__
from graphbuild.errors import QueryError, StoreError
from graphbuild.records import Records
from graphbuild.store import folder as layout
from graphbuild.store import records as truth
from graphbuild.store.base import Answer
from graphbuild.store.shape import Property, schema_text, shape
from graphbuild.store.tables import GraphTables, graph_tables

_STAMP = layout.DATABASE + ".json"
_WORKSHOP = layout.DATABASE + "-new-"  # prefix of the folder in which a database is made before it moves into place
_ABANDONED = 3600  # seconds after which such a folder belongs to a process that was killed

_TYPES = {"STRING": "STRING", "INTEGER": "INT64", "FLOAT": "DOUBLE", "DATE": "DATE", "LIST<STRING>": "STRING[]"}

# Read-only access mode lets these pass, since they leave the database alone; they write elsewhere on the disk.
_OUTSIDE_WRITES = re.compile(r"^│ +(?:COPY_TO|EXPORT_\w+|\w+_EXTENSION)\[\d+\] +│$", re.MULTILINE)

_COUNTED = re.compile(r"\((DISTINCT )?(\w+)\._ID\)")  # what ladybug makes of count(a)
_ORDERED = re.compile(r"Cannot order by (\w+)\. Order by (?:NODE|REL)")  # RETURN a.name AS a ORDER BY a
_HIDDEN = re.compile(r"exception: (\w+) has data type .+ but \(NODE,REL,STRUCT,ANY\) was expected")  # … ORDER BY a.name


class EmbeddedStore:
    """The embedded store of one graph folder.

    The database is made from the records when it is first asked and is missing, damaged, made from other records, or by
    another ladybug; it is made as a whole beside the old one, so that a kill leaves one that is whole or none. Making
    it anew costs no more than comparing: ladybug checks a row no faster than it copies one.
    """

    kind: Literal["embedded"] = "embedded"

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._database: Any = None
        self._connection: Any = None
        self._harmless: set[str] = set()  # questions whose plan writes no file: it is the text that says so

    def load(self, records: Records) -> None:
        """Save the records in the folder and make the database from them, unless it fits already.

        Raises StoreError; then the old records and database are kept.
        """
        files = truth.encode(records)
        if truth.holds(files, self.folder) and self._fits():
            return
        tables = graph_tables(records)  # before anything is written, since it checks the records
        truth.write(files, self.folder)
        if not self._fits():
            self._make(tables)

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Ask one read-only question. Raises QueryError (bad Cypher, a write), StoreError (no graph in the folder)."""
        connection = self._open()
        # A parameter is always given: ladybug then prepares the question, and so refuses two in one before it runs any.
        values = {"_": "", **(parameters or {})}
        try:
            if cypher not in self._harmless:
                plan = connection.execute(f"EXPLAIN {cypher}", values).get_next()[0]
                if _OUTSIDE_WRITES.search(plan):
                    raise QueryError("the question would write a file; ask only to read, and use `graphbuild export`")
                self._harmless.add(cypher)
            result = connection.execute(cypher, values)
            columns = tuple(map(_column, result.get_column_names()))
            return Answer(columns, [tuple(map(_plain, row)) for row in result.get_all()])
        except RuntimeError as error:  # the only type that ladybug raises
            raise QueryError(_explain(str(error))) from error

    def close(self) -> None:
        """Close the database; the next question opens it again."""
        if self._database is not None:
            self._connection.close()
            self._database.close()
            self._database = self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _open(self) -> Any:
        if self._connection is None:
            if not self._fits():
                self._make(graph_tables(truth.load(self.folder)))
            try:
                self._connect()
            except RuntimeError:  # damaged in a way that the stamp does not show
                self._make(graph_tables(truth.load(self.folder)))
                try:
                    self._connect()
                except RuntimeError as error:
                    raise StoreError(f"{self._path}: cannot be opened: {_first_line(error)}; delete it") from error
        return self._connection

    def _connect(self) -> None:
        database = ladybug.Database(str(self._path), read_only=True)
        self._connection = ladybug.Connection(database)
        self._database = database

    @property
    def _path(self) -> Path:
        return self.folder / layout.DATABASE

    def _fits(self) -> bool:
        """Whether the database was made from the records of the folder, by this ladybug, in this shape."""
        wanted = self._stamp()
        try:
            found: object = json.loads((self.folder / _STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return found == wanted

    def _stamp(self) -> dict[str, Any]:
        try:
            status = self._path.stat()
        except OSError:
            return {}
        return {
            "records": truth.digest(self.folder),
            "schema": hashlib.sha256(schema_text().encode()).hexdigest(),
            "graphbuild": __version__,
            "ladybug": ladybug.__version__,
            "bytes": status.st_size,
            "mtime_ns": status.st_mtime_ns,
        }

    def _make(self, tables: GraphTables) -> None:
        self.close()
        try:
            self._sweep()
            with tempfile.TemporaryDirectory(prefix=_WORKSHOP, dir=self.folder) as workshop:
                path = Path(workshop, layout.DATABASE)
                _write(path, tables)
                (self.folder / _STAMP).unlink(missing_ok=True)
                path.replace(self._path)
            layout.write_file(self.folder / _STAMP, (json.dumps(self._stamp(), indent=1) + "\n").encode())
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"{self._path}: cannot be made: {_first_line(error)}; the records are whole: "
                "free some space or check permissions, and ask again"
            ) from error

    def _sweep(self) -> None:
        for leftover in self.folder.glob(f"{_WORKSHOP}*"):
            if time.time() - leftover.stat().st_mtime > _ABANDONED:
                shutil.rmtree(leftover, ignore_errors=True)


def _write(path: Path, tables: GraphTables) -> None:
    """Make a database of the whole graph: tables from the shape, nodes before relationships, one COPY a table."""
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    try:
        connection.execute("BEGIN TRANSACTION")  # one for all: each commit of its own would write a checkpoint
        for label, properties in shape().nodes.items():
            connection.execute(f"CREATE NODE TABLE {label}({_columns(properties)}, PRIMARY KEY(id))")
        for type, properties in shape().relationships.items():
            ends = [f"FROM {hop.source} TO {hop.target}" for hop in shape().hops if hop.type == type]
            columns = [_columns(properties)] if properties else []
            connection.execute(f"CREATE REL TABLE {type}({', '.join(ends + columns)})")
        for label, table in tables.nodes.items():
            if table.num_rows:
                connection.execute(f"COPY {label} FROM $rows", {"rows": table})
        for hop, table in tables.relationships.items():
            if table.num_rows:
                ends_named = f"FROM='{hop.source}', TO='{hop.target}'"
                connection.execute(f"COPY {hop.type} FROM $rows ({ends_named})", {"rows": table})
        connection.execute("COMMIT")
    finally:
        connection.close()
        database.close()


def _columns(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"`{item.name}` {_TYPES[item.type]}" for item in properties)


def _plain(value: Any) -> Any:
    """A value of ladybug as `Answer` promises it; internal ids are dropped, and so are properties that are not set."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):  # what ladybug gives for the sum of integers
        return int(value)
    if not isinstance(value, dict):
        return value
    if "_NODES" in value:
        nodes, relationships = map(_plain, value["_NODES"]), map(_plain, value["_RELS"])
        path = [next(nodes)]
        for relationship, node in zip(relationships, nodes, strict=True):
            path += [relationship, node]
        return path
    properties = {name: _plain(item) for name, item in value.items() if not name.startswith("_") and item is not None}
    if "_SRC" in value:
        return {"type": value["_LABEL"], **properties}
    return {"label": value["_LABEL"], **properties} if "_LABEL" in value else properties


def _column(name: str) -> str:
    """The name of a column without an alias as the question has it, as far as ladybug's own way to write it tells."""
    return _COUNTED.sub(r"(\1\2)", name.replace("COUNT_STAR()", "count(*)"))


def _explain(message: str) -> str:
    """One line for the user from what ladybug says of a question."""
    if match := _ORDERED.search(message) or _HIDDEN.search(message):
        name = match[1]
        what = f"ORDER BY takes values, and {name}" if match.re is _ORDERED else f"{name}"
        meant = "is a node or relationship" if match.re is _ORDERED else "is a column that hides the node of its name"
        return f"{what} {meant}; call the column otherwise: RETURN {name}.name AS name ORDER BY name"
    if "read-only" in message:
        return "the question would change the graph; ask only to read: to change it, build it from other documents"
    if "multiple statements" in message:
        return "more than one question; ask one at a time"
    if match := re.match(r"Parameter (\w+) not found", message):
        return f"the question has a parameter ${match[1]}; give it with --param {match[1]}=VALUE"
    return f"{message.splitlines()[0]}; schema.cypher lists the labels, relationships and properties that there are"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
