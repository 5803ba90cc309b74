"""Where and when: the place and the date that a sentence gives to a talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from graphbuild.document import Clean
from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.date_words import squeezed
from graphbuild.relate.date_words import words as date_words
from graphbuild.relate.dates import DateMention
from graphbuild.relate.doubt import is_motion
from graphbuild.relate.frames import TRIP, frames
from graphbuild.relate.markers import marker_before, occasion_before, words
from graphbuild.relate.phrases import View
from graphbuild.relate.rounds import is_of_earlier_round
from graphbuild.relate.slots import Slots, triggers
from graphbuild.relate.speech import spoken
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.tenses import is_progressive
from graphbuild.relate.topics import ends_with, opens_cause
from graphbuild.relate.verbs import is_pluperfect, verb_form

_INFORM = "inform"  # the rule of «X را در جریان گفت‌وگوی دیروز خود با Y قرار داد»
_SHORTLY = 200  # characters from a day that was named to a part of that day
_LONG_AGO = dt.timedelta(days=7)
_SAYING = frozenset({"say", "claim", "announce"})  # acts that tell of a talk
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
    found = [d for d in here if not (_is_name(view, d) or _is_limit(view, d) or is_of_other(view, d))]
    if not found:
        return None if here else _by_part(view, slots, dates, reference) or _under_way(view, slots, reference)
    if (put_off := next((d for d in found if _is_put_off_to(view, d)), None)) is not None:
        return replace(put_off, date=put_off.future or put_off.date)
    at = view.row[slots.trigger.first].start
    told = _is_told_of(view, slots)
    own = [d for d in found if not (is_of_saying(view, d, at) or _is_of_another(view, slots, d))]
    low = at if told and not any(_is_of_journey(view, d) for d in own) else _clause_from(view, slots, found)
    end = _said_from(view, slots) if slots.verb_token is None else slots.verb_token + 1
    high = view.row[_conjunct_end(view, slots, end) - 1].end
    inside = [d for d in own if low <= d.start < high]
    inside = inside or [d for d in own if d.end <= at and not told and not _is_of_relative(view, slots, d)]
    if _is_after(view, slots) and (before := [d for d in own if d.end <= at]):
        inside = before  # «فردا به X می‌رود و پس از دیدار با Y، شنبه به Z بازمی‌گردد»
    if not inside:
        return None
    best = min(inside, key=lambda d: (d.date is None, _RANK[d.precision], abs(d.start - at)))
    if (said := _day_of_words(view, best, here, at)) is not None:
        return said
    day = best.date
    gone = is_motion(view, slots.predicate) and is_told_past(view, slots)
    later = factuality in LATER and not (gone or (factuality == "possible" and _is_past(view, slots)))
    later |= factuality == "denied" and _was_arranged(view, best)
    ahead = best.future or day
    if later and ahead is not None and reference is not None and best.precision == "day" and ahead < reference:
        return None  # «در تماس دیروز … گفت که دیدار دو وزیر برگزار شود»
    if (later and best.future is not None) or _is_announced(view, slots, best, reference):
        day = best.future
    elif not later and best.past is not None and (best.date != best.future or is_told_past(view, slots)):
        day = best.past
    return replace(best, date=day, precision=best.precision if best.last is None else "week")


def _is_of_relative(view: View, slots: Slots, date: DateMention) -> bool:
    """Whether it is the day of what a relative clause tells of another noun («توافقی که یکشنبه امضا شد، محور دیدار …»)."""
    i = next((i for i, token in enumerate(view.row) if token.end > date.start), 0)
    predicate = view.predicate(view.row[i].first)
    told = view.sentence.words[predicate - 1]
    own = {slots.predicate, view.row[slots.trigger.first].first, *view.ancestors(view.row[slots.trigger.first].first)}
    subject = {e for p in view.subject(predicate) for e in p.entities}
    return told.deprel.startswith("acl") and predicate not in own and not subject


def _day_of_words(view: View, best: DateMention, dates: Sequence[DateMention], at: int) -> DateMention | None:
    """«X شامگاه سه‌شنبه نوشت: «امروز با Y صحبت کردم»»: the day on which X says «امروز»."""
    today = best.kind == "relative" and squeezed(best.text) in date_words().keys("today.names")
    said = [d for d in dates if d.end < best.start and d.precision == "day" and is_of_saying(view, d, best.start)]
    if not today or len(said) != 1 or said[0].date is None:
        return None
    return replace(best, date=said[0].past or said[0].date)


def _is_after(view: View, slots: Slots) -> bool:
    """Whether the clause tells of what was after the talk («پس از دیدار با X …»)."""
    first = marker_before(view.row, slots.trigger.first)[1]
    said = "".join(token.key for token in view.row[first : slots.trigger.first])
    return slots.construction == "nominal" and said in words("after")


def _conjunct_end(view: View, slots: Slots, end: int) -> int:
    """The token before «و» after the noun of a talk whose light verb is said later («امروز با X دیدار و فردا از Y بازدید
    خواهد کرد»), else `end`.
    """
    after = slots.trigger.last + 1
    apart = slots.construction == "verbal" and after < end and view.row[after].key in words("and")
    return after if apart else end


def _was_arranged(view: View, date: DateMention) -> bool:
    """«دیداری را که قرار بود پنجشنبه برگزار شود لغو کرد»: whether the day is the one that was arranged."""
    i = next((i for i, token in enumerate(view.row) if token.end > date.start), 0)
    return i > 1 and view.row[i - 2].key in words("arranged") and view.row[i - 1].upos in {"AUX", "VERB"}


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
    start = view.row[clause_start(view, slots.trigger.first)].start
    end = view.row[slots.trigger.first].start
    days = [d for d in dates if start <= d.start < end and d.precision == "day" and d.date]
    phrases = [p for found in slots.found.values() for p in found if p.marker == "with" and party in p.entities]
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
        if owned or view.sentence.words[word.head - 1].upos != "VERB":
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
        if view.row[i].key in words("that") and _acts(view, verb):
            return i
    return len(view.row)


def is_of_saying(view: View, date: DateMention, at: int) -> bool:
    """Whether it is the day on which somebody said what the talk is told in («X روز چهارشنبه گفت که با Y …»)."""
    between = (i for i, token in enumerate(view.row) if date.end <= token.start < at and token.upos == "VERB")
    return any(_acts(view, i) & _SAYING for i in between)


def _is_of_another(view: View, slots: Slots, date: DateMention) -> bool:
    """Whether it is the day of another talk, after whose noun it stands («زمینه این تماس را دیدار ۲۵ فوریه …»)."""
    i = next((i for i, token in enumerate(view.row) if token.end > date.start), 0)
    back = frames().points_back(view.row, slots.trigger.first)
    own = range(slots.trigger.first, slots.trigger.last + 1)
    return (
        bool(back or slots.trigger.noun == _INFORM)
        and i > 0
        and i - 1 not in own
        and frames().trigger(view.row, i - 1) is not None
    )


def _acts(view: View, verb: int) -> set[str]:
    """The acts of the verb of speech at a token."""
    form = verb_form(view.row[verb].text)
    found = spoken(view, verb, form.infinitive) if form is not None else None
    return {found[1]} if found is not None else set()


def _is_limit(view: View, date: DateMention) -> bool:
    """Whether something is to be done until then («تا دو روز دیگر», «تا ضرب‌الاجل سوم آذر»), or has gone on since."""
    i = next((i for i, token in enumerate(view.row) if token.end > date.start), 0)
    if i > 1 and view.row[i - 1].upos == "NOUN" and i - 1 not in view.covered:
        i -= 1
    since = date.precision != "day" and marker_before(view.row, i)[0] == "from"  # «از اوایل فروردین»
    return since or (i > 0 and view.row[i - 1].key in words("until"))


def _is_of_journey(view: View, date: DateMention) -> bool:
    """«از سفر روز چهارشنبه X به Y و دیدار وی با Z خبر داد»: whether it is the day of a journey, and so of the talk."""
    i = next((i for i, token in enumerate(view.row) if token.end > date.start), 0)
    return i > 0 and view.row[i - 1].key in words("travel") and view.row[i - 1].upos == "NOUN"


def is_of_other(view: View, date: DateMention) -> bool:
    """Whether it is the day of another thing than a talk («سقوط روز دوشنبه هواپیما»)."""
    i = next((i for i, token in enumerate(view.row) if token.end > date.start), 0)
    before = view.row[i - 1] if i else None
    if before is None or before.upos != "NOUN" or i - 1 in view.covered:
        return False
    if before.key in words("time") | words("programme") or _is_of_journey(view, date):
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


def _is_name(view: View, date: DateMention) -> bool:
    """Whether the words are part of a name («پایگاه نجد امروز»), or a weekday is a city of a road."""
    inside = [i for i, token in enumerate(view.row) if date.start <= token.start < date.end]
    if bool(inside) and all(i in view.covered for i in inside):
        return True
    before = view.row[inside[0] - 1] if inside and inside[0] else None  # «پرواز مشهد - دوشنبه»
    return before is not None and len(inside) == 1 and before.text in words("dashes")


def _is_put_off_to(view: View, date: DateMention) -> bool:
    """«دیدار … که قرار بود سه‌شنبه برگزار شود به روز جمعه موکول شد»: whether it is the new day."""
    inside = [i for i, token in enumerate(view.row) if date.start <= token.start < date.end]
    before = marker_before(view.row, inside[0])[0] if inside else ""
    return before == "to" and any(token.key in words("put_off") for token in view.row[inside[-1] + 1 : inside[-1] + 2])


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


_NIGHT = dt.timedelta(days=1)
_RANK = {"day": 0, "week": 1, "month": 2, "year": 3}


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
        topic = topic or (marker == "about" and i != slots.trigger.first)
        if marker != "at" or topic:
            continue
        last = _place_end(view, i)
        if last is not None:
            return clean.text[view.row[i].start : view.row[last].end]
    return None


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
