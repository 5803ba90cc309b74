"""Whose office a bare title is («رئیس‌جمهور»): the source's own state's, unless the text is about another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from graphbuild.document import Clean
from graphbuild.link.lexicon import Lexicon
from graphbuild.link.spoken import Scanned
from graphbuild.link.tokens import Token, text_of
from graphbuild.link.units import Owner, TitleUse, Unit

_SEATS = frozenset({"presidency", "government"})  # kinds of organization
_REPORTING = frozenset({"ministry", "organization"})  # other kinds («اداره ارتباطات ریاست‌جمهوری X»)
_SHARE = 0.7  # of the officials whose state is said: so many must be of one state for the text to be about it


@dataclass
class OwnStates:
    """The state of the bare titles of one item, decided once a kind of office. Blind to what the source is.

    `officials` counts the officials of the item by state; `home` is the ISO code of the source's own state;
    `lead_holder`: the kind and state of the office with which the body under a headline begins; `told`: kinds of office
    with the states whose they are said to be; `home_kinds`: those that persons of the home state who are named hold.
    """

    lexicon: Lexicon
    home: str
    officials: Counter[str] = field(default_factory=Counter)
    at_home: bool = False
    led_bare: bool = False
    home_named: bool = False
    lead_holder: tuple[str, str] | None = None
    told: dict[str, dict[str, None]] = field(default_factory=dict)  # in the order of the text
    home_kinds: set[str] = field(default_factory=set)
    _decided: dict[str, str] = field(default_factory=dict)

    def see(self, unit: Unit, name: str | None, *, lead: bool, heading: bool, first: bool) -> None:
        """Count the officials of a unit.

        `lead`: no sentence of the item before its own has a title; `heading`: it stands in the item's headline;
        `first`: it is the first official of the body below one.
        """
        if unit.kind == "counterpart":
            return
        states = {owner.state for use in unit.titles for owner in use.owners if owner.state}
        for use in unit.titles:
            states_told = (self.home if o.kind == "home" else o.state for o in use.owners)
            self.told.setdefault(use.row.kind, {}).update(dict.fromkeys(filter(None, states_told)))
        if first and unit.titles and (owner := next(iter(unit.titles[0].owners), None)) is not None and owner.state:
            self.lead_holder = (unit.titles[0].row.kind, owner.state)
        self.home_named |= self.home in states or (unit.owner is not None and self._is_home(unit.owner))
        self.at_home |= any(owner.kind == "home" for use in unit.titles for owner in use.owners)
        if not states and name is not None:
            states = set(self.lexicon.states_of(name))
            self.home_named |= self.home in states
            self.home_kinds |= self.lexicon.kinds_of(name) if self.home in states else set()
            states = states if len(states) == 1 else set()
        self.officials.update(states)
        self.at_home |= self.home in states
        bare = unit.kind in {"title", "person"} and not unit.plural and any(is_bare(use) for use in unit.titles)
        if lead and bare and not states:
            self.led_bare |= heading
            self.at_home |= not heading

    def _is_home(self, owner: Owner) -> bool:
        return owner.kind == "home" or owner.state == self.home

    def of(self, kind: str, item: Scanned, unit: Unit) -> str:
        """The ISO code of the state that a bare title of this kind of office belongs to."""
        row = item.row
        state = self._of_spokesman(item, unit) or self._of_lead(item, unit)
        if state is None and (kind in self.lexicon.governing or kind.endswith("minister")):
            state = self.host(item, unit)
        if state is not None and self.lexicon.has_office(state, kind):
            return state
        if kind not in self._decided:
            self._decided[kind] = self._decide(kind, row, unit)
        others = self.told.get(kind, {}).keys() - {self._decided[kind]}
        if len(others) <= 1 and self._of_counterpart(row, unit) == self._decided[kind]:
            return next(iter(others), self.home)
        return self._decided[kind]

    def _of_spokesman(self, item: Scanned, unit: Unit) -> str | None:
        """The state whose spokesman, who serves this office, or whose seat of government speaks in the sentence
        («سخنگوی وزارت خارجه X از دیدار وزیر خارجه خبر داد», «دستیار رئیس‌جمهور X گفت رئیس‌جمهور …», «کرملین گفت …»), or
        whose ministry reports something («وزارت خارجه X اعلام کرد که …»).
        """
        before = [other for other in item.units if other.last < unit.first]
        title = next((use.row.title for use in unit.titles), "")
        spoken = [
            owner.state
            for other in before
            for use in other.titles
            for owner in use.owners
            if "spokes" in use.row.kind or (title and use.said.endswith(f" {title}"))
        ]
        first = before[0] if before else None
        if first is not None and first.owner is not None:
            reports = first.organization_kind in _REPORTING and self._is_reported(item.row[first.last : unit.first])
            spoken += [first.owner.state] if reports or first.organization_kind in _SEATS else []
        return next((state for state in spoken if state not in {None, self.home}), None)

    def _of_lead(self, item: Scanned, unit: Unit) -> str | None:
        """The state of another state's official whose words follow («وزیر خارجه X: رئیس‌جمهور به ما گفت …»)."""
        lead = item.units[0] if item.units else None
        if lead is None or lead.last >= unit.first or lead.last + 1 >= len(item.row):
            return None
        states = {owner.state for use in lead.titles for owner in use.owners if owner.state}
        if not states and lead.name is not None:
            first, last = lead.name
            states = set(self.lexicon.states_of(" ".join(token.text for token in item.row[first : last + 1])))
        says = item.row[lead.last + 1].text in self.lexicon.marks("voice")
        return next(iter(states)) if says and len(states) == 1 and self.home not in states else None

    def host(self, item: Scanned, unit: Unit) -> str | None:
        """The state in whose capital somebody else is («X در کی‌یف با رئیس‌جمهور دیدار کرد», «سفیر X در باکو با …»), or
        to which he goes («X به چین می‌رود و با همتای خود …»).
        """
        row, at = item.row, unit.first
        before = {other.last: other.first for other in item.units if other.last < at}
        while at > 1 and self.lexicon.word("joiners", row, at - 1) == at and at - 2 in before:
            at = before[at - 2]
        visitor = next((other for other in item.units if other.titles or other.name is not None), unit)
        if not at or self.lexicon.word("company", row, at - 1) != at or visitor.last >= at:
            return None
        post = next((use.post for use in visitor.titles if use.post is not None), None)
        if post is not None:
            return post[0].state
        seats = {u.first: u.owner.state for u in item.units if u.owner is not None and u.organization_kind in _SEATS}
        for i in range(at - 2, visitor.last, -1):
            found = self.lexicon.state(row, i)
            goes = found is not None and self.lexicon.word("goes", row, found[1]) is not None
            there = i in seats or goes or self.lexicon.is_capital(row, i)
            if self.lexicon.word("comes_to", row, i - 1) == i and there:
                return seats[i] if i in seats else found[0] if found is not None else None
        return None

    def _of_counterpart(self, row: Sequence[Token], unit: Unit) -> str | None:
        """The state of whom the holder meets as his counterpart («وزیر خارجه با همتای ایرانی خود»): it is not his."""
        for i in range(unit.last + 1, len(row)):
            if (end := self.lexicon.word("counterpart", row, i)) is not None:
                state = self.lexicon.state(row, end, adjectives=True)
                return state[0] if state is not None else None
        return None

    def _is_reported(self, before: Sequence[Token]) -> bool:
        return any(token.upos == "SCONJ" or token.text in self.lexicon.marks("voice") for token in before)

    def _decide(self, kind: str, row: Sequence[Token], unit: Unit) -> str:
        # a report of another state's ministry says whose minister he is below the headline
        led = self.lead_holder[1] if self.lead_holder is not None and self.lead_holder[0] == kind else None
        foreign = led is not None and self.told.get(kind, {}).keys() == {led} and kind not in self.home_kinds
        if self.led_bare and led is not None and foreign:
            return led
        if self.at_home or not self.officials:
            return self.home
        if self.led_bare:
            return self.home if led is None or self.home_named else led
        if not self.home_named and (told := self.told.get(kind)):
            return next(iter(told))  # of several the first, whom the text is about
        state, count = self.officials.most_common(1)[0]
        if count < _SHARE * self.officials.total() or not self.lexicon.has_office(state, kind):
            return self.home
        reported = self._is_reported(row[: unit.first])
        here = {found[0] for i in range(len(row)) if (found := self.lexicon.state(row, i)) is not None}
        spoken_of = state in here and self.home not in here
        named = unit.name is not None
        return state if reported or spoken_of or named else self.home


def own_states(scanned: Sequence[Scanned], clean: Clean, lexicon: Lexicon, home: str) -> list[OwnStates]:
    """Whose officials each sentence's item is about: one state of knowledge for all the sentences of an item."""
    found: list[OwnStates] = []
    own, lead, below = OwnStates(lexicon, home), True, False
    for item in scanned:
        if item.opens:
            own, lead, below = OwnStates(lexicon, home), True, False
        found.append(own)
        heading = clean.blocks[item.sentence.block].kind == "heading"
        titled = next((unit for unit in item.units if unit.titles), None)
        for unit in item.units:
            name = text_of(clean, item.row, *unit.name) if unit.name is not None else None
            own.see(unit, name, lead=lead, heading=heading, first=below and not heading and unit is titled)
        lead = lead and titled is None
        below = heading
    return found


_DEPUTY = "deputy_foreign_minister"  # kind of office


def is_bare(use: TitleUse) -> bool:
    """Whether a title of a state's office, or of a minister's deputy, is said without its state."""
    return not use.owners and ((use.row.unique and not use.row.open) or use.row.kind == _DEPUTY)
