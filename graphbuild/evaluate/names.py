"""When two names are of one party, and two phrases are one topic, as far as scoring goes.

The letters and words live in ``folding.toml``, which only this module reads.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graphbuild.errors import LexiconError
from graphbuild.evaluate.fields import Fields

_SHORTEST_ENDING = 5  # letters; a shorter name would be the ending of too many others
_TOPIC_OVERLAP = 0.5  # share of the shorter topic's words


@dataclass(frozen=True, slots=True)
class Folding:
    """The content of ``folding.toml``, its words already folded."""

    characters: dict[int, str | None]
    honorifics: tuple[str, ...]
    stop_words: frozenset[str]
    plurals: tuple[str, ...]


def fold(name: str) -> str:
    """Fold a name to one spelling, without marks, spaces and honorifics."""
    folded = _joined(name, folding().characters)
    for honorific in folding().honorifics:
        folded = folded.removeprefix(honorific)
    return folded


def ends_alike(long: str, short: str) -> bool:
    """Whether one folded name is the other, or ends with it (a surname, a position without its first word)."""
    return long == short or (len(short) >= _SHORTEST_ENDING and long.endswith(short))


def same_party(aliases: Iterable[str], name: str) -> bool:
    """Whether a predicted name is one of the aliases, an ending of one, or ends with one.

    Namesakes are taken for one another: «حسن محمدی» ends with «محمدی».
    """
    folded = fold(name)
    return any(ends_alike(folded, alias) or ends_alike(alias, folded) for alias in map(fold, aliases))


def same_topic(gold: str, predicted: str) -> bool:
    """Whether one phrase holds the other, or half the words of the shorter one are common to both."""
    ours, theirs = _words(gold), _words(predicted)
    if not ours or not theirs:
        return False
    whole, other = fold(gold), fold(predicted)
    return whole in other or other in whole or len(ours & theirs) / min(len(ours), len(theirs)) >= _TOPIC_OVERLAP


@cache
def folding() -> Folding:
    """Read and check ``folding.toml``; `LexiconError` names the field."""
    path = files("graphbuild.evaluate") / "folding.toml"
    return parse(path.read_text(encoding="utf-8"), str(path))


def parse(text: str, place: str) -> Folding:
    """Check the content of a folding file; `place` starts the errors."""
    try:
        fields = Fields.of(tomllib.loads(text), place, error=LexiconError)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{place}: {error}; mend that line") from None
    letters, dropped = fields.nested("letters"), fields.nested("dropped")
    table: dict[int, str | None] = {ord(_one(key, letters)): _one(letters.text(key), letters) for key in letters.values}
    for character in dropped.texts("characters"):
        table[ord(_one(character, dropped))] = None
    for each in dropped.objects("ranges"):
        table.update(dict.fromkeys(range(ord(_one(each.text("first"), each)), ord(_one(each.text("last"), each)) + 1)))
    names, topics = fields.nested("names"), fields.nested("topics")
    return Folding(
        characters=table,
        honorifics=tuple(_joined(word, table) for word in names.texts("honorifics")),
        stop_words=frozenset(_joined(word, table) for word in topics.texts("stop_words")),
        plurals=tuple(_joined(word, table) for word in topics.texts("plurals")),
    )


def _words(topic: str) -> set[str]:
    """Folded words of a topic that carry meaning, plural endings taken off."""
    found = {word for word in topic.translate(folding().characters).split() if len(word) > 1} - folding().stop_words
    return {_singular(word) for word in found}


def _singular(word: str) -> str:
    stem = word
    for plural in folding().plurals:
        stem = stem.removesuffix(plural)
    return stem or word


def _joined(text: str, table: dict[int, str | None]) -> str:
    return "".join(text.translate(table).split())


def _one(text: str, fields: Fields) -> str:
    if len(text) != 1:
        raise LexiconError(f"{fields.place}: {text!r} is not one character; write one")
    return text
