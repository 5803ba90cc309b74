"""Entity tags, one a token."""

from __future__ import annotations

import pytest

from graphbuild.parse import entities


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("B-PER I-PER O", [(0, 1, "PER")]),
        ("B-PER B-PER", [(0, 0, "PER"), (1, 1, "PER")]),
        ("S-LOC B-ORG I-ORG E-ORG", [(0, 0, "LOC"), (1, 3, "ORG")]),
        ("I-ORG I-LOC", [(0, 0, "ORG"), (1, 1, "LOC")]),
        ("B-pers I_pers B-fac", [(0, 1, "PER"), (2, 2, "LOC")]),
        ("B-DAT I-DAT B-event", []),
        ("O O", []),
        ("", []),
    ],
)
def test_stretches_of_tags(tags: str, found: list[tuple[int, int, str]]) -> None:
    assert list(entities.spans(tags.split())) == found


def test_tags_are_the_reverse_of_stretches() -> None:
    assert entities.tags(4, [(0, 0, "PER"), (1, 2, "PER")]) == ["B-PER", "B-PER", "I-PER", ""]
