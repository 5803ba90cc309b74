"""The scorer of talks: what it adds where no rule fires, what it leaves to the rules, how its weights are learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphbuild import lang
from graphbuild.document import Document
from graphbuild.errors import LexiconError
from graphbuild.link import Linker
from graphbuild.parse import Parser
from graphbuild.relate import Relater
from graphbuild.relate.model import TalkMention
from graphbuild.relate.scored import BIAS, shipped
from graphbuild.relate.talk_scores import ADD, RULE, WEIGHTS
from graphbuild.repair import Repairer
from graphbuild.store import records
from graphbuild.train import talks as training

SCORED = "رئیس‌جمهور ایران و مهمان تاجیکستانی‌اش، رئیس‌جمهور تاجیکستان، در تهران به گفت‌وگوی دونفره پرداختند."
EVERYTHING = {BIAS: 9.0}
NOTHING = {BIAS: -9.0}


def told(
    text: str, weights: dict[str, float] | None = None, *, rules: bool = False
) -> list[tuple[set[str], TalkMention]]:
    """The parties and mentions of the talks of a text: by the shipped weights, by others, or by the rules alone."""
    relater = Relater(talk_weights=None) if rules else Relater(weights) if weights is not None else Relater()
    document = relater(Linker()(Parser()(Repairer()(Document(path="talk.txt", text=text)))))
    assert document.links is not None
    names = [entity.name for entity in document.links.entities]
    return [({names[p.entity] for p in t.parties}, t) for t in document.talks or () if not t.back]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "وزیر خارجه ایران خطاب به کامل السامرائی وزیر خارجه عراق "
            "که روز پنج‌شنبه با وی دیدار کرد، گفت راه گفت‌وگو باز است.",
            {"وزیر خارجه ایران", "کامل السامرائی"},
        ),
        (SCORED, {"رئیس‌جمهور ایران", "رئیس‌جمهور تاجیکستان"}),
    ],
)
def test_two_sides_whom_no_rule_joins_are_a_talk(text: str, parties: set[str]) -> None:
    assert not told(text, rules=True)
    ((found, mention),) = told(text)
    assert found == parties
    assert mention.rule == RULE
    assert mention.score is not None
    assert mention.score >= ADD


@pytest.mark.parametrize(
    "text",
    [
        "رئیس‌جمهور ایران و وزیر خارجه ایران از نشست امروز خبر دادند؛ این نشست طولانی بود.",  # one side
        "رئیس‌جمهور ایران و رئیس‌جمهور عراق از پیام تازه خبر داشتند.",  # they stand together
        "رئیس‌جمهور ایران از سخنان رئیس‌جمهور عراق انتقاد کرد.",  # no noun for a talk
        "سخنگوی وزارت خارجه ایران تماس رئیس‌جمهور عراق با سفیر ترکیه را تکذیب کرد.",  # denied
    ],
)
def test_even_weights_for_all_pairs_add_none_of_one_side_without_a_noun_or_denied(text: str) -> None:
    assert not [mention for _, mention in told(text, EVERYTHING) if mention.rule == RULE]


def test_who_talks_by_a_rule_is_in_no_other_talk_of_the_sentence() -> None:
    text = "وزیر خارجه ایران در آنکارا با وزیر خارجه ترکیه دیدار کرد و رئیس‌جمهور عراق در پیامی از آن استقبال کرد."
    found = told(text, EVERYTHING)
    assert [parties for parties, mention in found if mention.rule != RULE] == [{"وزیر خارجه ایران", "وزیر خارجه ترکیه"}]
    assert not [mention for _, mention in found if mention.rule == RULE]


def test_weights_that_say_no_leave_what_the_rules_read() -> None:
    assert not told(SCORED, NOTHING)


def test_the_graph_has_the_rule_the_sentence_and_the_score(tmp_path: Path, command: Callable[[str], None]) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/call.txt").write_text(SCORED, "utf-8")
    command(f"graphbuild build {tmp_path / 'news'} --graph {tmp_path / 'graph'}")
    (talk,) = records.load(tmp_path / "graph").talks
    (cited,) = talk.evidence
    assert (cited.rule, cited.text) == (RULE, SCORED)
    ((_, mention),) = told(SCORED)
    assert mention.score is not None
    assert talk.confidence <= mention.score


def test_a_weight_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_text("feature\tweight\nbias\tmuch\n", "utf-8")
    monkeypatch.setattr("graphbuild.lang.FOLDER", tmp_path)
    shipped.cache_clear()
    lang.table.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"talk_weights.tsv:2: 'much' is no number"):
            shipped(WEIGHTS)
    finally:
        shipped.cache_clear()
        lang.table.cache_clear()


def test_training_writes_weights_and_scores_each_folder_by_the_others(
    tmp_path: Path, folds: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.tsv"
    assert training.main([*folds, "--out", str(out)]) == 0
    assert "one, held out" in capsys.readouterr().out
    rows = out.read_text("utf-8").splitlines()
    assert rows[2] == "feature\tweight"
    assert any(row.startswith(f"{BIAS}\t-") for row in rows[3:])
