"""Who acts in the clause of a talk noun: its subject, that of the clause whose occasion it is, who is spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphbuild.link.lexicon import lexicon
from graphbuild.relate.bound import bound_to_noun
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.date_words import is_of_date
from graphbuild.relate.frames import Trigger, frames
from graphbuild.relate.markers import OCCASION, marker_before, words
from graphbuild.relate.owners import (
    accompanied,
    acting,
    of_own_part,
    on_journey,
    owner_of_words,
    right_before,
    sent,
    traveller,
)
from graphbuild.relate.phrases import ACTORS, BODIES, NAMED, Phrase, View
from graphbuild.relate.verbs import ends_clause, tells

_LONGEST_PROGRAMME = 5  # tokens of «برنامه‌های صبح چهارشنبه» and of whose it is
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def clause_start(view: View, end: int) -> int:
    """The token after the last finite verb, colon or conjunction «که» before token `end`; what «آنچه» opens («در اعتراض
    به آنچه X خوانده شد، …») is inside the clause.
    """
    j = end
    while j > 0:
        j -= 1
        token = view.row[j]
        word = view.sentence.words[token.first - 1]
        verb = token.upos == "VERB" and ends_clause(token.text) and j not in view.covered
        if verb and (word.upos != "VERB" or not word.deprel.startswith(("compound", "amod", "nmod"))):
            if (what := _opens_what(view, j)) is None:
                return j + 1  # «X نوشته Y …» is a verb, though the tagger calls it a noun
            j = what
        elif token.upos == "SCONJ" or token.text in {":", "؛"}:
            return j + 1
    return 0


def subject_of(view: View, predicate: int, trigger: Trigger) -> list[Phrase]:
    """The subject of a predicate, as far as it is of the trigger's own clause."""
    if has_other_subject(view, predicate, trigger):
        return []
    found = [p for p in acting(view, predicate) if p.first != trigger.last + 1 or not p.genitive]
    own, word = view.noun_subject(predicate), view.sentence.words[predicate - 1]
    if not found and own is not None and trigger.first <= view.token_of[own] <= trigger.last and word.head:
        found = view.subject(view.predicate(word.head)) if word.deprel.startswith("ccomp") else []
    return _said_inside(view, found, trigger) or _nearest_unmarked(view, trigger)


def has_other_subject(view: View, predicate: int, trigger: Trigger) -> bool:
    """Whether the trigger's own clause, which another one holds, has a subject that is nobody known («این افراد»)."""
    other = view.noun_subject(predicate)
    if other is None or not view.sentence.words[predicate - 1].deprel.startswith(("ccomp", "acl", "advcl")):
        return False
    at = view.token_of[other]
    upos = view.sentence.words[other - 1].upos
    known = view.row[at].key in words("that") | words("time") or is_of_date(view.row, at) or upos not in _NOMINAL
    return not known and at not in view.covered and at < trigger.first


def _said_inside(view: View, subject: list[Phrase], trigger: Trigger) -> list[Phrase]:
    """The subject, unless the trigger's own clause has one of its own after an earlier verb or colon.

    What X says («X: …», «X گفت Y …») is not what X does; «X گفت که با Y دیدار کرده است» is.
    """
    for start, colon in _openings(view, trigger):
        if all(p.first > start or p.first > trigger.last for p in subject):
            return subject
        inside = [p for p in view.phrases if start < p.first < trigger.first and p.bare and not _is_listed(view, p)]
        if inside and inside[0].kind in ACTORS | BODIES:
            return view.group(view.phrases.index(inside[0]))
        if colon:
            return []
    return subject


def _is_listed(view: View, phrase: Phrase) -> bool:
    """«درباره A، X و B صحبت کرد», «درباره وضع A و X»: whether X is one of several that something is about."""
    if not view.sentence.words[phrase.head - 1].deprel.startswith("conj"):
        return False
    predicate = view.predicate(phrase.head)
    above = (word for word in view.ancestors(phrase.head) if word != predicate)
    return any(marker_before(view.row, view.token_of[word])[0] == "about" for word in above)


def _openings(view: View, trigger: Trigger) -> Iterator[tuple[int, bool]]:
    """The tokens before the trigger after which a clause may begin, nearest first, and whether each is a colon."""
    for i in range(trigger.first - 1, 0, -1):
        word = view.sentence.words[view.row[i].first - 1]
        if view.row[i].text == ":":
            yield i, True
        verb = view.row[i].upos == "VERB" and not (word.upos == "VERB" and word.deprel.startswith(("compound", "amod")))
        if (verb and i not in view.covered) or view.row[i].text in words("semicolon") or tells(view.row, i):
            yield i, False


def _opens_quote(view: View, i: int, trigger: Trigger) -> bool:
    """Whether a quote opens at token `i` that holds the trigger's whole clause («مقاله «… مذاکره با X … است»»)."""
    if view.row[i].text not in words("opening"):
        return False
    closing = next((j for j in range(i + 1, len(view.row)) if view.row[j].text in words("closing")), len(view.row))
    verb = view.token_of[view.predicate(view.row[trigger.first].first)]
    return trigger.last < verb < closing


def _nearest_unmarked(view: View, trigger: Trigger) -> list[Phrase]:
    """The first unmarked actor of the trigger's own clause: what a subject is when the tree does not say it."""
    start = clause_start(view, trigger.first)
    for n, phrase in enumerate(view.phrases):
        if start <= phrase.first < trigger.first and phrase.bare and not _is_listed(view, phrase):
            before = view.row[phrase.first - 1] if phrase.first else None
            if phrase.kind in ACTORS or before is None or before.upos in {"PUNCT", "CCONJ", "SCONJ", "VERB", "AUX"}:
                return view.group(n)
    return []


def control(view: View, trigger: Trigger, predicate: int) -> list[Phrase]:
    """The subject of the clause whose occasion or object the noun is («X در دیدار با Y گفت»)."""
    named = (
        _of_announced(view, trigger)
        or traveller(view, trigger)
        or on_journey(view, trigger)
        or of_own_part(view, trigger)
    )
    named = named or _of_chance(view, trigger, predicate) or accompanied(view, predicate)
    if named := named or owner_of_words(view, trigger) or sent(view, trigger, predicate):
        return named
    word = view.sentence.words[view.row[trigger.first].first - 1]
    marker = marker_before(view.row, trigger.first)[0]
    if agent := _agent(view, trigger, predicate, marker):
        return agent
    if not marker and _is_subject(view, word.id):
        return _over(view, trigger, predicate) or _of_programme(view, trigger, predicate)
    if has_other_subject(view, predicate, trigger):
        return []
    subject = [p for p in acting(view, predicate) if p.last < trigger.first or p.first > trigger.last]
    if any(_opens_quote(view, i, trigger) and all(p.last < i for p in subject) for i in range(trigger.first)):
        return []
    subject = (
        _beside(view, trigger, subject)
        or _said_inside(view, subject, trigger)
        or _nearest_unmarked(view, trigger)
        or right_before(view, trigger)
        or _spoken_of(view, trigger)
    )
    return [p for p in subject if not (p.genitive and p.first > trigger.last)]


def _beside(view: View, trigger: Trigger, subject: Sequence[Phrase]) -> list[Phrase]:
    """«داعش تجزیه می‌کند دبیرکل X در مصاحبه با Y افزود»: who stands right before the occasion, not a body before him."""
    near = right_before(view, trigger) if marker_before(view.row, trigger.first)[0] == "at" else []
    named = bool(near) and all(p.bare and p.kind in NAMED for p in near)
    return near if named and subject and all(p.kind in BODIES and p.last < near[0].first for p in subject) else []


def _agent(view: View, trigger: Trigger, predicate: int, marker: str) -> list[Phrase]:
    """«نامه توسط X در دیدار با Y تسلیم شد»: X, who does what the passive clause tells."""
    form = view.form(predicate) if marker in OCCASION else None
    if form is None or form.infinitive not in frames().passive:
        return []
    for n, phrase in enumerate(view.phrases):
        acts = phrase.kind in ACTORS and lexicon().word("agents", view.row, phrase.marker_first) == phrase.first
        if acts and phrase.last < trigger.first and view.predicate(phrase.head) == predicate:
            return view.group(n)
    return []


def _over(view: View, trigger: Trigger, predicate: int) -> list[Phrase]:
    """«X دستور داد مذاکرات با Y متوقف شود», «X می‌گوید تماس با Y خوب بود»: X, whose talk it is, though the tree may hang
    the noun on his verb.
    """
    form, head = view.form(predicate), view.sentence.words[predicate - 1].head
    if view.token_of[predicate] < trigger.first:
        above = predicate
    elif head and form is not None and form.tense == "subjunctive":
        above = view.predicate(head)
    else:
        return []
    able = ACTORS | {"state"}
    return [p for p in view.subject(above) if p.last < view.token_of[above] < trigger.first and p.kind in able]


def _opens_what(view: View, verb: int) -> int | None:
    """The «آنچه» whose clause the verb at a token ends, before a comma."""
    after = view.row[verb + 1 : verb + 2]
    if not after or after[0].text not in words("comma"):
        return None
    for i in range(verb - 1, -1, -1):
        if view.row[i].key in words("what"):
            return i
        if view.row[i].upos == "VERB" and i < verb - 1:
            return None
    return None


def _is_subject(view: View, word: int) -> bool:
    """Whether a word, or the first of those that it is coordinated with, is a subject; the tree may hang a later one on
    what the first one is of («حضور در نشست X، مصاحبه با Y و … از برنامه‌های او است»).
    """
    while view.sentence.words[word - 1].deprel.startswith(("conj", "nmod")):
        word = view.sentence.words[word - 1].head
    return view.sentence.words[word - 1].deprel.startswith("nsubj")


def _of_announced(view: View, trigger: Trigger) -> list[Phrase]:
    """«برنامه سفر X شامل دیدار با Y و مذاکره با Z است»: X."""
    inside = range(clause_start(view, trigger.first), trigger.first)
    head = next((i for i in inside if view.row[i].key in words("programme")), None)
    if head is None or not any(view.row[i].key in words("including_these") for i in inside):
        return []
    near = range(head + 1, head + 2 + _LONGEST_PROGRAMME)
    owner = next((n for n, p in enumerate(view.phrases) if p.genitive and p.first in near and p.kind in ACTORS), None)
    return view.group(owner) if owner is not None else []


def _of_programme(view: View, trigger: Trigger, predicate: int) -> list[Phrase]:
    """«دیدار با X از برنامه‌های سفر Y بود»: Y, of whose programme the talk is a part."""
    for i in range(trigger.last + 1, view.token_of[predicate] + 1):
        if view.row[i].key in words("programme"):
            owners = (n for n, p in enumerate(view.phrases) if p.genitive and i < p.first <= i + _LONGEST_PROGRAMME)
            owner = next((n for n in owners if view.phrases[n].kind in ACTORS), None)
            return view.group(owner) if owner is not None else []
    return []


def _of_chance(view: View, trigger: Trigger, predicate: int) -> list[Phrase]:
    """«X امیدوار است فرصت دیدار با Y فراهم شود»: X, for whom the chance is."""
    word, before = view.sentence.words[predicate - 1], trigger.first - 1
    chance = before >= 0 and view.row[before].key in words("chance")
    return acting(view, view.predicate(word.head)) if chance and word.head and word.deprel == "ccomp" else []


def _spoken_of(view: View, trigger: Trigger) -> list[Phrase]:
    """The last unmarked actor before the trigger, in an earlier clause: whom a clause without a subject is about."""
    before = [p for p in view.phrases if p.last < trigger.first and p.kind in NAMED and not p.marker]
    found = [p for p in before if not p.genitive]
    return _said_inside(view, found[-1:], trigger)


def happens(view: View, trigger: Trigger, predicate: int) -> bool:
    """Whether a noun is what a predicate says to take place, to exist or not to («مذاکره‌ای در جریان نیست»)."""
    deprel = view.sentence.words[view.row[trigger.first].first - 1].deprel
    named = cues().names_it("denied.happening", complex_predicate(view, predicate))
    return named and deprel.startswith(("nsubj", "obj"))


def told_beside(view: View, trigger: Trigger, predicate: int, *, passive: bool) -> Iterator[tuple[str, list[Phrase]]]:
    """«میان X و Y مذاکراتی در جریان است», «با X مذاکره‌ای وجود ندارد», «مذاکرات دیروز در Z میان X و Y انجام شد»: who is
    named before the predicate by which a noun happens, and how.

    `passive`: the predicate is one that the noun's frame knows («انجام شد»).
    """
    exists = happens(view, trigger, predicate)
    start = clause_start(view, trigger.first)
    for n, phrase in enumerate(view.phrases):
        before = start <= phrase.first < trigger.first
        named = phrase.marker == "between" or (phrase.marker == "with" and exists and before)
        near = before or (trigger.last < phrase.first and not bound_to_noun(view, phrase))
        if (passive or exists) and named and near and start <= phrase.first < view.token_of[predicate]:
            yield phrase.marker, view.group(n)
