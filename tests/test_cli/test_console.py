"""What the terminal shows: one row a talk, each line of Persian isolated, refusals with their reasons."""

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from graphbuild import console
from graphbuild.graph import Graph
from graphbuild.query.library import ask
from graphbuild.report import BuildReport


def shown(*parts: RenderableType, terminal: bool = False, width: int = 100) -> str:
    out = Console(file=io.StringIO(), width=width, force_terminal=terminal, color_system=None)
    for part in parts:
        out.print(part)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_one_row_a_talk_with_its_sentence(sample_graph: Path) -> None:
    with Graph.open(sample_graph) as graph:
        found = graph.who_talked_to_whom()
    text = shown(console.who_talked_to_whom(found, rows=20), width=400)
    assert text.count("negotiation") == 1  # three pairs, one talk
    assert "رستگاران و المنیاوی با میانجیگری نخست‌وزیر قطر در دوحه" in text
    assert "more" not in text
    assert "… and 5 more: graphbuild query who-talked-to-whom" in shown(console.who_talked_to_whom(found, rows=2))
    assert shown(console.who_talked_to_whom(found, rows=0)) == "7 talks: graphbuild query who-talked-to-whom\n"
    assert shown(console.who_talked_to_whom(found[:0], rows=20)) == "no talks found\n"


def test_no_word_is_broken_where_there_is_room(sample_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with Graph.open(sample_graph) as graph:
        answer = ask(graph.store, "who-talked-to-whom", {})
    text = shown(console.answer(answer.columns, answer.rows), width=80)
    assert "factuality" in text.splitlines()[0]
    for word in ("2025-01-16", "negotiation", "نخست‌وزیر", "رستگاران"):
        assert word in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_each_line_of_persian_is_isolated_on_a_terminal(sample_graph: Path, width: int) -> None:
    with Graph.open(sample_graph) as graph:
        parts = [
            console.who_talked_to_whom(graph.who_talked_to_whom(), rows=20),
            console.reasons(graph.why("رستگاران", "منیاوی")),
        ]
    for line in shown(*parts, terminal=True, width=width).splitlines():
        assert line.count(console.RLI) == line.count(console.PDI)
    assert console.RLI not in shown(*parts, width=width)


def test_a_report_says_what_was_refused_and_why() -> None:
    report = BuildReport(
        graph="x.graph",
        documents_read=3,
        parsed=1,
        reused=2,
        refused=(("news/[old].doc", "not text; save it as .txt"),),
        talks=4,
        officials=5,
        statements=6,
        seconds={"read": 0.01, "parse": 12.34},
    )
    text = shown(console.report(report))
    for part in ("3 read, 1 parsed, 2 from the cache, 1 refused", "4 talks, 5 officials", "read 0.0  parse 12.3"):
        assert part in text
    assert "news/[old].doc  not text; save it as .txt" in text
    assert report.to_json()["refused"] == [{"path": "news/[old].doc", "reason": "not text; save it as .txt"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (["a", "b"], "a، b"),
        ({"label": "State", "id": "IR"}, "label=State id=IR"),
        (0, "0"),
    ],
)
def test_a_cell(value: object, text: str) -> None:
    assert shown(console.cell(value)).strip() == text
