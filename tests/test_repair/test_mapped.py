"""The offset map: the rule for each kind of edit, and its laws."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.repair.mapped import Edit, Mapped, join


def test_one_to_one_keeps_the_place() -> None:
    assert Mapped.of("abc").edit([Edit(1, 2, "X")]) == Mapped("aXc", [0, 1, 2, 3])


def test_deleted_characters_leave_no_trace() -> None:
    assert Mapped.of("abc").edit([Edit(1, 2, "")]) == Mapped("ac", [0, 2, 3])


def test_an_inserted_character_points_at_the_next() -> None:
    assert Mapped.of("abc").edit([Edit(1, 1, "XY")]) == Mapped("aXYbc", [0, 1, 1, 1, 2, 3])


def test_many_to_few_and_few_to_many() -> None:
    assert Mapped.of("a&lt;b").edit([Edit(1, 5, "<")]) == Mapped("a<b", [0, 1, 5, 6])
    assert Mapped.of("aXb").edit([Edit(1, 2, "123")]) == Mapped("a123b", [0, 1, 1, 1, 2, 3])


def test_parts_are_joined_in_raw_order() -> None:
    text = Mapped.of("ab\ncd")
    assert join([text[0:2], text[3:5]], "--", 5) == Mapped("ab--cd", [0, 1, 2, 2, 3, 4, 5])
    assert join([], "--", 3) == Mapped("", [3])


@given(st.text(alphabet="abc "), st.text(alphabet="xy", max_size=3))
def test_untouched_characters_point_at_themselves(raw: str, new: str) -> None:
    changed = Mapped.of(raw).sub(re.compile("b+"), new)
    assert changed.text == re.sub("b+", new, raw)
    assert changed.offsets == sorted(changed.offsets)
    assert changed.offsets[-1] == len(raw)
    assert all(raw[offset] == c for c, offset in zip(changed.text, changed.offsets, strict=False) if c in "ac ")
