"""Names, titles, owners and pronouns on written trees: what each phrase stands for; no model is loaded.

The cases are data: `tests/corpora/links.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from corpora.treebank import CORPORA, story, trees

from graphbuild.document import Document
from graphbuild.errors import PipelineError
from graphbuild.link import Linker
from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity, Links, Reference, Role
from graphbuild.link.nodes import Nodes

CASES: list[dict[str, Any]] = tomllib.loads((CORPORA / "links.toml").read_text(encoding="utf-8"))["link"]


@cache
def linked(names: tuple[str, ...]) -> tuple[str, Links]:
    """The text and the links of a story."""
    document = Linker()(story(*names))
    assert document.links is not None
    return document.text, document.links


def referred(names: list[str], phrase: str, sentence: int = -1) -> list[tuple[Reference, Entity]]:
    """The references of a sentence of a story that are this phrase; spaces do not count."""
    text, links = linked(tuple(names))
    return [
        (reference, links.entities[reference.entity])
        for reference in links.references
        if reference.sentence == range(len(names))[sentence]
        and text[reference.start : reference.end].replace(" ", "") == phrase.replace(" ", "")
    ]


def case(entry: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=entry["gap"])] if "gap" in entry else []
    return pytest.param(entry, marks=marks, id=f"{entry['theme']}-{entry['story'][-1]}")


@pytest.mark.parametrize("entry", [case(entry) for entry in CASES])
def test_a_phrase_stands_for(entry: dict[str, Any]) -> None:
    found = referred(entry["story"], entry["phrase"], entry.get("sentence", -1))
    assert [entity.name for _, entity in found] == entry["are"]
    assert {reference.how for reference, _ in found} == {entry["how"]}
    assert [reference.plural for reference, _ in found] == [reference.plural for reference, _ in found[:1]] * len(found)
    if "state" in entry:
        assert found[0][1].state == entry["state"]
    if "organization" in entry:
        assert found[0][1].organization == entry["organization"]


def test_a_bare_title_belongs_to_the_state_of_the_source() -> None:
    links = Linker(home="EG")(trees()["dip-019"]).links
    assert links is not None
    assert links.entities[links.references[0].entity].name == "رئیس‌جمهور مصر"


def test_two_titles_are_two_roles() -> None:
    ((_, entity),) = referred(["dip-152"], "ناصر اللؤلؤی، نخست‌وزیر و وزیر امور خارجه قطر")
    assert [(role.kind, role.state) for role in entity.roles] == [("prime_minister", "QA"), ("foreign_minister", "QA")]


def test_ways_to_say_an_office_are_one_kind() -> None:
    ((_, epithet),) = referred(["dip-133"], "رئیس دستگاه دیپلماسی ایران")
    ((_, title),) = referred(["dip-012"], "وزیر امور خارجه کشورمان")
    assert epithet.roles == title.roles


def test_a_former_holder_has_not_the_office() -> None:
    ((_, former),) = referred(["dip-154"], "وزیر خارجه پیشین ترکیه")
    ((_, holder),) = referred(["dip-048"], "وزیر خارجه ترکیه")
    assert former.roles != holder.roles


@pytest.mark.xfail(strict=True, reason="«کابل» is also a cable")
def test_a_cable_is_no_capital() -> None:
    assert all(entity.state != "AF" for entity in linked(("dip-103",))[1].entities)


@pytest.mark.parametrize("name", ["dip-098", "dip-104", "dip-237", "dip-243", "dip-250"])
def test_common_words_are_nobody(name: str) -> None:
    assert linked((name,))[1].references == ()


def test_references_begin_and_end_with_words_and_are_in_order() -> None:
    for name, document in trees().items():
        assert document.sentences is not None
        words = document.sentences[0].words
        references = linked((name,))[1].references
        starts = [reference.first for reference in references]
        assert starts == sorted(starts), name
        for reference in references:
            assert words[reference.first - 1].start == reference.start, name
            assert words[reference.last - 1].end == reference.end, name


def test_linking_needs_a_parse() -> None:
    with pytest.raises(PipelineError, match="parse first"):
        Linker()(Document(path="a.txt", text=""))


def test_an_office_is_shown_as_the_news_says_it() -> None:
    speaker = Role("رئیس مجلس", "speaker", "ایران", "IR", None, said="رئیس مجلس شورای اسلامی", implied=True)
    assert (speaker.name, speaker.shown) == ("رئیس مجلس شورای اسلامی ایران", "رئیس مجلس شورای اسلامی")
    envoy = Role("سفیر", "ambassador", "ایران", "IR", None, post="TJ", posting="در دوشنبه")
    assert (envoy.name, envoy.shown) == ("سفیر ایران", "سفیر ایران در دوشنبه")


def test_envoys_to_two_states_are_two_and_a_bare_one_is_who_was_named() -> None:
    nodes = Nodes(lexicon())
    envoy = Role("سفیر", "ambassador", "ایران", "IR", None)
    bare = nodes.position(envoy)
    here = nodes.position(replace(envoy, post="TJ", posting="در دوشنبه"))
    there = nodes.position(replace(envoy, post="RU", posting="در مسکو"))
    assert (here, there != here, nodes.position(envoy)) == (bare, True, there)
    assert nodes.position(replace(envoy, post="TJ", posting="در تاجیکستان")) == here
