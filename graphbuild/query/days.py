"""Days that a question is asked with: Gregorian, or Jalali, which their year tells («1403-11-01»)."""

from __future__ import annotations

import re

from graphbuild.errors import QueryError


def iso_day(value: object) -> str:
    """The ISO day of YYYY-MM-DD in either calendar, or of a `date`. Raises ValueError for what is no day of them."""
    from graphbuild.relate.calendars import JALALI_YEARS, day  # here: the stage is not needed to ask without a day

    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value))
    year, month, of_month = map(int, found.groups()) if found else (0, 0, 0)
    known = day("jalali" if year in JALALI_YEARS else "gregorian", year, month, of_month)
    if known is None:
        raise ValueError("not a day; write YYYY-MM-DD")
    return known.isoformat()


def asked_day(value: object) -> str:
    """`iso_day` of an option that is asked with. Raises QueryError that names the value."""
    try:
        return iso_day(value)
    except ValueError:
        raise QueryError(f"{value!r} is no day; write YYYY-MM-DD") from None
