"""What topics are about, and the key by which several ways to say one topic can be asked for together."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from graphbuild import kb, lang
from graphbuild.errors import LexiconError
from graphbuild.folding import fold
from graphbuild.link.model import Entity, Links
from graphbuild.relate.model import TopicMention

_BETWEEN = re.compile("[\\s\u200c]+")  # white space and the half-space, which parts an ending from its word
_FILE = "topic_keys.toml"


@lru_cache(maxsize=65536)
def topic_key(text: str) -> str:
    """The folded phrase without spaces, empty modifiers and particles; names of states in their usual form.

    Knows words, not meaning: «جنگ غزه» and «حمله به غزه» have two keys. A phrase of nothing but such words keeps them.
    """
    words = _words(text)
    kept: list[str] = []
    i = 0
    while i < len(words):
        for length in range(min(_longest(), len(words) - i), 0, -1):
            known = _same().get("".join(words[i : i + length]))
            if known is not None:
                kept.append(known)
                i += length
                break
        else:
            if words[i] not in _dropped():
                kept.append(words[i])
            i += 1
    return "".join(kept) or "".join(words)


def entities_of(mention: TopicMention, links: Links) -> list[Entity]:
    """The states and organizations that the phrase of a topic names, each once, in the order of the text."""
    found = {
        reference.entity: None
        for reference in links.references
        if mention.start <= reference.start and reference.end <= mention.end
    }
    return [entity for entity in map(links.entities.__getitem__, found) if entity.kind in {"state", "organization"}]


def _words(text: str) -> list[str]:
    folded = (fold(word) for word in _BETWEEN.split(text))
    return [letters for word in folded if (letters := "".join(c for c in word if c.isalnum()))]


@cache
def _dropped() -> frozenset[str]:
    data = lang.toml(_FILE)
    return frozenset(word for name in ("modifiers", "particles") for entry in data[name] for word in _words(entry))


@cache
def _same() -> dict[str, str]:
    """Phrases without spaces → what stands for them."""
    table: dict[str, str] = {}
    for state in kb.states():
        for form in (state.official, *state.aliases):
            if form and form not in state.ambiguous:
                table["".join(_words(form))] = "".join(_words(state.name))
    for first, *others in lang.toml(_FILE)["same"]:
        for form in others:
            joined = "".join(_words(form))
            if table.setdefault(joined, "".join(_words(first))) != "".join(_words(first)):
                raise LexiconError(f"{lang.FOLDER / _FILE}: «{form}» stands for two topics; keep one of the rows")
    return table


@cache
def _longest() -> int:
    """Words of the longest phrase that something else stands for."""
    forms = [form for state in kb.states() for form in (state.official, *state.aliases)]
    forms += [form for row in lang.toml(_FILE)["same"] for form in row]
    return max(len(_words(form)) for form in forms)
