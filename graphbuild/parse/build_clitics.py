"""Build the list of words that look as if a clitic hung on them, from a free lexicon and gold treebanks.

    python -m graphbuild.parse.build_clitics DATA

DATA holds ``lexicons/hazm-words.dat.xz`` and the treebanks (LEXICON.md names sources and licences). Test sets are not
read. Writes `whole_words.tsv` beside the other words of the language.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from graphbuild.parse import clitics
from graphbuild.repair.build_lexicon import WORD, fold, lines, write
from graphbuild.repair.lexicon import letters

SEVERAL = re.compile(r"[0-9]+-[0-9]+\t([^\t]+)\t")
TREEBANKS = (
    "ud-perdt/fa_perdt-ud-dev.conllu",
    "ud-seraji/fa_seraji-ud-dev.conllu",
    "parseme2-fa/seraji-train-part-a.conllu",
    "parseme2-fa/seraji-train-part-b.conllu",
)


def split_words(path: Path) -> Iterator[str]:
    """The tokens of a CoNLL-U file that are of several words."""
    for line in lines(path):
        if match := SEVERAL.match(line):
            yield letters(fold(match[1]))


def listed(data: Path) -> Iterator[str]:
    """Words of hazm's list that are frequent enough to be counted there, are no pronouns, and end like a clitic."""
    for line in lines(data / "lexicons" / "hazm-words.dat.xz"):
        word, times, kinds = line.rstrip("\n").split("\t")
        word = fold(word)
        looks = letters(word).endswith(clitics.endings()) and WORD.fullmatch(word)
        if looks and int(times) and "PRO" not in kinds.split(","):
            yield word


def main() -> None:
    """Read DATA, write the list."""
    parser = argparse.ArgumentParser(description="Build the list of words that are not to be split.")
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    split = {word for name in TREEBANKS for word in split_words(data / name)}
    found = sorted({word for word in listed(data) if letters(word) not in split})
    made = "Made by graphbuild.parse.build_clitics; sources and licences: LEXICON.md."
    write(clitics.WHOLE, [made, "word that ends like a clitic and is one word"], found)


if __name__ == "__main__":
    main()
