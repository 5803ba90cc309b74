"""Build the word lists of the half-space repair from free lexicons and treebank text.

    python -m graphbuild.repair.build_lexicon DATA [--train-only]

DATA holds ``lexicons/`` (hazm, shekar, lilak), ``ner-parstwiner/`` and ``ud-perdt/``, ``ud-seraji/`` (treebanks of UD);
LEXICON.md names where each comes from and its licence. Writes `zwnj_words.tsv`, `zwnj_known.tsv` and `zwnj_verbs.tsv`
beside the other words of the language. PerDT test and Seraji test are never read, so that they can measure the result;
with ``--train-only`` the development sets are left out too (to tune on them).
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale

from graphbuild import lang
from graphbuild.repair import characters, lexicon
from graphbuild.repair.characters import ZWNJ
from graphbuild.repair.lexicon import Lexicon
from graphbuild.repair.mapped import Mapped
from graphbuild.repair.spelling import analyse as spelling_of

WORD = re.compile(f"[{characters.LETTER}]+(?:{ZWNJ}[{characters.LETTER}]+)*")
WEB_SCALE = 500_000  # web counts to one of the treebanks' text, by the words that both have often
SPACED_TIMES = 3  # that two words must be seen apart to be written so
MOSTLY = 2  # times as often apart as with a half-space: written apart
SLIP = 0.05  # of the times apart; a word written in one so seldom is a slip
NAME_TIMES = 2  # what is seen less often may be misspelt
KNOWN_FREQUENCY = 3000  # of shekar's web counts; rarer words there are often misspelt
LILAK_CLASSES = {
    "noun_singular",
    "adjective",
    "adverb",
    "numeral",
    "pronoun",
    "adposition",
    "conjunction",
    "foreign",
}
OR = " \u06cc\u0627 "  # «or», between hazm's present stems
HAZM_STEMS = re.compile(r"^(?P<past>[^#]*)#(?P<present>[^#]*)$")


def lines(path: Path) -> Iterator[str]:
    """Lines of a text file, packed by xz or not."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as file:
            yield from file
    else:
        with path.open(encoding="utf-8") as file:
            yield from file


def fold(text: str) -> str:
    """The text as the repair stage's character step leaves it."""
    return characters.clean(Mapped.of(text.strip())).text


def treebank_lines(data: Path, *, train_only: bool) -> Iterator[str]:
    """Sentences of both treebanks, test sets left out."""
    yield from lines(data / "ud-perdt" / "train-raw-26196.txt.xz")
    yield from lines(data / "ud-seraji" / "train-raw-4798.txt")
    if not train_only:
        for path in (
            "ud-perdt/fa_perdt-ud-dev.conllu",
            "ud-seraji/fa_seraji-ud-dev.conllu",
        ):
            for line in lines(data / path):
                if line.startswith("# text = "):
                    yield line.removeprefix("# text = ")


def count(sentences: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each word, and each two words with one space between them, occur."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        text = fold(sentence)
        before: re.Match[str] | None = None
        for match in WORD.finditer(text):
            words[match[0]] += 1
            if before and text[before.end() : match.start()] == " ":
                pairs[before[0], match[0]] += 1
            before = match
    return words, pairs


def lexicon_words(data: Path) -> tuple[set[str], set[str], dict[str, int]]:
    """Plain words of good authority, words with a half-space, and shekar's web counts."""
    folder = data / "lexicons"
    plain: set[str] = set()
    joined: set[str] = set()
    web: dict[str, int] = {}
    for line in lines(folder / "shekar-vocab.csv.xz"):
        word, frequency = line.rstrip("\n").rsplit(",", 1)
        web[fold(word)] = int(frequency)
    for line in lines(folder / "hazm-words.dat.xz"):
        word, frequency, tags = line.rstrip("\n").split("\t")
        word = fold(word)
        if ZWNJ in word:
            joined.add(word)
        elif tags != "0" and "PL" not in tags and int(frequency) > 0:
            plain.add(word)
    for line in lines(folder / "lilak-lexicon.csv.xz"):
        cells = line.rstrip("\n").split(",")
        if not line.startswith("#") and len(cells) > 1 and cells[1] in LILAK_CLASSES:
            word = fold(cells[0])
            (joined if ZWNJ in word else plain).add(word)
            web[word] = max(web.get(word, 0), WEB_SCALE)  # a spelling dictionary's word is as good as one seen
    for line in lines(folder / "shekar-compound_words.csv"):
        joined.add(fold(line))
    joined |= {word for word in web if ZWNJ in word}
    return plain, joined, web


def names(data: Path) -> set[str]:
    """Words of persons' and places' names (ParsTwiNER) and of countries' (CLDR), which must not be taken apart."""
    found: Counter[str] = Counter()
    for line in lines(data / "ner-parstwiner" / "train.tsv.xz"):
        word, _, tag = line.strip().partition("\t")
        if tag.endswith(("PER", "LOC")):
            found[fold(word)] += 1
    for name in Locale("fa").territories.values():
        found.update(dict.fromkeys(fold(name).split(" "), NAME_TIMES))
    return {word for word, n in found.items() if n >= NAME_TIMES and WORD.fullmatch(word) and ZWNJ not in word}


def verb_stems(data: Path) -> list[tuple[str, str]]:
    """Pairs of past and present stem of hazm's and shekar's verbs; either may be empty."""
    stems: set[tuple[str, str]] = set()
    for line in lines(data / "lexicons" / "hazm-verbs.dat"):
        if match := HAZM_STEMS.match(line.strip()):
            for present in match["present"].split(OR):
                stems.add((fold(match["past"]), fold(present)))
    for line in lines(data / "lexicons" / "shekar-verbs.csv"):
        present, past, *_ = line.strip().split(",")
        stems.add((fold(past), fold(present)))
    return sorted(pair for pair in stems if WORD.fullmatch(pair[0] or pair[1]))


def choose(
    words: Counter[str],
    pairs: Counter[tuple[str, str]],
    plain: set[str],
    joined: set[str],
    web: dict[str, int],
    stems: list[tuple[str, str]],
) -> tuple[dict[str, str], set[str], dict[str, int]]:
    """One spelling for each string of letters, which of them to join over a space, and the words right as they are.

    The treebanks' text decides: the most frequent spelling of the letters, with half-spaces or as two words; where it
    is silent, the lexicons. A word that only the web counts know is kept unless it falls into known parts.
    """
    participles = lexicon.assemble({}, (), {}, stems).participles
    candidates = {word for word in joined if ZWNJ in word and WORD.fullmatch(word)} | {w for w in words if ZWNJ in w}
    best: dict[str, str] = {}
    for word in sorted(candidates):
        key = lexicon.letters(word)
        if key not in best or words[word] > words[best[key]]:
            best[key] = word
    spelt: dict[str, str] = {}
    spaced: set[str] = set()
    for key, word in best.items():
        seen, (first, *rest) = words[word], word.split(ZWNJ)
        apart = pairs[first, rest[0]] if len(rest) == 1 else 0
        if words[key] > max(seen, SLIP * apart) or (not seen and (key in plain or _inflected(word))):
            continue
        if apart >= SPACED_TIMES and apart > MOSTLY * seen:
            spelt[key] = word.replace(ZWNJ, " ")
            continue
        spelt[key] = word
        if rest[-1] not in participles and (seen > apart or (not apart and _joins_unseen(first, rest))):
            spaced.add(key)
    known = {word: words[word] + web.get(word, 0) // WEB_SCALE for word in plain if WORD.fullmatch(word)}
    return spelt, spaced, {word: n for word, n in known.items() if word not in spelt}


def _joins_unseen(first: str, rest: list[str]) -> bool:
    """Whether a listed compound that the treebanks do not have may be joined over a space."""
    affixes = lexicon.affixes()
    return first in affixes["prefix"] or rest[-1] in affixes["tail"]


def _inflected(word: str) -> bool:
    """Whether the half-space is one of inflection, which the rules know better than a list."""
    affixes = lexicon.affixes()
    return word.rpartition(ZWNJ)[2] in affixes["plural"] + affixes["comparative"] + affixes["after_he"]


def grow(known: dict[str, int], lexical: Lexicon, words: Counter[str], web: dict[str, int], named: set[str]) -> None:
    """Add to `known` the words of text and web that are not a known word with an ending whose half-space was lost."""
    for name in named:
        if name not in lexical.words:
            known.setdefault(name, 0)
    affixes = lexicon.affixes()
    lost = {*affixes["plural"], *affixes["comparative"]}
    half_lost = {*affixes["after_he"], *lexical.finite}
    seen = {word for word in words if ZWNJ not in word} | {word for word, n in web.items() if n >= KNOWN_FREQUENCY}
    for word in sorted(seen, key=lambda word: (len(word), word)):  # the shorter ones are bases of the longer
        if word not in lexical.words and word not in known and WORD.fullmatch(word):
            spelling = spelling_of(word, lexical) or word
            ending = spelling.rpartition(ZWNJ)[2] if ZWNJ in spelling else None
            if ending is None or ending not in (lost if word in words else lost | half_lost):
                known[word] = words[word] + web.get(word, 0) // WEB_SCALE


def write(name: str, header: list[str], rows: Iterable[str]) -> None:
    """Write one list into the language's folder, its comment lines first."""
    path = Path(str(lang.FOLDER)) / name
    path.write_text("".join(f"{line}\n" for line in [*(f"# {text}" for text in header), *rows]), encoding="utf-8")


def main() -> None:
    """Read DATA, write the three lists."""
    parser = argparse.ArgumentParser(description="Build the word lists of the half-space repair.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--train-only", action="store_true", help="leave the development sets out")
    options = parser.parse_args()
    words, pairs = count(treebank_lines(options.data, train_only=options.train_only))
    plain, joined, web = lexicon_words(options.data)
    stems = verb_stems(options.data)
    named = names(options.data)
    joined = {word for word in joined if lexicon.letters(word) not in named or words[word] >= NAME_TIMES}
    spelt, spaced, known = choose(words, pairs, plain, joined, web, stems)
    grow(known, lexicon.assemble(spelt, spaced, known, stems), words, web, named)
    made = "Made by graphbuild.repair.build_lexicon; sources and licences: LEXICON.md."
    rows = (f"{word}\t{'spaced' if key in spaced else ''}" for key, word in sorted(spelt.items()))
    write(lexicon.WORDS, [made, "word; `spaced`: joined also where a space stands for the half-space"], rows)
    rows = (f"{word}\t{times}" for word, times in sorted(known.items()))
    write(lexicon.KNOWN, [made, "word that is right as it is; frequency"], rows)
    rows = (f"{past}\t{present}" for past, present in stems)
    write(lexicon.VERBS, [made, "past stem; present stem"], rows)


if __name__ == "__main__":
    main()
