"""Whose name it may be, by its letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.link.origins import origins


@pytest.mark.parametrize(
    ("name", "state", "other"),
    [
        ("ولفگانگ اشتاینهاردت", "DE", "QA"),
        ("ولفگانگ اشتاینهاردت", "AT", "QA"),  # of the same language
        ("عبدالسلام المطریان", "QA", "DE"),
        ("سهراب نیک‌پیمان", "IR", "RU"),
        ("ولادیمیر گوردینکوف", "RU", "IR"),
        ("کنجی هاراموچی", "JP", "IR"),
    ],
)
def test_a_name_is_rather_of_its_own_state(name: str, state: str, other: str) -> None:
    assert not origins().unlikely(name, state, {state, other, None})
    assert origins().unlikely(name, other, {state, other, None})


def test_nothing_is_said_of_states_whose_names_are_alike_or_not_known() -> None:
    assert not origins().unlikely("ولفگانگ اشتاینهاردت", "DE", {"AT"})
    assert not origins().unlikely("ولفگانگ اشتاینهاردت", None, {"QA"})
    assert not origins().unlikely("ولفگانگ اشتاینهاردت", "QA", {"QA", None})


def test_an_unknown_group_is_named_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "origin_names.tsv").write_text("name\tgroup\nنادر\tmartian\n", encoding="utf-8")
    (tmp_path / "origins.toml").write_text('[groups]\npersian = ["IR"]\n', encoding="utf-8")
    monkeypatch.setattr("graphbuild.lang.FOLDER", tmp_path)
    cached = (origins, lang.toml, lang.table)
    for function in cached:
        function.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"origin_names.tsv:2: unknown group 'martian'"):
            origins()
    finally:
        for function in cached:
            function.cache_clear()
