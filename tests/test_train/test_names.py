"""Name tags: reading, mapping, invented sentences, spans."""

import re
from pathlib import Path

from graphbuild.train import bootstrap, invented, names
from graphbuild.train.bootstrap import Counts


def test_classes_are_mapped_and_spans_opened(tmp_path: Path) -> None:
    path = tmp_path / "tags.tsv"
    path.write_text("علي\tI-PERS\nبه\tO\nجام\tB-EVE\nفتح\tB-POG\n\nتهران\tB-LOC\n", encoding="utf-8")
    assert names.read_tags(path) == [
        [("علی", "B-PER"), ("به", "O"), ("جام", "O"), ("فتح", "B-ORG")],
        [("تهران", "B-LOC")],
    ]


def test_spans_end_where_a_name_of_the_same_kind_begins() -> None:
    assert names.spans(["B-PER", "I-PER", "B-PER", "O", "B-LOC"]) == {(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC")}


def test_json_reads_back_the_same(tmp_path: Path) -> None:
    sentences = [[("علی", "B-PER"), ("رفت", "O")]]
    names.write_json(tmp_path / "x.json", sentences)
    assert names.read_json(tmp_path / "x.json") == sentences


def test_invented_sentences_are_seeded_and_well_formed() -> None:
    first = invented.sentences(300, seed=3)
    assert first == invented.sentences(300, seed=3)
    assert first != invented.sentences(300, seed=4)
    for sentence in first:
        assert names.well_formed(sentence) == sentence
        assert not any(re.search(r"[{}]", word) or not word for word, _ in sentence)


def test_an_interval_holds_its_score() -> None:
    found = bootstrap.interval([Counts(8, 10, 10), Counts(5, 10, 9), Counts(9, 10, 11)])
    assert found.low <= found.score <= found.high
    assert round(found.score, 1) == 73.3


def test_bio_becomes_bioes() -> None:
    assert names.bioes(["B-PER", "I-PER", "B-PER", "O", "B-LOC", "I-LOC", "I-LOC"]) == [
        "B-PER",
        "E-PER",
        "S-PER",
        "O",
        "B-LOC",
        "I-LOC",
        "E-LOC",
    ]


def test_a_word_with_a_space_inside_stays_one_word(tmp_path: Path) -> None:
    path = tmp_path / "tags.tsv"
    path.write_text("بین المللی\tI-ORG\n", encoding="utf-8")
    assert names.read_tags(path) == [[("بین\u200cالمللی", "B-ORG")]]
