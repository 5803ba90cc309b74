"""Days of the two calendars of Persian news, as `date`: the Jalali one of Iran and Afghanistan, and the Gregorian."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from persiantools.jdatetime import JalaliDate

Calendar = Literal["jalali", "gregorian"]

JALALI_YEARS = range(1250, 1436)  # from 1436 on a year is rather one of the lunar calendar
GREGORIAN_YEARS = range(1800, 2100)
_WEEK = 7


def day(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The day as a `date`, or None where the calendar has no such day."""
    try:
        if calendar == "gregorian":
            return date(year, month, day)
        found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return found


def year_month(calendar: Calendar, of: date) -> tuple[int, int]:
    """Year and month of a day in the calendar."""
    if calendar == "gregorian":
        return of.year, of.month
    found = JalaliDate(of)  # type: ignore[no-untyped-call]
    return found.year, found.month


def month_start(calendar: Calendar, of: date, *, shift: int = 0) -> date:
    """First day of the month `shift` months after that of the day."""
    year, month = year_month(calendar, of)
    months = year * 12 + month - 1 + shift
    return _exists(day(calendar, months // 12, months % 12 + 1, 1))


def year_start(calendar: Calendar, of: date, *, shift: int = 0) -> date:
    """First day of the year `shift` years after that of the day."""
    return _exists(day(calendar, year_month(calendar, of)[0] + shift, 1, 1))


def weekday(of: date) -> int:
    """Day of the week, from Saturday (0), the first day of the week in Iran, to Friday (6)."""
    return (of.weekday() + 2) % _WEEK


def week_start(of: date, *, shift: int = 0) -> date:
    """The Saturday of the week `shift` weeks after that of the day."""
    return of + timedelta(days=shift * _WEEK - weekday(of))


def full_year(digits: str) -> tuple[Calendar, int] | None:
    """Calendar and year of four digits, or of two («۹۸», «۰۳»: of the Jalali years 1350 to 1449); None for others."""
    year = int(digits)
    if len(digits) == 2:
        year += 1300 if year >= 50 else 1400
    if year in JALALI_YEARS:
        return "jalali", year
    if year in GREGORIAN_YEARS:
        return "gregorian", year
    return None


def _exists(found: date | None) -> date:
    assert found is not None, "the first of a month is a day of every calendar"
    return found
