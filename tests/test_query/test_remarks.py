"""What is said of an answer: why it has no rows, and how many talks without a date a period left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild.query.library import ask, questions
from graphbuild.query.remarks import undated_left_out, why_empty
from graphbuild.records import Records
from graphbuild.store.base import Store
from graphbuild.store.embedded import EmbeddedStore


@pytest.fixture(scope="module")
def store(sample_graph: Path) -> Iterator[Store]:
    with EmbeddedStore(sample_graph) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "parameters", "said"),
    [
        ("partners", {"name": "رستکاران"}, "nobody in this graph is named «رستکاران»; did you mean «کاوه رستگاران»?"),
        ("partners", {"name": "zzzz"}, "nobody in this graph is named «zzzz»; `graphbuild query most-central` lists"),
        ("talks-of-state", {"state": "مصرر"}, "no state «مصرر» in this graph; did you mean «مصر»?"),
        ("talks-of-state", {"state": "Egipt"}, "did you mean «Egypt»?"),
        ("talks-about", {"topic": "آتش‌پس"}, "no topic «آتش‌پس» in this graph; did you mean «آتش‌بس در غزه»?"),
        ("topics-between-states", {"a": "مصرر", "b": "xx"}, "«مصرر» in this graph; did you mean «مصر»?; no state «xx»"),
        (
            "who-talked-to-whom",
            {"since": "2026-01", "until": "2026-01"},
            "no talk of this graph is from 2026-01-01 to 2026-01-31; its dated talks run from 2024-12-01 to 2025-01-20",
        ),
        ("who-talked-to-whom", {"since": "2026"}, "no talk of this graph is from 2026-01-01 on"),
        ("who-talked-to-whom", {"until": "2023"}, "no talk of this graph is before 2023-12-31 or on it"),
        ("planned-not-reported", {"since": "2025-02"}, "no talk of this graph is from 2025-02-01 on"),
        ("who-talked-to-whom", {"since": "2025-02", "until": "2025-01"}, "the period ends before it begins"),
        (
            "who-talked-to-whom",
            {"topic": "اسرا", "until": "2025-01-11", "factuality": "asserted"},
            "nothing fits all that was asked with, though each is in this graph; rows without topic: 2; without until",
        ),
        ("statements-by", {"name": "رستگاران", "act": "xx"}, "rows without act: 3"),
        ("shortest-path", {"a": "رستگاران", "b": "رستگاران"}, "nothing of this kind is told of it"),
        ("MATCH (n:Talk) WHERE n.kind = 'x' RETURN n.id", {}, "names in Cypher are compared as they are written"),
    ],
)
def test_an_empty_answer_says_why(store: Store, question: str, parameters: dict[str, str], said: str) -> None:
    assert ask(store, question, parameters).rows == []
    assert said in why_empty(store, question, parameters)


def test_an_empty_graph_says_so(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "empty.graph") as store:
        store.load(Records())
        for question in questions().values():
            given = {p.name: "x" for p in question.parameters if p.default is None}
            assert why_empty(store, question.name, given).startswith("no talks in this graph; build it from news")


def test_any_empty_answer_can_be_explained(store: Store) -> None:
    for question in questions().values():
        given = {p.name: "|" for p in question.parameters if p.type in ("name", "state", "topic")}
        assert why_empty(store, question.name, {**given, "limit": 1})


@pytest.mark.parametrize(
    ("question", "parameters", "said"),
    [
        ("who-talked-to-whom", {"since": "2025-01"}, "2 talks without a date are left out"),
        ("who-talked-to-whom", {"since": "2025-01", "limit": "1"}, "2 talks without a date are left out"),
        ("who-talked-to-whom", {"since": "2025-01", "topic": "غزه"}, ""),
        ("who-talked-to-whom", {"factuality": "denied", "until": "2025"}, "1 talk without a date is left out"),
        ("who-talked-to-whom", {"factuality": "denied"}, ""),
        ("talks-of-state", {"state": "US", "since": "2025"}, "1 talk without a date is left out"),
        ("timeline", {"name": "رستگاران", "since": "2025"}, "3 events without a date are left out"),
        ("partners", {"name": "رستگاران", "since": "2025"}, "talks without a date are left out (the graph has 2)"),
        ("planned-not-reported", {"since": "2025"}, ""),  # it keeps them
        ("mediators", {}, ""),
        ("MATCH (t:Talk) RETURN t.id", {}, ""),
    ],
)
def test_talks_without_a_date_are_counted(store: Store, question: str, parameters: dict[str, str], said: str) -> None:
    assert undated_left_out(store, question, parameters) == said
