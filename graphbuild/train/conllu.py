"""Read and write CoNLL-U trees for training.

Only what training needs is kept: comments other than ``sent_id``, enhanced dependencies, empty nodes and every MISC
entry but ``SpaceAfter`` are dropped.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

COLUMNS = 10


class TreebankError(ValueError):
    """A CoNLL-U file cannot be read; the message names the file, the line and the fault."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a tree: a word (``first == last``) or a token that covers several words."""

    first: int
    last: int
    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space_after: bool

    @property
    def is_token_only(self) -> bool:
        """True for a multi-word token's surface line (``3-4``)."""
        return self.last > self.first

    def __str__(self) -> str:
        misc = "_" if self.space_after else "SpaceAfter=No"
        if self.is_token_only:
            return "\t".join([f"{self.first}-{self.last}", self.form, *["_"] * 7, misc])
        return "\t".join(
            [str(self.first), self.form, self.lemma, self.upos, "_", self.feats, str(self.head), self.deprel, "_", misc]
        )


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: its words in order, each multi-word token's line before its words."""

    sent_id: str
    rows: tuple[Row, ...]

    @property
    def words(self) -> list[Row]:
        """The syntactic words, without the surface lines of multi-word tokens."""
        return [row for row in self.rows if not row.is_token_only]

    @property
    def tokens(self) -> list[Row]:
        """The surface tokens: each multi-word token once, instead of the words under it."""
        found: list[Row] = []
        covered = 0
        for row in self.rows:
            if row.first > covered:
                found.append(row)
                covered = row.last
        return found

    @property
    def text(self) -> str:
        """The sentence as it stands in running text, rebuilt from the tokens."""
        return "".join(token.form + (" " if token.space_after else "") for token in self.tokens).rstrip()

    def with_rows(self, rows: Iterable[Row], suffix: str = "") -> Tree:
        """A copy with other rows; ``suffix`` is added to the ``sent_id``."""
        return replace(self, sent_id=self.sent_id + suffix, rows=tuple(rows))

    def __str__(self) -> str:
        head = f"# sent_id = {self.sent_id}\n# text = {self.text}\n"
        return head + "\n".join(str(row) for row in self.rows) + "\n\n"


def read(path: Path) -> list[Tree]:
    """All trees of a ``.conllu`` file, plain or ``.xz``."""
    return list(_trees(path))


def read_names(path: Path) -> list[list[tuple[str, str]]]:
    """The tokens of each tree with their entity tags (``NER=`` in MISC, BIO; ``O`` where there is none)."""
    found: list[list[tuple[str, str]]] = [[]]
    covered = 0
    for line in open_text(path):
        cells = line.split("\t")
        if not line and found[-1]:
            found.append([])
            covered = 0
        elif len(cells) == COLUMNS and "." not in cells[0]:
            first, _, last = cells[0].partition("-")
            if int(first) > covered:
                tag = next((one[4:] for one in cells[9].split("|") if one.startswith("NER=")), "O")
                found[-1].append((cells[1], tag))
                covered = int(last or first)
    return [sentence for sentence in found if sentence]


def write(path: Path, trees: Iterable[Tree]) -> None:
    """Write trees as CoNLL-U, creating the folder when it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(str(tree) for tree in trees), encoding="utf-8")


def open_text(path: Path) -> Iterator[str]:
    """The lines of a text file, plain or ``.xz``, without their line ends."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as packed:
            for line in packed:
                yield line.rstrip("\n")
    else:
        with path.open(encoding="utf-8") as plain:
            for line in plain:
                yield line.rstrip("\n")


def _trees(path: Path) -> Iterator[Tree]:
    rows: list[Row] = []
    sent_id = ""
    for number, line in enumerate(open_text(path), 1):
        if line.startswith("#"):
            name, _, value = line[1:].partition("=")
            if name.strip() == "sent_id":
                sent_id = value.strip()
        elif line:
            row = _row(path, number, line)
            if row is not None:
                rows.append(row)
        elif rows:
            yield Tree(sent_id or f"{path.stem}-{number}", tuple(rows))
            rows, sent_id = [], ""
    if rows:
        yield Tree(sent_id or path.stem, tuple(rows))


def _row(path: Path, number: int, line: str) -> Row | None:
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        raise TreebankError(f"{path}:{number}: {len(cells)} columns instead of {COLUMNS}")
    if "." in cells[0]:
        return None  # an empty node of the enhanced layer
    space_after = "SpaceAfter=No" not in cells[9].split("|")
    try:
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            return Row(first, last, cells[1], "_", "_", "_", -1, "_", space_after)
        index = int(cells[0])
        return Row(index, index, cells[1], cells[2], cells[3], cells[5], int(cells[6]), cells[7], space_after)
    except ValueError as error:
        raise TreebankError(f"{path}:{number}: id or head is not a number: {cells[0]!r}, {cells[6]!r}") from error
