"""Denials, claims, mediators and places that only the text around a talk tells; on trees of the built-in model."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented_reports import related, reports

from graphbuild.document import Document
from graphbuild.relate.model import TalkMention

FILE = Path(__file__).with_name("denials.toml")
REPORTS = reports(FILE)
PUBLISHED = date(2031, 3, 10)  # a Monday


def read(name: str) -> Document:
    """A report with all its layers."""
    return related(FILE, name, source="خبرگزاری کرانه", published=PUBLISHED)


def told(document: Document, talk: TalkMention, expected: dict[str, Any]) -> dict[str, Any]:
    """What a talk says, in the words of the file, as far as the file asks for it."""
    assert document.links is not None
    entities = document.links.entities
    said = {
        "parties": sorted(entities[p.entity].name for p in talk.parties if p.role == "party"),
        "factuality": talk.factuality,
        "denies": sorted(entities[c.source].name for c in talk.claims if c.stance == "denies"),
        "mediators": [entities[p.entity].name for p in talk.parties if p.role == "mediator"],
        "place": talk.place,
        "date": talk.date.date if talk.date else None,
        "topics": [topic.text for topic in talk.topics],
    }
    always = ("mediators", "place")
    return {key: value for key, value in said.items() if key in expected or key in always}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_tells_its_talks(name: str) -> None:
    document = read(name)
    assert document.talks is not None
    expected = [
        {"mediators": [], "place": None} | talk | {k: sorted(talk[k]) for k in ("parties", "denies")}
        for talk in REPORTS[name]["talks"]
    ]
    talks = [talk for talk in document.talks if not talk.back]
    assert [told(document, talk, want) for talk, want in zip(talks, expected, strict=True)] == expected
