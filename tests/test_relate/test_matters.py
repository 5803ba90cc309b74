"""What the talks of a short report were about, and on which day they were; on written trees."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graphbuild.document import Document
from graphbuild.link import Linker
from graphbuild.parse import conllu
from graphbuild.relate import Relater
from graphbuild.relate.model import TalkMention
from graphbuild.repair import Repairer

HERE = Path(__file__).parent
REPORTS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "matters.toml").read_text(encoding="utf-8"))
PUBLISHED = date(2031, 3, 10)  # a Monday


@cache
def talks(name: str) -> tuple[TalkMention, ...]:
    """The talks of a report; of those that point back only what adds a topic. Its raw text is of `matters.toml`."""
    source = (HERE / "matters.conllu").read_text(encoding="utf-8").split(f"# newdoc id = {name}\n")[1]
    parsed = conllu.loads(source.split("# newdoc id = ")[0].rstrip("\n") + "\n", path=name)
    document = Repairer()(Document(path=name, text=REPORTS[name]["text"].strip() + "\n", published=PUBLISHED))
    assert document.clean is not None
    assert parsed.clean is not None
    assert document.clean.text == parsed.clean.text
    read = Relater()(Linker()(replace(document, sentences=parsed.sentences, mentions=parsed.mentions)))
    assert read.talks is not None
    return tuple(talk for talk in read.talks if talk.topics or not talk.back)


@pytest.mark.parametrize("name", REPORTS)
def test_topics(name: str) -> None:
    assert [[topic.text for topic in talk.topics] for talk in talks(name)] == REPORTS[name]["topics"]


@pytest.mark.parametrize("name", [name for name, told in REPORTS.items() if "day" in told])
def test_day(name: str) -> None:
    assert [talk.date.date if talk.date else None for talk in talks(name)][-1:] == [REPORTS[name]["day"]]


def test_a_deadline_is_no_day_of_the_talk() -> None:
    assert [talk.date for talk in talks("deadline")] == [None]
