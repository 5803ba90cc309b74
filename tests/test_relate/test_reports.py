"""What a report says of its talks beyond the sentence that tells of them: topics, days, factuality; on trees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from corpora.treebank import report

from graphbuild.document import Document
from graphbuild.link import Linker
from graphbuild.relate import Relater
from graphbuild.relate.model import TalkMention
from graphbuild.relate.same_talk import of_own_sections

PUBLISHED = date(2031, 3, 10)  # a Monday


@cache
def related(*numbers: int) -> Document:
    """The sentences of a report with their talks and statements."""
    return Relater()(Linker()(replace(report(*numbers), published=PUBLISHED)))


def talks(*numbers: int) -> tuple[TalkMention, ...]:
    found = related(*numbers).talks
    assert found is not None
    return found


def topics(*numbers: int) -> list[str]:
    """Every topic of the report's talks, in order."""
    return [topic.text for talk in talks(*numbers) for topic in talk.topics]


def names(document: Document, talk: TalkMention) -> set[str]:
    assert document.links is not None
    return {document.links.entities[party.entity].name for party in talk.parties}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 2), ["ساخت بندر مشترک", "سهمیه آب رود مرزی"]),
        ((1, 3), ["بازگشایی بازارچه مرزی"]),
        ((1, 5), ["آزادی ماهیگیران"]),
        ((1, 6), ["یادداشت تفاهم کشتیرانی"] * 2),
        ((7,), ["تقویت و تحکیم روابط"]),
        ((8,), ["توسعه تجارت دریایی"]),
        ((9, 10), ["امنیت کشتیرانی"] * 3),
        ((12,), ["حمله به کنسولگری"]),
        ((12, 4), ["حمله به کنسولگری", "حفظ محیط زیست"]),
    ],
    ids=[
        *("a passive of reviewing", "the two sides agreed", "the subject of the talk was", "signed", "one shared head"),
        *("the headline's noun", "several counterparts without names", "what a summons followed", "without its stance"),
    ],
)
def test_topics(numbers: tuple[int, ...], expected: list[str]) -> None:
    assert topics(*numbers) == expected


def test_what_several_calls_were_about_belongs_to_each() -> None:
    calls = [talk for talk in talks(9, 10, 11) if not talk.back]
    assert [[topic.text for topic in call.topics] for call in calls] == [["امنیت کشتیرانی", "تعرفه گمرکی"]] * 3


def test_a_statement_is_about_what_somebody_had_a_part_in() -> None:
    statements = related(12, 13).statements
    assert statements is not None
    assert [topic.text for topic in statements[-1].about] == ["آزادی دو جهانگرد"]


@pytest.mark.parametrize(
    ("number", "factuality"),
    [
        (14, "alleged"), (15, "possible"), (16, "possible"), (17, "asserted"), (18, "denied"), (19, "alleged"),
        (20, "planned"), (21, "planned"), (22, "denied"), (23, "asserted"),
    ],
    ids=[
        *("a source without a name", "a condition", "a question", "the denial of something else", "no such plan"),
        *("a claim", "what he sets out for", "the present of what is to come", "this news is untrue", "nothing said"),
    ],
)  # fmt: skip
def test_factuality(number: int, factuality: str) -> None:
    assert [talk.factuality for talk in talks(number) if talk.rule != "topic.scored"] == [factuality]


def test_a_talk_that_followed_has_the_day_of_the_one_before() -> None:
    days = [talk.date.date if talk.date else None for talk in talks(1, 23)]
    assert days == [date(2031, 3, 8)] * 2
    assert [talk.date for talk in talks(23)] == [None]


def test_a_headline_names_the_parties_of_its_lead() -> None:
    headline, lead = talks(8, 7)
    assert names(related(8, 7), headline) == names(related(8, 7), lead) == {"پرویز دریاباری", "رشید القطانی"}


def test_a_headline_of_another_talk_keeps_its_parties() -> None:
    headline, lead = (talk for talk in talks(8, 1) if not talk.back)
    assert names(related(8, 1), headline) == {"پرویز دریاباری", "وزیر خارجه قطر"}
    assert names(related(8, 1), lead) == {"پرویز دریاباری", "وزیر خارجه عمان"}


@pytest.mark.parametrize(
    ("numbers", "kind", "parties"),
    [
        ((35, 36), "meeting", {"قطر", "مصر"}),
        ((38, 37), "negotiation", {"لیبی", "مصر"}),
        ((39, 40), "talk", {"پرویز دریاباری", "نیکوس ماوریدیس"}),
        ((41, 42), "interview", {"نیکوس ماوریدیس", "العربیه"}),
        ((43, 44), "interview", {"نخست‌وزیر لیبی", "خبرنگار العربیه"}),
        ((45,), "meeting", {"رهبران و نمایندگان احزاب مخالف لیبی", "پرویز دریاباری"}),
        ((46,), "negotiation", {"اروپایی‌ها", "مصر"}),
        ((47,), "negotiation", {"ایران", "مصر"}),
        ((38, 48), "negotiation", {"لیبی", "مصر"}),
        ((38, 49), "negotiation", {"لیبی", "مصر"}),
        ((50,), "talk", {"نخست‌وزیر لیبی", "وزیر خارجه مصر"}),
        ((51,), "meeting", {"نیکوس ماوریدیس", "پرویز دریاباری"}),
        ((52,), "meeting", {"قطر", "پرویز دریاباری"}),
        ((53,), "talk", {"سران حماس", "نیکوس ماوریدیس"}),
        ((54,), "negotiation", {"مصر", "کشورهای خلیج فارس"}),
        ((56,), "letter", {"نخست‌وزیر لیبی", "نیکوس ماوریدیس"}),
        ((58,), "meeting", {"وزیر خارجه عمان", "پرویز دریاباری"}),
        ((59,), "talk", {"رهبران احزاب مخالف لیبی", "نیکوس ماوریدیس"}),
        ((60,), "letter", {"مجارستان", "لهستان", "عمان"}),
        ((61,), "talk", {"گروه‌های مسلح لیبیایی", "نیکوس ماوریدیس"}),
    ],
    ids=[
        *("two states named together are the two sides", "an official speaks for his state", "a line without a verb"),
        *("a question and its answer", "who says «me»", "one group under two titles", "a people of several states"),
        *("we, in a headline", "a clause in which nobody acts", "a relative clause of the same", "being held"),
        *("before the occasion", "a delegation from a state", "the heads of a body", "a group of states"),
        *("who is congratulated", "with each other", "a group asks", "what was passed on", "armed groups of a state"),
    ],
)
def test_parties_that_the_context_tells(numbers: tuple[int, ...], kind: str, parties: set[str]) -> None:
    told = [(talk.kind, names(related(*numbers), talk)) for talk in talks(*numbers) if not talk.back]
    assert told == [(kind, parties)]


def test_who_asks_nothing_gives_no_interview() -> None:
    assert talks(42, 41) == ()


def test_the_dead_get_no_message() -> None:
    assert talks(57) == ()


def test_a_medium_negotiates_with_nobody() -> None:
    assert talks(55) == ()


def test_an_office_is_who_stands_in_its_place_elsewhere() -> None:
    first, second = talks(62, 63)
    assert names(related(62, 63), first) == names(related(62, 63), second) == {"نیکوس ماوریدیس", "پرویز دریاباری"}


def test_another_talk_of_the_same_party_is_another_man_s() -> None:
    first, _ = talks(62, 64)
    assert names(related(62, 64), first) == {"وزیر خارجه عمان", "پرویز دریاباری"}


def test_an_official_without_a_name_is_who_is_named_later() -> None:
    first, second = talks(65, 67)
    assert names(related(65, 67), first) == names(related(65, 67), second) == {"نخست‌وزیر لیبی", "العربیه"}


def test_states_give_no_interviews() -> None:
    assert talks(66) == ()


def test_what_points_back_in_the_section_before_is_of_other_news() -> None:
    talk = next(talk for talk in talks(1, 2) if not talk.back)
    told = [replace(talk, sentence=0, back=True), replace(talk, sentence=3), replace(talk, sentence=4, back=True)]
    assert of_own_sections(told, {2}) == (told[1], told[2])
    assert of_own_sections(told, {0, 5}) == tuple(told)
