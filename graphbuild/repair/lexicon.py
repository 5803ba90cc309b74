"""The words that half-space repair knows, read once and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.repair.characters import ALEF, HEH, WAW, YEH, ZWNJ

WORDS, KNOWN, VERBS = "zwnj_words.tsv", "zwnj_known.tsv", "zwnj_verbs.tsv"
_SPELLINGS = "zwnj_spellings.tsv"
_AFFIXES = {
    "after_he", "after_vowel", "article", "comparative", "copula", "enclitic", "imperfective", "impersonal",
    "instead_of_heh", "names", "not_verbs", "past_ending", "perfect", "plural", "prefix", "present_ending", "preverb",
    "no_preverb", "running", "subjunctive", "tail", "verb_after", "verb_before", "vowels",
}  # fmt: skip
_VOWELS = (ALEF, WAW)


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
    for place, word, flag in _rows(WORDS):
        if flag not in ("", "spaced") or not (ZWNJ in word or " " in word):
            raise LexiconError(f"{place}: {word!r}, {flag!r} is no half-space word with its flag; build the list again")
        key = letters(word)
        words[key] = word
        if flag:
            spaced.add(key)
    known: dict[str, int] = {}
    for place, word, times in _rows(KNOWN):
        if not times.isdecimal():
            raise LexiconError(f"{place}: {times!r} is not a count; build the list again")
        known[word] = int(times)
    return assemble(words, spaced, known, [(past, present) for _, past, present in _rows(VERBS)])


def assemble(
    words: dict[str, str],
    spaced: Iterable[str],
    known: dict[str, int],
    stems: Iterable[tuple[str, str]],
) -> Lexicon:
    """A lexicon of these words and verb stems, and the affixes and spellings of the package."""
    endings = affixes()
    finite = {*endings["copula"], *endings["impersonal"]}
    participles: set[str] = set()
    for past, present in stems:
        if past:
            finite.update(past + ending for ending in endings["past_ending"])
            participles.add(past + HEH)
        for stem in {
            present,
            present + YEH if present.endswith(_VOWELS) else present,
        } - {""}:
            finite.update(stem + ending for ending in endings["present_ending"])
    spellings: dict[str, str] = {}
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


def _rows(name: str) -> Iterator[tuple[str, str, str]]:
    """Place and two cells of each row of a large list; `lang.table` would be too slow for it."""
    path = lang.FOLDER / name
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and line[0] != "#":
            first, tab, second = line.partition("\t")
            if not tab or "\t" in second:
                raise LexiconError(f"{path}:{number}: {line!r} has not two cells; build the list again")
            yield f"{name}:{number}", first, second
