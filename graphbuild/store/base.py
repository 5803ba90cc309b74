"""What every store can do, and how it gives its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from graphbuild.records import Records

StoreKind = Literal["embedded", "neo4j"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a question, one value a column, in the order that the question gives.

    Values are plain in every store: str, int, float, bool, date, None, lists of these; a node is a dict of its
    properties and ``label``, a relationship one of its properties and ``type``, a path the list of both in turn.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Store(Protocol):
    """A database that holds a graph of the shape in ``schema.cypher``."""

    @property
    def kind(self) -> StoreKind:
        """Which spelling of a named question it reads."""

    def load(self, records: Records) -> None:
        """Make the store hold exactly what the records say; loading twice changes nothing. Raises StoreError."""

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Ask one Cypher question; a write is refused by access mode, not by its text.

        Raises QueryError (bad Cypher, a missing parameter, a write) and StoreError.
        """

    def close(self) -> None:
        """Let go of files and connections."""
