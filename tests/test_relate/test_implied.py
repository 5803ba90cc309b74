"""Negotiations without sides are those of the two states that a report is about, or nobody's."""

from pathlib import Path

import pytest
from invented_reports import related, reports

FILE = Path(__file__).with_name("implied.toml")


@pytest.mark.parametrize("name", reports(FILE))
def test_sides(name: str) -> None:
    document = related(FILE, name)
    assert document.talks is not None
    assert document.links is not None
    found = [talk for talk in document.talks if talk.rule == "negotiation.implied"]
    assert [[document.links.entities[p.entity].name for p in talk.parties] for talk in found] == (
        [reports(FILE)[name]["sides"]] if reports(FILE)[name]["sides"] else []
    )
    assert not found or not any(talk.back and talk.trigger == found[0].trigger for talk in document.talks)
