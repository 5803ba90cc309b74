"""Spellings that must meet, and laws of the fold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild import folding
from graphbuild.errors import LexiconError
from graphbuild.folding import fold

ZWNJ = "\u200c"
RLM = "\u200f"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("بقائی", "بقایی"),
        ("بقايى", "بقایی"),  # Arabic yeh, alef maksura
        ("كاظمي", "کاظمی"),  # Arabic kaf and yeh
        (f"گفت{ZWNJ}وگوی تلفنی", "گفتگوی تلفنی"),
        (f"گفت{ZWNJ}و{ZWNJ}گو", "گفتگو"),
        ("گفت و گوهای", "گفتگوهای"),
        (f"می{ZWNJ}گوید", "میگوید"),
        ("مُحَمَّد", "محمد"),
        ("آمریکا", "امریکا"),
        ("مؤمن", "مومن"),
        ("حوزۀ", "حوزه"),
        ("امضاء", "امضا"),
        ("ســلام", "سلام"),
        (f"{RLM}«وزیر» ", "وزیر"),
        ("۱۴۰۳", "1403"),
        ("١٤٠٣", "1403"),
        ("  وزیر \n خارجه\u00a0مصر", "وزیر خارجه مصر"),
        ("Bérénice-ÉVA", "berenice eva"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("مصر", "مصری"), ("عراق", "عراقچی"), ("وزیر خارجه", "خارجه وزیر")])
def test_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_longer_word_is_no_other_spelling() -> None:
    assert fold("گفت و گوش داد") == "گفت و گوش داد"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=f"گفتوهاییئأآ ك{ZWNJ}"))
def test_folding_persian_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("row", ["ي\tU+06CC\tletter", "U+064A\tU+06CC", "U+064A\t\tonce\nU+064A\t\ttwice"])
def test_a_wrong_row_is_named(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folding.tsv").write_text(row, encoding="utf-8")
    monkeypatch.setattr(folding, "_DATA", tmp_path)
    with pytest.raises(LexiconError, match=r"folding\.tsv:[12]: "):
        folding._table.__wrapped__()


def test_an_unfolded_spelling_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spellings.tsv").write_text("بقائی\tبقایی", encoding="utf-8")
    monkeypatch.setattr(folding, "_DATA", tmp_path)
    with pytest.raises(LexiconError, match=r"spellings\.tsv:1: "):
        folding._spellings.__wrapped__()
