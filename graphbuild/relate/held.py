"""Talks that are held, whatever their clause says may come of them: interviews that were given, what goes on."""

from __future__ import annotations

from graphbuild.link.salience import COLON
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.days import is_told_past
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import OCCASION, marker_before
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots
from graphbuild.relate.speech import speech_verbs
from graphbuild.relate.tenses import carrier

_ANSWER = "question"  # family of «پاسخ به پرسش»


def is_given(view: View, slots: Slots) -> bool:
    """«X به MEDIUM: …», «X در پاسخ به پرسش MEDIUM گفت: این خبر کذب است»: an interview whose words follow was given."""
    headline = slots.construction == "nominal" and slots.trigger.noun == slots.trigger.kind == "interview"
    headline &= slots.end < len(view.row) and view.row[slots.end].text == COLON
    if headline or slots.trigger.noun != _ANSWER:
        return headline
    said = marker_before(view.row, slots.trigger.first)[0] in OCCASION and is_told_past(view, slots)
    return said and any(at == view.token_of[slots.predicate] for at, _, _ in speech_verbs(view))


def is_held_now(view: View, slots: Slots) -> bool:
    """«مذاکرات جاری با X می‌تواند …», «احتمال شکست مذاکرات», «اگر مذاکرات به توافق نرسد»: the talk is held, whatever may
    come of it.
    """
    first, after = slots.trigger.first, view.row[slots.trigger.last + 1 : slots.trigger.last + 3]
    stopped = first > 0 and view.row[first - 1].key in cues().lists["asserted.stops"]
    stopped |= carrier(view, slots).deprel.startswith("nsubj") and cues().ends(
        "asserted.outcomes", complex_predicate(view, slots.predicate)
    )
    if stopped or _is_under_way(view, slots):
        return True
    return any(cues().has("asserted.adjectives", token.key) for token in after if token.upos == "ADJ")


def _is_under_way(view: View, slots: Slots) -> bool:
    """«… و مذاکرات در جریان است», «X در حال مذاکره است»: whether the talk's own predicate, in the present, says so."""
    form, own = view.form(slots.predicate), view.token_of[slots.predicate]
    if form is None or form.tense != "present" or form.negated or view.is_future(slots.predicate):
        return False
    if slots.construction == "verbal":
        before = "".join(token.key for token in view.row[max(0, slots.trigger.first - 2) : slots.trigger.first])
        return before.endswith(tuple(frames().underway))
    said = "".join(token.key for token in view.row[slots.trigger.last + 1 : own + 1])
    goes_on = any(way in said for way in cues().lists["asserted.goes_on"])
    return carrier(view, slots).deprel.startswith("nsubj") and goes_on


def is_stopped(view: View, slots: Slots) -> bool:
    """«دستور داد مذاکرات را متوقف کنند»: what is to be stopped goes on; what is called off or put off does not."""
    c, name = cues(), complex_predicate(view, slots.predicate)
    off = c.ends("denied.cancelled", name) or c.ends("planned.postponed", name)
    return c.ends("asserted.stopping", name) and not off


def hangs_on_time(view: View, first: int) -> bool:
    """«تا زمانی که X آزاد نشود، گفت‌وگویی شکل نخواهد گرفت»: no talk at token `first` before that, but one after it."""
    before = "".join(token.key for token in view.row[:first])
    return any(until in before for until in cues().lists["possible.until"])


def is_known_by_it(view: View, slots: Slots, word: int) -> bool:
    """«همه کسانی که در مذاکرات با X درگیرند از او خواستند …»: whether a clause on a talk only says who `word` is."""
    form, own = view.form(slots.predicate), view.sentence.words[slots.predicate - 1]
    told = form is not None and form.tense in {"present", "past", "perfect"} and not view.is_future(own.id)
    at = marker_before(view.row, slots.trigger.first)[0] in OCCASION
    return told and at and own.deprel.startswith("acl") and own.head == word
