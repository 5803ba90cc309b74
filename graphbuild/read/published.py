"""Published dates as fields state them: ISO, Jalali, written out, and mail dates."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from graphbuild.errors import InputError
from graphbuild.relate import calendars
from graphbuild.relate.dates import find_dates

_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
MEND = "write it as 2025-01-17 or 1403-10-28"


def parse_date(value: object) -> date | None:
    """The day that a field states, or None for an empty field.

    Takes `date`, `datetime`, ISO dates and times, Jalali dates in the same form (``1403-10-28``, ``1403/10/28``,
    Persian digits too), dates in words («جمعه ۲۸ دی ۱۴۰۳ - ۱۰:۳۰») and mail dates (RFC 5322). The day is taken as it is
    written: no time zone is converted. Raises InputError for anything else.
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
        return _day(value, *numeric.groups())
    days = {found.date for found in find_dates(text, reference=None) if found.precision == "day"}
    if len(days) == 1 and (day := days.pop()):
        return day
    try:
        return parsedate_to_datetime(text).date()
    except ValueError as error:
        raise InputError(f"date {value!r} cannot be read; {MEND}") from error


def _day(value: str, year: str, month: str, day: str) -> date:
    known = calendars.full_year(year)
    if known is None:
        raise InputError(f"date {value!r} has a year outside the Jalali and Gregorian calendars of news; {MEND}")
    found = calendars.day(*known, int(month), int(day))
    if found is None:
        raise InputError(f"date {value!r} is no day of the calendar; {MEND}")
    return found
