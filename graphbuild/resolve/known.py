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
