"""Several reports in one file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.document import Block, BlockKind, Clean
from graphbuild.read import items

HEADING = "دیدار وزیران خارجه ایران و عمان"
LEAD = "مهران نمونه‌ای وزیر امور خارجه روز شنبه با همتای عمانی خود دیدار کرد."
BACK = "وزیر امور خارجه در این گفت‌وگو بر گسترش روابط تأکید کرد."
HE = "وی افزود: روابط دو کشور گسترش می‌یابد."


def clean(*blocks: tuple[BlockKind, str]) -> Clean:
    made, texts, start = [], [], 0
    for kind, text in blocks:
        made.append(Block(start, start + len(text), kind))
        texts.append(text)
        start += len(text) + 2
    joined = "\n\n".join(texts)
    return Clean(joined, range(len(joined) + 1), tuple(made))


H, L, B, E = ("heading", HEADING), ("body", LEAD), ("body", BACK), ("body", HE)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([], []),
        ([L, E], [range(2)]),
        ([H, L, E], [range(3)]),
        ([H, L, H, L], [range(2), range(2, 4)]),
        ([L, E, H, L], [range(2), range(2, 4)]),
        ([H, H, L, H, H, L], [range(3), range(3, 6)]),
        ([H, L, H, B], [range(4)]),
        ([H, L, H, E, H, L], [range(4), range(4, 6)]),
        ([H, L, H], [range(3)]),
        ([H, H], [range(2)]),
    ],
)
def test_cuts(blocks: list[tuple[BlockKind, str]], expected: list[range]) -> None:
    assert items(clean(*blocks)) == tuple(expected)


@given(st.lists(st.sampled_from([H, L, B, E])))
def test_every_block_is_in_one_item(blocks: list[tuple[BlockKind, str]]) -> None:
    found = items(clean(*blocks))
    assert [i for item in found for i in item] == list(range(len(blocks)))
    assert all(found)
