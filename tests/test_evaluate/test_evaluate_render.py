"""The tables show every figure, and the words of the news as they are."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from rich.console import Console, RenderableType
from scored_samples import EGYPTIAN, MINISTER, TEXT, found_talk, gold_talk

from graphbuild.evaluate import Ladder, evaluate
from graphbuild.evaluate.noise import LADDER
from graphbuild.evaluate.render import errors_table, ladder_table, scores_tables

WriteGold = Callable[..., Path]


def shown(renderable: RenderableType, width: int = 300) -> str:
    console = Console(file=StringIO(), width=width, color_system=None)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def test_tables(write_gold: WriteGold) -> None:
    paths = [
        write_gold(gold_talk("call", MINISTER, EGYPTIAN)),
        write_gold(gold_talk("call", MINISTER, EGYPTIAN), name="second"),
    ]
    text = shown(scores_tables(evaluate(paths, talks=[found_talk(MINISTER, EGYPTIAN)], statements=[])))
    for expected in ("0.667 (0.00–1.00)", "factuality, macro", "missed", "invented.txt", "1/1"):
        assert expected in text


def test_tables_are_whole_in_a_narrow_terminal(write_gold: WriteGold) -> None:
    scores = evaluate([write_gold(gold_talk("call", MINISTER, EGYPTIAN))], talks=[], statements=[])
    for table in (scores_tables(scores), ladder_table(Ladder(dict.fromkeys(LADDER, scores)))):
        lines = [line.split() for line in shown(table, width=80).splitlines()]
        assert lines == [line.split() for line in shown(table, width=80 + 1).splitlines()]  # nothing is cut off
        assert not any("…" in word for line in lines for word in line)


def test_errors_show_the_sentence_without_reading_markup(write_gold: WriteGold) -> None:
    marked = TEXT.replace("روز پنجشنبه", "[bold]روز پنجشنبه[/]")
    scores = evaluate([write_gold(gold_talk("call", MINISTER, EGYPTIAN), text=marked)], talks=[], statements=[])
    assert marked.split("\n")[1] in shown(errors_table(scores))
