"""The scorer of topics: what it adds and drops, where it is recorded, and how its weights are learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphbuild.document import Document
from graphbuild.link import Linker
from graphbuild.link.tokens import key
from graphbuild.parse import Parser
from graphbuild.relate import Relater, topic_scores
from graphbuild.relate.scored import BIAS
from graphbuild.relate.topic_scores import RULE, Report, choose, with_scored_topics
from graphbuild.repair import Repairer
from graphbuild.store import records
from graphbuild.train import topics

TEXT = """\
رئیس‌جمهور مصر در گفت‌وگوی تلفنی با نخست‌وزیر عراق بر سر مرزهای مشترک رایزنی کرد.
سلیم النهروانی، نخست‌وزیر عراق، گفت که توافق هسته‌ای ایران به سود همه است.
"""
WEIGHTS = {BIAS: -0.8, f"word={key('هسته‌ای')}": 2.8}


@pytest.fixture(scope="module")
def read() -> tuple[Document, Report]:
    document = Document(path="call.txt", text=TEXT)
    return Relater().read(Linker()(Parser()(Repairer()(document))))


def added(report: Report, weights: dict[str, float]) -> list[str]:
    return [candidate.topic.text for _, candidate in choose(report, report.told[0], weights).added]


def test_a_phrase_that_scores_high_is_added_and_cites_its_sentence(read: tuple[Document, Report]) -> None:
    document, report = read
    talks = with_scored_topics(report, WEIGHTS)
    new = [talk for talk in talks if talk.rule == RULE]
    assert [[topic.text for topic in talk.topics] for talk in new] == [["توافق هسته‌ای ایران"]]
    assert document.sentences is not None
    assert (new[0].start, new[0].end) == (document.sentences[1].start, document.sentences[1].end)
    assert new[0].score == pytest.approx(0.881, abs=0.001)
    assert new[0].back


def test_a_topic_of_the_rules_stays_unless_its_score_is_very_low(read: tuple[Document, Report]) -> None:
    _, report = read
    assert [topic.text for topic in report.told[0].topics] == ["مرزهای مشترک"]
    for bias, kept in ((-0.8, 1), (-1.0, 1), (-1.5, 0)):
        assert len(choose(report, report.told[0], {BIAS: bias}).kept) == kept


def test_the_talk_itself_and_clauses_of_somebody_are_no_candidates(read: tuple[Document, Report]) -> None:
    _, report = read
    found = added(report, {BIAS: 9.0})
    assert found
    assert not [text for text in found if "گفت‌وگوی تلفنی" in text or text.startswith(("رئیس", "سلیم", "نخست"))]


def test_no_more_than_two_are_added(read: tuple[Document, Report]) -> None:
    assert len(added(read[1], {BIAS: 9.0})) <= topic_scores.MOST_ADDED


def test_the_graph_has_the_rule_the_sentence_and_the_score(
    tmp_path: Path, command: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuild.relate.shipped", lambda _: WEIGHTS)
    (tmp_path / "news").mkdir()
    (tmp_path / "news/call.txt").write_text(TEXT, "utf-8")
    command(f"graphbuild build {tmp_path / 'news'} --graph {tmp_path / 'graph'}")
    found = records.load(tmp_path / "graph")
    (talk,) = found.talks
    assert {topic.name for topic in talk.topics} == {"توافق هسته‌ای ایران", "مرزهای مشترک"}
    (cited,) = [e for e in talk.evidence if e.rule == RULE]
    assert cited.text == TEXT.splitlines()[1]
    (judged,) = [j for j in found.judgements if cited in j.evidence]
    assert (judged.score, judged.same) == (0.881, True)
    assert "«توافق هسته‌ای ایران»" in judged.reason


def test_training_writes_weights_and_scores_each_folder_by_the_others(
    tmp_path: Path, folds: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.tsv"
    assert topics.main([*folds, "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "one, held out: scored" in printed
    assert "all, each held out: the rules alone" in printed
    rows = dict(line.split("\t") for line in out.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert float(rows["by-rule"]) > 0
    assert float(rows[BIAS]) < 0
