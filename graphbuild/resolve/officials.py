"""One official from many documents: full names first, then surnames that fit one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from graphbuild import ids, kb
from graphbuild.document import Document
from graphbuild.link.model import Entity, Role
from graphbuild.link.names import best, name_key, same_name
from graphbuild.link.tokens import key
from graphbuild.records import Evidence
from graphbuild.resolve.bench import Bench
from graphbuild.resolve.layers import clean_of, links_of, quote
from graphbuild.resolve.rulings import NameRulings

_NEAR = 90  # likeness of two folded names, in percent, from which they may be two spellings of one
_NO_RULINGS = NameRulings()


def label(name: str, state: str | None) -> str:
    """What a name is called in judgements: the name, with the state for which its bearer is seen."""
    return f"{name} ({state})" if state else name


@dataclass(eq=False)
class Person:
    """A person of the corpus in the making; `shown` is the name that the analyst gives, `known` that of the knowledge
    base.
    """

    names: list[str] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    forms: list[tuple[str, str | None]] = field(default_factory=list)
    name_en: str | None = None
    shown: str | None = None
    known: str | None = None

    @property
    def name(self) -> str:
        """The name for display: the one that is given, else the fullest."""
        return self.shown or self.known or best(self.names)

    @property
    def id(self) -> str:
        """From the folded fullest name; a surname alone is told from another's by its state."""
        fullest = best(self.names)
        states = () if len(fullest.split()) > 1 else sorted(self.states)
        return ids.make("official", name_key(fullest), *states)

    def take(self, names: Iterable[str], form: tuple[str, str | None], roles: Iterable[Role]) -> None:
        """Add what a document calls the person."""
        self.names += [n for n in dict.fromkeys(names) if n not in self.names]
        self.states |= {form[1]} if form[1] else set()
        self.roles |= set(roles)
        if form not in self.forms:
            self.forms.append(form)

    def shares_office(self, roles: Iterable[Role]) -> bool:
        """Whether one of the roles is one of the person's, by title and owner."""
        own = {(r.title, r.state, r.organization) for r in self.roles}
        return any((r.title, r.state, r.organization) in own for r in roles)


def quotes_of(documents: Sequence[Document]) -> dict[tuple[str, str | None], Evidence]:
    """Where each person's name first stands, by name and state."""
    found: dict[tuple[str, str | None], Evidence] = {}
    for document in documents:
        links, clean = links_of(document), clean_of(document)
        for reference in links.references:
            entity = links.entities[reference.entity]
            if entity.kind == "person" and reference.how == "name" and (entity.name, entity.state) not in found:
                cited = quote(document, clean, reference.start, reference.end, f"link.{reference.how}")
                found[entity.name, entity.state] = cited
    return found


class Officials:
    """Which person a document's entity is, over all documents; the order of documents does not matter.

    Each merge, and each that was nearly made, goes to `bench`; `rulings` are the analyst's, and stand above all;
    `holders` are the office-holders that are known (the shipped ones by default).
    """

    def __init__(
        self,
        entities: Sequence[Entity],
        *,
        bench: Bench | None = None,
        quotes: Mapping[tuple[str, str | None], Evidence] | None = None,
        rulings: NameRulings = _NO_RULINGS,
        holders: Sequence[kb.OfficeHolder] | None = None,
    ) -> None:
        self._holders = _by_name(kb.office_holders() if holders is None else tuple(holders))
        self.persons: list[Person] = []
        self._index = _Index()
        self._by_form: dict[tuple[str, str | None], Person] = {}
        self._bench, self._quotes, self._rulings = bench or Bench(), quotes or {}, rulings
        ordered = sorted(
            {(e.name, e.state, e.roles, e.names): e for e in entities}.values(),
            key=lambda e: (-len(e.name.split()), -len(name_key(e.name)), e.name, e.state or "", repr(e.roles)),
        )
        for entity in ordered:
            form = (entity.name, entity.state)
            person = self._by_form.get(form) or self._find(entity)
            if person is None:
                person = Person()
                self.persons.append(person)
            person.take((entity.name, *entity.names), form, entity.roles)
            self._index.add(person, (entity.name, *entity.names))
            self._by_form[form] = person
        self._spellings()
        self._as_told()
        for person in self.persons:
            self._known(person)
        rulings.rename(self.persons)

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        *,
        bench: Bench,
        rulings: NameRulings = _NO_RULINGS,
        holders: Sequence[kb.OfficeHolder] | None = None,
    ) -> Officials:
        """The persons of some documents."""
        persons = [e for d in documents for e in links_of(d).entities if e.kind == "person"]
        return cls(persons, bench=bench, quotes=quotes_of(documents), rulings=rulings, holders=holders)

    def __getitem__(self, entity: Entity) -> Person:
        return self._by_form[entity.name, entity.state]

    @property
    def node_of_name(self) -> dict[str, str]:
        """Names, as judgements call them → the id of the person."""
        return {label(*form): person.id for form, person in self._by_form.items()}

    def _find(self, entity: Entity) -> Person | None:
        form = (entity.name, entity.state)
        named = [
            p
            for p in self._index.like(entity.name)
            if _may_be(entity.name, p) and not self._rulings.parts(form, p.forms)
        ]
        exact = [p for p in named if name_key(entity.name) == name_key(p.name)]
        if exact and len(entity.name.split()) > 1:  # a full name is one person's, whatever state he is seen in
            two_states = bool(entity.state and exact[0].states and entity.state not in exact[0].states)
            return self._one(exact[0], entity, 0.8 if two_states else 0.96, "the same full name", two_states=two_states)
        fits = [p for p in named if not entity.state or not p.states or entity.state in p.states]
        exact = [p for p in fits if any(name_key(entity.name) == name_key(name) for name in p.names)]
        if exact:
            known = max(exact, key=lambda p: (name_key(p.name) in self._holders, entity.state in p.states))
            return self._one(known, entity, 0.9 if entity.state in known.states else 0.7, "one of the names")
        if len(fits) == 1:
            score = 0.86 if entity.state and entity.state in fits[0].states else 0.66
            return self._one(fits[0], entity, score, "the surname of nobody else")
        for person in named:
            reason = f"for: the surname; against: {'several bear it' if person in fits else 'another state'}"
            self._judged(person.forms[0], form, same=False, score=0.4 if person in fits else 0.25, reason=reason)
        return None

    def _one(self, person: Person, entity: Entity, score: float, reason: str, *, two_states: bool = False) -> Person:
        seen = [reason]
        if person.shares_office(entity.roles):
            score, seen = min(0.99, score + 0.08), [*seen, "the same office"]
        elif entity.state and entity.state in person.states:
            seen.append("the same state")
        against = "; against: seen for two states" if two_states else ""
        reason = f"for: {', '.join(seen)}{against}"
        form = (entity.name, entity.state)
        self._judged(person.forms[0], form, same=True, score=round(score, 3), reason=reason)
        return person

    def _spellings(self) -> None:
        """Join full names that are near each other and of one office, or both of one office-holder; record the rest."""
        from rapidfuzz import fuzz  # here: only a build needs it

        by_state: dict[str, list[tuple[Person, str, set[kb.OfficeHolder]]]] = defaultdict(list)
        for person in self.persons:
            row = (person, name_key(person.name), self._held_by(person))
            for state in person.states:
                by_state[state].append(row)
        gone: set[Person] = set()
        for state in sorted(by_state):
            for (a, one, a_held), (b, other, b_held) in combinations(by_state[state], 2):
                likeness = fuzz.ratio(one, other, score_cutoff=_NEAR)
                known = not a_held.isdisjoint(b_held)
                if not (likeness or known) or a in gone or b in gone or self._rulings.parted(a.forms, b.forms):
                    continue
                office = a.shares_office(b.roles)
                seen = [s for s, there in (("near spellings", likeness >= _NEAR), ("the same office", office),
                                           ("both names of one office-holder", known)) if there]  # fmt: skip
                full = min(len(a.name.split()), len(b.name.split())) > 1
                same = known or (office and full)
                score = 0.95 if known else 0.85 if same else 0.5 if office else 0.4
                self._judged(a.forms[0], b.forms[0], same=same, score=score, reason=f"for: {', '.join(seen)}")
                if same:
                    self._join(a, b)
                    gone.add(b)

    def _as_told(self) -> None:
        for group in self._rulings.same(self.persons):
            for other in group[1:]:
                self._judged(
                    group[0].forms[0], other.forms[0], same=True, score=1.0, reason="corrections.toml", told=True
                )
                self._join(group[0], other)

    def _join(self, person: Person, other: Person) -> None:
        for form in other.forms:
            person.take((), form, ())
            self._by_form[form] = person
        person.take(other.names, person.forms[0], other.roles)
        person.states |= other.states
        self.persons.remove(other)

    def _judged(
        self,
        left: tuple[str, str | None],
        right: tuple[str, str | None],
        *,
        same: bool,
        score: float,
        reason: str,
        told: bool = False,
    ) -> None:
        if not told and not same and self._rulings.parts(left, [right]):
            told, score, reason = True, 0.0, "corrections.toml"
        self._bench.judged(
            "official",
            (label(*left), self._quotes.get(left)),
            (label(*right), self._quotes.get(right)),
            same=same,
            score=score,
            reason=reason,
            by="analyst" if told else "rule",
        )

    def _held_by(self, person: Person) -> set[kb.OfficeHolder]:
        """The office-holders that bear one of the person's names, for one of their states."""
        rows = (row for name in person.names for row in self._holders.get(name_key(name), ()))
        return {row for row in rows if not person.states or row.state in person.states}

    def _known(self, person: Person) -> None:
        """The names of a person that the knowledge base holds without doubt."""
        holders = {h.name: h for h in self._held_by(person)}
        if len(holders) == 1:
            (holder,) = holders.values()
            person.name_en = holder.name_en or None
            if holder.name in person.names:
                person.known = holder.name


class _Index:
    """Persons by their folded names and by the tails of these, so that a surname finds them."""

    def __init__(self) -> None:
        self._names: dict[str, dict[Person, None]] = defaultdict(dict)
        self._tails: dict[str, dict[Person, None]] = defaultdict(dict)
        self._order: dict[Person, int] = {}

    def add(self, person: Person, names: Iterable[str]) -> None:
        self._order.setdefault(person, len(self._order))
        for name in names:
            self._names[name_key(name)][person] = None
            for tail in _tails(name):
                self._tails[tail][person] = None

    def like(self, name: str) -> list[Person]:
        """The persons whom a name may mean, in the order in which they were made."""
        whole = name_key(name)
        found = {*self._names.get(whole, ()), *self._tails.get(whole, ())}
        for tail in _tails(name):
            found.update(self._names.get(tail, ()))
        return sorted(found, key=self._order.__getitem__)


def _tails(name: str) -> set[str]:
    words = name.split()
    return {"".join(map(key, words[i:])) for i in range(1, len(words))}


def _may_be(name: str, person: Person) -> bool:
    """Whether a name can be a person's: a full name by a full name of his, by a surname only with his given name."""
    shared = [other for other in person.names if same_name(name, other)]
    whole = [other for other in person.names if len(other.split()) > 1]
    if len(name.split()) == 1 or not whole or not {*whole}.isdisjoint(shared):
        return bool(shared)
    return bool(shared) and any(name_key(other.split()[0]) == name_key(name.split()[0]) for other in whole)


@cache
def _by_name(holders: tuple[kb.OfficeHolder, ...]) -> dict[str, list[kb.OfficeHolder]]:
    table: dict[str, list[kb.OfficeHolder]] = defaultdict(list)
    for holder in holders:
        for folded in {name_key(name) for name in (holder.name, *holder.aliases)}:
            table[folded].append(holder)
    return dict(table)
