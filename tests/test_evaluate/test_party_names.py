"""The folding that scores compare by, and the file that it comes from."""

from __future__ import annotations

from importlib.resources import files

import pytest

from graphbuild.errors import LexiconError
from graphbuild.evaluate.names import fold, parse, same_party, same_topic

SHIPPED = (files("graphbuild.evaluate") / "folding.toml").read_text(encoding="utf-8")


def test_folding_takes_marks_spaces_and_honorifics() -> None:
    assert fold("آيت‌الله «نیکـ پندارِ»") == "نیکپندار"
    assert fold("سید دکتر بقائی") == "بقایی"


@pytest.mark.parametrize(
    ("aliases", "name", "same"),
    [
        (["کامران نیک‌پندار"], "نیک‌پندار", True),
        (["نیک‌پندار"], "کامران نیک‌پندار", True),
        (["کامران نیک‌پندار"], "کامران", False),
        (["رضا دار"], "دار", False),  # too short to be a surname by its ending
        (["مصر", "وزیر خارجه مصر"], "وزیر امور خارجه مصر", False),
    ],
)
def test_one_party(aliases: list[str], name: str, same: bool) -> None:
    assert same_party(aliases, name) is same


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("تحولات غزه", "آخرین تحولات در غزه", True),
        ("همکاری‌های اقتصادی", "همکاری اقتصادی", True),
        ("روابط دوجانبه", "روابط تجاری و بانکی", True),  # half the words of the shorter phrase
        ("روابط دوجانبه", "آتش‌بس", False),
        ("موضوعات", "موضوعات", False),  # nothing but stop words
    ],
)
def test_one_topic(gold: str, predicted: str, same: bool) -> None:
    assert same_topic(gold, predicted) is same


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('"ي" = "ی"', '"يي" = "ی"', "'يي' is not one character"),
        ('"ي" = "ی"', '"ي" = ""', "letters: ي: a blank string in place of text"),
        ("[names]", "[nouns]", "names: missing"),
        ('plurals = ["های", "ها"]', "plurals = 2", "plurals: a number in place of a list"),
    ],
)
def test_a_bad_folding_file_is_refused(right: str, wrong: str, message: str) -> None:
    assert right in SHIPPED
    with pytest.raises(LexiconError, match=rf"folding\.toml: .*{message}"):
        parse(SHIPPED.replace(right, wrong), "folding.toml")


def test_a_folding_file_that_is_no_toml() -> None:
    with pytest.raises(LexiconError, match=r"folding\.toml: .*mend that line"):
        parse("[letters", "folding.toml")
