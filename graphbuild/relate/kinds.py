"""Kinds of talks: which of them can be two ways to tell of one talk, and which tells more."""

from __future__ import annotations

from collections.abc import Mapping

from graphbuild.records import TalkKind

# each kind, the more telling first, with those that may stand for it
_STANDS_FOR: Mapping[TalkKind, frozenset[TalkKind]] = {
    "interview": frozenset({"talk"}),
    "video_call": frozenset({"contact", "talk", "negotiation", "meeting"}),
    "phone_call": frozenset({"contact", "talk", "negotiation"}),
    "letter": frozenset({"contact"}),
    "meeting": frozenset({"talk", "negotiation", "visit"}),
    "visit": frozenset({"talk", "negotiation"}),
    "negotiation": frozenset({"talk"}),
    "contact": frozenset({"talk"}),
    "talk": frozenset(),
}
_TELLING: tuple[TalkKind, ...] = tuple(_STANDS_FOR)
REMOTE: frozenset[TalkKind] = frozenset({"phone_call", "video_call", "letter", "contact"})
"""Kinds that have no place."""


def compatible_kinds(a: TalkKind, b: TalkKind) -> bool:
    """Whether two kinds can tell of one talk: «گفت‌وگو» may be a call; a call is no meeting."""
    return a == b or b in _STANDS_FOR[a] or a in _STANDS_FOR[b]


def more_telling(a: TalkKind, b: TalkKind) -> TalkKind:
    """The kind that says more of how the two talked."""
    return min(a, b, key=_TELLING.index)
