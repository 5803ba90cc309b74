"""A learned scorer of talks: which two persons or offices of a sentence talked, where no rule says that they did.

A rule names the words of a construction; the ways in which a talk can be told have a long tail («X و مهمانش دور یک میز
نشستند»). A logistic regression over named, binary features – where the two stand, what the clause says of them, how
they stand to the nearest noun for a talk, the slots that the rules fill – adds the pairs that it is sure of. Its
weights are data (``talk_weights.tsv``); `python -m graphbuild.train.talks` makes them from annotated news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from graphbuild.document import Clean
from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity
from graphbuild.relate.frames import Frames, Trigger
from graphbuild.relate.markers import marks, words
from graphbuild.relate.model import Party, StatementMention, TalkMention
from graphbuild.relate.phrases import ACTORS, Phrase, View
from graphbuild.relate.presence import is_public
from graphbuild.relate.scored import probability
from graphbuild.relate.slots import Slots, fill, triggers
from graphbuild.relate.verbs import verb_form

RULE = "talk.scored"
WEIGHTS = "talk_weights.tsv"
ADD = 0.6  # two are said to have talked from this probability on

_STEP, _STEPS = 3, 8  # tokens between two places, in steps
_PATH = 5  # words of a path through the tree
_NEAR = 14  # tokens between two phrases that are features each
_AFTER = 8  # tokens after the second one
_BEFORE = 2


@dataclass(frozen=True, eq=False)
class Candidate:
    """Two phrases that may have talked, and the noun for a talk that stands nearest to them, with its slots.

    `filled`: those of all such nouns of the sentence; `said`: its statements.
    """

    view: View
    left: Phrase
    right: Phrase
    slots: Slots
    filled: Sequence[Slots]
    entities: Sequence[Entity]
    said: Sequence[StatementMention]
    heading: bool

    @cached_property
    def features(self) -> frozenset[str]:
        """What is true of the two."""
        found = _Features(self.view, self.left, self.right, self.entities)
        names = (*found.tree(), *found.words(), *found.nouns(self.filled, self.slots), *found.speech(self.said))
        return frozenset((*names, f"in={'heading' if self.heading else 'text'}"))


def pairs(
    seen: Sequence[View],
    frames: Frames,
    entities: Sequence[Entity],
    said: Sequence[StatementMention],
    clean: Clean,
) -> list[Candidate]:
    """The candidates of a document, in reading order."""
    by_sentence: dict[int, list[StatementMention]] = {}
    for statement in said:
        by_sentence.setdefault(statement.sentence, []).append(statement)
    return [
        candidate
        for view in seen
        for candidate in _candidates(
            view,
            frames,
            entities,
            by_sentence.get(view.index, ()),
            heading=clean.blocks[view.sentence.block].kind == "heading",
        )
    ]


def _candidates(
    view: View, frames: Frames, entities: Sequence[Entity], said: Sequence[StatementMention], *, heading: bool
) -> Iterator[Candidate]:
    """The pairs of persons and offices of a sentence that holds a noun for a talk; who stands together is no pair.

    `said`: the statements of the sentence.
    """
    actors = [n for n, phrase in enumerate(view.phrases) if phrase.kind in ACTORS]
    if len(actors) < 2:
        return
    told = (trigger for trigger in triggers(view, frames) if trigger.noun not in frames.ruled)
    filled = [fill(view, t, frames) for t in told if not is_public(view.row[t.first : t.last + 2])]
    if not filled:
        return
    for one, other in combinations(actors, 2):
        left, right = view.phrases[one], view.phrases[other]
        between = {token.text for token in view.row[left.last + 1 : right.first]}  # not «X به Y / سفر Z به W»
        apart = not between.isdisjoint(words("semicolon") | words("bars"))
        if not apart and view.group_of[one] != view.group_of[other] and not set(left.entities) & set(right.entities):
            nearest = min(filled, key=lambda slots: _distance(slots.trigger, left, right))
            yield Candidate(view, left, right, nearest, filled, entities, said, heading)


def _distance(trigger: Trigger, left: Phrase, right: Phrase) -> int:
    return max(left.first - trigger.last, trigger.first - right.last, 0)


@dataclass(frozen=True)
class _Features:
    """What is true of two phrases of a sentence, the left one first."""

    view: View
    left: Phrase
    right: Phrase
    entities: Sequence[Entity]

    def tree(self) -> Iterator[str]:
        """Their places in the tree: predicates, roles, the way from one to the other."""
        view, left, right = self.view, self.left, self.right
        words = view.sentence.words
        up, down, top = self._path()
        ways = [">".join(words[w - 1].deprel.split(":")[0] for w in way[:_PATH]) for way in (up, down)]
        yield f"path={min(len(up), _PATH)}/{min(len(down), _PATH)}"
        yield from (f"left-path={ways[0]}", f"right-path={ways[1]}", f"paths={ways[0]}|{ways[1]}")
        for side, way in (("left", up), ("right", down)):
            for word in way[1:]:
                yield f"on-path={words[word - 1].lemma}"
                yield f"on-{side}-path={words[word - 1].lemma}"
        if top:
            yield f"top={words[top - 1].lemma}"
            yield f"top={words[top - 1].upos}"
            yield f"top={words[top - 1].upos}:{ways[0]}|{ways[1]}"
            yield f"negated={view.is_negated(view.predicate(top))}"
            for child in view.sentence.children[top]:
                if words[child - 1].upos in {"NOUN", "ADJ"}:
                    yield f"under-top={words[child - 1].lemma}"
                    yield f"under-top={words[child - 1].lemma}+{words[top - 1].lemma}"
        predicates = view.predicate(left.head), view.predicate(right.head)
        roles = self._role(left, predicates[0]), self._role(right, predicates[1])
        plain = "|".join(role.split(":")[0] for role in roles)
        yield from (f"left={roles[0]}", f"right={roles[1]}", f"roles={roles[0]}|{roles[1]}", f"roles={plain}")
        yield f"same-predicate={predicates[0] == predicates[1]}"
        yield f"same-predicate={predicates[0] == predicates[1]}:{plain}"
        for predicate in sorted(set(predicates)):
            lemma, at = words[predicate - 1].lemma, view.token_of[predicate]
            before = view.row[at - 1].key if at else ""
            yield f"predicate={lemma}"
            yield f"predicate={lemma}:{plain}"
            yield f"predicate={lemma}:{plain}:{left.kind}|{right.kind}"
            yield f"predicate={before}+{lemma}"
            yield f"predicate={before}+{lemma}:{plain}"
            form = verb_form(words[predicate - 1].text)
            if form is not None:
                yield f"tense={form.tense}"

    def words(self) -> Iterator[str]:
        """The words around and between them."""
        view, left, right = self.view, self.left, self.right
        yield f"kinds={left.kind}|{right.kind}"
        yield f"markers={left.marker}|{right.marker}|{left.genitive}{left.object}|{right.genitive}{right.object}"
        between = view.row[left.last + 1 : right.first]
        free = [i for i in range(left.last + 1, right.first) if i not in view.covered]
        yield f"apart={min(len(between) // _STEP, _STEPS)}"
        yield f"free={min(len(free) // 2, _STEPS)}"
        yield f"others={min(sum(left.last < p.first and p.last < right.first for p in view.phrases), 4)}"
        if len(between) <= _NEAR:
            yield from (f"between={token.key}" for token in between)
        if len(between) <= _STEP:
            yield f"between={' '.join(token.key or token.text for token in between)}"
        if any(token.upos == "VERB" for token in between):
            yield "verb-between"
        if any(token.text in marks("passable") | marks("parting") for token in between):
            yield "mark-between"
        if any(token.text == ":" for token in between):
            yield "colon-between"
        for n, token in enumerate(reversed(view.row[max(0, left.first - _BEFORE) : left.first])):
            yield f"before-{n}={token.key}"
        for n, token in enumerate(view.row[right.last + 1 : right.last + 4]):
            yield f"after-{n}={token.key}"
        after = range(right.last + 1, min(len(view.row), right.last + 1 + _AFTER))
        yield from (f"after={view.row[i].key}" for i in after if i not in view.covered)
        offices = [next((r.kind for r in self.entities[p.entities[0]].roles), "none") for p in (left, right)]
        yield from (f"office={office}" for office in offices)
        yield f"offices={offices[0]}|{offices[1]}"
        yield f"opens={left.first < 2}"

    def nouns(self, filled: Sequence[Slots], nearest: Slots) -> Iterator[str]:
        """How they stand to the nouns for a talk, and in which slots of theirs."""
        view, left, right = self.view, self.left, self.right
        for slots in filled:
            where = self._where(slots.trigger)
            mine = [next((name for name, found in slots.found.items() if p in found), "-") for p in (left, right)]
            yield f"noun={slots.trigger.noun}:{where}"
            yield f"slots={mine[0]}|{mine[1]}"
            yield f"slots={slots.construction}:{mine[0]}|{mine[1]}"
            yield f"slots={slots.trigger.noun}:{slots.construction}:{mine[0]}|{mine[1]}"
        trigger, where = nearest.trigger, self._where(nearest.trigger)
        steps = min(_distance(trigger, left, right) // _STEP, _STEPS)
        yield f"nearest={trigger.noun}:{where}:{steps}"
        yield f"nearest={where}:{steps}"
        yield f"nearest={where}:{left.marker}|{right.marker}|{left.genitive}|{right.genitive}"
        word = view.row[trigger.first].first
        over = [word in view.ancestors(phrase.head) for phrase in (left, right)]
        yield f"over={over[0]}|{over[1]}"
        same = [view.predicate(phrase.head) == view.predicate(word) for phrase in (left, right)]
        yield f"in-clause={same[0]}|{same[1]}"

    def speech(self, said: Sequence[StatementMention]) -> Iterator[str]:
        """Which of them says something in the sentence, and which is spoken of."""
        for statement in said:
            for side, phrase in (("left", self.left), ("right", self.right)):
                start = self.view.row[phrase.first].start
                if statement.speaker in phrase.entities:
                    yield f"{side}-speaks"
                if statement.content[0] <= start < statement.content[1]:
                    yield f"{side}-is-in-words"

    def _where(self, trigger: Trigger) -> str:
        if trigger.first < self.left.first:
            return "before"
        return "after" if trigger.first > self.right.last else "between"

    def _role(self, phrase: Phrase, predicate: int) -> str:
        if phrase.marker:
            return phrase.marker
        if phrase.object:
            return "object"
        if phrase.genitive:
            return f"of:{self.view.row[phrase.first - 1].key}"
        return "subject" if phrase in self.view.subject(predicate) else "bare"

    def _path(self) -> tuple[list[int], list[int], int]:
        """The words from each head up to, without it, the word that both hang on; 0 where there is none."""
        up, down = ([p.head, *self.view.ancestors(p.head)] for p in (self.left, self.right))
        top = next((word for word in up if word in down), 0)
        return (up[: up.index(top)], down[: down.index(top)], top) if top else (up, down, 0)


def of_two_sides(candidate: Candidate, entities: Sequence[Entity]) -> bool:
    """Whether the two are of different states or international organizations, as far as the text says."""
    left, right = ({_side(entities[e]) for e in p.entities} for p in (candidate.left, candidate.right))
    return None not in left | right and not left & right


def _side(entity: Entity) -> str | None:
    return entity.state or (entity.organization if entity.organization in lexicon().international else None)


def is_told(candidate: Candidate, talks: Sequence[TalkMention], entities: Sequence[Entity]) -> bool:
    """Whether a talk has both, or the states that they are of."""
    return any(_covers(talk, candidate, entities) for talk in talks if not talk.back)


def _covers(talk: TalkMention, candidate: Candidate, entities: Sequence[Entity]) -> bool:
    left, right = (
        {
            party.entity
            for party in talk.parties
            for e in phrase.entities
            if party.entity == e
            or (entities[party.entity].kind == "state" and entities[party.entity].state == entities[e].state)
        }
        for phrase in (candidate.left, candidate.right)
    )
    return bool(left and right and len(left | right) > 1)


Build = Callable[[View, str, Slots, tuple[Party, ...]], TalkMention | None]


def with_scored_talks(
    talks: Sequence[TalkMention],
    read: Sequence[TalkMention],
    found: Sequence[Candidate],
    entities: Sequence[Entity],
    weights: Mapping[str, float],
    build: Build,
) -> tuple[TalkMention, ...]:
    """The talks, with those of pairs that score high enough and of whom none is told; such as share somebody are one.

    `read`: all that the rules read, sentence by sentence; nobody of it is in another talk of its sentence. `found`: the
    candidates in reading order; `build` makes a mention of a view, a rule, slots and parties, or nothing.
    """
    told = list(talks)
    here: dict[int, set[int]] = {}
    for talk in (*talks, *read):
        here.setdefault(talk.sentence, set()).update(party.entity for party in talk.parties)
    sure: dict[int, list[tuple[float, Candidate]]] = {}
    for candidate in found:
        busy = here.get(candidate.view.index, set()) & {*candidate.left.entities, *candidate.right.entities}
        if busy or not of_two_sides(candidate, entities) or is_told(candidate, talks, entities):
            continue
        if (score := probability(candidate.features, weights)) >= ADD:
            sure.setdefault(candidate.view.index, []).append((score, candidate))
    for scored in sure.values():
        for group in _joined(scored):
            new = [(score, c) for score, c in group if not is_told(c, told, entities)]
            if new:
                score, best = max(new, key=lambda pair: pair[0])
                parties = dict.fromkeys(e for _, c in new for p in (c.left, c.right) for e in p.entities)
                mention = build(best.view, RULE, best.slots, tuple(map(Party, parties)))
                told += [replace(mention, score=round(score, 3))] if mention is not None else []
    return tuple(sorted(told, key=lambda talk: talk.sentence))


def _joined(scored: Sequence[tuple[float, Candidate]]) -> list[list[tuple[float, Candidate]]]:
    """The pairs of a sentence, those that share a phrase together."""
    groups: list[list[tuple[float, Candidate]]] = []
    for score, candidate in scored:
        ends = {candidate.left, candidate.right}
        mine = [g for g in groups if any(ends & {c.left, c.right} for _, c in g)]
        groups = [g for g in groups if g not in mine] + [[*(pair for g in mine for pair in g), (score, candidate)]]
    return groups
