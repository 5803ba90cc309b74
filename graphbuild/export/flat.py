"""Flat tables of a graph, for spreadsheets and databases: CSV and Parquet.

One table a kind; each list in a row becomes a table of its own, ``KIND.LIST``, whose column ``of`` holds the row's id.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphbuild.export.rows import Row, rows
from graphbuild.records import Records
from graphbuild.store.folder import write_file

_EVIDENCE = "of document start end text rule"
_NAMED = "of id name"

TABLES: dict[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "documents": "id path title source url published sha256",
        "officials": "id name name_en",
        "officials.aliases": "of value",
        "officials.holds": "of position first_seen last_seen",
        "officials.evidence": _EVIDENCE,
        "positions": "id name title kind state organization",
        "positions.evidence": _EVIDENCE,
        "states": "id name name_en",
        "organizations": "id name name_en kind state",
        "topics": "id name key",
        "topics.entities": _NAMED,
        "places": "id name state",
        "talks": "id kind factuality date date_precision date_text place cameo plover confidence",
        "talks.participants": "of id name state organization position",
        "talks.topics": _NAMED,
        "talks.claims": "of source stance",
        "talks.evidence": _EVIDENCE,
        "statements": "id speaker_id speaker_name act verb date",
        "statements.about": _NAMED,
        "statements.mentions": _NAMED,
        "statements.evidence": "of document start end text",
    }.items()
}


def tables(records: Records) -> dict[str, list[Row]]:
    """Rows of every flat table, with the columns of `TABLES`, in order of the ids that they belong to."""
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    for kind, nested in rows(records).items():
        for row in sorted(nested, key=lambda row: str(row["id"])):
            for name, flat in _split(kind, row):
                found[name].append(flat)
    return found


def write_csv(records: Records, directory: Path, *, bom: bool = False) -> list[Path]:
    """Write ``TABLE.csv`` for every table, UTF-8; `bom` puts the mark in front by which Excel knows it."""
    paths = []
    for name, found in tables(records).items():
        text = io.StringIO()
        writer = csv.DictWriter(text, TABLES[name], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
        paths.append(directory / f"{name}.csv")
        write_file(paths[-1], text.getvalue().encode("utf-8-sig" if bom else "utf-8"))
    return paths


def write_parquet(records: Records, directory: Path) -> list[Path]:
    """Write ``TABLE.parquet`` for every table, days as dates, offsets as integers. OSError passes on."""
    from datetime import date

    import pyarrow as pa
    import pyarrow.parquet as pq

    day, number, fraction = pa.date32(), pa.int64(), pa.float64()
    types = dict.fromkeys(("date", "published", "first_seen", "last_seen"), day)
    types |= {"start": number, "end": number, "confidence": fraction}
    paths = []
    for name, found in tables(records).items():
        schema = pa.schema([(column, types.get(column, pa.string())) for column in TABLES[name]])
        columns: dict[str, list[Any]] = {column: [row[column] for row in found] for column in TABLES[name]}
        for column, values in columns.items():
            if schema.field(column).type == day:
                columns[column] = [date.fromisoformat(value) if value else None for value in values]
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table(columns, schema), sink)
        paths.append(directory / f"{name}.parquet")
        write_file(paths[-1], sink.getvalue().to_pybytes())
    return paths


def _split(kind: str, row: Row) -> Iterator[tuple[str, Row]]:
    """The rows that one nested row becomes, with the names of their tables."""
    flat: Row = {}
    for field, value in row.items():
        if isinstance(value, list):
            for item in value:
                yield f"{kind}.{field}", {"of": row["id"], **(item if isinstance(item, dict) else {"value": item})}
        elif isinstance(value, dict):
            flat |= {f"{field}_{name}": inner for name, inner in value.items()}
        else:
            flat[field] = value
    yield kind, flat
