"""How well half-spaces are restored, on text that has them.

    python -m graphbuild.repair.scores FILE... [--last N] [--also TEXT...] [--errors N]

Each FILE is CoNLL-U (its ``# text`` lines are read) or plain text, one sentence a line. The half-spaces are taken out,
once without a trace and once with a space in their place, the repair puts them back, and precision and recall are
counted over the places of half-spaces, with a 95 % bootstrap interval over sentences. `shown` counts only those after
a letter that joins to the left: after another one («کشور‌ها») a half-space does not show, and writers differ.

Treebanks write one word in several ways («سازمانهای», «سازمان‌های»). With ``--also`` a half-space in a word that one of
these other texts spells just so is not counted as wrong, and not as right.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graphbuild.repair import characters, halfspace
from graphbuild.repair.build_lexicon import WORD, lines
from graphbuild.repair.characters import ZWNJ
from graphbuild.repair.mapped import Edit, Mapped
from graphbuild.repair.spelling import NON_JOINING

Damage = Literal["lost", "shown", "spaced"]
DAMAGES: tuple[Damage, ...] = ("lost", "shown", "spaced")
SAMPLES = 1000
SEED = 20250116
_TEXT = "# text = "


@dataclass(frozen=True)
class Counts:
    """Half-spaces of one sentence: restored rightly, restored in all, and wanted."""

    right: int
    found: int
    wanted: int


@dataclass(frozen=True)
class Sentence:
    """A sentence as it should be, and what the repair made of its damaged form."""

    counts: Counts
    wrong: tuple[str, ...]


def sentences(path: Path) -> Iterator[str]:
    """The sentences of a CoNLL-U or plain text file, their characters repaired."""
    for line in lines(path):
        text = line.removeprefix(_TEXT) if path.suffix == ".conllu" else line
        if text.strip() and (path.suffix != ".conllu" or line.startswith(_TEXT)):
            yield characters.tidy(characters.clean(Mapped.of(text))).text


def judge(text: str, damage: Damage, accepted: Set[str] = frozenset()) -> Sentence:
    """Damage the text, repair it, and compare; spellings in `accepted` are no error."""
    instead = " " if damage == "spaced" else ""
    damaged = Mapped.of(text).edit(Edit(i, i + 1, instead) for i, c in enumerate(text) if c == ZWNJ)
    repaired = halfspace.restore(Mapped.of(damaged.text))
    shift = {old: new for new, old in reversed([*enumerate(damaged.offsets)])}
    wanted = {shift[i] if instead else shift[i + 1] for i in _places(text)}
    found = {repaired.offsets[i] for i in _places(repaired.text)}
    free = {repaired.offsets[i] for word in WORD.finditer(repaired.text) if word[0] in accepted for i in _inside(word)}
    found -= free - wanted
    if damage == "shown":
        hidden = {place for place in found | wanted if damaged.text[:place].endswith(NON_JOINING)}
        found, wanted = found - hidden, wanted - hidden
    wrong = [f"+ {_around(damaged.text, place, instead)}" for place in found - wanted]
    wrong += [f"- {_around(damaged.text, place, instead)}" for place in wanted - found]
    return Sentence(Counts(len(found & wanted), len(found), len(wanted)), tuple(wrong))


def _inside(word: re.Match[str]) -> list[int]:
    return [word.start() + i for i in _places(word[0])]


def _places(text: str) -> list[int]:
    return [i for i, character in enumerate(text) if character == ZWNJ]


def _around(text: str, place: int, instead: str) -> str:
    """The word around a place, or the two words where a space stood, with the place marked."""
    start = text.rfind(" ", 0, place) + 1
    end = text.find(" ", place + len(instead))
    return f"{text[start:place]}|{text[place + len(instead) : end if end >= 0 else None]}"


def precision(counts: list[Counts]) -> float:
    """Percent of the restored half-spaces that belong there."""
    return 100 * sum(c.right for c in counts) / max(1, sum(c.found for c in counts))


def recall(counts: list[Counts]) -> float:
    """Percent of the half-spaces that were restored."""
    return 100 * sum(c.right for c in counts) / max(1, sum(c.wanted for c in counts))


def interval(counts: list[Counts], measure: Callable[[list[Counts]], float]) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a measure, over sentences."""
    draw = random.Random(SEED)
    values = sorted(measure(draw.choices(counts, k=len(counts))) for _ in range(SAMPLES))
    return values[int(0.025 * SAMPLES)], values[int(0.975 * SAMPLES)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Scores of the half-space repair.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--last", type=int, default=0, help="only the last N sentences of each file")
    parser.add_argument("--errors", type=int, default=0, help="print the N most frequent errors")
    parser.add_argument(
        "--also",
        type=Path,
        nargs="+",
        default=[],
        help="texts (.xz too) whose spellings are accepted",
    )
    options = parser.parse_args()
    accepted = {
        word for path in options.also for text in sentences(path) for word in WORD.findall(text) if ZWNJ in word
    }
    print(f"{'file':32} {'damage':8} {'half-spaces':>11}  {'precision':24} {'recall':24}")
    for path in options.files:
        texts = list(sentences(path))[-options.last :]
        for damage in DAMAGES:
            judged = [judge(text, damage, accepted) for text in texts]
            counts = [sentence.counts for sentence in judged]
            cells = []
            for measure in (precision, recall):
                low, high = interval(counts, measure)
                cells.append(f"{measure(counts):5.1f} [{low:5.1f}, {high:5.1f}]")
            print(f"{path.name:32} {damage:8} {sum(c.wanted for c in counts):11}  {cells[0]:24} {cells[1]:24}")
            errors = Counter(error for sentence in judged for error in sentence.wrong)
            for error, times in errors.most_common(options.errors):
                print(f"    {times:3} {error}")


if __name__ == "__main__":
    main()
