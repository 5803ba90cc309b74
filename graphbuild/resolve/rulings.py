"""The analyst's word on names: which are one person, which are not, and how somebody is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphbuild.link.names import name_key

if TYPE_CHECKING:
    from graphbuild.resolve.officials import Person

Form = tuple[str, str | None]
"""A name, and the state for which its bearer is seen."""

_LABEL = re.compile(r"(?P<name>.*\S)\s*\((?P<state>[A-Z]{2})\)")


@dataclass(frozen=True, slots=True)
class NameRuling:
    """A ruling on persons, each meant by a name in any spelling (with a state: «نام (IR)»), or by an id."""

    names: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """How an official is to be shown."""

    official: str
    name: str | None
    name_en: str | None
    place: str


@dataclass(frozen=True)
class NameRulings:
    """All rulings on names. `unknown` fills with what names nobody, when the rulings are applied."""

    same_official: tuple[NameRuling, ...] = ()
    not_same_official: tuple[NameRuling, ...] = ()
    renamed: tuple[Renaming, ...] = ()
    unknown: list[tuple[str, str]] = field(default_factory=list)

    def parts(self, form: Form, others: Iterable[Form]) -> bool:
        """Whether a name is somebody else's than all these names of one person."""
        return self.parted([form], others)

    def parted(self, forms: Iterable[Form], others: Iterable[Form]) -> bool:
        """Whether two persons of these names are not the same."""
        if not self.not_same_official:
            return False
        forms, others = list(forms), list(others)
        for ruling in self.not_same_official:
            one, two = (
                {i for i, wanted in enumerate(ruling.names) if any(_means(wanted, form) for form in group)}
                for group in (forms, others)
            )
            if any(i != j for i in one for j in two):
                return True
        return False

    def same(self, persons: Sequence[Person]) -> list[list[Person]]:
        """Groups of persons that are one."""
        groups = []
        for ruling in self.same_official:
            group = list(dict.fromkeys(p for name in ruling.names for p in self._called(name, persons, ruling.place)))
            if len(group) > 1:
                groups.append(group)
        return groups

    def rename(self, persons: Sequence[Person]) -> None:
        """Give persons the names that the analyst wants to see."""
        for ruling in self.not_same_official:
            for name in ruling.names:
                self._called(name, persons, ruling.place)
        for renaming in self.renamed:
            for person in self._called(renaming.official, persons, renaming.place):
                person.shown = renaming.name or person.shown
                person.name_en = renaming.name_en or person.name_en

    def _called(self, name: str, persons: Sequence[Person], place: str) -> list[Person]:
        found = [p for p in persons if p.id == name or any(_means(name, form) for form in p.forms)]
        found = found or [p for p in persons if any(name_key(name) == name_key(n) for n in p.names)]
        if not found and (place, name) not in self.unknown:
            self.unknown.append((place, name))
        return found


def _means(wanted: str, form: Form) -> bool:
    match = _LABEL.fullmatch(wanted.strip())
    if match:
        return form[1] == match["state"] and name_key(form[0]) == name_key(match["name"])
    return name_key(form[0]) == name_key(wanted)
