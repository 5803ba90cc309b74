"""Words that run together because a writer leaves spaces out where letters do not join anyhow."""

import pytest

from graphbuild.repair import repair


def test_words_part_in_a_text_that_leaves_spaces_out() -> None:
    raw = "وزیر عمان درگفتگو با همتای خود ازادامه همکاری استقبال کرد و بامصر دیدارکرد"
    assert repair(raw).text == "وزیر عمان در گفت‌وگو با همتای خود از ادامه همکاری استقبال کرد و با مصر دیدار کرد"


@pytest.mark.parametrize(
    "text",
    ["در نشست دیروز، سخنگو ازادامه کار گفت", "نام او درویش است و برادرش کاردار", "برگشت، درگذشت، بازگشت و فروپاشید"],
    ids=["one word may be a name", "words of their own", "verbs with a preverb"],
)
def test_elsewhere_words_stay(text: str) -> None:
    assert repair(text).text == text


def test_each_letter_keeps_its_place() -> None:
    raw = "درگفتگو ازادامه کار بامصر دیدارکرد"
    clean = repair(raw)
    at = clean.text.index("دیدار کرد")
    span = clean.raw_span(at, at + len("دیدار کرد"))
    assert raw[span.start : span.end] == "دیدارکرد"
