"""Entities in the making: one node for each that the document speaks of, found again by what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from graphbuild.link.lexicon import Lexicon
from graphbuild.link.model import Role
from graphbuild.link.tokens import key


@dataclass
class Node:
    """An entity in the making."""

    kind: str
    name: str
    names: list[str] = field(default_factory=list)
    state: str | None = None
    organization: str | None = None
    organization_kind: str | None = None
    roles: list[Role] = field(default_factory=list)
    head: str = ""  # of an unnamed group: its noun, folded
    bystander: bool = False

    def has_role(self, kind: str, role: Role) -> bool:
        return any(r.kind == kind and r.state == role.state and r.organization == role.organization for r in self.roles)


class Nodes:
    """The nodes of one document; each method gives the index of the node, made when it is new."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.nodes: list[Node] = []
        self._by_key: dict[tuple[str, str], int] = {}

    def node(self, kind: str, name: str) -> int:
        return self.keyed(kind, key(name), lambda: Node(kind, name, [name]))

    def keyed(self, kind: str, value: str, make: Callable[[], Node]) -> int:
        found = self._by_key.get((kind, value))
        if found is None:
            found = self._by_key[kind, value] = len(self.nodes)
            self.nodes.append(make())
        return found

    def position(self, role: Role) -> int:
        """The node of an office; an envoy whose post is not said is the one of that state whose post is."""
        for i in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[i]
            known = node.roles[0] if node.kind == "position" and node.roles else None
            if known is None or not (known.post or role.post) or replace(known, post=role.post) != role:
                continue
            if role.posting and not known.posting:  # now the text says where he serves
                node.roles = [role]
            elif known.post != role.post and role.posting:
                continue
            return i

        def make() -> Node:
            return Node("position", role.name, [role.name], role.state, role.organization, None, [role])

        whose = (role.state, role.organization or role.owner, role.post)
        index = self.keyed("position", " ".join((key(role.title), *(each or "" for each in whose))), make)
        for form in filter(None, (role.name, role.text)):  # «رئیس‌جمهوری X» is «رئیس‌جمهور X»
            if form not in self.nodes[index].names:
                self.nodes[index].names.append(form)
        return index

    def state(self, state: str) -> int:
        name = self.lexicon.state_names.get(state, state)
        return self.keyed("state", state, lambda: Node("state", name, [name], state))


def alike(one: str, other: str) -> bool:
    """Whether two folded nouns are one in number or spelling («مقام», «مقامات»)."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short)
