"""Where and when: the place and the date that a sentence gives to a talk."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from graphbuild import kb
from graphbuild.document import Clean
from graphbuild.link.model import Links
from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.dates import DateMention, find_dates
from graphbuild.relate.phrases import View, marker_before
from graphbuild.relate.slots import Slots, clause_start

_LATER: frozenset[Factuality] = frozenset({"planned", "possible"})


def date_of(
    view: View, slots: Slots, clean: Clean, reference: dt.date | None, factuality: Factuality
) -> DateMention | None:
    """The date expression of the trigger's clause, else the nearest one before it in the sentence; clean offsets.

    A weekday or a day without a year is read as the next one for a talk that is planned, as the last one else.
    """
    start, end = view.sentence.start, view.sentence.end
    found = find_dates(clean.text[start:end], reference=reference)
    if not found:
        return None
    at = view.row[slots.trigger.first].start - start
    low = view.row[clause_start(view, slots.trigger.first)].start - start if view.row else 0
    high = view.row[slots.verb_token].end - start if slots.verb_token is not None else end - start
    inside = [d for d in found if low <= d.start < high] or [d for d in found if d.end <= at]
    if not inside:
        return None
    best = min(inside, key=lambda d: (d.date is None, _RANK[d.precision], abs(d.start - at)))
    day = best.date
    if factuality in _LATER and best.future is not None:
        day = best.future
    elif factuality not in _LATER and best.past is not None:
        day = best.past
    return replace(best, start=best.start + start, end=best.end + start, date=day)


_RANK = {"day": 0, "week": 1, "month": 2, "year": 3}


@cache
def _capitals() -> frozenset[str]:
    return frozenset(key(capital) for state in kb.states() for capital in state.capitals)


def place(view: View, slots: Slots, links: Links, clean: Clean) -> str | None:
    """The place of the talk: a state, capital or place with «در» in the trigger's clause."""
    start = clause_start(view, slots.trigger.first)
    end = slots.verb_token if slots.verb_token is not None else min(len(view.row), slots.trigger.last + 16)
    for phrase in view.phrases:
        if not start <= phrase.first <= end or phrase.kind != "state" or not phrase.entities:
            continue
        if marker_before(view.row, phrase.first)[0] == "at":
            return clean.text[view.row[phrase.first].start : view.row[phrase.last].end]
    return None
