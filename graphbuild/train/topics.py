"""``python -m graphbuild.train.topics GOLD ... --out FILE``: the weights of the topic scorer, from annotated news.

Each GOLD (a folder, or a file) is one fold: the topics of its talks are chosen with weights from all the others, and
those are the scores printed, so that no text is scored by what was learned from it. The weights written are from all of
them. With ``--further`` the mean of their prior are the weights that are shipped, so that the texts which they were
learned from need not be at hand any more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graphbuild.document import Document
from graphbuild.evaluate.align import align
from graphbuild.evaluate.bootstrap import Bootstrap, Resampler
from graphbuild.evaluate.gold import Gold, GoldTalk
from graphbuild.evaluate.names import same_topic
from graphbuild.evaluate.outcome import Counts
from graphbuild.evaluate.predicted import PredictedTalk
from graphbuild.parse import Parser
from graphbuild.relate import Relater
from graphbuild.relate.scored import shipped
from graphbuild.relate.topic_scores import WEIGHTS, Report, Told, choose
from graphbuild.train import annotated
from graphbuild.train.logistic import Example, fit, write

UNSAID = 0.5  # weight of the phrases of a talk for which the annotation has no topic


@dataclass(frozen=True)
class Case:
    """A talk that was found, the annotated one, and its candidates: features and whether it is a topic."""

    report: Report
    told: Told
    gold: GoldTalk
    examples: tuple[Example, ...]


def cases(gold: Sequence[Gold], parser: Parser) -> Iterator[Case]:
    """The annotated talks that the rules find, with the phrases near them."""
    relater = Relater()
    for one, document in annotated.linked(gold, parser):
        yield from _cases(one, *relater.read(document))


def _cases(gold: Gold, document: Document, report: Report) -> Iterator[Case]:
    entities = document.links.entities if document.links else ()
    found = [
        PredictedTalk(
            id=str(n),
            kind=report.talks[told.mentions[0]].kind,
            factuality=report.talks[told.mentions[0]].factuality,
            date=None,
            place=None,
            participants=tuple(entities[p.entity].name for p in report.talks[told.mentions[0]].parties),
            topics=(),
            evidence=(),
        )
        for n, told in enumerate(report.told)
    ]
    matched = align(gold.talks, found).matched
    for talk in gold.talks:
        if talk.optional or talk.id not in matched:
            continue
        told = report.told[int(matched[talk.id].id)]
        yield Case(report, told, talk, tuple(_examples(report, told, talk)))


def _examples(report: Report, told: Told, talk: GoldTalk) -> Iterator[Example]:
    weight = 1.0 if talk.topics or talk.topics_optional else UNSAID
    for candidate in report.near(told):
        right = any(same_topic(topic, candidate.topic.text) for topic in talk.topics)
        if right or not any(same_topic(topic, candidate.topic.text) for topic in talk.topics_optional):
            yield report.features(told, candidate), right, weight


def learn(found: Iterable[Case], before: Mapping[str, float] = MappingProxyType({})) -> dict[str, float]:
    """The weights that make the annotated topics of these cases likeliest; `before`: the mean of their prior."""
    return fit([example for case in found for example in case.examples], before)


def count(held: Iterable[Case], weights: Mapping[str, float] | None) -> list[Counts]:
    """Topics right, wrong and missed by document, as `evaluate` counts them; without weights, by the rules alone."""
    by_report: dict[Report, list[Case]] = {}
    for case in held:
        by_report.setdefault(case.report, []).append(case)
    return [_counts(report, found, weights) for report, found in by_report.items()]


def _counts(report: Report, held: Iterable[Case], weights: Mapping[str, float] | None) -> Counts:
    counts = Counts()
    for case in held:
        topics = case.told.topics
        if weights is not None:
            choice = choose(report, case.told, weights)
            topics = [*choice.kept, *(candidate.topic for _, candidate in choice.added)]
        texts = dict.fromkeys(topic.text for topic in topics)
        hits = sum(any(same_topic(topic, text) for text in texts) for topic in case.gold.topics)
        allowed = case.gold.topics + case.gold.topics_optional
        counts.tp += hits
        counts.fn += len(case.gold.topics) - hits
        counts.fp += sum(not any(same_topic(topic, text) for topic in allowed) for text in texts) if allowed else 0
    return counts


def _line(name: str, counts: Sequence[Counts]) -> str:
    rate = Resampler(len(counts), Bootstrap()).rate(counts)
    span = f" [{rate.f1_interval.low:.2f}, {rate.f1_interval.high:.2f}]" if rate.f1_interval else ""
    return f"{name:42} P {rate.precision:.2f}  R {rate.recall:.2f}  F1 {rate.f1:.2f}{span}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, cross-validate and write."""
    parser = annotated.options("graphbuild.train.topics", __doc__)
    parser.add_argument(
        "--test", action="append", default=[], type=Path, help="a folder that is scored, not learned from"
    )
    parser.add_argument("--further", action="store_true", help="learn on from the weights that are shipped")
    options = parser.parse_args(arguments)
    before = shipped(WEIGHTS) if options.further else {}
    folds = annotated.folds(options.gold, options.work, cases)
    whole: dict[str, list[Counts]] = {"the rules alone": [], "scored": []}
    for path, held, others in annotated.held_out(folds):
        weights = learn(others, before)
        for name, chosen in zip(whole, (None, weights), strict=True):
            counts = count(held, chosen)
            whole[name] += counts
            print(_line(f"{path.name}, held out: {name}", counts), flush=True)
    for name, counts in whole.items() if len(folds) > 1 else ():
        print(_line(f"all, each held out: {name}", counts))
    weights = learn((case for found in folds.values() for case in found), before)
    for path, held in annotated.folds(options.test, options.work, cases).items():
        for name, chosen in zip(whole, (None, weights), strict=True):
            print(_line(f"{path.name}, not learned from: {name}", count(held, chosen)))
    if options.out:
        write(options.out, weights, scorer="topic_scores", made_by="python -m graphbuild.train.topics")
        print(f"{len(weights)} weights → {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
