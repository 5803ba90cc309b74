"""Published dates as fields state them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from graphbuild.errors import InputError
from graphbuild.read.published import parse_date

DAY = date(2025, 1, 17)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2025, 1, 17, 23, 59),
        "2025-01-17",
        " 2025/1/17 ",
        "2025-01-17T20:30:00Z",
        "2025-01-17 08:00:00+03:30",
        "1403-10-28",
        "1403/10/28 14:05",
        "۱۴۰۳/۱۰/۲۸",
        "١٤٠٣-١٠-٢٨",
        "جمعه ۲۸ دی ۱۴۰۳ - ۱۰:۳۰",
        "۱۷ ژانویه ۲۰۲۵",
        "Fri, 17 Jan 2025 10:00:00 +0330",
    ],
)
def test_forms(value: object) -> None:
    assert parse_date(value) == DAY


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    "value", ["17.1.25", "tomorrow", "2025-13-01", "1403-12-31", "0403-01-01", 20250117, "2025-01-177"]
)
def test_refused_with_the_mend(value: object) -> None:
    with pytest.raises(InputError, match=r"write it as 2025-01-17 or 1403-10-28$"):
        parse_date(value)


@settings(deadline=None)  # the first call reads the words
@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)) | st.just(date(2021, 3, 20)).map(lambda d: d + timedelta(0)))
def test_every_day_in_both_calendars(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(JalaliDate(day).isoformat()) == day
