"""Mentions of talks in one sentence: which of them are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.link.tokens import key
from graphbuild.relate.date_words import squeezed, words
from graphbuild.relate.kinds import REMOTE, compatible_kinds, more_telling
from graphbuild.relate.model import Party, TalkMention
from graphbuild.relate.phrases import BODIES, View

_WHERE = frozenset({"at", "from"})  # markers
_TOLD = "tell"  # a verb rule
_NOT_HELD = {"planned", "denied"}


def merged(found: Sequence[TalkMention]) -> list[TalkMention]:
    """Mentions of one sentence with the same parties and factuality: one, of the most telling kind."""
    told: list[TalkMention] = []
    for mention in found:
        same = next((m for m in told if _same(m, mention)), None)
        if same is None:
            told.append(mention)
            continue
        kind = more_telling(same.kind, mention.kind)
        known = {key(t.text) for t in same.topics}
        topics_ = (*same.topics, *(t for t in mention.topics if key(t.text) not in known))
        firm, other = (same, mention) if same.factuality != "asserted" else (mention, same)
        if same.factuality == "asserted" and mention.factuality == "possible" and same.trigger < mention.trigger:
            firm, other = same, mention  # «رو در روی هم نشستند تا درباره X چانه‌زنی کنند»
        told[told.index(same)] = replace(
            same,
            kind=kind,
            topics=topics_,
            factuality=firm.factuality,
            place=None if kind in REMOTE else same.place or mention.place,
            date=firm.date or other.date,
        )
    return told


def share(a: TalkMention, b: TalkMention) -> bool:
    """Whether two mentions have a party in common."""
    return bool(a.who & b.who)


def _same(a: TalkMention, b: TalkMention) -> bool:
    if a.back or b.back or not compatible_kinds(a.kind, b.kind) or _are_at_two_times(a, b):
        return False
    held = (a.factuality == "asserted") != (b.factuality == "asserted")
    if held and {a.factuality, b.factuality} & _NOT_HELD and a.date and b.date and a.date.start != b.date.start:
        return False  # «… پنجشنبه دیدار کردند و قرار است جمعه نیز گفت‌وگو کنند»
    return a.who == b.who


def _are_at_two_times(a: TalkMention, b: TalkMention) -> bool:
    """«… ۱۴ اردیبهشت دیدار داشتند و پیش از آن در خرداد سال گذشته …»: whether each was at a time of its own."""
    if a.date is None or b.date is None or a.date.date is None or b.date.date is None:
        return False
    return a.trigger != b.trigger and a.date.start != b.date.start and a.date.date != b.date.date


def is_told_in(mere: TalkMention, other: TalkMention) -> bool:
    """Whether what is said to somebody is of another talk of its sentence; what an interview tells of is not, nor what
    is asked for («به X گفت که باید با Y مذاکره کند»).
    """
    asked = mere.rule == _TOLD and other.factuality in {"planned", "possible"} and other.trigger[0] > mere.trigger[1]
    if asked and not mere.who <= other.who:
        return False
    return share(mere, other) and (other.kind == "interview") == (mere.kind == "interview")


def named_together(view: View) -> tuple[Party, ...]:
    """Two states, or a state and a body, that a sentence names together («X و Y موافقت کردند»), not as places («در X و
    Y»).
    """
    found = [[view.phrases[n] for n in group] for group in view.groups]
    found = [group for group in found if group[0].marker not in _WHERE]
    pairs = [group for group in found if len(group) == 2 and {"state"} <= {p.kind for p in group} <= BODIES]
    return tuple(Party(e) for p in pairs[-1] for e in p.entities) if pairs else ()


def stated_number(text: str) -> int | None:
    """How many «دو طرف», «سه کشور» says that they are; None where it names no number."""
    numbers = [words().numbers.get(squeezed(word)) for word in text.split()]
    return next((number for number in numbers if number is not None), None)
