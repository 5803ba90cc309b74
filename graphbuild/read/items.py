"""A file may hold several reports one after the other: cut its blocks at the headings that open a new one."""

from __future__ import annotations

from functools import cache

from graphbuild.document import Clean
from graphbuild.errors import LexiconError
from graphbuild.folding import fold
from graphbuild.lang import FOLDER, toml

_OPENING = 200  # characters of a body in which it would refer back


def items(clean: Clean) -> tuple[range, ...]:
    """Ranges of block indices, one a report, which cover all blocks in order; no range is empty.

    A report goes from a run of headings to before the next run. A heading whose body refers back in its first words
    («در این گفت‌وگو …», «وی …») stands inside a report and opens none; so does one without a body. The limit: a
    sub-heading whose body names everything anew cannot be told from a new report, and is cut.
    """
    if not clean.blocks:
        return ()
    kinds = [block.kind for block in clean.blocks]
    starts = [0]
    for i, kind in enumerate(kinds):
        below_heading = kind == "body" and i > 0 and kinds[i - 1] == "heading"
        if below_heading and not _refers_back(clean.text[clean.blocks[i].start : clean.blocks[i].end]):
            start = i - 1
            while start > 0 and kinds[start - 1] == "heading":
                start -= 1
            if start > 0:
                starts.append(start)
    return tuple(range(start, end) for start, end in zip(starts, [*starts[1:], len(kinds)], strict=True))


def _refers_back(body: str) -> bool:
    opening = f" {fold(body[:_OPENING])} "
    return any(f" {phrase} " in opening for phrase in _phrases())


@cache
def _phrases() -> tuple[str, ...]:
    phrases: list[str] = toml("items.toml")["refers_back"]
    for phrase in phrases:
        if fold(phrase) != phrase:
            raise LexiconError(f"{FOLDER}/items.toml: {phrase!r} is not folded; write {fold(phrase)!r}")
    return tuple(phrases)
