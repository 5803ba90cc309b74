"""CSV files for ``neo4j-admin database import``, which fills an empty database while its server is down."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from graphbuild import __version__
from graphbuild.errors import StoreError
from graphbuild.records import Records
from graphbuild.store.folder import write_file
from graphbuild.store.neo4j.changes import Kind, kinds, table_of
from graphbuild.store.neo4j.loader import MARK, schema_mark
from graphbuild.store.tables import SOURCE, TARGET, graph_tables

_DELIMITER = "\x1f"  # unit separator, between the items of a list: it occurs in no name
_TYPES = {"STRING": "string", "INTEGER": "long", "FLOAT": "double", "DATE": "date", "LIST<STRING>": "string[]"}
_OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string")


def write(records: Records, directory: Path, *, database: str = "neo4j") -> str:
    """Write one file for each label and each hop that has rows, and give the command that imports them.

    The command is for a POSIX shell. After it, start the server and load once: that makes the constraints and
    indexes, and sets the lists that are empty, which CSV cannot say. Raises StoreError.
    """
    tables = graph_tables(records)
    arguments = []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        path = directory / f"{MARK}.csv"
        write_file(path, _mark())
        arguments.append(f"--nodes={MARK}={path.resolve()}")
        for kind in kinds():
            table = table_of(tables, kind)
            if table.num_rows:
                path = directory / f"{kind.where.replace(' ', '-')}.csv"
                write_file(path, _csv(kind, table))
                option = f"--nodes={kind.name}" if kind.hop is None else f"--relationships={kind.name}"
                arguments.append(f"{option}={path.resolve()}")
    except OSError as error:
        raise StoreError(f"{directory}: cannot be written: {error.strerror or error}; choose another folder") from error
    command = f"neo4j-admin database import full {shlex.quote(database)}"
    return " \\\n  ".join((command, *map(shlex.quote, (*_OPTIONS, *arguments))))


def _mark() -> bytes:
    lines = (f"id:ID({MARK}),schema,version", f'"graphbuild","{schema_mark()}","{__version__}"')
    return "\n".join((*lines, "")).encode()


def _csv(kind: Kind, table: pa.Table) -> bytes:
    """The rows under a header of the import tool; what is not set is an empty cell, what is empty a quoted one."""
    names, columns = [], []
    for item in kind.columns():
        column = table.column(item.name)
        if item.type.startswith("LIST"):
            column = pc.binary_join(column, _DELIMITER)
        elif item.type == "DATE":
            column = column.cast(pa.string())
        columns.append(column)
        if kind.hop is not None and item.name in (SOURCE, TARGET):
            label = kind.hop.source if item.name == SOURCE else kind.hop.target
            names.append(f"{':START_ID' if item.name == SOURCE else ':END_ID'}({label})")
        elif kind.hop is None and item.name == "id":
            names.append(f"id:ID({kind.name})")
        else:
            names.append(f"{item.name}:{_TYPES[item.type]}")
    sink = io.BytesIO()
    sink.write((",".join(names) + "\n").encode())
    options = pa_csv.WriteOptions(include_header=False, quoting_style="all_valid")
    pa_csv.write_csv(pa.Table.from_arrays(columns, names=names), sink, options)
    return sink.getvalue()
