"""Scores over documents: the figures of every slot, the confusion of factuality, the errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphbuild.evaluate.bootstrap import Bootstrap, Resampler
from graphbuild.evaluate.figures import Accuracy, MacroF1, Rate
from graphbuild.evaluate.outcome import ACCURACY_SLOTS, MISSED, RATE_SLOTS, Counts, Error, Outcome
from graphbuild.records import FACTUALITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All figures of an export against gold.

    `confusion` counts (best gold factuality, predicted factuality or ``missed``); `documents` has one outcome a
    document, sorted by name; `errors` are theirs, in the same order.
    """

    rates: Mapping[str, Rate]
    accuracies: Mapping[str, Accuracy]
    factuality_macro: MacroF1
    confusion: Mapping[tuple[str, str], int]
    documents: tuple[Outcome, ...]

    @property
    def errors(self) -> tuple[Error, ...]:
        """Every error of every document."""
        return tuple(error for one in self.documents for error in one.errors)

    def to_json(self) -> dict[str, object]:
        """One JSON object: figures by slot, confusion table, documents, errors."""
        return {
            **{slot: rate.to_json() for slot, rate in self.rates.items()},
            **{slot: accuracy.to_json() for slot, accuracy in self.accuracies.items()},
            "factuality_macro": self.factuality_macro.to_json(),
            "confusion": {
                gold: {guess: n for (best, guess), n in self.confusion.items() if best == gold}
                for gold in dict.fromkeys(best for best, _ in self.confusion)
            },
            "documents": [_document_json(one) for one in self.documents],
            "errors": [error.to_json() for error in self.errors],
        }


def scores(outcomes: Sequence[Outcome], *, bootstrap: Bootstrap | None = None) -> Scores:
    """Sum the counts of documents (micro-averages) and draw the intervals, the same for the same outcomes."""
    draw = Resampler(len(outcomes), bootstrap or Bootstrap())
    factualities = [pair for one in outcomes for pair in one.factuality]
    labels = [label for label in FACTUALITIES if any(gold == label for gold, _ in factualities)]
    confusion = Counter((gold, guess or MISSED) for gold, guess in factualities)
    by_label = [[_one_against_rest(one.factuality, label) for one in outcomes] for label in labels]
    return Scores(
        rates={slot: draw.rate([one.rates[slot] for one in outcomes]) for slot in RATE_SLOTS},
        accuracies={slot: draw.accuracy([one.accuracies[slot] for one in outcomes]) for slot in ACCURACY_SLOTS},
        factuality_macro=MacroF1(
            {label: draw.rate(counts) for label, counts in zip(labels, by_label, strict=True)},
            draw.mean_f1(by_label),
        ),
        confusion={(gold, guess): confusion[gold, guess] for gold in labels for guess in (*FACTUALITIES, MISSED)},
        documents=tuple(outcomes),
    )


def _one_against_rest(pairs: Sequence[tuple[str, str | None]], label: str) -> Counts:
    tp = sum(gold == label == guess for gold, guess in pairs)
    found, asked = sum(guess == label for _, guess in pairs), sum(gold == label for gold, _ in pairs)
    return Counts(tp, found - tp, asked - tp)


def _document_json(one: Outcome) -> dict[str, object]:
    rates = {slot: {"tp": c.tp, "fp": c.fp, "fn": c.fn} for slot, c in one.rates.items()}
    accuracies = {slot: {"right": hits.right, "of": hits.of} for slot, hits in one.accuracies.items()}
    return {"document": one.document, **rates, **accuracies}
