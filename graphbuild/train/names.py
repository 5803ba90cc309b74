"""Name-tagged text for training: tokens with BIO tags of persons, places and organizations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from graphbuild.train.augment import ZWNJ, strip_zwnj
from graphbuild.train.conllu import open_text

KINDS = {"PER": "PER", "PERS": "PER", "LOC": "LOC", "ORG": "ORG", "POG": "ORG"}
"""The classes kept, under our names; POG is ParsTwiNER's political groups. Any other class becomes ``O``."""

TaggedWord = tuple[str, str]
TaggedSentence = list[TaggedWord]

ARABIC_TO_PERSIAN = str.maketrans(
    {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9"}
)  # yeh, alef maksura, kaf


def read_tags(path: Path, *, longest: int = 120) -> list[TaggedSentence]:
    """Read ``token TAB … TAB tag`` lines (plain or ``.xz``); sentences are cut after ``longest`` tokens."""
    found: list[TaggedSentence] = []
    current: TaggedSentence = []
    for line in [*open_text(path), ""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip():
            if current:
                found.append(well_formed(current[:longest]))
            current = []
        elif len(cells) >= 2 and cells[0].strip() and not line.startswith("# "):
            word = cells[0].strip().translate(ARABIC_TO_PERSIAN).replace(" ", ZWNJ)  # PEYMA has spaces inside words
            current.append((word, _kept(cells[-1].strip())))
    return found


def well_formed(sentence: Iterable[TaggedWord]) -> TaggedSentence:
    """The sentence with every entity opened by ``B-``."""
    fixed: TaggedSentence = []
    before = "O"
    for word, tag in sentence:
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tag = "B-" + tag[2:]
        fixed.append((word, tag))
        before = tag
    return fixed


def bioes(tags: Sequence[str]) -> list[str]:
    """BIO tags in Stanza's scheme: ``E-`` ends an entity of several words, ``S-`` is one of a single word."""
    found = []
    for tag, after in zip(tags, [*tags[1:], "O"], strict=True):
        last = after != "I-" + tag[2:]
        found.append({"B": "S", "I": "E"}[tag[0]] + tag[1:] if tag != "O" and last else tag)
    return found


def strip_tagged(sentence: TaggedSentence) -> TaggedSentence:
    """The sentence without half-spaces."""
    return [(strip_zwnj(word), tag) for word, tag in sentence]


def with_stripped(sentences: Sequence[TaggedSentence]) -> list[TaggedSentence]:
    """The sentences, then a copy without half-spaces of each one that has any."""
    stripped = [strip_tagged(sentence) for sentence in sentences]
    return [*sentences, *(copy for sentence, copy in zip(sentences, stripped, strict=True) if copy != sentence)]


def write_json(path: Path, sentences: Iterable[TaggedSentence]) -> None:
    """Write the sentences in the JSON shape that Stanza's NER trainer reads."""
    rows = [[{"text": word, "ner": tag} for word, tag in sentence] for sentence in sentences]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def read_json(path: Path) -> list[TaggedSentence]:
    """The inverse of :func:`write_json`."""
    return [[(word["text"], word["ner"]) for word in row] for row in json.loads(path.read_text(encoding="utf-8"))]


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The entities of a BIO sequence as ``(first, end, kind)``."""
    found: set[tuple[int, int, str]] = set()
    start: int | None = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[:1] != "I" or tag[2:] != tags[start][2:]):
            found.add((start, index, tags[start][2:]))
            start = None
        if start is None and tag != "O":
            start = index
    return found


def _kept(tag: str) -> str:
    kind = KINDS.get(tag[2:].upper()) if len(tag) > 2 else None
    return f"{tag[0]}-{kind}" if kind else "O"
