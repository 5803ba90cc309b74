"""Where a talk was: in the city to which one of its parties travelled («X به Y سفر کرد. وی با Z دیدار کرد»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.document import Clean
from graphbuild.link.lexicon import lexicon
from graphbuild.link.tokens import key
from graphbuild.relate.doubt import is_motion
from graphbuild.relate.kinds import REMOTE
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.model import TalkMention
from graphbuild.relate.phrases import ACTORS, BODIES, View

_NEAR = 6  # sentences from a journey to a talk on it
_WITHIN = 6  # tokens from «سفر» to its city
_AHEAD = frozenset({"present", "subjunctive"})


@dataclass(frozen=True, slots=True)
class _Journey:
    """Who (entity indices) goes where, told at an offset of a sentence; `ahead`: he has not gone yet."""

    who: frozenset[int]
    city: str
    sentence: int
    at: int
    ahead: bool


def with_places_of_journeys(
    talks: Sequence[TalkMention], seen: Sequence[View], clean: Clean
) -> tuple[TalkMention, ...]:
    """Give a talk without a place the city to which one of its parties went last, before it is told.

    Not a talk over a distance, nor one of long ago, nor one that was held where the journey is still ahead.
    """
    journeys = [journey for view in seen for journey in _journeys(view, clean)]
    return tuple(_placed(talk, journeys) for talk in talks)


def _placed(talk: TalkMention, journeys: Sequence[_Journey]) -> TalkMention:
    if talk.back or talk.place or talk.recalled or talk.kind in REMOTE:
        return talk
    parties = {party.entity for party in talk.parties}
    near = [
        journey
        for journey in journeys
        if journey.who & parties
        and 0 <= talk.sentence - journey.sentence <= _NEAR
        and (journey.at < talk.trigger[0] or journey.sentence == talk.sentence)
        and not (journey.ahead and talk.factuality == "asserted")
    ]
    return replace(talk, place=near[-1].city) if near else talk


def _journeys(view: View, clean: Clean) -> Iterator[_Journey]:
    for i, token in enumerate(view.row):
        if not lexicon().is_city(view.row, i) or token.upos not in {"PROPN", "NOUN"}:
            continue
        marker, first = marker_before(view.row, i)
        entered = first < i and view.row[i - 1].key in words("travel")  # «وارد X شد»
        if marker != "to" and not entered:
            continue
        noun = next((j for j in range(first, max(-1, first - _WITHIN), -1) if _is_journey(view, j)), None)
        predicate = view.predicate(token.first)
        moves = is_motion(view, predicate) and not _is_return(view, predicate)
        if noun is None and not moves:
            continue
        inside = [p for p in view.phrases if noun is not None and noun < p.first < i and p.kind in ACTORS | BODIES]
        who = inside[:1] or view.subject(predicate)
        form = view.form(predicate)
        ahead = moves and (view.is_future(predicate) or (form is not None and form.tense in _AHEAD))
        if who:
            entities = frozenset(e for p in who for e in p.entities)
            yield _Journey(entities, clean.text[token.start : token.end], view.index, token.start, ahead)


def _is_journey(view: View, j: int) -> bool:
    return view.row[j].key in words("travel") and view.row[j].upos == "NOUN"


def _is_return(view: View, predicate: int) -> bool:
    form = view.form(predicate)
    return form is not None and key(form.infinitive) in words("returning")
