"""Graphs on disk and in databases: records (Parquet, the truth), and the stores made from them.

`folder` is the layout of a graph folder, `records` the Parquet, `shape` what ``schema.cypher`` states, `tables` the
records in that shape, `base` the protocol of all stores, `embedded` the database in the graph folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.records import Records

__all__ = ["load", "save"]


def save(records: Records, folder: str | Path) -> None:
    """Save the records of a graph folder and make its embedded database. Raises StoreError; then nothing is lost."""
    from graphbuild.store.embedded import EmbeddedStore  # here: pyarrow and ladybug load slowly

    with EmbeddedStore(folder) as store:
        store.load(records)


def load(folder: str | Path) -> Records:
    """The records of a graph folder. Raises StoreError: no graph, one of another version, damaged files."""
    from graphbuild.store import records

    return records.load(folder)
