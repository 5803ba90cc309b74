"""A graph for network tools: networkx, GraphML, GEXF."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from graphbuild.store.base import Store
from graphbuild.store.folder import write_file
from graphbuild.store.shape import shape

if TYPE_CHECKING:
    import networkx as nx

NetworkFormat = Literal["graphml", "gexf"]

# Names that GEXF keeps for itself; GraphML gets the same ones.
_NODE_NAMES = {"label": "node_label", "name": "label"}
_EDGE_NAMES = {"type": "relationship", "start": "quote_start", "end": "quote_end"}

_LEFT_OUT = {"id", "search"}  # the key of the node; folded text that is for searching only

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATOR = " | "  # between the items of a list, which these formats do not have


def to_networkx(store: Store) -> nx.MultiDiGraph[str]:
    """All nodes and relationships: a node's key is its id, ``label`` its label; an edge's ``type`` its type.

    Properties that are not set are left out; days are dates, lists are lists.
    """
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for label, properties in shape().nodes.items():
        names = [item.name for item in properties]
        returned = ", ".join(f"n.`{name}`" for name in names)
        for row in store.query(f"MATCH (n:{label}) RETURN {returned} ORDER BY n.id").rows:
            values = _set(dict(zip(names, row, strict=True)))
            network.add_node(values["id"], label=label, **values)
    for hop in shape().hops:
        names = [item.name for item in shape().relationships[hop.type]]
        keys = [item.name for item in shape().relationships[hop.type] if item.key]
        returned = ", ".join(["a.id", "b.id", *(f"r.`{name}`" for name in names)])
        order = ", ".join(["a.id", "b.id", *(f"r.`{name}`" for name in keys)])
        pattern = f"(a:{hop.source})-[r:{hop.type}]->(b:{hop.target})"
        for source, target, *rest in store.query(f"MATCH {pattern} RETURN {returned} ORDER BY {order}").rows:
            network.add_edge(source, target, type=hop.type, **_set(dict(zip(names, rest, strict=True))))
    return network


def write(network: nx.MultiDiGraph[str], path: Path, format: NetworkFormat) -> Path:
    """Write the network for Gephi, yEd, Cytoscape and their like; OSError passes on.

    The formats know numbers and text only: days are written in ISO, lists joined by bars, characters that XML cannot
    hold as U+FFFD. A node's ``label`` is its name (its caption), ``node_label`` its label; an edge's type is its
    ``label`` and ``relationship``. What has a ``date`` lasts that day on GEXF's timeline, all else always. Gephi joins
    parallel edges: those of one type and factuality from GEXF, all of them from GraphML.
    """
    import networkx as nx

    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, values in network.nodes(data=True):
        flat.add_node(_text(node), **_flat(values, _NODE_NAMES), **_lasting(values, format))
    # A key of its own for each edge: networkx makes ids of them, and Gephi takes two edges of one id for one.
    for number, (source, target, values) in enumerate(network.edges(data=True)):
        label = {"label": values["type"]}
        flat.add_edge(
            _text(source), _text(target), str(number), **_flat(values, _EDGE_NAMES), **label, **_lasting(values, format)
        )
    sink = io.BytesIO()
    if format == "graphml":
        nx.write_graphml_xml(flat, sink)
        content = sink.getvalue()
    else:
        nx.write_gexf(flat, sink)
        # networkx writes the day of writing: without it, the same graph gives the same bytes
        content = re.sub(rb' lastmodifieddate="[^"]*"', b"", sink.getvalue(), count=1)
        # Gephi makes one edge of parallel ones of one kind, which networkx does not write: a denied talk stays apart
        kinds = iter([_kind(values) for _, _, values in flat.edges(data=True)])
        content = re.sub(rb"<edge (?=source=)", lambda _: b'<edge kind="%b" ' % next(kinds).encode(), content)
    write_file(path, content)
    return path


def _kind(values: dict[str, Any]) -> str:
    return " ".join(filter(None, (values["relationship"], values.get("factuality"))))


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _flat(values: dict[str, Any], renamed: dict[str, str]) -> dict[str, Any]:
    return {renamed.get(name, name): _scalar(value) for name, value in values.items() if name not in _LEFT_OUT}


def _lasting(values: dict[str, Any], format: NetworkFormat) -> dict[str, str]:
    day = values.get("date")
    return {} if day is None or format != "gexf" else {"start": day.isoformat(), "end": day.isoformat()}


def _scalar(value: Any) -> Any:
    if isinstance(value, list):
        return _text(_SEPARATOR.join(value))
    if isinstance(value, date):
        return value.isoformat()
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", value)
