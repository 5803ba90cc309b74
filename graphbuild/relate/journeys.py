"""Where and when a talk was: in the city to which one of its parties travelled («X به Y سفر کرد. وی با Z دیدار کرد»),
and on the day of the report, if he came there on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from graphbuild.link.lexicon import lexicon
from graphbuild.link.tokens import Token, key
from graphbuild.relate.dates import DateMention
from graphbuild.relate.doubt import is_motion
from graphbuild.relate.kinds import REMOTE
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.model import TalkMention
from graphbuild.relate.phrases import ACTORS, BODIES, View

RULE = "talk.journey"

_NEAR = 6  # sentences from a journey to a talk on it
_WITHIN = 6  # tokens from «سفر» to its city
_AHEAD = frozenset({"present", "subjunctive"})


@dataclass(frozen=True, slots=True)
class Journey:
    """Who (entity indices) goes to which city (tokens), and the view that tells so; `ahead`: he has not gone yet."""

    who: frozenset[int]
    city: Sequence[Token]
    view: View
    ahead: bool


def with_places_of_journeys(talks: Sequence[TalkMention], seen: Sequence[View]) -> tuple[TalkMention, ...]:
    """Give a talk without a place the city to which one of its parties went last, before it is told.

    Not a talk over a distance, nor one that was held where the journey is still ahead, nor one whose parties are told
    to have talked elsewhere; one of long ago only where its own sentence tells of the journey. Where another sentence
    tells of it, a mention that points back (of rule `RULE`) cites that.
    """
    journeys = [journey for view in seen for journey in journeys_of(view)] if talks else []
    told: dict[frozenset[int], set[str]] = {}
    for talk in talks:
        if talk.place and not talk.back:
            told.setdefault(talk.who, set()).add(key(talk.place))
    return tuple(
        mention
        for talk in talks
        for mention in _placed(talk, _last(talk, journeys, told.get(talk.who)) if journeys else None)
    )


def with_days_of_arrivals(
    talks: Sequence[TalkMention], dates: Sequence[DateMention], seen: Sequence[View], published: dt.date | None
) -> tuple[TalkMention, ...]:
    """Give the talks that a party held on a journey which began on the day of the report that day («X که امروز وارد Y
    شد … وی با Z دیدار کرد»), where their own sentences name no other.
    """
    began: list[tuple[Journey, DateMention]] = []
    for view in seen if published is not None else ():
        days = [d for d in dates if view.sentence.start <= d.start < view.sentence.end]
        if {(d.precision, d.date) for d in days} == {("day", published)}:
            began += ((journey, days[0]) for journey in journeys_of(view) if not journey.ahead)
    told = list(talks)
    for i, talk in enumerate(told):
        if talk.back or talk.date is not None or talk.recalled or talk.factuality != "asserted":
            continue
        near = (d for j, d in began if j.who & talk.who and 0 < talk.sentence - j.view.index <= _NEAR)
        if not any(talk.start <= d.start < talk.end for d in dates):
            told[i] = replace(talk, date=next(near, None))
    return tuple(told)


def _last(talk: TalkMention, journeys: Sequence[Journey], told: AbstractSet[str] | None) -> Journey | None:
    """The journey of a party that is told last before a talk; `told`: where its parties are told to have talked."""
    if talk.back or talk.place or talk.kind in REMOTE:
        return None
    near = [
        journey
        for journey in journeys
        if journey.who & talk.who
        and 0 <= talk.sentence - journey.view.index <= (0 if talk.recalled else _NEAR)
        and (journey.city[0].start < talk.trigger[0] or journey.view.index == talk.sentence)
        and not (journey.ahead and talk.factuality == "asserted")
    ]
    return near[-1] if near and (told is None or "".join(token.key for token in near[-1].city) in told) else None


def _placed(talk: TalkMention, journey: Journey | None) -> tuple[TalkMention, ...]:
    if journey is None:
        return (talk,)
    city, sentence = journey.city, journey.view.sentence
    talk = replace(talk, place=" ".join(token.text for token in city))
    if journey.view.index == talk.sentence:
        return (talk,)
    told = replace(
        talk, parties=(), topics=(), date=None, claims=(), aside=False, rule=RULE, sentence=journey.view.index,
        start=sentence.start, end=sentence.end, trigger=(city[0].start, city[-1].end), back=True, weak=False, by=(),
    )  # fmt: skip
    return talk, told


def journeys_of(view: View) -> Iterator[Journey]:
    for i, token in enumerate(view.row):
        if token.upos not in {"PROPN", "NOUN"} or not lexicon().is_city(view.row, i):
            continue
        marker, first = marker_before(view.row, i)
        predicate = view.predicate(token.first)
        towards = marker == "to" or (first < i and view.row[i - 1].key in words("travel"))  # «وارد X شد»
        back = range(first, max(-1, first - _WITHIN), -1) if towards else ()
        noun = next((j for j in back if view.row[j].key in words("travel") and view.row[j].upos == "NOUN"), None)
        moves = towards and is_motion(view, predicate) and not _is_return(view, predicate)
        if noun is None and not moves and not _is_stay(view, i):
            continue
        inside = [p for p in view.phrases if noun is not None and noun < p.first < i and p.kind in ACTORS | BODIES]
        who = inside[:1] or view.subject(predicate)
        form = view.form(predicate)
        ahead = moves and (view.is_future(predicate) or (form is not None and form.tense in _AHEAD))
        if who:
            city = view.row[i : lexicon().city_end(view.row, i)]
            yield Journey(frozenset(e for p in who for e in p.entities), city, view, ahead)


def _is_stay(view: View, i: int) -> bool:
    """«در X به سر می‌برد», «در حاشیه نشست … در X», «در حاشیه نشست X»: whether somebody is in the city."""
    at = marker_before(view.row, i)[0] == "at"
    after = "".join(token.key for token in view.row[i + 1 : i + 4])
    before = view.row[max(0, i - _WITHIN) : i]
    beside = any(token.key in words("margin") for token in before) and all(t.upos != "VERB" for t in before)
    return beside or (at and any(after.startswith(stay) for stay in words("stays")))


def _is_return(view: View, predicate: int) -> bool:
    form = view.form(predicate)
    return form is not None and key(form.infinitive) in words("returning")
