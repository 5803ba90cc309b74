"""The words that half-space repair knows, read once and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.repair.characters import ZWNJ

WORDS, KNOWN, VERBS = "zwnj_words.tsv", "zwnj_known.tsv", "zwnj_verbs.tsv"
_SPELLINGS = "zwnj_spellings.tsv"
_AFFIXES = {
    "plural", "comparative", "after_he", "perfect", "enclitic", "imperfective", "subjunctive", "preverb", "past_ending",
    "present_ending", "impersonal", "copula", "prefix", "tail", "not_verbs", "verb_after", "verb_before", "names",
}  # fmt: skip
_VOWELS = ("ا", "و")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Known words and endings. *Letters* are a word's spelling without its half-spaces and spaces.

    `words` gives the spelling for letters; `spaced` holds the letters of those that are joined even where a space
    stands in the place of the half-space. `known` counts words that are right as they are. `finite` and `participles`
    are verb forms without the imperfective mark.
    """

    words: dict[str, str]
    spaced: frozenset[str]
    known: dict[str, int]
    finite: frozenset[str]
    participles: frozenset[str]
    affixes: dict[str, tuple[str, ...]]
    spellings: dict[str, str]

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first words of the spellings of several words."""
        return frozenset(phrase.split(" ", 1)[0] for phrase in self.spellings if " " in phrase)


@cache
def load() -> Lexicon:
    """The lexicon of the package; raises LexiconError with file and line where a row does not validate."""
    words: dict[str, str] = {}
    spaced: set[str] = set()
    for place, (word, flag) in _rows(WORDS, 2):
        if flag not in ("", "spaced") or not (ZWNJ in word or " " in word):
            raise LexiconError(
                f"{place}: {word!r}, {flag!r} is no word with a half-space and its flag; build the list again"
            )
        words[letters(word)] = word
        if flag:
            spaced.add(letters(word))
    known: dict[str, int] = {}
    for place, (word, count) in _rows(KNOWN, 2):
        if not count.isdecimal():
            raise LexiconError(f"{place}: {count!r} is not a count; build the list again")
        known[word] = int(count)
    return assemble(
        words,
        spaced,
        known,
        [(past, present) for _, (past, present) in _rows(VERBS, 2)],
    )


def assemble(
    words: dict[str, str],
    spaced: Iterable[str],
    known: dict[str, int],
    stems: Iterable[tuple[str, str]],
) -> Lexicon:
    """A lexicon of these words and verb stems, and the affixes, names and spellings of the package."""
    endings = affixes()
    finite = {*endings["copula"], *endings["impersonal"]}
    participles: set[str] = set()
    for past, present in stems:
        if past:
            finite.update(past + ending for ending in endings["past_ending"])
            participles.add(past + "ه")
        for stem in {
            present,
            present + "ی" if present.endswith(_VOWELS) else present,
        } - {""}:
            finite.update(stem + ending for ending in endings["present_ending"])
    spellings: dict[str, str] = {}
    for name in endings["names"]:
        known.setdefault(name, 0)
    for row in lang.table(_SPELLINGS, ("from", "to")):
        for key in (row["from"], letters(row["from"])):
            spellings[key] = row["to"]
    return Lexicon(
        words,
        frozenset(spaced),
        known,
        frozenset(finite),
        frozenset(participles),
        endings,
        spellings,
    )


def letters(word: str) -> str:
    """A spelling without half-spaces and spaces."""
    return word.replace(ZWNJ, "").replace(" ", "")


@cache
def affixes() -> dict[str, tuple[str, ...]]:
    """The lists of `affixes.toml`, longest first."""
    table = lang.toml("affixes.toml")
    if set(table) != _AFFIXES:
        raise LexiconError(f"affixes.toml: missing or unknown keys {sorted(_AFFIXES ^ set(table))}; mend them")
    return {key: tuple(sorted(set(values), key=lambda value: (-len(value), value))) for key, values in table.items()}


def _rows(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """Rows of a large list; `lang.table` would be too slow for it."""
    path = lang.FOLDER / name
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != columns:
                raise LexiconError(f"{path}:{number}: {len(cells)} cells; there are {columns} columns")
            yield f"{path}:{number}", cells
