"""Which talks the picture shows: filters in any spelling, and an explanation when nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from graphbuild.errors import QueryError
from graphbuild.folding import fold
from graphbuild.query.days import asked_day
from graphbuild.query.known import nearest
from graphbuild.records import EntityRef, Records, Talk
from graphbuild.resolve.topics import topic_key
from graphbuild.store.base import Answer

_Key = tuple[str, str]  # label and id of a party
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to keep: names are parts of names in any spelling, `state` a name or an ISO code, days are inclusive."""

    official: str | None = None
    state: str | None = None
    topic: str | None = None
    since: str | date | None = None
    until: str | date | None = None

    def given(self) -> dict[str, str]:
        """The filters that are set, as text; days are ISO, of a month the first or the last."""
        values = {name: getattr(self, name) for name in ("official", "state", "topic")}
        values["since"], values["until"] = self.days()
        return {name: str(value) for name, value in values.items() if value is not None}

    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day, ISO. Raises QueryError."""
        since = None if self.since is None else asked_day(self.since)
        return since, None if self.until is None else asked_day(self.until, last=True)


def choose(records: Records, filters: Filters, *, among: tuple[Talk, ...] | None = None) -> tuple[Talk, ...]:
    """The talks that fit all filters, of `among` or of all; a talk without a day fits no `since` or `until`.

    Raises QueryError: a name that nobody has (with the nearest one), a value that is no day, or nothing left (with how
    many talks fit each filter by itself).
    """
    talks = records.talks if among is None else among
    tests = _tests(records, filters)
    found = tuple(talk for talk in talks if all(test(talk) for test in tests.values()))
    if not found:
        raise QueryError(_why_empty(talks, tests))
    return found


def undated_left_out(records: Records, filters: Filters, *, among: tuple[Talk, ...] | None = None) -> int:
    """How many talks without a day fit all filters but `since` and `until`."""
    if filters.since is None and filters.until is None:
        return 0
    tests = _tests(records, replace(filters, since=None, until=None)).values()
    talks = records.talks if among is None else among
    return sum(talk.date is None and all(test(talk) for test in tests) for talk in talks)


def named_by(records: Records, answer: Answer) -> tuple[Talk, ...]:
    """The talks that the rows of an answer name: by a talk's id, node or relationship; else those between its parties.

    Parties are named by nodes, ids or whole names; a single one stands for all of its talks. Raises QueryError when the
    answer is empty or names neither.
    """
    if not answer.rows:
        raise QueryError(
            "the question has an empty answer, so there is nothing to draw; ask it with `graphbuild query`"
        )
    values = set(_texts(answer.rows))
    talks = tuple(talk for talk in records.talks if talk.id in values)
    if talks:
        return talks
    named = {
        _key(party.entity)
        for talk in records.talks
        for party in talk.participants
        if party.entity.id in values or party.entity.name in values
    }
    if not named:
        raise QueryError("the answer names no talk and no party of one; return them: MATCH (t:Talk) … RETURN t.id")
    least = min(2, len(named))
    return tuple(talk for talk in records.talks if len({_key(p.entity) for p in talk.participants} & named) >= least)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _tests(records: Records, filters: Filters) -> dict[str, Callable[[Talk], bool]]:
    """A test for each filter that is set, by how the command line spells it."""
    tests: dict[str, Callable[[Talk], bool]] = {}
    if filters.official is not None:
        parties = _parties(records, filters.official)
        tests[f"--official {filters.official}"] = lambda talk: any(_key(p.entity) in parties for p in talk.participants)
    if filters.state is not None:
        code = _state(records, filters.state)
        tests[f"--state {filters.state}"] = lambda talk: any(code in (p.state, p.entity.id) for p in talk.participants)
    if filters.topic is not None:
        topics = _topics(records, filters.topic)
        tests[f"--topic {filters.topic}"] = lambda talk: any(topic.id in topics for topic in talk.topics)
    since, until = filters.days()
    if since is not None:
        tests[f"--since {since}"] = lambda talk: talk.date is not None and talk.date >= since
    if until is not None:
        tests[f"--until {until}"] = lambda talk: talk.date is not None and talk.date <= until
    return tests


def _parties(records: Records, name: str) -> set[_Key]:
    wanted = _folded(name, "--official")
    names: dict[str, set[_Key]] = {}
    for official in records.officials:
        for one in (official.name, official.name_en, *official.aliases):
            if one:
                names.setdefault(one, set()).add(("Official", official.id))
    for label, rows in (
        ("Position", records.positions), ("Organization", records.organizations), ("State", records.states),
    ):  # fmt: skip
        for row in rows:
            for one in (row.name, getattr(row, "name_en", None)):
                if one:
                    names.setdefault(one, set()).add((label, row.id))
    return _matching(names, wanted, f"nobody in this graph is named «{name}»", "`graphbuild query most-central`")


def _topics(records: Records, name: str) -> set[str]:
    """The topics that have that part, and all other ways to say them."""
    wanted, key = _folded(name, "--topic"), topic_key(name)
    asked = {topic.key for topic in records.topics if wanted in fold(topic.name) or key in topic.key}
    found = {topic.id for topic in records.topics if topic.key in asked}
    names = {topic.name: {topic.id} for topic in records.topics}
    return found or _matching(names, wanted, f"no topic «{name}» in this graph", "the page's list of topics")


def _matching(names: dict[str, set[_Item]], wanted: str, missing: str, listed: str) -> set[_Item]:
    found = {item for name, items in names.items() if wanted in fold(name) for item in items}
    if found:
        return found
    near = nearest(wanted, names)
    raise QueryError(f"{missing}; " + (f"did you mean «{near}»?" if near else f"{listed} shows what there is"))


def _state(records: Records, name: str) -> str:
    wanted = _folded(name, "--state")
    names: dict[str, str] = {}
    for state in records.states:
        names |= {one: state.id for one in (state.name, state.name_en, state.id) if one}
    for one, code in names.items():
        if fold(one) == wanted:
            return code
    near = nearest(wanted, names)
    hint = f"did you mean «{near}»?" if near else "`graphbuild query states` has them"
    raise QueryError(f"no state «{name}» in this graph; {hint}")


def _folded(name: str, option: str) -> str:
    folded = fold(name)
    if not folded:
        raise QueryError(f"{option}: an empty name; give a name, or leave the option out")
    return folded


def _why_empty(talks: tuple[Talk, ...], tests: dict[str, Callable[[Talk], bool]]) -> str:
    if not talks:
        return "no talks in this graph, so there is nothing to draw; build it from news that tells of talks"
    alone = ", ".join(f"{name} alone keeps {sum(map(test, talks))}" for name, test in tests.items())
    days = sorted(talk.date for talk in talks if talk.date)
    dated = f"; the dated talks run from {days[0]} to {days[-1]}" if days else "; none of the talks has a date"
    return f"no talk fits all filters: of {len(talks)}, {alone}{dated}; loosen one"


def _key(entity: EntityRef) -> _Key:
    return entity.label, entity.id
