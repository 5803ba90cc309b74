"""JSON Lines: one file a kind, one object a line, sorted by id, UTF-8."""

from __future__ import annotations

import json
from pathlib import Path

from graphbuild.export.rows import Row, rows
from graphbuild.records import Records
from graphbuild.store.folder import write_file

# JSON allows these in a string, and readers that split text into lines take them for line ends: they are escaped.
_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\u0085\u2028\u2029"}


def write(records: Records, directory: Path) -> list[Path]:
    """Write ``KIND.jsonl`` for every kind and give the paths; OSError passes on."""
    paths = []
    for kind, found in rows(records).items():
        path = directory / f"{kind}.jsonl"
        write_file(path, "".join(map(_line, sorted(found, key=lambda row: str(row["id"])))).encode())
        paths.append(path)
    return paths


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False).translate(_LINE_ENDS) + "\n"
