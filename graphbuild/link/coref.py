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
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Entity, How, Links, Reference, Role
from graphbuild.link.nodes import Node, Nodes, alike
from graphbuild.link.own import OwnStates, is_bare, own_states
from graphbuild.link.salience import is_subject
from graphbuild.link.spoken import Scanned, Spoken
from graphbuild.link.tokens import key, text_of
from graphbuild.link.units import Owner, TitleUse, Unit

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
        self.spoken = Spoken(self.nodes, lexicon.company, lexicon.meetings)
        self.own: list[OwnStates] = []  # of each sentence
        self.item: Scanned  # the sentence that is read
        self.unit: Unit | None = None  # what is read in it
        self.last_state: str | None = None
        self.foreign = (-1, "")  # the last sentence that spoke of another state than the home state, and which
        self.last_organization: Owner | None = None
        self.named: list[str] = []  # the states spoken of, themselves or by their bodies, the last one last

    def resolve(self, scanned: Sequence[Scanned]) -> Links:
        """The links of the document."""
        self.own = own_states(scanned, self.clean, self.lexicon, self.home)
        self._collect(scanned)
        self.last_state = self.last_organization = None
        for item in scanned:
            self.item = item
            if item.opens:  # «وی» and «این کشور» do not point into the item before
                self.spoken.subject = self.last_state = self.last_organization = None
            before = len(self.spoken.references)
            for unit in item.units:
                self._refer(item, unit)
            self.spoken.remember(item, self.spoken.references[before:])
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
        return Links(entities, tuple(self.spoken.references))

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
        for index in set(self.persons.values()):
            self._give(index, self._known_roles(self.nodes[index]))
        for item in scanned:
            self.item = item
            for unit in item.units:
                uses = unit.titles if unit.kind == "person" else ()
                roles = [role for use in uses for role in self._roles(item, unit, use)]
                if unit.name is not None and roles:
                    self._give(self.persons[text_of(self.clean, item.row, *unit.name)], roles)
                self._track(unit)

    def _known_roles(self, node: Node) -> list[Role]:
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
        posts = [use.post[0] for use in unit.titles if use.post is not None]
        owners += [post for post in posts if post.state != self.home]  # «سفیر ایران در عراق … این کشور»
        for owner in owners:
            if owner is None:
                continue
            said = text_of(self.clean, self.item.row, unit.first, unit.last)
            named = self.lexicon.state_names.get(owner.state or "", "-") in said  # «کانال ۱۲ اسرائیل»
            weak = unit.organization_kind == "media" and self.last_state is not None and not named
            body = owner.kind == "organization" and owner.state != self.home and not weak
            if owner.state is not None and owner.kind in {"state", "organization"}:
                self.named.append(owner.state)
            if owner.state is not None and (owner.kind == "state" or body):
                self.last_state = owner.state  # «وزارت خارجه ترکیه … این کشور»
                self.foreign = (self.item.index, owner.state) if owner.state != self.home else self.foreign
            if owner.kind == "organization" and unit.kind != "person" and unit.organization_kind != "media":
                self.last_organization = owner

    # -- owners and roles

    def _state_of(self, owner: Owner) -> str | None:
        if owner.kind == "home":
            return self.home
        if owner.kind == "own_state" and (state := self.spoken.state_of_subject(self.item)) is not None:
            return state
        if owner.kind in {"same_state", "own_state"}:
            other = self.foreign[1] if self.foreign[0] == self.item.index and self.last_state == self.home else None
            return other or self.last_state or self.home  # of the home state one says «کشورمان»
        return owner.state

    def _roles(self, item: Scanned, unit: Unit, use: TitleUse) -> list[Role]:
        """The roles that a title with its owners says; a bare title of a state's office is the text's own state's."""
        if use.owners:
            return [self._role(use, owner) for owner in use.owners]
        if unit.name is not None:
            known = self.lexicon.states_of(text_of(self.clean, item.row, *unit.name))
            if len(known) == 1 and not use.row.open:
                state = next(iter(known))
                return [self._role(use, Owner("state", state, state))]
        state = self.own[item.index].of(use.row.kind, item, unit) if is_bare(use) else ""
        if not state or not self.lexicon.has_office(state, use.row.kind):
            return [Role(use.title, use.row.kind, None, None, None, use.said)]
        if use.row.title in self.lexicon.of_one_state:  # «رهبر انقلاب» says by itself whose he is
            return [replace(self._role(use, Owner("state", state, state)), owner=None)]
        role = self._role(use, Owner("state", state, state))
        if use.row.kind in self.lexicon.shown_by_title:  # «رئیس‌جمهوری» is shown as «رئیس‌جمهور ایران»
            return [replace(role, said=use.row.title)]
        return [replace(role, implied=use.row.kind not in self.lexicon.shown_with_state)]

    def _is_object(self) -> bool:
        """Whether «را» follows what is read."""
        return self.unit is not None and self.lexicon.word("object", self.item.row, self.unit.last + 1) is not None

    def _acting(self) -> str | None:
        """The state whose body acts: «وزارت خارجه X سفیر این کشور را احضار کرد» is of another one."""
        here = (r for r in self.spoken.references if r.sentence == self.item.index)
        acting = next((self.nodes[r.entity] for r in here if is_subject(self.item.sentence, r)), None)
        return acting.state if acting is not None and acting.kind != "person" else None

    def _role(self, use: TitleUse, owner: Owner) -> Role:
        if use.plural:
            use = replace(use, said="")
        if owner.kind == "organization":
            return Role(use.title, use.row.kind, owner.value, owner.state, owner.value, use.said, text=use.text)
        if owner.kind == "same_organization":
            called = next((self.nodes[i] for i in self._called(owner.value)), None)
            body = Owner("organization", called.name, called.state) if called else self.last_organization
            if body is not None and (led := self._led(use, body)) is not None:
                return led
            name = body.value if body is not None else None
            return Role(use.title, use.row.kind, name, None, name, use.said)
        if owner.kind == "person":
            return self._served(use, owner)
        state = self._state_of(owner)
        if (
            use.row.posted
            and use.post is None
            and owner.kind == "same_state"
            and self._is_object()
            and state == self._acting()
        ):
            state = next((other for other in reversed(self.named) if other != state), state)
        owner_name = None if use.row.state else self.lexicon.state_names.get(state or "")
        named = owner.kind == "state" and not use.row.state
        text = (f"{use.title} {owner.said}" if owner.said else use.text) if named else ""
        unsaid = owner.kind != "state" and use.row.kind in self.lexicon.shown_by_title
        said = use.row.title if unsaid else use.said  # «رئیس‌جمهوری کشورمان» is shown as «رئیس‌جمهور ایران»
        role = Role(use.title, use.row.kind, owner_name, state, None, said, text=text)
        if not use.row.posted or use.plural:
            return role
        post = self._state_of(use.post[0]) if use.post is not None else None
        if use.post is None and state != self.home:
            post = self.home  # «سفیر هلند» of the news of a state serves there
        kind = use.post[0].kind if use.post is not None else None
        abroad = kind == "organization" or (kind == "state" and post != self.home)
        return replace(role, post=post, posting=use.post[1] if use.post is not None and abroad else "")

    def _led(self, use: TitleUse, body: Owner) -> Role | None:
        """The office of a state that the head of its ministry holds («وزارت خارجه X … سرپرست این وزارت»)."""
        words = body.value.split()
        known = (self.lexicon.titled(f"{use.title} {' '.join(words[:end])}") for end in range(len(words), 0, -1))
        row = next(filter(None, known), None)
        if row is None or body.state is None:
            return None
        owner = self.lexicon.state_names.get(body.state)
        return Role(row.title, row.kind, owner, body.state, None, text=f"{use.title} {body.value}")

    def _served(self, use: TitleUse, owner: Owner) -> Role:
        """The role of somebody who serves a person («فرستاده پوتین»): an office of that person's state."""
        named = {names.name_key(owner.value)}
        persons = (n for n in self.nodes if n.kind == "person" and named & {names.name_key(x) for x in n.names})
        known = next(persons, None)
        kinds = {*self.lexicon.kinds_of(owner.value), *(role.kind for role in (known.roles if known else ()))}
        deputies = (self.lexicon.deputies[kind] for kind in sorted(kinds) if kind in self.lexicon.deputies)
        kind = next(deputies, use.row.kind) if use.row.kind == "deputy" else use.row.kind
        state = owner.state or (known.state if known else None)
        return Role(use.title, kind, names.display(owner.value), state, None, use.said)

    # -- second pass

    def _refer(self, item: Scanned, unit: Unit) -> None:
        self.unit = unit
        found = self._entities(item, unit)
        self._track(unit)
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
                self._give(index, self._counterpart_roles(item, use, avoid=index))
            return [index]
        if unit.kind == "title":
            return self._holders(item, unit, text)
        if unit.kind == "counterpart":
            return self._counterpart(item, unit, text)
        if unit.kind == "pronoun":
            return [] if (who := self.spoken.pronoun(item, unit)) is None else [who]
        if unit.kind == "state" and unit.owner is not None:
            state = self._state_of(unit.owner)
            return [self.made.state(state)] if state else []
        if unit.kind == "organization" and unit.owner is not None:
            if unit.owner.kind == "same_organization":
                return self._same_organization(item, unit)
            return [self._organization(item, unit, text)]
        if unit.kind == "unnamed":
            if unit.more:
                return self._of_each(item, unit)
            return [self._unnamed(item, unit, text)]
        if unit.kind == "sides":
            index = self.made.node("sides", text)
            self.nodes[index].roles = [Role(use.title, use.row.kind, None, None, None) for use in unit.titles]
            return [index]
        return []

    def _holders(self, item: Scanned, unit: Unit, text: str) -> list[int]:
        use = unit.titles[0]
        if unit.plural:
            if len(use.owners) > 1:
                return [self._holder(role, bare=False) for role in self._roles(item, unit, use)]
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
            for role in self._roles(item, unit, other):
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
        if bare and role.state is None:  # «نخست‌وزیر» of news of a state that has none
            there = [i for i, node in enumerate(self.nodes) if any(r.kind == role.kind and r.state for r in node.roles)]
            if len(there) == 1:
                return there[0]
        if bare:
            others = [i for i in reversed(self.spoken.recent) if any(r.kind == role.kind for r in self.nodes[i].roles)]
            if others and others[0] == self.spoken.subject:
                return others[0]
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
        index = self.made.node("unnamed", text)
        if owner is not None:
            self.nodes[index].state = self._state_of(owner)
            self.nodes[index].organization = owner.value if owner.kind == "organization" else None
        return index

    def _counterpart_roles(self, item: Scanned, use: TitleUse, avoid: int | None = None) -> list[Role]:
        """«همتای روس خود»: the antecedent's office, of another owner."""
        owner = use.owners[0] if use.owners else None
        state = self._state_of(owner) if owner is not None and owner.kind != "organization" else None
        antecedent = self.spoken.antecedent(item, avoid, state)
        base = self.spoken.state_office(antecedent) if antecedent is not None else None
        if base is None or state is None:
            return []
        title = self._in_office(base)
        said = base.said if title.startswith(base.said) else ""  # «وزیر راه» is «وزیر راه و شهرسازی»
        return [Role(title, base.kind, self.lexicon.state_names.get(state), state, None, said)]

    def _in_office(self, role: Role) -> str:
        """The title of a role that is held in full: the counterpart of a former or acting minister is minister."""
        *rest, last = role.title.split()
        if rest and key(rest[0]) in self.lexicon.acting:
            return self.lexicon.title_of(role.kind, role.title)
        return " ".join(rest) if rest and key(last) in self.lexicon.former else role.title

    def _counterpart(self, item: Scanned, unit: Unit, text: str) -> list[int]:
        if unit.plural:
            several = [
                self._holder(role, bare=False)
                for use in unit.titles
                for owner in use.owners
                for role in self._counterpart_roles(item, replace(use, owners=(owner,)))
            ]
            return several or [self.made.node("unnamed", text)]
        roles = self._counterpart_roles(item, unit.titles[0])
        if roles:
            return [self._holder(roles[0], bare=False)]
        owner = unit.titles[0].owners[0] if unit.titles[0].owners else None
        index = self.made.node("unnamed", " ".join(text.split()[:2]) if owner else text)
        self.nodes[index].state = self._state_of(owner) if owner is not None else None
        return [index]

    # -- organizations and unnamed groups

    def _whose(self, item: Scanned, whose: Owner) -> str | None:
        """The state of a body that words point back at; the ministry that calls an envoy in is not of his own state."""
        state = self._state_of(whose)
        titles = (use for unit in item.units for use in unit.titles if use.row.posted)
        if all(owner.state != state for use in titles for owner in use.owners):
            return state
        return next((other for other in reversed(self.named) if other != state), None)

    def _organization(self, item: Scanned, unit: Unit, text: str) -> int:
        owner = unit.owner
        assert owner is not None
        if unit.whose is not None:
            state = self._whose(item, unit.whose)
            text = f"{owner.value} {self.lexicon.state_names.get(state or '', '')}".strip()
            owner = replace(owner, value=text, state=state)
        name = text if owner.value in self.lexicon.state_names.values() else owner.value  # «تلویزیون عمان»
        index = self.made.keyed(
            "organization",
            key(name),
            lambda: Node("organization", name, [], owner.state, name, unit.organization_kind),
        )
        quoted = any(mark in text for mark in self.lexicon.marks("quotes"))
        self.nodes[index].names.append(name if quoted else text)  # «روزنامه «ایکس»»: the name is inside
        return index

    def _same_organization(self, item: Scanned, unit: Unit) -> list[int]:
        """«این روزنامه», «این جنبش»: the last organization that is called so, or the last medium."""
        media = self.lexicon.word("media_heads", item.row, unit.last) is not None
        same = [i for i in self._organizations() if media and self.nodes[i].organization_kind == "media"]
        return (self._called(item.row[unit.last].key) or same)[:1]

    def _organizations(self) -> list[int]:
        """The organizations that were named, the last one first."""
        return [r.entity for r in reversed(self.spoken.references) if self.nodes[r.entity].kind == "organization"]

    def _called(self, noun: str) -> list[int]:
        """The organizations named before in whose name a folded noun is, or its short form («وزارت» of «وزارتخانه»)."""
        return [
            i
            for i in self._organizations()
            if any(
                noun in key(name) or alike(noun, key(name.split()[0]))
                for name in (self.nodes[i].name, *self.nodes[i].names)
            )
        ]

    def _of_each(self, item: Scanned, unit: Unit) -> list[int]:
        """«سران قطر، عمان و مصر»: who is named as the head of each, else a group of each."""
        head = text_of(self.clean, item.row, unit.first, max(unit.first, unit.last - unit.back_words))
        heads = self.lexicon.word("heads", item.row, unit.head) is not None
        found = []
        for owner in (unit.owner, *unit.more):
            state = self._state_of(owner) if owner is not None else None
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
        node, state = self.nodes[self.spoken.subject], self._state_of(unit.owner) if unit.owner else None
        fits = (
            state is None
            or node.state == state
            or (node.state is None and unit.owner is not None and unit.owner.kind == "organization")
        )
        return self.spoken.subject if node.kind in {"person", "position"} and fits else None

    def _unnamed(self, item: Scanned, unit: Unit, text: str) -> int:
        head = item.row[unit.head].key
        if unit.back:
            earlier = [r.entity for r in reversed(self.spoken.references) if self.nodes[r.entity].kind == "unnamed"]
            whose = self._state_of(unit.owner) if unit.owner else None
            states = {None, whose} if whose else {node.state for node in self.nodes}
            same = [i for i in earlier if alike(head, self.nodes[i].head) and self.nodes[i].state in states]
            if same:
                return same[0]
            if (told := self._official(item, unit)) is not None:
                return told
        state = self._state_of(unit.owner) if unit.owner else None
        if unit.aware_words:
            text = text_of(self.clean, item.row, unit.first, unit.last - unit.aware_words)
        if unit.owner is not None and unit.owner.kind in {"home", "same_state", "own_state"} and state:
            head = text_of(self.clean, item.row, unit.first, max(unit.first, unit.last - unit.back_words))
            text = f"{head} {self.lexicon.state_names[state]}"
        index = self.made.node("unnamed", text)
        self.nodes[index].state, self.nodes[index].head = state, head
        self.nodes[index].bystander = self.lexicon.word("bystanders", item.row, unit.head) is not None
        if unit.owner is not None and unit.owner.kind == "organization":
            self.nodes[index].organization = unit.owner.value
        return index
