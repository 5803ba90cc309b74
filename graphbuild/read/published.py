"""Published dates as fields state them: ISO, Jalali and mail dates."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from persiantools.jdatetime import JalaliDate

from graphbuild.errors import InputError

_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_JALALI_YEARS = range(1250, 1500)
_GREGORIAN_YEARS = range(1870, 2120)
MEND = "write it as 2025-01-17 or 1403-10-28"


def parse_date(value: object) -> date | None:
    """The day that a field states, or None for an empty field.

    Takes `date`, `datetime`, ISO dates and times, Jalali dates in the same form (``1403-10-28``, ``1403/10/28``,
    Persian digits too) and mail dates (RFC 5322). The day is taken as it is written: no time zone is converted.
    Raises InputError for anything else.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise InputError(f"date {value!r} is not text; {MEND}")
    text = value.strip()
    if numeric := _NUMERIC.match(text):
        return _day(value, *map(int, numeric.groups()))
    try:
        return parsedate_to_datetime(text).date()
    except ValueError as error:
        raise InputError(f"date {value!r} cannot be read; {MEND}") from error


def jalali(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Jalali one; raises ValueError for a day that the calendar does not have."""
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def _day(value: str, year: int, month: int, day: int) -> date:
    try:
        if year in _JALALI_YEARS:
            return jalali(year, month, day)
        if year in _GREGORIAN_YEARS:
            return date(year, month, day)
    except ValueError as error:
        raise InputError(f"date {value!r} is no day of the calendar ({error}); {MEND}") from error
    raise InputError(f"date {value!r} has a year outside the Jalali and Gregorian calendars of news; {MEND}")
