"""The same questions give the same rows in the same order, the same frames and networks, on both stores."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from test_library import CASES

from graphbuild import server
from graphbuild.errors import QueryError
from graphbuild.graph import Graph
from graphbuild.query.library import ask, questions
from graphbuild.query.remarks import undated_left_out, why_empty

ALL_OF_IT = [(question.name, {}) for question in questions().values() if all(p.default for p in question.parameters)]


@pytest.fixture(scope="module")
def embedded(sample_graph: Path) -> Iterator[Graph]:
    with Graph.open(sample_graph) as graph:
        yield graph


@pytest.fixture(scope="module")
def served(embedded: Graph, neo4j_server: server.Status) -> Iterator[Graph]:
    embedded.load_into(neo4j_server.uri, password=neo4j_server.password)
    with Graph.from_neo4j(neo4j_server.uri, password=neo4j_server.password) as graph:
        yield graph


@pytest.mark.parametrize(("name", "parameters"), [*((case[0], case[1]) for case in CASES), *ALL_OF_IT])
def test_the_same_rows(embedded: Graph, served: Graph, name: str, parameters: dict[str, object]) -> None:
    assert ask(served.store, name, parameters) == ask(embedded.store, name, parameters)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("talks-about", {"topic": "آتش‌پس"}),
        ("talks-of-state", {"state": "مصرر", "until": "2025"}),
        ("who-talked-to-whom", {"since": "2026-01", "until": "2026-01"}),
        ("who-talked-to-whom", {"topic": "اسرا", "until": "2025-01-11"}),
    ],
)
def test_the_same_remarks(embedded: Graph, served: Graph, name: str, parameters: dict[str, object]) -> None:
    for remark in (why_empty, undated_left_out):
        assert remark(served.store, name, parameters) == remark(embedded.store, name, parameters)


def test_the_same_frames(embedded: Graph, served: Graph) -> None:
    for name in ("talks", "officials", "statements", "documents", "who_talked_to_whom"):
        pd.testing.assert_frame_equal(getattr(served, name)(), getattr(embedded, name)())
    asked = {"since": date(2025, 1, 11), "state": "ايران", "factuality": "asserted"}
    pd.testing.assert_frame_equal(served.who_talked_to_whom(**asked), embedded.who_talked_to_whom(**asked))  # type: ignore[arg-type]


def test_the_same_network(embedded: Graph, served: Graph) -> None:
    one, other = served.to_networkx(), embedded.to_networkx()
    assert nx.utils.graphs_equal(one, other)
    assert list(one) == list(other)


def test_the_same_sentences_behind_an_edge(embedded: Graph, served: Graph) -> None:
    assert [reason.talk for reason in served.why("رستگاران", "المنياوي")] == [
        reason.talk for reason in embedded.why("رستگاران", "المنياوي")
    ]


def test_nodes_relationships_and_paths_look_the_same(embedded: Graph, served: Graph) -> None:
    for cypher in (
        "MATCH (s:State) RETURN s ORDER BY s.id",
        "MATCH (a)-[r:HOLDS]->(b) RETURN r ORDER BY a.id, b.id",
        "MATCH p = (:Official)-[:HOLDS]->(:Position)-[:OF]->(s:State) RETURN p ORDER BY s.id",
        # one value alone: the order in which `collect` meets several is nowhere promised
        "MATCH (t:Talk) RETURN collect(DISTINCT t.confidence > 0) AS sure, [min(t.date)] AS first",
    ):
        assert served.store.query(cypher) == embedded.store.query(cypher), cypher


@pytest.mark.parametrize(
    "write",
    [
        "CREATE (:Topic {id: 'x'})",
        "MATCH (n:Topic) SET n.name = 'x'",
        "MATCH (n:Talk) DETACH DELETE n",
        "MERGE (:Topic {id: 'x'})",
        "MATCH (n:Talk) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
        "CREATE INDEX x FOR (n:Talk) ON (n.name)",
        "DROP CONSTRAINT talk_id",
        "CREATE USER x SET PASSWORD 'longenough'",
        "CALL db.createLabel('X')",
    ],
)
def test_a_write_is_refused_by_the_server(served: Graph, write: str) -> None:
    before = served.to_networkx()
    with pytest.raises(QueryError, match="ask only to read"):
        served.query(write)
    assert nx.utils.graphs_equal(before, served.to_networkx())


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("MATCH (n RETURN n", "Invalid input 'RETURN'.*schema.cypher lists"),
        ("RETURN $day", r"\(day\); give it with --param NAME=VALUE"),
        ("RETURN 1; RETURN 2", "one"),
        ("RETURN 1 / 0", "/ by zero"),
    ],
)
def test_a_wrong_question_is_explained_in_one_line(served: Graph, question: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        served.query(question)
    assert "\n" not in str(caught.value)


def test_a_hostile_name_is_only_a_name(served: Graph) -> None:
    before = served.store.query("MATCH (n) RETURN count(n)")
    for hostile in ("'; MATCH (n) DETACH DELETE n //", "`) DETACH DELETE n //", "|", "\\"):
        for question in questions().values():
            ask(
                served.store,
                question.name,
                {p.name: hostile for p in question.parameters if p.type in ("name", "state", "text", "topic")},
            )
    assert served.store.query("MATCH (n) RETURN count(n)") == before
