"""Which names of a document name one person."""

from __future__ import annotations

import pytest

from graphbuild.link.names import cluster, may_be


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


@pytest.mark.parametrize(
    ("name", "can"),
    [("آجیت دووال", True), ("دووال", True), ("ای. کی. دووال", True), ("پیتر دووال", False), ("پیتر دو وال", False)],
)
def test_whom_the_knowledge_base_may_mean(name: str, can: bool) -> None:
    """A given name that begins otherwise is somebody else's."""
    assert may_be(name, ("آجیت دوال", "آجیت کومار دووال", "دووال")) is can
