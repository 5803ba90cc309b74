"""Clitics that the tokenizer cut off rightly stay cut off; words that only look so are made whole again."""

from __future__ import annotations

import pytest
from parse_samples import ZWNJ
from stanza import Document

from graphbuild import lang
from graphbuild.document import Document as Text
from graphbuild.errors import LexiconError
from graphbuild.parse import Parser, clitics
from graphbuild.repair import repair

RIGHT = ["کتاب ش", "پدر شان", "برای م", "خود ش", "خانه| اش", "کتاب|های شان", "دوستان مان", "ب دین", "م را", "پدر ش ."]
WRONG = ["گستر ش", "گشای ش", "واکن ش", "مس قط", "نیک|پی مان", "خاطرن شان", "نفت|ک ش", "قاس م", "تروری سم", "کرد ستان"]


@pytest.mark.parametrize("parts", RIGHT)
def test_a_clitic(parts: str) -> None:
    given = tuple(parts.replace("|", ZWNJ).split())
    assert clitics.split(given) == given


@pytest.mark.parametrize("parts", WRONG)
def test_no_clitic(parts: str) -> None:
    given = parts.replace("|", ZWNJ).split()
    assert clitics.split(given) == ("".join(given),)


@pytest.mark.parametrize(
    ("parts", "moved"),
    [("تنش|ه است", "تنش|ها ست"), ("اجر است", "اجرا ست"), ("آشن اش", "آشنا ش"), ("آن|ه است .", "آن|ها ست .")],
)
def test_a_clitic_that_took_a_letter_too_many(parts: str, moved: str) -> None:
    assert clitics.split(parts.replace("|", ZWNJ).split()) == tuple(moved.replace("|", ZWNJ).split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("دیدار با ترامپ", ["دیدار", "با", "ترامپ"]),
        ("منابع: او نیامد.", ["منابع", ":", "او", "نیامد", "."]),
        ("من آماده گفت‌وگو هستم", ["من", "آماده", "گفت‌وگو", "هستم"]),
    ],
)
def test_a_letter_that_the_tokenizer_cut_off_goes_back(text: str, words: list[str]) -> None:
    sentences = Parser()(Text(path="x.txt", text=text, clean=repair(text))).sentences
    assert sentences is not None
    assert [word.text for word in sentences[0].words] == words


def test_a_mark_that_was_left_on_a_word_is_a_token_of_its_own() -> None:
    rows = [
        {"id": (1, 2), "text": "کتابش،", "start_char": 0, "end_char": 6},
        {"id": 1, "text": "کتاب"},
        {"id": 2, "text": "ش،"},
        {"id": 3, "text": "آریامنش،", "start_char": 7, "end_char": 15},
    ]
    [sentence] = clitics.mend(Document([rows], text="کتابش، آریامنش،")).sentences
    assert [word.text for word in sentence.words] == ["کتاب", "ش", "،", "آریامنش", "،"]
    assert [(token.start_char, token.end_char) for token in sentence.tokens] == [(0, 5), (5, 6), (7, 14), (14, 15)]


def test_a_document_without_wrong_splits_comes_back_itself() -> None:
    rows = [
        [{"id": (1, 2), "text": "کتابش"}, {"id": 1, "text": "کتاب"}, {"id": 2, "text": "ش"}, {"id": 3, "text": "رفت"}]
    ]
    tree = Document(rows, text="کتابش رفت")
    assert clitics.mend(tree) is tree


def test_words_are_numbered_anew() -> None:
    rows = [
        {"id": (1, 2), "text": "گسترش", "start_char": 0, "end_char": 5},
        {"id": 1, "text": "گستر"},
        {"id": 2, "text": "ش"},
        {"id": (3, 4), "text": "کتابش", "start_char": 6, "end_char": 11},
        {"id": 3, "text": "کتاب"},
        {"id": 4, "text": "ش"},
        {"id": 5, "text": ".", "start_char": 11, "end_char": 12},
    ]
    [sentence] = clitics.mend(Document([rows], text="گسترش کتابش.")).sentences
    assert [token.id for token in sentence.tokens] == [(1,), (2, 3), (4,)]
    assert [(word.id, word.text) for word in sentence.words] == [(1, "گسترش"), (2, "کتاب"), (3, "ش"), (4, ".")]
    assert [(token.start_char, token.end_char) for token in sentence.tokens] == [(0, 5), (6, 11), (11, 12)]


def test_the_parser_keeps_words_whole() -> None:

    text = f"آرش نیک{ZWNJ}پیمان گفت گسترش و گشایش در مسقط با واکنش و افزایش و کاهش روبه{ZWNJ}رو شد."
    parsed = Parser()(Text(path="x.txt", text=text, clean=repair(text)))
    assert parsed.sentences is not None
    words = [word.text for sentence in parsed.sentences for word in sentence.words]
    assert words == [*text.removesuffix(".").split(), "."]


def test_a_table_of_another_shape_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lang, "toml", lambda _: {"endings": []})
    with pytest.raises(LexiconError, match=r"clitics\.toml"):
        clitics._table()
