"""Who «همتای مصری خود», «همتایان عمانی و ژاپنی» are: the same office of other states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Role
from graphbuild.link.nodes import Nodes
from graphbuild.link.roles import Roles
from graphbuild.link.units import Owner, Unit


@dataclass
class Counterparts:
    """Resolves counterparts; `holder` gives the entity that holds a role, or the office."""

    lexicon: Lexicon
    made: Nodes
    roles: Roles
    holder: Callable[..., int]

    def of(self, unit: Unit, text: str) -> list[int]:
        """The entities of a counterpart, several for a plural; of somebody whose office is not known, ones without a
        name.
        """
        use = unit.titles[0]
        if unit.plural:
            uses = [replace(one, owners=(owner,)) for one in unit.titles for owner in one.owners]
            if several := [self.holder(role, bare=False) for one in uses for role in self.roles.of_counterpart(one)]:
                return several
            if len(use.owners) > 1:
                return [self._unnamed(f"{use.row.singular} {self._said(owner)}", owner) for owner in use.owners]
            return [self.made.node("unnamed", text)]
        owner = use.owners[0] if use.owners else None
        called = self._called(unit, text) if owner is not None else text
        if not (roles := self.roles.of_counterpart(use)):
            return [self._unnamed(called, owner)]
        return [self.holder(self._shown(roles[0], called), bare=False)]

    def _shown(self, role: Role, called: str) -> Role:
        """The role as it is shown: what a deputy is called in another state, nobody says."""
        return role if role.kind in self.lexicon.same_titles else replace(role, text=called)

    def _said(self, owner: Owner) -> str:
        """How the text calls a state, else its name."""
        return owner.said or self.lexicon.state_names.get(self.roles.state_of(owner) or "", "")

    def _unnamed(self, text: str, owner: Owner | None) -> int:
        index = self.made.node("unnamed", text)
        self.made.nodes[index].state = self.roles.state_of(owner) if owner is not None else None
        return index

    def _called(self, unit: Unit, text: str) -> str:
        """«همتای مصری» of «همتای مصری خود», «همتای مصری‌اش»."""
        noun, *rest = text.split()
        item, at = self.roles.item, min(unit.first + 1, unit.last)
        whose = item.sentence.words[item.row[at].first - 1].text.rstrip("\u200c")
        return f"{noun} {whose}" if rest else text
