"""The graph layer: what the resolve stage gives and every store, query and export takes.

All of it is frozen, keyed by content ids (`graphbuild.ids`) and ordered by id, so that the same input gives the same
bytes. Offsets in `Evidence` count Unicode characters of the raw text of the document at `Evidence.document`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TALK_KINDS = ("phone_call", "video_call", "meeting", "negotiation", "visit", "letter", "interview", "contact", "talk")
FACTUALITIES = ("asserted", "planned", "possible", "alleged", "denied")
STANCES = ("reports", "claims", "denies", "announces")
ROLES = ("party", "mediator")
DATE_PRECISIONS = ("day", "week", "month", "year")

TalkKind = Literal[
    "phone_call", "video_call", "meeting", "negotiation", "visit", "letter", "interview", "contact", "talk"
]
Factuality = Literal["asserted", "planned", "possible", "alleged", "denied"]
Stance = Literal["reports", "claims", "denies", "announces"]
Role = Literal["party", "mediator"]
DatePrecision = Literal["day", "week", "month", "year"]
EntityLabel = Literal["Official", "Position", "State", "Organization", "Topic", "Place"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that say it: ``text == raw[start:end]`` of `document`, and the rule that read them."""

    document: str
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A document as it was read. `root` is the PATH argument that brought it; `published` is ISO or None."""

    id: str
    path: str
    root: str
    title: str | None
    source: str | None
    url: str | None
    published: str | None
    sha256: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person who acts in the news."""

    id: str
    name: str
    name_en: str | None
    aliases: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An office, of a state (ISO code) or of an organization (id); `name` is the title with its owner."""

    id: str
    name: str
    title: str
    kind: str
    state: str | None
    organization: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state; `id` is ISO 3166-1 alpha-2."""

    id: str
    name: str
    name_en: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organization, ministry, party, medium …; also unnamed sources that speak («منابع آگاه»)."""

    id: str
    name: str
    name_en: str | None
    kind: str
    state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What was talked about, as a phrase of the text; `key` is the form by which several ways to say it meet.

    `entities` are the states and organizations that it is about.
    """

    id: str
    name: str
    key: str
    entities: tuple[EntityRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a talk was held; `state` when the place is known to lie in one."""

    id: str
    name: str
    state: str | None


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A pointer at a node: its id, its label and its display name."""

    id: str
    label: EntityLabel
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An official was seen in a position between two document dates (ISO, or None where no date was known)."""

    id: str
    official: str
    position: str
    first_seen: str | None
    last_seen: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A party of a talk; `state` is an ISO code, `organization` and `position` are names."""

    entity: EntityRef
    role: Role
    state: str | None
    organization: str | None
    position: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """On whose word: a source and how it stands to the talk."""

    source: EntityRef
    stance: Stance
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One talk of the world, with every mention of it as evidence; `date` is ISO (its first day), or None.

    `cameo` is a CAMEO code, `plover` a PLOVER class with its mode (empty where PLOVER codes nothing); `confidence` lies
    in [0, 1]. `anchors` are the ids of its mentions, made from the sentence and its document's name: they outlive
    rebuilds, while `id` follows what the talk is.
    """

    id: str
    kind: TalkKind
    date: str | None
    date_precision: DatePrecision | None
    date_text: str | None
    factuality: Factuality
    place: EntityRef | None
    cameo: str
    plover: str
    confidence: float
    participants: tuple[Participant, ...]
    topics: tuple[EntityRef, ...]
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    anchors: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        from graphbuild.view import notebook

        return notebook.talk(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody said something. `text` is what was said, `about` its topics, `mentions` the entities in it.

    `plover` is empty where PLOVER does not code the act. `anchors` holds one id, which outlives rebuilds.
    """

    id: str
    speaker: EntityRef
    act: str
    verb: str
    text: str
    date: str | None
    plover: str
    about: tuple[EntityRef, ...]
    mentions: tuple[EntityRef, ...]
    evidence: tuple[Evidence, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Why two mentions or names were taken as one (or kept apart): a merge that an analyst can overrule.

    `left` and `right` are ids of what was compared: anchors of mentions of talks, or names of officials with their
    state. `score`: how likely they are one, in [0, 1]; `same` is the verdict, `by` whose it is. `nodes` are the ids of
    the talks or officials that the two are in (one if they are the same), `evidence` the characters of both.
    """

    id: str
    kind: Literal["talk", "official"]
    left: str
    right: str
    same: bool
    score: float
    reason: str
    by: Literal["rule", "analyst"] = "rule"
    nodes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def certainty(self) -> float:
        """How sure the verdict is, in [0, 1]; below 0.5, the score speaks against it."""
        return round(self.score if self.same else 1 - self.score, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The whole graph as records: each tuple is sorted by id."""

    documents: tuple[DocumentRecord, ...] = ()
    officials: tuple[Official, ...] = ()
    positions: tuple[Position, ...] = ()
    states: tuple[State, ...] = ()
    organizations: tuple[Organization, ...] = ()
    topics: tuple[Topic, ...] = ()
    places: tuple[Place, ...] = ()
    holdings: tuple[Holding, ...] = ()
    talks: tuple[Talk, ...] = ()
    statements: tuple[Statement, ...] = ()
    judgements: tuple[Judgement, ...] = ()
