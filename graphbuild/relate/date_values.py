"""What a date expression says, and which day that is for a report of a given day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from graphbuild.records import DatePrecision
from graphbuild.relate import calendars
from graphbuild.relate.calendars import Calendar

_NEAR = dt.timedelta(days=60)  # a day and month so near to the report is meant, whatever the weekday says
_NINE_MONTHS = 270  # days; a day and month further back than that is rather the next one to come
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The parts of a date as the words give them; None for what they do not say.

    `shift` counts `unit`s from the report («هفته آینده»: week, 1; «امروز»: day, 0); `direction` belongs to a weekday or
    month («ژانویه گذشته»: -1); `weekday` counts from Saturday; `year_shift` from the report's year; `other` is a second
    way to read the same numbers; `anaphoric`: seen not from the report, but from the day named before («همان روز»).
    """

    calendar: Calendar | None = None
    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    direction: int | None = None
    unit: DatePrecision | None = None
    shift: int | None = None
    vague: DatePrecision | None = None
    other: Said | None = None
    anaphoric: bool | None = None

    @property
    def precision(self) -> DatePrecision:
        """The shortest span that the words name."""
        if self.vague:
            return self.vague
        if self.day or self.weekday is not None:
            return "day"
        if self.month:
            return "month"
        return self.unit or "year"


@dataclass(frozen=True, slots=True)
class Value:
    """The day (or first day) that is meant: by default, read as past, read as future; and the last day of a range."""

    date: dt.date | None = None
    past: dt.date | None = None
    future: dt.date | None = None
    last: dt.date | None = None


def value(said: Said, reference: dt.date | None) -> Value:
    """Resolve against the day of the report; without one only what names its year resolves."""
    if said.vague:
        return Value()
    if said.other and reference:  # «۱۴/۷/۰۶»: the reading that is nearer to the report
        readings = value(replace(said, other=None), reference), value(said.other, reference)
        near = min((found.date for found in readings if found.date), key=lambda d: abs(d - reference), default=None)
        return _only(near)
    if said.month:
        return _of_month(said, said.month, reference)
    if said.year and said.calendar:
        return _only(calendars.day(said.calendar, said.year, 1, 1))
    if reference is None:
        return Value()
    if said.weekday is not None:
        return _of_weekday(said, said.weekday, reference)
    return _only(_shifted(said, reference))


def _only(found: dt.date | None) -> Value:
    return Value(found, found, found)


def _shifted(said: Said, reference: dt.date) -> dt.date:
    shift = said.shift or 0
    match said.unit:
        case "day":
            return reference + shift * _DAY
        case "week":
            return calendars.week_start(reference, shift=shift)
        case "month":
            return calendars.month_start(said.calendar or "jalali", reference, shift=shift)
        case _:
            return calendars.year_start(said.calendar or "jalali", reference, shift=shift)


def _of_weekday(said: Said, weekday: int, reference: dt.date) -> Value:
    """A day of the week: of the week that is named, nearest to the day that is named, or the last and the next one."""
    if said.unit == "week" or said.direction == 0:
        return _only(calendars.week_start(reference, shift=said.shift or 0) + weekday * _DAY)
    if said.unit == "day":
        # «امروز دوشنبه» in a report that went out after midnight: the weekday is right, the other word near it
        middle = reference + (said.shift or 0) * _DAY
        week = (middle + n * _DAY for n in range(-3, 4))
        return _only(next(found for found in week if calendars.weekday(found) == weekday))
    past = reference - ((calendars.weekday(reference) - weekday) % 7) * _DAY
    future = past if past == reference else past + _WEEK
    if said.direction == -1:
        return _only(past - _WEEK if past == reference else past)
    if said.direction == 1:
        return _only(past + _WEEK)
    return Value(past, past, future)


def _of_month(said: Said, month: int, reference: dt.date | None) -> Value:
    """A month, or a day of it: of the year that is named, or in the years around the report."""
    calendar = said.calendar or "jalali"
    if said.year:
        return _with_last(said, calendar, _only(calendars.day(calendar, said.year, month, said.day or 1)))
    if reference is None:
        return Value()
    year = calendars.year_month(calendar, reference)[0]
    if said.year_shift is not None:
        return _with_last(said, calendar, _only(calendars.day(calendar, year + said.year_shift, month, said.day or 1)))
    around = [calendars.day(calendar, year + shift, month, said.day or 1) for shift in (-1, 0, 1)]
    days = [found for found in around if found is not None]
    past = max((found for found in days if found <= reference), default=None)
    future = min((found for found in days if found >= reference), default=None)
    if said.direction == -1:
        before = reference if said.day else calendars.month_start(calendar, reference)
        return _with_last(said, calendar, _only(max((found for found in days if found < before), default=None)))
    if said.direction == 1:
        return _with_last(said, calendar, _only(min((found for found in days if found > reference), default=None)))
    near = any(abs(found - reference) < _NEAR for found in days)
    if said.weekday is not None and not near:  # it may tell the year; where it fits none or both, it tells nothing
        fitting = _fits(said, past), _fits(said, future)
        past, future = fitting if any(fitting) else (past, future)
    if said.unit == "day":  # «امروز ۲۷ خرداد»
        found = min((d for d in (past, future) if d), key=lambda d: abs(d - reference), default=None)
    elif past is None or (future is not None and (reference - past).days > _NINE_MONTHS):
        found = future
    else:
        found = past
    return _with_last(said, calendar, Value(found, past, future))


def _fits(said: Said, day: dt.date | None) -> dt.date | None:
    """The day, where it, or one of the range that it begins, falls on the weekday that is said."""
    if day is None or said.day is None:
        return None
    days = range(max(said.last_day or 0, said.day) - said.day + 1)
    return day if any(calendars.weekday(day + n * _DAY) == said.weekday for n in days) else None


def _with_last(said: Said, calendar: Calendar, first: Value) -> Value:
    if first.date is None or said.last_day is None or said.day is None or said.last_day <= said.day:
        return first
    year, month = calendars.year_month(calendar, first.date)
    return Value(first.date, first.past, first.future, calendars.day(calendar, year, month, said.last_day))
