"""Kept parses: read back, or made again when they do not belong to their text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from parse_samples import call

from graphbuild.document import Clean
from graphbuild.errors import StoreError
from graphbuild.parse.cache import Parse, ParseCache


@pytest.fixture
def clean() -> Clean:
    found = call().clean
    assert found is not None
    return found


@pytest.fixture
def kept(tmp_path: Path, clean: Clean) -> ParseCache:
    cache = ParseCache(tmp_path / "parses")
    cache.write(clean, parse(), "model:1")
    return cache


def parse() -> Parse:
    return Parse(call().sentences or (), call().mentions or ())


def test_a_kept_parse_comes_back(kept: ParseCache, clean: Clean) -> None:
    assert kept.read(clean, "model:1") == parse()


def test_a_text_without_sentences_is_kept_too(tmp_path: Path) -> None:
    cache, empty = ParseCache(tmp_path), Clean("", range(1), ())
    cache.write(empty, Parse((), ()), "model:1")
    assert cache.read(empty, "model:1") == Parse((), ())


def test_another_text_or_model_has_its_own_parse(kept: ParseCache, clean: Clean) -> None:
    assert kept.read(clean, "model:2") is None
    assert kept.read(replace(clean, text=clean.text.replace("وزیر", "سفیر")), "model:1") is None
    assert kept.read(replace(clean, blocks=clean.blocks[:1]), "model:1") is None


def test_writing_twice_gives_one_file_of_the_same_bytes(kept: ParseCache, clean: Clean) -> None:
    path = kept.path(clean, "model:1")
    before = path.read_bytes()
    kept.write(clean, parse(), "model:1")
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda source: source[: source.index(b"\n\n") + 2],
        lambda source: source[: len(source) // 2],
        lambda source: source.replace("وزیر".encode(), "سفیر".encode()),
        lambda source: source.replace(b"# block = 1", b"# block = 7"),
        lambda source: source.replace(b"# block = 1", b"# block = 0"),
        lambda source: source.replace(b"\t6\tdep", b"\t3\tdep"),
        lambda source: b"\x00\xff" * 40,
        lambda source: b"",
    ],
)
def test_a_damaged_parse_counts_as_not_there(kept: ParseCache, clean: Clean, damage: Callable[[bytes], bytes]) -> None:
    path = kept.path(clean, "model:1")
    path.write_bytes(damage(path.read_bytes()))
    assert kept.read(clean, "model:1") is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, clean: Clean) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/parses/.*: Not a directory; free space there or allow writing"):
        ParseCache(tmp_path / "file" / "parses").write(clean, parse(), "model:1")


def test_a_parse_that_is_no_file_is_named(kept: ParseCache, clean: Clean) -> None:
    path = kept.path(clean, "model:1")
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreError, match=r"\.conllu: Is a directory; make it readable, or delete it"):
        kept.read(clean, "model:1")
