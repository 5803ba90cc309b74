"""Confidence follows from the evidence: rules, links, joins, and how many outlets say so."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.records import Evidence
from graphbuild.resolve.confidence import confidence, strength, surest
from graphbuild.resolve.draft import Told

ONE = Told("mention:1", Evidence("a.txt", 0, 1, "x", "talk.verbal.with"), "الف", 0.8)

shares = st.floats(0, 1)
tellings = st.lists(
    st.builds(
        Told, st.text(min_size=1), st.just(ONE.evidence), st.sampled_from(["الف", "ب", "ج"]), shares, shares
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def test_a_second_outlet_counts_and_the_same_one_again_does_not() -> None:
    again, other = replace(ONE, anchor="mention:2"), replace(ONE, anchor="mention:3", source="ب")
    assert confidence([ONE]) == confidence([ONE, again]) == 0.8
    assert confidence([ONE, other]) == 0.96
    assert confidence([ONE, replace(other, join=0.5)]) == 0.88


@given(tellings)
def test_it_is_a_share_and_more_evidence_never_lowers_it(told: list[Told]) -> None:
    values = [confidence(told[: i + 1]) for i in range(len(told))]
    assert all(0 <= value <= 0.99 for value in values)
    assert values == sorted(values)
    assert confidence(reversed(told)) == values[-1]


def test_rules_links_and_headlines() -> None:
    sure = strength("talk.verbal.with", ["name", "name"], weak=False)
    assert sure > strength("talk.nominal.occasion", ["name", "name"], weak=False)
    assert sure > strength("talk.verbal.with", ["name", "pronoun"], weak=False)
    assert strength("talk.verbal.with", ["name", "pronoun"], weak=False) > strength(
        "talk.verbal.with", ["name", None], weak=False
    )
    assert sure > strength("talk.verbal.with", ["name", "name"], weak=True)
    assert surest(["pronoun", "name", "title"]) == "name"
    assert surest([]) is None
