"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by `new`; ``start == end`` inserts."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Mapped:
    """A text and, for each of its characters, the raw character that it came from.

    `offsets` has ``len(text) + 1`` entries, non-decreasing; the last one is the raw end.
    """

    text: str
    offsets: list[int]

    @classmethod
    def of(cls, raw: str) -> Mapped:
        """The raw text itself: every character maps to itself."""
        return cls(raw, list(range(len(raw) + 1)))

    def edit(self, edits: Iterable[Edit]) -> Mapped:
        """Apply edits that are in order and do not overlap.

        The k-th new character points at the k-th replaced one, or at the last where fewer were replaced; an inserted
        character points at the character that follows it.
        """
        texts: list[str] = []
        offsets: list[int] = []
        done = 0
        for start, end, new in edits:
            texts += (self.text[done:start], new)
            offsets += self.offsets[done:start]
            last = max(start, end - 1)
            offsets += [self.offsets[min(start + k, last)] for k in range(len(new))]
            done = end
        if not texts:
            return self
        return Mapped("".join(texts) + self.text[done:], offsets + self.offsets[done:])

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Mapped:
        """Replace every match, as `re.sub` does, but without group references in `new`."""
        edits = []
        for match in pattern.finditer(self.text):
            replacement = new if isinstance(new, str) else new(match)
            if replacement != match[0]:
                edits.append(Edit(match.start(), match.end(), replacement))
        return self.edit(edits)

    def __getitem__(self, part: slice) -> Mapped:
        start, end, _ = part.indices(len(self.text))
        end = max(start, end)
        return Mapped(self.text[start:end], self.offsets[start : end + 1])

    def strip(self) -> Mapped:
        """Without the white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : len(self.text.rstrip())]


def join(parts: list[Mapped], separator: str, raw_end: int) -> Mapped:
    """The parts, in raw order, with `separator` between them; its characters point at the end of the part before."""
    texts: list[str] = []
    offsets: list[int] = []
    for number, part in enumerate(parts):
        if number:
            offsets += [parts[number - 1].offsets[-1]] * len(separator)
        texts.append(part.text)
        offsets += part.offsets[:-1]
    return Mapped(separator.join(texts), [*offsets, raw_end])
