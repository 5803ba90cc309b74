"""Scores as tables for the terminal, whole in 80 columns: there a cell of two figures takes two lines."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from graphbuild.evaluate.figures import Interval, MacroF1, Rate
from graphbuild.evaluate.outcome import ACCURACY_SLOTS, MISSED, RATE_SLOTS, Outcome
from graphbuild.evaluate.road import Ladder
from graphbuild.evaluate.scores import Scores
from graphbuild.records import FACTUALITIES

_NOTHING = "–"
_WITH_INTERVAL, _WITH_CHANGE = len("(0.00–1.00)"), len("(-0.000)")  # characters that do not break
_LADDER_ROWS = (*RATE_SLOTS, *ACCURACY_SLOTS, "macro")


def scores_tables(scores: Scores) -> Group:
    """The figures by slot, the confusion table of factuality, and one row a document."""
    return Group(slots_table(scores), "", confusion_table(scores), "", documents_table(scores))


def slots_table(scores: Scores) -> Table:
    """Precision, recall and F1, or accuracy, by slot, each with its interval."""
    table = _table("Scores", "slot", "precision", "recall", "F1 or accuracy", "right", "spurious", "missed")
    for column in table.columns[1:4]:
        column.no_wrap, column.min_width = False, _WITH_INTERVAL
    for slot in RATE_SLOTS:
        table.add_row(slot, *_rate_cells(scores.rates[slot]))
    for slot in ACCURACY_SLOTS:
        accuracy = scores.accuracies[slot]
        value = _figure(accuracy.value, accuracy.interval)
        table.add_row(slot, "", "", value, str(accuracy.right), "", str(accuracy.of - accuracy.right))
    macro = scores.factuality_macro
    table.add_row("factuality, macro", "", "", _macro(macro))
    for label, rate in macro.labels.items():
        table.add_row(f"  {label}", *_rate_cells(rate))
    return table


def confusion_table(scores: Scores) -> Table:
    """Gold factuality by row, predicted factuality by column."""
    columns = (*FACTUALITIES, MISSED)
    table = _table("Factuality: gold (rows) by prediction (columns)", "gold", *columns)
    for label in scores.factuality_macro.labels:
        table.add_row(label, *(str(scores.confusion[label, guess] or "") for guess in columns))
    return table


def documents_table(scores: Scores) -> Table:
    """F1 and accuracy of each document."""
    table = _table("Documents", "document", *RATE_SLOTS, *ACCURACY_SLOTS)
    table.columns[0].no_wrap, table.columns[0].overflow = False, "fold"
    for one in scores.documents:
        table.add_row(one.document, *_document_cells(one))
    return table


def errors_table(scores: Scores) -> Table:
    """Every error with its sentence."""
    table = _table("Errors", "document", "slot", "item", "found", "expected", "sentence")
    for column in table.columns:
        column.justify, column.overflow, column.no_wrap = "left", "fold", False
    for error in scores.errors:
        cells = (error.document, error.slot, error.item, error.found, error.expected, error.sentence)
        table.add_row(*map(Text, cells))  # no markup: news has square brackets of its own
    return table


def ladder_table(ladder: Ladder) -> Table:
    """F1 and accuracy under each noise, with what the noise costs against the clean text."""
    table = _table("Noise ladder: F1 and accuracy (change)", "slot", *(name.replace("-", " ") for name in ladder.rungs))
    for column in table.columns[2:]:
        longest = max(map(len, str(column.header).split()))
        column.no_wrap, column.width = False, max(_WITH_CHANGE, longest)
    rungs = [_ladder_figures(scores) for scores in ladder.rungs.values()]
    for slot, clean, *noisy in zip(_LADDER_ROWS, *rungs, strict=True):
        table.add_row(slot, _figure(clean, None), *(_changed(figure, _change(figure, clean)) for figure in noisy))
    return table


def _ladder_figures(scores: Scores) -> list[float | None]:
    """In the order of `_LADDER_ROWS`."""
    rates = [_f1(scores.rates[slot]) for slot in RATE_SLOTS]
    accuracies = [scores.accuracies[slot].value for slot in ACCURACY_SLOTS]
    macro = scores.factuality_macro
    return [*rates, *accuracies, macro.value if macro.labels else None]


def _change(figure: float | None, clean: float | None) -> float | None:
    return None if figure is None or clean is None else figure - clean


def _changed(figure: float | None, change: float | None) -> str:
    return _figure(figure, None) if change is None else f"{_figure(figure, None)} ({change:+.3f})"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=0, show_edge=False)
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left", no_wrap=True)
    return table


def _rate_cells(rate: Rate) -> tuple[str, ...]:
    return (
        _figure(rate.precision, rate.precision_interval),
        _figure(rate.recall, rate.recall_interval),
        _figure(rate.f1, rate.f1_interval),
        *map(str, (rate.tp, rate.fp, rate.fn)),
    )


def _f1(rate: Rate) -> float | None:
    """F1, or None where nothing was found or asked for."""
    return rate.f1 if rate.tp + rate.fp + rate.fn else None


def _macro(macro: MacroF1) -> str:
    return _figure(macro.value if macro.labels else None, macro.interval)


def _figure(value: float | None, interval: Interval | None) -> str:
    if value is None:
        return _NOTHING
    return f"{value:.3f}" if interval is None else f"{value:.3f} ({interval.low:.2f}–{interval.high:.2f})"


def _document_cells(one: Outcome) -> list[str]:
    counts = [one.rates[slot] for slot in RATE_SLOTS]
    rates = [f"{Rate(tp=c.tp, fp=c.fp, fn=c.fn).f1:.2f}" if c.tp + c.fp + c.fn else _NOTHING for c in counts]
    hits = [one.accuracies[slot] for slot in ACCURACY_SLOTS]
    return rates + [f"{each.right}/{each.of}" if each.of else _NOTHING for each in hits]
