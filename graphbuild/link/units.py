"""What the scanner puts together: owners, titles in use, and the phrases that they make with names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from graphbuild.link.lexicon import TitleRow

UnitKind = Literal["person", "title", "counterpart", "pronoun", "state", "organization", "unnamed", "sides"]
OwnerKind = Literal[
    "state",
    "organization",
    "person",
    "home",
    "same_state",
    "state_before",
    "own_state",
    "same_organization",
    "same_delegation",
]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose office: a state's (`value`: its ISO code), an organization's or a person's (`value`: the name), or that of
    whom words point back at.
    """

    kind: OwnerKind
    value: str = ""
    state: str | None = None
    said: str = ""  # how the text calls one of several states («وزرای خارجه ایران و انگلیس»)


@dataclass(frozen=True, slots=True)
class TitleUse:
    """A title in the text. `title` is its canonical form without the owner, `said` the form in the text.

    `former` marks «سابق», «منتخب» …, which make another office of it; `post`: where an envoy serves, and how the text
    says it («در مسقط»); `text`: the whole phrase; `also`: the further offices of a plural one («وزرای خارجه و دفاع X»).
    """

    row: TitleRow
    title: str
    owners: tuple[Owner, ...] = ()
    plural: bool = False
    former: bool = False
    said: str = ""
    post: tuple[Owner, str] | None = None
    text: str = ""
    also: tuple[TitleUse, ...] = ()

    @property
    def offices(self) -> tuple[TitleUse, ...]:
        """Each office that it names, with its owners."""
        return (self, *self.also)

    def of_each(self, owners: tuple[Owner, ...], singular: str) -> TitleUse:
        """A plural title with its owners, and how one of its holders is called."""
        return replace(self, owners=owners, row=replace(self.row, singular=singular))


@dataclass(frozen=True, slots=True)
class Unit:
    """A phrase over tokens `first`..`last` (inclusive). `name` is the token range of a person's name in it.

    `back`: it points back («این مقام»); `back_words`: its last tokens that name its owner («مقامات این کشور»);
    `aware_words`: those that say what it knows («منبع آگاه از موضوع»);
    `head`: the token of the noun of an unnamed group; `more`: its further owners («سران قطر، عمان و مصر»);
    `whose`: the state that words point back at as a body's («وزارت خارجه این کشور»).
    """

    kind: UnitKind
    first: int
    last: int
    name: tuple[int, int] | None = None
    titles: tuple[TitleUse, ...] = ()
    owner: Owner | None = None
    organization_kind: str | None = None
    plural: bool = False
    back: bool = False
    back_words: int = 0
    aware_words: int = 0
    head: int = 0
    more: tuple[Owner, ...] = ()
    whose: Owner | None = None
