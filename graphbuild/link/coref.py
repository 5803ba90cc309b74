"""Who is meant: units → entities, by names, titles, owners and what was said before.

One pass over a document in reading order, after a first one that collects who is named with which title. A title
without a name is resolved to the one person of the document who holds it; a bare title belongs to the source's own
state. Where nobody is known, the position itself is the entity; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graphbuild.document import Clean
from graphbuild.link import names
from graphbuild.link.appositions import named_together
from graphbuild.link.counterparts import Counterparts
from graphbuild.link.delegations import leader, leads
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Entity, How, Links, Reference, Role
from graphbuild.link.nodes import Node, Nodes, alike
from graphbuild.link.own import own_states
from graphbuild.link.roles import Roles
from graphbuild.link.spoken import Scanned, Spoken
from graphbuild.link.tokens import key, text_of
from graphbuild.link.units import TitleUse, Unit

_HOW: dict[str, How] = {
    "person": "name", "title": "title", "counterpart": "counterpart", "pronoun": "pronoun", "state": "state",
    "organization": "organization", "unnamed": "unnamed", "sides": "sides",
}  # fmt: skip


class Resolver:
    """Resolves the units of one document; `home` is the ISO code of the source's own state, `day` the document's."""

    def __init__(self, lexicon: Lexicon, clean: Clean, *, home: str, day: date | None = None) -> None:
        self.lexicon, self.clean, self.home, self.day = lexicon, clean, home, day
        self.made = Nodes(lexicon)
        self.nodes = self.made.nodes
        self.persons: dict[str, int] = {}
        self.spoken = Spoken(self.nodes, lexicon.company, lexicon.meetings, lexicon.own, lexicon.journeys)
        self.roles = Roles(lexicon, clean, self.spoken, home=home)
        self.counterparts = Counterparts(lexicon, self.made, self.roles, self._holder)

    def resolve(self, scanned: Sequence[Scanned]) -> Links:
        """The links of the document."""
        self.roles.own = own_states(scanned, self.clean, self.lexicon, self.home)
        self._collect(scanned)
        self.roles.forget()
        for item in scanned:
            self.roles.item = item
            if item.opens:  # «وی» and «این کشور» do not point into the item before
                self.spoken.forget()
                self.roles.forget()
            before = len(self.spoken.references)
            for unit in item.units:
                self._refer(item, unit)
            self.spoken.remember(item, self.spoken.references[before:])
            if leads(item, self.lexicon):
                self.spoken.leading = self.spoken.subject
            leading = leader(item, self.spoken.references[before:], self.lexicon)
            self.spoken.leading = self.spoken.leading if leading is None else leading
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
        return Links(entities, tuple(self.spoken.references), self.home)

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
            self.nodes.append(Node("person", names.display(full)))
        for name, full in fullest.items():
            self.persons[name] = self.persons[full]
            self.nodes[self.persons[full]].names.append(names.display(name))
        told = self._told_offices(scanned) if self.day is None else {}
        for index in set(self.persons.values()):
            known = self._known_roles(self.nodes[index])
            kinds = told.get(index) or {role.kind for role in known}
            self._give(index, [role for role in known if role.kind in kinds])
            self.nodes[index].state = next((role.state for role in known), None)
        for item in scanned:
            self.roles.item = item
            for unit in item.units:
                uses = unit.titles if unit.kind == "person" else ()
                roles = [role for use in uses for role in self.roles.said_by(unit, use)]
                if unit.name is not None and roles:
                    self._give(self.persons[text_of(self.clean, item.row, *unit.name)], roles)
                self.roles.track(unit)
            for unit, people in named_together(item.units, item.row, self.lexicon):
                for person, role in zip(people, self.roles.said_by_each(unit), strict=True):
                    if person.name is not None:
                        self._give(self.persons[text_of(self.clean, item.row, *person.name)], [role])

    def _told_offices(self, scanned: Sequence[Scanned]) -> dict[int, set[str]]:
        """The kinds of office that the text itself tells of each person, which need not be his last one."""
        told: dict[int, set[str]] = {}
        for item in scanned:
            for unit in item.units:
                if unit.name is not None:
                    kinds = {use.row.kind for use in unit.titles} - {"counterpart"}
                    told.setdefault(self.persons[text_of(self.clean, item.row, *unit.name)], set()).update(kinds)
        return told

    def _known_roles(self, node: Node) -> list[Role]:
        """The office that the knowledge base gives a person on the document's day, when it knows one without doubt.

        Without a day: the last office of a person who held offices of one state only.
        """
        keys = {names.name_key(name) for name in (node.name, *node.names)}
        held = [h for h in self.lexicon.office_holders if keys & self.lexicon.holder_keys(h)]
        held = [h for h in held if names.may_be(node.name, (h.name, *h.aliases))]
        if self.day is not None:
            held = [h for h in held if h.held_on(self.day)]
        if len({(h.name, h.state) for h in held}) != 1:
            return []
        last = max(held, key=lambda h: h.since)
        if last.state is None:
            return []
        title, at, where = last.title.partition(f" {self.lexicon.seat} ")  # «نماینده دائم X در سازمان ملل»
        posting = f"{at}{where}".strip() if last.kind == "permanent_representative" else ""
        title = title if posting else last.title
        return [Role(title, last.kind, self.lexicon.state_names.get(last.state), last.state, None, posting=posting)]

    def _give(self, index: int, roles: Sequence[Role]) -> None:
        node = self.nodes[index]
        for role in roles:
            if role.kind != "counterpart" and role not in node.roles:
                node.roles.append(role)
                node.state = node.state or role.state
                node.organization = node.organization or role.organization

    # -- second pass

    def _refer(self, item: Scanned, unit: Unit) -> None:
        self.roles.unit = unit
        found = self._entities(item, unit)
        self.roles.track(unit)
        for index in found:
            self.spoken.references.append(
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
                self.spoken.recent.append(index)

    def _entities(self, item: Scanned, unit: Unit) -> list[int]:
        text = text_of(self.clean, item.row, unit.first, unit.last)
        if unit.name is not None:
            index = self.persons[text_of(self.clean, item.row, *unit.name)]
            counterparts = [use for use in unit.titles if use.row.kind == "counterpart"]
            for use in counterparts:
                self._give(index, self.roles.of_counterpart(use, avoid=index))
            return [index]
        if unit.kind == "title":
            return self._holders(unit, text)
        if unit.kind == "counterpart":
            return self.counterparts.of(unit, text)
        if unit.kind == "pronoun":
            return [] if (who := self.spoken.pronoun(item, unit)) is None else [who]
        if unit.kind == "state" and unit.owner is not None:
            if unit.owner.kind == "same_delegation":
                return self._same_delegation()
            state = self.roles.state_of(unit.owner)
            return [self.made.state(state)] if state else []
        if unit.kind == "organization" and unit.owner is not None:
            if unit.owner.kind == "same_organization":
                return self._same_organization(item, unit)
            return [self._organization(unit, text)]
        if unit.kind == "unnamed":
            if unit.more:
                return self._of_each(item, unit)
            return [self._unnamed(item, unit, text)]
        if unit.kind == "sides":
            index = self.made.node("sides", text)
            self.nodes[index].roles = [Role(use.title, use.row.kind, None, None, None) for use in unit.titles]
            return [index]
        return []

    def _holders(self, unit: Unit, text: str) -> list[int]:
        use = unit.titles[0]
        if unit.plural:
            if len(use.owners) > 1 or use.also:
                return [self._holder(role, bare=False) for role in self.roles.said_by_each(unit)]
            return [self._many(use, text)]
        if not use.owners and not use.row.unique:
            described = use.row.open and len(use.title.split()) > 1  # «استاندار X» and «استاندار Y» are two
            earlier = [
                i
                for i in reversed(self.spoken.recent)
                if any(r.kind == use.row.kind and not (described and r.title != use.title) for r in self.nodes[i].roles)
            ]
            return [earlier[0]] if earlier else [self.made.position(Role(text, use.row.kind, None, None, None))]
        for other in reversed(unit.titles):
            for role in self.roles.said_by(unit, other):
                if other.former:  # «رئیس‌جمهور سابق» is not who holds the office now
                    index = self._former(role, other)
                else:
                    index = self._holder(role, bare=not other.owners, known_only=other is not unit.titles[0])
                if index >= 0:
                    return [index]
        return []

    def _holder(self, role: Role, *, bare: bool, known_only: bool = False) -> int:
        """The person of the document who holds the role, else the position itself (or -1)."""
        persons = [(i, node) for i, node in enumerate(self.nodes) if node.kind == "person"]
        holders = next(
            (
                held
                for kind in (role.kind, *self._stands_for(role))
                if (held := [i for i, node in persons if node.has_role(kind, role)])
            ),
            [],
        )
        if len(holders) > 1:
            same = [i for i in holders if any(r.title == role.title for r in self.nodes[i].roles)]
            holders = same or holders
            recent = [i for i in reversed(self.spoken.recent) if i in holders]
            holders = recent or holders
        if holders:
            return holders[0]
        if bare:
            office = (role.kind, role.title)
            held = [i for i, node in enumerate(self.nodes) if any((r.kind, r.title) == office for r in node.roles)]
            there = [i for i in held if any(r.state for r in self.nodes[i].roles if r.kind == role.kind)]
            if len(there) == 1 and role.state is None:  # «نخست‌وزیر» of news of a state that has none
                return there[0]
            said = [i for i in held if role.state and any(r.state == role.state for r in self.nodes[i].roles)]
            recent = [i for i in reversed(self.spoken.recent) if i in held]
            if not said and recent and recent[0] == self.spoken.subject:
                return recent[0]
        return -1 if known_only else self.made.position(role)

    def _stands_for(self, role: Role) -> tuple[str, ...]:
        """Other kinds of office that a title may mean («رهبر X»); «وزیر X» without more may be any minister."""
        short = " " not in role.title and self.lexicon.of_any.get(role.kind)
        return (*self.lexicon.stands_for.get(role.kind, ()), *(short or ()))

    def _former(self, role: Role, use: TitleUse) -> int:
        """The person of the document who is said to have held the office before, else the position itself.

        In a text without a date, whom we know to have held it.
        """
        held = [
            (i, node) for i, node in enumerate(self.nodes) if node.kind == "person" and node.has_role(role.kind, role)
        ]
        said = [i for i, node in held if any(r.kind == role.kind and r.title != use.row.title for r in node.roles)]
        known = said or [i for i, _ in held if self.day is None]
        recent = [i for i in reversed(self.spoken.recent) if i in known]
        return (recent or known or [self.made.position(role)])[0]

    def _many(self, use: TitleUse, text: str) -> int:
        """A group of holders who are not named («رهبران سوریه»)."""
        owner = use.owners[0] if use.owners else None
        state = self.roles.state_of(owner) if owner is not None else None
        for r in reversed(self.spoken.references):  # «۷۶ سناتور آمریکایی … سناتورهای آمریکایی»
            node = self.nodes[r.entity]
            if node.kind == "unnamed" and node.state == state is not None and node.head == key(use.row.title):
                return r.entity
        index = self.made.node("unnamed", text)
        if owner is not None:
            self.nodes[index].state = state
            self.nodes[index].organization = owner.value if owner.kind == "organization" else None
        return index

    # -- organizations and unnamed groups

    def _organization(self, unit: Unit, text: str) -> int:
        owner = unit.owner
        assert owner is not None
        if unit.whose is not None:
            state = self.roles.whose(unit.whose)
            text = f"{owner.value} {self.lexicon.state_names.get(state or '', '')}".strip()
            owner = replace(owner, value=text, state=state)
        name = text if owner.value in self.lexicon.state_names.values() else owner.value  # «تلویزیون عمان»
        index = self.made.keyed(
            "organization",
            key(name),
            lambda: Node("organization", name, [], owner.state, name, unit.organization_kind),
        )
        inside = any(mark in text for mark in self.lexicon.marks("quotes"))  # «روزنامه «ایکس»», «هیئت حماس»
        inside = inside or self.lexicon.is_delegation(text.split()[0])
        self.nodes[index].names.append(name if inside else text)
        return index

    def _same_delegation(self) -> list[int]:
        """The state or body whose delegation was told of last («هیئت عمانی … این هیئت»), else who led one."""
        for r in reversed(self.spoken.references):
            words = self.clean.text[r.start : r.end].split()
            if len(words) > 1 and self.lexicon.is_delegation(words[0]):
                return [r.entity]
        return [] if self.spoken.leading is None else [self.spoken.leading]

    def _same_organization(self, item: Scanned, unit: Unit) -> list[int]:
        """«این روزنامه», «این جنبش»: the last organization that is called so, or the last one of such a kind."""
        at = unit.last - unit.back_words
        media = self.lexicon.word("media_heads", item.row, at) is not None
        same = [i for i in self.spoken.organizations() if media and self.nodes[i].organization_kind == "media"]
        noun = item.row[at].key
        found = self.spoken.called(noun) or same
        body = self.roles.led_body(noun) if not found else None
        if body is None and not found:
            kinds = {kind for kind, nouns in self.lexicon.pointed_kinds.items() if noun in nouns}
            found = [i for i in self.spoken.organizations() if self.nodes[i].organization_kind in kinds]
        if body is not None:  # «سخنگوی وزارت خارجه X … این وزارتخانه»
            return [self._organization(replace(unit, owner=body), body.value)]
        return found[:1]

    def _of_each(self, item: Scanned, unit: Unit) -> list[int]:
        """«سران قطر، عمان و مصر»: who is named as the head of each, else a group of each."""
        head = text_of(self.clean, item.row, unit.first, max(unit.first, unit.last - unit.back_words))
        heads = self.lexicon.word("heads", item.row, unit.head) is not None
        found = []
        for owner in (unit.owner, *unit.more):
            state = self.roles.state_of(owner) if owner is not None else None
            if (
                heads
                and state
                and (named := self._holder(Role(head, "leader", None, state, None), bare=False, known_only=True)) >= 0
            ):
                found.append(named)
                continue
            index = self.made.node("unnamed", f"{head} {self.lexicon.state_names.get(state or '', '')}".strip())
            self.nodes[index].state, self.nodes[index].head = state, item.row[unit.head].key
            found.append(index)
        return found

    def _official(self, item: Scanned, unit: Unit) -> int | None:
        """«این مقام وزارت نیرو»: the official whom the text was about, where nothing tells that he is another one."""
        if unit.plural or self.spoken.subject is None or self.lexicon.word("officials", item.row, unit.head) is None:
            return None
        node, state = self.nodes[self.spoken.subject], self.roles.state_of(unit.owner) if unit.owner else None
        fits = (
            state is None
            or node.state == state
            or (node.state is None and unit.owner is not None and unit.owner.kind == "organization")
        )
        return self.spoken.subject if node.kind in {"person", "position"} and fits else None

    def _taken_up(self, item: Scanned, unit: Unit) -> bool:
        """«با مقام‌های X گفت‌وگو کرد؛ مقام‌هایی که …»: the noun again, for a clause about those who were named before."""
        row, before, after = item.row, unit.first - 1, unit.last + 1
        if unit.first != unit.last or before < 0 or after >= len(row) or row[after].upos != "SCONJ":
            return False
        return row[before].text in self.lexicon.marks("joiners")

    def _unnamed(self, item: Scanned, unit: Unit, text: str) -> int:
        head = item.row[unit.head].key
        state = self.roles.state_of(unit.owner) if unit.owner else None
        if unit.back or self._taken_up(item, unit):
            earlier = [r.entity for r in reversed(self.spoken.references) if self.nodes[r.entity].kind == "unnamed"]
            known = [i for i in earlier if alike(head, self.nodes[i].head)]
            same = [i for i in known if state is None or self.nodes[i].state in {None, state}]
            if same:
                return same[0]
            if unit.back and (told := self._official(item, unit)) is not None:
                return told
            if unit.back and unit.plural and self.lexicon.word("officials", item.row, unit.head) is not None:
                return self.made.node("sides", text)  # «این دو مقام»
        if unit.aware_words:
            text = text_of(self.clean, item.row, unit.first, unit.last - unit.aware_words)
        if unit.owner is not None and unit.owner.kind in {"home", "same_state", "own_state"} and state:
            head = text_of(self.clean, item.row, unit.first, max(unit.first, unit.last - unit.back_words))
            text = f"{head} {self.lexicon.state_names[state]}"
        marks = self.lexicon.marks("quotes") | self.lexicon.marks("closing")
        index = self.made.node("unnamed", "".join(sign for sign in text if sign not in marks))  # «خبرنگار «X»»
        self.nodes[index].state, self.nodes[index].head = state, head
        self.nodes[index].bystander = self.lexicon.word("bystanders", item.row, unit.head) is not None
        if unit.owner is not None and unit.owner.kind == "organization":
            self.nodes[index].organization = unit.owner.value
        return index
