"""Who is spoken of: the subject of a sentence, and whom a pronoun in it points back to."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.document import Sentence
from graphbuild.link.model import Reference
from graphbuild.link.tokens import Token
from graphbuild.link.trees import clause_of, depth, head_of

COLON = ":"
OPENING, CLOSING = "«", "»"


def content_start(row: Sequence[Token], references: Sequence[Reference]) -> int:
    """The clean offset after the colon of a sentence where somebody's own words begin; its end without one.

    Before it stands one of the `references` or a verb: what a dateline opens («خبرگزاری …:») is nobody's words.
    """
    verb = False
    for token in row:
        verb = verb or token.upos == "VERB"
        if token.text == COLON and (verb or any(reference.start < token.start for reference in references)):
            return token.end
    return row[-1].end if row else 0


def is_subject(sentence: Sentence, reference: Reference) -> bool:
    """Whether the tree has the phrase as the subject of a clause."""
    return sentence.words[head_of(sentence, reference) - 1].deprel.startswith("nsubj")


def subject(sentence: Sentence, row: Sequence[Token], references: Sequence[Reference]) -> int | None:
    """The entity that a sentence is about: the grammatical subject nearest to the root, else the first phrase.

    `references` are those that can be it. What stands in somebody's own words (after a colon) does not count.
    """
    start = content_start(row, references)
    candidates = []
    for order, reference in enumerate(references):
        if reference.start >= start:
            continue
        head = head_of(sentence, reference)
        candidates.append((not is_subject(sentence, reference), depth(sentence, head), order, reference.entity))
    return min(candidates)[3] if candidates else None


def nearest_subject(
    sentence: Sentence, row: Sequence[Token], references: Sequence[Reference], pronoun: Token
) -> int | None:
    """The entity of the last subject before a pronoun in the same sentence.

    Nobody calls himself «وی»: who speaks before a colon is not meant after it, nor the subject in his own clause.
    """
    content = content_start(row, references)
    own = clause_of(sentence, pronoun.first)
    for reference in reversed(references):
        if (reference.start < content) != (pronoun.start < content) or not is_subject(sentence, reference):
            continue
        clause, word = clause_of(sentence, head_of(sentence, reference)), sentence.words[own - 1]
        says = word.head == clause and word.deprel.startswith("ccomp")  # «X گفت (که) او …»
        if clause != own and not (says and sentence.words[pronoun.first - 1].deprel.startswith("nsubj")):
            return reference.entity
    return None
