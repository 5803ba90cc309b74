"""The holder of an office by the word of other documents, and claims that others answer."""

from dataclasses import replace
from datetime import date

import pytest

from graphbuild.records import EntityRef, Evidence, Factuality, Holding, Participant, Position
from graphbuild.resolve.bench import Bench
from graphbuild.resolve.draft import Draft
from graphbuild.resolve.talks import across
from graphbuild.resolve.tenures import Tenures

OFFICE = Position(
    id="p", name="وزیر خارجه مصر", title="وزیر امور خارجه", kind="foreign_minister", state="EG", organization=None,
    evidence=(),
)  # fmt: skip


def holding(official: str, *, first: str = "2031-01-05", last: str = "2031-01-20", quote: str) -> Holding:
    cited = Evidence("a.txt", 0, len(quote), quote, "link.name")
    return Holding(id=official, official=official, position="p", first_seen=first, last_seen=last, evidence=(cited,))


def party(entity: str, label: str) -> Participant:
    ref = EntityRef(entity, label, entity)  # type: ignore[arg-type]
    return Participant(entity=ref, role="party", state="EG", organization=None, position="وزیر امور خارجه")


def draft(
    *parties: Participant, document: str = "b.txt", factuality: Factuality = "asserted", day: date = date(2031, 1, 9)
) -> Draft:
    return Draft(
        document=document, published=day, kind="meeting", factuality=factuality, place="مسقط",
        participants={p.entity.id: p for p in parties},
        evidence=[Evidence(document, 0, 1, "x", "talk.verbal.with")],
    )  # fmt: skip


ALONE = holding("a", quote="سامح القرنفلی وزیر خارجه مصر")


@pytest.mark.parametrize(
    ("holdings", "day", "expected"),
    [
        ([ALONE], date(2031, 1, 12), "a"),
        ([ALONE], date(2032, 1, 12), "p"),
        ([ALONE, holding("b", quote="نادر المنیاوی وزیر خارجه مصر")], date(2031, 1, 12), "p"),
        ([holding("a", quote="سامح القرنفلی وزیر خارجه این کشور")], date(2031, 1, 12), "p"),
    ],
    ids=["the one holder", "a year later", "two holders", "whose office is not said"],
)
def test_an_office_is_its_holder(holdings: list[Holding], day: date, expected: str) -> None:
    refs = {name: EntityRef(name, "Official", name) for name in ("a", "b")}
    named = Tenures.of(holdings, {"p": OFFICE}, refs).named(draft(party("p", "Position"), day=day))
    assert set(named.participants) == {expected}
    assert [p.position for p in named.participants.values()] == ["وزیر امور خارجه"]


A, B = party("a", "Official"), party("b", "Official")


@pytest.mark.parametrize(
    ("told", "later", "talks"),
    [
        (("alleged", "denied", "denied"), date(2031, 1, 31), 1),
        (("planned", "denied", "denied"), date(2031, 1, 31), 1),
        (("asserted", "denied", "denied"), date(2031, 1, 31), 2),
        (("alleged", "denied", "denied"), date(2031, 6, 30), 2),
    ],
    ids=["a claim", "a plan", "what was held", "months later"],
)
def test_denials_of_other_reports_answer_a_claim(told: tuple[Factuality, ...], later: date, talks: int) -> None:
    first, second, third = told
    drafts = [
        draft(A, B, factuality=first),
        draft(A, B, document="c.txt", factuality=second, day=date(2031, 1, 10)),
        draft(A, B, document="d.txt", factuality=third, day=later),
    ]
    assert len(across([replace(d) for d in drafts], bench=Bench(), holders=frozenset())) == talks
