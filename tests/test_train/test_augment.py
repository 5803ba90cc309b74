"""Damage changes the text and leaves the annotation alone."""

import random

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.train import augment, segments
from graphbuild.train.augment import ZWNJ
from graphbuild.train.conllu import Row, Tree


def _tree(*forms: str) -> Tree:
    rows = [Row(n, n, form, form, "NOUN", "_", n - 1, "dep", n < len(forms)) for n, form in enumerate(forms, 1)]
    return Tree("t", tuple(rows))


def test_stripping_takes_half_spaces_from_forms_only() -> None:
    tree = _tree(f"می{ZWNJ}رود", "علی")
    stripped = augment.strip_tree(tree)
    assert [row.form for row in stripped.rows] == ["میرود", "علی"]
    assert stripped.rows[0].lemma == f"می{ZWNJ}رود"
    assert stripped.sent_id == "tz"


def test_a_word_that_is_only_half_spaces_stays() -> None:
    assert augment.strip_zwnj(ZWNJ) == ZWNJ


def test_only_sentences_with_half_spaces_are_doubled() -> None:
    assert len(augment.with_stripped([_tree("یک"), _tree(f"می{ZWNJ}رود")])) == 3


@given(st.lists(st.text("ابپت", min_size=1, max_size=9), min_size=1, max_size=60), st.integers())
def test_broken_lines_hold_the_same_words(words: list[str], seed: int) -> None:
    text = " ".join(words)
    broken = augment.break_lines(text, random.Random(seed), width=30)
    assert broken.replace("\n", " ") == text
    assert all(len(line) <= 30 or " " not in line for line in broken.split("\n"))


@given(st.lists(st.text("ابپت" + ZWNJ, min_size=1, max_size=9), min_size=1, max_size=20))
def test_every_character_has_a_label_and_every_token_an_end(forms: list[str]) -> None:
    tree = _tree(*forms)
    labels = segments.labels(tree)
    assert len(labels) == len(tree.text)
    assert len(labels) - labels.count("0") == len(forms)
    assert labels[-1] == "2"


def test_a_multiword_token_is_labelled_as_one() -> None:
    rows = (
        Row(1, 2, "کتابش", "_", "_", "_", -1, "_", True),
        Row(1, 1, "کتاب", "کتاب", "NOUN", "_", 3, "obj", True),
        Row(2, 2, "ش", "او", "PRON", "_", 1, "nmod", True),
        Row(3, 3, "دید", "دید", "VERB", "_", 0, "root", True),
    )
    assert segments.labels(Tree("t", rows)) == "000030002"
