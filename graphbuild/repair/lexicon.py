"""The words that half-space repair knows, read once and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.repair.characters import ZWNJ

_AFFIXES = (
    "plural", "comparative", "after_he", "perfect", "enclitic", "imperfective", "preverb", "copula", "past_ending",
    "present_ending", "prefix", "tail", "plain",
)  # fmt: skip
_VOWELS = ("ا", "و")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Known words and endings.

    `words` gives the spelling for a string of letters without half-spaces; `spaced` holds the letters of those that
    are joined even when a space stands in the place of the half-space. `plain` holds words whose letters could also be
    a verb form («میدانی»), but mostly are not.
    """

    words: dict[str, str]
    spaced: frozenset[str]
    plain: frozenset[str]
    known: frozenset[str]
    finite: frozenset[str]
    participles: frozenset[str]
    affixes: dict[str, tuple[str, ...]]
    spellings: dict[str, str]


@cache
def load() -> Lexicon:
    """The lexicon of the package; raises LexiconError with file and line where a row does not validate."""
    affixes = _affixes()
    words: dict[str, str] = {}
    spaced = set()
    for place, cells in _rows("zwnj_words.tsv", 3):
        word, seen, apart = cells
        if ZWNJ not in word or not seen.isdecimal() or not apart.isdecimal():
            raise LexiconError(f"{place}: {cells} is not a word with a half-space and two counts; build the list again")
        letters = word.replace(ZWNJ, "")
        words[letters] = word
        if int(seen) > int(apart):
            spaced.add(letters)
    finite = set(affixes["copula"])
    participles: set[str] = set()
    for _, (past, present) in _rows("zwnj_verbs.tsv", 2):
        if past:
            finite.update(past + ending for ending in affixes["past_ending"])
            participles.add(past + "ه")
        for stem in {present, present + "ی" if present.endswith(_VOWELS) else present} - {""}:
            finite.update(stem + ending for ending in affixes["present_ending"])
    known = frozenset(word for _, (word,) in _rows("zwnj_known.tsv", 1))
    spellings = {row["from"]: row["to"] for row in lang.table("zwnj_spellings.tsv", ("from", "to"))}
    return Lexicon(
        words,
        frozenset(spaced),
        frozenset(affixes["plain"]),
        known,
        frozenset(finite),
        frozenset(participles),
        affixes,
        spellings,
    )


def _affixes() -> dict[str, tuple[str, ...]]:
    table = lang.toml("affixes.toml")
    if sorted(table) != sorted(_AFFIXES):
        raise LexiconError(f"affixes.toml: the keys are {sorted(table)}; they must be {sorted(_AFFIXES)}")
    return {key: tuple(sorted(values, key=len, reverse=True)) for key, values in table.items()}


def _rows(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """Rows of a large list; `lang.table` would be too slow for it."""
    path = lang.FOLDER / name
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != columns:
                raise LexiconError(f"{path}:{number}: {len(cells)} cells; there are {columns} columns")
            yield f"{path}:{number}", cells
