"""Invented name-tagged news sentences, made from the templates and fillers of ``invented.toml``.

ParsTwiNER, the one name set with a free licence, is tweets; these sentences teach the tagger what a diplomatic report
looks like: titles beside names, foreign names, bodies named after states.
"""

from __future__ import annotations

import random
import re
import tomllib
from importlib.resources import files
from typing import Any

from graphbuild.train.names import TaggedSentence

SLOT = re.compile(r"\{(\w+)\}")
CLASS = {"person": "PER", "family": "PER", "state": "LOC", "city": "LOC", "region": "LOC", "body": "ORG"}


def sentences(count: int, *, seed: int) -> list[TaggedSentence]:
    """``count`` sentences; the same seed gives the same ones."""
    table = tomllib.loads(files(__package__).joinpath("invented.toml").read_text(encoding="utf-8"))
    rng = random.Random(seed)
    return [_sentence(rng.choice(table["sentences"]["templates"]), table, rng) for _ in range(count)]


def _sentence(template: str, table: dict[str, Any], rng: random.Random) -> TaggedSentence:
    tagged: TaggedSentence = []
    for piece in template.split(" "):
        slot = SLOT.fullmatch(piece)
        words = _fill(slot.group(1), table, rng).split(" ") if slot else [piece]
        kind = CLASS.get(slot.group(1)) if slot else None
        for index, word in enumerate(words):
            tagged.append((word, f"{'I' if index else 'B'}-{kind}" if kind else "O"))
    return tagged


def _fill(slot: str, table: dict[str, Any], rng: random.Random) -> str:
    people = rng.choices(list(table["family"]), weights=[4, 3, 3, 2])[0]
    choices: dict[str, Any] = {
        "state": table["places"]["states"],
        "city": table["places"]["cities"],
        "region": table["places"]["regions"],
        **table["plain"],
    }
    if slot == "family":
        return str(rng.choice(table["family"][people]))
    if slot == "person":
        return f"{rng.choice(table['given'][people])} {rng.choice(table['family'][people])}"
    if slot == "body":
        if rng.random() < 0.25:
            return f"{rng.choice(table['bodies']['of_state'])} {rng.choice(table['places']['states'])}"
        return str(rng.choice(table["bodies"]["fixed"]))
    return str(rng.choice(choices[slot]))
