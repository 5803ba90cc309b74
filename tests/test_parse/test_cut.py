"""Text that is too long for the parser is cut at a good place, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.parse import cut


@given(st.text("ab .؟\n", max_size=80), st.integers(2, 20))
def test_stretches_cover_the_text_in_order(text: str, limit: int) -> None:
    found = list(cut.stretches(text, limit))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= limit for start, end in found)
    assert all(start < end for start, end in found) or not text


@given(st.lists(st.sampled_from(["a", "،"]), min_size=1, max_size=60), st.integers(2, 12))
def test_parts_cover_the_sentence_in_order(tokens: list[str], limit: int) -> None:
    found = list(cut.long_sentence(tokens, limit))
    assert [token for start, end in found for token in tokens[start:end]] == tokens
    assert all(0 < end - start <= limit for start, end in found)


def test_a_stretch_ends_after_a_sentence_rather_than_at_a_space() -> None:
    text = "یک دو سه. چهار پنج"
    assert [text[start:end] for start, end in cut.stretches(text, 14)] == ["یک دو سه. ", "چهار پنج"]


def test_a_stretch_ends_at_a_space_rather_than_in_a_word() -> None:
    text = "یک دو سه چهار"
    assert [text[start:end] for start, end in cut.stretches(text, 8)] == ["یک دو ", "سه چهار"]


def test_a_sentence_is_cut_after_its_last_punctuation_mark() -> None:
    assert list(cut.long_sentence(["a", "b", "c", "،", "d", "e", "f"], 6)) == [(0, 4), (4, 7)]
