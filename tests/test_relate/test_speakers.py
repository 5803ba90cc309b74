"""Speakers that only the text around a sentence tells: datelines, leads, «وی», documents; on written trees."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graphbuild.document import Document
from graphbuild.link import Linker
from graphbuild.parse import conllu
from graphbuild.relate import Relater
from graphbuild.repair import Repairer

HERE = Path(__file__).parent
STORIES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))
_MARK = "# newdoc id = "


@cache
def trees() -> dict[str, str]:
    """The CoNLL-U of each story."""
    source = (HERE / "stories.conllu").read_text(encoding="utf-8")
    named = (part.partition("\n") for part in source.split(_MARK)[1:])
    return {name.strip(): rows.rstrip("\n") + "\n" for name, _, rows in named}


@cache
def told(name: str) -> Document:
    """A story with all its layers; its raw text is the one of `stories.toml`."""
    document = Repairer()(Document(path=name, text=STORIES[name]["text"]))
    parsed = conllu.loads(trees()[name], path=name)
    assert document.clean is not None
    assert parsed.clean is not None
    assert document.clean.text == parsed.clean.text
    return Relater()(Linker()(replace(document, sentences=parsed.sentences, mentions=parsed.mentions)))


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
