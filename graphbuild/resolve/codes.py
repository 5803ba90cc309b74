"""CAMEO and PLOVER codes of talks and statements, from `lang/fa/codes.toml`, which cites the manuals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphbuild import lang
from graphbuild.folding import fold
from graphbuild.records import Evidence, Factuality, Participant, TalkKind

_FILE = "codes.toml"


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code, and a PLOVER class with its mode after a slash; `plover` is empty where PLOVER codes nothing."""

    cameo: str
    plover: str


def talk(
    kind: TalkKind,
    factuality: Factuality,
    participants: Sequence[Participant] = (),
    evidence: Sequence[Evidence] = (),
    place: str | None = None,
) -> Code:
    """The code of a talk; `place` is the ISO code of the state where it was held.

    A future meeting is an intent to meet, a summons is what it conveys. A denied talk has the code of what is denied:
    its factuality tells.
    """
    if is_summons(evidence):
        return _conveyed(evidence)
    base = _code(_data()["kind"][kind])
    if not base.plover:
        return base
    if factuality in _data()["factuality"]:
        return _code(_data()["factuality"][factuality])
    held = _settings(participants, place)
    for setting in _data()["setting"]:
        if setting["when"] in held and kind in setting["kinds"]:
            return Code(setting["cameo"].get(kind, base.cameo), f"{base.plover.split('/')[0]}/{setting['mode']}")
    return base


def statement(act: str) -> Code:
    """The code of a speech act."""
    return _code(_data()["act"][act])


def mediation(factuality: Factuality) -> Code:
    """The code of a mediator's part in a talk."""
    return _code(_data()["mediation"]["planned" if factuality in _data()["factuality"] else "held"])


def context(factuality: str) -> str:
    """The PLOVER context of a factuality (``negation``, ``future``, ``hypothetical``), or nothing."""
    return str(_data()["context"].get(factuality, ""))


def sector(
    *, position: str | None = None, organization: str | None = None, label: str = "Official", otherwise: str = ""
) -> str:
    """The PLOVER sector of an actor, by the kind of its office, else of its organization, else of its node."""
    table = _sectors()
    for key in (("position", position), ("organization", organization)):
        if key in table:
            return table[key]
    words = _data()["sector"]
    return otherwise or str(words["state"] if label == "State" else words["person"])


@cache
def _sectors() -> dict[tuple[str, str | None], str]:
    return {
        (of, kind): code
        for of in ("position", "organization")
        for code, kinds in _data()["sector"][of].items()
        for kind in kinds
    }


def is_summons(evidence: Sequence[Evidence]) -> bool:
    """Whether a talk is told of as a summons."""
    return any(item.rule.split(".")[0] in _data()["summons"]["rules"] for item in evidence)


def _conveyed(evidence: Sequence[Evidence]) -> Code:
    said = " ".join(fold(item.text) for item in evidence)
    for entry in _data()["summons"]["conveys"]:
        if any(fold(cue) in said for cue in entry["cues"]):
            return _code(entry)
    return _code(_data()["summons"]["default"])


def _settings(participants: Sequence[Participant], place: str | None) -> set[str]:
    """What is known of where a meeting was held, and by how many."""
    parties = [p for p in participants if p.role == "party"]
    states = {p.state for p in parties if p.state}
    found = set()
    if place and states and all(p.state for p in parties):
        if place not in states:
            found.add("abroad")
        elif len(states) == 2:
            found.add("hosted")
    if len(states) > 2 or any(p.entity.label == "Organization" and not p.state for p in parties):
        found.add("multilateral")
    return found


def _code(entry: dict[str, str]) -> Code:
    return Code(entry["cameo"], entry["plover"])


def _data() -> dict[str, Any]:
    return lang.toml(_FILE)
