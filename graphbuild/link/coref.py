"""Who is meant: units → entities, by names, titles, owners and what was said before.

One pass over a document in reading order, after a first one that collects who is named with which title. A title
without a name is resolved to the one person of the document who holds it; a bare title belongs to the source's own
state. Where nobody is known, the position itself is the entity; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graphbuild.document import Clean, Sentence
from graphbuild.link import names
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Entity, How, Links, Reference, Role
from graphbuild.link.tokens import Token, key, text_of
from graphbuild.link.units import Owner, TitleUse, Unit

_HOW: dict[str, How] = {
    "person": "name", "title": "title", "counterpart": "counterpart", "pronoun": "pronoun", "state": "state",
    "organization": "organization", "unnamed": "unnamed", "sides": "sides",
}  # fmt: skip


@dataclass
class _Node:
    """An entity in the making."""

    kind: str
    name: str
    names: list[str] = field(default_factory=list)
    state: str | None = None
    organization: str | None = None
    organization_kind: str | None = None
    roles: list[Role] = field(default_factory=list)

    def has_role(self, kind: str, role: Role) -> bool:
        return any(r.kind == kind and r.state == role.state and r.organization == role.organization for r in self.roles)


@dataclass(frozen=True)
class Scanned:
    """A sentence with its tokens and units; `opens` when a new item of the file begins with it."""

    index: int
    sentence: Sentence
    row: Sequence[Token]
    units: Sequence[Unit]
    opens: bool = False


class Resolver:
    """Resolves the units of one document; `home` is the ISO code of the source's own state, `day` the document's."""

    def __init__(self, lexicon: Lexicon, clean: Clean, *, home: str, day: date | None = None) -> None:
        self.lexicon, self.clean, self.home, self.day = lexicon, clean, home, day
        self.nodes: list[_Node] = []
        self.by_key: dict[tuple[str, str], int] = {}
        self.persons: dict[str, int] = {}
        self.references: list[Reference] = []
        self.last_state: str | None = None
        self.last_organization: str | None = None
        self.recent: list[int] = []  # persons and positions, the latest last
        self.subject: int | None = None  # who the sentence before was about

    def resolve(self, scanned: Sequence[Scanned]) -> Links:
        """The links of the document."""
        self._collect(scanned)
        self.last_state = self.last_organization = None
        for item in scanned:
            if item.opens:  # «وی» and «این کشور» do not point into the item before
                self.subject = self.last_state = self.last_organization = None
            before = len(self.references)
            for unit in item.units:
                self._refer(item, unit)
            self._remember_subject(item, self.references[before:])
        entities = tuple(
            Entity(
                node.kind,  # type: ignore[arg-type]
                node.name,
                tuple(sorted(set(node.names), key=lambda n: (-len(n), n))),
                node.state,
                node.organization,
                node.organization_kind,
                tuple(node.roles),
            )
            for node in self.nodes
        )
        return Links(entities, tuple(self.references))

    # -- first pass: who is named, with which titles

    def _collect(self, scanned: Sequence[Scanned]) -> None:
        said = [
            (item, unit, text_of(self.clean, item.row, *unit.name))
            for item in scanned
            for unit in item.units
            if unit.name is not None
        ]
        fullest = names.cluster([name for _, _, name in said])
        for full in dict.fromkeys(fullest.values()):
            self.persons[full] = len(self.nodes)
            self.nodes.append(_Node("person", names.display(full)))
        for name, full in fullest.items():
            self.persons[name] = self.persons[full]
            self.nodes[self.persons[full]].names.append(names.display(name))
        for index in set(self.persons.values()):
            self._give(index, self._known_roles(self.nodes[index]))
        for item in scanned:
            for unit in item.units:
                roles = [role for use in unit.titles for role in self._roles(use)] if unit.kind == "person" else []
                if unit.name is not None and roles:
                    self._give(self.persons[text_of(self.clean, item.row, *unit.name)], roles)
                self._track(unit)

    def _known_roles(self, node: _Node) -> list[Role]:
        """The office that the knowledge base gives a person on the document's day, when it knows one without doubt.

        Without a day: the last office of a person who held offices of one state only.
        """
        keys = {names.name_key(name) for name in (node.name, *node.names)}
        held = [h for h in self.lexicon.office_holders if keys & self.lexicon.holder_keys(h)]
        if self.day is not None:
            held = [h for h in held if h.held_on(self.day)]
        if len({(h.name, h.state) for h in held}) != 1:
            return []
        last = max(held, key=lambda h: h.since)
        if last.state is None:
            return []
        return [Role(last.title, last.kind, self.lexicon.state_names.get(last.state), last.state, None)]

    def _give(self, index: int, roles: Sequence[Role]) -> None:
        node = self.nodes[index]
        for role in roles:
            if role.kind != "counterpart" and role not in node.roles:
                node.roles.append(role)
                node.state = node.state or role.state
                node.organization = node.organization or role.organization

    def _track(self, unit: Unit) -> None:
        """Remember the state and the organization spoken of last, for «این کشور» and «این سازمان»."""
        owners = [unit.owner, *(owner for use in unit.titles for owner in use.owners)]
        for owner in owners:
            if owner is None:
                continue
            if owner.kind == "state":
                self.last_state = owner.value
            elif owner.kind == "organization" and unit.kind != "person":
                self.last_organization = owner.value

    # -- owners and roles

    def _state_of(self, owner: Owner) -> str | None:
        if owner.kind == "home":
            return self.home
        if owner.kind == "same_state":
            return self.last_state or self.home
        return owner.state

    def _roles(self, use: TitleUse) -> list[Role]:
        """The roles that a title with its owners says; a bare title of a state's office is the source's own."""
        if not use.owners:
            at_home = use.row.unique and not use.row.open and self.lexicon.has_office(self.home, use.row.kind)
            return [
                self._role(use, Owner("home")) if at_home else Role(use.title, use.row.kind, None, None, None, use.said)
            ]
        return [self._role(use, owner) for owner in use.owners]

    def _role(self, use: TitleUse, owner: Owner) -> Role:
        if use.plural:
            use = replace(use, said="")
        if owner.kind == "organization":
            return Role(use.title, use.row.kind, owner.value, owner.state, owner.value, use.said)
        if owner.kind == "same_organization":
            name = self.last_organization
            return Role(use.title, use.row.kind, name, None, name, use.said)
        state = self._state_of(owner)
        owner_name = None if use.row.state else self.lexicon.state_names.get(state or "")
        return Role(use.title, use.row.kind, owner_name, state, None, use.said)

    # -- second pass

    def _refer(self, item: Scanned, unit: Unit) -> None:
        found = self._entities(item, unit)
        self._track(unit)
        for index in found:
            self.references.append(
                Reference(
                    item.index,
                    item.row[unit.first].first,
                    item.row[unit.last].last,
                    item.row[unit.first].start,
                    item.row[unit.last].end,
                    index,
                    _HOW[unit.kind],
                    len(found) > 1 or unit.plural,
                )
            )
            if self.nodes[index].kind in {"person", "position"}:
                self.recent.append(index)

    def _entities(self, item: Scanned, unit: Unit) -> list[int]:
        text = text_of(self.clean, item.row, unit.first, unit.last)
        if unit.name is not None:
            index = self.persons[text_of(self.clean, item.row, *unit.name)]
            counterparts = [use for use in unit.titles if use.row.kind == "counterpart"]
            for use in counterparts:
                self._give(index, self._counterpart_roles(item, use, avoid=index))
            return [index]
        if unit.kind == "title":
            return self._holders(unit, text)
        if unit.kind == "counterpart":
            return self._counterpart(item, unit, text)
        if unit.kind == "pronoun":
            return [] if (who := self._pronoun(item, unit)) is None else [who]
        if unit.kind == "state" and unit.owner is not None:
            state = self._state_of(unit.owner)
            return [self._state(state)] if state else []
        if unit.kind == "organization" and unit.owner is not None:
            return [self._organization(unit, text)]
        if unit.kind == "unnamed":
            return [self._unnamed(item, unit, text)]
        if unit.kind == "sides":
            index = self._node("sides", text)
            self.nodes[index].roles = [Role(use.title, use.row.kind, None, None, None) for use in unit.titles]
            return [index]
        return []

    def _holders(self, unit: Unit, text: str) -> list[int]:
        use = unit.titles[0]
        if unit.plural:
            if not use.owners:
                return [self._node("unnamed", text)]
            return [self._holder(role, bare=False) for role in self._roles(use)]
        if not use.owners and not use.row.unique:
            earlier = [i for i in reversed(self.recent) if any(r.kind == use.row.kind for r in self.nodes[i].roles)]
            return [earlier[0]] if earlier else [self._position(Role(text, use.row.kind, None, None, None))]
        for other in reversed(unit.titles):
            for role in self._roles(other):
                index = self._holder(role, bare=not other.owners, known_only=other is not unit.titles[0])
                if index >= 0:
                    return [index]
        return []

    def _holder(self, role: Role, *, bare: bool, known_only: bool = False) -> int:
        """The person of the document who holds the role, else the position itself (or -1)."""
        holders = [i for i, node in enumerate(self.nodes) if node.kind == "person" and node.has_role(role.kind, role)]
        if len(holders) > 1:
            same = [i for i in holders if any(r.title == role.title for r in self.nodes[i].roles)]
            holders = same or holders
            recent = [i for i in reversed(self.recent) if i in holders]
            holders = recent or holders
        if holders:
            return holders[0]
        if bare:
            others = [i for i in reversed(self.recent) if any(r.kind == role.kind for r in self.nodes[i].roles)]
            if others and others[0] == self.subject:
                return others[0]
        return -1 if known_only else self._position(role)

    def _counterpart_roles(self, item: Scanned, use: TitleUse, avoid: int | None = None) -> list[Role]:
        """«همتای روس خود»: the antecedent's office, of another owner."""
        owner = use.owners[0] if use.owners else None
        state = self._state_of(owner) if owner is not None and owner.kind != "organization" else None
        antecedent = self._antecedent(item, avoid, state)
        roles = self.nodes[antecedent].roles if antecedent is not None else []
        if not roles or state is None:
            return []
        base = roles[0]
        return [Role(base.title, base.kind, self.lexicon.state_names.get(state), state, None)]

    def _counterpart(self, item: Scanned, unit: Unit, text: str) -> list[int]:
        if unit.plural:
            several = [
                self._holder(role, bare=False)
                for use in unit.titles
                for owner in use.owners
                for role in self._counterpart_roles(item, replace(use, owners=(owner,)))
            ]
            return several or [self._node("unnamed", text)]
        roles = self._counterpart_roles(item, unit.titles[0])
        if roles:
            return [self._holder(roles[0], bare=False)]
        owner = unit.titles[0].owners[0] if unit.titles[0].owners else None
        index = self._node("unnamed", " ".join(text.split()[:2]) if owner else text)
        self.nodes[index].state = self._state_of(owner) if owner is not None else None
        return [index]

    def _antecedent(self, item: Scanned, avoid: int | None, state: str | None) -> int | None:
        """Whom «همتای … خود» points back to: the nearest person or position before it that is not of its own state."""
        here = [r.entity for r in self.references if r.sentence == item.index and r.entity != avoid]
        for index in reversed(here):
            if self.nodes[index].kind in {"person", "position"} and not (state and self.nodes[index].state == state):
                return index
        return self.subject if self.subject != avoid else None

    def _pronoun(self, item: Scanned, unit: Unit) -> int | None:
        """The subject of the same sentence before it, else whom the sentence before was about.

        Nobody calls himself «وی»: who speaks before a colon is not meant after it, nor the subject in his own clause.
        """
        colon = max((t.start for t in item.row[: unit.first] if t.text == ":"), default=-1)
        here = [r for r in self.references if r.sentence == item.index and not r.plural and r.start > colon]
        own = clause_of(item.sentence, item.row[unit.first].first)
        subjects = [
            (depth(item.sentence, head), order, r.entity)
            for order, r in enumerate(here)
            if self.nodes[r.entity].kind in {"person", "position", "unnamed"}
            and item.sentence.words[(head := head_of(item.sentence, r)) - 1].deprel.startswith("nsubj")
            and clause_of(item.sentence, head) != own
        ]
        if subjects:
            return min(subjects)[2]
        if self.subject is not None:
            return self.subject
        return self.recent[-1] if self.recent else None

    def _remember_subject(self, item: Scanned, references: Sequence[Reference]) -> None:
        """The person or position that is the grammatical subject nearest to the root, else the first one."""
        candidates = []
        for order, reference in enumerate(references):
            if self.nodes[reference.entity].kind not in {"person", "position", "unnamed"} or reference.plural:
                continue
            head = head_of(item.sentence, reference)
            is_subject = item.sentence.words[head - 1].deprel.startswith("nsubj")
            candidates.append((not is_subject, depth(item.sentence, head), order, reference.entity))
        if candidates:
            self.subject = min(candidates)[3]

    # -- nodes

    def _node(self, kind: str, name: str) -> int:
        return self._keyed(kind, key(name), lambda: _Node(kind, name, [name]))

    def _keyed(self, kind: str, value: str, make: Callable[[], _Node]) -> int:
        found = self.by_key.get((kind, value))
        if found is None:
            found = self.by_key[kind, value] = len(self.nodes)
            self.nodes.append(make())
        return found

    def _position(self, role: Role) -> int:
        def make() -> _Node:
            return _Node("position", role.name, [role.name], role.state, role.organization, None, [role])

        return self._keyed("position", key(role.name), make)

    def _state(self, state: str) -> int:
        name = self.lexicon.state_names.get(state, state)
        return self._keyed("state", state, lambda: _Node("state", name, [name], state))

    def _organization(self, unit: Unit, text: str) -> int:
        owner = unit.owner
        assert owner is not None
        name = owner.value
        index = self._keyed(
            "organization",
            key(name),
            lambda: _Node("organization", name, [], owner.state, name, unit.organization_kind),
        )
        self.nodes[index].names.append(text)
        return index

    def _unnamed(self, item: Scanned, unit: Unit, text: str) -> int:
        if unit.back:
            earlier = [r.entity for r in reversed(self.references) if self.nodes[r.entity].kind == "unnamed"]
            head = key(text.split()[-1]).removesuffix(self.lexicon.plural_ending)
            same = [i for i in earlier if head in key(self.nodes[i].name)]
            if same:
                return same[0]
        state = self._state_of(unit.owner) if unit.owner else None
        if unit.owner is not None and unit.owner.kind in {"home", "same_state"} and state:
            head = text_of(self.clean, item.row, unit.first, max(unit.first, unit.last - unit.back_words))
            text = f"{head} {self.lexicon.state_names[state]}"
        index = self._node("unnamed", text)
        self.nodes[index].state = state
        if unit.owner is not None and unit.owner.kind == "organization":
            self.nodes[index].organization = unit.owner.value
        return index


def head_of(sentence: Sentence, reference: Reference) -> int:
    """The id of the word by which the phrase hangs in the tree: its first word whose head lies outside it."""
    for i in range(reference.first, reference.last + 1):
        if not reference.first <= sentence.words[i - 1].head <= reference.last:
            return i
    return reference.first


def clause_of(sentence: Sentence, word: int) -> int:
    """The id of the verb, or the nominal predicate, in whose clause a word stands."""
    current = sentence.words[word - 1].head or word
    while sentence.words[current - 1].head and sentence.words[current - 1].upos != "VERB":
        if any(sentence.words[child - 1].deprel == "cop" for child in sentence.children[current]):
            break
        current = sentence.words[current - 1].head
    return current


def depth(sentence: Sentence, word: int) -> int:
    """How many steps the word is from the root of its sentence."""
    steps, current = 0, word
    while sentence.words[current - 1].head and steps <= len(sentence.words):
        current = sentence.words[current - 1].head
        steps += 1
    return steps
