"""What a build says of itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The closing summary of a build: documents of this run, and the whole graph that there is now.

    `refused` holds (path, reason) of each document that could not be read; `parsed` and `reused` count parses that
    were made and that were there already; `corrections` counts entries of ``corrections.toml``, and `unknown` holds
    (place, id or name) of each that means nothing in this graph; `doubtful` counts judgements that an analyst should
    look at (`graphbuild review`); `seconds` is the wall time of each stage by its name, in order of the road.
    """

    graph: str
    documents_read: int
    parsed: int
    reused: int
    refused: tuple[tuple[str, str], ...]
    talks: int
    officials: int
    statements: int
    seconds: dict[str, float]
    corrections: int = 0
    unknown: tuple[tuple[str, str], ...] = ()
    doubtful: int = 0

    def to_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            **asdict(self),
            "refused": [{"path": path, "reason": reason} for path, reason in self.refused],
            "unknown": [{"place": place, "what": what} for place, what in self.unknown],
        }
