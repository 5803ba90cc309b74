"""Which names of a document name one person."""

from __future__ import annotations

import pytest

from graphbuild.link.names import cluster


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (["صدری گل", "گل"], True),  # a surname of two letters
        (["نادر‌المهیری", "المهیری"], True),  # glued with a half-space
        (["چو شین‌لونگ", "چو"], True),  # the surname stands first
        (["بهروز میرافشاری", "میرافشاری"], True),  # it opens like an honorific
        (["نادر المهیری", "مهیری"], True),  # without its article
        (["عباس نیک‌پیمان", "عباس"], False),  # a given name is many people's
        (["چو شین‌لونگ", "چو مین‌هو", "چو"], False),
    ],
)
def test_short_names(names: list[str], one: bool) -> None:
    assert (cluster(names)[names[-1]] == cluster(names)[names[0]]) is one
