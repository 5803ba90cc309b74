"""The knowledge base gives a named person an office on the document's day, and is silent on other days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from corpora.treebank import story

from graphbuild import kb
from graphbuild.link import Linker
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Entity
from graphbuild.parse import conllu

HOLDER = kb.OfficeHolder(
    state="EG", organization=None, kind="foreign_minister", title="وزیر امور خارجه", name="طارق النیلاوی",
    name_en="Tarek Al-Nilawi", aliases=("النیلاوی",), since=date(2020, 3, 1), until=date(2024, 6, 30), left=True,
    source="invented",
)  # fmt: skip
NAMESAKE = replace(HOLDER, state="SD", name="کریم النیلاوی", name_en="Karim Al-Nilawi")


def entities(monkeypatch: pytest.MonkeyPatch, day: date | None, *holders: kb.OfficeHolder) -> list[Entity]:
    """Who is meant in «النیلاوی از همتای ایرانی خود … دعوت کرد», with a knowledge base of these holders only."""
    data = replace(kb.load(), office_holders=holders)
    monkeypatch.setattr(kb, "load", lambda *_: data)
    document = Linker(words=Lexicon())(replace(story("dip-190"), published=day))
    assert document.links is not None
    return [document.links.entities[reference.entity] for reference in document.links.references][:2]


@pytest.mark.parametrize("day", [date(2020, 3, 1), date(2023, 1, 1), date(2024, 6, 30), None])
def test_a_holder_has_the_office_on_the_day(monkeypatch: pytest.MonkeyPatch, day: date | None) -> None:
    caller, counterpart = entities(monkeypatch, day, HOLDER)
    assert [(role.kind, role.state) for role in caller.roles] == [("foreign_minister", "EG")]
    assert counterpart.name == "وزیر امور خارجه ایران"


@pytest.mark.parametrize("day", [date(2020, 2, 29), date(2024, 7, 1)])
def test_outside_the_term_nothing_is_known(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    caller, counterpart = entities(monkeypatch, day, HOLDER)
    assert caller.roles == ()
    assert counterpart.kind == "unnamed"


def test_two_holders_of_one_name_are_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    caller, _ = entities(monkeypatch, date(2023, 1, 1), HOLDER, NAMESAKE)
    assert caller.roles == ()


def test_nobody_is_guessed_without_a_holder(monkeypatch: pytest.MonkeyPatch) -> None:
    caller, counterpart = entities(monkeypatch, date(2023, 1, 1))
    assert (caller.name, caller.roles) == ("النیلاوی", ())
    assert counterpart.kind == "unnamed"


SIDE_BY_SIDE = """\
# sent_id = s1
# text = ولگاسوف النیلاوی را ستود.
# block = 0
1	ولگاسوف	ولگاسوف	PROPN	_	_	4	nsubj	_	start_char=0|end_char=7|NER=B-PER
2	النیلاوی	النیلاوی	PROPN	_	_	1	flat:name	_	start_char=8|end_char=16|NER=I-PER
3	را	را	ADP	_	_	1	case	_	start_char=17|end_char=19
4	ستود	ستود	VERB	_	_	0	root	_	SpaceAfter=No|start_char=20|end_char=24
5	.	.	PUNCT	_	_	4	punct	_	start_char=24|end_char=25
"""


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["ولگاسوف", "النیلاوی"], ["ولگاسوف", "النیلاوی"]), (["النیلاوی"], ["ولگاسوف النیلاوی"])],
)
def test_two_holders_before_an_object_marker_are_two(
    monkeypatch: pytest.MonkeyPatch, names: list[str], expected: list[str]
) -> None:
    holders = tuple(replace(HOLDER, name=f"طارق {name}", aliases=(name,)) for name in names)
    data = replace(kb.load(), office_holders=holders)
    monkeypatch.setattr(kb, "load", lambda *_: data)
    document = Linker(words=Lexicon())(conllu.loads(SIDE_BY_SIDE, path="side-by-side"))
    assert document.links is not None
    assert [document.links.entities[reference.entity].name for reference in document.links.references] == expected
