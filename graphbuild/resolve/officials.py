"""One official from many documents: full names first, then surnames that fit one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphbuild import ids, kb
from graphbuild.link.model import Entity, Role
from graphbuild.link.names import best, name_key, same_name


@dataclass
class Person:
    """A person of the corpus in the making."""

    names: list[str] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    name_en: str | None = None

    @property
    def name(self) -> str:
        """The fullest name, for display."""
        return best(self.names)

    @property
    def id(self) -> str:
        """From the folded fullest name; a surname alone is told from another's by its state."""
        states = () if len(self.name.split()) > 1 else sorted(self.states)
        return ids.make("official", name_key(self.name), *states)


class Officials:
    """Which person a document's entity is, over all documents; the order of documents does not matter."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.persons: list[Person] = []
        self._by_entity: dict[tuple[str, str | None], Person] = {}
        ordered = sorted(
            {(e.name, e.state, e.roles, e.names): e for e in entities}.values(),
            key=lambda e: (-len(e.name.split()), -len(name_key(e.name)), e.name, e.state or "", repr(e.roles)),
        )
        for entity in ordered:
            person = self._find(entity)
            if person is None:
                person = Person()
                self.persons.append(person)
            person.names += [n for n in (entity.name, *entity.names) if n not in person.names]
            person.states |= {entity.state} if entity.state else set()
            person.roles |= set(entity.roles)
            self._by_entity[entity.name, entity.state] = person
        for person in self.persons:
            self._known(person)

    def __getitem__(self, entity: Entity) -> Person:
        return self._by_entity[entity.name, entity.state]

    def _find(self, entity: Entity) -> Person | None:
        named = [p for p in self.persons if any(same_name(entity.name, name) for name in p.names)]
        exact = [p for p in named if name_key(entity.name) == name_key(p.name)]
        if exact and len(entity.name.split()) > 1:
            return exact[0]  # a full name is one person's, whatever state he is seen in
        fits = [p for p in named if not entity.state or not p.states or entity.state in p.states]
        exact = [p for p in fits if any(name_key(entity.name) == name_key(name) for name in p.names)]
        if exact:
            return exact[0]
        return fits[0] if len(fits) == 1 else None

    def _known(self, person: Person) -> None:
        """The English name, and the usual spelling, of a person that the knowledge base holds without doubt."""
        keys = {name_key(name) for name in person.names}
        holders = {
            h.name: h
            for h in kb.office_holders()
            if keys & {name_key(n) for n in (h.name, *h.aliases)} and (not person.states or h.state in person.states)
        }
        if len(holders) == 1:
            person.name_en = next(iter(holders.values())).name_en or None
