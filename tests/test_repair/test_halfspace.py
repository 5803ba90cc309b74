"""Half-spaces: (as it came, as it should be) tables; `|` stands for the half-space."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graphbuild.errors import LexiconError
from graphbuild.repair import build_lexicon, lexicon, repair, scores
from graphbuild.repair.spelling import respell

ZWNJ = "\u200c"


def restored(raw: str) -> str:
    return repair(raw).text.replace(ZWNJ, "|")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("میکنند", "می|کنند"),
        ("نمیتوان", "نمی|توان"),
        ("برمیگردیم", "برمی|گردیم"),
        ("خواستهاند", "خواسته|اند"),
        ("گفتوگوی تلفنی", "گفت|وگوی تلفنی"),
        ("چالشها", "چالش|ها"),
        ("رویکردهای", "رویکردهای"),
        ("انتهای", "انتهای"),
        ("هستهای", "هسته|ای"),
        ("بیثباتکننده", "بی|ثبات|کننده"),
        ("درونمنطقهای", "درون|منطقه|ای"),
        ("فرامنطقهای", "فرامنطقه|ای"),
        ("یکجانبهگرایانه", "یک|جانبه|گرایانه"),
        ("پررنگتری", "پررنگ|تری"),
        ("رئیسجمهور", "رئیس|جمهور"),
        ("نخستوزیر", "نخست|وزیر"),
        ("پنجشنبهشب", "پنج|شنبه|شب"),
        ("در باره", "درباره"),
        ("تبادلنظر", "تبادل|نظر"),
        ("بهویژه", "به ویژه"),
        ("درون‌منطقهای", "درون|منطقه|ای"),
        ("بیاورند بپذیرند", "بیاورند بپذیرند"),
        ("بینجامد بیفکند", "بینجامد بیفکند"),
        ("الهامبخش الگوسازان", "الهام|بخش الگوسازان"),
    ],
)
def test_lost(raw: str, clean: str) -> None:
    assert restored(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("می کند و نمی کند", "می|کند و نمی|کند"),
        ("می توان گفت", "می|توان گفت"),
        ("گفت و گو", "گفت|وگو"),
        ("گفت وگو", "گفت|وگو"),
        ("گفت‌و‌گو", "گفت|وگو"),
        ("گفتگو", "گفت|وگو"),
        ("گفت و گوهای تازه", "گفت|وگوهای تازه"),
        ("کتاب ها و کشور ها", "کتاب|ها و کشورها"),
        ("زمینه های همکاری", "زمینه|های همکاری"),
        ("برنامه هسته ای", "برنامه هسته|ای"),
        ("خواسته اند", "خواسته|اند"),
        ("همتای بلاروسی اش", "همتای بلاروسی|اش"),
        ("رئیس جمهور", "رئیس|جمهور"),
        ("رئیس جمهوری", "رئیس|جمهوری"),
        ("هیأت عالی رتبه ای", "هیأت عالی|رتبه|ای"),
    ],
)
def test_a_space_in_its_place(raw: str, clean: str) -> None:
    assert restored(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "می ، رود",
        "خارج شده است",
        "سهم هر کشور",
        "از این رو",
        "کشورهای",
        "آنها",
        "زمین‌های خشک",
        "زمینه‌ای تازه",
        "آن‌ها",
        "تماسی انجام نشده است",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert restored(text) == text.replace(ZWNJ, "|").replace(" ،", "،")


@pytest.mark.parametrize(
    "name", ["عراقچی", "ویتکاف", "دمیتری", "گروسی", "میشوستین", "شینهوا", "بهنام", "فیلیپین", "میانمار", "المدار"]
)
def test_names_stay_whole(name: str) -> None:
    assert respell(name) == name


def test_context_tells_the_field_from_the_verb() -> None:
    assert restored("تحولات میدانی در شمال") == "تحولات میدانی در شمال"
    assert restored("تو میدانی که او آمد") == "تو می|دانی که او آمد"


def test_a_half_space_that_does_not_show_is_written_in_one_way() -> None:
    assert restored("کشور‌های ویدئو‌ها") == "کشورهای ویدئوها"


def test_lists_hold_no_spelling_that_repair_would_change() -> None:
    words = lexicon.load()
    spaced = [words.words[letters] for letters in sorted(words.spaced)][::50]
    again = {word: respell(word) for word in spaced if word not in words.spellings}
    assert {word: new for word, new in again.items() if lexicon.letters(new) != lexicon.letters(word)} == {}


def test_bad_rows_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lexicon.lang, "FOLDER", tmp_path)
    (tmp_path / lexicon.WORDS).write_text("# words\nکتاب‌ها\tspaced\nکتاب\t\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"^zwnj_words\.tsv:3: .*build the list again$"):
        lexicon.load.__wrapped__()
    (tmp_path / lexicon.WORDS).write_text("کتاب‌ها\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="has not two cells"):
        lexicon.load.__wrapped__()


def test_scores_count_places() -> None:
    judged = scores.judge("آن‌ها می‌روند و کتاب‌ها را می‌برند", "lost", {})
    assert judged.counts == scores.Counts(right=3, found=3, wanted=4)
    assert judged.wrong == ("- آن|ها",)
    spaced = scores.judge("او می‌رود", "spaced", {})
    assert spaced.counts == scores.Counts(right=1, found=1, wanted=1)


def test_a_habit_of_other_texts_is_no_error() -> None:
    judged = scores.judge("آن‌ها می‌روند", "lost", {"آنها": "آنها"})
    assert judged.counts == scores.Counts(right=1, found=1, wanted=1)


def test_intervals_hold_the_measure() -> None:
    counts = [scores.Counts(1, 1, 1)] * 30 + [scores.Counts(0, 1, 1)] * 10
    low, high = scores.interval(counts, scores.precision)
    assert low < scores.precision(counts) == 75.0 < high


def test_the_most_frequent_spelling_is_chosen() -> None:
    words = Counter({"کتاب‌خانه": 1, "کتابخانه": 5, "گفت‌وگو": 3})
    pairs = Counter({("به", "ویژه"): 9})
    spelt, spaced, known = build_lexicon.choose(words, pairs, {"میدان"}, {"به‌ویژه", "بی‌دلیل"}, {}, [])
    assert spelt == {"گفتوگو": "گفت‌وگو", "بهویژه": "به ویژه", "بیدلیل": "بی‌دلیل"}
    assert spaced == {"گفتوگو", "بیدلیل"}
    assert known == {"میدان": 0}
