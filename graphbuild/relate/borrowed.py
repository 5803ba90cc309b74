"""Topics that a talk has from other sentences of its report: from what its parties said there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from graphbuild import lang
from graphbuild.link.tokens import key
from graphbuild.relate.model import StatementMention, TalkMention, TopicMention
from graphbuild.relate.topic_parts import distinct

_MOST_TOPICS = 3  # borrowed for one talk; a report quotes more than a talk was about
_FAR = 10  # sentences after a talk in which its parties still speak of it
_LEAD = 3  # sentences of a lead that tells what was said before it tells where


def with_borrowed_topics(
    talks: Sequence[TalkMention],
    statements: Sequence[StatementMention],
    headings: AbstractSet[int] = frozenset(),
) -> tuple[TalkMention, ...]:
    """Give each talk the topics of what its parties said in the report of it, after its own.

    What somebody says belongs to the talk of his that was told last before it; what stands in the headline, to the
    first one below. A talk with topics of its own takes only what was said in its own sentence.
    """
    rich = {talk.who for talk in _with_topics(talks)}
    given: dict[int, list[StatementMention]] = {}
    for statement in statements:
        at = _told_last(talks, statement, headings)
        if at is None:
            continue
        parties = talks[at].who
        if parties not in rich or statement.sentence == talks[at].sentence:
            given.setdefault(at, []).append(statement)
    told = list(talks)
    for i, said in given.items():
        topics = [topic for s in _telling(said, told[i]) or said for topic in s.about]
        own = {key(topic.text) for topic in told[i].topics}
        borrowed = [topic for topic in _distinct(topics) if key(topic.text) not in own]
        told[i] = replace(told[i], topics=(*told[i].topics, *borrowed[:_MOST_TOPICS]))
    return tuple(replace(talk, topics=tuple(t for t in talk.topics if not _is_itself(t, talk))) for talk in told)


def _is_itself(topic: TopicMention, talk: TalkMention) -> bool:
    """Whether a topic is the words that tell of the talk («مذاکرات با X ادامه دارد»)."""
    return not talk.back and topic.start <= talk.trigger[0] < topic.end


def _telling(said: Sequence[StatementMention], talk: TalkMention) -> list[StatementMention]:
    """The statements that tell of a talk: of its own sentence first, then those that say what they are about.

    In an interview everything is said, so that what is only guessed from the words does not count.
    """
    own = [s for s in said if s.about and s.sentence == talk.sentence]
    sure = [s for s in said if s.about and not (s.guessed and (s.act == "say" or talk.kind == "interview"))]
    return [*own, *(s for s in sure if s not in own)]


def of_several(talks: Sequence[TalkMention], text: str) -> tuple[TalkMention, ...]:
    """What was discussed «در این تماس‌ها» belongs to all the talks that were told together before."""
    plural = tuple(key(ending) for ending in lang.toml("topics.toml")["plural"])
    told = list(talks)
    for back in talks:
        if not (back.back and back.topics and key(text[slice(*back.trigger)]).endswith(plural)):
            continue
        last = max((t.sentence for t in talks if not t.back and t.sentence < back.sentence), default=-1)
        for i, talk in enumerate(told):
            if talk.sentence == last and not talk.back:
                told[i] = replace(talk, topics=distinct((*talk.topics, *back.topics)))
    return tuple(told)


def _with_topics(talks: Sequence[TalkMention]) -> Iterator[TalkMention]:
    """The talks that their own sentences, or those that point back at them, give a topic."""
    last = None
    for talk in talks:
        last = last if talk.back else talk
        if last is not None and talk.topics:
            yield last


def _told_last(
    talks: Sequence[TalkMention],
    statement: StatementMention,
    headings: AbstractSet[int],
) -> int | None:
    """The talk of the speaker that the report told last, or in the sentence itself; an interview goes on to its end."""
    his = [(i, talk) for i, talk in enumerate(talks) if not talk.back and statement.speaker in talk.who]
    before = [
        (talk.sentence, talk.kind == "interview", i)
        for i, talk in his
        if talk.sentence <= statement.sentence
        and (talk.kind == "interview" or statement.sentence - talk.sentence <= _FAR)
    ]
    if before:
        return max(before)[2]
    after = next(((i, talk.sentence) for i, talk in his if talk.sentence > statement.sentence), None)
    if after is None:
        return None
    near = _FAR if statement.sentence in headings else 0 if statement.guessed else _LEAD
    parted = any(s in headings for s in range(statement.sentence + 1, after[1]))
    return after[0] if after[1] - statement.sentence <= near and not parted else None


def _distinct(topics: Iterable[TopicMention]) -> tuple[TopicMention, ...]:
    return tuple({key(topic.text): topic for topic in topics}.values())
