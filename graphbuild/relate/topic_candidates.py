"""Phrases of a text that a talk may be about, with what tree and words say of each: input of the topic scorer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.document import Clean, Word
from graphbuild.link.tokens import key
from graphbuild.relate.about import without_stance
from graphbuild.relate.frames import Frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.model import TopicMention
from graphbuild.relate.phrases import ACTORS, BODIES, View
from graphbuild.relate.spans import argument
from graphbuild.relate.topic_ends import phrase_end
from graphbuild.relate.topic_parts import compound_prepositions, split

_INNER = ("nmod", "flat", "compound", "appos", "amod", "fixed")  # relations of a noun inside a longer phrase
_MOST_TOKENS, _MOST_STATES = 12, 3  # counts above these are one feature


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase, the sentence that holds it, the names of the features that are true of it in any talk, and the
    state or body (an entity) that it names where it names nothing else.
    """

    topic: TopicMention
    sentence: int
    features: frozenset[str]
    body: int | None = None


def candidates(view: View, clean: Clean, frames: Frames, *, heading: bool) -> Iterator[Candidate]:
    """The noun phrases of a sentence that are no part of a longer one, in their coordinated parts, each once."""
    seen: set[tuple[int, int]] = set()
    for word in view.sentence.words:
        if word.upos not in {"NOUN", "PROPN"} or word.deprel.startswith(_INNER):
            continue
        first = view.token_of[word.id]
        last = min(phrase_end(view, first, len(view.row), frames), argument(view, word.id, len(view.row))[1])
        if first and view.row[first - 1].upos == "ADP" and view.row[first].key in compound_prepositions():
            first += 1
        tag = first > 0 and view.row[first - 1].text == "#"
        if last < first or tag or view.row[first].upos == "ADP" or _of_somebody(view, first, last):
            continue
        first, last = without_stance(view, _light_noun(view, word, first), last)
        for topic in split(view, first, last, clean):
            if (topic.start, topic.end) not in seen:
                seen.add((topic.start, topic.end))
                found = _features(view, word, first, last, frames) | {f"word={w}" for w in words_of(topic.text)}
                found |= {"heading"} if heading else set()
                yield Candidate(topic, view.index, frozenset(found), _body(view, first, last))


def _light_noun(view: View, word: Word, first: int) -> int:
    """The token where an infinitive's noun and adverb begin («پایان دادن به X», «باز نگه داشتن X»), else `first`."""
    while first:
        before = view.sentence.words[view.row[first - 1].last - 1]
        adverb = before.upos == "ADJ" and before.deprel.startswith(("advmod", "xcomp"))
        if before.head != word.id or not (adverb or before.deprel.startswith("compound")):
            break
        first -= 1
    return first


def _of_somebody(view: View, first: int, last: int) -> bool:
    """Whether the phrase is or begins with somebody who acts; a state or body may be a matter, unless it goes on.

    A part of a name («همکاری اروپا» in that of the OSCE) is none either.
    """
    if first in view.covered and first not in view.starts:
        return True
    n = view.starts.get(first)
    kind, end = (view.phrases[n].kind, view.phrases[n].last) if n is not None else ("", last)
    return kind in ACTORS or (kind in BODIES and end < last)


def _body(view: View, first: int, last: int) -> int | None:
    """The state or body that the phrase names and nothing else («ایران»)."""
    n = view.starts.get(first)
    if n is None or view.phrases[n].kind not in BODIES or view.phrases[n].last != last:
        return None
    return view.phrases[n].entities[0]


def words_of(text: str) -> frozenset[str]:
    """The folded words of a phrase."""
    return frozenset(key(word) for word in text.split() if key(word))


def _features(view: View, word: Word, first: int, last: int, frames: Frames) -> set[str]:
    row, n = view.row, view.covered.get(first)
    phrase = view.phrases[n] if n is not None else None
    predicate = view.sentence.words[view.predicate(word.id) - 1]
    named = sum(first <= p.first <= last for p in view.phrases)
    found = {
        f"relation={word.deprel}",
        f"tag={word.upos}",
        f"head={key(word.text)}",
        f"marker={marker_before(row, first)[0]}",
        f"preposition={row[first - 1].key if first and row[first - 1].upos == 'ADP' else ''}",
        f"before={row[first - 2].key if first > 1 else ''}",
        f"predicate={key(predicate.text)}",
        f"predicate-tag={predicate.upos}",
        f"tokens={min(last - first + 1, _MOST_TOKENS)}",
        f"named={min(named, _MOST_STATES)}",
    }
    if phrase is not None:
        found |= {f"who={phrase.kind}"} | ({"only-who"} if phrase.last >= last else set())
    if last + 1 < len(row) and row[last + 1].key in words("object"):
        found.add("object")
    if any(frames.trigger(row, i) is not None for i in range(first, last + 1)):
        found.add("tells-of-talk")
    return found
