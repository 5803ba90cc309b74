"""The sentences behind an edge: what is said of the talks of two parties, in its context, and on whose word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphbuild.errors import QueryError
from graphbuild.folding import fold
from graphbuild.query.known import nobody
from graphbuild.query.library import ask
from graphbuild.records import Judgement
from graphbuild.store.base import Store

CONTEXT = 160  # characters shown on each side of a quote, at most

_Row = dict[str, Any]
_ALL = 100_000  # rows: more than any one edge has


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote with what stands around it in its line; `start` and `end` are raw offsets of the quote in `document`."""

    document: str
    start: int
    end: int
    before: str
    quote: str
    after: str
    source: str | None
    published: date | None
    rule: str


@dataclass(frozen=True, slots=True)
class Word:
    """A source's word on a talk: `stance` is one of reports, claims, denies, announces."""

    source: str
    stance: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One talk behind an edge: its passages, oldest document first, who stands to it how, and what made it one talk."""

    talk: str
    parties: str
    date: date | None
    kind: str
    factuality: str
    words: tuple[Word, ...]
    passages: tuple[Passage, ...]
    judgements: tuple[Judgement, ...] = ()


def why(
    store: Store,
    a: str,
    b: str,
    *,
    text_of: Callable[[str], str | None],
    judged: Mapping[str, Sequence[Judgement]] | None = None,
) -> list[Reason]:
    """The talks of two parties with the sentences that say so, in order of time; empty when they had none.

    Names match by their parts and in any spelling, so several parties may answer to one. `text_of` gives the raw text
    of a document's path; where it gives None, passages have no context. `judged` has the judgements that joined the
    mentions of each talk. Raises QueryError for a name that nobody has.
    """
    for name in (a, b):
        _check(store, name)
    words: dict[str, dict[Word, None]] = {}
    for row in _rows(store, "claims", a, b):
        words.setdefault(row["talk"], {})[Word(row["source"], row["stance"])] = None
    talks: dict[str, list[_Row]] = {}
    for row in _rows(store, "behind-edge", a, b):
        talks.setdefault(row["talk"], []).append(row)
    return [
        Reason(
            talk=talk,
            parties=rows[0]["parties"],
            date=rows[0]["date"],
            kind=rows[0]["kind"],
            factuality=rows[0]["factuality"],
            words=tuple(words.get(talk, {})),
            passages=tuple(_passage(row, text_of(row["document"])) for row in rows),
            judgements=tuple((judged or {}).get(talk, ())),
        )
        for talk, rows in talks.items()
    ]


def _passage(row: _Row, text: str | None) -> Passage:
    start, end = row["start"], row["end"]
    before, after = ("", "") if text is None else around(text, start, end)
    return Passage(
        row["document"], start, end, before, row["quote"], after, row["source"], row["published"], row["rule"]
    )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quote in its line, each cut to `CONTEXT` characters at a space."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = _cut(text[line_start:start][::-1])[::-1]
    return before, _cut(text[end : line_end if line_end >= 0 else len(text)])


def _cut(text: str) -> str:
    if len(text) <= CONTEXT:
        return text
    return text[:CONTEXT].rpartition(" ")[0] + " …"


def _rows(store: Store, question: str, a: str, b: str) -> list[_Row]:
    answer = ask(store, question, {"a": a, "b": b, "limit": _ALL})
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _check(store: Store, name: str) -> None:
    if not fold(name):
        raise QueryError("an empty name; give two names, as in: graphbuild why NAME NAME")
    missing = nobody(store, name)
    if missing:
        raise QueryError(missing)
