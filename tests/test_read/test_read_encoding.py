"""Encodings: what is recognised, what is refused by name."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_samples import NEWS

from graphbuild.errors import InputError
from graphbuild.folding import fold
from graphbuild.read.encoding import decode, detect

# Windows-1256 has no Persian yeh, and ISO-8859-6 none of the four letters that Persian adds: as people typed there.
ARABIC_LETTERS = str.maketrans("یک", "يك")
WORDS = ["وزیر", "امور", "خارجه", "ایران", "عمان", "مسقط", "دیدار", "کشور", "سفیر", "مناسبات", "یازده", "منطقه"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(
    lambda words: " ".join([*words, "که این را می نیز است"]) + "\n"
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256"])
def test_news_is_recognised(codec: str) -> None:
    text = NEWS.translate(ARABIC_LETTERS) if codec == "cp1256" else NEWS
    data = text.encode(codec)
    assert decode(data).removeprefix("\ufeff") == text


@settings(deadline=None)  # the first call loads the codec guesser
@given(sentences, st.sampled_from(["utf-8", "utf-16", "cp1256", "iso8859_6"]))
def test_round_trip(text: str, codec: str) -> None:
    text = text.translate(ARABIC_LETTERS)
    assert decode(text.encode(codec)) == text


@settings(deadline=None)  # the first call loads the codec guesser
@given(sentences)
def test_big_endian_mark(text: str) -> None:
    assert decode(b"\xfe\xff" + text.encode("utf-16-be")) == text


def test_the_four_persian_letters_of_windows_1256() -> None:
    text = "گفت که چند پیام و ژرف\n".translate(ARABIC_LETTERS)
    assert fold(decode(text.encode("cp1256"))) == fold(text)


@settings(deadline=None)  # the first call loads the codec guesser
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(decode(data), str)


def test_an_encoding_that_is_given_overrides() -> None:
    text = "وزیر خارجه"
    assert decode(text.encode("utf-16-le"), "utf-16-le") == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00", "not a text file (it holds NUL bytes); give the document as .txt in UTF-8"),
        (
            "Ministère des affaires étrangères à Genève".encode("cp1252"),
            "encoding not recognised (not UTF-8 from byte 6,",
        ),
        (NEWS.encode()[:-3] + b"\n", f"encoding not recognised (not UTF-8 from byte {len(NEWS.encode()) - 4},"),
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        detect(data)
    assert str(refused.value).startswith(reason)


def test_bytes_that_break_the_given_encoding() -> None:
    with pytest.raises(InputError, match=r"^not utf-8 \(byte 0: invalid continuation byte\); save it as UTF-8"):
        decode("وزارت".encode("cp1256"), "utf-8")
