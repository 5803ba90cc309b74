"""Patterns of single date expressions over `flat` text, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from graphbuild.records import DatePrecision
from graphbuild.relate.calendars import full_year
from graphbuild.relate.date_values import Said
from graphbuild.relate.date_words import END, GAP, SPACE, START, ZWNJ, either, squeezed, words

UNITS: tuple[DatePrecision, ...] = ("day", "week", "month", "year")
QUOTES = "«»"
_CLAUSE_END = rf"(?={SPACE}(?:[^\w\s(]|$|\n))"


@dataclass(frozen=True, slots=True)
class Element:
    """One expression in the flat text."""

    start: int
    end: int
    said: Said


def elements(flat: str) -> list[Element]:
    """The expressions of the text, in order, none over another: the first, of several there the longest."""
    found = sorted(
        (element for pattern, read in _readers() for match in pattern.finditer(flat) for element in read(flat, match)),
        key=lambda element: (element.start, -element.end),
    )
    kept: list[Element] = []
    for element in found:
        if not kept or element.start >= kept[-1].end:
            kept.append(element)
    return kept


def word_before(flat: str, start: int) -> str:
    """The word that ends before the position, squeezed; empty at the start of a line."""
    before = re.search(rf"(\w+){SPACE}$", flat[max(0, start - 30) : start])
    return squeezed(before[1]) if before else ""


def word_after(flat: str, end: int) -> str:
    """The word that starts after the position, squeezed."""
    after = re.match(rf"{SPACE}(\w+)", flat[end : end + 30])
    return squeezed(after[1]) if after else ""


_Reader = Callable[[str, re.Match[str]], Iterator[Element]]


def _numeric(flat: str, match: re.Match[str]) -> Iterator[Element]:
    """Year first, as it is written in Iran, or day first, as lines that were turned round have it («20/2/92»)."""
    first, last = _numbers(match["a"], match["b"], match["c"]), _numbers(match["c"], match["b"], match["a"])
    if said := first or last:
        yield Element(match.start(), match.end(), replace(said, other=last) if first else said)


def _numbers(year: str, month: str, day: str) -> Said | None:
    found = full_year(year) if len(year) in (2, 4) else None
    if found is None or len(day) > 2 or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    return Said(calendar=found[0], year=found[1], month=int(month), day=int(day))


def _day_month(flat: str, match: re.Match[str]) -> Iterator[Element]:
    w = words()
    name = squeezed(match["month"])
    if word_before(flat, match.start()) in w.keys("names.not_after"):
        return
    spelled = not match["day"][0].isdecimal()  # «بیستم حمل» counts no pound
    after_weekday = word_before(flat, match.start()).endswith(tuple(w.keys("weekdays.endings")))
    dated = word_before(flat, match.start()) in w.keys("months.dated")
    plain = not (spelled or after_weekday or dated or match["before"] or match["after"] or match["tail"])
    rest = flat[match.end("core") :]
    followed = name not in w.keys("months.counted") and rest.lstrip().startswith(w.lists["months.followed"])
    if name in w.keys("months.weak") and plain and not (followed or re.match(_CLAUSE_END, rest)):
        return
    day = _number(match["day"])
    if 1 <= day <= 31:
        last = _number(match["last"]) if match["last"] else None
        yield _with_year(match, Said(calendar=w.months[name][0], month=w.months[name][1], day=day, last_day=last))


def _month(flat: str, match: re.Match[str]) -> Iterator[Element]:
    w = words()
    name = squeezed(match["month"])
    number = word_before(flat, match.start())
    if number.isdecimal() or number in w.numbers:  # a day that is none, or is part of a name
        return
    beside = match["before"] or match["named_year"] or match["year"]
    if name not in w.keys("months.weak"):
        beside = beside or match["after"] or match["tail"]
    if not beside and name not in w.keys("months.alone"):
        return
    said = Said(calendar=w.months[name][0], month=w.months[name][1])
    element = _with_year(match, said)
    if element.said == said and not (match["before"] or match["after"]) and name not in w.keys("months.alone"):
        return  # the year was none, and the name says nothing alone
    yield element


def _with_year(match: re.Match[str], said: Said) -> Element:
    """The day or month with what the match's tail says of its year, or without the tail where that is no such year."""
    w = words()
    start, end = match.span("core")
    year_shift = direction = year = None
    if digits := match["named_year"] or match["year"]:
        found = full_year(digits)
        if found is None or found[0] != said.calendar or _is_lunar(match["era"]):
            return Element(start, end, said)
        year = found[1]
    elif match["year_word"]:
        year_shift = w.years[squeezed(match["year_word"])]
    elif match["year_direction"]:
        year_shift = w.directions[squeezed(match["year_direction"])]
    elif match["direction"]:
        direction = w.directions[squeezed(match["direction"])]
        if direction == 0:  # «۲۷ دی ماه جاری»
            year_shift, direction = 0, None
    said = replace(said, year=year, year_shift=year_shift, direction=direction)
    return Element(start, match.end(), said)


def _weekday(flat: str, match: re.Match[str]) -> Iterator[Element]:
    w = words()
    name = squeezed(match["weekday"])
    before, after = word_before(flat, match.start()), word_after(flat, match.end())
    if before in w.keys("weekdays.not_after") or after in w.keys("weekdays.not_before"):
        return
    if name in w.keys("city.name"):
        quoted = flat[match.start() - 1 : match.start()] + flat[match.end() : match.end() + 1] == QUOTES
        if quoted or after in w.keys("city.before"):
            return
        if before in w.keys("city.after") and re.search(either(w["city.where"]), flat):
            return
    direction = w.directions[squeezed(match["direction"])] if match["direction"] else None
    yield Element(match.start(), match.end(), Said(weekday=w.weekdays[name], direction=direction))


def _day_word(flat: str, match: re.Match[str]) -> Iterator[Element]:
    before = word_before(flat, match.start())
    named = squeezed(before + match[0]) in words().keys("days.media")
    counted = len(match[0].split()) > 1 and _counted(flat, match)  # «سه روز گذشته», but «ساعت ۱۴ امروز»
    if not (named or counted or before in words().keys("days.not_after")):
        yield Element(match.start(), match.end(), Said(unit="day", shift=words().days[squeezed(match[0])]))


def _anaphor(flat: str, match: re.Match[str]) -> Iterator[Element]:
    w = words()
    that = re.compile(rf"(?: \S+){{0,4}}{SPACE}{either(w['anaphora.that'])}{END}")
    if squeezed(match[0]).endswith(tuple(w.keys("anaphora.of_it"))) and that.match(flat, match.end()):
        yield Element(match.start(), match.end(), Said(vague="day"))  # «یک روز پس از آن صورت گرفت که …»
    elif not _counted(flat, match) and word_after(flat, match.end()) not in w.keys("directions.from"):
        shift = w.anaphora[squeezed(match[0])]
        yield Element(match.start(), match.end(), Said(unit="day", shift=shift, anaphoric=True))


def _unit(flat: str, match: re.Match[str]) -> Iterator[Element]:
    w = words()
    if _counted(flat, match) or word_after(flat, match.end()) in w.keys("directions.from"):
        return
    gregorian = match["era"] is not None and squeezed(match["era"]) in w.keys("years.gregorian")
    shift = w.directions[squeezed(match["direction"])]
    said = Said(unit=_unit_of(match["unit"]), shift=shift, calendar="gregorian" if gregorian else None)
    yield Element(match.start(), match.end(), said)


def _this_unit(flat: str, match: re.Match[str]) -> Iterator[Element]:
    yield Element(match.start(), match.end(), Said(unit=_unit_of(match["unit"]), shift=0))


def _year_word(flat: str, match: re.Match[str]) -> Iterator[Element]:
    yield Element(match.start(), match.end(), Said(unit="year", shift=words().years[squeezed(match["word"])]))


def _year(flat: str, match: re.Match[str]) -> Iterator[Element]:
    if (found := full_year(match["year"])) and not _is_lunar(match["era"]):
        yield Element(match.start(), match.end(), Said(calendar=found[0], year=found[1]))


def _offset(flat: str, match: re.Match[str]) -> Iterator[Element]:
    w = words()
    unit = _unit_of(match["unit"])
    if word_after(flat, match.end()) in w.keys("directions.from"):  # «دو روز پیش از سفر»: from another day
        yield Element(match.start(), match.end(), Said(vague=unit))
        return
    sign = -1 if squeezed(match["direction"]) in w.keys("directions.past") else 1
    yield Element(match.start(), match.end(), Said(unit=unit, shift=sign * _number(match["number"])))


def _vague(precision: DatePrecision) -> _Reader:
    def read(flat: str, match: re.Match[str]) -> Iterator[Element]:
        yield Element(match.start(), match.end(), Said(vague=precision))

    return read


def _counted(flat: str, match: re.Match[str]) -> bool:
    """Whether a number stands before it: «۱۵ ماه گذشته» is a length, no date."""
    before = word_before(flat, match.start())
    return before.isdecimal() or before in words().keys("numbers.cardinals") | words().keys("numbers.some")


def _number(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else words().numbers[squeezed(text)]


def _unit_of(name: str) -> DatePrecision:
    return next(unit for unit in UNITS if squeezed(name) in words().keys(f"units.{unit}"))


def _is_lunar(era: str | None) -> bool:
    return era is not None and squeezed(era) in words().keys("years.other")


def _names(*lists: str) -> str:
    return either(name for found in lists for name in words()[found])


def _month_pattern() -> str:
    """A month's name, and «ماه» before or after it."""
    word = _names("months.word")
    name = _names("months.jalali", "months.afghan", "months.gregorian")
    ezafe = f"(?:[ {ZWNJ}]{_names('numbers.ezafe')})?"  # not without its gap: «اردیبهشتی» is an adjective
    return f"(?P<before>{word}{SPACE})?(?P<month>{name}){ezafe}(?P<after>{SPACE}{word})?{END}"


def _tail_pattern() -> str:
    """What may tell the year of a month: digits, «امسال», «سال گذشته», «گذشته».

    Two digits are a year only where nothing could be counted by them, and not the hour of «۲۷ دی ۰۸:۳۰».
    """
    year = _names("units.year")
    free = f"(?={SPACE}(?:{_CLAUSE_END}|{_names('years.before')}{END}))"
    short = rf"0\d(?!\d|[:.]\d)|[6-9]\d(?![:.]?\d){free}"
    return (
        f"(?P<tail>{SPACE}[،,]?{SPACE}(?:"
        rf"(?:{year}{SPACE}(?P<named_year>\d{{4}}|\d\d)(?!\d)|(?P<year>[12]\d{{3}}(?!\d)|{short})){_era()}"
        f"|(?P<year_word>{_names('years.-1', 'years.0')}){END}"
        f"|{year}{SPACE}(?P<year_direction>{_directions()}){END}"
        f"|(?P<direction>{_names('directions.beside')}){END}))?"
    )


def _days_pattern() -> str:
    """A day of the month, or several («۲۵ تا ۲۷», «دوم و سوم»)."""
    digits = rf"(?<![\d/.:+])[0-3]?\d(?![\d/])(?:{GAP}{_names('numbers.suffix')})?"
    day = f"(?:{digits}|{START}{_names('numbers.ordinals')})"
    until = f"{SPACE}(?:{_names('ranges.words')}|[{re.escape(''.join(words()['ranges.signs']))}]){SPACE}"
    return f"(?P<day>{day})(?:{until}(?P<last>{day}))*"


def _directions() -> str:
    return _names("directions.-1", "directions.0", "directions.1")


def _era() -> str:
    return f"(?:{SPACE}(?P<era>{_names('years.gregorian', 'years.jalali', 'years.other')}){END})?"


def _ezafe() -> str:
    return f"(?:{GAP}{_names('numbers.ezafe')}{END})?"


@cache
def _readers() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    this, year_words, month = _names("directions.this"), _names("years.-1", "years.0"), _month_pattern()
    unit = f"(?P<unit>{_names('units.week', 'units.month', 'units.year')})"
    counted = f"(?P<unit>{_names('units.day', 'units.week', 'units.month', 'units.year')})"
    number = rf"(?<!\d){START}(?P<number>\d{{1,3}}|{_names('numbers.cardinals')})"
    offset = _names("directions.past", "directions.future")
    owned = f"(?:{ZWNJ}{_names('weekdays.owned')})?"  # «دیدار دوشنبه‌اش»
    weekday = f"{START}(?P<weekday>{_names('weekdays.names')})(?:{GAP}{_names('lead.night')})?{owned}{END}{_ezafe()}"
    patterns: list[tuple[str, _Reader]] = [
        (r"(?<![\d/.-])(?P<a>\d{4})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<c>\d{1,2})(?![\d/])", _numeric),
        (r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4})(?![\d/])", _numeric),
        (r"(?<![\d/.-])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<c>\d{1,2})(?![\d/])", _numeric),
        (f"(?P<core>{_days_pattern()}{SPACE}{month}){_tail_pattern()}", _day_month),
        (f"{START}(?P<core>{month}){_tail_pattern()}", _month),
        (f"{weekday}(?:{SPACE}(?P<direction>{_names('directions.beside')}){END})?", _weekday),
        (f"{START}{_names('days.-2', 'days.-1', 'days.0', 'days.1', 'days.2')}{END}", _day_word),
        (f"{START}{_names(*(f'anaphora.{days}' for days in range(-3, 4)))}{END}", _anaphor),
        (f"{START}(?:{this}{SPACE})?{unit}{_ezafe()}{SPACE}(?P<direction>{_directions()}){END}{_era()}", _unit),
        (f"{START}{this}{SPACE}{unit}{END}", _this_unit),
        (f"{START}(?P<word>{year_words}){END}", _year_word),
        (rf"{START}{_names('units.year')}{SPACE}(?P<year>\d{{4}}|[6-9]\d|0\d)(?![\d/]){_era()}", _year),
        (
            f"{number}{SPACE}{counted}{SPACE}(?P<direction>{offset}){END}",
            _offset,
        ),
        *((f"{START}{_names(f'vague.{span}')}{END}", _vague(span)) for span in ("week", "month", "year")),
    ]
    return tuple((re.compile(pattern), read) for pattern, read in patterns)
