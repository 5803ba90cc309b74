"""Web pages: the main text and the metadata, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.read.encoding import UTF_8, decode
from graphbuild.read.options import Options
from graphbuild.read.plain import sidecar, whole
from graphbuild.read.published import parse_date
from graphbuild.read.record import document, headed
from graphbuild.read.refusal import Refusal

ZWNJ = "\u200c"
_ZWNJ_AS_WRITTEN = re.compile(rf"{ZWNJ}|&zwnj;|&#8204;|&#x200c;|\\u200c", re.IGNORECASE)  # the last in JSON-LD
_STAND_INS = range(0x2E30, 0x2E4F)  # printable punctuation that no page uses
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes; browsers look for the charset in the first 1024
_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date' or @name='dc.date'"
    " or @name='publish-date']/@content | //article//time/@datetime"
)


def read_html(path: Path, options: Options) -> Iterator[Document | Refusal]:
    """The main text of the page under its title, each paragraph set apart by a blank line.

    Offsets count characters of this text, not of the markup. The published date is the one that the page states in its
    metadata, Gregorian or Jalali. Raises InputError where there is no main text.
    """
    data = whole(path, options)
    text, fields = extract(decode(data, options.encoding or _declared(data)))
    stated = {name: value for name, value in sidecar(path).items() if value is not None}
    yield document(path.as_posix(), text, {**fields, **stated}, options)


def extract(page: str) -> tuple[str, dict[str, Any]]:
    """Main text under its title, and the title, source, url and published date of a page."""
    from trafilatura import bare_extraction, load_html  # heavy, so not before a page is there
    from trafilatura.settings import Document as Page

    # trafilatura drops invisible characters, but Persian words need their half-spaces: a stand-in brings them through.
    stand_in = next(chr(point) for point in _STAND_INS if chr(point) not in page)
    tree = load_html(_ZWNJ_AS_WRITTEN.sub(stand_in, page))
    stated = None if tree is None else _stated_date(tree)  # before the extractor takes the tree apart
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},  # stated dates only, no guesses
    )
    if not isinstance(found, Page) or not found.text:
        raise InputError("no main text in the page; save the article itself, or its text as .txt")
    body = "\n\n".join(line for line in found.text.replace(stand_in, ZWNJ).splitlines() if line.strip())
    title = (found.title or "").replace(stand_in, ZWNJ) or None
    source = (found.sitename or "").replace(stand_in, ZWNJ) or None
    return headed(title, body), {"title": title, "source": source, "url": found.url, "published": stated or found.date}


def _declared(data: bytes) -> str | None:
    """The charset that a page declares and has; a page in UTF-8 may still bear the old name that a server recoded."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared is None or _is_utf_8(data):
        return None
    codec = declared[1].decode("ascii")
    try:
        data.decode(codec)
    except (LookupError, UnicodeDecodeError):
        return None
    return codec


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return True


def _stated_date(tree: Any) -> str | None:
    """The published date in the usual metadata; the extractor's own search knows more of them, but no Jalali dates."""
    for stated in tree.xpath(_DATES):
        try:
            if parse_date(stated):
                return str(stated)
        except InputError:
            continue  # the page's word, not the user's: it then has no date
    return None
