"""Where a phrase stands in the tree of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.document import Sentence
from graphbuild.link.model import Reference
from graphbuild.link.tokens import Token


def head_of(sentence: Sentence, reference: Reference) -> int:
    """The id of the word by which the phrase hangs in the tree: its first word whose head lies outside it."""
    for i in range(reference.first, reference.last + 1):
        if not reference.first <= sentence.words[i - 1].head <= reference.last:
            return i
    return reference.first


def is_predicate(sentence: Sentence, reference: Reference) -> bool:
    """Whether the phrase is what somebody is said to be («بیش از آنکه میانجی باشد»)."""
    return any(sentence.words[c - 1].deprel == "cop" for c in sentence.children[head_of(sentence, reference)])


def clause_of(sentence: Sentence, word: int) -> int:
    """The id of the verb, or the nominal predicate, in whose clause a word stands."""
    current = sentence.words[word - 1].head or word
    while sentence.words[current - 1].head and sentence.words[current - 1].upos != "VERB":
        if any(sentence.words[child - 1].deprel == "cop" for child in sentence.children[current]):
            break
        current = sentence.words[current - 1].head
    return current


def depth(sentence: Sentence, word: int) -> int:
    """How many steps the word is from the root of its sentence."""
    steps, current = 0, word
    while sentence.words[current - 1].head and steps <= len(sentence.words):
        current = sentence.words[current - 1].head
        steps += 1
    return steps


def is_first_person(sentence: Sentence) -> bool:
    """Whether somebody speaks of himself in a sentence."""
    return any("Person=1" in word.feats for word in sentence.words)


def is_second_subject(sentence: Sentence, words: range, before: int) -> bool:
    """Whether the tree has one of `words` as the subject of a verb that has one before the word `before` already."""
    subjects = [w for w in sentence.words if w.deprel.startswith("nsubj")]
    heads = {w.head for w in subjects if w.id in words}
    return any(w.id < before and w.head in heads for w in subjects)


def acts_alone(sentence: Sentence, title: range, name: range) -> bool:
    """Whether the tree has one of the words `title` as a subject, and none of `name`, nor what hangs on it."""
    subjects = [w for w in sentence.words if w.deprel.startswith("nsubj")]
    return any(w.id in title for w in subjects) and not any(w.id in name or w.head in name for w in subjects)


def only_counts(sentence: Sentence, words: Sequence[Token], noun: Sequence[Token]) -> bool:
    """Whether words only count the noun after them («این دو اجلاس»)."""
    if not noun or noun[0].upos != "NOUN":
        return False
    return all(sentence.words[token.first - 1].head == noun[0].first for token in words)
