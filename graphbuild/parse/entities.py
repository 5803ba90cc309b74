"""Entity tags of a tagger, one a token, to labelled stretches of tokens, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphbuild.document import MentionLabel

_LABELS: dict[str, MentionLabel] = {
    "PER": "PER",
    "PERS": "PER",
    "PERSON": "PER",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
}


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, MentionLabel]]:
    """Stretches ``(first, last, label)`` of token indexes, `last` included, from BIO or BIOES tags.

    Reads the label names of the Persian tag sets in use (ARMAN's ``pers``, PEYMA's ``PER`` …); tags of other kinds
    (dates, events …) are passed over. A stretch that starts without ``B`` is taken to start there.
    """
    start, current = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, name = tag.replace("_", "-", 1).partition("-")
        if current and (name != current or prefix in ("B", "S")):
            label = _LABELS.get(current.upper())
            if label is not None:
                yield start, index - 1, label
            current = ""
        if name and not current:
            start, current = index, name


def tags(length: int, found: Sequence[tuple[int, int, MentionLabel]]) -> list[str]:
    """BIO tags of `length` tokens, ``""`` outside every stretch: the reverse of `spans`."""
    result = [""] * length
    for first, last, label in found:
        result[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    return result
