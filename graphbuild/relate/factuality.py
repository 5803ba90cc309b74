"""Factuality: whether a talk is told as done, planned, possible, alleged or denied, from the words above and around it.

The cues are in `lang/fa/factuality.toml`; here is where they have to stand. The strongest reading wins in this order:
denied, alleged, planned, possible, asserted. The classes follow the project's gold (asserted, planned, possible,
alleged, denied), a coarser form of FactBank's values (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graphbuild import lang
from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.frames import frames
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots
from graphbuild.relate.verbs import verb_form

_STRONGEST: tuple[Factuality, ...] = ("denied", "alleged", "planned", "possible")


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


def read(view: View, slots: Slots) -> Reading:
    """The factuality of the talk that a trigger tells of."""
    found = list(_readings(view, slots))
    for value in _STRONGEST:
        for reading in found:
            if reading.value == value:
                return reading
    return Reading("asserted")


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


def _readings(view: View, slots: Slots) -> Iterator[Reading]:
    c = cues()
    own = slots.predicate
    yield from _own(view, slots)
    first = view.row[slots.trigger.first].first
    path = [first, *view.ancestors(first)]
    text_before = [view.row[i].key for i in range(max(0, slots.trigger.first - 4), slots.trigger.first)]
    for i in range(len(text_before)):
        joined = "".join(text_before[i:])
        if c.has("possible.nouns", joined):
            yield Reading("possible")
        if c.has("denied.nouns", joined):
            yield Reading("denied")
        if c.has("alleged.nouns", joined):
            yield Reading("alleged")
    for j in (slots.trigger.last + 1, slots.trigger.last + 2):
        if j < len(view.row):
            if c.has("planned.adjectives", view.row[j].key):
                yield Reading("planned")
            if c.has("possible.adjectives", view.row[j].key):
                yield Reading("possible")
    sentence = "".join(token.key for token in view.row)
    if any(adverb in sentence for adverb in c.lists["alleged.adverbs"]):
        yield Reading("alleged")
    for word in path[1:]:
        w = view.sentence.words[word - 1]
        w_key = key(w.text)
        if w.upos in {"NOUN", "ADJ", "PROPN"} and word < first:
            yield from (Reading(value) for value in _STRONGEST if c.has(f"{value}.nouns", w_key))
        if view.is_verb(word) or view.copula(word) is not None:
            yield from _above(view, word, own)


def _own(view: View, slots: Slots) -> Iterator[Reading]:
    """What the talk's own predicate says: tense, negation, cancelling."""
    c, own = cues(), slots.predicate
    word = view.sentence.words[view.row[slots.trigger.first].first - 1]
    carries = (
        slots.construction == "verbal"
        or slots.verb_token is not None
        or word.deprel.startswith("nsubj")
        or word.deprel == "obj"
    )
    if not carries or not (view.is_verb(own) or view.copula(own) is not None):
        return
    name = complex_predicate(view, own)
    if any(name.endswith(v) for v in c.lists["denied.cancelled"]):
        yield Reading("denied")
    if any(name.endswith(v) for v in c.lists["planned.postponed"]):
        yield Reading("planned")
    if view.is_negated(own) and (
        slots.construction == "verbal" or word.deprel.startswith(("nsubj", "obj", "compound"))
    ):
        yield Reading("denied")
    yield from _tense(view, slots)


def _tense(view: View, slots: Slots) -> Iterator[Reading]:
    c, own = cues(), slots.predicate
    form = view.form(own)
    if view.is_future(own):
        yield Reading("planned")
    elif form is not None and form.tense in {"present", "subjunctive", "perfect"}:
        joined = "".join(token.key for token in view.row)
        if any(adverb in joined for adverb in c.lists["planned.adverbs"]) and form.tense != "perfect":
            yield Reading("planned")
        if (
            form.tense == "present"
            and slots.trigger.noun in frames().kinds
            and slots.construction == "verbal"
            and key(form.infinitive) in c.lists["planned.present"]
        ):
            yield Reading("planned")
        subjunctive = form.tense == "subjunctive" or _is_perfect_subjunctive(view, own)
        if subjunctive and (_is_purpose_ahead(view, own) or _is_arranged(view, slots)):
            yield Reading("planned")
        elif subjunctive and not c.has("possible.stative", key(form.infinitive)):
            yield Reading("possible")


def _is_perfect_subjunctive(view: View, own: int) -> bool:
    """«دیدار داشته باشند»."""
    after = view.token_of[own] + 1
    form = verb_form(view.row[after].text) if after < len(view.row) else None
    return form is not None and form.tense == "subjunctive" and view.row[after].upos == "AUX"


def _is_arranged(view: View, slots: Slots) -> bool:
    """Whether a verb of planning stands before the talk in its sentence («توافق کردند که … دیدار کنند»)."""
    verbs = [view.row[i].first for i in range(slots.trigger.first) if view.row[i].upos == "VERB"]
    planning = cues().lists["planned.verbs"]
    return any(complex_predicate(view, verb).endswith(name) for verb in verbs for name in planning)


def _is_purpose_ahead(view: View, own: int) -> bool:
    """Whether the subjunctive is what somebody sets out for («می‌رود تا … مذاکره کند»)."""
    above = view.predicate(view.sentence.words[own - 1].head) if view.sentence.words[own - 1].head else 0
    form = view.form(above) if above else None
    if not above:
        return False
    return view.is_future(above) or (form is not None and cues().has("planned.motion", key(form.infinitive)))


def _above(view: View, word: int, own: int) -> Iterator[Reading]:
    """What a predicate above the talk says of it."""
    c = cues()
    name = complex_predicate(view, word)
    negated = view.is_negated(word)
    if any(name.endswith(v) for v in c.lists["denied.verbs"]) and not negated:
        yield Reading("denied")
    if any(name.endswith(v) for v in c.lists["denied.cancelled"]) and word != own:
        yield Reading("denied")
    if any(name.endswith(v) for v in c.lists["denied.untrue" if negated else "denied.false"]):
        yield Reading("denied")
    if any(name.endswith(v) for v in c.lists["alleged.verbs"]):
        yield Reading("alleged")
    if word != own:
        if any(name.endswith(v) for v in c.lists["planned.verbs"]):
            yield Reading("denied" if negated else "planned")
        if any(name == v for v in c.lists["possible.verbs"]):
            yield Reading("possible")
