"""Dates in clean Persian text: where they stand, and which day they mean for a report of a given day.

Jalali (Iranian and Afghan month names), Gregorian in Persian spelling, weekdays, «دیروز», «هفته آینده», «شش روز پیش»;
half-spaces may be there, be spaces, or be lost. Lunar dates are not read. The words are data (`calendar.toml`,
`date_words`), the patterns stand in `date_patterns`, the reckoning in `date_values`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Literal

from graphbuild.records import DatePrecision
from graphbuild.relate.date_patterns import Element, elements
from graphbuild.relate.date_values import Said, Value, value
from graphbuild.relate.date_words import END, SPACE, START, either, flat, words
from graphbuild.repair import datelines

DateKind = Literal["date", "weekday", "relative", "period", "vague"]

_LONGEST_TODAY = 24  # characters from «امروز» to the date that it is
_LONGEST_DATELINE = 80  # characters of a line that gives nothing but its date


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: ``text == source[start:end]``, and the day that it means, None where it fixes none.

    `date` is the first day of a week, month, year or range (`last` ends a range), read as the past where the words
    leave it open; `past` and `future` are the two readings, for a caller that knows the tense. `kind`: a day of the
    calendar, a weekday, a day seen from the report, a week, month or year, or words that fix nothing («روزهای آینده»).
    """

    start: int
    end: int
    text: str
    date: dt.date | None
    precision: DatePrecision
    kind: DateKind
    past: dt.date | None = None
    future: dt.date | None = None
    last: dt.date | None = None


def told_day(text: str) -> dt.date | None:
    """The day of a report that says so itself: «امروز (سه‌شنبه ۴ مهر ۱۴۰۲)», «امروز دوشنبه ۲۳ بهمن ۱۴۰۲»."""
    folded = flat(text)
    for mention in find_dates(text, reference=None):
        before = folded[max(0, mention.start - _LONGEST_TODAY) : mention.end]
        if mention.date is not None and mention.precision == "day" and _today().search(before):
            return mention.date
    return None


@cache
def _today() -> re.Pattern[str]:
    return re.compile(rf"{START}{either(words()['today.names'])}{END}[^.؛:]*$")


def find_dates(text: str, *, reference: dt.date | None, lend_year: bool = False) -> list[DateMention]:
    """The date expressions of a text, in order, resolved against the day of the report.

    Neighbours that speak of one day («امروز سه‌شنبه ۱۰ مارس», «یکشنبه هفته آینده») are one mention. Without a reference
    only dates that name their year resolve; with `lend_year` also a day and month, as those nearest to the first day of
    the text that does, and a weekday, seen from the first such day that names its own. A day and month without a year
    is the last such day, or the next one where the last is nine months past; a weekday is the last one, the day of the
    report included. «همان روز» and «روز بعد» are seen from the day that the text named last, so give a report whole.
    """
    folded = flat(text)
    mentions: list[DateMention] = []
    named = Value()  # the day that the text named last
    joined = _joined(folded, elements(folded))
    days = (value(one.said, None).date for one in joined if one.said.precision == "day")
    lends = lend_year and reference is None
    anchor = next(filter(None, days), None) if lends else None
    of_week = (value(one.said, None).date for one in joined if one.said.day and one.said.weekday is not None)
    week = next(filter(None, of_week), None) if lends else None  # «چهارشنبه ۱۲ آذر ۱۳۹۹ … وی سه‌شنبه نیز»
    for element in joined:
        start, end = _with_lead(folded, element.start), element.end
        if "(" in folded[start:end] and folded[end : end + 1] == ")" and ")" not in folded[start:end]:
            end += 1
        found = _from(element.said, named) if element.said.anaphoric else value(element.said, reference)
        if anchor is not None and found.date is None and element.said.day and element.said.month:
            found = _nearest(value(element.said, anchor), anchor)
        if week is not None and found.date is None and element.said.weekday is not None:
            found = value(element.said, week)
        if element.said.precision == "day":
            named = found if found.date else named
        mentions.append(
            DateMention(
                start,
                end,
                text[start:end],
                found.date,
                element.said.precision,
                _kind(element.said),
                found.past,
                found.future,
                found.last,
            )
        )
    return _spanned(text, folded, mentions)


def _from(said: Said, named: Value) -> Value:
    """«روز یکشنبه … همان روز»: a day seen from another, which may be the last Sunday or the next one."""
    seen = (value(said, day).date for day in (named.date, named.past, named.future))
    return Value(*seen)


def _spanned(text: str, folded: str, mentions: Sequence[DateMention]) -> list[DateMention]:
    """The mentions, two days in a row that «و» joins («دیروز و امروز») as one that lasts."""
    found: list[DateMention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if (
            before is not None
            and before.date is not None
            and mention.date is not None
            and before.precision == mention.precision == "day"
            and _and().fullmatch(folded, before.end, mention.start)
            and dt.timedelta(0) <= mention.date - (before.last or before.date) <= dt.timedelta(days=1)
        ):
            last = mention.last or mention.date
            found[-1] = replace(before, end=mention.end, text=text[before.start : mention.end], last=last)
        else:
            found.append(mention)
    return found


def _nearest(found: Value, day: dt.date) -> Value:
    """The reading of a day without a year that is nearest to another day."""
    readings = [reading for reading in (found.past, found.future) if reading is not None]
    nearest = min(readings, key=lambda reading: abs(reading - day), default=found.date)
    return replace(found, date=nearest, past=nearest, future=nearest)


def dateline(text: str) -> dt.date | None:
    """The day on a line of its own near the top or the end («تاریخ انتشار: ۲۷ دی ۱۴۰۳ - ۱۰:۳۰»), or in what opens the
    report («مسکو، ۱۱ دسامبر ۲۰۲۵ -»), or None.

    The line may hold no other words than those that label a date, for a headline may name the day of an event.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    for line in lines[:3] + lines[3:][-2:]:
        if len(line) > _LONGEST_DATELINE:
            continue
        found = find_dates(line, reference=None)
        if len(found) == 1 and found[0].date and found[0].precision == "day":
            rest = flat(line[: found[0].start] + " " + line[found[0].end :])
            if not re.search(r"[^\W\d]", _label().sub("", rest)):
                return found[0].date
    for line in lines[:3]:
        found = find_dates(line[: datelines.opening(line)], reference=None)
        if len(found) == 1 and found[0].date and found[0].precision == "day":
            return found[0].date
    return None


def _joined(folded: str, found: list[Element]) -> list[Element]:
    joined: list[Element] = []
    for element in found:
        if joined and _between().fullmatch(folded, joined[-1].end, element.start):
            said = _together(joined[-1].said, element.said)
            if said is not None:
                joined[-1] = Element(joined[-1].start, element.end, said)
                continue
        joined.append(element)
    return joined


def _together(first: Said, second: Said) -> Said | None:
    """Both at once, or None where they say the same part twice or do not speak of one day."""
    if "day" not in (first.precision, second.precision) or first.vague or second.vague:
        return None
    both = {}
    for field in fields(Said):
        one, other = getattr(first, field.name), getattr(second, field.name)
        if one is not None and other is not None:
            return None
        both[field.name] = other if one is None else one
    said = Said(**both)
    spans = said.unit in ("month", "year") or (said.unit == "week" and said.weekday is None)
    return None if spans or (not said.day and (said.month or said.year)) else said


def _kind(said: Said) -> DateKind:
    if said.vague:
        return "vague"
    if said.day:
        return "date"
    if said.weekday is not None:
        return "weekday"
    return "relative" if said.unit == "day" else "period"


def _with_lead(folded: str, start: int) -> int:
    """Where the wording starts: «شامگاه روز» before «دوشنبه» belongs to it."""
    before = _lead().search(folded, max(0, start - 40), start)
    return before.start() if before else start


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"{START}(?:{either(words()['lead.words'])}{SPACE})+$")


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"[)،]?{SPACE}{either(words()['ranges.and'])}{SPACE}")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"{START}{either(words()['dateline.words'])}{END}")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"[ \u200c]*[)،,|–-]?[ \u200c]*\(?(?:{either(words()['lead.words'])}{SPACE})*\)?")
