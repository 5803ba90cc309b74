"""What a day of a sentence belongs to, where it is not the talk: a saying, a journey, another talk, a limit, a name."""

from __future__ import annotations

from graphbuild.relate.dates import DateMention
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots, triggers
from graphbuild.relate.speech import spoken
from graphbuild.relate.topics import opens_cause
from graphbuild.relate.verbs import verb_form

_SAYING = frozenset({"say", "claim", "announce"})  # acts that tell of a talk
_INFORM = "inform"  # the rule of «X را در جریان گفت‌وگوی دیروز خود با Y قرار داد»


def _token_of(view: View, date: DateMention) -> int:
    """The token at which a date starts."""
    return next((i for i, token in enumerate(view.row) if token.end > date.start), 0)


def is_of_saying(view: View, date: DateMention, at: int) -> bool:
    """Whether it is the day on which somebody said what the talk is told in («X روز چهارشنبه گفت که با Y …»)."""
    between = (i for i, token in enumerate(view.row) if date.end <= token.start < at and token.upos == "VERB")
    return any(acts(view, i) & _SAYING for i in between)


def is_of_another(view: View, slots: Slots, date: DateMention) -> bool:
    """Whether it is the day of another talk, after whose noun it stands («زمینه این تماس را دیدار ۲۵ فوریه …»)."""
    if slots.trigger.noun != _INFORM and not frames().points_back(view.row, slots.trigger.first):
        return False
    before = _token_of(view, date) - 1
    own = range(slots.trigger.first, slots.trigger.last + 1)
    return before >= 0 and before not in own and frames().trigger(view.row, before) is not None


def acts(view: View, verb: int) -> set[str]:
    """The acts of the verb of speech at a token."""
    form = verb_form(view.row[verb].text)
    found = spoken(view, verb, form.infinitive) if form is not None else None
    return {found[1]} if found is not None else set()


def is_limit(view: View, slots: Slots, date: DateMention) -> bool:
    """Whether something is to be done until then («تا دو روز دیگر», «تا ضرب‌الاجل سوم آذر»), or has gone on since.

    Not where the talk comes after «تا» («به X رفت تا فردا با Y دیدار کند»).
    """
    i = _token_of(view, date)
    if i > 1 and view.row[i - 1].upos == "NOUN" and i - 1 not in view.covered:
        i -= 1
    since = date.precision != "day" and marker_before(view.row, i)[0] == "from"  # «از اوایل فروردین»
    until = i > 0 and view.row[i - 1].key in words("until")
    before_it = until and view.row[i - 1].upos == "SCONJ" and slots.trigger.first > i
    return since or (until and not before_it)


def is_of_journey(view: View, date: DateMention) -> bool:
    """«از سفر روز چهارشنبه X به Y و دیدار وی با Z خبر داد»: whether it is the day of a journey, and so of the talk."""
    i = _token_of(view, date)
    return i > 0 and view.row[i - 1].key in words("travel") and view.row[i - 1].upos == "NOUN"


def is_of_other(view: View, date: DateMention) -> bool:
    """Whether it is the day of another thing than a talk («سقوط روز دوشنبه هواپیما»)."""
    i = _token_of(view, date)
    before = view.row[i - 1] if i else None
    if before is None or before.upos != "NOUN" or i - 1 in view.covered:
        return False
    if before.key in words("time") | words("programme") or is_of_journey(view, date):
        return False
    if opens_cause(view, i - 1) and _is_no_talk(view, i):
        return True  # «در پی اظهارات روز گذشته X، سفیر Y احضار شد»
    word = view.sentence.words[view.row[i].first - 1]
    hangs = before.first <= word.head <= before.last and word.deprel.startswith("nmod")
    owned = any(view.row[view.token_of[c]].start >= date.end for c in view.sentence.children[word.head])
    return hangs and owned and _is_no_talk(view, i)


def _is_no_talk(view: View, i: int) -> bool:
    """Whether no noun for a talk stands right before token `i`."""
    return all(frames().trigger(view.row, j) is None for j in range(max(0, i - 3), i))


def is_of_name(view: View, date: DateMention) -> bool:
    """Whether the words are part of a name («پایگاه نجد امروز»), or a weekday is a city of a road."""
    inside = [i for i, token in enumerate(view.row) if date.start <= token.start < date.end]
    if bool(inside) and all(i in view.covered for i in inside):
        return True
    before = view.row[inside[0] - 1] if inside and inside[0] else None  # «پرواز مشهد - دوشنبه»
    return before is not None and len(inside) == 1 and before.text in words("dashes")


def is_put_off_to(view: View, date: DateMention) -> bool:
    """«دیدار … که قرار بود سه‌شنبه برگزار شود به روز جمعه موکول شد»: whether it is the new day."""
    inside = [i for i, token in enumerate(view.row) if date.start <= token.start < date.end]
    before = marker_before(view.row, inside[0])[0] if inside else ""
    after = view.row[inside[-1] + 1 : inside[-1] + 3]  # «به فردا صبح موکول شد»
    put_off = next((n for n, token in enumerate(after) if token.key in words("put_off")), None)
    return before == "to" and (put_off == 0 or (put_off == 1 and after[0].key in words("time")))


def is_set_for(view: View, date: DateMention) -> bool:
    """«برای فردا نشستی با X در نظر گرفته شده است»: whether something is set for that day."""
    i = _token_of(view, date)
    return i > 0 and view.row[i - 1].key in words("set_for")


def is_of_relative(view: View, date: DateMention) -> bool:
    """«توافقی که یکشنبه امضا شد، محور دیدار …»: whether it is the day of what a relative clause tells, and that of no
    talk.
    """
    predicate = view.predicate(view.row[_token_of(view, date)].first)
    clause = view.sentence.words[predicate - 1]
    if not clause.deprel.startswith("acl") or view.subject(predicate):
        return False
    talks = list(triggers(view, frames()))
    told = {view.predicate(view.row[t.first].first) for t in talks}
    return predicate not in told and not any(t.first <= view.token_of[clause.head] <= t.last for t in talks)


def was_arranged(view: View, date: DateMention) -> bool:
    """«دیداری را که قرار بود پنجشنبه برگزار شود لغو کرد»: whether the day is the one that was arranged."""
    i = _token_of(view, date)
    return i > 1 and view.row[i - 2].key in words("arranged") and view.row[i - 1].upos in {"AUX", "VERB"}
