"""Reading gold: every slip of an annotator is named with its file and field."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from scored_samples import EGYPTIAN, MINISTER, SWISS, TEXT, Row, gold_talk

from graphbuild.errors import InputError
from graphbuild.evaluate import gold

WriteGold = Callable[..., Path]


def test_gold_is_read_with_its_text(write_gold: WriteGold) -> None:
    call = gold_talk("call", MINISTER, EGYPTIAN, date="2031-03-06", topics_optional=["منطقه"])
    read = gold.read(write_gold(call, statements=({"line": 3, "speaker": [MINISTER]},)))
    assert (read.document, read.reference_date) == ("invented.txt", date(2031, 3, 7))
    assert read.talks[0].date == date(2031, 3, 6)
    assert read.talks[0].topics_optional == ("منطقه",)
    assert read.statements == (gold.GoldStatement(3, (MINISTER,)),)
    assert read.source.text == TEXT


def test_folders_are_searched_and_a_file_counts_once(write_gold: WriteGold, tmp_path: Path) -> None:
    first = write_gold(name="b")
    write_gold(name="a")
    assert [one.document for one in gold.read_all([first, tmp_path])] == ["a.txt", "b.txt"]


def test_one_name_in_two_folders_is_refused(write_gold: WriteGold, tmp_path: Path) -> None:
    path = write_gold()
    (tmp_path / "more").mkdir()
    for file in (path, tmp_path / "invented.txt"):
        (tmp_path / "more" / file.name).write_bytes(file.read_bytes())
    with pytest.raises(InputError, match="has gold in"):
        gold.read_all([tmp_path])


def test_no_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold in this folder"):
        gold.read_all([tmp_path])
    with pytest.raises(InputError, match="no gold was given"):
        gold.read_all([])
    with pytest.raises(InputError, match=r"absent\.json: No such file"):
        gold.read_all([tmp_path / "absent.json"])


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        ({"kind": ["phonecall"]}, r"talks\[0\]: kind: unknown 'phonecall'; use one or more of phone_call, "),
        ({"factuality": []}, r"talks\[0\]: factuality: an empty list"),
        ({"date": "1409-13-02"}, r"talks\[0\]: date: '1409-13-02' is no date"),
        ({"participants": [[MINISTER]]}, r"talks\[0\]: participants: 1 given"),
        ({"participants": [[MINISTER], []]}, r"talks\[0\]: participants\[1\]: an empty list"),
        ({"participants": [[MINISTER], [7]]}, r"talks\[0\]: participants\[1\]\[0\]: a number in place of text"),
        ({"lines": [9]}, r"talks\[0\]: lines: no line 9; the text has lines 1 to 4"),
        ({"lines": ["2"]}, r"talks\[0\]: lines\[0\]: '2' in place of a whole number"),
        ({"optional": "yes"}, r"talks\[0\]: optional: a string in place of true or false"),
        ({"topics": "منطقه"}, r"talks\[0\]: topics: a string in place of a list"),
        ({"topics_optinal": []}, r"talks\[0\]: topics_optinal: unknown field; did you mean 'topics_optional'\?"),
        ({"may_merge_with": "other"}, r"talks\[0\]: may_merge_with: no talk 'other'; use one of call"),
    ],
)
def test_a_slip_in_a_talk_is_named(write_gold: WriteGold, slip: Row, message: str) -> None:
    with pytest.raises(InputError, match=rf"invented\.gold\.json: {message}"):
        gold.read(write_gold(gold_talk("call", MINISTER, EGYPTIAN) | slip))


def test_missing_and_doubled(write_gold: WriteGold) -> None:
    talk = gold_talk("call", MINISTER, EGYPTIAN)
    with pytest.raises(InputError, match=r"talks\[1\]: id: 'call' occurs twice"):
        gold.read(write_gold(talk, talk))
    with pytest.raises(InputError, match=r"talks\[0\]: topics: missing"):
        gold.read(write_gold({key: value for key, value in talk.items() if key != "topics"}))
    with pytest.raises(InputError, match=r"statements\[0\]: speaker: an empty list"):
        gold.read(write_gold(statements=({"line": 1, "speaker": []},)))
    with pytest.raises(InputError, match=r"statements\[0\]: line: no line 0"):
        gold.read(write_gold(statements=({"line": 0, "speaker": [SWISS]},)))


def test_an_optional_talk_may_lack_its_counterpart(write_gold: WriteGold) -> None:
    assert gold.read(write_gold(gold_talk("visit", MINISTER, optional=True))).talks[0].optional


def test_files_that_are_no_gold(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text('{"document": \n"a.txt"', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.json:2: no valid JSON"):
        gold.read(path)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.json: an empty list in place of an object"):
        gold.read(path)
    path.write_text(json.dumps({"document": "../a.txt", "talks": []}), encoding="utf-8")
    with pytest.raises(InputError, match=r"document: '\.\./a\.txt' is no file name"):
        gold.read(path)
    path.write_text(json.dumps({"document": "a.txt", "talks": []}), encoding="utf-8")
    (tmp_path / "a.txt").write_bytes("خبر".encode("utf-16"))
    with pytest.raises(InputError, match=r"a\.txt: byte 0 is no UTF-8"):
        gold.read(path)


def test_lines_are_counted_in_the_annotated_text() -> None:
    source = gold.Source("ab\ncd\nef", (1, 1, 2))
    assert [source.line_of(offset) for offset in range(8)] == [1, 1, 1, 1, 1, 1, 2, 2]
    assert (source.lines([1]), source.lines([2])) == ("ab cd", "ef")
