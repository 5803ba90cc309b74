"""Who of a document's entities can be a party of a talk: media and their journalists, groups, spokesmen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

from graphbuild import kb, lang
from graphbuild.link.lexicon import lexicon
from graphbuild.link.model import Entity, Role
from graphbuild.link.tokens import key
from graphbuild.relate.frames import Frames
from graphbuild.relate.merging import stated_number
from graphbuild.relate.model import Party
from graphbuild.relate.nouns import words as speech_words
from graphbuild.relate.phrases import Phrase

_ACTING = frozenset({"movement", "company"})  # kinds of organizations
REPORTER = "journalist"  # kind of office
_BOTH = 2
_OFFICIALS, _OFFICES = frozenset({"person", "position", "unnamed"}), frozenset({"ministry", "government"})


@dataclass(frozen=True)
class Cast:
    """The entities of one document, as parties; the list may grow while the document is read."""

    entities: list[Entity]
    frames: Frames

    def is_media(self, phrases: Iterable[Phrase]) -> bool:
        """Whether one of the phrases stands for a medium or its journalist."""
        return any(self.is_medium(self.entities[e]) for p in phrases for e in p.entities)

    def is_medium(self, entity: Entity) -> bool:
        """Whether an entity is a medium, or a journalist of one («خبرنگار X»)."""
        return entity.organization_kind == "media" or self._is_journalist(entity)

    def _is_journalist(self, entity: Entity) -> bool:
        if entity.kind == "position":  # «مجری X», a title
            return entity.organization is not None and any(role.kind == REPORTER for role in entity.roles)
        if entity.kind != "unnamed":
            return False
        said = {key(word) for word in entity.name.split()}
        of_medium = entity.organization is not None or not said.isdisjoint(speech_words("media"))
        return of_medium and not said.isdisjoint(self.frames.journalists)

    def medium(self, entity: int) -> int:
        """The medium for its journalist, if the document names it; else the entity itself."""
        node = self.entities[entity]
        if node.organization is None or not self._is_journalist(node):
            return entity
        same = (
            i for i, e in enumerate(self.entities) if e.kind == "organization" and e.organization == node.organization
        )
        return next(same, entity)

    def identified(self, parties: Sequence[Party], own: AbstractSet[int]) -> list[Party]:
        """The parties that can be told apart: no mediators, no unnamed crowd but `own`, those called somebody's own."""
        return [
            p for p in parties if p.role == "party" and (p.entity in own or self._is_known(self.entities[p.entity]))
        ]

    def _is_known(self, entity: Entity) -> bool:
        """Whether an entity has a name, is of a state, a body or a medium, or a group told apart by what it is called
        («رهبران احزاب مخالف»).
        """
        if entity.kind != "unnamed" or entity.state is not None or self.is_medium(entity):
            return True
        words = entity.name.split()
        if key(entity.name) in self.frames.peoples:
            return True
        told = entity.organization is not None or len(words) >= _TELLING or lexicon().names_group(entity.name)
        told |= len(words) > 1 and lexicon().titled(entity.name) is not None  # «نمایندگان کنگره»
        return told and key(words[0]) not in self.frames.sources

    def is_group(self, phrase: Phrase) -> bool:
        """Whether a phrase is a group that is told apart and is no source («رهبران احزاب مخالف»)."""
        words = self.entities[phrase.entities[0]].name.split()
        known = all(self._is_known(self.entities[e]) for e in phrase.entities)
        return phrase.kind == "unnamed" and phrase.plural and known and key(words[0]) not in self.frames.sources

    def calls_back(self, phrases: Sequence[Phrase]) -> bool:
        """«A سفیر خود را از B فراخواند»: whether a state, or its ministry, calls an official of its own."""
        named = [self.entities[e] for p in phrases for e in p.entities]
        officials = [e for e in named if e.kind in _OFFICIALS]
        if any(self.frames.reflexives & {key(word) for word in e.name.split()[1:]} for e in officials):
            return True
        states = {e.state for e in named if e.kind == "state"}
        ministries = {e.state for e in named if e.organization_kind in _OFFICES}
        posted = {e.state for e in officials if any(role.post for role in e.roles)}
        return bool({e.state for e in officials} & states or posted & ministries)

    def are_of_one_state(self, phrases: Sequence[Phrase]) -> bool:
        """Whether several officials are all of one state."""
        states = [self.entities[e].state for p in phrases for e in p.entities]
        return len(states) > 1 and None not in states and len(set(states)) == 1

    def are_two_sides(self, ours: Sequence[Phrase], theirs: Sequence[Phrase]) -> bool:
        """Whether a state, or officials of one who are not named, are on one side at least, and all of the other side
        are of other states («X به طرف ایرانی گفت»).
        """
        states = [{self._side_of(self.entities[e]) for p in side for e in p.entities} for side in (ours, theirs)]
        known = all(states) and not any(None in side for side in states)
        loose = any(p.kind in {"state", "unnamed"} for p in (*ours, *theirs))
        return known and loose and states[0].isdisjoint(states[1]) and not self.is_media([*ours, *theirs])

    def _side_of(self, entity: Entity) -> str | None:
        """The state of an entity, or the name of several that go by it («میانجی‌ها»)."""
        name = key(entity.name)
        return entity.state or (name if name in self.frames.peoples else None)

    def of_both(self, office: Role, said: str, named: Sequence[int]) -> tuple[Party, ...]:
        """Who holds an office in each of two states («وزیران خارجه دو کشور»), or as many as are said: those that were
        named last.
        """
        count = stated_number(said) or _BOTH
        codes = [code for e in reversed(named) if (code := self.entities[e].state) is not None]
        states = list(dict.fromkeys(codes))[:count]
        if count > _BOTH and len(set(codes)) != count:
            return ()  # which three?
        if len(states) < count or not any(key(said).endswith(key(form)) for form in _both_states()):
            return ()
        return tuple(Party(self._holder(replace(office, state=state))) for state in reversed(states))

    def _holder(self, office: Role) -> int:
        """Who holds an office of a state, else the office, which becomes an entity."""
        held = (
            i for i, e in enumerate(self.entities) for r in e.roles if (r.kind, r.state) == (office.kind, office.state)
        )
        if (found := next(held, None)) is not None:
            return found
        role = replace(office, owner=lexicon().state_names.get(office.state or ""))
        self.entities.append(Entity("position", role.name, (role.name,), role.state, roles=(role,)))
        return len(self.entities) - 1

    def for_states(self, parties: Sequence[Party]) -> tuple[Party, ...]:
        """The parties of a negotiation that somebody speaks about: a state and, for an official, his state.

        Not he who has no state, as he only speaks.
        """
        found: list[Party] = []
        for party in parties:
            node = self.entities[party.entity]
            if acts_for_a_state(node) and any(self.entities[p.entity].kind == "state" for p in parties):
                acting = own_body(self.entities, party.entity)
                if acting is None:
                    continue
                party = Party(acting, party.role)
            if party not in found:
                found.append(party)
        return tuple(found)

    def are_groups(self, parties: Sequence[Party]) -> bool:
        """«فرستادگان X در مذاکرات با Y»: whether nobody of a state is named who was in its talks with another one."""
        sides = [self.entities[p.entity] for p in parties]
        known = all(side.state is not None for side in sides)  # Europe has no state
        return known and {side.kind for side in sides} == {"state", "unnamed"}

    def calling(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who calls an envoy in, and him: where a state does, not also its ministry, to which he is called."""
        states = {one.state for p in parties if (one := self.entities[p.entity]).kind == "state"}
        if len(parties) <= _BOTH or not states:
            return parties
        bodies = {p.entity for p in parties if self.entities[p.entity].kind == "organization"}
        return tuple(
            p for p in parties if p.entity not in bodies or self.entities[p.entity].state not in {None, *states}
        )

    def acting(self, parties: list[Party]) -> list[Party]:
        """Two parties, a spokesman who speaks of his state's talk with another as the state itself."""
        if len(parties) != 2 or all(self.entities[p.entity].kind != "state" for p in parties):
            return parties
        return [Party(self._stands_for(p.entity), p.role) for p in parties]

    def speaking(self, parties: Sequence[Party]) -> tuple[Party, ...]:
        """The parties of a talk that somebody tells of or denies: a spokesman speaks of that of his movement, or of his
        state, not of his own; of an interview it is his own.
        """
        if any(self.is_medium(self.entities[p.entity]) for p in parties):
            return tuple(parties)
        return tuple(replace(p, entity=self._body_of(p.entity)) if self._is_spokesman(p.entity) else p for p in parties)

    def _is_spokesman(self, entity: int) -> bool:
        return any("spokes" in role.kind for role in self.entities[entity].roles)

    def _stands_for(self, entity: int) -> int:
        return self._state_of(entity) if self._is_spokesman(entity) else entity

    def _body_of(self, spokesman: int) -> int:
        """Whom somebody speaks for, else himself."""
        body = own_body(self.entities, spokesman)
        return spokesman if body is None else body

    def _state_of(self, entity: int) -> int:
        """The state of an official where the text names it, else himself."""
        state = state_of(self.entities, entity)
        return entity if state is None else state


@cache
def _both_states() -> tuple[str, ...]:
    """Words for two states that were named before («دو کشور»)."""
    return tuple(lang.toml("link.toml")["both_states"])


@cache
def acting_bodies() -> dict[str, str]:
    """The movements and companies of the knowledge base, whose people act for them and not for a state, with kinds."""
    return {each.name: each.kind for each in kb.load().organizations if each.kind in _ACTING}


def acts_for_a_state(entity: Entity) -> bool:
    """Whether an entity is an official, or a ministry."""
    return entity.kind in _OFFICIALS or entity.organization_kind in _OFFICES


def state_of(entities: Sequence[Entity], official: int) -> int | None:
    """The state of an official among the entities, where the text names it."""
    return state_of_code(entities, entities[official].state)


def own_state(entities: list[Entity], official: int) -> int | None:
    """The state of an official; it becomes an entity where the text does not name it («ما» of a minister)."""
    found, code = state_of(entities, official), entities[official].state
    if found is None and code is not None and acts_for_a_state(entities[official]):
        name = lexicon().state_names.get(code, code)
        entities.append(Entity("state", name, (name,), code))
        found = len(entities) - 1
    return found


def own_body(entities: list[Entity], official: int) -> int | None:
    """For whom an official talks, or whom he means by «ما»: his movement or company, else his state; it becomes an
    entity.
    """
    name = entities[official].organization
    if name is None or name not in acting_bodies() or entities[official].kind == "organization":
        return own_state(entities, official)
    known = (i for i, e in enumerate(entities) if e.kind == "organization" and e.organization == name)
    if (found := next(known, None)) is not None:
        return found
    entities.append(Entity("organization", name, (name,), entities[official].state, name, acting_bodies()[name]))
    return len(entities) - 1


def state_of_code(entities: Sequence[Entity], code: str | None) -> int | None:
    """The state with an ISO code among the entities, where the text names it."""
    return next((i for i, e in enumerate(entities) if code and e.kind == "state" and e.state == code), None)


_TELLING = 3  # words of the name of a group that tell it apart
