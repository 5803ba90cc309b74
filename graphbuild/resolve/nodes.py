"""The nodes of a graph in the making: who and what the documents name, and who held which office."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphbuild import ids
from graphbuild.document import Document
from graphbuild.link.model import Entity, Role
from graphbuild.link.names import display, name_key
from graphbuild.link.tokens import key
from graphbuild.records import (
    EntityRef,
    Evidence,
    Holding,
    Official,
    Organization,
    Participant,
    Place,
    Position,
    State,
    Topic,
)
from graphbuild.records import Role as PartyRole
from graphbuild.resolve import topics
from graphbuild.resolve.known import organization_record, place_state, state_record
from graphbuild.resolve.layers import clean_of, evidence_of, links_of, quote
from graphbuild.resolve.officials import Officials


class Nodes:
    """The nodes that documents name; each is made when it is first asked for."""

    def __init__(self, documents: Sequence[Document], officials: Officials) -> None:
        self.officials = officials
        self.organizations: dict[str, Organization] = {}
        self.states: dict[str, State] = {}
        self.positions: dict[str, Position] = {}
        self.topics: dict[str, Topic] = {}
        self.places: dict[str, Place] = {}
        self.holdings: dict[str, Holding] = {}
        self._official_evidence: dict[str, list[Evidence]] = defaultdict(list)
        self._position_evidence: dict[str, list[Evidence]] = defaultdict(list)
        self._names = _usual_names(documents)

    def read(self, document: Document) -> None:
        """Make the nodes of a document's entities and remember where the text names them."""
        links, clean = links_of(document), clean_of(document)
        published = document.published.isoformat() if document.published else None
        for reference in links.references:
            entity = links.entities[reference.entity]
            cited = quote(document, clean, reference.start, reference.end, f"link.{reference.how}")
            if entity.kind == "person":
                official = self.officials[entity].id
                self._official_evidence[official].append(cited)
                if reference.how == "name":
                    self._holdings(official, entity.roles, cited, published)
            elif entity.kind == "position" and entity.roles:
                self._position_evidence[self._position(entity.roles[0]).id].append(cited)
            elif entity.kind in {"state", "organization"}:
                self.ref(entity)

    def _holdings(self, official: str, roles: Iterable[Role], cited: Evidence, day: str | None) -> None:
        for role in roles:
            position = self._position(role)
            holding_id = ids.make("holding", official, position.id)
            known = self.holdings.get(holding_id)
            days = [d for d in (day, known and known.first_seen, known and known.last_seen) if d]
            self.holdings[holding_id] = Holding(
                id=holding_id,
                official=official,
                position=position.id,
                first_seen=min(days, default=None),
                last_seen=max(days, default=None),
                evidence=evidence_of([*(known.evidence if known else ()), cited]),
            )
            self._position_evidence[position.id].append(cited)

    def official_refs(self) -> dict[str, EntityRef]:
        """The officials by id."""
        return {person.id: EntityRef(person.id, "Official", person.name) for person in self.officials.persons}

    def official_records(self) -> Iterable[Official]:
        """The officials, with what names them."""
        for person in self.officials.persons:
            evidence = evidence_of(self._official_evidence[person.id])
            aliases = tuple(sorted({name for name in person.names if name != person.name}))
            yield Official(id=person.id, name=person.name, name_en=person.name_en, aliases=aliases, evidence=evidence)

    def _position(self, role: Role) -> Position:
        position_id = ids.make("position", *_position_key(role))
        if role.state:
            self.state(role.state)
        body = self._body(role.organization, "organization", role.state).id if role.organization else None
        return self.positions.setdefault(
            position_id,
            Position(
                id=position_id,
                name=self._names.get(_position_key(role), role.shown),
                title=role.title,
                kind=role.kind,
                state=role.state,
                organization=body,
                evidence=(),
            ),
        )

    def state(self, code: str) -> EntityRef:
        """The state of an ISO code."""
        state = self.states.setdefault(code, state_record(code))
        return EntityRef(code, "State", state.name)

    def _organization(self, entity: Entity) -> EntityRef:
        kind = entity.organization_kind or ("unnamed" if entity.kind == "unnamed" else "organization")
        return self._body(entity.name, kind, entity.state)

    def _body(self, name: str, kind: str, state: str | None) -> EntityRef:
        """The organization of a name; the knowledge base knows better what it is."""
        known = organization_record(name)
        organization_id = ids.make("organization", key(name))
        organization = self.organizations.setdefault(
            organization_id,
            Organization(
                id=organization_id,
                name=self._names.get((key(name),), name),
                name_en=known.name_en or None if known else None,
                kind=known.kind if known else kind,
                state=(known.state or state) if known else state,
            ),
        )
        if organization.state:
            self.state(organization.state)
        return EntityRef(organization_id, "Organization", organization.name)

    def ref(self, entity: Entity) -> EntityRef:
        """The node that an entity of a document is, by the name that the document has for it where that differs.

        A person's is kept where it is another full name.
        """
        if entity.kind == "person":
            person = self.officials[entity]
            as_told = person.shown is None and len(entity.name.split()) > 1
            differs = name_key(entity.name) != name_key(person.name)
            return EntityRef(person.id, "Official", display(entity.name) if as_told and differs else person.name)
        if entity.kind == "position" and entity.roles:
            position = self._position(entity.roles[0])
            return EntityRef(position.id, "Position", entity.roles[0].shown)
        if entity.kind == "state" and entity.state:
            return self.state(entity.state)
        body = self._organization(entity)
        return replace(body, name=entity.names[0]) if entity.kind == "organization" and entity.names else body

    def topic(self, text: str, about: Iterable[EntityRef] = ()) -> EntityRef:
        """The topic of a phrase; `about` are the states and organizations that it names here."""
        topic_id = ids.make("topic", key(text))
        known = self.topics.get(topic_id)
        named = {ref.id: ref for ref in (*(known.entities if known else ()), *about)}
        self.topics[topic_id] = Topic(
            id=topic_id,
            name=known.name if known else text,
            key=topics.topic_key(text),
            entities=tuple(named[k] for k in sorted(named)),
        )
        return EntityRef(topic_id, "Topic", self.topics[topic_id].name)

    def topic_ref(self, topic_id: str) -> EntityRef:
        """The topic of an id, by its name now."""
        return EntityRef(topic_id, "Topic", self.topics[topic_id].name)

    def place(self, name: str) -> EntityRef:
        """The place of a name, in its state where the knowledge base says so."""
        place_id = ids.make("place", key(name))
        state = place_state(name)
        if state:
            self.state(state)
        place = self.places.setdefault(place_id, Place(id=place_id, name=name, state=state))
        return EntityRef(place_id, "Place", place.name)

    def participant(self, entity: Entity, role: PartyRole) -> Participant:
        """An entity as a party of a talk, with the office that the text gives it."""
        first = entity.roles[0] if entity.roles else None
        return Participant(
            entity=self.ref(entity),
            role=role,
            state=entity.state,
            organization=entity.organization,
            position=first.title if first else None,
        )

    def position_records(self) -> Iterable[Position]:
        """The positions, with what names them."""
        for position in self.positions.values():
            yield replace(position, evidence=evidence_of(self._position_evidence[position.id]))


def _position_key(role: Role) -> tuple[str, ...]:
    found = (key(role.title), role.state or "", key(role.organization or ""))
    return (*found, role.post) if role.post else found


def _usual_names(documents: Iterable[Document]) -> dict[tuple[str, ...], str]:
    """The form that the news uses most of each position and organization; of equals the longest, then the first."""
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for document in documents:
        for reference in links_of(document).references:
            entity = links_of(document).entities[reference.entity]
            if entity.kind == "position" and entity.roles:
                counts[_position_key(entity.roles[0])][entity.roles[0].shown] += 1
            elif entity.kind == "organization":
                counts[(key(entity.name),)].update(entity.names)
    return {node: min(forms, key=lambda f: (-forms[f], -len(f), f)) for node, forms in counts.items()}
