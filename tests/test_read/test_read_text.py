"""Plain text: what the analyst opens is what the offsets count in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from read_samples import BODY, NEWS, TITLE

from graphbuild.document import Document
from graphbuild.read import Refusal, read
from graphbuild.read.encoding import decode


def one(path: Path, **options: str) -> Document:
    (found,) = read(path, **options)
    assert isinstance(found, Document), found
    return found


def test_text_is_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    assert one(path) == Document(path=path.as_posix(), text=NEWS)


@settings(deadline=None)  # a slow disk is no failure
@given(st.lists(st.sampled_from(["\r\n", "\r", "\n", "\ufeff", BODY, "\u200c", "\x85", "\u2028"]), max_size=12))
def test_decodes_as_read_text_does(tmp_path_factory, parts: list[str]) -> None:
    path = tmp_path_factory.mktemp("d") / "a.txt"
    path.write_bytes("".join(parts).encode())
    assert decode(path.read_bytes()) == path.read_text(encoding="utf-8")


def test_a_byte_order_mark_stays_so_that_offsets_count_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8-sig")
    document = one(path)
    start = document.text.index(TITLE)
    assert start == 1
    assert path.read_text(encoding="utf-8")[start : start + len(TITLE)] == TITLE


def test_metadata_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    fields = {"source": "خبرگزاری نمونه", "published": "۱۴۰۳/۱۰/۲۸", "url": "https://example.org/1", "title": TITLE}
    (tmp_path / "a.meta.json").write_text(json.dumps(fields), encoding="utf-8")
    document = one(path, published="2020-01-01")
    assert document.text == NEWS, "a title beside the file is not put into it"
    assert (document.title, document.source, document.url) == (TITLE, "خبرگزاری نمونه", "https://example.org/1")
    assert document.published == date(2025, 1, 17)


def test_published_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    (tmp_path / "a.meta.json").write_text('{"published": null}', encoding="utf-8")
    assert one(path, published="1403-10-28").published == date(2025, 1, 17)


def test_a_dateline_goes_before_the_default(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TITLE}\nتاریخ انتشار: جمعه ۲۸ دی ۱۴۰۳ - ۱۰:۳۰\n{BODY}", encoding="utf-8")
    assert one(path, published="2020-01-01").published == date(2025, 1, 17)


def test_bad_metadata_refuses_the_file_and_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    beside = tmp_path / "a.meta.json"
    beside.write_text('{"published": "2025-01-17",\n', encoding="utf-8")
    (broken,) = read(path)
    beside.write_text("[]", encoding="utf-8")
    (listed,) = read(path)
    beside.write_text('{"published": "soon"}', encoding="utf-8")
    (undated,) = read(path)
    assert isinstance(broken, Refusal)
    assert broken.reason.startswith("a.meta.json beside it: ")
    assert "line 2" in broken.reason
    assert isinstance(listed, Refusal)
    assert "not a JSON object" in listed.reason
    assert isinstance(undated, Refusal)
    assert undated.reason == "date 'soon' cannot be read; write it as 2025-01-17 or 1403-10-28"
