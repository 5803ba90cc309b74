"""When a talk was: the date that its sentence gives it, read as past or ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.date_words import squeezed
from graphbuild.relate.date_words import words as date_words
from graphbuild.relate.dates import DateMention
from graphbuild.relate.day_owners import (
    acts,
    is_limit,
    is_of_another,
    is_of_journey,
    is_of_name,
    is_of_other,
    is_of_relative,
    is_of_saying,
    is_put_off_to,
    is_set_for,
    was_arranged,
)
from graphbuild.relate.doubt import is_motion
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import marker_before, occasion_before, words
from graphbuild.relate.phrases import View
from graphbuild.relate.rounds import is_of_earlier_round
from graphbuild.relate.slots import Slots, triggers
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.tenses import is_progressive
from graphbuild.relate.topics import ends_with
from graphbuild.relate.verbs import is_pluperfect, verb_form

_SHORTLY = 200  # characters from a day that was named to a part of that day
_LONG_AGO = dt.timedelta(days=7)
_NIGHT = dt.timedelta(days=1)
_RANK = {"day": 0, "week": 1, "month": 2, "year": 3}
LATER: frozenset[Factuality] = frozenset({"planned", "possible"})


def date_of(
    view: View, slots: Slots, dates: Sequence[DateMention], factuality: Factuality, reference: dt.date | None
) -> DateMention | None:
    """The date expression of the trigger's clause, else the nearest one before it in the sentence, else a part of a day
    alone.

    `dates` are those of the whole text, for «همان روز» is seen from a sentence before. A weekday or a day without a
    year is read as the next one for a talk that is planned, as the last one else; where the last one is long ago, only
    a verb in the past makes it that.
    """
    here = [d for d in dates if view.sentence.start <= d.start < view.sentence.end]
    if is_told_on(view, slots):
        return None
    found = [d for d in here if not (is_of_name(view, d) or is_limit(view, slots, d) or is_of_other(view, d))]
    if not found:
        return None if here else _by_part(view, slots, dates, reference) or _under_way(view, slots, reference)
    if (put_off := next((d for d in found if is_put_off_to(view, d)), None)) is not None:
        return replace(put_off, date=put_off.future or put_off.date)
    at = view.row[slots.trigger.first].start
    told = _is_told_of(view, slots) and not any(is_set_for(view, d) for d in found)
    own = [d for d in found if not (is_of_saying(view, d, at) or is_of_another(view, slots, d))]
    low = at if told and not any(is_of_journey(view, d) for d in own) else _clause_from(view, slots, found)
    end = _said_from(view, slots) if slots.verb_token is None else slots.verb_token + 1
    clause, own_end = view.sentence.words[slots.predicate - 1], view.token_of[slots.predicate] + 1
    if clause.deprel.startswith("acl") and own_end > slots.trigger.last:
        end = min(end, own_end)  # «X که پس از دیدار با Y سخن می‌گفت، از سفر فردای خود خبر داد»
    high = view.row[_conjunct_end(view, slots, end) - 1].end
    inside = [d for d in own if low <= d.start < high]
    inside = inside or [d for d in own if d.end <= at and not told and not is_of_relative(view, d)]
    if _is_after(view, slots) and (before := [d for d in own if d.end <= at]):
        inside = before  # «فردا به X می‌رود و پس از دیدار با Y، شنبه به Z بازمی‌گردد»
    if not inside:
        return None
    best = min(inside, key=lambda d: (d.date is None, _RANK[d.precision], abs(d.start - at)))
    if (said := _day_of_words(view, best, here)) is not None:
        return said
    day = best.date
    gone = is_motion(view, slots.predicate) and is_told_past(view, slots)
    later = factuality in LATER and not (gone or (factuality == "possible" and _is_past(view, slots)))
    later |= (factuality == "denied" and was_arranged(view, best)) or view.is_future(slots.predicate)
    ahead = best.future or day
    if later and ahead is not None and reference is not None and best.precision == "day" and ahead < reference:
        return None  # «در تماس دیروز … گفت که دیدار دو وزیر برگزار شود»
    if (later and best.future is not None) or _is_announced(view, slots, best, reference):
        day = best.future
    elif not later and best.past is not None and (best.date != best.future or is_told_past(view, slots)):
        day = best.past
    return replace(best, date=day, precision=best.precision if best.last is None else "week")


def _day_of_words(view: View, best: DateMention, dates: Sequence[DateMention]) -> DateMention | None:
    """«X شامگاه سه‌شنبه نوشت: «امروز با Y صحبت کردم»»: the day on which X says «امروز»."""
    if best.kind != "relative" or squeezed(best.text) not in date_words().keys("today.names"):
        return None
    before = [d for d in dates if d.end < best.start and d.precision == "day"]
    verbs = [i for i, token in enumerate(view.row) if token.start < best.start and token.upos == "VERB"]
    said = [d for d in before if any(acts(view, i) for i in verbs if view.row[i].start >= d.end)]
    if len(said) != 1 or said[0].date is None:
        return None
    return replace(best, date=said[0].past or said[0].date)


def _is_after(view: View, slots: Slots) -> bool:
    """Whether the clause tells of what was after the talk («پس از دیدار با X …»)."""
    first = marker_before(view.row, slots.trigger.first)[1]
    said = "".join(token.key for token in view.row[first : slots.trigger.first])
    return slots.construction == "nominal" and said in words("after")


def _conjunct_end(view: View, slots: Slots, end: int) -> int:
    """Where the conjunct of the talk ends: at the «و» after a noun whose light verb is said later («امروز با X دیدار و
    فردا از Y بازدید خواهد کرد»), else at `end`.
    """
    after = slots.trigger.last + 1
    apart = slots.construction == "verbal" and after < end and view.row[after].key in words("and")
    return after if apart else end


def _is_announced(view: View, slots: Slots, date: DateMention, reference: dt.date | None) -> bool:
    """«از دیدار روز چهارشنبه X با Y خبر داد»: whether the next such day is nearer than the last one."""
    if date.kind != "weekday" or date.past is None or date.future is None or reference is None:
        return False
    told = slots.construction == "nominal" and slots.verb_token is None
    named = cues().names_it("planned.announced", complex_predicate(view, slots.predicate))
    return told and named and date.future - reference < reference - date.past


def is_ahead(date: DateMention | None, published: dt.date | None) -> bool:
    """Whether a day, or the first one of a longer time, is later than the report, which then cannot tell what happened
    on it; after midnight the next day is none, unless it is called «فردا». Without a day, whether the words say so.
    """
    if date is None:
        return False
    if date.date is None or published is None:
        return any(adverb in key(date.text) for adverb in cues().lists["planned.adverbs"])
    next_one = date.kind == "weekday" and date.date == date.future != date.past  # «از دیدار روز جمعه خبر داد»
    return date.date > published if next_one or date.kind == "relative" else date.date - published > _NIGHT


def day_of_party(view: View, slots: Slots, dates: Sequence[DateMention], party: int) -> DateMention | None:
    """«امروز با X و فردا با Y دیدار می‌کند»: the day that stands before one of several counterparts.

    None where their clause names one day, or where no day stands before the first of them.
    """
    company = [p for found in slots.found.values() for p in found if p.marker == "with"]
    first = min([slots.trigger.first, *(p.first for p in company)])
    start, end = view.row[clause_start(view, first)].start, view.row[slots.trigger.first].start
    days = [d for d in dates if start <= d.start < end and d.precision == "day" and d.date]
    phrases = [p for p in company if party in p.entities]
    if len({d.date for d in days}) < 2 or not phrases:
        return None
    before = [d for d in days if d.end <= view.row[phrases[0].first].start]
    return before[-1] if before else None


def _by_part(view: View, slots: Slots, dates: Sequence[DateMention], reference: dt.date | None) -> DateMention | None:
    """«ظهر با Y دیدار کرد»: the day that was named shortly before, else that of the report."""
    parts = date_words().keys("lead.parts")
    end = slots.verb_token if slots.verb_token is not None else slots.trigger.last
    for i in range(clause_start(view, slots.trigger.first), end):
        token, said = view.row[i], [squeezed(t.text) for t in view.row[max(0, i - 2) : i + 1]]
        first = next((i - n + 1 for n in (3, 1) if "".join(said[-n:]) in parts), None)  # «بعد از ظهر», «ظهر»
        if first is None or marker_before(view.row, first)[0]:
            continue
        word = view.sentence.words[token.first - 1]
        owned = any(view.sentence.words[c - 1].upos != "ADP" for c in view.sentence.children[word.id])
        too = i + 1 < len(view.row) and view.row[i + 1].key in words("and")  # «رئیس‌جمهور ظهر نیز با Y …»
        if owned or not (too or view.sentence.words[word.head - 1].upos == "VERB"):
            continue
        named = [d for d in dates if d.precision == "day" and d.date and 0 <= token.start - d.end <= _SHORTLY]
        day = named[-1].date if named else reference
        if day is not None:
            start = view.row[first].start
            return DateMention(start, token.end, token.text, day, "day", "relative", past=day, future=day)
    return None


def _under_way(view: View, slots: Slots, reference: dt.date | None) -> DateMention | None:
    """«این نشست در حال برگزاری است», «X و Y دارند تلفنی صحبت می‌کنند»: on the day of the report."""
    form, first = view.form(slots.predicate), slots.trigger.first
    if reference is None or form is None or form.tense != "present" or view.is_negated(slots.predicate):
        return None
    held = next((i for i in range(first + 2, len(view.row)) if ends_with(view, i + 1, words("held_now"))), None)
    moment = any(token.key in words("at_the_moment") for token in view.row[:first])
    busy = moment and ends_with(view, first, words("in_course"))  # «هنوز در حال مذاکره هستند»
    if held is None and not busy and not (slots.construction == "verbal" and is_progressive(view, first)):
        return None
    at = view.row[first if held is None else held]
    return DateMention(at.start, at.end, at.text, reference, "day", "relative", past=reference, future=reference)


def _clause_from(view: View, slots: Slots, found: Sequence[DateMention]) -> int:
    """Where the trigger's clause starts; never inside a date, whose last word can look like a verb («هفته گذشته»)."""
    start = clause_start(view, slots.trigger.first)
    before = view.row[start - 1] if start else None
    dated = next((d for d in found if before is not None and d.start <= before.start < d.end), None)
    if dated is None:
        return view.row[start].start
    first = next(i for i, token in enumerate(view.row) if token.end > dated.start)
    return view.row[clause_start(view, first)].start


def _said_from(view: View, slots: Slots) -> int:
    """The «که» or colon after which somebody's words follow («در گفت‌وگو با X گفت که …»), else the sentence's end."""
    for i in range(slots.trigger.last + 2, len(view.row)):
        if view.row[i].text == ":":
            return i
        verb = i - 1 - (view.row[i - 1].upos == "AUX")  # «گفته است که»
        if view.row[i].key in words("that") and acts(view, verb):
            return i
    return len(view.row)


def is_recalled(view: View, slots: Slots, date: DateMention | None, published: dt.date | None) -> bool:
    """Whether a talk is told as one from before («X و Y ماه گذشته هم گفت‌وگو کرده بودند», «X و Y آخرین بار در مهر دیدار
    کردند», «نشست ماه گذشته X و Y», «دور قبلی مذاکرات X و Y»).
    """
    first, verb = slots.trigger.first, slots.verb_token
    if slots.construction == "nominal" and is_of_earlier_round(view.row, first):
        return True
    if verb is not None and is_pluperfect(view.row, verb) and _is_beside_told(view, first):
        return True
    if date is None or date.date is None or published is None or published - date.date <= _LONG_AGO:
        return False
    pairs = pairwise(token.key for token in view.row[clause_start(view, first) : first])
    last = any(one + other in words("last_time") for one, other in pairs)
    after = slots.trigger.last + 1
    named = verb is None and after < len(view.row) and view.row[after].start == date.start
    return last or named or (verb is not None and is_pluperfect(view.row, verb))


def _is_beside_told(view: View, first: int) -> bool:
    """«این دیدار یک ماه پس از آن انجام شد که X با Y گفت‌وگو کرده بود»: a talk that one told before is set against."""
    before = (t for t in triggers(view, frames()) if t.last < clause_start(view, first))
    return any(frames().points_back(view.row, t.first) for t in before)


def is_told_past(view: View, slots: Slots) -> bool:
    """Whether the talk or the clause that it is the occasion of is told in the past («در دیدار با X گفت»)."""
    if slots.verb_token is not None:
        return _is_past(view, slots)
    form = view.form(slots.predicate)
    return form is not None and form.tense in {"past", "perfect"} and not view.is_future(slots.predicate)


def _is_past(view: View, slots: Slots) -> bool:
    """Whether the verb of the talk is past («این دیدار که سه‌شنبه انجام شد»)."""
    if slots.verb_token is None or view.is_future(view.row[slots.verb_token].first):
        return False
    form = verb_form(view.row[slots.verb_token].text)
    return form is not None and form.tense in {"past", "perfect"}


def _is_told_of(view: View, slots: Slots) -> bool:
    """Whether the clause tells of speaking about the talk («امروز دیدار با Y را تکذیب کرد»): its time is another."""
    if slots.construction != "nominal" or slots.verb_token is not None:
        return False
    word = view.sentence.words[view.row[slots.trigger.first].first - 1]
    first = slots.trigger.first
    first -= frames().points_back(view.row, first)  # «در این تماس»
    marker = occasion_before(view.row, first) or marker_before(view.row, first)[0]
    told = marker not in {"at", "occasion", "other", "with"} and not _is_handed(view, slots)
    sets_out = marker == "to" and is_motion(view, slots.predicate)  # «پنجشنبه برای رایزنی با Y به Z رفت»
    return told and not sets_out and view.is_verb(slots.predicate) and not word.deprel.startswith(("adv", "xcomp"))


def _is_handed(view: View, slots: Slots) -> bool:
    """«فردا با X دیدار می‌کند و نامه Y را به او می‌سپارد»: whether the clause tells that a letter reached somebody."""
    return slots.trigger.kind == "letter" and complex_predicate(view, slots.predicate) in words("handing")


def is_told_on(view: View, slots: Slots) -> bool:
    """«Z را در جریان دیدار با X قرار خواهد داد»: the talk was before, whenever Z hears of it."""
    return slots.trigger.last < slots.end < len(view.row) and view.row[slots.end].key in words("support")
