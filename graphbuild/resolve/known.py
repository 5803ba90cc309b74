"""What the knowledge base says of states and organizations, by code and by name."""

from __future__ import annotations

from functools import cache

from graphbuild import kb
from graphbuild.link.tokens import key
from graphbuild.records import State


@cache
def _states() -> dict[str, State]:
    return {state.iso2: State(id=state.iso2, name=state.name, name_en=state.name_en or None) for state in kb.states()}


@cache
def _organizations() -> dict[str, kb.Organization]:
    return {key(organization.name): organization for organization in kb.organizations()}


def state_record(code: str) -> State:
    """The record of a state by ISO 3166-1 alpha-2 code; the code itself is the name where the table lacks it."""
    return _states().get(code) or State(id=code, name=code, name_en=None)


def organization_record(name: str) -> kb.Organization | None:
    """The organization that the knowledge base calls `name`, in any spelling."""
    return _organizations().get(key(name))


@cache
def _places() -> dict[str, str | None]:
    """Folded names of states and capitals → the state; None where two states share the name."""
    table: dict[str, str | None] = {}
    for state in kb.states():
        for form in {key(form) for form in (state.name, state.official, *state.aliases, *state.capitals) if form}:
            table[form] = state.iso2 if table.get(form, state.iso2) == state.iso2 else None
    return table


def place_state(name: str) -> str | None:
    """The state in which a place lies, if it is one of the capitals, or the state itself; None for other towns."""
    return _places().get(key(name))


def state_code(name: str) -> str | None:
    """The state of an ISO code or a name in any spelling; None where it is no state."""
    if name in _states():
        return name
    return next((s.iso2 for s in kb.states() if key(name) in {key(f) for f in (s.name, s.official, *s.aliases)}), None)
