"""The shape of the graph as ``schema.cypher`` states it: labels, relationship types, properties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from graphbuild.errors import StoreError

TYPES = ("STRING", "INTEGER", "FLOAT", "DATE", "LIST<STRING>")

_PROPERTIES = r"\{(?P<properties>[^}]*)\}"
_NODE = re.compile(rf"// \(:(?P<label>\w+) {_PROPERTIES}\)")
_RELATIONSHIP = re.compile(
    rf"// \(:(?P<sources>[\w|]+)\)-\[:(?P<types>[\w|]+)(?: {_PROPERTIES})?\]->\(:(?P<targets>[\w|]+)\)"
)


@dataclass(frozen=True, slots=True)
class Property:
    """A property: `type` is one of `TYPES`; `key` says that it tells relationships of the same two nodes apart."""

    name: str
    type: str
    key: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Hop:
    """A relationship type between two labels."""

    type: str
    source: str
    target: str


@dataclass(frozen=True)
class Shape:
    """All of the graph: the properties of each label and of each relationship type, and the hops that there are."""

    nodes: dict[str, tuple[Property, ...]]
    relationships: dict[str, tuple[Property, ...]]
    hops: tuple[Hop, ...]


def schema_text() -> str:
    """The text of ``schema.cypher`` as it ships in the package."""
    return (files("graphbuild.store") / "schema.cypher").read_text(encoding="utf-8")


def statements(text: str) -> list[str]:
    """The statements of a Cypher file without comments: lines that begin with ``//`` are dropped, ``;`` ends one."""
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    return [statement.strip() for statement in code.split(";") if statement.strip()]


@cache
def shape() -> Shape:
    """The shape that the shipped ``schema.cypher`` declares."""
    return parse(schema_text())


def parse(text: str) -> Shape:
    """Read the declarations of a schema file; StoreError names the line of one that is wrong."""
    nodes: dict[str, tuple[Property, ...]] = {}
    relationships: dict[str, tuple[Property, ...]] = {}
    hops: list[Hop] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("// ("):
            continue
        place = f"schema.cypher:{number}"
        if match := _NODE.fullmatch(line):
            nodes[match["label"]] = _properties(match["properties"], place)
        elif match := _RELATIONSHIP.fullmatch(line):
            properties = _properties(match["properties"] or "", place)
            for type in match["types"].split("|"):
                if relationships.setdefault(type, properties) != properties:
                    raise StoreError(f"{place}: {type} has other properties above; state the same ones")
                hops += [Hop(type, *ends) for ends in product(match["sources"].split("|"), match["targets"].split("|"))]
        else:
            raise StoreError(
                f"{place}: no declaration of a node or relationship; write (:A {{p TYPE}}) or (:A)-[:R]->(:B)"
            )
    unknown = {label for hop in hops for label in (hop.source, hop.target)} - nodes.keys()
    if unknown:
        raise StoreError(f"schema.cypher: {', '.join(sorted(unknown))}: no such label; declare it with its properties")
    return Shape(nodes, relationships, tuple(hops))


def _properties(text: str, place: str) -> tuple[Property, ...]:
    found = []
    for part in filter(None, text.split(", ")):
        name, type, *rest = part.split(" ")
        if type not in TYPES or rest not in ([], ["KEY"]):
            raise StoreError(f"{place}: {part!r} is no property; write NAME TYPE [KEY], TYPE one of {', '.join(TYPES)}")
        found.append(Property(name, type, bool(rest)))
    return tuple(found)
