"""The gold keeps its own rules: shape, vocabulary, lines, aliases and dates hold for every item."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphbuild.records import FACTUALITIES, TALK_KINDS

GOLD = Path(__file__).parents[1] / "gold"
ITEMS = sorted(path.name.removesuffix(".gold.json") for path in GOLD.glob("*.gold.json"))
ZWNJ = "\u200c"
TATWEEL = "\u0640"
ARABIC_MARKS = {chr(code): None for code in range(0x064B, 0x0653)}
FOLD = str.maketrans(
    {
        **{"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ة": "ه", "ۀ": "ه"},
        **dict.fromkeys((ZWNJ, TATWEEL, "«", "»", "-", "–")),
        **ARABIC_MARKS,
    }
)
KEYS = ["document", "phenomena", "reference_date", "officials", "talks", "statements", "states"]
TALK_KEYS = ["id", "participants", "kind", "factuality", "date", "place", "topics", "lines", "optional"]
OPTIONAL_KEYS = {"note", "topics_optional", "may_merge_with"}


def fold(text: str) -> str:
    """Fold to one spelling, with no spaces at all, so that a noisy text still holds its names."""
    return "".join(text.translate(FOLD).split())


def rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def spellings(form: str) -> set[str]:
    """«وزیر خارجه» and «وزیر امور خارجه» are one office."""
    long = re.sub(r"(وزیر|وزارت|وزرای|وزیران) خارجه", r"\1 امور خارجه", form)
    return {fold(form), fold(long), fold(long.replace("امور خارجه", "خارجه"))}


def usual_names() -> list[set[str]]:
    """The forms that one invented person, or one state, is known by."""
    persons = [[row["name"], *row["other_names"].split("|"), *row["offices"].split("|")] for row in rows("cast.tsv")]
    states = [row["forms"].split("|") for row in rows("states.tsv")]
    return [{spelling for form in forms if form for spelling in spellings(form)} for forms in persons + states]


USUAL = usual_names()
STATES = {row["state"]: row["forms"].split("|") for row in rows("states.tsv")}


def load(name: str) -> tuple[str, dict[str, Any]]:
    text = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))
    return text, gold


def parties(gold: dict[str, Any]) -> list[list[str]]:
    speakers = [statement["speaker"] for statement in gold["statements"]]
    return speakers + [party for talk in gold["talks"] for party in talk["participants"]]


@pytest.mark.parametrize("name", ITEMS)
def test_shape(name: str) -> None:
    _, gold = load(name)
    assert [key for key in gold if key not in OPTIONAL_KEYS] == KEYS
    assert gold["document"] == f"{name}.txt"
    assert gold["phenomena"]
    for talk in gold["talks"]:
        assert [key for key in talk if key not in OPTIONAL_KEYS] == TALK_KEYS
    for official in gold["officials"]:
        assert list(official) == ["names", "state", "organization", "position"]
    for statement in gold["statements"]:
        assert list(statement) == ["line", "speaker"]


@pytest.mark.parametrize("name", ITEMS)
def test_meta_dates_the_item(name: str) -> None:
    _, gold = load(name)
    meta = json.loads((GOLD / f"{name}.meta.json").read_text(encoding="utf-8"))
    assert list(meta) == ["source", "published"]
    assert meta["source"]
    assert meta["published"] == gold["reference_date"]
    for value in [meta["published"], *(talk["date"] for talk in gold["talks"])]:
        assert value is None or date.fromisoformat(value).isoformat() == value


@pytest.mark.parametrize("name", ITEMS)
def test_vocabulary(name: str) -> None:
    _, gold = load(name)
    for talk in gold["talks"]:
        assert talk["kind"]
        assert set(talk["kind"]) <= set(TALK_KINDS)
        assert talk["factuality"]
        assert set(talk["factuality"]) <= set(FACTUALITIES)
        assert isinstance(talk["optional"], bool)


@pytest.mark.parametrize("name", ITEMS)
def test_lines_exist_and_are_not_empty(name: str) -> None:
    text, gold = load(name)
    lines = text.split("\n")
    for number in [n for talk in gold["talks"] for n in talk["lines"]] + [s["line"] for s in gold["statements"]]:
        assert 1 <= number <= len(lines)
        assert lines[number - 1].strip()
    assert all(talk["lines"] for talk in gold["talks"])


@pytest.mark.parametrize("name", ITEMS)
def test_aliases_are_words_of_the_text_or_usual_names_of_the_party(name: str) -> None:
    text, gold = load(name)
    folded = fold(text)
    mentioned = [forms for forms in STATES.values() if any(fold(form) in folded for form in forms)]
    state_words = {fold(word) for forms in mentioned for form in forms for word in form.split()}
    for party in parties(gold):
        assert any(spelling in folded for alias in party for spelling in spellings(alias)), party
        usual: set[str] = set().union(*(names for names in USUAL if any(fold(alias) in names for alias in party)))
        for alias in party:
            words = set(map(fold, alias.replace("امور خارجه", "خارجه").split())) - state_words
            assert all(word in folded for word in words) or spellings(alias) & usual, f"{alias}: add it to cast.tsv"


@pytest.mark.parametrize("name", ITEMS)
def test_no_alias_names_two_parties_of_a_talk(name: str) -> None:
    _, gold = load(name)
    for talk in gold["talks"]:
        if len(talk["participants"]) < 2:
            assert talk["optional"]
        folded = [{fold(alias) for alias in party} for party in talk["participants"]]
        assert sum(map(len, folded)) == len(set().union(*folded))


@pytest.mark.parametrize("name", ITEMS)
def test_topics_and_places_are_phrases_of_the_text(name: str) -> None:
    text, gold = load(name)
    folded = fold(text)
    for talk in gold["talks"]:
        for phrase in [*talk["topics"], *talk.get("topics_optional", []), talk["place"] or talk["id"]]:
            assert phrase == talk["id"] or fold(phrase) in folded


@pytest.mark.parametrize("name", ITEMS)
def test_states_are_mentioned(name: str) -> None:
    text, gold = load(name)
    assert gold["states"] == sorted(set(gold["states"]))
    for state in gold["states"]:
        assert any(fold(form) in fold(text) for form in STATES[state])


@pytest.mark.parametrize("name", ITEMS)
def test_ids_are_unique_and_merges_point_at_talks(name: str) -> None:
    _, gold = load(name)
    identifiers = [talk["id"] for talk in gold["talks"]]
    assert len(identifiers) == len(set(identifiers))
    for talk in gold["talks"]:
        assert talk.get("may_merge_with", talk["id"]) in identifiers


def test_every_file_belongs_to_an_item() -> None:
    expected = {f"{name}{suffix}" for name in ITEMS for suffix in (".txt", ".gold.json", ".meta.json")}
    assert {path.name for path in GOLD.iterdir()} == expected | {"README.md", "cast.tsv", "phenomena.tsv", "states.tsv"}
    numbers = [int(name.split("-")[0]) for name in ITEMS]
    assert numbers == list(range(1, len(ITEMS) + 1))


def test_counts_are_as_promised() -> None:
    golds = [load(name)[1] for name in ITEMS]
    talks = [talk for gold in golds for talk in gold["talks"] if not talk["optional"]]
    assert len(golds) >= 120
    assert len(talks) >= 250
    assert sum(len(gold["statements"]) for gold in golds) >= 250
    for factuality in FACTUALITIES:
        assert sum(talk["factuality"][0] == factuality for talk in talks) >= 10
    for kind in set(TALK_KINDS) - {"visit"}:  # a visit with a named counterpart is a meeting first
        assert any(talk["kind"][0] == kind for talk in talks)


def test_every_phenomenon_is_in_both_halves() -> None:
    halves = [{p for name in ITEMS[half::2] for p in load(name)[1]["phenomena"]} for half in (0, 1)]
    assert halves[0] == halves[1] == {row["phenomenon"] for row in rows("phenomena.tsv")}


def test_half_spaces_are_lost_in_more_than_a_quarter() -> None:
    assert sum(ZWNJ not in load(name)[0] for name in ITEMS) > len(ITEMS) / 4
