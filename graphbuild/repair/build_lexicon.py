"""Build the word lists of the half-space repair from free lexicons and treebank text.

    python -m graphbuild.repair.build_lexicon DATA [--train-only]

DATA holds ``lexicons/`` (hazm, shekar, lilak) and ``ud-perdt/``, ``ud-seraji/`` (text of Universal Dependencies);
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

from graphbuild import lang
from graphbuild.repair import characters
from graphbuild.repair.characters import ZWNJ
from graphbuild.repair.mapped import Mapped

WORD = re.compile(f"[{characters.LETTER}]+(?:{ZWNJ}[{characters.LETTER}]+)*")
KNOWN_FREQUENCY = 3000  # of shekar's web counts; rarer words there are often misspelt
LILAK_CLASSES = {"noun_singular", "adjective", "adverb", "numeral", "pronoun", "adposition", "conjunction", "foreign"}
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
        for path in ("ud-perdt/fa_perdt-ud-dev.conllu", "ud-seraji/fa_seraji-ud-dev.conllu"):
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
        elif tags != "0" and int(frequency) > 0:
            plain.add(word)
    for line in lines(folder / "lilak-lexicon.csv.xz"):
        cells = line.rstrip("\n").split(",")
        if not line.startswith("#") and len(cells) > 1 and cells[1] in LILAK_CLASSES:
            word = fold(cells[0])
            (joined if ZWNJ in word else plain).add(word)
    for line in lines(folder / "shekar-compound_words.csv"):
        joined.add(fold(line))
    joined |= {word for word in web if ZWNJ in word}
    return plain, joined, web


def verb_stems(data: Path) -> list[tuple[str, str]]:
    """Pairs of past and present stem of hazm's and shekar's verbs; either may be empty."""
    stems: set[tuple[str, str]] = set()
    for line in lines(data / "lexicons" / "hazm-verbs.dat"):
        if match := HAZM_STEMS.match(line.strip()):
            for present in match["present"].split(" یا "):
                stems.add((fold(match["past"]), fold(present)))
    for line in lines(data / "lexicons" / "shekar-verbs.csv"):
        present, past, *_ = line.strip().split(",")
        stems.add((fold(past), fold(present)))
    return sorted(pair for pair in stems if WORD.fullmatch(pair[0] or pair[1]))


def choose(
    words: Counter[str], plain: set[str], joined: set[str], web: dict[str, int]
) -> tuple[dict[str, int], set[str]]:
    """One spelling for each string of letters: words with half-spaces and their counts, and the plain words."""
    candidates = {word for word in joined if ZWNJ in word and WORD.fullmatch(word)} | {
        word for word in words if ZWNJ in word
    }
    best: dict[str, str] = {}
    for word in sorted(candidates):
        key = word.replace(ZWNJ, "")
        if key not in best or words[word] > words[best[key]]:
            best[key] = word
    known = {word for word in plain if WORD.fullmatch(word)}
    known |= {word for word in words if ZWNJ not in word}
    known |= {word for word, n in web.items() if n >= KNOWN_FREQUENCY and WORD.fullmatch(word) and ZWNJ not in word}
    spelt: dict[str, int] = {}
    for key, word in best.items():
        seen = words[word]
        if words[key] > seen or (not seen and key in plain):
            continue
        spelt[word] = seen
        known.discard(key)
    return spelt, known


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
    spelt, known = choose(words, plain, joined, web)
    spaced = {w: pairs[a, b] for w in spelt if w.count(ZWNJ) == 1 for a, b in [w.split(ZWNJ)]}
    made = "Made by graphbuild.repair.build_lexicon; sources and licences: LEXICON.md."
    write(
        "zwnj_words.tsv",
        [made, "word, count in treebank text, count there with a space instead"],
        (f"{w}\t{spelt[w]}\t{spaced.get(w, 0)}" for w in sorted(spelt)),
    )
    write("zwnj_known.tsv", [made, "words that are right without a half-space"], sorted(known))
    write("zwnj_verbs.tsv", [made, "past stem, present stem"], (f"{a}\t{b}" for a, b in verb_stems(options.data)))


if __name__ == "__main__":
    main()
