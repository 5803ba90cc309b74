"""Weights of the topic scorer that are learned on from those that are shipped."""

from __future__ import annotations

from pathlib import Path

from graphbuild.evaluate.gold import read_all
from graphbuild.parse import Parser
from graphbuild.relate.scored import BIAS
from graphbuild.train.topics import cases, learn

GOLD = Path(__file__).parent.parent / "gold"


def test_what_was_learned_before_stays_where_the_new_texts_say_nothing() -> None:
    found = list(cases(read_all([GOLD / "001-call-egypt-minister.gold.json"]), Parser()))
    before = {BIAS: -2.0, "word=nobody-says-this": 1.5}
    assert found
    assert abs(learn(found, before)["word=nobody-says-this"] - 1.5) < 0.01
    assert "word=nobody-says-this" not in learn(found)
