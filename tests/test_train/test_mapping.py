"""Labels of every treebank end up in one scheme."""

from pathlib import Path

import pytest

from graphbuild.train import conllu, treebanks
from graphbuild.train.conllu import TreebankError

TWO = """\
# sent_id = invented-1
# text = وزیر خارجه ایران نامه را نوشت.
1\tوزیر\tوزیر\tNOUN\tN\tNumber=Sing\t6\tnsubj\t_\t_
2\tخارجه\tخارجه\tNOUN\tN\t_\t1\tnmod:poss\t_\t_
3\tایران\tایران\tPROPN\tN\t_\t1\tnmod:poss\t_\tTranslit=x
4\tنامه\tنامه\tNOUN\tN\t_\t6\tobj\t_\t_
5\tرا\tرا\tPART\tP\t_\t4\tcase\t_\t_
6\tنوشت\tنوشت#نویس\tVERB\tV\tPerson=3\t0\troot\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\tD\t_\t6\tpunct\t_\t_

# sent_id = invented-2
1-2\tکتابش\t_\t_\t_\t_\t_\t_\t_\t_
1\tکتاب\tکتاب\tNOUN\tN\t_\t3\tobj\t_\t_
2\tش\tاو\tPRON\tP\t_\t1\tnmod:poss\t_\t_
3\tمی‌خواند\tخواند#خوان\tVERB\tV\t_\t0\troot\t_\tSpaceAfter=No
3.1\tهیچ\tهیچ\tX\tX\t_\t_\t_\t_\t_
4\t.\t.\tPUNCT\tD\t_\t3\tpunct\t_\t_
"""


@pytest.fixture
def trees(tmp_path: Path) -> list[conllu.Tree]:
    path = tmp_path / "two.conllu"
    path.write_text(TWO, encoding="utf-8")
    return conllu.read(path)


def test_subtypes_of_other_treebanks_are_dropped(trees: list[conllu.Tree]) -> None:
    mapped = treebanks.scheme().map(trees[0], treebank="seraji")
    assert [row.deprel for row in mapped.words] == ["nsubj", "nmod", "nmod", "obj", "case", "root", "punct"]


def test_the_object_marker_is_an_adposition(trees: list[conllu.Tree]) -> None:
    assert treebanks.scheme().map(trees[0], treebank="seraji").words[4].upos == "ADP"


def test_only_iperudt_lemmas_are_cut(trees: list[conllu.Tree]) -> None:
    rules = treebanks.scheme()
    assert rules.map(trees[0], treebank="iperudt").words[5].lemma == "نوشت"
    assert rules.map(trees[0], treebank="perdt").words[5].lemma == "نوشت#نویس"


def test_features_are_kept_for_perdt_alone(trees: list[conllu.Tree]) -> None:
    rules = treebanks.scheme()
    assert rules.map(trees[0], treebank="perdt").words[5].feats == "Person=3"
    assert rules.map(trees[0], treebank="seraji").words[5].feats == "_"


def test_tokens_cover_their_words_and_rebuild_the_text(trees: list[conllu.Tree]) -> None:
    assert [token.form for token in trees[1].tokens] == ["کتابش", "می‌خواند", "."]
    assert [row.form for row in trees[1].words] == ["کتاب", "ش", "می‌خواند", "."]
    assert trees[0].text == "وزیر خارجه ایران نامه را نوشت."


def test_what_is_written_reads_back_the_same(trees: list[conllu.Tree], tmp_path: Path) -> None:
    conllu.write(tmp_path / "again.conllu", trees)
    assert conllu.read(tmp_path / "again.conllu") == trees


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text("1\tیک\n\n", encoding="utf-8")
    with pytest.raises(TreebankError, match=r"bad\.conllu:1: 2 columns"):
        conllu.read(path)
