"""What a title says: whose office it is, by its owners, the words that point back and what was spoken of last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.document import Clean
from graphbuild.link import names
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Role
from graphbuild.link.nodes import Node, alike
from graphbuild.link.own import OwnStates, is_bare
from graphbuild.link.salience import is_subject
from graphbuild.link.spoken import Scanned, Spoken
from graphbuild.link.tokens import key, text_of
from graphbuild.link.units import Owner, TitleUse, Unit

_ENVOY = "envoy"  # kind of office
_MISSION = "mission"  # kind of organization


class Roles:
    """Reads the titles of one document, in reading order; `home` is the ISO code of the source's own state.

    `own`: whose officials each sentence's item is about; `item`, `unit`: the sentence, and what is read in it;
    `last_state`, `last_organization`: the state and the body spoken of last; `foreign`: the last sentence that spoke of
    another state than the home state, and which; `named`: the states spoken of, themselves or by their bodies, each
    with its sentence and word.
    """

    def __init__(self, lexicon: Lexicon, clean: Clean, spoken: Spoken, *, home: str) -> None:
        self.lexicon, self.clean, self.spoken, self.home = lexicon, clean, spoken, home
        self.nodes = spoken.nodes
        self.own: Sequence[OwnStates] = ()
        self.item: Scanned
        self.unit: Unit | None = None
        self.last_state: str | None = None
        self.last_organization: Owner | None = None
        self.foreign = (-1, "")
        self.named: list[tuple[int, str, int]] = []

    def forget(self) -> None:
        """Nothing was spoken of yet, as where an item begins: «این کشور» does not point into the one before."""
        self.last_state = self.last_organization = None

    def track(self, unit: Unit) -> None:
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
                self.named.append((self.item.index, owner.state, self.item.row[unit.first].first))
            if owner.state is not None and (owner.kind == "state" or body):
                self.last_state = owner.state  # «وزارت خارجه ترکیه … این کشور»
                self.foreign = (self.item.index, owner.state) if owner.state != self.home else self.foreign
            posted = owner in posts  # «نماینده دائم X نزد سازمان ملل … دبیرکل این سازمان»
            spoken_of = posted or (unit.kind != "person" and unit.organization_kind != "media")
            if owner.kind == "organization" and spoken_of:
                self.last_organization = owner
        bodies = (self._served_body(use) for use in unit.titles)
        self.last_organization = next(filter(None, bodies), self.last_organization)

    def state_of(self, owner: Owner) -> str | None:
        """The ISO code of an owner's state: its own, or that which words point back at."""
        if owner.kind == "home":
            return self.home
        if owner.kind == "own_state" and (state := self.spoken.state_of_subject(self.item)) is not None:
            return state
        if owner.kind in {"same_state", "own_state"}:
            other = self.foreign[1] if self.foreign[0] == self.item.index and self.last_state == self.home else None
            outside = self._outside_clauses() if owner.kind == "same_state" else None
            return outside or other or self.last_state or self.home  # of the home state one says «کشورمان»
        if owner.kind == "state_before":
            return self._spoken_of_before(self.last_state)
        if owner.kind == "person" and owner.state is None and (known := self._named(owner)) is not None:
            return known.state
        return owner.state

    def _outside_clauses(self) -> str | None:
        """«وزارت خارجه X، که با Y …، گفت فرستاده این کشور …»: X, where the state spoken of last stands in a relative
        clause that has ended; None where it does not.
        """
        here = [(state, word) for index, state, word in self.named if index == self.item.index]
        if self.unit is None or not here:
            return None
        above = self._clauses(self.item.row[self.unit.first].first)
        outside = [state for state, word in here if self._clauses(word) <= above]
        return outside[-1] if outside and outside[-1] != here[-1][0] else None

    def _clauses(self, word: int) -> set[int]:
        """The relative clauses of the sentence in which a word stands, by their predicates."""
        words, seen = self.item.sentence.words, {0}
        while word not in seen:
            seen.add(word)
            word = words[word - 1].head
        return {above for above in seen - {0} if words[above - 1].deprel.startswith("acl")}

    def whose(self, whose: Owner) -> str | None:
        """The state of a body that words point back at; the ministry that calls an envoy in is not of his own state."""
        state = self.state_of(whose)
        titles = (use for unit in self.item.units for use in unit.titles if use.row.posted)
        if all(owner.state != state for use in titles for owner in use.owners):
            return state
        return self._spoken_of_before(state)

    def led_body(self, noun: str) -> Owner | None:
        """The body of a folded noun («وزارت» of «وزارتخانه») that was spoken of last, if only in the office of somebody
        («سخنگوی وزارت خارجه X … این وزارتخانه»).
        """
        body = self.last_organization
        if body is None:
            return None
        known = self.lexicon.body(body.value)
        of_kind = known is not None and noun in self.lexicon.pointed_kinds.get(known.kind, ())
        return body if of_kind or alike(noun, key(body.value.split()[0])) else None

    def _served_body(self, use: TitleUse) -> Owner | None:
        """The body of every state that a title ends with («سخنگوی وزارت خارجه X»)."""
        words = use.row.title.split()
        body = next(filter(None, (self.lexicon.body(" ".join(words[at:])) for at in range(1, len(words)))), None)
        state = next((self.state_of(owner) for owner in use.owners if owner.kind != "organization"), None)
        if body is None or state is None or not body.of_state:
            return None
        return Owner("organization", f"{body.name} {self.lexicon.state_names.get(state, '')}".strip(), state)

    def _spoken_of_before(self, state: str | None) -> str | None:
        """The state spoken of last that is not this one."""
        return next((other for _, other, _ in reversed(self.named) if other != state), None)

    def said_by(self, unit: Unit, use: TitleUse) -> list[Role]:
        """The roles that a title with its owners says; a bare title of a state's office is the text's own state's."""
        if use.owners:
            return [self._role(use, owner) for owner in use.owners]
        if unit.name is not None:
            known = self.lexicon.states_of(text_of(self.clean, self.item.row, *unit.name))
            if len(known) == 1 and not use.row.open:
                state = next(iter(known))
                return [self._role(use, Owner("state", state, state))]
        state = self.own[self.item.index].of(use.row.kind, self.item, unit) if is_bare(use) else ""
        if state == self.home and self._is_elect(unit):
            state = self._of_elect(use.row.kind) or state
        if state and (abroad := self._abroad(use, state)) is not None:
            return [self._role(use, Owner("state", abroad, abroad))]
        if not state or not self.lexicon.has_office(state, use.row.kind):
            return [Role(use.title, use.row.kind, None, None, None, use.said)]
        if use.row.title in self.lexicon.of_one_state:  # «رهبر انقلاب» says by itself whose he is
            return [replace(self._role(use, Owner("state", state, state)), owner=None)]
        role = self._role(use, Owner("state", state, state))
        if use.row.kind in self.lexicon.shown_by_title:  # «رئیس‌جمهوری» is shown as «رئیس‌جمهور ایران»
            return [replace(role, said=use.row.title)]
        return [replace(role, implied=use.row.kind not in self.lexicon.shown_with_state)]

    def _abroad(self, use: TitleUse, state: str) -> str | None:
        """«وزیر به ارمنستان رفت و با نخست‌وزیر دیدار کرد»: the state spoken of last that has the office of a head, where
        the source's own state has none and nobody is said to hold it.
        """
        kind = use.row.kind
        heads = kind in self.lexicon.governing and not self.lexicon.has_office(state, kind)
        if not heads or self.own[self.item.index].told.get(kind):
            return None
        others = (other for _, other, _ in reversed(self.named) if other != self.home)
        return next((other for other in others if self.lexicon.has_office(other, kind)), None)

    def _is_elect(self, unit: Unit) -> bool:
        """«رئیس‌جمهور منتخب»: whether somebody is to take an office."""
        inside = range(unit.first, unit.last + 1)
        return any(self.lexicon.word("elect", self.item.row, i) is not None for i in inside)

    def _of_elect(self, kind: str) -> str | None:
        """The one state whose holder of an office the text names, though not beside him, and none of the home state."""
        if any(use.row.kind == kind for unit in self.item.units if unit.name is not None for use in unit.titles):
            return None
        persons = (node for node in self.nodes if node.kind == "person")
        held = {role.state for node in persons for role in node.roles if role.kind == kind} - {None}
        return next(iter(held)) if len(held) == 1 and self.home not in held else None

    def said_by_each(self, unit: Unit) -> list[Role]:
        """The roles that a plural title says, those of one owner together."""
        said = [self.said_by(unit, use) for use in unit.titles[0].offices]
        return [role for of_owner in zip(*said, strict=True) for role in of_owner]

    def _role(self, use: TitleUse, owner: Owner) -> Role:
        if use.plural:
            use = replace(use, said=use.row.singular or use.said)
        mission = self.lexicon.body(owner.value.split()[0]) if owner.kind == "organization" else None
        if use.row.posted and mission is not None and mission.kind == _MISSION and owner.state is not None:
            owner = Owner("state", owner.state, owner.state)  # «کاردار سفارت X»
        if owner.kind == "organization":
            return Role(use.title, use.row.kind, owner.value, owner.state, owner.value, use.said, text=use.text)
        if owner.kind == "same_organization":
            called = next((self.nodes[i] for i in self.spoken.called(owner.value)), None)
            last = Owner("organization", called.name, called.state) if called else self.last_organization
            body = self.led_body(owner.value) or last
            if body is not None and (led := self._led(use, body)) is not None:
                return led
            name = body.value if body is not None else None
            return Role(use.title, use.row.kind, name, None, name, use.said)
        if owner.kind == "person":
            return self._served(use, owner)
        state = self.state_of(owner)
        if (
            use.row.posted
            and use.post is None
            and owner.kind == "same_state"
            and self._is_given()
            and state == self._acting()
        ):
            state = self._spoken_of_before(state) or state
        if use.post is not None and owner.kind == "same_state" and state == self.state_of(use.post[0]):
            state = self._spoken_of_before(state) or state  # nobody is his own state's «سفیر این کشور در X»
        owner_name = None if use.row.state else self.lexicon.state_names.get(state or "")
        named = owner.kind == "state" and not use.row.state
        text = (f"{use.said or use.title} {owner.said}" if owner.said else use.text) if named else ""
        unsaid = owner.kind != "state" and use.row.kind in self.lexicon.shown_by_title
        said = use.row.title if unsaid else use.said  # «رئیس‌جمهوری کشورمان» is shown as «رئیس‌جمهور ایران»
        role = Role(use.title, use.row.kind, owner_name, state, None, said, text=text)
        if use.plural or not (use.row.posted or use.post):
            return role
        post = self.state_of(use.post[0]) if use.post is not None else None
        if use.post is None and state != self.home:
            post = self.home  # «سفیر هلند» of the news of a state serves there
        kind = use.post[0].kind if use.post is not None else None
        abroad = kind == "organization" or (kind == "state" and post != self.home)
        return replace(role, post=post, posting=use.post[1] if use.post is not None and abroad else "")

    def _is_given(self) -> bool:
        """Whether «را» follows what is read, or «به» stands before it («یادداشت را به سفیر این کشور داد»)."""
        if self.unit is None:
            return False
        row, first = self.item.row, self.unit.first
        to = first > 0 and self.lexicon.word("addressee", row, first - 1) == first
        return to or self.lexicon.word("object", row, self.unit.last + 1) is not None

    def _acting(self) -> str | None:
        """The state whose body acts: «وزارت خارجه X سفیر این کشور را احضار کرد» is of another one."""
        here = (r for r in self.spoken.references if r.sentence == self.item.index)
        acting = next((self.nodes[r.entity] for r in here if is_subject(self.item.sentence, r)), None)
        return acting.state if acting is not None and acting.kind != "person" else None

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
        known = self._named(owner)
        kinds = {*self.lexicon.kinds_of(owner.value), *(role.kind for role in (known.roles if known else ()))}
        deputies = (self.lexicon.deputies[kind] for kind in sorted(kinds) if kind in self.lexicon.deputies)
        kind = next(deputies, use.row.kind) if use.row.kind == "deputy" else use.row.kind
        return Role(use.title, kind, names.display(owner.value), self.state_of(owner), None, use.said)

    def _named(self, person: Owner) -> Node | None:
        """The person of the document who is named so, or has that surname."""
        named, surname = names.name_key(person.value), key(person.value.split()[-1])
        persons = [n for n in self.nodes if n.kind == "person"]
        same = (n for n in persons if any(names.name_key(name) == named for name in n.names))
        of_surname = (n for n in persons if any(key(name.split()[-1]) == surname for name in n.names))
        return next(same, None) or next(of_surname, None)

    def of_counterpart(self, use: TitleUse, avoid: int | None = None) -> list[Role]:
        """«همتای روس خود»: the antecedent's office, of another owner."""
        owner = use.owners[0] if use.owners else None
        state = self.state_of(owner) if owner is not None and owner.kind != "organization" else None
        if owner is None and self.unit is not None:
            state = self.own[self.item.index].host(self.item, self.unit)  # «در مسکو با همتای خود»
        antecedent = self.spoken.antecedent(self.item, avoid, state, self._own_word())
        if antecedent is not None and owner is None and state is None and not self._is_described():
            state = self._only_other(antecedent)
        if antecedent is None or state is None:
            return []
        several = self.unit is not None and self.unit.plural
        whose = self.spoken.with_companions(self.item, antecedent) if several else [antecedent]
        offices = ([role for role in self.nodes[one].roles if role.organization is None] for one in whose)
        known = self.lexicon.has_office
        bases = (next((r for r in held if known(state, r.kind)), held[0]) for held in offices if held)
        return [self._across(base, state) for base in bases]

    def _is_described(self) -> bool:
        """Whether a word follows that may say whose he is («همتای روسم»)."""
        after = self.item.row[self.unit.last + 1 :][:1] if self.unit is not None else ()
        return any(token.upos in {"ADJ", "NOUN", "PROPN", "X"} for token in after)

    def _only_other(self, one: int) -> str | None:
        """The state of the only other holder of somebody's office that the text has named («به دعوت همتایش»)."""
        held = {role.kind for role in self.nodes[one].roles if role.organization is None}
        others = (role for i, node in enumerate(self.nodes) if i != one for role in node.roles)
        states = {role.state for role in others if role.kind in held} - {None, self.nodes[one].state}
        return next(iter(states)) if len(states) == 1 else None

    def _across(self, base: Role, state: str) -> Role:
        """The role of another state's holder of an office, or of the one that does the same work there."""
        alike = self.lexicon.same_work.get(base.kind, ())
        kinds = () if self.lexicon.has_office(state, base.kind) else alike
        if (kind := next((k for k in kinds if self.lexicon.has_office(state, k)), None)) is not None:
            base = Role(self.lexicon.title_of(kind, base.title), kind, None, None, None)
        title = self._in_office(base)
        minister = base.kind.endswith("minister") and not base.kind.startswith("deputy")
        minister = minister and base.kind not in self.lexicon.shown_with_state
        kept = title == base.title and (minister or base.kind == _ENVOY)  # «وزیر نیرو», «نماینده ویژه»
        said = base.said if kept or title.startswith(base.said) else ""  # «وزیر راه» is «وزیر راه و شهرسازی»
        return Role(title, base.kind, self.lexicon.state_names.get(state), state, None, said)

    def _own_word(self) -> int | None:
        """The first word of the phrase that is read, where it is called somebody's own («همتای … خود»)."""
        if self.unit is None:
            return None
        row = self.item.row
        inside = range(self.unit.first, min(self.unit.last + 2, len(row)))
        return row[self.unit.first].first if any(self.lexicon.word("own", row, i) is not None for i in inside) else None

    def _in_office(self, role: Role) -> str:
        """The title of a role that is held in full: the counterpart of a former or acting minister is minister."""
        *rest, last = role.title.split()
        if rest and key(rest[0]) in self.lexicon.acting:
            return self.lexicon.title_of(role.kind, role.title)
        return " ".join(rest) if rest and key(last) in self.lexicon.former else role.title
