"""``python -m graphbuild.train.talks GOLD ... --out FILE``: the weights of the scorer of talks, from annotated news.

Each GOLD (a folder, or a file) is one fold: its pairs are scored with weights from all the others, and those are the
scores printed. The weights written are from all of them. Two persons or offices of a sentence are an example: a right
one where an annotated talk of that line has both. A line may hold more sentences than the one that tells of the talk;
pairs that the weights find unlikely are therefore left out, but for the likeliest one of each talk, and the rest is
learned again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.document import Document
from graphbuild.evaluate.gold import Gold, GoldTalk
from graphbuild.evaluate.names import same_party
from graphbuild.parse import Parser
from graphbuild.relate import Relater
from graphbuild.relate.frames import frames
from graphbuild.relate.scored import probability
from graphbuild.relate.talk_scores import ADD, is_told, pairs
from graphbuild.relate.views import views
from graphbuild.train import annotated
from graphbuild.train.logistic import Example, fit, write

PRIOR = 0.1  # variance of the prior of a weight
SMALLEST = 0.02  # absolute weights below are not written
_ROUNDS = 2  # of leaving out
_LIKELY = 0.5


@dataclass(frozen=True)
class Case:
    """Two phrases of a sentence: what is true of them, the annotated talks of the line that have both.

    `known`: the rules read a talk of the two in that document.
    """

    features: frozenset[str]
    talks: frozenset[tuple[Path, str]]
    known: bool

    @property
    def right(self) -> bool:
        """Whether they talked."""
        return bool(self.talks)


def cases(gold: Sequence[Gold], parser: Parser) -> Iterator[Case]:
    """The pairs of annotated documents; those of a talk that is told in another line are left out."""
    relater = Relater(talk_weights=None)
    for one, document in annotated.linked(gold, parser):
        yield from _cases(one, relater(document))


def _cases(gold: Gold, document: Document) -> Iterator[Case]:
    clean, links = document.clean, document.links
    if clean is None or links is None:
        return
    seen = views(document.sentences or (), clean, links)
    for pair in pairs(seen, frames(), links.entities, document.statements or (), clean):
        span = clean.raw_span(pair.view.sentence.start, pair.view.sentence.end)
        lines = {gold.source.line_of(span.start), gold.source.line_of(max(span.start, span.end - 1))}
        names = [[links.entities[e].name for e in phrase.entities] for phrase in (pair.left, pair.right)]
        both = [talk for talk in gold.talks if _has(talk, *names)]
        here = frozenset((gold.path, talk.id) for talk in both if lines & set(talk.lines))
        if here or not both:
            yield Case(pair.features, here, is_told(pair, document.talks or (), links.entities))


def _has(talk: GoldTalk, left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two different participants of a talk are these."""
    sides = [
        {i for i, aliases in enumerate(talk.participants) if any(same_party(aliases, name) for name in names)}
        for names in (left, right)
    ]
    return any(i != j for i in sides[0] for j in sides[1])


def learn(found: Sequence[Case]) -> dict[str, float]:
    """The weights that tell the pairs who talked."""
    kept = list(found)
    weights = fit(_examples(kept), prior=PRIOR, smallest=SMALLEST)
    for _ in range(_ROUNDS):
        scores = [probability(case.features, weights) for case in kept]
        best: dict[tuple[Path, str], float] = {}
        for case, score in zip(kept, scores, strict=True):
            best.update((talk, max(score, best.get(talk, 0.0))) for talk in case.talks)
        kept = [
            case
            for case, score in zip(kept, scores, strict=True)
            if not case.right or score >= _LIKELY or any(best[talk] == score for talk in case.talks)
        ]
        weights = fit(_examples(kept), prior=PRIOR, smallest=SMALLEST)
    return weights


def _examples(found: Iterable[Case]) -> list[Example]:
    return [(case.features, case.right, 1.0) for case in found]


def _line(name: str, found: Sequence[Case], weights: Mapping[str, float]) -> str:
    """Of the pairs whom the rules do not have: how many are added, how many annotated talks they bring."""
    added = [c for c in found if not c.known and probability(c.features, weights) >= ADD]
    told = {talk for case in found if case.known for talk in case.talks}
    new = {talk for case in added for talk in case.talks} - told
    wrong = sum(not case.right for case in added)
    return f"{name:42} {len(added)} pairs added, {wrong} of them wrong; {len(new)} talks more"


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, cross-validate and write."""
    parser = annotated.options("graphbuild.train.talks", __doc__)
    options = parser.parse_args(arguments)
    folds = annotated.folds(options.gold, options.work, cases)
    for path, held, others in annotated.held_out(folds):
        weights = learn(others)
        print(_line(f"{path.name}, held out", held, weights), flush=True)
    weights = learn([case for found in folds.values() for case in found])
    if options.out:
        write(options.out, weights, scorer="talk_scores", made_by="python -m graphbuild.train.talks")
        print(f"{len(weights)} weights → {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
