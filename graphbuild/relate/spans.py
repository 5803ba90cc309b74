"""Spans of noun phrases by the tree: where one begins, and the subject or object of a verb as tokens."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.relate.phrases import View

_CUT = ("acl", "appos", "parataxis")


def subtree(view: View, word: int) -> Iterator[int]:
    """A word and everything below it, relative clauses left out."""
    yield word
    for child in view.sentence.children[word]:
        if not view.sentence.words[child - 1].deprel.startswith(_CUT):
            yield from subtree(view, child)


def leftmost(view: View, end: int, start: int) -> int:
    """The first token of the noun phrase that ends at token `end`, by the tree."""
    word = view.row[end].first
    for above in view.ancestors(word):
        if not start <= view.token_of[above] <= end:
            break
        word = above
    members = {view.token_of[w] for w in subtree(view, word)}
    first = view.token_of[word]
    while first - 1 >= start and first - 1 in members:
        first -= 1
    while first < end and (view.row[first].upos in {"PUNCT", "CCONJ", "ADV"}):
        first += 1
    return first


def argument(view: View, word: int, limit: int) -> tuple[int, int]:
    """The tokens of the noun phrase that `word` heads, unbroken, before token `limit`."""
    members = {view.token_of[w] for w in subtree(view, word)}
    first = last = view.token_of[word]
    while first - 1 in members and view.row[first - 1].upos not in {"ADP", "SCONJ", "VERB"}:
        first -= 1
    while last + 1 in members and last + 1 < limit and view.row[last + 1].upos not in {"SCONJ", "VERB"}:
        last += 1
    while first < last and view.row[first].upos in {"PUNCT", "CCONJ", "ADV"}:
        first += 1
    while (
        last > first
        and view.row[last].upos in {"PUNCT", "CCONJ", "ADP", "ADV"}
        and view.row[last].text not in {"»", ")"}
    ):
        last -= 1
    return first, last
