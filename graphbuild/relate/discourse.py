"""What one sentence says of a talk that another one tells: its parties, its day, its denial, on whose word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from graphbuild import lang
from graphbuild.document import Sentence
from graphbuild.link.model import Entity, Links
from graphbuild.link.origins import origins
from graphbuild.link.tokens import key
from graphbuild.records import Stance
from graphbuild.relate.dates import DateMention, find_dates
from graphbuild.relate.day_owners import is_of_other, is_of_relative, is_of_saying
from graphbuild.relate.days import LATER, is_ahead
from graphbuild.relate.elided import LISTED
from graphbuild.relate.frames import TRIP, frames
from graphbuild.relate.headlines import points_back
from graphbuild.relate.markers import words
from graphbuild.relate.merging import stated_number
from graphbuild.relate.model import ClaimMention, StatementMention, TalkMention
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import triggers

_ON_OCCASION = frozenset({"interview", "letter"})
_SHORT = 5  # sentences of a post
_NEXT = 3  # sentences between a talk and the next one of the same day
_NOUN = "talk.nominal"  # how the names of rules over nouns begin: that there was a talk is taken for granted
_BOTH = 2  # parties of a talk of two
_LEAD = 2  # sentences from the lead of an interview to where it is told


def with_days(talks: Sequence[TalkMention], text: str) -> tuple[TalkMention, ...]:
    """Give a talk that a party of the one before had next («سپس با Y نیز دیدار کرد») the day of that one.

    Only where the sentence says that it goes on, names no date of its own, and does not step back («دیدار کرده بود»).
    An interview «پس از این دیدار» was on that day, too, and a letter that was handed over «در این دیدار».
    """
    told = list(talks)
    for i, talk in enumerate(told):
        if talk.back or talk.weak or talk.date is not None or talk.factuality != "asserted":
            continue
        earlier = [
            t
            for t in told[:i]
            if 0 < talk.sentence - t.sentence <= _NEXT
            and not t.back
            and t.factuality == "asserted"
            and t.who & talk.who
        ]
        day = next((t.date for t in reversed(earlier) if t.date and t.date.date and t.date.precision == "day"), None)
        after = any(t.back and t.sentence == talk.sentence and t.trigger < talk.trigger for t in talks)
        goes_on = _goes_on(text[talk.start : talk.end], talk.trigger[0] - talk.start)
        if day is not None and (goes_on or (after and talk.kind in _ON_OCCASION)):
            told[i] = replace(talk, date=day)
    return tuple(told)


def _days_between(dates: Sequence[DateMention], start: int, end: int) -> list[DateMention]:
    """The days that a stretch of the clean text names."""
    return [d for d in dates if start <= d.start < end and d.precision == "day"]


def with_days_of_journeys(
    talks: Sequence[TalkMention], dates: Sequence[DateMention], seen: Sequence[View]
) -> tuple[TalkMention, ...]:
    """Give a planned talk the one day of the journey of a party that the sentence before announces, or its own one.

    «X جمعه به ترکیه سفر می‌کند. وی با همتای ترک خود دیدار خواهد کرد.»
    """
    views = {view.index: view for view in seen}
    told = list(talks)
    for i, talk in enumerate(told):
        here, before = views[talk.sentence], views.get(talk.sentence - 1)
        journey = any(token.key in words("travel") for token in here.row if token.end <= talk.trigger[0])
        view, end = (here, talk.trigger[0]) if journey else (before, before.sentence.end if before else 0)
        if talk.back or talk.date is not None or talk.factuality != "planned" or view is None:
            continue
        days = _days_between(dates, view.sentence.start, end)
        if not days and view is here and before is not None:  # «X فردا به Z می‌رود. وی در این سفر با Y …»
            view = before
            days = _days_between(dates, view.sentence.start, view.sentence.end)
        named = {e for p in view.phrases for e in p.entities} & talk.who
        if len({d.date for d in days}) == 1 and named and any(token.key in words("travel") for token in view.row):
            told[i] = replace(talk, date=replace(days[0], date=days[0].future or days[0].date))
    return tuple(told)


def with_days_of_lists(
    talks: Sequence[TalkMention], dates: Sequence[DateMention], seen: Sequence[View], published: dt.date | None
) -> tuple[TalkMention, ...]:
    """Give the talks of a list, whose lines have no verb, the one day that a line before them names for a party.

    «دیدارهای امروز X: / دیدار با Y / دیدار با Z». On a day that is ahead they are planned.
    """
    bare = [not view.has_verb for view in seen]
    told = list(talks)
    for i, talk in enumerate(told):
        first = talk.sentence
        if talk.back or talk.date is not None or not (bare[first] or talk.rule == LISTED):
            continue
        while first > 0 and bare[first]:
            first -= 1  # the line that opens the list may have one
        parties = talk.who
        for view in reversed(seen[first : talk.sentence + 1]):
            days = _days_between(dates, view.sentence.start, min(view.sentence.end, talk.trigger[0]))
            if len(days) == 1 and any(parties & set(phrase.entities) for phrase in view.phrases):
                above = {t.factuality for t in told[:i] if t.sentence == view.index and not t.back}
                ahead = talk.weak and (is_ahead(days[0], published) or above == {"planned"})
                told[i] = replace(talk, date=days[0], factuality="planned" if ahead else talk.factuality)
                break
    return tuple(told)


@cache
def _later() -> list[tuple[str, int]]:
    """Phrases that count days from the talk told last, longest first, and how many they count."""
    table = lang.toml("calendar.toml")["later"]
    return sorted(((p, int(n)) for n, phrases in table.items() for p in phrases), key=lambda step: -len(step[0]))


def with_days_told_from_others(talks: Sequence[TalkMention], text: str) -> tuple[TalkMention, ...]:
    """Give a talk «یک روز بعد» the day after that of the talk told last, none where that has no day.

    The longest phrase of the sentence counts that stands before the talk.
    """
    told = list(talks)
    for i, talk in enumerate(told):
        before = text[talk.start : talk.trigger[0]]
        phrase, days = next(((p, n) for p, n in _later() if p in before), ("", 0))
        at = talk.start + before.find(phrase)
        inside = talk.date is not None and at <= talk.date.start < at + len(phrase)  # «ساعتی پیش» of «ساعتی پیش از آن»
        resolved = talk.date is not None and talk.date.date is not None and talk.date.start >= talk.start and not inside
        if not phrase or talk.back or resolved:
            continue
        dated = [t for t in told if t.date is not None and (t.sentence, t.trigger) < (talk.sentence, talk.trigger)]
        earlier = [t.date for t in sorted(dated, key=lambda t: (t.sentence, t.trigger)) if t.date is not None]
        base = next((date.date for date in reversed(earlier) if date.precision == "day"), None)
        if base is None:
            told[i] = replace(talk, date=None if days and not inside else talk.date)
            continue
        day = base + dt.timedelta(days=days)
        date = DateMention(at, at + len(phrase), phrase, day, "day", "relative", past=day, future=day)
        told[i] = replace(talk, date=date)
    return tuple(told)


def with_the_only_day(
    talks: Sequence[TalkMention], dates: Sequence[DateMention], seen: Sequence[View], published: dt.date | None
) -> tuple[TalkMention, ...]:
    """Give the talks of a short text the one day that it names, in the same sentence or the next to theirs.

    A talk that was held has a day of the past, one that is planned one that is not; the day of a talk that is recalled
    is of that talk alone, and that of another thing («در پی اظهارات دیروز X») of none.
    """
    of = {d: view for view in seen for d in dates if view.sentence.start <= d.start < view.sentence.end}
    named = [d for d, view in of.items() if d.date is not None and d.precision == "day"]
    named = [d for d in named if not (is_of_other(of[d], d) or is_of_relative(of[d], d))]
    if len({d.date for d in named}) != 1 or len(seen) > _SHORT:
        return tuple(talks)
    day, view = named[0], of[named[0]]
    if day.date is None or any(talk.recalled and talk.date == day for talk in talks):
        return tuple(talks)
    past, ahead = published is None or day.date <= published, published is not None and day.date >= published
    told = list(talks)
    for i, talk in enumerate(told):
        fits = {"asserted": past, "planned": ahead}.get(talk.factuality, False)
        if talk.back or talk.date is not None or not fits or abs(talk.sentence - view.index) > 1:
            continue
        if talk.sentence == view.index and is_of_saying(view, day, talk.trigger[0]):
            continue  # «X شنبه گفت با Y صحبت کرده است»
        told[i] = replace(talk, date=day)
    return tuple(told)


def with_days_of_sessions(
    talks: Sequence[TalkMention], dates: Sequence[DateMention], sentences: Sequence[Sentence], text: str
) -> tuple[TalkMention, ...]:
    """Give a talk «در این نشست» without a day that of the session, which the sentence before tells without parties.

    One «در حاشیه نشست» has it, too, where the text names one day so far.
    """
    told = list(talks)
    with_parties = {talk.sentence for talk in talks if not talk.back}
    for i, talk in enumerate(told):
        known = talk.back or talk.date is not None
        sitting = points_back(talk, text) and talk.sentence > 0 and talk.sentence - 1 not in with_parties
        if known or not (sitting or talk.aside):
            continue
        first = sentences[talk.sentence - 1].start if sitting else 0
        days = _days_between(dates, first, talk.start)
        if len({d.date for d in days}) == 1 and not any(d.last for d in days):
            told[i] = replace(talk, date=days[0])
    return tuple(told)


def with_days_of_nouns(
    talks: Sequence[TalkMention], dates: Sequence[DateMention], seen: Sequence[View], published: dt.date | None
) -> tuple[TalkMention, ...]:
    """Give the one talk without a day near a talk noun with a day («گفت‌وگوی روز شنبه», «نشست امروز») that day.

    A talk that was held has a day of the past, one that is to come one that is not.
    """
    told = list(talks)
    for reach, view in product((0, _NEXT), seen):  # the talk of the same sentence first
        for trigger in triggers(view, frames()):
            after = trigger.last + 1
            start = view.row[after].start if after < len(view.row) else -1
            day = next((d for d in dates if d.start == start and d.precision == "day" and d.date and not d.last), None)
            if day is None or day.date is None or trigger.noun == TRIP:
                continue
            past = published is None or day.date <= published
            near = [
                i
                for i, talk in enumerate(told)
                if not talk.back and talk.kind != "interview" and abs(talk.sentence - view.index) <= reach
            ]
            bare = [i for i in near if told[i].date is None and (told[i].factuality not in LATER) == past]
            if len(bare) == 1 and all(told[i].date is not None for i in near if i != bare[0]):
                told[bare[0]] = replace(told[bare[0]], date=day)
    return tuple(told)


def with_days_of_leads(
    talks: Sequence[TalkMention], statements: Sequence[StatementMention], dates: Sequence[DateMention]
) -> tuple[TalkMention, ...]:
    """Give an interview without a day the one on which its lead says that the speaker spoke («X روز شنبه گفت …»)."""
    told = list(talks)
    for i, talk in enumerate(told):
        if talk.back or talk.kind != "interview" or talk.date is not None or talk.factuality != "asserted":
            continue
        parties = talk.who
        for said in statements:
            lead = said.rule == "say.verb" and said.speaker in parties and 0 < talk.sentence - said.sentence <= _LEAD
            days = _days_between(dates, said.start, said.content[0]) if lead else []
            if len(days) == 1:
                told[i] = replace(talk, date=replace(days[0], date=days[0].past or days[0].date))
    return tuple(told)


def sequel_words() -> frozenset[str]:
    """Words of a sentence that goes on to another talk («سپس», «نیز»), folded."""
    return frozenset(map(key, lang.toml("calendar.toml")["sequel"]["words"]))


def _goes_on(sentence: str, trigger: int) -> bool:
    """Whether a sentence goes on to another talk of the day, whose noun stands at `trigger`."""
    table = lang.toml("calendar.toml")["sequel"]
    said, before = _words(sentence), _words(sentence[:trigger])
    if set(map(key, table["pluperfect"])) & set(said) or set(map(key, table["back"])) & set(before):
        return False
    if find_dates(sentence, reference=None):
        return False
    opening = "".join(before)
    return bool(sequel_words() & set(said)) or any(key(phrase) in opening for phrase in table["phrases"])


def _words(text: str) -> list[str]:
    return [key(word) for word in text.replace("\u200c", "").split()]


def named_later(
    talks: Sequence[TalkMention],
    statements: Sequence[StatementMention],
    entities: list[Entity],
    named: Mapping[int, int],
    seen: Sequence[View],
) -> tuple[tuple[TalkMention, ...], tuple[StatementMention, ...]]:
    """Tell who a party is that the text names only afterwards: «وزیر کشور با Y دیدار کرد. X در این دیدار …».

    X is a person without an office who acts in the talk told last, and in no other of his sentence; he is its first
    party that is an office without a holder, and none that the next sentence goes on to («رئیس‌جمهور هم …»); who only
    attended it («X که در این دیدار حاضر بود») is none. `entities` learn the office; talks and statements take the
    person for it. `named` tells it already of speakers.
    """
    holder: dict[int, int] = dict(named)
    last: list[TalkMention] = []  # those of the sentence that told one last
    beside = {(talk.sentence, p.entity) for talk in talks if not talk.back for p in talk.parties}
    views = {view.index: view for view in seen}
    goes_on = {view.index - 1: _added(view) for view in seen}
    for talk in talks:
        if not talk.back:
            last = [*(other for other in last if other.sentence == talk.sentence), talk]
            continue
        if _attends(views[talk.sentence], talk):
            continue
        told_last = dict.fromkeys(p.entity for other in last for p in other.parties)
        parties = [holder.get(entity, entity) for entity in told_last]
        for person in talk.by:
            if (talk.sentence, person) in beside or person in holder.values():
                continue
            vacant = [p for p in parties if entities[p].kind == "position" and p not in holder]
            vacant = [p for p in vacant if p not in goes_on.get(talk.sentence, ())]
            met = [entities[p].state for p in parties]
            vacant = [p for p in vacant if not origins().unlikely(entities[person].name, entities[p].state, met)]
            if entities[person].kind != "person" or entities[person].roles or person in parties or not vacant:
                continue
            office = entities[vacant[0]]
            entities[person] = replace(entities[person], roles=office.roles, state=office.state)
            holder[vacant[0]] = person
    told = tuple(
        replace(t, parties=tuple(replace(p, entity=holder.get(p.entity, p.entity)) for p in t.parties)) for t in talks
    )
    return told, tuple(replace(s, speaker=holder.get(s.speaker, s.speaker)) for s in statements)


def _attends(view: View, talk: TalkMention) -> bool:
    """Whether a sentence says of a talk that somebody was present («که در این دیدار حاضر بود»)."""
    after = (token for token in view.row if token.start >= talk.trigger[1])
    return talk.back and next((t.key in words("attending") for t in after), False)


def _added(view: View) -> tuple[int, ...]:
    """Whom a sentence goes on to («X هم …», «X نیز …»)."""
    n = view.starts.get(0)
    if n is None:
        return ()
    after = view.phrases[n].last + 1
    return view.phrases[n].entities if after < len(view.row) and view.row[after].key in words("too") else ()


def with_claims(
    talks: Sequence[TalkMention], statements: Sequence[StatementMention], links: Links
) -> tuple[TalkMention, ...]:
    """Keep on whose word a talk is told: the speakers of its sentence, whose words or denial it stands in."""
    told = list(talks)
    denying = {s.sentence for s in statements if s.act == "deny"}
    for i, talk in enumerate(told):
        found = [
            ClaimMention(s.speaker, stance, s.start, s.end)
            for s in statements
            if s.sentence == talk.sentence
            and (stance := _stance(s, talk, links.entities[s.speaker], denied=talk.sentence in denying)) is not None
        ]
        if found and not talk.back:
            told[i] = replace(talk, claims=tuple(dict.fromkeys((*talk.claims, *found))))
    return tuple(told)


def by_both(
    statements: Sequence[StatementMention], talks: Sequence[TalkMention], entities: Sequence[Entity]
) -> tuple[StatementMention, ...]:
    """«دو طرف بر X تأکید کردند», «سه وزیر …»: the parties of the talk told last have said so, if they are as many."""
    found: list[StatementMention] = []
    for s in statements:
        if entities[s.speaker].kind != "sides":
            found.append(s)
            continue
        before = [t for t in talks if not t.back and t.sentence <= s.sentence]
        last = max(before, key=lambda t: (t.sentence, t.trigger), default=None)
        parties = [p.entity for p in last.parties if p.role == "party"] if last is not None else []
        if len(parties) == (stated_number(entities[s.speaker].name) or _BOTH):
            found += [replace(s, speaker=entity) for entity in parties]
    return tuple(found)


def without_the_talk(
    talks: Sequence[TalkMention], statements: Sequence[StatementMention]
) -> tuple[StatementMention, ...]:
    """The statements, denials without the talk that they deny among their topics («گفت‌وگو با X را تکذیب کرد»)."""
    denied = [(t.sentence, t.trigger[0]) for t in talks if t.factuality == "denied"]
    return tuple(
        replace(
            s, about=tuple(t for t in s.about if not any(n == s.sentence and t.start <= at < t.end for n, at in denied))
        )
        if s.act == "deny"
        else s
        for s in statements
    )


def _stance(statement: StatementMention, talk: TalkMention, speaker: Entity, *, denied: bool) -> Stance | None:
    """How a speaker stands to a talk of his sentence; `denied`: whether somebody denies in it by a verb of denying."""
    if statement.act == "deny":
        return "denies" if talk.factuality == "denied" else None
    start, end = statement.content
    if not start <= talk.trigger[0] < end or speaker.kind == "sides":
        return None
    if talk.factuality == "alleged" and statement.speaker in talk.who:
        return None
    if talk.factuality == "denied" and not denied and statement.act != "claim":
        return "denies"  # «X گفت دیداری با Y نداشته است», «X اعلام کرد دیدار لغو شده است»
    if statement.act == "claim" or talk.factuality == "alleged":
        return "claims"
    return "reports" if speaker.organization_kind == "media" else "announces"
