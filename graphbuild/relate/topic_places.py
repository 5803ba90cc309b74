"""Where a phrase stands to a talk, as features of the topic scorer: sentences, paragraphs, the tree, other talks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from graphbuild.relate.phrases import View

_NEAR = 5  # sentences; farther ones are one feature
_AFTER = 6
_BLOCKS = 3
_BETWEEN = 3  # other talks
_NAMED = 2  # parties
_STEPS_UP = 4  # heads in the tree

# groups of features (what stands before "=") that say more together
_PAIRED = (
    ("distance", "last-talk"),
    ("distance", "about-of"),
    ("distance", "by-rule"),
    ("after", "marker"),
    ("kind", "marker"),
    ("relation", "marker"),
    ("rule", "by-rule"),
    ("act", "in-words-of"),
)


def with_pairs(names: Iterable[str]) -> frozenset[str]:
    """The features, and those that some of them make together."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[name.partition("=")[0]].append(name)
    pairs = (f"{a}&{b}" for one, other in _PAIRED for a in groups.get(one, ()) for b in groups.get(other, ()))
    return frozenset([name for group in groups.values() for name in group]).union(pairs)


def distance(sentence: int, tells: AbstractSet[int], views: Sequence[View]) -> Iterator[str]:
    """How far the phrase's sentence is from those that tell of the talk."""
    yield f"distance={min(_NEAR, *(abs(sentence - s) for s in tells))}"
    before = [sentence - s for s in tells if s <= sentence]
    yield f"after={min(_AFTER, *before) if before else 'no'}"
    block = views[sentence].sentence.block
    blocks = min(abs(block - views[s].sentence.block) for s in tells)
    yield f"blocks={min(_BLOCKS, blocks)}" if blocks else "same-block"


def among_talks(offset: int, talk: Hashable, tellings: Sequence[tuple[int, Hashable]]) -> Iterator[str]:
    """Whether another talk is told between the talk and the phrase; `tellings`: the offset of each, in order."""
    before = [told for at, told in tellings if at < offset]
    last = "none" if not before else "own" if before[-1] == talk else "other"
    yield f"last-talk={last}"
    if last == "other":
        since = before[::-1]
        others = len(set(since[: since.index(talk)])) if talk in since else 0
        yield f"between={min(others, _BETWEEN)}" if others else "before-own"


def who_is_named(view: View, far: bool, own: AbstractSet[int], others: AbstractSet[int]) -> Iterator[str]:
    """Whether the sentence names who talks, or the parties of other talks; `far`: it does not tell of the talk."""
    named = {entity for phrase in view.phrases for entity in phrase.entities}
    ours, theirs = len(named & own), bool(named & (others - own))
    if ours:
        yield f"names-own={min(ours, _NAMED)}"
    if theirs:
        yield "names-other"
    if far:
        yield f"far-names={'own' if ours else ''}{'-other' if theirs else ''}"


def sentence_of(talk: Hashable, telling: Collection[Hashable]) -> Iterator[str]:
    """Whether the sentence tells of another talk (`telling`: of which ones it tells)."""
    if talk not in telling and telling:
        yield "sentence-of-other"
    elif len(telling) > 1:
        yield "sentence-of-several"


def in_tree(view: View, phrase: int, trigger: int) -> Iterator[str]:
    """How the tree joins the phrase and the word that tells of the talk, both given by their first tokens."""
    word, teller = view.row[phrase].first, view.row[trigger].first
    together = view.predicate(word) == view.predicate(teller)
    yield f"same-clause={together}"
    yield f"order={'after' if phrase > trigger else 'before'},{together}"
    over_phrase, over_teller = list(view.ancestors(word)), [teller, *view.ancestors(teller)]
    if teller in over_phrase:
        yield f"under-trigger={over_phrase.index(teller)}"
    elif word in over_teller:
        yield "over-trigger"
    elif shared := next((w for w in over_phrase if w in over_teller), 0):
        up, down = over_phrase.index(shared) + 1, over_teller.index(shared)
        yield f"path={min(_STEPS_UP, up)},{min(_STEPS_UP, down)}"
