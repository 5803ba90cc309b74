"""Datelines: what stands before the first sentence of a report is left out of it, and nothing else is."""

from __future__ import annotations

import pytest

from graphbuild.repair import repair
from graphbuild.repair.datelines import opening

SENTENCE = "وزیر خارجه هند با امیر قطر دیدار کرد."


@pytest.mark.parametrize(
    "dateline",
    [
        "تهران- ایرنا- ",
        "تهران - ایرنا - ",
        "سمرقند- ایرنا- ",
        "مسکو/کابل، ۱۱ دسامبر - ",
        "کابل (پژواک، ۳۰ جدی ۱۴۰۴): ",
        "کابل؛ ۹ ثور ۱۴۰۵ - ",
        "گروه بین‌الملل خبرگزاری تسنیم - ",
        "ایرنا - ",
        "گروه سیاسی: ",
        "خبرگزاری ایسنا؛ پیمان رستمی - ",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str) -> None:
    assert opening(dateline + SENTENCE) == len(dateline)
    clean = repair(f"{dateline}{SENTENCE}\n")
    assert clean.text == SENTENCE
    assert clean.raw_span(0, 4).start == len(dateline)


@pytest.mark.parametrize(
    "line",
    [
        "تهران - ریاض: فصل تازه روابط باز شد",
        "ایران - آمریکا؛ دور تازه مذاکرات",
        "ایرنا: وزیر خارجه هند به دوحه می‌رود",
        "خبرگزاری فارس: وزیر خارجه هند به دوحه می‌رود",
        "خبرنگار: وزیر خارجه هند به دوحه می‌رود؟",
        "سهراب نیک‌پیمان - ایرنا: وزیر خارجه هند به دوحه می‌رود",
        "میانجی‌ها - مصر، قطر و ترکیه - چه می‌خواهند",
        "ایرنا - تهران",
        SENTENCE,
    ],
)
def test_what_only_looks_like_one(line: str) -> None:
    assert opening(line) == 0
    assert repair(f"{line}\n").text == line
