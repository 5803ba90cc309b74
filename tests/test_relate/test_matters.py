"""What the talks of a short report were about, and on which day they were; on written trees."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from invented_reports import related, reports

from graphbuild.relate.model import TalkMention

FILE = Path(__file__).with_name("matters.toml")
REPORTS = reports(FILE)
PUBLISHED = date(2031, 3, 10)  # a Monday


@cache
def talks(name: str) -> tuple[TalkMention, ...]:
    """The talks of a report; of those that point back only what adds a topic."""
    found = related(FILE, name, published=PUBLISHED).talks
    assert found is not None
    return tuple(talk for talk in found if talk.topics or not talk.back)


@pytest.mark.parametrize("name", REPORTS)
def test_topics(name: str) -> None:
    assert [[topic.text for topic in talk.topics] for talk in talks(name)] == REPORTS[name]["topics"]


@pytest.mark.parametrize("name", [name for name, told in REPORTS.items() if "day" in told])
def test_day(name: str) -> None:
    assert [talk.date.date if talk.date else None for talk in talks(name)][-1:] == [REPORTS[name]["day"]]


def test_a_deadline_is_no_day_of_the_talk() -> None:
    assert [talk.date for talk in talks("deadline")] == [None, None]
