"""The words of the page and of the notebook display, in each language of the interface: `words.toml`, checked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from graphbuild.errors import LexiconError, QueryError
from graphbuild.records import FACTUALITIES, STANCES, TALK_KINDS

Language = Literal["fa", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_LABELS = ("Official", "Position", "State", "Organization", "Community")
_NEEDED = {
    *(f"kind.{kind}" for kind in TALK_KINDS),
    *(f"factuality.{factuality}" for factuality in FACTUALITIES),
    *(f"stance.{stance}" for stance in STANCES),
    *(f"label.{label}" for label in _LABELS),
}


@cache
def words() -> dict[Language, dict[str, str]]:
    """Words by language and key; LexiconError when one lacks a key that the other has, or that the records need."""
    path = files(__package__) / "words.toml"
    return parse(path.read_text(encoding="utf-8"), str(path))


def parse(text: str, path: str) -> dict[Language, dict[str, str]]:
    """Words from the text of a file; nested tables become keys with dots."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}; mend the TOML") from error
    found = {language: _flat(tables.get(language, {})) for language in LANGUAGES}
    known = _NEEDED.union(*found.values())
    for language, own in found.items():
        if missing := sorted(known - own.keys()):
            raise LexiconError(f"{path}: [{language}] lacks {', '.join(missing)}; every language says every word")
    return found


def language(name: str) -> Language:
    """The language of that name; QueryError for one that the interface does not speak."""
    for known in LANGUAGES:
        if name == known:
            return known
    raise QueryError(f"the page does not speak {name!r}; use {' or '.join(LANGUAGES)}")


def _flat(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = str(value)
    return flat
