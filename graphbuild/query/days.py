"""Days that a question is asked with: Gregorian, or Jalali, which their year tells («1403-11-01»); whole months too."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from graphbuild.errors import QueryError

if TYPE_CHECKING:
    from graphbuild.relate.calendars import Calendar

_WRITE = "write YYYY-MM-DD, or YYYY-MM for a whole month"
_LAST_DAYS = (31, 30, 29, 28)  # of a month: the first of them that its calendar has
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def iso_day(value: object, *, last: bool = False) -> str:
    """The ISO day of YYYY-MM-DD in either calendar, or of a `date`; of YYYY-MM or YYYY the first day, or the `last`.

    Raises ValueError for what is no day of them.
    """
    from graphbuild.relate.calendars import JALALI_YEARS, day  # here: the stage is not needed to ask without a day

    found = _DAY.fullmatch(str(value.date() if isinstance(value, datetime) else value))
    if found:
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        days = (int(found[3]),) if found[3] else _LAST_DAYS if last else (1,)
        calendar: Calendar = "jalali" if year in JALALI_YEARS else "gregorian"
        for known in (day(calendar, year, month, of_month) for of_month in days):
            if known is not None:
                return known.isoformat()
    raise ValueError(f"not a day; {_WRITE}")


def last_iso_day(value: object) -> str:
    """`iso_day` where a month or a year means its last day."""
    return iso_day(value, last=True)


def asked_day(value: date | str, *, last: bool = False) -> str:
    """`iso_day` of an option that is asked with. Raises QueryError that names the value."""
    try:
        return iso_day(value, last=last)
    except ValueError:
        raise QueryError(f"{value!r} is no day; {_WRITE}") from None
