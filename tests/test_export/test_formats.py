"""CSV, Parquet, GraphML, GEXF: nothing is lost, and each is read back by the reader that it is meant for."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest

from graphbuild.errors import QueryError, StoreError
from graphbuild.export import flat
from graphbuild.graph import FORMATS, Graph
from graphbuild.records import Records
from graphbuild.store.embedded import EmbeddedStore


@pytest.fixture
def graph(sample_graph: Path) -> Graph:
    return Graph.open(sample_graph)


def test_every_row_has_the_columns_of_its_table(records: Records) -> None:
    for name, rows in flat.tables(records).items():
        assert all(tuple(row) == flat.TABLES[name] for row in rows), name


def test_csv_is_read_back(graph: Graph, records: Records, tmp_path: Path) -> None:
    paths = graph.export(tmp_path, format="csv")
    assert {path.stem for path in paths} == set(flat.TABLES)
    with (tmp_path / "talks.csv").open(encoding="utf-8", newline="") as file:
        talks = list(csv.DictReader(file))
    assert {row["id"] for row in talks} == {talk.id for talk in records.talks}
    with (tmp_path / "talks.participants.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == sum(len(talk.participants) for talk in records.talks)


def test_csv_may_have_a_bom(graph: Graph, tmp_path: Path) -> None:
    graph.export(tmp_path, format="csv", bom=True)
    assert (tmp_path / "talks.csv").read_bytes().startswith(b"\xef\xbb\xbfid,kind,")
    assert "کاوه رستگاران" in set(pd.read_csv(tmp_path / "officials.csv")["name"])


def test_a_name_with_quotes_and_line_ends_survives_csv(records: Records, tmp_path: Path) -> None:
    name = 'a "b", c\nd; \u202e'
    flat.write_csv(Records(topics=(replace(records.topics[0], name=name),)), tmp_path)
    with (tmp_path / "topics.csv").open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == [name]


def test_parquet_is_read_back_with_days_and_numbers(graph: Graph, tmp_path: Path) -> None:
    graph.export(tmp_path, format="parquet")
    talks = pd.read_parquet(tmp_path / "talks.parquet")
    assert date(2025, 1, 16) in set(talks["date"])
    assert talks["confidence"].dtype == "float64"
    assert pd.read_parquet(tmp_path / "talks.evidence.parquet")["start"].dtype == "int64"


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_network_formats_are_read_back(graph: Graph, tmp_path: Path, format: str) -> None:
    network = graph.to_networkx()
    (path,) = graph.export(tmp_path, format=format)  # type: ignore[arg-type]
    found = nx.read_graphml(path) if format == "graphml" else nx.read_gexf(path)
    assert set(found.nodes) == set(network.nodes)
    assert sorted((a, b) for a, b in found.edges()) == sorted((a, b) for a, b in network.edges())
    (talk,) = (key for key, values in network.nodes(data=True) if values.get("kind") == "negotiation")
    assert found.nodes[talk]["label"] == network.nodes[talk]["name"]
    assert found.nodes[talk]["date"] == "2025-01-16"
    assert {values["relationship"] for _, _, values in found.edges(data=True)} == {
        values["type"] for _, _, values in network.edges(data=True)
    }
    quotes = {values["quote"] for _, _, values in found.edges(data=True) if "quote" in values}
    assert quotes == {values["quote"] for _, _, values in network.edges(data=True) if "quote" in values}


def test_gephi_can_tell_types_labels_and_days(graph: Graph, tmp_path: Path) -> None:
    """What Gephi needs: one type for each attribute, of those it knows, captions, and days of the timeline."""
    (path,) = graph.export(tmp_path, format="gexf")
    gexf = {"g": "http://www.gexf.net/1.2draft"}
    (drawn,) = ElementTree.parse(path).getroot().findall("g:graph", gexf)
    assert (drawn.get("mode"), drawn.get("timeformat")) == ("dynamic", "date")
    for kind in ("node", "edge"):
        declared = drawn.findall(f"g:attributes[@class='{kind}']/g:attribute", gexf)
        titles = [item.get("title") for item in declared]
        assert len(titles) == len(set(titles))
        assert {item.get("type") for item in declared} <= {"string", "long", "double"}
        assert "search" not in titles
    nodes, edges = drawn.findall("g:nodes/g:node", gexf), drawn.findall("g:edges/g:edge", gexf)
    assert all(node.get("label") for node in nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    talked = [edge for edge in edges if edge.get("label") == "TALKED_WITH"]
    assert len(talked) == 9
    assert {edge.get("kind") for edge in talked} == {
        f"TALKED_WITH {factuality}" for factuality in ("asserted", "planned", "possible", "alleged", "denied")
    }
    assert all(str(edge.get("kind")).startswith(str(edge.get("label"))) for edge in edges)
    assert sum(edge.get("start") == edge.get("end") == "2025-01-16" for edge in talked) == 3
    assert sum(edge.get("start") is None for edge in talked) == 2


def test_edges_of_graphml_have_ids_of_their_own(graph: Graph, tmp_path: Path) -> None:
    """Gephi and yEd take two edges of one id for one edge."""
    (path,) = graph.export(tmp_path, format="graphml")
    edges = [item for item in ElementTree.parse(path).iter() if item.tag.endswith("}edge")]
    assert len({edge.get("id") for edge in edges}) == len(edges) == graph.to_networkx().number_of_edges()


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_network_formats_keep_numbers_and_factuality(graph: Graph, tmp_path: Path, format: str) -> None:
    (path,) = graph.export(tmp_path, format=format)  # type: ignore[arg-type]
    found = nx.read_graphml(path) if format == "graphml" else nx.read_gexf(path)
    talks = [values for _, values in found.nodes(data=True) if values["node_label"] == "Talk"]
    assert {type(talk["confidence"]) for talk in talks} == {float}
    assert {talk["factuality"] for talk in talks} == {"asserted", "planned", "possible", "alleged", "denied"}
    quoted = [values for _, _, values in found.edges(data=True) if values["relationship"] == "EVIDENCED_BY"]
    assert {type(values["quote_start"]) for values in quoted} == {int}


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_characters_that_xml_cannot_hold_are_replaced(records: Records, tmp_path: Path, format: str) -> None:
    strange = replace(records.topics[0], name="a\x00\x0b<b>&\ufffe")
    with EmbeddedStore(tmp_path / "strange.graph") as store:
        store.load(Records(topics=(strange,)))
        (path,) = Graph(store).export(tmp_path, format=format)  # type: ignore[arg-type]
    found = nx.read_graphml(path) if format == "graphml" else nx.read_gexf(path)
    assert found.nodes[strange.id]["label"] == "a\ufffd\ufffd<b>&\ufffd"


@pytest.mark.parametrize("format", sorted({*FORMATS} - {"conllu"}))  # which needs parses: test_conllu_export.py
def test_the_same_graph_gives_the_same_bytes(graph: Graph, tmp_path: Path, format: str) -> None:
    first = {path.name: path.read_bytes() for path in graph.export(tmp_path / "a", format=format)}  # type: ignore[arg-type]
    assert first == {path.name: path.read_bytes() for path in graph.export(tmp_path / "b", format=format)}  # type: ignore[arg-type]


def test_an_unknown_format_is_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="unknown format 'xls'; use one of jsonl, csv"):
        graph.export(tmp_path, format="xls")  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="a BOM is for csv"):
        graph.export(tmp_path, format="parquet", bom=True)


def test_a_place_that_cannot_be_written_is_said(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be written: .*; choose another folder"):
        graph.export(tmp_path / "file" / "out")


def test_records_need_a_folder(sample_graph: Path, tmp_path: Path) -> None:
    with EmbeddedStore(sample_graph) as store, pytest.raises(StoreError, match="has no folder with records"):
        Graph(store).export(tmp_path)
