"""Where a talk was, by its own sentence; whether it was beside a session."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuild.document import Clean
from graphbuild.link.lexicon import lexicon
from graphbuild.relate.frames import TRIP, Trigger, frames
from graphbuild.relate.markers import marker_before, occasion_before, words
from graphbuild.relate.model import TalkMention
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots, is_verbal, triggers
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.topic_ends import listed


def is_beside(view: View, slots: Slots) -> bool:
    """Whether a talk is beside a session: «در حاشیه نشست», «پیش از آغاز نشست سه‌جانبه با Y دیدار کرد»."""
    first = slots.trigger.first
    if any(token.key in words("margin") for token in view.row[:first]):
        return True
    if slots.construction != "verbal":
        return False
    clause = clause_start(view, first)
    sessions = (t for t in triggers(view, frames()) if t.noun in frames().venues and t.noun != TRIP)
    return any(clause <= t.first < first and occasion_before(view.row, t.first) == "occasion" for t in sessions)


def place(view: View, slots: Slots, clean: Clean) -> str | None:
    """The place of the talk: a state, capital or place with «در» in the trigger's clause, but not inside a topic."""
    topic = False
    for i in range(clause_start(view, slots.trigger.first), _clause_end(view, slots)):
        marker = marker_before(view.row, i)[0]
        if i == slots.trigger.first or view.row[i].upos == "VERB":
            topic = False
        reviewed = marker == "to" and view.row[i].key in listed("review_nouns")  # «به بررسی تحولات در X پرداخت»
        topic = topic or reviewed or (marker == "about" and i != slots.trigger.first)
        if marker != "at" or topic or _is_of_matter(view, i):
            continue
        last = _place_end(view, i)
        if last is not None:
            return clean.text[view.row[i].start : view.row[last].end]
    return None


def _is_of_matter(view: View, i: int) -> bool:
    """«سیاست X در خاورمیانه بررسی شد»: whether what stands at token `i` is only where something else is or happens."""
    word = view.sentence.words[view.row[i].first - 1]
    while word.head and word.deprel.startswith(("nmod", "flat", "conj")):
        word = view.sentence.words[word.head - 1]
    at = view.token_of[word.id]
    talk = at in view.covered or any(frames().trigger(view.row, j) is not None for j in range(at, i))
    return word.deprel.startswith(("nsubj", "obj")) and at < i and not talk


def _clause_end(view: View, slots: Slots) -> int:
    """The token after the clause of a talk: what follows the verb of a verbal one up to «و», «که» or a mark is of it;
    what is said after another one is not («پس از دیدار با Y گفت که …»).
    """
    if slots.construction != "verbal" or slots.verb_token is None:
        after = range(slots.trigger.last + 1, len(view.row))
        said = (i for i in after if view.row[i].upos == "SCONJ" and view.row[i - 1].upos in {"VERB", "AUX"})
        return next(said, len(view.row))
    rest = range(slots.verb_token + 1, len(view.row))
    return next((i for i in rest if view.row[i].upos in {"CCONJ", "SCONJ", "PUNCT"}), len(view.row))


def _place_end(view: View, i: int) -> int | None:
    """The last token of the place that starts at token `i`."""
    n = view.covered.get(i)
    if n is not None:
        phrase = view.phrases[n]
        named = phrase.kind == "organization" and all(
            t.upos == "PROPN" for t in view.row[phrase.first : phrase.last + 1]
        )
        return phrase.last if phrase.first == i and (phrase.kind == "state" or named) else None
    last = i
    while last < len(view.row) and view.row[last].upos == "PROPN" and last not in view.covered:
        last += 1
    return last - 1 if last > i else None


def is_only_venue(view: View, trigger: Trigger, present: Sequence[Trigger], told: Sequence[TalkMention]) -> bool:
    """Whether a session or visit is only where the clause's own talk took place, of `present` or `told` ones."""
    first, last = trigger.first, trigger.last
    beside = first > 0 and view.row[first - 1].key in words("margin")  # «در حاشیه نشست»
    n = view.starts.get(last + 1)  # «در مذاکرات آستانه با X دیدار کرد»
    of_city = n is not None and len(view.group(n)) == 1 and lexicon().is_capital(view.row, last + 1)
    venue = trigger.noun in frames().venues or of_city
    if not venue or (is_verbal(view, trigger, frames()) and not beside):
        return False
    if marker_before(view.row, first)[0] == "about":
        return False
    own = [t.first for t in present if t.noun not in frames().venues and is_verbal(view, t, frames())]
    if of_city:  # «پس از نشست X با Y تماس گرفت»
        starts = {t.trigger[0] for t in told if not t.back}
        own += [i for i, token in enumerate(view.row) if token.start in starts]
    return any(at > last and clause_start(view, at) <= first for at in own)
