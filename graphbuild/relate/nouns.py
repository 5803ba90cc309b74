"""Noun phrases that the link stage does not know, read as wholes: «یکی از اعضای مجلس», «این افسر سابق», «مؤسسه «X»»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graphbuild import lang
from graphbuild.document import Clean
from graphbuild.link.bodies import OPEN_CLASSES
from graphbuild.link.tokens import key, text_of
from graphbuild.relate.date_words import is_of_date
from graphbuild.relate.markers import marker_before
from graphbuild.relate.phrases import View
from graphbuild.relate.verbs import infinitives

_LONGEST_QUOTED = 5  # tokens of a name in quotes
_LONGEST = 14  # tokens of a phrase; a longer one has swallowed a clause


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase over tokens `first`..`last` (inclusive).

    `head` is the folded head noun, `content` its folded words without determiners, `name` how it is shown: the name in
    quotes at its end, else the phrase without «این». `back`: «این» points back; `new`: «یک», «یکی از» bring somebody
    in.
    """

    first: int
    last: int
    head: str
    content: frozenset[str]
    name: str
    back: bool
    new: bool


@cache
def words(name: str) -> frozenset[str]:
    """A list of `speech.toml`, folded; punctuation as it is."""
    return frozenset(key(word) or word for word in lang.toml("speech.toml")[name])


@cache
def quotes() -> dict[str, str]:
    """The quotes that may hold a name or somebody's words: opening → closing."""
    return dict(lang.toml("speech.toml")["quotes"])


def noun_at(view: View, clean: Clean, at: int, *, low: int = 0, until: int) -> Noun | None:
    """The noun phrase whose head is token `at`, between the tokens `low` and `until`; None for what names nobody."""
    head = view.row[at]
    if head.upos not in {"NOUN", "PROPN", "NUM", "ADJ", "DET"} or head.key in words("nobody"):
        return None
    if is_of_date(view.row, at) or head.key in infinitives():
        return None
    last, quoted = _end(view, at, until)
    if head.key in words("parts") and not any(view.row[j].key in words("of") for j in range(at, last)):
        return None
    first = at
    while first - 1 >= low and (view.row[first - 1].key in words("determiners") or view.row[first - 1].upos == "NUM"):
        first -= 1
    back = any(view.row[j].key in words("back") for j in range(first, at))
    shown = first
    while shown < at and view.row[shown].key in words("back"):
        shown += 1
    name = text_of(clean, view.row, *(quoted or (shown, last)))
    content = frozenset(
        t.key
        for t in view.row[at : last + 1]
        if t.key and t.key not in words("determiners") | words("parts") | words("of")
    )
    parts = head.key in words("parts")
    core = next((j for j in range(at + 1, last + 1) if view.row[j].upos == "NOUN"), at) if parts else at
    new = parts or any(view.row[j].key in words("one") for j in range(first, at))
    return Noun(first, last, view.row[core].key, content, name, back, new)


def _end(view: View, at: int, until: int) -> tuple[int, tuple[int, int] | None]:
    """The last token of the phrase, and the tokens of a name in quotes that closes it."""
    last, quoted = at, None
    while last + 1 < min(until, len(view.row), at + _LONGEST):
        token = view.row[last + 1]
        if token.text in quotes():
            close = _closing(view, last + 1, until)
            if close is None:
                break
            quoted, last = (last + 2, close - 1), close
            continue
        if not _goes_on(view, at, last + 1, until):
            break
        quoted, last = None, last + 1
    return last, quoted


def _closing(view: View, opening: int, until: int) -> int | None:
    """The token that closes the quotes, when they hold a name and no clause."""
    mark = quotes()[view.row[opening].text]
    for j in range(opening + 1, min(until, opening + 2 + _LONGEST_QUOTED)):
        if view.row[j].text == mark:
            return j if j > opening + 1 else None
        if view.row[j].upos in {"VERB", "AUX", "SCONJ"}:
            return None
    return None


def _goes_on(view: View, at: int, i: int, until: int) -> bool:
    token = view.row[i]
    inside = range(view.row[at].first, token.first)
    word = view.sentence.words[token.first - 1]
    if token.key in words("of"):
        return view.row[at].key in words("parts") and not any(view.row[j].upos == "ADP" for j in range(at, i))
    if token.upos == "CCONJ":
        if i + 1 >= until or view.row[i + 1].upos not in {"NOUN", "ADJ"}:
            return False
        joined = view.sentence.words[view.row[i + 1].first - 1]
        if joined.deprel != "conj" or joined.head not in inside:
            return False
        return joined.head != view.row[at].first or _named_together(view, i + 1, until)
    if i + 2 < len(view.row) and marker_before(view.row, i + 2) == ("to", i):
        return False  # «مجری خطاب به X: …»
    if token.upos not in OPEN_CLASSES or word.deprel.startswith(("compound", "nsubj", "obj", "xcomp")):
        return False
    return word.head in inside


def _named_together(view: View, i: int, until: int) -> bool:
    """«هنرمند و تاجر مصری «X»»: a name in quotes closes both nouns."""
    for j in range(i, min(i + _LONGEST_QUOTED, until)):
        if view.row[j].text in quotes():
            return _closing(view, j, until) is not None
        if view.row[j].upos not in OPEN_CLASSES:
            return False
    return False


def quoted_after(view: View, clean: Clean, i: int, until: int) -> str | None:
    """The name in quotes that begins at token `i`."""
    if i >= until or view.row[i].text not in quotes():
        return None
    close = _closing(view, i, until)
    return text_of(clean, view.row, i + 1, close - 1) if close is not None else None
