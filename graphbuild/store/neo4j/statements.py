"""The Cypher that writes and takes away rows; names in it come from the shape, values always from parameters.

The hints are needed: while the database's statistics say that it is empty, its planner would scan all nodes of a label
for each row, and for MERGE of a relationship all of its type. That is why relationships that are known to be new are
created, under the lock of the loader.
"""

from __future__ import annotations

from graphbuild.store.neo4j.changes import Kind
from graphbuild.store.shape import Property
from graphbuild.store.tables import SOURCE, TARGET


def write_new(kind: Kind, *, placed: bool = False) -> str:
    """Write new rows. Nodes are merged; relationships are created, and so are there twice if written twice.

    `placed`: the ends are given by the database's own ids of them, which it finds faster than ours.
    """
    if kind.hop is None:
        return write_changed(kind)
    everything = _braces(kind, [item for item in kind.columns() if item.name not in (SOURCE, TARGET)])
    places = "".join(f"MATCH ({end}) WHERE elementId({end}) = row[{i}] " for i, end in enumerate("ab"))
    return f"UNWIND $rows AS row {places if placed else _ends(kind)}CREATE (a)-[:{kind.hop.type}{everything}]->(b)"


def write_changed(kind: Kind) -> str:
    """Write rows over the ones of the same keys; doing it twice changes nothing. Properties of others are kept."""
    settings = ", ".join(f"x.`{item.name}` = {_cell(kind, item)}" for item in kind.values)
    verb = "MERGE" if kind.hop is None else "MATCH"
    return f"UNWIND $rows AS row {_ends(kind)}{verb} {_one(kind)}" + (f" SET {settings}" if settings else "")


def take_away(kind: Kind) -> str:
    """Take rows away, given by their keys; a node goes with all relationships at it."""
    removal = "DETACH DELETE x" if kind.hop is None else "DELETE x"
    return f"UNWIND $rows AS row {_ends(kind)}MATCH {_one(kind)} {removal}"


def _one(kind: Kind) -> str:
    """The pattern of one row by its keys."""
    keys = _braces(kind, [item for item in kind.keys if item.name not in (SOURCE, TARGET)])
    return f"(x:{kind.name}{keys})" if kind.hop is None else f"(a)-[x:{kind.hop.type}{keys}]->(b)"


def _braces(kind: Kind, properties: list[Property]) -> str:
    inside = ", ".join(f"`{item.name}`: {_cell(kind, item)}" for item in properties)
    return f" {{{inside}}}" if inside else ""


def _ends(kind: Kind) -> str:
    """Find both ends by their ids."""
    if kind.hop is None:
        return ""
    ends = (("a", kind.hop.source, 0), ("b", kind.hop.target, 1))
    return "".join(
        f"MATCH ({name}:{label} {{id: row[{place}]}}) USING INDEX {name}:{label}(id) " for name, label, place in ends
    )


def _cell(kind: Kind, item: Property) -> str:
    cell = f"row[{kind.columns().index(item)}]"
    return f"date({cell})" if item.type == "DATE" else cell
