"""Where and when: the place and the date that a sentence gives to a talk."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from graphbuild.document import Clean
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


def place(view: View, slots: Slots, clean: Clean) -> str | None:
    """The place of the talk: a state, capital or place with «در» in the trigger's clause."""
    start = clause_start(view, slots.trigger.first)
    for i in range(start, len(view.row)):
        if marker_before(view.row, i)[0] != "at" or (
            (n := view.covered.get(i)) is not None and view.phrases[n].first != i
        ):
            continue
        if n is not None and view.phrases[n].kind == "state":
            return clean.text[view.row[i].start : view.row[view.phrases[n].last].end]
        last = i
        while n is None and last < len(view.row) and view.row[last].upos == "PROPN" and last not in view.covered:
            last += 1
        if last > i:
            return clean.text[view.row[i].start : view.row[last - 1].end]
    return None
