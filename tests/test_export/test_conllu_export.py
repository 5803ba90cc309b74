"""CoNLL-U with entities, from parses that are there: no model is loaded."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild import ids
from graphbuild.document import Document
from graphbuild.errors import StoreError
from graphbuild.export import conllu as export
from graphbuild.graph import Graph
from graphbuild.link import Linker
from graphbuild.parse import conllu
from graphbuild.records import DocumentRecord, Official, Records, State
from graphbuild.store.embedded import EmbeddedStore

CORPUS = Path(__file__).parents[1] / "corpora" / "diplomatic-train.conllu"


@pytest.fixture(scope="module")
def parsed() -> list[Document]:
    """Two sentences, each a document, in which a person and a state are named."""
    found = []
    for document in conllu.loads_each(CORPUS.read_text(encoding="utf-8"), path="c").values():
        linked = Linker()(document)
        kinds = {entity.kind for entity in linked.links.entities} if linked.links else set()
        if {"person", "state"} <= kinds:
            found.append(linked)
    return found[:2]


@pytest.fixture
def folder(parsed: list[Document], tmp_path: Path) -> Path:
    """A graph of them with their parses."""
    documents, people, states = [], {}, {}
    for number, document in enumerate(parsed):
        path, sha256 = f"news/{number} a.txt", ids.sha256(document.text)
        documents.append(
            DocumentRecord(
                id=ids.make("document", path, sha256), path=path, root="news", title=None, source=None, url=None,
                published="2025-01-10", sha256=sha256, text=document.text,
            )
        )  # fmt: skip
        assert document.links
        for entity in document.links.entities:
            if entity.kind == "person":
                id = ids.make("official", entity.name)
                people[id] = Official(id=id, name=entity.name, name_en=None, aliases=(), evidence=())
            if entity.kind == "state" and entity.state:
                states[entity.state] = State(id=entity.state, name=entity.name, name_en=None)
    records = Records(
        documents=tuple(sorted(documents, key=lambda row: row.id)),
        officials=tuple(people[id] for id in sorted(people)),
        states=tuple(states[id] for id in sorted(states)),
    )
    with EmbeddedStore(tmp_path / "p.graph") as store:
        store.load(records)
    parses = tmp_path / "p.graph" / "parses"
    parses.mkdir()
    for number, document in enumerate(parsed):
        assert document.clean
        source = conllu.dumps(document.clean, document.sentences or (), document.mentions or ())
        (parses / f"{number}.conllu").write_text(source, encoding="utf-8")
    (parses / "cut.conllu").write_text("1\tcut", encoding="utf-8")
    return tmp_path / "p.graph"


def _export(folder: Path, out: Path) -> str:
    with Graph.open(folder) as graph:
        (path,) = graph.export(out, format="conllu")
    return path.read_text(encoding="utf-8")


def test_the_trees_are_read_back(folder: Path, parsed: list[Document], tmp_path: Path) -> None:
    text = _export(folder, tmp_path / "out")
    assert text.startswith("# global.Entity = eid-etype-head-other\n# newdoc id = news/")
    assert text.count("# newdoc id") == 2
    read = conllu.loads_each(text, path="graph.conllu").values()
    wanted = {tuple(w.lemma for s in d.sentences or () for w in s.words) for d in parsed}
    assert {tuple(w.lemma for s in d.sentences or () for w in s.words) for d in read} == wanted


def test_entities_open_and_close_and_name_their_nodes(folder: Path, tmp_path: Path) -> None:
    text = _export(folder, tmp_path / "out")
    with Graph.open(folder) as graph:
        people = {official.id for official in graph.records.officials}
    named = set()
    for sentence in text.split("\n\n"):
        tags = re.findall(r"Entity=(\S+)", sentence)
        open_: list[str] = []
        for tag in tags:
            for opened, kind, node, single, closed in re.findall(r"\((e\d+)-(\w+)-1(?:-([^()]+))?(\))?|(e\d+)\)", tag):
                if closed:
                    open_.remove(closed)
                elif not single:
                    open_.append(opened)
                if kind == "person" and node:
                    named.add(node)
        assert open_ == []
    assert named
    assert named <= people


def test_every_column_is_there(folder: Path, tmp_path: Path) -> None:
    rows = [line for line in _export(folder, tmp_path / "out").split("\n") if line and not line.startswith("#")]
    assert {row.count("\t") for row in rows} == {9}


def test_a_second_run_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert _export(folder, tmp_path / "a") == _export(folder, tmp_path / "b")


def test_no_parse_is_said(folder: Path, sample_graph: Path, tmp_path: Path) -> None:
    with Graph.open(sample_graph) as graph, pytest.raises(StoreError, match="no parse of a document of this graph"):
        graph.export(tmp_path / "out", format="conllu")


def test_a_name_of_two_nodes_has_no_node(folder: Path, tmp_path: Path) -> None:
    with Graph.open(folder) as graph:
        records = graph.records
    twins = tuple(replace(one, id=f"{one.id}0") for one in records.officials)
    export.write(replace(records, officials=records.officials + twins), folder / "parses", tmp_path / "x.conllu")
    assert "official:" not in (tmp_path / "x.conllu").read_text(encoding="utf-8")
