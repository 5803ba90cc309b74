"""The analyst's right values of a talk, put into its draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from graphbuild.folding import fold
from graphbuild.link.names import name_key
from graphbuild.records import EntityRef, Participant
from graphbuild.resolve.corrections import Right
from graphbuild.resolve.draft import Draft
from graphbuild.resolve.known import state_code
from graphbuild.resolve.nodes import Nodes
from graphbuild.resolve.officials import label

Unknown = Callable[[str, str], None]
"""Is told of a place in the corrections and a name that nobody in the graph bears."""


def corrected(draft: Draft, entries: Iterable[Right], nodes: Nodes, unknown: Unknown) -> Draft:
    """The draft with the values of all entries, the later over the earlier; names that nobody bears leave the slot."""
    for entry in entries:
        values: dict[str, Any] = dict(entry.values)
        if "date" in values:
            values["date"], values["date_precision"] = values["date"]
        if "topics" in values:
            values["topics"] = [nodes.topic(text) for text in values["topics"]]
        if "participants" in values:
            parties = _participants(draft, values.pop("participants"), nodes, entry.place, unknown)
            values |= {"participants": parties} if parties else {}
        draft = replace(draft, **values)
    return draft


def _participants(
    draft: Draft, names: Sequence[str], nodes: Nodes, place: str, unknown: Unknown
) -> dict[str, Participant] | None:
    found: dict[str, Participant] = {}
    for name in names:
        party = _named(name, draft, nodes)
        if party is None:
            unknown(place, name)
            return None
        found[party.entity.id] = party
    return found if len(found) > 1 else None


def _named(name: str, draft: Draft, nodes: Nodes) -> Participant | None:
    """The party of the draft by that name or id, else who bears it in the graph."""
    for party in draft.participants.values():
        if name in (party.entity.id, party.entity.name) or fold(name) == fold(party.entity.name):
            return party
    for person in nodes.officials.persons:
        forms = {label(*form) for form in person.forms}
        if name == person.id or name in forms or name_key(name) in {name_key(n) for n in (*person.names, person.name)}:
            ref = EntityRef(person.id, "Official", person.name)
            roles = sorted(person.roles, key=lambda role: (role.title, role.owner or "", role.state or ""))
            state = min(person.states, default=None)
            return _party(ref, state, roles[0].title if roles else None)
    code = state_code(name)
    if code:
        return _party(nodes.state(code), code)
    for organization in nodes.organizations.values():
        if name == organization.id or fold(name) == fold(organization.name):
            ref = EntityRef(organization.id, "Organization", organization.name)
            return replace(_party(ref, organization.state), organization=organization.name)
    for position in nodes.positions.values():
        if name == position.id or fold(name) == fold(position.name):
            return _party(EntityRef(position.id, "Position", position.name), position.state, position.title)
    return None


def _party(entity: EntityRef, state: str | None, position: str | None = None) -> Participant:
    return Participant(entity=entity, role="party", state=state, organization=None, position=position)
