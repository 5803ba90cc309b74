"""Each rule of `frames.toml` on written trees: what it must find, and what it must leave alone; no model is loaded.

The cases are data: `proofs.toml` for talks and `speakers.toml` for statements, beside the trees in `tests/corpora`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from corpora.treebank import CORPORA, trees

from graphbuild import lang
from graphbuild.document import Document
from graphbuild.link import Linker
from graphbuild.link.model import Entity
from graphbuild.relate import Relater
from graphbuild.relate.frames import frames
from graphbuild.relate.model import TalkMention

INFINITIVE = re.compile(r"\w(?:دن|تن)$")
PROOFS: dict[str, dict[str, list[Any]]] = tomllib.loads((CORPORA / "proofs.toml").read_text(encoding="utf-8"))
SPEECH: list[dict[str, Any]] = tomllib.loads((CORPORA / "speakers.toml").read_text(encoding="utf-8"))["tree"]


@cache
def related(name: str) -> Document:
    """A tree with its links, talks and statements."""
    return Relater()(Linker()(trees()[name]))


def entities(document: Document) -> tuple[Entity, ...]:
    assert document.links is not None
    return document.links.entities


def names(entity: Entity) -> set[str]:
    """The names that an expectation may use: the entity's own, and «title owner» of its roles."""
    return {entity.name, *entity.names} | {f"{role.title} {role.owner}" for role in entity.roles}


def fired(name: str, rule: str) -> list[TalkMention]:
    talks = related(name).talks
    assert talks is not None
    return [talk for talk in talks if talk.rule == rule]


def parties(name: str, talk: TalkMention) -> list[Entity]:
    return [entities(related(name))[party.entity] for party in talk.parties if party.role != "mediator"]


def are(found: list[Entity], expected: list[str]) -> bool:
    """Whether the entities are those that are expected, each once, in any order."""
    left = list(expected)
    for entity in found:
        match = next((name for name in left if name in names(entity)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def case(rule: str, entry: dict[str, Any]) -> Any:
    """The test case of an entry; one with a gap is expected to fail."""
    marks = [pytest.mark.xfail(strict=True, reason=entry["gap"])] if "gap" in entry else []
    return pytest.param(rule, entry, marks=marks, id=f"{rule}-{entry['at']}")


def cases(which: str) -> list[Any]:
    """The test cases of all rules; an entry that is a bare sent_id says no more than that."""
    entries = [(rule, entry) for rule, proof in PROOFS.items() for entry in proof[which]]
    return [case(rule, {"at": entry} if isinstance(entry, str) else entry) for rule, entry in entries]


@pytest.mark.parametrize(("rule", "proof"), cases("yes"))
def test_a_rule_finds_its_talk(rule: str, proof: dict[str, Any]) -> None:
    talks = [talk for talk in fired(proof["at"], rule) if talk.kind == proof["kind"]]
    talks = [talk for talk in talks if talk.factuality == proof["factuality"]]
    found = [parties(proof["at"], talk) for talk in talks]
    if "parties" in proof:
        assert any(are(entities, proof["parties"]) for entities in found), found
    else:
        assert any(len(entities) > 1 for entities in found), found


@pytest.mark.parametrize(("rule", "near_miss"), cases("no"))
def test_a_rule_leaves_a_near_miss(rule: str, near_miss: dict[str, Any]) -> None:
    assert fired(near_miss["at"], rule) == []


def test_every_rule_has_its_proofs_and_near_misses() -> None:
    frames = lang.toml("frames.toml")
    assert {rule["id"] for rule in [*frames["rule"], *frames["verb"]]} == set(PROOFS)
    assert [rule for rule, proof in PROOFS.items() if len(proof["yes"]) < 2 or not proof["no"]] == []


@pytest.mark.parametrize(("_", "tree"), [case("says", tree) for tree in SPEECH])
def test_who_says_what(_: str, tree: dict[str, Any]) -> None:
    document = related(tree["at"])
    assert document.statements is not None
    left = [(names(entities(document)[statement.speaker]), statement.act) for statement in document.statements]
    for speaker, act in tree["says"]:
        match = next((said for said in left if speaker in said[0] and act == said[1]), None)
        assert match is not None, f"{speaker} {act}: {left}"
        left.remove(match)
    assert left == []


@pytest.mark.parametrize("file", ["factuality", "frames", "markers", "speech", "topics"])
def test_every_verb_that_a_list_names_is_conjugated(file: str) -> None:
    verbs = {row["infinitive"] for row in lang.table("verbs.tsv", ("infinitive", "past", "present", "extra"))}
    named = {entry.split()[-1] for entry in strings(lang.toml(f"{file}.toml")) if INFINITIVE.search(entry)}
    unknown = named - verbs - {"متن", "تن"}  # nouns
    assert {infinitive.removeprefix("ن") for infinitive in unknown} <= verbs  # «دیدار نکردن»


def test_no_talk_is_told_after_the_last_word() -> None:
    assert frames().trigger([], 0) is None


def strings(data: Any) -> Iterator[str]:
    """All the words and phrases of a data file."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in strings(value))
    elif isinstance(data, list):
        yield from (text for value in data for text in strings(value))
