"""What the relate stage gives: mentions of talks and statements in clean offsets, each with the rule that read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuild.records import Factuality, Role, Stance, TalkKind

if TYPE_CHECKING:
    from graphbuild.relate.dates import DateMention


@dataclass(frozen=True, slots=True)
class Party:
    """An entity (index in `Links.entities`) that takes part in a talk."""

    entity: int
    role: Role = "party"


@dataclass(frozen=True, slots=True)
class TopicMention:
    """The phrase that says what was talked about (clean offsets)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """Who said so (entity index), how it stands to the talk, and the sentence (clean offsets)."""

    source: int
    stance: Stance
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkMention:
    """One place of a text that tells of a talk. `start`, `end`: the sentence; `trigger`: the word that tells of it.

    `back` marks a mention that names no parties of its own and points back («در این دیدار»); `weak` one in a headline
    without a verb, which does not say whether the talk was held; `aside` one beside a session («در حاشیه نشست», «پیش از
    نشست»); `recalled` one from long before the report. `by`: who acts in a mention that points back; `score`: how
    likely the talk is, or that what a mention says which points back belongs to it, where a learned scorer chose it.
    """

    kind: TalkKind
    parties: tuple[Party, ...]
    topics: tuple[TopicMention, ...]
    place: str | None
    date: DateMention | None
    factuality: Factuality
    claims: tuple[ClaimMention, ...]
    rule: str
    sentence: int
    start: int
    end: int
    trigger: tuple[int, int]
    back: bool = False
    weak: bool = False
    aside: bool = False
    recalled: bool = False
    by: tuple[int, ...] = ()
    score: float | None = None

    @property
    def who(self) -> frozenset[int]:
        """The entities of its parties."""
        return frozenset(party.entity for party in self.parties)

    def is_of_another_day(self, other: TalkMention) -> bool:
        """Whether the days of both are known and differ."""
        days = {m.date.date for m in (self, other) if m.date is not None and m.date.precision == "day"}
        return len(days - {None}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMention:
    """Somebody said something: `start`, `end` cover the sentence, `content` what was said (clean offsets).

    `guessed`: no complement of the verb says what it is `about`; it is the subject or object of the words themselves.
    """

    speaker: int
    act: str
    verb: str
    sentence: int
    start: int
    end: int
    content: tuple[int, int]
    about: tuple[TopicMention, ...]
    mentions: tuple[int, ...]
    rule: str
    guessed: bool = False
