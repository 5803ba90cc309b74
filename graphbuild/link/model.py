"""What the link stage gives: references in the text, and the entities that they stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

EntityKind = Literal["person", "position", "state", "organization", "unnamed", "sides"]
How = Literal["name", "title", "pronoun", "counterpart", "state", "organization", "unnamed", "sides"]


@dataclass(frozen=True, slots=True)
class Role:
    """A position as the text says it: its title, what kind of office it is, and whose.

    `owner` is the display name of the state or organization; `state` its ISO code, where one is known; `post` the code
    of the state in which an envoy serves. How the text says it does not count when two roles are compared: `said` is
    the form of the title, `text` that of the office with its owner, `posting` that of the post («در مسقط»); `implied`:
    the text does not say whose it is, and need not.
    """

    title: str
    kind: str
    owner: str | None
    state: str | None
    organization: str | None
    said: str = field(default="", compare=False)
    post: str | None = None
    text: str = field(default="", compare=False)
    posting: str = field(default="", compare=False)
    implied: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        """The title as it was said, with its owner."""
        title = self.said or self.title
        return title if not self.owner or title.endswith(self.owner) else f"{title} {self.owner}"

    @property
    def shown(self) -> str:
        """The name for display: as the text says it, with its state where a reader asks whose «وزیر خارجه» it is."""
        name = (self.said or self.title) if self.implied else self.text or self.name
        return f"{name} {self.posting}".strip()


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something of one document. `names` are the forms in the text, the longest first."""

    kind: EntityKind
    name: str
    names: tuple[str, ...] = ()
    state: str | None = None
    organization: str | None = None
    organization_kind: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase of a sentence that stands for an entity.

    `first` and `last` are word ids (inclusive) of `sentence`; `start` and `end` clean offsets; `entity` indexes
    `Links.entities`. `plural` marks a phrase for several holders that stands here for one of them
    («وزرای خارجه ایران و مصر» gives two references over the same words).
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    entity: int
    how: How
    plural: bool = False


@dataclass(frozen=True)
class Links:
    """The link layer of a document: references in reading order. `home`: the ISO code of the source's own state."""

    entities: tuple[Entity, ...]
    references: tuple[Reference, ...]
    home: str | None = None
