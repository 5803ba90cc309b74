"""The `Graph` object: frames with sensible types, filters in any spelling, networkx, the sentences behind an edge."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from graphbuild.errors import QueryError, StoreError
from graphbuild.graph import Graph
from graphbuild.query import why as why_module
from graphbuild.records import Records
from graphbuild.store.embedded import EmbeddedStore


@pytest.fixture(scope="module")
def graph(sample_graph: Path) -> Iterator[Graph]:
    with Graph.open(sample_graph) as opened:
        yield opened


def test_talks(graph: Graph, records: Records) -> None:
    talks = graph.talks()
    assert len(talks) == len(records.talks)
    assert pd.api.types.is_datetime64_any_dtype(talks["date"])
    assert talks["date"].dropna().is_monotonic_increasing
    assert talks["kind"].dtype == "category"
    assert list(talks["factuality"].cat.categories) == ["asserted", "planned", "possible", "alleged", "denied"]
    doha = talks[talks["kind"] == "negotiation"].iloc[0]
    assert doha["parties"] == ("طارق المنیاوی", "نخست‌وزیر قطر", "کاوه رستگاران")
    assert doha["topics"] == ("آتش‌بس در غزه", "تبادل اسرا")
    assert doha["place"] == "دوحه"
    assert talks["sentences"].sum() == sum(len(talk.evidence) for talk in records.talks)


def test_officials(graph: Graph) -> None:
    officials = graph.officials().set_index("name")
    assert officials.index.is_monotonic_increasing
    assert officials.loc["کاوه رستگاران", "positions"] == ("وزیر امور خارجه ایران",)
    assert officials.loc["کاوه رستگاران", "talks"] == 6
    assert officials.loc["مهران بقائی‌فر", "statements"] == 2


def test_statements(graph: Graph, records: Records) -> None:
    statements = graph.statements()
    assert len(statements) == len(records.statements)
    thanks = statements[statements["act"] == "thank"].iloc[0]
    assert thanks["speaker"] == "کاوه رستگاران"
    assert thanks["mentions"] == ("قطر",)
    assert thanks["quote"] == "رستگاران از قطر قدردانی کرد"
    assert thanks["document"] == "news/ministry-02.txt"


def test_documents(graph: Graph) -> None:
    documents = graph.documents().set_index("path")
    assert documents.loc["news/agency-01.txt", "talks"] == 3
    assert documents.loc["news/agency-01.txt", "published"] == pd.Timestamp("2025-01-11")
    assert pd.isna(documents.loc["news/agency-02.txt", "published"])


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 9),
        ({"since": "2025-01-11"}, 5),
        ({"since": date(2025, 1, 11), "until": "2025-01-16"}, 4),
        ({"until": "2024-12-31"}, 1),
        ({"state": "US"}, 2),
        ({"state": "ايالات متحده امريكا"}, 2),
        ({"state": "egypt"}, 4),
        ({"factuality": "denied"}, 1),
        ({"factuality": ["denied", "alleged"], "state": "IR"}, 2),
        ({"topic": "اسرا"}, 3),
        ({"official": "هالووي"}, 2),
        ({"official": "Rostegaran", "topic": "آتش‌بس"}, 3),
        ({"since": "2025-01", "until": "2025-01"}, 6),
        ({"since": "1403-10-22", "until": "1403-10"}, 4),
        ({"official": "المنیاوی", "factuality": "denied"}, 0),
    ],
)
def test_who_talked_to_whom(graph: Graph, filters: dict[str, object], count: int) -> None:
    found = graph.who_talked_to_whom(**filters)  # type: ignore[arg-type]
    assert len(found) == count
    assert list(found.columns[:7]) == ["date", "kind", "factuality", "a", "a_state", "b", "b_state"]
    assert found["quote"].notna().all()
    assert found["date"].dropna().is_monotonic_increasing


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"since": "1403/10/21"}, "write YYYY-MM-DD"),
        ({"state": "آتلانتیس"}, "no state «آتلانتیس» in this graph"),
        ({"state": "مصرر"}, "did you mean «مصر»"),
        ({"official": "رستکاران"}, "did you mean «کاوه رستگاران»"),
        ({"topic": "اتش بث"}, "no topic «اتش بث» in this graph; did you mean «آتش‌بس در غزه»"),
        ({"factuality": "true"}, "no factuality 'true'; use asserted, planned"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(graph: Graph, filters: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        graph.who_talked_to_whom(**filters)  # type: ignore[arg-type]


def test_talks_without_a_day_are_counted_where_a_period_leaves_them_out(graph: Graph) -> None:
    assert graph.who_talked_to_whom(since="2025").attrs["undated_left_out"] == 2
    assert graph.who_talked_to_whom(until="2025", state="US").attrs["undated_left_out"] == 1
    assert graph.who_talked_to_whom().attrs["undated_left_out"] == 0


def test_a_question_without_rows_says_why(graph: Graph) -> None:
    assert "did you mean «طارق المنیاوی»" in graph.query("partners", name="المنیای").attrs["why_empty"]
    assert "why_empty" not in graph.query("partners", name="المنیاوی").attrs


def test_an_empty_graph_has_empty_frames(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        store.load(Records())
        graph = Graph(store)
        frames = [graph.talks(), graph.officials(), graph.statements(), graph.documents(), graph.who_talked_to_whom()]
        assert all(found.empty and len(found.columns) > 5 for found in frames)
        assert graph.to_networkx().number_of_nodes() == 0


def test_a_question_gives_a_frame(graph: Graph) -> None:
    found = graph.query("who-talked-to-whom", since="2025-01-16")
    assert pd.api.types.is_datetime64_any_dtype(found["date"])
    assert len(found) == 4
    assert graph.query("who-talked-to-whom", factuality="denied")["deniers"].tolist() == [["مهران بقائی‌فر"]]
    assert graph.query("MATCH (s:State) WHERE s.id = $id RETURN s.name AS name", id="IR")["name"].tolist() == ["ایران"]


def test_networkx_has_everything(graph: Graph, records: Records) -> None:
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    labels = [values["label"] for _, values in network.nodes(data=True)]
    assert labels.count("Talk") == len(records.talks)
    talked = [values for _, _, values in network.edges(data=True) if values["type"] == "TALKED_WITH"]
    assert len(talked) == 9
    assert {type(values.get("date")) for values in talked} == {date, type(None)}
    assert nx.has_path(network.to_undirected(), "US", "QA") is False  # nobody holds an American office here
    assert nx.has_path(network.to_undirected(), "EG", "TR")


def test_why_shows_every_sentence_in_its_context(graph: Graph, records: Records) -> None:
    reasons = graph.why("رستگاران", "المنياوي")
    assert [(reason.kind, reason.date) for reason in reasons] == [
        ("phone_call", date(2025, 1, 10)),
        ("negotiation", date(2025, 1, 16)),
    ]
    call = reasons[0]
    assert [(word.stance, word.source) for word in call.words] == [
        ("announces", "وزارت امور خارجه ایران"),
        ("reports", "خبرگزاری البرزنامه"),
    ]
    texts = {document.path: document.text for document in records.documents}
    for passage in call.passages:
        text = texts[passage.document]
        assert text[passage.start : passage.end] == passage.quote
        assert passage.before + passage.quote + passage.after in text.split("\n")
    assert call.passages[0].before == "به گزارش خبرگزاری البرزنامه، "
    assert call.passages[0].source == "خبرگزاری البرزنامه"
    assert call.passages[0].published == date(2025, 1, 11)


def test_why_without_texts_still_quotes(sample_graph: Path) -> None:
    with EmbeddedStore(sample_graph) as store:
        (reason, *_) = Graph(store).why("رستگاران", "هالووی")
        assert reason.passages[0].quote
        assert reason.passages[0].before == ""


def test_a_long_line_is_cut_at_a_space(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(why_module, "CONTEXT", 12)
    passage = graph.why("رستگاران", "المنیاوی")[0].passages[0]
    assert passage.before == "… البرزنامه، "


def test_why_of_two_who_never_talked_is_empty(graph: Graph) -> None:
    assert graph.why("هالووی", "المنیاوی") == []


def test_why_of_nobody_names_the_nearest(graph: Graph) -> None:
    with pytest.raises(QueryError, match="nobody in this graph is named «کاوه رستکاران»; did you mean «کاوه رستگاران»"):
        graph.why("کاوه رستکاران", "المنیاوی")
    with pytest.raises(QueryError, match="an empty name"):
        graph.why(" ", "المنیاوی")


def test_no_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        Graph.open(tmp_path)


def test_importing_graph_imports_nothing_heavy() -> None:
    script = "import sys, graphbuild.graph; print({'pandas', 'networkx', 'pyarrow', 'ladybug'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
