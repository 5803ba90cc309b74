"""The cue lists of `lang/fa/factuality.toml`, and the names of predicates as they write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graphbuild import lang
from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.markers import words
from graphbuild.relate.phrases import View

_NEITHER = 6  # tokens before a predicate in which both «نه» stand


@dataclass(frozen=True)
class Cues:
    """The cue lists, folded: `lists` without spaces, `names` of predicates word by word."""

    lists: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]

    def has(self, name: str, value: str) -> bool:
        return value in self.lists[name]

    def ends(self, name: str, predicate: str) -> bool:
        """Whether a predicate is one of a list, perhaps with more nouns before it («وارد شدن» is no «رد شدن»)."""
        return any(f" {predicate}".endswith(f" {known}") for known in self.names[name])

    def names_it(self, name: str, predicate: str) -> bool:
        """Whether a predicate is one of a list, and nothing more."""
        return predicate in self.names[name]


@cache
def cues() -> Cues:
    """The shipped cues, read once."""
    data = lang.toml("factuality.toml")
    entries = {f"{kind}.{name}": found for kind, lists in data.items() for name, found in lists.items()}
    return Cues(
        lists={name: frozenset(map(key, found)) for name, found in entries.items()},
        names={name: frozenset(map(folded, found)) for name, found in entries.items()},
    )


def folded(name: str) -> str:
    """A name of a predicate with each of its words folded."""
    return " ".join(map(key, name.split()))


@dataclass(frozen=True, slots=True)
class Reading:
    """A factuality that a cue says."""

    value: Factuality


def is_twin(view: View, word: int) -> bool:
    """Whether a noun of a verb is half of a pair that means something else («رد و بدل کردن» is no «رد کردن»)."""
    at = view.token_of[word]
    return "".join(token.key for token in view.row[at : at + 3]) in words("twins")


def is_neither(view: View, at: int) -> bool:
    """Whether the predicate at token `at` is one of two of which neither was done («نه تأیید و نه تکذیب کرد»)."""
    before = view.row[max(0, at - _NEITHER) : at]
    return sum(token.key in cues().lists["denied.neither"] for token in before) > 1


def complex_predicate(view: View, predicate: int) -> str:
    """The folded «noun infinitive» of a predicate: its light-verb noun, or its nominal part, and its verb."""
    form = view.form(predicate)
    infinitive = form.infinitive if form else ""
    nouns = [
        view.sentence.words[c - 1].text
        for c in view.sentence.children[predicate]
        if (view.sentence.words[c - 1].deprel.startswith("compound") or view.sentence.words[c - 1].deprel == "xcomp")
        and not is_twin(view, c)
    ]
    if view.copula(predicate) is not None:
        nouns = [view.sentence.words[predicate - 1].text]
    elif not nouns and predicate > 1 and view.sentence.words[predicate - 2].upos in {"NOUN", "ADJ"}:
        nouns = [_head_of_name(view, predicate - 1)]
    return folded(" ".join([*nouns, infinitive]))


def _head_of_name(view: View, word: int) -> str:
    """The word before a verb, or the noun that it describes («به نتیجه قطعی نرسید»)."""
    while word > 1:
        w, before = view.sentence.words[word - 1], view.sentence.words[word - 2]
        if w.upos != "ADJ" or not w.deprel.startswith("amod") or w.head >= word or before.upos not in {"NOUN", "ADJ"}:
            break
        word -= 1
    return view.sentence.words[word - 1].text


def is_cancelled(view: View, predicate: int) -> bool:
    """Whether a predicate says that something was called off: «لغو شد», «لغو کرد», «منتفی است»."""
    return cues().ends("denied.cancelled", complex_predicate(view, predicate))
