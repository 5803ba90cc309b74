"""Titles side by side: plural ones and the names beside them («وزیران خارجه A و B، X و Y»), lists of one owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graphbuild.link.lexicon import Lexicon
from graphbuild.link.tokens import Token
from graphbuild.link.units import Owner, Unit

_LONGEST_CHARGE = 4  # tokens of «در امور X» between the title and the names


def named_together(units: Sequence[Unit], row: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[Unit, list[Unit]]]:
    """The plural titles of a sentence whose holders are named right beside them, one for each office, in that order."""
    for at, unit in enumerate(units):
        plural = unit.kind == "title" and unit.plural
        count = len(unit.titles[0].owners) * len(unit.titles[0].offices) if plural else 0
        if count < 2:
            continue
        after, before = units[at + 1 : at + 1 + count], units[max(0, at - count) : at]
        for people, gap in ((after, _after(unit, after, row)), (before, _between(before[-1:], [unit], row))):
            listed = len(people) == count and all(p.kind == "person" and not p.titles for p in people)
            if listed and _is_apposed(gap, lexicon) and _are_joined(people, row, lexicon):
                yield unit, list(people)
                break


def with_shared_owner(units: Sequence[Unit], row: Sequence[Token], lexicon: Lexicon) -> list[Unit]:
    """«با رئیس‌جمهور، نخست‌وزیر و رئیس مجلس X»: X is whose all titles of the list are; «و» closes it. It may close with
    what else is X's: «رئیس‌جمهور و کنگره X», «رئیس‌جمهور و مردم X».
    """
    found = list(units)
    listed: set[int] = set()
    for at in reversed(range(len(found) - 1)):
        one, after = found[at], found[at + 1]
        if one.kind == "title" and not (one.plural or one.titles[0].owners):
            state = _of_state(row[one.last + 1 : after.last + 1], after, lexicon)
            if state is not None:
                found[at] = replace(one, titles=(replace(one.titles[0], owners=(state,)), *one.titles[1:]))
        if not (one.kind == after.kind == "title" and after.titles[0].owners) or one.plural:
            continue
        gap, owners = row[one.last + 1 : after.first], after.titles[0].owners
        posted = after.titles[0].row.posted  # «وزیر کشور و سفیر X»
        if one.titles[0].owners == owners and not posted and len(gap) == 1 and lexicon.word("and", gap, 0) == 1:
            listed.add(at)
        comma = len(gap) == 1 and gap[0].text in lexicon.marks("apposition_marks")
        if comma and at + 1 in listed and not one.titles[0].owners:
            listed.add(at)
            found[at] = replace(one, titles=(replace(one.titles[0], owners=owners), *one.titles[1:]))
    return found


def _of_state(said: Sequence[Token], unit: Unit, lexicon: Lexicon) -> Owner | None:
    """The state whose people, government or body a unit after «و» is; `said`: the tokens from «و» to its end."""
    whose = unit.owner
    if whose is None or whose.state is None or lexicon.word("and", said, 0) != 1:
        return None
    body = unit.kind == "organization" or (len(said) == 3 and lexicon.word("of_states", said, 1) == 2)
    named = len(said) > 2 and lexicon.state(said, len(said) - 1) is not None
    return Owner("state", whose.state, whose.state) if body and named else None


def _between(left: Sequence[Unit], right: Sequence[Unit], row: Sequence[Token]) -> Sequence[Token] | None:
    return row[left[-1].last + 1 : right[0].first] if left and right else None


def _after(title: Unit, people: Sequence[Unit], row: Sequence[Token]) -> Sequence[Token] | None:
    """The tokens between a title and the names after it, without «در امور X»."""
    gap = _between([title], people, row)
    if gap and gap[0].upos == "ADP" and len(gap) <= _LONGEST_CHARGE + 1:
        return gap[-1:] if all(t.upos in {"ADP", "NOUN", "ADJ", "PROPN", "PUNCT"} for t in gap) else None
    return gap


def _is_apposed(gap: Sequence[Token] | None, lexicon: Lexicon) -> bool:
    """Whether only a comma or quotes stand between a title and names, or nothing does."""
    return gap is not None and all(t.text in lexicon.marks("apposition_marks") | lexicon.marks("quotes") for t in gap)


def _are_joined(people: Sequence[Unit], row: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether «و», commas and quotes alone stand between the names, and «و» before the last."""
    gaps = [row[a.last + 1 : b.first] for a, b in pairwise(people)]
    marks = lexicon.marks("apposition_marks") | lexicon.marks("quotes")
    words = [[t for t in gap if t.text not in marks] for gap in gaps]
    joined = [len(found) == 1 and lexicon.word("and", found, 0) == 1 for found in words]
    return joined[-1] and all(one or not found for one, found in zip(joined, words, strict=True))
