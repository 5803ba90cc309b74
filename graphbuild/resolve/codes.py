"""CAMEO and PLOVER codes of talks and statements, from `lang/fa/codes.toml`."""

from __future__ import annotations

from graphbuild import lang
from graphbuild.records import Factuality, TalkKind


def talk(kind: TalkKind, factuality: Factuality) -> tuple[str, str]:
    """(CAMEO code, PLOVER class with mode) of a talk: a future meeting is an agreement to meet, not a consultation."""
    data = lang.toml("codes.toml")
    if factuality in data["factuality"]:
        entry = data["factuality"][factuality]
        return entry["cameo"], entry["plover"]
    entry = data["kind"][kind]
    return entry["cameo"], entry["plover"]


def statement(act: str) -> str:
    """The PLOVER class of a speech act."""
    return str(lang.toml("speech.toml")["plover"][act])
