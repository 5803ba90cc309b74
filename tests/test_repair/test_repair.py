"""The whole stage: the shape of `Clean`, and the laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphbuild.document import Clean, Document
from graphbuild.repair import Repairer, repair

PIECES = (
    "می", "کند", "می\u200cشود", "گفتگو", "گفت و گو", "هسته ای", "رئیس جمهور", "چالشها", "عراقچی:", "وزیر", "است.", "شد",
    "\n", "\n\n", "\r\n", " ", "  ", "\u200c", "\u00a0", "&nbsp;", "&amp;", "<br/>", "<b>", "#فوری",
    "#خبر_روز", "@Some_Channel",
    "https://example.com/a", "example.ir", "🔹", "«", "»", "(", ".", "،", ":", "؟", "ـ", "ي", "ك", "ۀ",
    "ﻻ", "١٢", "12", "- ", "_",
    "ً", "ِ", "Hello", "\ufeff", "\u202b", "/",
)  # fmt: skip
texts = st.one_of(
    st.text(),
    st.text(alphabet="آابپتسشمنهویکگفدرز \n\u200c.،:؟»«-#@_&;ًِۀـ"),
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
)


def check(raw: str, clean: Clean) -> None:
    assert len(clean.offsets) == len(clean.text) + 1
    assert list(clean.offsets) == sorted(clean.offsets)
    assert clean.offsets[0] >= 0
    assert clean.offsets[-1] == len(raw)
    assert "\n\n".join(clean.text[block.start : block.end] for block in clean.blocks) == clean.text
    for block in clean.blocks:
        part = clean.text[block.start : block.end]
        assert part == part.strip()
        assert part
        assert "\n" not in part


@settings(max_examples=500, deadline=None)
@given(texts)
def test_any_text_has_an_exact_way_back(raw: str) -> None:
    check(raw, repair(raw))


@settings(max_examples=500, deadline=None)
@given(texts)
@example("ءف/ٱ\u200cف")
@example("ءف.ٱ\u200cف")
def test_repairing_twice_changes_nothing_more(raw: str) -> None:
    once = repair(raw).text
    assert repair(once).text == once


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ابپتسشمنهویکگفدرز \n\u200c.،"))
def test_every_plain_character_is_its_raw_one(raw: str) -> None:
    clean = repair(raw)
    for character, offset in zip(clean.text, clean.offsets, strict=False):
        if character not in " \n\u200c" and "گفتگو" not in raw:
            assert raw[offset] == character


@pytest.mark.parametrize("raw", ["", " ", "\n\n \n", "\u200c", "🔹", "https://example.com"])
def test_text_without_words_has_no_blocks(raw: str) -> None:
    clean = repair(raw)
    assert (clean.text, clean.blocks) == ("", ())
    assert list(clean.offsets) == [len(raw)]


def test_a_bullet_stands_by_itself() -> None:
    assert repair("-وزیر خارجه رفت.\n •سفیر آمد.").text.split("\n\n") == ["- وزیر خارجه رفت.", "• سفیر آمد."]
    assert repair("-۵ درجه").text == "-۵ درجه"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("سي.ان.ان گزارش داد", "سی|ان|ان گزارش داد"),
        ("به بی.بی.سی. گفت", "به بی|بی|سی. گفت"),
        ("ا.ن.ا گفت", "ا.ن.ا گفت"),
        ("رسید.او رفت", "رسید. او رفت"),
    ],
)
def test_full_stops_of_an_abbreviation_end_no_sentence(raw: str, clean: str) -> None:
    assert repair(raw).text.replace("\u200c", "|") == clean


def test_foreign_text_goes_through() -> None:
    assert repair("A plain English line.\nThe next one.").text == "A plain English line.\n\nThe next one."


def test_evidence_is_the_raw_slice() -> None:
    raw = "وزير خارجه گفتگو ميكند."
    clean = repair(raw)
    start = clean.text.index("گفت")
    span = clean.raw_span(start, len(clean.text))
    assert raw[span.start : span.end] == "گفتگو ميكند."


def test_stage_fills_clean() -> None:
    document = Repairer()(Document(path="a.txt", text="سلام دنيا"))
    assert document.clean is not None
    assert document.clean.text == "سلام دنیا"
