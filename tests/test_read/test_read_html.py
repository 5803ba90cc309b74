"""Web pages: main text with its half-spaces, title first, and the stated metadata."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from read_samples import TITLE, ZWNJ

from graphbuild.document import Document
from graphbuild.read import Refusal, read

PAGE = """<!doctype html><html lang="fa"><head><meta charset="{charset}">
<title>گفت&zwnj;وگوی تلفنی وزرای خارجه ایران و عمان | خبرگزاری نمونه</title>
<meta property="og:site_name" content="خبرگزاری نمونه"><meta property="article:published_time" content="{date}">
<link rel="canonical" href="https://example.org/news/1"></head><body>
<nav><a href="/">خانه</a> <a href="/politics">سیاسی</a></nav>
<article><h1>گفت&zwnj;وگوی تلفنی وزرای خارجه ایران و عمان</h1>
<p>مهران نمونه&#8204;ای وزیر امور خارجه در گفت&zwnj;وگوی تلفنی با همتای عمانی خود درباره تحولات منطقه رایزنی کرد
و گفت که روابط دو کشور &laquo;راهبردی&raquo; است.</p>
<p>وی افزود: این <b>دیدار</b> روز شنبه&nbsp;برگزار می&#x200c;شود و دو طرف درباره آن هماهنگی کرده&zwnj;اند.</p></article>
<footer>تمام حقوق محفوظ است 1390</footer></body></html>"""


def page(folder: Path, *, charset: str = "utf-8", published: str = "2025-01-17T23:30:00+03:30") -> Document | Refusal:
    path = folder / "page.html"
    text = PAGE.format(charset=charset, date=published)
    path.write_bytes((text if charset == "utf-8" else text.translate(str.maketrans("ی", "ي"))).encode(charset))
    (found,) = read(path)
    return found


def test_main_text_under_its_title(tmp_path: Path) -> None:
    found = page(tmp_path)
    assert isinstance(found, Document)
    assert found.text == (
        f"{TITLE}\n\n"
        f"مهران نمونه{ZWNJ}ای وزیر امور خارجه در گفت{ZWNJ}وگوی تلفنی با همتای عمانی خود درباره تحولات منطقه رایزنی کرد "
        "و گفت که روابط دو کشور «راهبردی» است.\n\n"
        f"وی افزود: این دیدار روز شنبه برگزار می{ZWNJ}شود و دو طرف درباره آن هماهنگی کرده{ZWNJ}اند."
    )
    assert (found.title, found.source, found.url) == (TITLE, "خبرگزاری نمونه", "https://example.org/news/1")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2025-01-17T23:30:00+03:30", date(2025, 1, 17)),
        ("1403-10-28T10:00", date(2025, 1, 17)),
        ("۱۴۰۳/۱۰/۲۸", date(2025, 1, 17)),
        ("yesterday", None),
    ],
)
def test_published_date_is_the_stated_one(tmp_path: Path, stated: str, expected: date | None) -> None:
    found = page(tmp_path, published=stated)
    assert isinstance(found, Document)
    assert found.published == expected


def test_the_declared_charset_is_used(tmp_path: Path) -> None:
    found = page(tmp_path, charset="windows-1256")
    assert isinstance(found, Document)
    assert found.text.startswith(TITLE.replace("ی", "ي"))


@pytest.mark.parametrize("markup", ["<html><body></body></html>", "<nav><a href='/'>خانه</a></nav>", "<"])
def test_a_page_without_main_text_is_refused(tmp_path: Path, markup: str) -> None:
    path = tmp_path / "page.htm"
    path.write_text(markup, encoding="utf-8")
    (found,) = read(path)
    assert found == Refusal(path.as_posix(), "no main text in the page; save the article itself, or its text as .txt")


def test_a_sidecar_goes_before_the_page(tmp_path: Path) -> None:
    (tmp_path / "page.meta.json").write_text('{"source": "دفتر نمونه"}', encoding="utf-8")
    found = page(tmp_path)
    assert isinstance(found, Document)
    assert found.source == "دفتر نمونه"


def test_a_sidecar_without_a_date_leaves_that_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "page.meta.json").write_text('{"published": null}', encoding="utf-8")
    found = page(tmp_path)
    assert isinstance(found, Document)
    assert found.published == date(2025, 1, 17)


def test_an_old_charset_name_on_a_utf_8_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(charset="windows-1256", date=""), encoding="utf-8")
    (found,) = read(path)
    assert isinstance(found, Document)
    assert found.text.startswith(TITLE)
