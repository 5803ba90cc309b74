"""Speakers that only the text around a sentence tells: datelines, leads, «وی», documents; on written trees."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_reports import related, reports

from graphbuild.document import Document

FILE = Path(__file__).with_name("stories.toml")
STORIES = reports(FILE)


def told(name: str) -> Document:
    """A story with all its layers; its raw text is the one of `stories.toml`."""
    return related(FILE, name)


@pytest.mark.parametrize("name", STORIES)
def test_who_says_what(name: str) -> None:
    document = told(name)
    assert document.links is not None
    assert document.statements is not None
    said = [[document.links.entities[s.speaker].name, s.act] for s in document.statements]
    assert said == STORIES[name]["says"]


def test_the_evidence_of_a_bare_lead_is_the_line_with_the_words() -> None:
    document = told("nextline")
    assert document.clean is not None
    assert document.statements is not None
    span = document.clean.raw_span(document.statements[0].start, document.statements[0].end)
    assert document.text[span.start : span.end] == STORIES["nextline"]["text"].split("\n")[1]
