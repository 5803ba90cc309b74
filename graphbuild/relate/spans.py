"""Spans of noun phrases by the tree: where one begins, and the subject or object of a verb as tokens."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.relate.nouns import words
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


def evidence_start(view: View, verb: int, content: int, breaks: frozenset[int], *, late: bool) -> int:
    """Where the evidence of a statement starts: its sentence, or the line of the raw text on which it is.

    «X:» on a line of its own does not belong to it, the words on the next line do; nor what X did before («… را ستود /
    و گفت …»). `verb`: the token that says so; `content`: where the words start; `breaks`: tokens that begin a line;
    `late`: too much stands before the verb for the words to be by themselves.
    """
    start = view.sentence.start
    for i in sorted(breaks):
        token, before = view.row[i], view.row[i - 1]
        if token.upos == "CCONJ" and i < verb and any(t.upos == "VERB" for t in view.row[:i]):
            start = token.start
        if token.upos == "SCONJ" and i == verb + 1:
            start = token.start
        if before.text not in words("colon") and token.start != content:
            continue
        tells = i > verb
        if not (tells and late) and token.start <= (
            max(content, view.row[verb].start) if tells else view.row[verb].start
        ):
            start = token.start
    return start
