"""The cue lists of `lang/fa/factuality.toml`, and the names of predicates as they write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graphbuild import lang
from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.phrases import View


@dataclass(frozen=True)
class Cues:
    """The cue lists, folded."""

    lists: dict[str, frozenset[str]]

    def has(self, name: str, value: str) -> bool:
        return value in self.lists[name]


@cache
def cues() -> Cues:
    """The shipped cues, read once."""
    data = lang.toml("factuality.toml")
    return Cues(
        {
            f"{kind}.{name}": frozenset(map(key, entries))
            for kind, lists in data.items()
            for name, entries in lists.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A factuality that a cue says."""

    value: Factuality


def complex_predicate(view: View, predicate: int) -> str:
    """The folded «noun infinitive» of a predicate: its light-verb noun, or its nominal part, and its verb."""
    form = view.form(predicate)
    infinitive = form.infinitive if form else ""
    nouns = [
        view.sentence.words[c - 1].text
        for c in view.sentence.children[predicate]
        if view.sentence.words[c - 1].deprel.startswith("compound") or view.sentence.words[c - 1].deprel == "xcomp"
    ]
    if view.copula(predicate) is not None:
        nouns = [view.sentence.words[predicate - 1].text]
    elif not nouns and predicate > 1 and view.sentence.words[predicate - 2].upos in {"NOUN", "ADJ"}:
        nouns = [view.sentence.words[predicate - 2].text]
    return key(" ".join([*nouns, infinitive]))
