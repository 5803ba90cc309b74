"""Scores of hand-written exports whose figures were worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from scored_samples import (
    DENIER,
    EGYPTIAN,
    MINISTER,
    SWISS,
    TEXT,
    found_statement,
    found_talk,
    gold_talk,
    quote,
    topics,
)

from graphbuild.errors import InputError
from graphbuild.evaluate import Scores, evaluate, evaluate_export
from graphbuild.evaluate.outcome import ACCURACY_SLOTS, RATE_SLOTS

WriteGold = Callable[..., Path]
LINES = TEXT.split("\n")


def counts(scores: Scores, slot: str) -> tuple[int, int, int]:
    rate = scores.rates[slot]
    return rate.tp, rate.fp, rate.fn


def test_a_true_export_scores_one(write_gold: WriteGold) -> None:
    facts = {"date": "2031-03-06", "place": "ژنو"}
    path = write_gold(
        gold_talk("call", MINISTER, EGYPTIAN, topics=["تحولات منطقه"], **facts),
        statements=({"line": 3, "speaker": [MINISTER]},),
    )
    call = found_talk(MINISTER, EGYPTIAN, topics=topics("تحولات منطقه"), **facts)
    scores = evaluate([path], talks=[call], statements=[found_statement(MINISTER, LINES[2])])
    assert {slot: scores.rates[slot].f1 for slot in RATE_SLOTS} == dict.fromkeys(RATE_SLOTS, 1.0)
    assert {slot: scores.accuracies[slot].value for slot in ACCURACY_SLOTS} == dict.fromkeys(ACCURACY_SLOTS, 1.0)
    assert scores.factuality_macro.value == 1.0
    assert scores.errors == ()


def test_an_empty_export_misses_everything(write_gold: WriteGold) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN), statements=({"line": 3, "speaker": [MINISTER]},))
    scores = evaluate([path], talks=[], statements=[])
    assert (counts(scores, "talk"), counts(scores, "pair"), counts(scores, "statement")) == ((0, 0, 1),) * 3
    assert scores.accuracies["kind"].value is None
    assert scores.confusion["asserted", "missed"] == 1
    assert [(error.slot, error.sentence) for error in scores.errors] == [("talk", LINES[1]), ("statement", LINES[2])]


def test_missed_spurious_and_wrong_slots(write_gold: WriteGold) -> None:
    path = write_gold(
        gold_talk("call", MINISTER, EGYPTIAN, date="2031-03-06"),
        gold_talk("plan", MINISTER, SWISS, kind=["meeting"], factuality=["planned"], lines=[3]),
        gold_talk("denied", EGYPTIAN, DENIER, factuality=["denied", "alleged"], lines=[4]),
    )
    talks = [
        found_talk(MINISTER, EGYPTIAN, kind="meeting", date="2031-03-07"),
        found_talk(EGYPTIAN, DENIER, factuality="alleged"),
        found_talk(SWISS, DENIER),
    ]
    scores = evaluate([path], talks=talks, statements=[])
    assert counts(scores, "talk") == (2, 1, 1)
    assert counts(scores, "pair") == (2, 1, 1)
    assert (scores.rates["talk"].precision, scores.rates["talk"].recall) == (2 / 3, 2 / 3)
    assert scores.accuracies["kind"].value == 0.5
    assert scores.accuracies["factuality"].value == 1.0
    assert (scores.accuracies["date"].right, scores.accuracies["date"].of) == (0, 1)
    assert {"kind", "date", "talk"} == {error.slot for error in scores.errors}
    assert scores.confusion["denied", "denied"] == 1, "an accepted value counts as the best one"
    assert {label: rate.f1 for label, rate in scores.factuality_macro.labels.items()} == {
        **{"asserted": 1.0, "planned": 0.0},
        "denied": 1.0,
    }
    assert scores.to_json()["factuality_macro"] == {
        **{"f1": 0.667, "asserted": {"f1": 1.0, "of": 1}, "planned": {"f1": 0.0, "of": 1}},
        **{"denied": {"f1": 1.0, "of": 1}, "interval": None},
    }


def test_optional_talks_are_neither_asked_for_nor_wrong(write_gold: WriteGold) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN, optional=True))
    for talks in ([], [found_talk(MINISTER, EGYPTIAN, kind="letter")]):
        scores = evaluate([path], talks=talks, statements=[])
        assert (counts(scores, "talk"), counts(scores, "pair")) == ((0, 0, 0), (0, 0, 0))
        assert scores.accuracies["kind"].of == 0


def test_a_talk_lost_in_its_twin_is_not_asked_for(write_gold: WriteGold) -> None:
    call = gold_talk("call", MINISTER, EGYPTIAN)
    path = write_gold(call, gold_talk("talk", MINISTER, EGYPTIAN, may_merge_with="call"))
    assert counts(evaluate([path], talks=[found_talk(MINISTER, EGYPTIAN)], statements=[]), "talk") == (1, 0, 0)
    assert counts(evaluate([path], talks=[], statements=[]), "talk") == (0, 0, 2)


def test_required_talks_are_matched_first_and_the_best_fit_wins(write_gold: WriteGold) -> None:
    path = write_gold(
        gold_talk("maybe", MINISTER, EGYPTIAN, kind=["letter"], optional=True),
        gold_talk("call", MINISTER, EGYPTIAN),
    )
    letter = found_talk(MINISTER, EGYPTIAN, kind="letter")
    scores = evaluate([path], talks=[letter, found_talk(MINISTER, EGYPTIAN)], statements=[])
    assert counts(scores, "talk") == (1, 0, 0)
    assert scores.accuracies["kind"].value == 1.0


def test_talks_of_one_party_or_of_other_documents_do_not_count(write_gold: WriteGold) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN))
    elsewhere = found_talk(MINISTER, EGYPTIAN, evidence=[quote(LINES[0], document="news/other.txt")])
    scores = evaluate([path], talks=[found_talk(MINISTER), elsewhere], statements=[])
    assert counts(scores, "talk") == (0, 0, 1)


@pytest.mark.parametrize(
    "name",
    ["کامران نیکپندار", "نیک‌پندار", "دکتر کامران نیك‌پندار", "سیدکامران نیک‌پندار", "سرتیپ کامران نیک‌پندار"],
)
def test_names_meet_across_spellings(write_gold: WriteGold, name: str) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN))
    assert counts(evaluate([path], talks=[found_talk(name, EGYPTIAN)], statements=[]), "talk") == (1, 0, 0)


def test_a_third_party_adds_spurious_pairs(write_gold: WriteGold) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN))
    scores = evaluate([path], talks=[found_talk(MINISTER, EGYPTIAN, SWISS)], statements=[])
    assert (counts(scores, "talk"), counts(scores, "pair")) == ((1, 0, 0), (1, 2, 0))


def test_topics(write_gold: WriteGold) -> None:
    asked = ["آخرین تحولات غزه", "روابط دوجانبه"]
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN, topics=asked, topics_optional=["آب و هوا"]))
    found = found_talk(MINISTER, EGYPTIAN, topics=topics("تحولات در غزه", "هوا", "پرونده آب‌شیرین‌کن"))
    scores = evaluate([path], talks=[found], statements=[])
    assert counts(scores, "topic") == (1, 1, 1)
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN))
    assert counts(evaluate([path], talks=[found], statements=[]), "topic") == (0, 0, 0), (
        "no topics, nothing to judge by"
    )


def test_statements_are_judged_on_annotated_lines(write_gold: WriteGold) -> None:
    asked = ({"line": 3, "speaker": [MINISTER]}, {"line": 4, "speaker": [EGYPTIAN, "وزیر خارجه مصر"]})
    path = write_gold(statements=asked)
    said = [
        *(found_statement(SWISS, LINES[2]), found_statement("وزیر خارجه مصر", LINES[3])),
        found_statement(DENIER, LINES[0]),
    ]
    scores = evaluate([path], talks=[], statements=said)
    assert counts(scores, "statement") == (1, 1, 1)
    assert [(error.item, error.found, error.expected) for error in scores.errors] == [("line 3", SWISS, MINISTER)]


def test_a_false_quote_is_an_error(write_gold: WriteGold) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN))
    false = quote(LINES[0]) | {"text": "چیزی دیگر"}
    scores = evaluate([path], talks=[found_talk(MINISTER, EGYPTIAN, evidence=[false])], statements=[])
    assert [(error.slot, error.found, error.expected) for error in scores.errors] == [
        ("evidence", "چیزی دیگر", LINES[0])
    ]


def test_rows_that_are_no_export_are_refused(write_gold: WriteGold, tmp_path: Path) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN))
    with pytest.raises(InputError, match=r"talks\.jsonl:1: participants: missing"):
        evaluate([path], talks=[{"id": "t", "kind": "meeting", "factuality": "asserted"}], statements=[])
    with pytest.raises(InputError, match=r"statements\.jsonl:1: speaker: a string in place of an object"):
        evaluate([path], talks=[], statements=[{"id": "s", "speaker": SWISS, "evidence": []}])
    with pytest.raises(InputError, match=r"talks\.jsonl: No such file"):
        evaluate_export(tmp_path, [path])
    (tmp_path / "talks.jsonl").write_text('{}\n{"id"', encoding="utf-8")
    with pytest.raises(InputError, match=r"talks\.jsonl:2: no valid JSON"):
        evaluate_export(tmp_path, [path])


def test_of_equal_talks_the_first_in_the_text_counts_whatever_its_id(write_gold: WriteGold) -> None:
    """Ids of talks without a day hang on where they are told; a score must not."""
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN, topics=["تحولات منطقه"]))
    for first, second in (("talk:a", "talk:b"), ("talk:b", "talk:a")):
        told = found_talk(MINISTER, EGYPTIAN, id=first, topics=topics("تحولات منطقه"))
        again = found_talk(MINISTER, EGYPTIAN, id=second, evidence=[quote(LINES[3])])
        rows = sorted((told, again), key=lambda row: str(row["id"]))
        assert counts(evaluate([path], talks=rows, statements=[]), "topic") == (1, 0, 0)
