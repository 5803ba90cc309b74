"""From the fields of a record, a web page or a sidecar to a checked `Document`."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.folding import fold
from graphbuild.read.encoding import newlines
from graphbuild.read.language import foreign
from graphbuild.read.options import Options
from graphbuild.read.published import parse_date
from graphbuild.read.refusal import Refusal
from graphbuild.relate.dates import dateline

TEXT = ("text", "body", "content")
PUBLISHED = ("published", "date")

_BLANK = string.whitespace + "\ufeff\u200c\u200e\u200f\xa0"  # with the byte order mark and what else cannot be seen

Fields = Mapping[str, Any]


def document(path: str, text: str, fields: Fields, options: Options) -> Document:
    """The document of a text and its title, source, url and published date; raises InputError for an unusable one.

    The date is that of the fields, else that of a dateline in the text, else the caller's.
    """
    if len(text) >= options.max_bytes:
        raise InputError(f"{options.max_bytes / 1e6:g} MB or larger; cut it into single reports")
    if not text.strip(_BLANK):
        raise InputError("empty; remove it or give it a text")
    if "\0" in text:
        raise InputError("not a text (it holds NUL characters); export it again as plain text")
    if why := foreign(text):
        raise InputError(f"{why}; give Persian news")
    return Document(
        path=path,
        text=text,
        title=_string(fields, "title"),
        source=_string(fields, "source"),
        url=_string(fields, "url"),
        published=_published(fields) or dateline(text) or options.published,
    )


def headed(title: str | None, body: str) -> str:
    """The body under its title, a blank line between them, unless the body starts with the title already.

    The title of a report often is the one place that names the talk and its sides, so it must be read, too.
    """
    if title is None or fold(body[: 2 * len(title) + 20]).startswith(fold(title)):
        return body
    return f"{title}\n\n{body}"


def records(
    file: str, rows: Iterable[tuple[object, Fields | InputError]], options: Options
) -> Iterator[Document | Refusal]:
    """One document a row of ``(number, fields)``, named ``FILE#<id>``, or ``FILE#<number>`` where no id is given.

    A row that could not be read comes as its error.
    """
    seen: set[str] = set()
    for number, fields in rows:
        path = f"{file}#{number}"
        try:
            if isinstance(fields, InputError):
                raise fields
            known = {str(name).strip().lower(): value for name, value in fields.items()}
            if known.get("id") not in (None, ""):
                path = f"{file}#{known['id']}"
            if path in seen:
                raise InputError("the id occurs twice; give each record its own")
            seen.add(path)
            title = _string(known, "title")
            yield document(path, headed(title, _text(known)), known, options)
        except InputError as error:
            yield Refusal(path, str(error))


def has_text(columns: Iterable[object]) -> bool:
    """Whether one of the columns holds the text."""
    return any(str(column).strip().lower() in TEXT for column in columns)


NO_TEXT_COLUMN = f"no text column; name it {', '.join(TEXT[:-1])} or {TEXT[-1]}"


def _text(fields: Fields) -> str:
    for name in TEXT:
        if text := _string(fields, name):
            return text
    raise InputError(f"no text in the record; fill its field {', '.join(TEXT[:-1])} or {TEXT[-1]}")


def _string(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} is not text but {type(value).__name__}; write it in quotes")
    # A lone surrogate, which JSON can bring, is no character and no database takes it.
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return newlines(whole).strip() or None


def _published(fields: Fields) -> date | None:
    for name in PUBLISHED:
        if published := parse_date(fields.get(name)):
            return published
    return None
