"""Judgements: what is put on record of merges, and of merges that were nearly made."""

import pytest

from graphbuild.link.model import Entity, Role
from graphbuild.records import EntityRef, Evidence, Judgement, Participant
from graphbuild.resolve.bench import Bench
from graphbuild.resolve.draft import Draft, Told
from graphbuild.resolve.judge import judge
from graphbuild.resolve.officials import Officials
from graphbuild.resolve.rulings import NameRuling, NameRulings, Renaming
from graphbuild.resolve.talks import across, group

MINISTER = Role("وزیر امور خارجه", "foreign_minister", "ایران", "IR", None)
ENVOY = Role("فرستاده ویژه", "envoy", "آمریکا", "US", None)


def party(name: str, state: str) -> Participant:
    return Participant(
        entity=EntityRef(f"official:{name}", "Official", name),
        role="party",
        state=state,
        organization=None,
        position=None,
    )


A, B = party("نیک‌سیرت", "IR"), party("قرنفلی", "EG")


def told(name: str, *, day: str | None = None, kind: str = "meeting", factuality: str = "asserted") -> Draft:
    quote = Evidence(name, 0, 1, "x", "talk.verbal.with")
    return Draft(
        document=name,
        published=None,
        kind=kind,  # type: ignore[arg-type]
        factuality=factuality,  # type: ignore[arg-type]
        participants={p.entity.id: p for p in (A, B)},
        date=day,
        date_precision="day" if day else None,
        evidence=[quote],
        told=[Told(f"mention:{name}", quote, name, 0.9)],
    )


def judgements(bench: Bench, *drafts: Draft) -> tuple[Judgement, ...]:
    found = across(drafts, bench=bench, holders=frozenset())
    return bench.judgements({anchor: f"talk:{i}" for i, draft in enumerate(found) for anchor in draft.anchors})


def test_a_merge_of_two_reports_is_on_record() -> None:
    (found,) = judgements(Bench(), told("a", day="2025-01-01"), told("b", day="2025-01-01"))
    assert (found.same, found.by, found.nodes) == (True, "rule", ("talk:0",))
    assert {found.left, found.right} == {"mention:a", "mention:b"}
    assert found.score > 0.95
    assert found.reason.startswith("for: the same parties, the same day, the same kind")


@pytest.mark.parametrize(
    ("other", "against"),
    [
        (told("b"), "no day in one of them, and two documents"),
        (told("b", day="2025-01-02"), "other days"),
        (told("b", day="2025-01-01", kind="phone_call"), "kinds that cannot be one"),
    ],
)
def test_what_was_kept_apart_by_little_is_on_record(other: Draft, against: str) -> None:
    (found,) = judgements(Bench(), told("a", day="2025-01-01"), other)
    assert (found.same, len(found.nodes)) == (False, 2)
    assert against in found.reason.split("against: ")[1]
    assert 0.2 <= found.score < 0.75


def test_the_analyst_outranks_the_rules() -> None:
    a, b, c = told("a", day="2025-01-01"), told("b", day="2025-01-01"), told("c", day="2025-03-01")
    bench = Bench(same=[a.anchors | c.anchors], apart=[(a.anchors, b.anchors)])
    found = {frozenset((j.left, j.right)): j for j in judgements(bench, a, b, c)}
    one, other = found[frozenset(("mention:a", "mention:c"))], found[frozenset(("mention:a", "mention:b"))]
    assert (one.same, one.by, one.score) == (True, "analyst", 1.0)
    assert (other.same, other.by, other.score) == (False, "analyst", 0.0)


def test_a_third_mention_does_not_join_what_the_analyst_parts() -> None:
    a, b, c = (told(name, day="2025-01-01") for name in "abc")
    bench = Bench(apart=[(a.anchors, b.anchors)])
    merged = group([a, c, b], bench=bench)
    assert [draft.anchors for draft in merged] == [{"mention:a", "mention:c"}, {"mention:b"}]


def test_the_score_grows_with_what_speaks_for_it() -> None:
    dated, undated = told("a", day="2025-01-01"), told("b")
    scores = [
        judge(dated, other).score for other in (told("b", day="2025-02-01"), undated, told("b", day="2025-01-01"))
    ]
    assert scores == sorted(scores)
    assert judge(dated, undated).score == judge(undated, dated).score


def person(name: str, state: str | None = None, *roles: Role) -> Entity:
    return Entity("person", name, (name,), state, roles=roles)


def official(bench: Bench, officials: Officials) -> dict[frozenset[str], Judgement]:
    return {frozenset((j.left, j.right)): j for j in bench.judgements(officials.node_of_name)}


def test_names_joined_and_kept_apart_are_on_record() -> None:
    bench = Bench()
    names = [person("بهرام نیک‌سیرت", "IR", MINISTER), person("نیک‌سیرت", "IR"), person("نیک‌سیرت")]
    two = [person("سهراب کاوه‌پور", "IR"), person("بهرام کاوه‌پور", "IR"), person("کاوه‌پور", "IR")]
    found = official(bench, Officials([*names, *two], bench=bench))
    joined = found[frozenset(("بهرام نیک‌سیرت (IR)", "نیک‌سیرت (IR)"))]
    unsure = found[frozenset(("بهرام نیک‌سیرت (IR)", "نیک‌سیرت"))]
    apart = found[frozenset(("سهراب کاوه‌پور (IR)", "کاوه‌پور (IR)"))]
    assert joined.same
    assert joined.certainty > unsure.certainty
    assert (apart.same, apart.score) == (False, 0.4)
    assert "several bear it" in apart.reason


def test_near_spellings_of_one_office_are_one_person() -> None:
    bench = Bench()
    entities = [person("دیوید اشتاینمور", "US", ENVOY), person("دیوید اشتاینمر", "US", ENVOY)]
    officials = Officials(entities, bench=bench)
    assert len(officials.persons) == 1
    (found,) = official(bench, officials).values()
    assert "near spellings, the same office" in found.reason
    kept = Bench()
    assert len(Officials([entities[0], person("دیوید اشتاینمر", "US")], bench=kept).persons) == 2


def test_rulings_on_names() -> None:
    entities = [
        person("دیوید اشتاینمور", "US", ENVOY),
        person("دیوید اشتاینمر", "US", ENVOY),
        person("شاهین نیکوسخن", "IR"),
    ]
    apart = NameRulings(not_same_official=(NameRuling(("دیوید اشتاینمور (US)", "دیوید اشتاینمر (US)"), "c:1"),))
    assert len(Officials(entities, rulings=apart).persons) == 3
    same = NameRulings(
        same_official=(NameRuling(("دیوید اشتاینمور", "شاهین نیکوسخن"), "c:1"),),
        renamed=(Renaming("شاهین نیکوسخن", None, "D. S.", "c:2"), Renaming("هیچ‌کس", "x", None, "c:3")),
    )
    officials = Officials(entities, rulings=same)
    assert [p.name_en for p in officials.persons] == ["D. S."]
    assert same.unknown == [("c:3", "هیچ‌کس")]
