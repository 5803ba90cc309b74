"""Bootstrap intervals: the same every time, around the figure, and absent where there is nothing to resample."""

from __future__ import annotations

import pytest

from graphbuild.evaluate.bootstrap import Bootstrap
from graphbuild.evaluate.outcome import Counts, Hits, Outcome
from graphbuild.evaluate.scores import Scores, scores


def outcomes(*right: bool) -> list[Outcome]:
    """One document a value, each with one talk that was found with a right or wrong kind, or missed."""
    documents = []
    for number, good in enumerate(right):
        one = Outcome(f"{number}.txt", factuality=[("asserted", "asserted" if good else None)])
        one.rates["talk"] = Counts(tp=int(good), fn=int(not good))
        one.accuracies["kind"] = Hits(int(good), 1)
        documents.append(one)
    return documents


def intervals(figures: Scores) -> object:
    talk = figures.rates["talk"]
    return (
        talk.f1_interval,
        talk.recall_interval,
        figures.accuracies["kind"].interval,
        figures.factuality_macro.interval,
    )


def test_intervals_are_deterministic_and_hold_the_figure() -> None:
    documents = outcomes(*[True, True, False] * 10)
    first, again = scores(documents), scores(documents)
    assert intervals(first) == intervals(again)
    recall = first.rates["talk"].recall_interval
    assert recall is not None
    assert 0.45 < recall.low < first.rates["talk"].recall < recall.high < 0.85
    assert intervals(scores(documents, bootstrap=Bootstrap(seed=1, resamples=50))) != intervals(first)


def test_more_documents_give_narrower_intervals() -> None:
    widths = []
    for times in (5, 50):
        interval = scores(outcomes(*[True, False] * times)).accuracies["kind"].interval
        assert interval is not None
        widths.append(interval.high - interval.low)
    assert widths[1] < widths[0] / 2


def test_equal_documents_give_no_width() -> None:
    figures = scores(outcomes(True, True, True))
    interval = figures.rates["talk"].f1_interval
    assert interval is not None
    assert (interval.low, interval.high) == (1.0, 1.0)
    assert figures.factuality_macro.interval == interval


@pytest.mark.parametrize("documents", [[], outcomes(True)])
def test_fewer_than_two_documents_have_no_interval(documents: list[Outcome]) -> None:
    assert intervals(scores(documents)) == (None,) * 4


def test_a_slot_that_nothing_fills_has_no_interval() -> None:
    figures = scores(outcomes(True, False))
    assert figures.accuracies["date"].to_json() == {"accuracy": None, "of": 0, "interval": None}
    assert figures.rates["topic"].f1_interval is None
