"""Interviews and talks by who stands before a colon: «X به MEDIUM: …», a question «A: …» and «X: …», two in turn; and
hearings: «سناتور X خطاب به وزیر Y: …».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from graphbuild.link.tokens import key
from graphbuild.records import TalkKind
from graphbuild.relate.cast import REPORTER, Cast
from graphbuild.relate.frames import Trigger
from graphbuild.relate.markers import words
from graphbuild.relate.model import Party, StatementMention, TalkMention
from graphbuild.relate.phrases import ACTORS, NAMED, View
from graphbuild.relate.slots import Slots

TOLD: TalkKind = "interview"  # what somebody told a medium
_HEADED, _HEARING = "interview.headline", "talk.hearing"
_ASKED, _IN_TURN = "interview.asked", "talk.in_turn"
_HEADLINE = "say.headline"
_LEGISLATORS = frozenset({"legislator", "senator"})  # kinds of office


def spoken(view: View, cast: Cast) -> Iterator[tuple[str, Slots]]:
    """Who speaks to whom before a colon, or without a verb that says so: the rule, and its slots."""
    yield from ((_HEADED, slots) for slots in _given(view, cast))
    yield from ((_HEARING, slots) for slots in _addressed(view, cast))


def _given(view: View, cast: Cast) -> Iterator[Slots]:
    """«X به MEDIUM: …» is an interview; so is «X در با MEDIUM: …», which has lost its noun with a link."""
    for phrase in view.phrases:
        before = phrase.marker_first - 1
        answers = before > 0 and view.row[before].key in words("answer") and view.row[before - 1].key in words("in")
        before -= 2 * answers  # «X در پاسخ به MEDIUM: …»
        lost = phrase.marker == "with" and before > 0 and view.row[before].key in words("in")
        before -= lost + (before > lost and view.row[before - lost].text in words("comma"))
        after, n = phrase.last + 1, _at(view, before)
        if not (lost or phrase.marker == "to") or n is None or after >= len(view.row) or view.row[after].text != ":":
            continue
        speakers = view.group(n)
        if cast.is_media([phrase]) and all(p.kind in ACTORS for p in speakers):
            slots = Slots(Trigger(phrase.first, phrase.last, TOLD, TOLD), "nominal", phrase.head, end=after)
            slots.found = {"genitive": speakers, "with": [phrase]}
            yield slots


def _addressed(view: View, cast: Cast) -> Iterator[Slots]:
    """«سناتور X خطاب به وزیر Y: …»: a member of parliament who speaks to an official of his own state, in a hearing.

    Who else is addressed so need not be there («X خطاب به رئیس‌جمهور آمریکا نوشت»).
    """
    for phrase in view.phrases:
        n = _at(view, phrase.marker_first - 1)
        if n is None or phrase.marker != "to" or view.row[phrase.marker_first].key not in words("addressing"):
            continue
        speakers, officials = ([cast.entities[e] for p in ps for e in p.entities] for ps in (view.group(n), [phrase]))
        asks = all({role.kind for role in speaker.roles} & _LEGISLATORS for speaker in speakers)
        states = {entity.state for entity in (*speakers, *officials)}
        if asks and phrase.kind in NAMED and len(states) == 1 and None not in states:
            slots = Slots(Trigger(phrase.marker_first, phrase.last, "talk", "talk"), "nominal", phrase.head)
            slots.found = {"genitive": view.group(n), "with": [phrase]}
            yield slots


def _at(view: View, i: int) -> int | None:
    """The phrase at a token, or the one that an apposition there belongs to («مارک تالبوت روانشناس مطرح جهان»)."""
    if i < 0 or i in view.covered:
        return view.covered.get(i)
    above = [view.row[i].first, *view.ancestors(view.row[i].first)]
    named = (word for word in above if view.sentence.words[word - 1].deprel == "appos")
    return next((view.covered.get(view.token_of[view.sentence.words[word - 1].head]) for word in named), None)


def asked(
    talks: Sequence[TalkMention], statements: Sequence[StatementMention], cast: Cast, text: str
) -> Iterator[TalkMention]:
    """The interviews whose questions and answers a text prints, one for each two that talk.

    A medium asks under a headline «A: …» that ends as a question, and the next headline is somebody else's. Nothing
    where a talk of the two is told already.
    """
    told = {talk.who for talk in talks}
    heads = [s for s in statements if s.rule == _HEADLINE]
    for question, answer in pairwise(heads):
        outlet, guest = cast.medium(question.speaker), answer.speaker
        if not cast.is_medium(cast.entities[outlet]) or cast.is_medium(cast.entities[guest]):
            continue
        if not text[question.start : answer.start].rstrip().endswith(tuple(words("question"))):
            continue
        if (two := frozenset((outlet, guest))) not in told:
            told.add(two)
            yield _talk(TOLD, (guest, outlet), question, _ASKED)


def in_turn(
    talks: Sequence[TalkMention], statements: Sequence[StatementMention], cast: Cast, text: str
) -> Iterator[TalkMention]:
    """«A: … شما …؟», «B: …», «A: …»: two officials who speak to each other, by the headlines of their lines.

    Only where one asks or says «شما»: reactions of two to each other stand so, too. Nothing where their talk is told.
    """
    told = {talk.who for talk in talks}
    heads = [s for s in statements if s.rule == _HEADLINE]
    turns = [list(lines) for _, lines in groupby(heads, key=lambda head: head.speaker)]
    for first, second, third in zip(turns, turns[1:], turns[2:], strict=False):
        a, b = first[0].speaker, second[0].speaker
        kinds = {role.kind for e in (a, b) for role in cast.entities[e].roles}
        officials = all(cast.entities[e].kind in NAMED for e in (a, b)) and REPORTER not in kinds
        if third[0].speaker != a or not officials or frozenset((a, b)) in told:
            continue
        said = text[first[0].start : third[-1].end]
        asks = any(mark in said for mark in words("question")) or not words("you").isdisjoint(map(key, said.split()))
        if asks:
            told.add(frozenset((a, b)))
            yield _talk("talk", (a, b), second[0], _IN_TURN)


def _talk(kind: TalkKind, two: tuple[int, int], head: StatementMention, rule: str) -> TalkMention:
    return TalkMention(
        kind=kind,
        parties=tuple(map(Party, two)),
        topics=(),
        place=None,
        date=None,
        factuality="asserted",
        claims=(),
        rule=rule,
        sentence=head.sentence,
        start=head.start,
        end=head.end,
        trigger=(head.start, head.content[0]),
    )
