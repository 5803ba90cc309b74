"""Each noise loses what it says and nothing else, and every noisy line knows its line."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from scored_samples import EGYPTIAN, MINISTER, TEXT, found_statement, found_talk, gold_talk

from graphbuild.errors import InputError
from graphbuild.evaluate import Ladder, evaluate, noise
from graphbuild.evaluate.export import score
from graphbuild.evaluate.gold import read_all
from graphbuild.evaluate.render import ladder_table
from graphbuild.evaluate.road import stage

WriteGold = Callable[..., Path]
ZWNJ = "\u200c"
LINES = TEXT.split("\n")


@pytest.mark.parametrize(
    ("name", "good", "noisy"),
    [
        ("none", f"می{ZWNJ}گوید «خوب»", f"می{ZWNJ}گوید «خوب»"),
        ("half-spaces-removed", f"می{ZWNJ}گوید", "میگوید"),
        ("half-spaces-to-spaces", f"می{ZWNJ}گوید", "می گوید"),
        ("arabic-letters", "یک کشور", "يك كشور"),
        ("marks-dropped", "“قطعاً” «بله» 'نه'", "قطعا بله نه"),
        ("everything", f"می{ZWNJ}گوید «یک»", "ميگويد يك"),
    ],
)
def test_what_a_noise_loses(name: str, good: str, noisy: str) -> None:
    assert noise.named(name)(good).text == noisy


def test_an_unknown_noise_is_refused() -> None:
    with pytest.raises(InputError, match="noise 'rain': unknown; use one of none, half-spaces-removed, "):
        noise.named("rain")


def test_broken_lines_know_their_line() -> None:
    source = noise.lines_broken("کوتاه\n\n" + "واژه " * 40 + "\nپایان")
    assert source.origins == (1, 2, 3, 3, 3, 4)
    assert max(map(len, source.text.split("\n"))) <= noise.WRAP_WIDTH
    assert source.line_of(source.text.index("پایان")) == 4


@given(text=st.text(alphabet="ابی ک\u200c«»\n\tَa-", max_size=400), name=st.sampled_from(sorted(noise.LADDER)))
def test_lines_are_neither_lost_nor_moved(text: str, name: str) -> None:
    source = noise.named(name)(text)
    lines = source.text.split("\n")
    assert len(lines) == len(source.origins)
    assert sorted(set(source.origins)) == list(range(1, text.count("\n") + 2))
    assert list(source.origins) == sorted(source.origins)


@given(text=st.text(alphabet="ابی \n\t-", max_size=400))
def test_breaking_lines_changes_white_space_only(text: str) -> None:
    assert noise.lines_broken(text).text.split() == text.split()


def test_gold_holds_for_noisy_text(write_gold: WriteGold, tmp_path: Path) -> None:
    path = write_gold(gold_talk("call", MINISTER, EGYPTIAN), statements=({"line": 3, "speaker": [MINISTER]},))
    staged = stage(read_all([path]), tmp_path / "work", "lines-broken")
    text = (staged.documents / "invented.txt").read_text(encoding="utf-8")
    assert text.count("\n") > TEXT.count("\n")
    words = LINES[2].split()[-1]  # the end of line 3 stands on a line of its own
    said = found_statement(MINISTER, words) | {"evidence": [_evidence(text, words)]}
    talk = found_talk(MINISTER, EGYPTIAN, evidence=[_evidence(text, words)])
    scores = score(staged.gold, talks=[talk], statements=[said])
    assert scores.errors == ()
    assert scores.rates["statement"].tp == 1


def _evidence(text: str, words: str) -> dict[str, object]:
    start = text.index(words)
    return {"document": "invented.txt", "start": start, "end": start + len(words), "text": words}


def test_staged_texts_are_dated_and_old_ones_go(write_gold: WriteGold, tmp_path: Path) -> None:
    work = tmp_path / "work"
    gold = read_all([write_gold(name="dated"), write_gold(name="undated")])
    (tmp_path / "dated.meta.json").write_text('{"source": "خبر", "published": "2030-01-02"}', encoding="utf-8")
    documents = stage(gold, work, "none").documents
    assert '"published": "2030-01-02"' in (documents / "dated.meta.json").read_text(encoding="utf-8")
    assert '"published": "2031-03-07"' in (documents / "undated.meta.json").read_text(encoding="utf-8")
    assert len(list(stage(gold[:1], work, "none").documents.iterdir())) == 2
    (tmp_path / "dated.meta.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match=r"dated\.meta\.json: no JSON object"):
        stage(gold, work, "none")


def test_the_ladder_shows_what_each_noise_costs(write_gold: WriteGold) -> None:
    paths = [write_gold(gold_talk("call", MINISTER, EGYPTIAN))]
    right, wrong = found_talk(MINISTER, EGYPTIAN), found_talk(MINISTER, EGYPTIAN, kind="letter")
    ladder = Ladder(
        {
            "none": evaluate(paths, talks=[right], statements=[]),
            "everything": evaluate(paths, talks=[wrong], statements=[]),
        }
    )
    console = Console(file=StringIO(), width=200)
    with console.capture() as capture:
        console.print(ladder_table(ladder))
    assert "(-1.000)" in capture.get()
    assert list(ladder.to_json()) == ["none", "everything"]
