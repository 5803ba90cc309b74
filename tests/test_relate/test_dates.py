"""Dates in Persian text: found where they stand, and resolved against the day of the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools import digits
from persiantools.jdatetime import JalaliDate

from graphbuild.errors import LexiconError
from graphbuild.lang import toml
from graphbuild.relate import calendars
from graphbuild.relate.date_words import read_words
from graphbuild.relate.dates import DateMention, dateline, find_dates, told_day

ZWNJ = "\u200c"
FRIDAY = date(2025, 1, 17)  # ۲۸ دی ۱۴۰۳
JALALI = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
AFGHAN = ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"]
GREGORIAN = ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"]
WEEKDAYS = [f"سه{ZWNJ}شنبه", "شنبه", f"یک{ZWNJ}شنبه", "دوشنبه", "چهارشنبه", "پنجشنبه", "جمعه"]
FIRST_DAY = JalaliDate(1390, 1, 1).to_gregorian()
DAYS = [FIRST_DAY + timedelta(days=n) for n in range((JalaliDate(1411, 1, 1).to_gregorian() - FIRST_DAY).days)]


def one(text: str, reference: date | None = FRIDAY) -> DateMention:
    (found,) = find_dates(text, reference=reference)
    return found


def jalali(template: str, *, months: list[str] = JALALI) -> Callable[[date], str]:
    def written(day: date) -> str:
        found = JalaliDate(day)
        return template.format(
            d=found.day, m=found.month, y=found.year, yy=found.year % 100, name=months[found.month - 1]
        )

    return written


FORMATS: dict[str, Callable[[date], str]] = {
    "words": jalali("{d} {name} {y}"),
    "Persian digits": lambda day: digits.en_to_fa(jalali("{d} {name} {y}")(day)),
    "ماه": jalali("{d} {name}" + ZWNJ + "ماه سال {y}"),
    "no spaces": jalali("{d}{name}ماه {y}"),
    "two digits": jalali("در {d} {name} سال {yy:02}"),
    "slashes": jalali("{y}/{m}/{d}"),
    "dashes": jalali("{y}-{m:02}-{d:02}"),
    "reversed": jalali("{d:02}/{m:02}/{y}"),
    "Afghan": jalali("{d} {name} {y}", months=AFGHAN),
    "ISO": date.isoformat,
    "Gregorian": lambda day: f"{day.day} {GREGORIAN[day.month - 1]} {day.year}",
    "Gregorian, long": lambda day: f"{day.day} ماه {GREGORIAN[day.month - 1]} سال {day.year} میلادی",
}


@pytest.mark.parametrize("written", FORMATS.values(), ids=FORMATS)
def test_every_day_of_twenty_years(written: Callable[[date], str]) -> None:
    text = "\n".join(map(written, DAYS))
    found = find_dates(text, reference=None)
    assert [mention.date for mention in found] == DAYS
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


@settings(deadline=None)  # the first call reads the words
@given(st.sampled_from(DAYS), st.integers(-270, 90))
def test_a_day_and_month_is_the_one_near_the_report(reference: date, distance: int) -> None:
    day = reference + timedelta(days=distance)
    found = one(jalali("{d} {name}")(day), reference)
    assert day in (found.past, found.future)
    if distance <= 0 or JalaliDate(day).day < 30:  # 30 Esfand is not in every year
        assert found.date == day


@settings(deadline=None)  # the first call reads the words
@given(st.sampled_from(DAYS), st.integers(0, 6))
def test_a_weekday_is_the_last_one_or_the_next(reference: date, distance: int) -> None:
    name = ["شنبه", "یکشنبه", "دوشنبه", "سه شنبه", "چهارشنبه", "پنجشنبه", "جمعه"]
    day = reference - timedelta(days=distance)
    found = one(f"روز {name[calendars.weekday(day)]} گفت", reference)
    assert (found.date, found.past) == (day, day)
    assert found.future == (day + timedelta(days=7) if distance else day)


@settings(deadline=None)  # the first call reads the words
@given(st.text(alphabet=f"۲۷ دیسه شنبه{ZWNJ}جمعه(،)/1403امروز فرداگذشته\n«»ٔ", max_size=80), st.sampled_from(DAYS))
def test_offsets_point_at_the_text_and_do_not_cross(text: str, reference: date) -> None:
    end = 0
    for mention in find_dates(text, reference=reference):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end


@pytest.mark.parametrize(
    ("text", "mention", "day"),
    [
        # full dates
        ("بامداد روز پنجشنبه 27 دی 1403 به خبرنگاران", "بامداد روز پنجشنبه 27 دی 1403", "2025-01-16"),
        ("روز بیست و هفتم دی ماه ۱۴۰۳", "روز بیست و هفتم دی ماه ۱۴۰۳", "2025-01-16"),
        ("۲۷ دی ۰۳.", "۲۷ دی ۰۳", "2025-01-16"),
        ("نشست ۲۲ بهمن ۹۸ در تهران", "۲۲ بهمن ۹۸", "2020-02-11"),
        ("(جمعه 20/2/92)", "جمعه 20/2/92", "2013-05-10"),
        ("۲۷/۱۰/۰۳", "۲۷/۱۰/۰۳", "2025-01-16"),
        ("۰۳/۱۰/۲۷", "۰۳/۱۰/۲۷", "2025-01-16"),
        ("یکم ژوئیهٔ ۲۰۲۴", "یکم ژوئیهٔ ۲۰۲۴", "2024-07-01"),
        ("۵ می ۲۰۲۵", "۵ می ۲۰۲۵", "2025-05-05"),
        # a year that is none of the date's
        ("۲۷ دی ۱۲ نفر آمدند", "۲۷ دی", "2025-01-16"),
        ("۲۷ دی ۰۸:۳۰", "۲۷ دی", "2025-01-16"),
        ("۲۷ دی ۲۰۰۰ نفر آمدند", "۲۷ دی", "2025-01-16"),
        # the year from the report
        ("روز ۲۷ دی", "روز ۲۷ دی", "2025-01-16"),
        ("۱۲ مهرماه سال جاری", "۱۲ مهرماه سال جاری", "2024-10-03"),
        ("۱۰ دی سال گذشته", "۱۰ دی سال گذشته", "2023-12-31"),
        ("۱۰ مارس گذشته", "۱۰ مارس گذشته", "2024-03-10"),
        ("۱۰ دی آینده", "۱۰ دی آینده", "2025-12-31"),
        ("۱۰ دی امسال", "۱۰ دی امسال", "2024-12-30"),
        ("روز پنجشنبه 16 ژانویه", "روز پنجشنبه 16 ژانویه", "2025-01-16"),
        ("سه شنبه ۲۵ آگوست", "سه شنبه ۲۵ آگوست", "2024-08-25"),  # a Sunday: the day of the month is believed
        ("سه شنبه ۲۷ دی", "سه شنبه ۲۷ دی", "2025-01-16"),
        # weekdays
        (f"سه{ZWNJ}شنبه", f"سه{ZWNJ}شنبه", "2025-01-14"),
        ("سهشنبه", "سهشنبه", "2025-01-14"),
        ("شامگاه دوشنبه گفت", "شامگاه دوشنبه", "2025-01-13"),
        ("عراقچی پنجشنبهشب در تماس", "پنجشنبهشب", "2025-01-16"),
        ("مذاکرات جمعهٔ دو کشور", "جمعه", "2025-01-17"),
        ("جمعه گذشته", "جمعه گذشته", "2025-01-10"),
        ("جمعه آینده", "جمعه آینده", "2025-01-24"),
        ("یکشنبه هفته آینده", "یکشنبه هفته آینده", "2025-01-19"),
        ("هفته گذشته، یکشنبه،", "هفته گذشته، یکشنبه", "2025-01-05"),
        ("چهارشنبه این هفته", "چهارشنبه این هفته", "2025-01-15"),
        ("دوشنبه بعد از ظهر", "دوشنبه", "2025-01-13"),
        # days seen from the report
        ("ظهر امروز با", "ظهر امروز", "2025-01-17"),
        ("امروز (جمعه) ۲۸ دی ماه به تهران", "امروز (جمعه) ۲۸ دی ماه", "2025-01-17"),
        ("دیروز (پنجشنبه، ۲۷ دی) گفت", "دیروز (پنجشنبه، ۲۷ دی)", "2025-01-16"),
        ("روز پنجشنبه ۲۷ جدی در کابل", "روز پنجشنبه ۲۷ جدی", "2025-01-16"),
        (f"دیدار سه‌شنبه{ZWNJ}اش با او", f"سه‌شنبه{ZWNJ}اش", "2025-01-14"),
        ("امروز پنجشنبه", "امروز پنجشنبه", "2025-01-16"),  # sent out after midnight
        ("دیشب", "دیشب", "2025-01-16"),
        ("شب گذشته", "شب گذشته", "2025-01-16"),
        ("پریروز", "پریروز", "2025-01-15"),
        ("صبح فردا", "صبح فردا", "2025-01-18"),
        (f"پس{ZWNJ}فردا", f"پس{ZWNJ}فردا", "2025-01-19"),
        ("دور پنجم پسفردا", "پسفردا", "2025-01-19"),
        ("لحظاتی پیش", "لحظاتی پیش", "2025-01-17"),
        ("شش روز پیش", "شش روز پیش", "2025-01-11"),
        ("۳ روز دیگر", "۳ روز دیگر", "2025-01-20"),
        ("سه‌شنبه یازدهم دی", "سه‌شنبه یازدهم دی", "2024-12-31"),
        ("سه‌شنبه یکم دی", "سه‌شنبه یکم دی", "2024-12-21"),
    ],
)
def test_days(text: str, mention: str, day: str) -> None:
    found = one(text)
    assert (found.text, found.date, found.precision) == (mention, date.fromisoformat(day), "day")


@pytest.mark.parametrize(
    ("text", "first_day", "precision"),
    [
        ("هفته گذشته", "2025-01-04", "week"),
        (f"هفته{ZWNJ}ی آینده", "2025-01-18", "week"),
        ("همین هفته", "2025-01-11", "week"),
        ("همین هفته پیش", "2025-01-04", "week"),
        ("دو هفته پیش", "2024-12-28", "week"),
        ("اواخر ماه جاری", "2024-12-21", "month"),
        ("ماه آینده", "2025-01-20", "month"),
        ("ماه جاری میلادی", "2025-01-01", "month"),
        ("دی ۱۴۰۳", "2024-12-21", "month"),
        ("خردادماه", "2024-05-21", "month"),
        ("ژانویه گذشته", "2024-01-01", "month"),
        ("خرداد امسال", "2024-05-21", "month"),
        ("ماه اوت سال ۲۰۱۵", "2015-08-01", "month"),
        ("سه ماه قبل", "2024-09-22", "month"),
        ("سال گذشته", "2023-03-21", "year"),
        ("پارسال", "2023-03-21", "year"),
        ("سال ۹۸", "2019-03-21", "year"),
        ("سال ۲۰۱۵ میلادی", "2015-01-01", "year"),
    ],
)
def test_weeks_months_and_years_begin_on_their_first_day(text: str, first_day: str, precision: str) -> None:
    found = one(text)
    assert (found.text, found.date, found.precision) == (text, date.fromisoformat(first_day), precision)


@pytest.mark.parametrize(
    ("text", "precision"),
    [("روزهای آتی", "week"), ("چند روز پیش", "week"), (f"ماه{ZWNJ}های اخیر", "year"), ("دو روز پیش از سفر", "day")],
)
def test_words_that_fix_no_day(text: str, precision: str) -> None:
    found = one(text)
    assert (found.date, found.precision, found.kind) == (None, precision, "vague")


def test_a_range_begins_on_its_first_day_and_keeps_its_last() -> None:
    found = one("نشست ۲۵ تا ۲۷ خرداد", date(2026, 6, 13))
    assert (found.text, found.date, found.last) == ("۲۵ تا ۲۷ خرداد", date(2026, 6, 15), date(2026, 6, 17))
    assert one("دوشنبه ۱۹ و ۲۰ فروردین", date(2024, 4, 10)).date == date(2024, 4, 7)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("عصر همان روز", 14),
        ("شب قبل", 13),
        ("روز بعد", 15),
        ("روز بعد از آن", 15),
        ("فردای آن روز", 15),
        ("یک روز بعد", 15),
        ("دو روز پس از آن", 16),
        ("سه روز پیش از آن", 11),
    ],
)
def test_a_day_seen_from_the_one_named_before(words: str, day: int) -> None:
    _, found = find_dates(f"سه شنبه به تهران آمد و {words} دیدار کرد.", reference=FRIDAY)
    assert (found.text, found.date) == (words, date(2025, 1, day))
    assert one(words).date is None


def test_a_day_counted_from_what_follows_is_not_seen_from_the_one_named_before() -> None:
    _, found = find_dates("سه شنبه به تهران آمد. دیدار یک روز پس از آن انجام شد که او رفت.", reference=FRIDAY)
    assert (found.text, found.date) == ("یک روز پس از آن", None)


def test_a_name_that_is_a_month_too() -> None:
    assert one("بشار اسد ماه گذشته گفت").text == "ماه گذشته"


def test_a_day_in_letters_makes_a_month_of_a_common_word() -> None:
    found = one("بیستم حمل نیز با او دیدار کرد", date(2030, 4, 11))
    assert (found.text, found.date) == ("بیستم حمل", date(2030, 4, 9))


def test_two_days_in_a_row_of_two_months_are_one_visit() -> None:
    found = find_dates("روزهای ۳۱ آگوست و یکم سپتامبر", reference=date(2025, 8, 26))
    assert [(mention.date, mention.last) for mention in found] == [(date(2025, 8, 31), date(2025, 9, 1))]


def test_two_days_apart_are_two_dates() -> None:
    found = find_dates("۳۱ آگوست و ۵ سپتامبر", reference=date(2025, 8, 26))
    assert [mention.date for mention in found] == [date(2025, 8, 31), date(2025, 9, 5)]


def test_yesterday_and_today_last() -> None:
    text = "طی دیروز و امروز رایزنی کرد"
    found = find_dates(text, reference=date(2025, 8, 26))
    assert [(mention.date, mention.last) for mention in found] == [(date(2025, 8, 25), date(2025, 8, 26))]
    assert [text[mention.start : mention.end] for mention in found] == [mention.text for mention in found]


@pytest.mark.parametrize("text", ["ساعت ۱۴ امروز دیدار کرد", "گروه ۱+۴ امروز نشست دارد"])
def test_today_after_a_number_is_a_day(text: str) -> None:
    assert [mention.text for mention in find_dates(text, reference=date(2025, 8, 26))] == ["امروز"]


def test_a_number_of_days_that_went_by_is_no_day() -> None:
    assert not [m for m in find_dates("سه روز گذشته", reference=date(2025, 8, 26)) if m.date == date(2025, 8, 25)]


def test_without_a_reference_only_a_named_year_resolves() -> None:
    assert one("۲۷ دی ۱۴۰۳", None).date == date(2025, 1, 16)
    for text in ("۲۷ دی", "سه شنبه", "امروز", "هفته گذشته", "شش روز پیش", "دی سال گذشته"):
        found = one(text, None)
        assert (found.date, found.past, found.future) == (None, None, None)
    assert one("۲۷ دی", None).precision == "day"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("شنبه ۲۹ ژانویه ۲۰۲۲ گفت‌وگو کردند. دوشنبه ۳۱ ژانویه دیدار می‌کنند.", date(2022, 1, 31)),
        ("سوم تیر هشدار داد. نامه تاریخ ۹ تیر ۱۴۰۱ را دارد.", date(2022, 6, 24)),
        ("۲۸ دسامبر ۲۰۲۱ دیدار کردند. ۴ ژانویه باز دیدار می‌کنند.", date(2022, 1, 4)),
    ],
)
def test_a_day_of_the_text_lends_its_year_to_those_without(text: str, day: date) -> None:
    found = find_dates(text, reference=None, lend_year=True)
    (lent,) = (m for m in found if m.text[-1] not in "0123456789۰۱۲۳۴۵۶۷۸۹")
    assert (lent.date, lent.past, lent.future) == (day, day, day)
    assert [m.date for m in find_dates(text, reference=None)].count(None) == 1


def test_a_weekday_is_seen_from_a_day_of_the_text_that_names_its_own() -> None:
    _, wednesday = find_dates("دوشنبه ۱۰ نوامبر ۲۰۲۵ آمد و چهارشنبه رفت", reference=None, lend_year=True)
    assert (wednesday.past, wednesday.future) == (date(2025, 11, 5), date(2025, 11, 12))


def test_only_a_day_and_month_is_lent_a_year() -> None:
    found = find_dates("امروز و سه‌شنبه، پس از ۲۹ ژانویه ۲۰۲۲", reference=None, lend_year=True)
    assert {mention.date for mention in found} == {None, date(2022, 1, 29)}


@pytest.mark.parametrize(
    "text",
    [
        "به گزارش مهر پیش از این",
        "خبرگزاری مهر",
        "آبان نمونه‌ای با او دیدار کرد",
        "در اسلام‌آباد",
        "دو کشور می خواهند و ۲ می شود",
        "بشار اسد",
        "شبانه روز گذشته",
        "یک سفر اردیبهشتی",
        "قیام ۱۵ خرداد ۱۳۴۲",
        "قیام پانزدهم خرداد ۱۳۴۲",
        "سه کشور و چهار وزیر",
        "امام جمعه و نماز جمعه",
        "هر سه شنبه و جمعه ها",
        "شهر زیبای دوشنبه پایتخت",
        "سفر به دوشنبه و دیدار با رئیس‌جمهور تاجیکستان",
        "اجلاس وزیران در «دوشنبه»",
        "میدان ۱۵ خرداد",
        "طی ۱۵ ماه گذشته و ۲ روز گذشته و چند سال آینده",
        "سال ۱۴۴۶ قمری",
        "گزارش ۱/۲/۳۴۵ و ۱۲۳۴۵۶۷۸",
        "۳۲ دی ماهی",
        "امروزه و فردای آن",
        "گفت‌وگو با رادیو فردا",
        "۵ میزان الحراره",
        "ایالت دیروزیان",
    ],
)
def test_words_that_only_look_like_dates(text: str) -> None:
    assert find_dates(text, reference=FRIDAY) == []


@pytest.mark.parametrize("text", ["۳۱ مهر ۱۴۰۳", "۳۰ اسفند ۱۴۰۲", "۳۰ فوریه ۲۰۲۵"])
def test_a_day_that_the_calendar_does_not_have_is_found_without_a_date(text: str) -> None:
    assert one(text).date is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("تیتر خبر\nتاریخ انتشار: پنجشنبه ۲۷ دی ۱۴۰۳ - ۱۰:۳۰\nمتن خبر", "2025-01-16"),
        ("۱۴۰۳/۱۰/۲۷\nمتن خبر", "2025-01-16"),
        ("تیتر\nمتن\nمتن\nمتن\nساعت ۱۲:۰۰ روز ۱۶ ژانویه ۲۰۲۵", "2025-01-16"),
        ("تیتر خبر\nکابل (پژواک، ۲۷ جدی ۱۴۰۳): وزیر خارجه به دهلی رفت.", "2025-01-16"),
        ("نشست وزیران در ۲۷ دی ۱۴۰۳\nمتن خبر", None),
        ("تیتر\n۲۷ دی\nمتن", None),
        ("تیتر\nدی ۱۴۰۳\nمتن", None),
    ],
)
def test_dateline(text: str, day: str | None) -> None:
    assert dateline(text) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("table", "name", "value", "message"),
    [
        ("months", "jalali", [["فروردین"]], "months.jalali has 1 entries; it must have 12"),
        ("months", "afghan", [["حمل"]] * 11 + [["دی"]], "months.afghan gives 'حمل' twice"),
        ("months", "gregorian", [[m] for m in JALALI[6:] + JALALI[:6]], "'مهر' is a month of two calendars"),
        ("weekdays", "names", None, "weekdays.names is missing"),
    ],
)
def test_a_calendar_file_that_cannot_be(table: str, name: str, value: list[list[str]] | None, message: str) -> None:
    data = {key: dict(lists) for key, lists in toml("calendar.toml").items()}
    if value is None:
        del data[table][name]
    else:
        data[table][name] = value
    with pytest.raises(LexiconError, match=r"calendar\.toml: ") as error:
        read_words(data)
    assert message in str(error.value)


def test_a_list_that_is_missing_is_named() -> None:
    with pytest.raises(LexiconError, match=r"calendar\.toml: lead\.nothing is missing"):
        read_words(toml("calendar.toml"))["lead.nothing"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("سفیر هند صبح امروز (سه‌شنبه ۴ مهر ۱۴۰۲) احضار شد.", date(2023, 9, 26)),
        ("او در نشست خبری امروز دوشنبه ۲۳ بهمن ۱۴۰۲ گفت که چهارشنبه به دوحه می‌رود.", date(2024, 2, 12)),
        ("دیدار آنان ۲۳ بهمن ۱۴۰۲ بود. امروز نیز گفت‌وگو کردند.", None),
        ("امروز هوا سرد است. دیدار آنان ۲۳ بهمن ۱۴۰۲ بود.", None),
    ],
)
def test_a_report_that_says_which_day_today_is(text: str, day: date | None) -> None:
    assert told_day(text) == day
