"""What a rule over talk nouns asks of the place of its noun, beside its slots."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.link.tokens import Token, key
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.frames import HOST, TRIP, Frames, Rule, Trigger
from graphbuild.relate.markers import OCCASION, marker_before, occasion_before, words
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import clause_start


def holds(view: View, rule: Rule, slots: Slots, frames: Frames) -> bool:
    """Whether the noun stands where the rule wants it: not pointing back, on an occasion, as what is answered."""
    trigger = slots.trigger
    if frames.points_back(view.row, trigger.first) and rule.id in frames.anew:
        return False
    sat_in = rule.id in frames.anew and marker_before(view.row, trigger.first)[0] == "at"
    if sat_in and any(t.key in words("attending") for t in _ending(view, slots.predicate)):
        return False  # «A و B هم در دیدار نخست حضور داشتند»
    if trigger.noun in frames.unmarked and _is_marked(view, trigger.first):
        return False
    if rule.occasion and occasion_before(view.row, trigger.first) not in OCCASION and not slots.left_out:
        return False
    if rule.shared and not _is_shared(view, trigger, frames):
        return False
    if rule.id.startswith(HOST) and _is_of_talk(view, trigger.last + 1, frames):
        return False
    form = view.form(slots.predicate)
    being = form is not None and form.infinitive in words("being")
    if "with" in rule.slots and being and _is_presided(view, trigger.first):
        return False
    if {"genitive", "control"} <= set(rule.slots) and _is_of_subject(view, trigger.first):
        return False
    if rule.answer and not _answers(view, trigger.first, slots.predicate):
        return False
    return not rule.predicates or complex_predicate(view, slots.predicate) in rule.predicates


def _ending(view: View, predicate: int) -> Sequence[Token]:
    """The last two words of a predicate, its noun and its verb."""
    at = view.token_of[predicate]
    return view.row[max(0, at - 1) : at + 1]


def _is_of_talk(view: View, i: int, frames: Frames) -> bool:
    """«میزبان دور سوم مذاکرات»: whether a noun for a talk stands at token `i`, or after which round it is."""
    while i < len(view.row) and (view.row[i].key in words("rounds") or view.row[i].upos in {"NUM", "ADJ"}):
        i += 1
    found = frames.trigger(view.row, i) if i < len(view.row) else None
    return found is not None and found.noun != TRIP


def _is_presided(view: View, i: int) -> bool:
    """«سرپرستی تیم X در این مذاکرات با Y است»: whether «با» after the noun at token `i` says who presides."""
    start = clause_start(view, i)
    heads = (j for j in range(start, i) if view.row[j].key in words("headship") and j not in view.covered)
    return any(not marker_before(view.row, j)[0] for j in heads)


def _is_of_subject(view: View, i: int) -> bool:
    """«فهرست دیدارهای X بسته نشده است»: whether the noun at token `i` is only part of what its clause is about."""
    word = view.sentence.words[view.row[i].first - 1]
    while word.deprel.startswith("nmod") and word.head < word.id and not marker_before(view.row, i)[0]:
        word = view.sentence.words[word.head - 1]
        i = view.token_of[word.id]
    return word.deprel.startswith("nsubj") and not marker_before(view.row, i)[0]


def _is_marked(view: View, i: int) -> bool:
    """Whether a preposition stands before the noun at token `i`, or its being possible («از امکان میزبانی X»)."""
    while i > 0 and cues().has("possible.nouns", view.row[i - 1].key):
        i -= 1
    return bool(marker_before(view.row, i)[0])


def _is_shared(view: View, trigger: Trigger, frames: Frames) -> bool:
    """Whether a talk on whose occasion something is told lasted some time, or is called somebody's own or «some»."""
    if occasion_before(view.row, trigger.first) not in OCCASION:
        return False
    after = trigger.last + 1
    while after < len(view.row) and view.row[after].upos == "ADJ":
        after += 1
    own = after < len(view.row) and view.row[after].key in frames.reflexives
    some = view.row[trigger.first].key in words("indefinite")  # «مقام‌های X و Y پس از مذاکراتی …»
    return own or some or view.row[trigger.first - 1].key in words("durations")


def _answers(view: View, i: int, predicate: int) -> bool:
    """Whether the letter at token `i` is what somebody answers («در پاسخ به نامه X»), or gives thanks for («ضمن تشکر از
    (پیام و) تماس X», «از نامه X قدردانی کرد»).
    """
    if i > 2 and view.row[i - 1].key in words("and"):
        i -= 2
        i -= view.row[i].upos == "ADJ" or view.row[i - 1].upos == "NOUN"  # «پیام تبریک و تماس»
    if marker_before(view.row, i)[0] == "from" and key(complex_predicate(view, predicate)) in words("thanking"):
        return True
    return i > 1 and view.row[i - 2].key in words("answer") | words("thanks") and view.row[i - 1].upos == "ADP"


def is_matter(view: View, trigger: Trigger) -> bool:
    """Whether the talk is what something is about («درباره مذاکرات», «درباره روند مذاکرات»)."""
    i = trigger.first
    while i > 0 and view.row[i - 1].key in words("rounds"):
        i -= 1
    return marker_before(view.row, i)[0] == "about"


def is_spoken_of(view: View, slots: Slots) -> bool:
    """«X: مذاکره با Y هدر دادن وقت است», «X از مرحله بعدی مذاکرات با Y گفت»: a talk with a state that is no occasion or
    purpose of what X does, nor his own («مذاکراتم با Y»): he only speaks of it.
    """
    company, first = slots.found.get("with", []), slots.trigger.first
    if slots.construction != "nominal" or slots.found.get("genitive") or any(p.kind != "state" for p in company):
        return False
    if not company or (first > 0 and cues().has("possible.nouns", view.row[first - 1].key)):
        return False  # «آماده مذاکره با Y است»
    said = view.sentence.words[view.row[first].first - 1 : view.row[company[0].first].first - 1]
    while first > 0 and (view.row[first - 1].key in words("rounds") or view.row[first - 1].upos in {"NUM", "ADJ"}):
        first -= 1  # «برای دور چهارم مذاکرات با Y»
    mine = any(word.upos == "PRON" for word in said)
    return not mine and marker_before(view.row, first)[0] not in OCCASION | {"to"}
