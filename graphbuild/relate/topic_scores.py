"""A learned scorer of topics: which phrases of a report its talks are about, with the rules' own answers as features.

A logistic regression over named, binary features: what the tree and the words say of a phrase, where it stands to the
sentences that tell of the talk, who said it, and whether a rule of topics chose it. Its weights are data
(``topic_weights.tsv``); `python -m graphbuild.train.topics` makes them from annotated news.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

from graphbuild.document import Clean
from graphbuild.link.model import Entity
from graphbuild.link.tokens import key
from graphbuild.relate import topic_places as places
from graphbuild.relate.frames import Frames
from graphbuild.relate.model import StatementMention, TalkMention, TopicMention
from graphbuild.relate.phrases import View
from graphbuild.relate.scored import probability
from graphbuild.relate.topic_candidates import Candidate, candidates, words_of

RULE = "topic.scored"
WEIGHTS = "topic_weights.tsv"
# a phrase that no rule chose is added from here on: as the first topic of a talk, the second, a further one
ADD = (0.2, 0.35, 0.4)
KEEP = 0.3  # a phrase that a rule chose is dropped below it
MOST_ADDED = 2  # to one talk
FAR = 8  # sentences from a talk to a phrase that may be its topic

_STEP, _STEPS = 20, 10  # characters between the word that tells of the talk and the phrase, in steps
_SHORTEST_WORD = 3  # letters of a word that two phrases may share
_COMMON = 0.5  # of the shorter phrase's words, above which two phrases are one topic


@dataclass(eq=False)
class Told:
    """One talk of a document: its mentions (indices), those that point back at it with it."""

    mentions: list[int]
    sentences: set[int] = field(default_factory=set)
    topics: list[TopicMention] = field(default_factory=list)


def told_talks(talks: Sequence[TalkMention]) -> list[Told]:
    """The talks of a document: mentions of the same parties are one, and what points back goes to the one before."""
    found: dict[AbstractSet[int], Told] = {}
    last: Told | None = None
    early: list[int] = []  # what points back before any talk is told: it goes to the first one
    for i, talk in enumerate(talks):
        if not talk.back:
            last = found.setdefault(talk.who, Told([]))
        if last is None:
            early.append(i)
            continue
        for n in (i, *early):
            last.mentions.append(n)
            last.sentences.add(talks[n].sentence)
            last.topics += talks[n].topics
        early = []
    return list(found.values())


class Report:
    """The talks, statements and candidate phrases of one document, and the features of a phrase for a talk."""

    def __init__(
        self,
        talks: Sequence[TalkMention],
        statements: Sequence[StatementMention],
        views: Sequence[View],
        clean: Clean,
        frames: Frames,
        entities: Sequence[Entity],
    ) -> None:
        self.talks, self.views, self._entities = talks, views, entities
        self.told = told_talks(talks)
        self._said: dict[int, list[StatementMention]] = {}
        for statement in statements:
            self._said.setdefault(statement.sentence, []).append(statement)
        near = {s + d for told in self.told for s in told.sentences for d in range(-FAR, FAR + 1)}
        self.candidates = [
            candidate
            for view in views
            if view.index in near
            for candidate in candidates(
                view, clean, frames, heading=clean.blocks[view.sentence.block].kind == "heading"
            )
        ]
        self._clean = clean
        self._headings = {v.index for v in views if clean.blocks[v.sentence.block].kind == "heading"}
        tellings = [(talks[i].trigger[0], told, talks[i].sentence) for told in self.told for i in told.mentions]
        self._tellings = sorted(((at, told) for at, told, _ in tellings), key=itemgetter(0))
        self._telling: dict[int, set[Told]] = {}
        for _, told, sentence in tellings:
            self._telling.setdefault(sentence, set()).add(told)
        self._parties = {told: {p.entity for i in told.mentions for p in talks[i].parties} for told in self.told}
        self._others = {
            told: {party for other in self.told if other is not told for party in self._parties[other]}
            for told in self.told
        }

    @cached_property
    def _texts(self) -> list[str]:
        """The folded sentences; most documents tell of no talk, and never need them."""
        return [key(self._clean.text[v.sentence.start : v.sentence.end]) for v in self.views]

    def near(self, told: Told) -> Iterator[Candidate]:
        """The candidates that stand near enough to a talk, and are neither the words that tell of it nor who talks."""
        triggers = [self.talks[i].trigger for i in told.mentions if not self.talks[i].back]
        parties = self._parties[told]
        states = {self._entities[e].state for e in parties}
        for candidate in self.candidates:
            itself = any(candidate.topic.start <= first < candidate.topic.end for first, _ in triggers)
            if candidate.body is not None:
                body = self._entities[candidate.body]
                itself = itself or candidate.body in parties or body.organization_kind == "media"
                itself = itself or (body.kind == "state" and body.state in states)
            near = min(abs(candidate.sentence - s) for s in told.sentences) <= FAR
            if near and not itself and not self._is_of_section_before(candidate, told):
                yield candidate

    def _is_of_section_before(self, candidate: Candidate, told: Told) -> bool:
        """Whether the phrase stands in the text of a section that ended before the talk was told."""
        if candidate.sentence in self._headings:
            return False
        return any(candidate.sentence < heading <= min(told.sentences) for heading in self._headings)

    def features(self, told: Told, candidate: Candidate) -> frozenset[str]:
        """The names of all features that are true of a phrase as the topic of a talk."""
        parts = (candidate.features, self._place(told, candidate), self._speech(told, candidate))
        return places.with_pairs(name for part in parts for name in part)

    def _place(self, told: Told, candidate: Candidate) -> Iterator[str]:
        """Where the phrase stands to the words that tell of the talk, and to other talks."""
        first, view = self.talks[told.mentions[0]], self.views[candidate.sentence]
        yield f"kind={first.kind}"
        yield f"factuality={first.factuality}"
        yield f"rule-topics={min(len({key(t.text) for t in told.topics}), 4)}"
        yield f"talks={min(len(self.told), 4)}"
        if any(alike(candidate.topic, topic) for topic in told.topics):
            yield "by-rule"
        words = [word for word in candidate.topic.text.split() if key(word)]
        yield f"repeated={min(sum(all(key(w) in text for w in words) for text in self._texts), 5)}"
        far = candidate.sentence not in told.sentences
        yield from places.distance(candidate.sentence, told.sentences, self.views)
        yield from places.among_talks(candidate.topic.start, told, self._tellings)
        yield from places.sentence_of(told, self._telling.get(candidate.sentence, set()))
        yield from places.who_is_named(view, far, self._parties[told], self._others[told])
        here = [self.talks[i] for i in told.mentions if self.talks[i].sentence == candidate.sentence]
        if here:
            trigger = _nearest(here, candidate).trigger[0]
            yield from places.in_tree(view, view.token_from(candidate.topic.start), view.token_from(trigger))
        yield from self._trigger(candidate, [talk for talk in here if not talk.back])

    @staticmethod
    def _trigger(candidate: Candidate, here: Sequence[TalkMention]) -> Iterator[str]:
        """How far the phrase is from the word that tells of the talk in its sentence, where one does."""
        if not here:
            yield "no-trigger"
            return
        start, nearest = candidate.topic.start, _nearest(here, candidate)
        yield f"rule={nearest.rule}"
        yield f"from-trigger={min(abs(start - nearest.trigger[0]) // _STEP, _STEPS)}"
        if start > nearest.trigger[0]:
            yield "after-trigger"

    def _speech(self, told: Told, candidate: Candidate) -> Iterator[str]:
        """Whose words the phrase stands in, and whether they were read to be about it."""
        parties = self._parties[told]
        for statement in self._said.get(candidate.sentence, ()):
            whose = "party" if statement.speaker in parties else "other"
            yield f"said-by={whose}"
            if statement.content[0] <= candidate.topic.start < statement.content[1]:
                yield f"in-words-of={whose}"
                yield f"act={statement.act}"
            if any(alike(candidate.topic, topic) for topic in statement.about):
                yield f"about-of={whose}{'-guessed' if statement.guessed else ''}"


def _nearest(here: Sequence[TalkMention], candidate: Candidate) -> TalkMention:
    """The mention whose word for the talk stands nearest to the phrase."""
    return min(here, key=lambda talk: abs(candidate.topic.start - talk.trigger[0]))


def alike(one: TopicMention, other: TopicMention) -> bool:
    """Whether two phrases overlap, or share half the words of the shorter one."""
    if _overlap(one, other):
        return True
    ours, theirs = ({w for w in words_of(t.text) if len(w) >= _SHORTEST_WORD} for t in (one, other))
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) >= _COMMON


def _overlap(one: TopicMention, other: TopicMention) -> bool:
    return one.start < other.end and other.start < one.end


@dataclass(frozen=True, slots=True)
class Choice:
    """What the scorer says of the topics of one talk: those of the rules that stay, and what it adds, with scores."""

    kept: tuple[TopicMention, ...]
    added: tuple[tuple[float, Candidate], ...]


def choose(report: Report, told: Told, weights: Mapping[str, float]) -> Choice:
    """The topics of a talk."""
    scored = sorted(
        ((probability(report.features(told, c), weights), c) for c in report.near(told)),
        key=lambda pair: (-pair[0], pair[1].topic.start),
    )
    kept = tuple(topic for topic in told.topics if _score(topic, scored) >= KEEP)
    added: list[tuple[float, Candidate]] = []
    for score, candidate in scored:
        if score < ADD[min(len(kept) + len(added), len(ADD) - 1)] or len(added) == MOST_ADDED:
            break
        if any(alike(candidate.topic, other) for other in (*kept, *(c.topic for _, c in added))):
            continue
        of_rule = next((topic for topic in told.topics if _overlap(candidate.topic, topic)), None)
        if of_rule is not None:
            kept = (*kept, of_rule)  # the rule's words, where the scorer takes the place for a topic after all
        else:
            added.append((score, candidate))
    return Choice(kept, tuple(added))


def _score(topic: TopicMention, scored: Sequence[tuple[float, Candidate]]) -> float:
    """The best score of a candidate that is the rule's phrase, or a part of it; a phrase that is no candidate stays."""
    return next((score for score, other in scored if alike(topic, other.topic)), 1.0)


def with_scored_topics(report: Report, weights: Mapping[str, float]) -> tuple[TalkMention, ...]:
    """The talks with the topics that score high enough: some that rules chose go, some that none chose come.

    What comes is a mention of its own after the first of its talk, of rule `RULE`, that cites the phrase's sentence.
    """
    talks = list(report.talks)
    new: dict[int, list[TalkMention]] = {}
    for told in report.told:
        choice = choose(report, told, weights)
        for i in told.mentions:
            talks[i] = replace(talks[i], topics=tuple(t for t in talks[i].topics if t in choice.kept))
        first = told.mentions[0]
        new[first] = [_mention(talks[first], report, *pair) for pair in choice.added]
    return tuple(mention for i, talk in enumerate(talks) for mention in (talk, *new.get(i, ())))


def _mention(talk: TalkMention, report: Report, score: float, candidate: Candidate) -> TalkMention:
    """A mention that gives a talk one topic."""
    sentence, topic = report.views[candidate.sentence].sentence, candidate.topic
    return replace(
        talk, parties=(), topics=(topic,), place=None, date=None, claims=(), rule=RULE, sentence=candidate.sentence,
        start=sentence.start, end=sentence.end, trigger=(topic.start, topic.end), back=True, weak=False, by=(),
        score=round(score, 3),
    )  # fmt: skip
