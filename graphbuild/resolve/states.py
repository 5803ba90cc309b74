"""States as records: their usual Persian and English names."""

from __future__ import annotations

from functools import cache

from graphbuild import kb
from graphbuild.records import State


@cache
def _table() -> dict[str, State]:
    return {state.iso2: State(id=state.iso2, name=state.name, name_en=state.name_en or None) for state in kb.states()}


def state_record(code: str) -> State:
    """The record of a state by ISO 3166-1 alpha-2 code; the code itself is the name where the table lacks it."""
    return _table().get(code) or State(id=code, name=code, name_en=None)
