"""Talks that are to come, or may be, by the tense and mood of their own verb."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.document import Word
from graphbuild.link.tokens import key
from graphbuild.relate.ahead import is_arranged, is_purpose_ahead, is_purpose_of_talk
from graphbuild.relate.cues import Reading, complex_predicate, cues
from graphbuild.relate.date_words import words as date_words
from graphbuild.relate.frames import TRIP, frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.verbs import verb_form

_AGO = 3  # tokens of «از دو ماه پیش»


def by_tense(view: View, slots: Slots) -> Iterator[Reading]:
    """Whether the verb of the talk's own clause puts it ahead («می‌بایست …», «فردا دیدار می‌کند») or leaves it open."""
    c, own = cues(), slots.predicate
    form = view.form(own)
    should = slots.construction == "verbal" and any(
        c.has("planned.should", view.row[i].key)
        for i in range(clause_start(view, slots.trigger.first), slots.trigger.first)
    )
    if (view.is_future(own) and not view.is_negated(own)) or (
        should and form is not None and form.tense in {"imperfect", "subjunctive"}
    ):
        yield Reading("planned")  # «می‌بایست با X رایزنی می‌کرد»
    elif form is not None and form.tense in {"present", "subjunctive", "perfect"}:
        joined = "".join(token.key for token in view.row[_said_from(view, slots.trigger.first) :])
        adverb = any(adverb in joined for adverb in c.lists["planned.adverbs"])
        ahead = form.tense == "present" or (form.tense == "perfect" and _is_joined_to_future(view, own))
        if ahead and adverb and not _goes_on(view, slots):
            yield Reading("planned")
        mine = form.person == "1s" and slots.construction == "verbal" and view.copula(own) is None  # «تماس می‌گیرم»
        if form.tense == "present" and (mine or _is_told_ahead(view, slots, key(form.infinitive))):
            yield Reading("planned")
        if form.tense == "subjunctive" and (is_purpose_of_talk(view, own) or _is_felt(view, slots)):
            return
        subjunctive = form.tense == "subjunctive" or _is_perfect_subjunctive(view, own)
        if subjunctive and (is_purpose_ahead(view, own) or is_arranged(view, slots)):
            yield Reading("planned")
        elif subjunctive and (not c.has("possible.stative", key(form.infinitive)) or _has_modal(view, own)):
            yield Reading("possible")


def is_over(view: View, own: int) -> bool:
    """Whether a verb tells of what is past, not of what may be («دیدار داشته باشند») or will."""
    form = view.form(own) if view.is_verb(own) else None
    past = form is not None and form.tense in {"past", "perfect"}
    return past and not (view.is_future(own) or _is_perfect_subjunctive(view, own))


def _has_modal(view: View, own: int) -> bool:
    """«X می‌تواند میزبان مذاکرات باشد»."""
    forms = (verb_form(view.sentence.words[child - 1].text) for child in view.sentence.children[own])
    return any(form is not None and cues().has("possible.modals", key(form.infinitive)) for form in forms)


def _is_joined_to_future(view: View, own: int) -> bool:
    """«هفته آینده با X دیدار کرده و … خواهد رفت»: whether a participle takes its tense from a verb joined to it."""
    below = [view.sentence.words[c - 1] for c in view.sentence.children[own]]
    whole = any(w.deprel.startswith("aux") for w in below)  # «دیدار کرده است و … خواهد رفت»
    return not whole and any(w.deprel == "conj" and view.is_future(w.id) for w in below)


def _said_from(view: View, first: int) -> int:
    """Where what is told of the talk at token `first` begins («فردا خواهید دید که مذاکرات …»)."""
    opens = (i for i in range(first, 0, -1) if view.row[i].key in words("that"))
    return next((i for i in opens if view.row[i - 1].upos in {"VERB", "AUX"}), 0)


def _is_told_ahead(view: View, slots: Slots, infinitive: str) -> bool:
    """«دیدار می‌کند», «میزبان … می‌شود», «مذاکرات امشب برگزار می‌شود», but not «در این نشست رایزنی می‌کنند»."""
    c = cues()
    tokens = [token.key for token in view.row]
    first = slots.trigger.first
    back = any(
        tokens[i] in frames().determiners and (sat := frames().trigger(view.row, i + 1)) and sat.noun != TRIP
        for i in range(first - 1)
    )
    under_way = any(key_ in c.lists["planned.under_way"] for key_ in tokens[:first]) or _has_gone_on(view, first)
    if back or under_way or is_progressive(view, first):
        return False
    if c.has("planned.rules", slots.trigger.noun):
        return True
    if slots.construction == "verbal":
        ahead = slots.trigger.noun in frames().kinds and infinitive in c.lists["planned.present"]
        return ahead and not _is_of_states(slots)
    word = carrier(view, slots)
    hosts = view.copula(slots.predicate) is not None and word.id == slots.predicate
    if hosts and infinitive in words("being"):
        subject = view.noun_subject(slots.predicate)
        if subject is not None and key(view.sentence.words[subject - 1].text) in words("aims"):
            return True  # «هدف از این سفر، دیدار با X است»
        if key(word.text) in words("bearing"):  # «حامل پیام X به Y است و با Z دیدار خواهد کرد»
            return any(w.head == slots.predicate and view.is_future(w.id) for w in view.sentence.words)
        days = {*date_words().weekdays, *words("today")}  # «X شنبه میزبان Y است»
        named = key(word.text) in words("hosting") | words("guests")
        return named and any(day in days for day in tokens[:first])
    said = (view.sentence.words[child - 1] for child in view.sentence.children[slots.predicate])
    becomes = any(w.deprel == "xcomp" and w.upos == "ADJ" and key(w.text) not in words("doing") for w in said)
    held = hosts or (word.deprel.startswith("nsubj") and not becomes)  # «به پایان نزدیک می‌شود» is not held
    return held and infinitive in c.lists["planned.passive"]


def _is_of_states(slots: Slots) -> bool:
    """«ایران و عمان درباره X رایزنی می‌کنند»: what states do goes on, what officials do is to come."""
    acting = slots.found.get("genitive") or [p for slot in ("subject", "with") for p in slots.found.get(slot, [])]
    return bool(acting) and all(p.kind == "state" for p in acting)


def _goes_on(view: View, slots: Slots) -> bool:
    """«… را به فردا انداخت، زیرا مذاکرات در حال انجام است»: whether the noun itself is said to be under way."""
    after = view.row[slots.trigger.last + 1 : view.token_of[slots.predicate]]
    return any(token.key in cues().lists["planned.under_way"] for token in after)


def _is_felt(view: View, slots: Slots) -> bool:
    """«عجیب بود که با او ملاقات کنم»: whether the clause before says how the talk was."""
    that = clause_start(view, slots.trigger.first) - 1
    if that < 2 or view.row[that].key not in words("that"):
        return False
    form = verb_form(view.row[that - 1].text)
    past = form is not None and form.tense == "past" and form.infinitive in words("being")
    start = clause_start(view, that - 1)
    return past and any(cues().has("asserted.felt", token.key) for token in view.row[start : that - 1])


def _has_gone_on(view: View, first: int) -> bool:
    """«از دو ماه پیش … گفت‌وگو می‌کنند»."""
    ago = [i for i in range(first) if view.row[i].key in words("ago")]
    return any(marker_before(view.row, j)[0] == "from" for i in ago for j in range(max(0, i - _AGO), i))


def is_progressive(view: View, first: int) -> bool:
    """«X دارد با Y صحبت می‌کند»: «داشتن», first or after its subject, in the clause of the talk at token `first`."""
    for i in range(first - 1, 0, -1):
        if view.row[i].upos in {"VERB", "AUX", "SCONJ"} and i not in view.covered:
            form = verb_form(view.row[i].text)
            having = form is not None and form.tense == "present" and form.infinitive in frames().having
            return having and (i - 1 in view.covered or i == 0 or view.row[i - 1].upos == "PUNCT")
    return False


def _is_perfect_subjunctive(view: View, own: int) -> bool:
    """«دیدار داشته باشند»."""
    after = view.token_of[own] + 1
    form = verb_form(view.row[after].text) if after < len(view.row) else None
    return form is not None and form.tense == "subjunctive" and view.row[after].upos == "AUX"


def carrier(view: View, slots: Slots) -> Word:
    """The word by which a talk stands in its clause: its noun, or «دور», «روند» on which that hangs."""
    word = view.sentence.words[view.row[slots.trigger.first].first - 1]
    head = view.sentence.words[word.head - 1] if word.head else word
    put_off = cues().ends("planned.postponed", complex_predicate(view, slots.predicate))
    if put_off and word.deprel.startswith("conj") and head.deprel.startswith("nsubj"):
        return head  # «سفر X به Y و دیدار او با Z به وقت دیگری موکول شد»
    held = cues().has("asserted.rounds", key(head.text)) or key(head.text) in words("doing") | words("hosting")
    hangs = word.deprel.startswith("nmod") and held
    hangs |= word.deprel.startswith(("nmod", "obl")) and key(head.text) in words("bearing")  # «حامل پیام X»
    return head if hangs else word
