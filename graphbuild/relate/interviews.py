"""An interview told as questions and answers: a medium's headline «A: …» that asks, then «X: …»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphbuild.relate.cast import Cast
from graphbuild.relate.markers import words
from graphbuild.relate.model import Party, StatementMention, TalkMention

_RULE = "interview.asked"


def asked(
    talks: Sequence[TalkMention], statements: Sequence[StatementMention], cast: Cast, text: str
) -> Iterator[TalkMention]:
    """The interviews whose questions and answers a text prints, one for each two that talk.

    A medium asks under a headline «A: …» that ends as a question, and the next headline is somebody else's. Nothing
    where a talk of the two is told already.
    """
    told = {frozenset(p.entity for p in talk.parties) for talk in talks}
    heads = [s for s in statements if s.rule == "say.headline"]
    for question, answer in pairwise(heads):
        outlet, guest = cast.medium(question.speaker), answer.speaker
        if not cast.is_medium(cast.entities[outlet]) or cast.is_medium(cast.entities[guest]):
            continue
        if not text[question.start : answer.start].rstrip().endswith(tuple(words("question"))):
            continue
        if (two := frozenset((outlet, guest))) not in told:
            told.add(two)
            yield TalkMention(
                kind="interview",
                parties=(Party(guest), Party(outlet)),
                topics=(),
                place=None,
                date=None,
                factuality="asserted",
                claims=(),
                rule=_RULE,
                sentence=question.sentence,
                start=question.start,
                end=question.end,
                trigger=(question.start, question.content[0]),
            )
