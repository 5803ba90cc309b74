"""One talk from many mentions: what is merged, what is kept apart."""

from dataclasses import replace

import pytest

from graphbuild.records import EntityRef, Evidence, Factuality, Participant, TalkKind
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.resolve.bench import Bench
from graphbuild.resolve.draft import Draft
from graphbuild.resolve.judge import compatible
from graphbuild.resolve.talks import group as group_drafts


def group(drafts: list[Draft]) -> list[Draft]:
    return group_drafts(drafts, bench=Bench())


def party(name: str, label: str = "Official", state: str | None = None) -> Participant:
    entity = EntityRef(f"{label}:{name}", label, name)  # type: ignore[arg-type]
    return Participant(entity=entity, role="party", state=state, organization=None, position=None)


A, B, C = party("نیک‌سیرت", state="IR"), party("قرنفلی", state="EG"), party("الهاشمی", state="QA")
IRAN, EGYPT = party("ایران", "State", "IR"), party("مصر", "State", "EG")


def draft(
    *parties: Participant,
    kind: TalkKind = "meeting",
    factuality: Factuality = "asserted",
    date: str | None = None,
    place: str | None = None,
    start: int = 0,
    aside: bool = False,
) -> Draft:
    return Draft(
        document="a.txt",
        published=None,
        kind=kind,
        factuality=factuality,
        participants={p.entity.id: p for p in parties},
        date=date,
        date_precision="day" if date else None,
        place=place,
        aside=aside,
        evidence=[Evidence("a.txt", start, start + 1, "x", "talk.verbal.with")],
    )


def test_headline_and_body_are_one_talk() -> None:
    merged = group([draft(A, B, kind="talk"), draft(B, A, kind="phone_call", start=5)])
    assert [d.kind for d in merged] == ["phone_call"]
    assert len(merged[0].evidence) == 2


def test_of_two_dates_the_finer_one_is_kept() -> None:
    headline = replace(draft(A, B, date="2027-01-02"), date_precision="week", date_text="هفته آینده")
    for pair in ([headline, draft(A, B, date="2027-01-06", start=5)], [draft(A, B, date="2027-01-06"), headline]):
        (merged,) = group(pair)
        assert (merged.date, merged.date_precision) == ("2027-01-06", "day")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (draft(A, B, kind="phone_call"), draft(A, B, kind="meeting")),
        (draft(A, B, factuality="denied"), draft(IRAN, EGYPT, date="2027-01-02")),
        (draft(A, B, date="2027-01-01"), draft(A, B, date="2027-01-02")),
        (draft(A, B, place="قاهره"), draft(A, B, place="تهران")),
        (draft(A, B), draft(A, B, factuality="planned")),
        (draft(A, B), draft(A, C)),
        (draft(A, B, C), draft(A, B, aside=True)),
        (draft(IRAN, EGYPT, kind="contact"), draft(A, B, kind="talk")),
        (draft(A, EGYPT, kind="interview"), draft(A, B, kind="talk")),
    ],
    ids=[
        "kinds",
        "a denied talk and those of the states",
        "days",
        "places",
        "held and planned",
        "parties",
        "beside a session",
        "one state told another, and officials",
        "who interviews is no state",
    ],
)
def test_kept_apart(a: Draft, b: Draft) -> None:
    assert not compatible(a, b)
    assert len(group([a, b])) == 2


def test_denial_outranks_the_claim() -> None:
    merged = group([draft(A, B, factuality="alleged"), draft(A, B, factuality="denied")])
    assert [d.factuality for d in merged] == ["denied"]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("سوئیس", "بورگن‌اشتوک", 1), ("سوئیس", "برن", 1), ("سوئیس", "دوحه", 2), ("رم", "مسقط", 2)],
)
def test_a_city_is_in_its_state(one: str, other: str, count: int) -> None:
    assert len(group([draft(A, B, place=one), draft(A, B, place=other)])) == count


@pytest.mark.parametrize(("topic", "same"), [("آب", True), ("مرز", False)])
def test_states_deny_one_negotiation_and_hold_another(topic: str, same: bool) -> None:
    told = draft(IRAN, EGYPT, kind="negotiation", factuality="alleged")
    denied = replace(draft(IRAN, EGYPT, kind="negotiation", factuality="denied"), document="b.txt")
    told.topics, denied.topics = [EntityRef("topic:a", "Topic", "آب")], [EntityRef("topic:b", "Topic", topic)]
    assert compatible(told, denied) is same
    assert compatible(draft(A, B, factuality="alleged"), replace(denied, participants=draft(A, B).participants))


def test_states_give_way_to_their_officials() -> None:
    merged = group([draft(IRAN, EGYPT, kind="negotiation"), draft(A, B, kind="negotiation")])
    assert len(merged) == 1
    assert set(merged[0].participants) == {A.entity.id, B.entity.id}


@pytest.mark.parametrize("kind", ["phone_call", "meeting", "letter", "interview"])
def test_every_kind_is_compatible_with_itself(kind: TalkKind) -> None:
    assert compatible_kinds(kind, kind)


def test_an_office_in_short_is_the_office() -> None:
    office = Participant(
        entity=EntityRef("position:a", "Position", "کاردار ترکیه"),
        role="party",
        state="TR",
        organization=None,
        position="کاردار",
    )
    full = Participant(
        entity=EntityRef("position:b", "Position", "کاردار موقت سفارت ترکیه"),
        role="party",
        state="TR",
        organization=None,
        position="کاردار موقت",
    )
    assert len(group([draft(office, A), draft(full, A, start=9)])) == 1
