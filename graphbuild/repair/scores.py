"""How well half-spaces are restored, on text that has them.

    python -m graphbuild.repair.scores FILE... [--last N] [--also TEXT...] [--errors N]

Each FILE is CoNLL-U (its ``# text`` lines are read) or plain text, one sentence a line. The half-spaces are taken out,
once without a trace and once with a space in their place, the repair puts them back, and precision and recall are
counted over the places of half-spaces, with a 95 % bootstrap interval over sentences. `shown` counts only those after
a letter that joins to the left: after another one («کشور‌ها») a half-space does not show, and writers differ.

Treebanks write one word in several ways («سازمانهای», «سازمان‌های»; «به‌زودی», «به زودی»). With ``--also`` a place where
the repair writes the word as these other texts mostly write it is left out of the count, whatever the file has.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graphbuild.repair import characters, halfspace
from graphbuild.repair.build_lexicon import WORD, count, lines
from graphbuild.repair.characters import NON_JOINING, ZWNJ
from graphbuild.repair.lexicon import letters
from graphbuild.repair.mapped import Edit, Mapped

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


def habits(paths: list[Path]) -> dict[str, str]:
    """For the letters of each word, and of two words in a row, the way that these texts mostly write them."""
    words, pairs = count(sentence for path in paths for sentence in sentences(path))
    times = words + Counter({" ".join(pair): n for pair, n in pairs.items()})
    habit: dict[str, str] = {}
    for spelling in sorted(times):
        key = letters(spelling)
        if times[spelling] > times.get(habit.get(key, ""), 0):
            habit[key] = spelling
    return habit


def judge(text: str, damage: Damage, habit: Mapping[str, str]) -> Sentence:
    """Damage the text, repair it, and compare; what is written as in `habit` is no error."""
    instead = " " if damage == "spaced" else ""
    damaged = Mapped.of(text).edit(Edit(i, i + 1, instead) for i, c in enumerate(text) if c == ZWNJ)
    repaired = halfspace.restore(Mapped.of(damaged.text))
    shift = {old: new for new, old in reversed([*enumerate(damaged.offsets)])}
    wanted = {shift[i] if instead else shift[i + 1] for i in _places(text)}
    found = {repaired.offsets[i] for i in _places(repaired.text)}
    for place in found ^ wanted:
        if (damage == "shown" and damaged.text[:place].endswith(NON_JOINING)) or _habitual(repaired, place, habit):
            found.discard(place)
            wanted.discard(place)
    wrong = [f"+ {_around(damaged.text, place, instead)}" for place in found - wanted]
    wrong += [f"- {_around(damaged.text, place, instead)}" for place in wanted - found]
    return Sentence(Counts(len(found & wanted), len(found), len(wanted)), tuple(wrong))


def _habitual(repaired: Mapped, place: int, habit: Mapping[str, str]) -> bool:
    """Whether the word, or the two words, at a place of the damaged text are written as mostly."""
    at = bisect_left(repaired.offsets, place)
    text = repaired.text
    if text[at - 1 : at] == " ":
        at -= 1
    ends = [match.span() for match in WORD.finditer(text) if match.start() <= at <= match.end()]
    written = text[ends[0][0] : ends[-1][1]] if ends else ""
    return habit.get(letters(written)) == written


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
        help="texts (.xz too) whose spellings are no error",
    )
    options = parser.parse_args()
    habit = habits(options.also)
    print(f"{'file':32} {'damage':8} {'half-spaces':>11}  {'precision':24} {'recall':24}")
    for path in options.files:
        texts = list(sentences(path))[-options.last :]
        for damage in DAMAGES:
            judged = [judge(text, damage, habit) for text in texts]
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
