"""What the terminal shows: tables, the build report, the sentences behind an edge; Persian from right to left."""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from pandas import DataFrame

    from graphbuild.query.library import Question
    from graphbuild.query.why import Reason
    from graphbuild.report import BuildReport
    from graphbuild.resolve.review import Doubt
    from graphbuild.store.neo4j.loader import LoadReport

RLI = "\u2067"  # right-to-left isolate: what follows runs from right to left and leaves its surroundings alone
PDI = "\u2069"  # pop directional isolate: ends it

_ID = re.compile(r"[a-z]+:[0-9a-f]{16}")  # as `graphbuild.ids` makes them
_WORD = 12  # characters, of a day, a kind of talk, a factuality
_SEPARATOR = "\u060c "  # Arabic comma: it keeps its side among Persian words

FACTUALITY_STYLES = {
    "asserted": "green",
    "planned": "cyan",
    "possible": "cyan",
    "alleged": "yellow",
    "denied": "red",
}


def show(*parts: RenderableType) -> None:
    """Print on stdout, a blank line between the parts."""
    out = Console()
    for i, part in enumerate(parts):
        if i:
            out.print()
        out.print(part)


def print_json(value: Any) -> None:
    """Print a value as JSON; days are ISO."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as CSV; lists are JSON, days are ISO, None is empty."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            [json.dumps(v, ensure_ascii=False, default=str) if isinstance(v, list | dict) else v for v in row]
        )


@contextmanager
def progress(of: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr, if that is a terminal, and the function that moves it: done, of how many, which."""
    errors = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    ) as bar:
        task = bar.add_task(of, total=None, name="")

        def move(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield move


class Isolated:
    """Text with Persian in it: on a terminal each of its lines is a right-to-left isolate of its own.

    Terminals that know nothing of direction show the marks as nothing; files and pipes get none.
    """

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.wrap(console, options.max_width)
        for line in lines:
            line.rstrip()
            yield Text.assemble(RLI, line, PDI, justify="right") if console.is_terminal else line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)


def cell(value: Any, *, style: str = "") -> RenderableType:
    """A value as a table cell; lists are joined, None is empty, control characters are shown as U+FFFD."""
    if value is None or value != value:  # NaN and NaT do not equal themselves
        return ""
    if isinstance(value, list | tuple):
        value = _SEPARATOR.join(_plain(item) for item in value)
    text = Text(_plain(value), style=style)
    return Isolated(text) if _runs_right_to_left(text.plain) else text


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> Table:
    """Rows as a table; a factuality has its colour."""
    found = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    rows = list(rows)
    for name, width in zip(columns, _least_widths(columns, rows), strict=True):
        found.add_column(name, overflow="fold", min_width=width)
    for row in rows:
        found.add_row(*(cell(value, style=FACTUALITY_STYLES.get(str(value), "")) for value in row))
    return found


def answer(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    """Rows of a named question for the eye: columns that hold nothing but ids are left out."""
    shown = [i for i in range(len(columns)) if not rows or not all(_ID.fullmatch(str(row[i])) for row in rows)]
    return table([columns[i] for i in shown], ([row[i] for i in shown] for row in rows))


def who_talked_to_whom(found: DataFrame, *, rows: int) -> RenderableType:
    """The first talks of the frame of who talked to whom, one row each, with the sentence that says so."""
    talks = [talk for _, talk in found.groupby("talk", sort=False)]
    if not rows or not talks:
        return Text(
            f"{len(talks)} talks: graphbuild query who-talked-to-whom" if talks else "no talks found", style="dim"
        )
    shown = Table(title="Who talked to whom", title_justify="left", header_style="bold", box=None, expand=True)
    for name, ratio in {"date": None, "who": 3, "how": None, "about": 3, "sentence": 5}.items():
        shown.add_column(name, ratio=ratio, no_wrap=ratio is None)
    for talk in talks[:rows]:
        first = talk.iloc[0]
        parties = dict.fromkeys([*talk["a"], *talk["b"]])
        how = Text.assemble(first["kind"], "\n", (first["factuality"], FACTUALITY_STYLES[first["factuality"]]))
        topics = Group(*map(cell, first["topics"]))
        shown.add_row(cell(first["date"]), Group(*map(cell, parties)), how, topics, cell(first["quote"]))
    rest = len(talks) - len(talks[:rows])
    return Group(shown, Text(f"… and {rest} more: graphbuild query who-talked-to-whom", style="dim")) if rest else shown


def report(found: BuildReport) -> RenderableType:
    """The closing summary of a build, with what was refused and why."""
    documents = [f"{found.documents_read} read", f"{found.parsed} parsed", f"{found.reused} from the cache"]
    if found.refused:
        documents.append(f"[red]{len(found.refused)} refused[/red]")
    seconds = "  ".join(f"{stage} {value:.1f}" for stage, value in found.seconds.items())
    grid = Table.grid(padding=(0, 2))
    grid.add_row("documents", ", ".join(documents))
    grid.add_row("graph", f"{found.talks} talks, {found.officials} officials, {found.statements} statements")
    if found.corrections:
        grid.add_row("corrections", f"{found.corrections} entries of corrections.toml")
    if found.doubtful:
        grid.add_row("doubtful", f"{found.doubtful} merges to look at: graphbuild review --graph {found.graph}")
    grid.add_row("seconds", seconds or "0")
    parts: list[RenderableType] = [grid]
    if found.unknown:
        parts.append(table(("correction", "means nothing in this graph (any more)"), found.unknown))
    if found.refused:
        parts.append(table(("refused", "why"), found.refused))
    return Group(*parts)


def load_report(found: LoadReport) -> RenderableType:
    """What a load did or would do, by label and relationship type; of the counters those that are not zero."""
    where = found.uri if found.database is None else f"{found.uri}, database {found.database}"
    counters = [f"{value} {name.replace('_', ' ')}" for name, value in found.counters.items() if value]
    grid = Table.grid(padding=(0, 2))
    grid.add_row("would be loaded into" if found.dry_run else "loaded into", Text(where))
    grid.add_row("unchanged", f"{found.unchanged}")
    if not found.dry_run:
        grid.add_row("counters", ", ".join(counters) or "nothing changed")
    grid.add_row("seconds", "  ".join(f"{stage} {value:.1f}" for stage, value in found.seconds.items()))
    rows = [(name, *counts) for name, counts in found.changes.items()]
    return Group(table(("", "new", "changed", "gone"), rows), Text(), grid) if rows else grid


def question_list(questions: Mapping[str, Question]) -> Table:
    """The named questions, with what each answers and takes; a parameter that must be given has no brackets."""
    rows = []
    for question in questions.values():
        taken = [p.name if p.default is None else f"[{p.name}]" for p in question.parameters]
        rows.append((question.name, question.description, " ".join(taken)))
    return table(("question", "what it answers", "parameters"), rows)


def reasons(found: Sequence[Reason]) -> RenderableType:
    """The talks behind an edge, each with its sentences, where they stand, and on whose word."""
    parts: list[RenderableType] = []
    for reason in found:
        style = FACTUALITY_STYLES[reason.factuality]
        head = Text.assemble(
            str(reason.date or "no date"), "  ", (reason.kind, "bold"), "  ", (reason.factuality, style)
        )
        parts += [head, cell(reason.parties, style="bold")]
        for word in reason.words:
            parts.append(_indented(Text(f"{word.stance}:"), cell(word.source)))
        for passage in reason.passages:
            sentence = Text.assemble(
                _plain(passage.before), (_plain(passage.quote), f"{style} underline"), _plain(passage.after)
            )
            of = ", ".join(str(part) for part in (passage.source, passage.published) if part)
            where = f"{passage.document}:{passage.start}–{passage.end}"
            parts += [_indented(Isolated(sentence)), _indented(cell(of, style="dim"), Text(where, style="dim"))]
        for judgement in reason.judgements:
            text = f"one talk by {judgement.score:.2f}: {judgement.reason} ({judgement.id})"
            parts.append(_indented(Text(text, style="dim")))
        parts += [_indented(Text(reason.talk, style="dim")), Text()]
    return Group(*parts[:-1])


def doubts(found: Sequence[Doubt]) -> RenderableType:
    """Judgements for review, each with both sentences, its score and reason, and the lines that settle it."""
    parts: list[RenderableType] = []
    for doubt in found:
        judgement = doubt.judgement
        verdict = f"taken for one {judgement.kind}" if judgement.same else f"taken for two {judgement.kind}s"
        parts.append(
            Text.assemble(
                (f"{doubt.number}. ", "bold"), verdict, f"  score {judgement.score:.2f}  ", (judgement.id, "dim")
            )
        )
        parts += [_indented(cell(name, style="bold")) for name in doubt.names]
        for side, quote in doubt.sides:
            where = f"{side}  {quote.document}:{quote.start}–{quote.end}" if quote else side
            parts += [_indented(cell(quote.text if quote else "")), _indented(cell(where, style="dim"))]
        parts.append(_indented(Text(judgement.reason)))
        for head, entry in (("if it is so:", doubt.accept), ("if not:", doubt.reject)):
            lines = entry.rpartition("\nwhy = ")[0]  # the reason is above already
            parts += [_indented(Text(head, style="dim")), _indented(Text(lines, no_wrap=True, overflow="ignore"))]
        parts.append(Text())
    return Group(*parts[:-1])


def _indented(*parts: RenderableType) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(*parts)
    return Padding(grid, (0, 0, 0, 2))


def _plain(value: Any) -> str:
    """Text of a value in one line, without characters that would steer the terminal."""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return " ".join(f"{name}={_plain(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return " ".join(_plain(item) for item in value)
    return "".join(_visible(character) for character in str(value))


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character


def _least_widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int | None]:
    """Room for the head and the longest word of each column, so that none is broken, if the terminal has it."""
    words = [[name, *(word for row in rows for word in _plain(row[i]).split())] for i, name in enumerate(columns)]
    widths = [min(_WORD, max(map(cell_len, column))) for column in words]
    fits = sum(widths) + 2 * (len(widths) - 1) <= Console().width
    return [width if fits else None for width in widths]


def _runs_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
