"""The layers of a related document, and quotes of its raw text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from graphbuild.document import Clean, Document
from graphbuild.errors import PipelineError
from graphbuild.link.model import Links
from graphbuild.records import Evidence

_OPENING, _CLOSING = "Pi", "Pf"  # Unicode's categories of quotes


def links_of(document: Document) -> Links:
    """The link layer. Raises PipelineError where the document was not related yet."""
    if document.links is None or document.talks is None:
        raise PipelineError(f"{document.path}: resolving needs the layers links, talks and statements; relate first")
    return document.links


def clean_of(document: Document) -> Clean:
    """The clean layer. Raises PipelineError where the document was not repaired yet."""
    if document.clean is None:
        raise PipelineError(f"{document.path}: resolving needs the clean layer; repair first")
    return document.clean


def quote(document: Document, clean: Clean, start: int, end: int, rule: str) -> Evidence:
    """The raw characters of a clean range, as evidence, with the marks that close what is opened in it.

    A parser ends a sentence at its full stop and leaves the closing quote after that behind.
    """
    span = clean.raw_span(start, end)
    closed = _closed(document.text, span.start, span.end)
    return Evidence(document.path, span.start, closed, document.text[span.start : closed], rule)


def _closed(text: str, start: int, end: int) -> int:
    kinds = [unicodedata.category(character) for character in text[start:end]]
    left_open = kinds.count(_OPENING) - kinds.count(_CLOSING)
    while left_open > 0 and end < len(text) and unicodedata.category(text[end]) == _CLOSING:
        left_open, end = left_open - 1, end + 1
    return end


def evidence_of(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each once, in the order of the text."""
    return tuple(sorted(set(items), key=lambda e: (e.document, e.start, e.end, e.rule)))
