"""What is to be said of an answer besides its rows: why there are none, and which talks a period left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphbuild.query.known import no_state, no_topic, nobody
from graphbuild.query.library import BAR, MOST_ROWS, Question, ask, named
from graphbuild.store.base import Answer, Store

_MISSING: Mapping[str, Callable[[Store, str], str | None]] = {"name": nobody, "state": no_state, "topic": no_topic}
_PERIOD = ("date", "last_date")
_FIRST, _LAST = "0001-01-01", "9999-12-31"
_FREE = (
    "names in Cypher are compared as they are written; `WHERE n.search CONTAINS` with folded text takes any spelling"
)


def why_empty(store: Store, question: str, parameters: Mapping[str, Any] | None = None) -> str:
    """Why a question has no rows: a name that is not in the graph, with the nearest; a period without talks; or what
    each value that was given takes away.

    Of free Cypher it knows only whether the graph has talks at all. Raises QueryError where it cannot be asked.
    """
    talks = store.query("MATCH (t:Talk) RETURN count(t) AS talks, min(t.date) AS first, max(t.date) AS last").rows
    ((count, first, last),) = talks
    if not count:
        return "no talks in this graph; build it from news that tells of talks"
    asked = named(question)
    if asked is None:
        return _FREE
    given = {name: value for name, value in (parameters or {}).items() if name != "limit" and str(value)}
    missing = [
        why for parameter in asked.parameters if (why := _missing(store, parameter.type, given.get(parameter.name)))
    ]
    if missing:
        return "; ".join(missing)
    if period := _period(asked, given):
        bound = asked.bind(parameters or {})
        since, until = bound.get("since", _FIRST), bound.get("until", _LAST)
        if since > until:
            return f"the period ends before it begins: since {since}, until {until}"
        if not _has_talks(store, since, until):
            runs = f"its dated talks run from {first} to {last}" if first else "none of its talks has a date"
            return f"no talk of this graph is {_span(since, until)}; {runs}"
    return _what_each_takes_away(store, asked, given, period)


def undated_left_out(store: Store, question: str, parameters: Mapping[str, Any] | None = None) -> str:
    """How many talks without a date the period of a named question left out, as a remark; empty when none did."""
    asked, given = named(question), dict(parameters or {})
    period = _period(asked, given) if asked else []
    if asked is None or not period:
        return ""
    whole = _ask(store, asked, {name: value for name, value in given.items() if name not in period})
    if "date" not in whole.columns:  # rows that stand for several talks
        ((count,),) = store.query("MATCH (t:Talk) WHERE t.date IS NULL RETURN count(t)").rows
        return f"talks without a date are left out (the graph has {count})" if count else ""
    left = _undated(whole)
    if left:
        left -= _undated(_ask(store, asked, given))
    return said_undated(len(left), "talk" if all(id.startswith("talk:") for id in left) else "event")


def said_undated(count: int, what: str = "talk") -> str:
    """The remark on talks without a date that a period left out; empty when there are none."""
    if not count:
        return ""
    return f"1 {what} without a date is left out" if count == 1 else f"{count} {what}s without a date are left out"


def _missing(store: Store, type: str, value: Any) -> str | None:
    find = _MISSING.get(type)
    if find is None or value is None or not str(value).replace(BAR, " ").strip():
        return None
    return find(store, str(value))


def _period(asked: Question, given: Mapping[str, Any]) -> list[str]:
    """The names of the days that are given."""
    return [parameter.name for parameter in asked.parameters if parameter.type in _PERIOD and parameter.name in given]


def _span(since: str, until: str) -> str:
    if since == _FIRST:
        return f"before {until} or on it"
    return f"from {since} on" if until == _LAST else f"from {since} to {until}"


def _has_talks(store: Store, since: str, until: str) -> bool:
    inside = "MATCH (t:Talk) WHERE t.date >= date($since) AND t.date <= date($until) RETURN count(t)"
    return bool(store.query(inside, {"since": since, "until": until}).rows[0][0])


def _what_each_takes_away(store: Store, asked: Question, given: Mapping[str, Any], period: list[str]) -> str:
    """How many rows there are without each value that may be left out, the days of a period together."""
    free = {parameter.name for parameter in asked.parameters if parameter.default is not None}
    groups = [[name] for name in given if name in free and name not in period] + ([period] if period else [])
    found = []
    for group in groups:
        rows = _ask(store, asked, {name: value for name, value in given.items() if name not in group}).rows
        if rows:
            found.append(f"without {', '.join(group)}: {len(rows)}")
    if found:
        return f"nothing fits all that was asked with, though each is in this graph; rows {'; '.join(found)}"
    if given:
        return "what was asked with is in this graph, but nothing of this kind is told of it"
    return f"nothing in this graph answers «{asked.description}»"


def _ask(store: Store, asked: Question, given: Mapping[str, Any]) -> Answer:
    return ask(store, asked.name, {**given, "limit": MOST_ROWS})


def _undated(answer: Answer) -> set[str]:
    """The ids of talks (or events) in rows without a date."""
    date, id = answer.columns.index("date"), answer.columns.index("talk" if "talk" in answer.columns else "id")
    return {row[id] for row in answer.rows if row[date] is None}
