"""The named questions: Cypher files that say what they answer and which parameters they take.

A file ``queries/NAME.cypher`` begins with ``// What it answers.`` and a line for each parameter,
``// $PARAMETER: TYPE [= DEFAULT]``; without a default it must be given. ``queries/NAME.STORE.cypher`` holds the same
question where a store needs another spelling, ``queries/NAME.STORE.PARAMETER.cypher`` where it needs one for when that
parameter is given. Types: ``date`` and ``last_date`` (a month means its first or its last
day), ``integer``, ``text``, ``name`` (a part of a name in any spelling; empty: all), ``state`` (a state's name or ISO
code; ``$NAME_ids`` are the ids of those that are meant; empty: all), ``topic`` (a part of a topic; ``$NAME_key`` is its
key, by which ways to say it meet; empty: all), or the choices, ``one|other``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from rapidfuzz import process

from graphbuild.errors import LexiconError, QueryError
from graphbuild.folding import fold
from graphbuild.query.days import iso_day, last_iso_day
from graphbuild.store.base import Answer, Store, StoreKind

_DESCRIPTION = re.compile(r"// (.+)")
_PARAMETER = re.compile(r"// \$(?P<name>\w+): (?P<type>[\w|]+)(?: =(?: (?P<default>.*))?)?")
_NAME = re.compile(r"\w[\w-]*")
MOST_ROWS = 1_000_000
_KEY = "_key"  # after the name of a topic's parameter
_IDS = "_ids"  # after the name of a state's parameter
_STATES = "MATCH (s:State) WHERE s.search CONTAINS $state RETURN s.id"
BAR = "|"  # stands on both sides of every name in a search property, and so is in all of them


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; `default` is None when it must be given."""

    name: str
    type: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A named question; `spellings` holds the Cypher of stores that need their own, by STORE or STORE.PARAMETER."""

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    cypher: str
    spellings: Mapping[str, str]

    def for_store(self, kind: StoreKind, given: Iterable[str] = ()) -> str:
        """The Cypher that a store of this kind reads where these parameters are given."""
        own = (f"{kind}.{name}" for name in given if f"{kind}.{name}" in self.spellings)
        return self.spellings.get(next(own, kind), self.cypher)

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Values for all parameters: checked, folded where they are names, defaults filled in. Raises QueryError."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise QueryError(f"{self.name} has no parameter {name!r}; it takes {', '.join(known) or 'none'}")
        values = {}
        for parameter in self.parameters:
            value = given.get(parameter.name, parameter.default)
            if value is None:
                example = f"graphbuild query {self.name} --param {parameter.name}=VALUE"
                raise QueryError(f"{self.name} needs {parameter.name!r}; give it: {example}")
            try:
                values[parameter.name] = _reader(parameter.type)(value)
                if parameter.type == "topic":
                    values[parameter.name + _KEY] = _topic_key(value)
            except ValueError as error:
                raise QueryError(f"{self.name}: {parameter.name}={value}: {error}") from None
        return values


def ask(store: Store, question: str, parameters: Mapping[str, Any] | None = None) -> Answer:
    """Ask a named question, or any read-only Cypher. Raises QueryError, StoreError."""
    given = parameters or {}
    asked = named(question)
    if asked is not None:
        values = asked.bind(given)
        cypher = asked.for_store(store.kind, (name for name in given if values[name] not in {"", BAR}))
        values |= _state_ids(store, asked, cypher, values)
        return store.query(cypher, {name: values[name] for name in _used(cypher)})
    return store.query(question, given)


def _state_ids(store: Store, asked: Question, cypher: str, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """The ids of the states that are asked for, where the spelling takes them."""
    found = {}
    for parameter in asked.parameters:
        if f"${parameter.name}{_IDS}" in cypher:
            states = store.query(_STATES, {"state": values[parameter.name]})
            found[parameter.name + _IDS] = [id for (id,) in states.rows]
    return found


def named(question: str) -> Question | None:
    """The named question that is meant, or None for Cypher. Raises QueryError for a name that no question has."""
    return find(question.strip()) if _NAME.fullmatch(question.strip()) else None


def find(name: str) -> Question:
    """The question of that name; QueryError names the nearest one."""
    if name in questions():
        return questions()[name]
    nearest = process.extractOne(name, list(questions()))
    raise QueryError(f"no question is named {name!r}; did you mean {nearest[0]!r}? `graphbuild query` lists them all")


@cache
def questions() -> Mapping[str, Question]:
    """All named questions by name, in order of their names."""
    folder = files("graphbuild.query") / "queries"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".cypher")}
    return parse(texts)


def parse(texts: Mapping[str, str]) -> dict[str, Question]:
    """Questions from the texts of their files, by file name; LexiconError names the file and line that is wrong."""
    spellings: dict[str, dict[str, str]] = {}
    plain: dict[str, str] = {}
    for file, text in sorted(texts.items()):
        name, _, kind = file.removesuffix(".cypher").partition(".")
        if not kind:
            plain[name] = text
        elif kind.partition(".")[0] in get_args(StoreKind):
            spellings.setdefault(name, {})[kind] = _code(text)
        else:
            raise LexiconError(
                f"{file}:1: {kind!r} is no store; name the file {name}.{'|'.join(get_args(StoreKind))}.cypher"
            )
    for name in spellings.keys() - plain.keys():
        raise LexiconError(f"{name}.cypher: missing; a question needs the spelling that most stores read")
    return {name: _question(name, text, spellings.get(name, {})) for name, text in plain.items()}


def _question(name: str, text: str, spellings: Mapping[str, str]) -> Question:
    first, *rest = text.splitlines()
    description = _DESCRIPTION.fullmatch(first)
    if not description or first.startswith("// $"):
        raise LexiconError(f"{name}.cypher:1: no description; begin with // and what the question answers")
    parameters = []
    for number, line in enumerate(rest, 2):
        if not line.startswith("//"):
            break
        match = _PARAMETER.fullmatch(line)
        if not match:
            raise LexiconError(f"{name}.cypher:{number}: no parameter; write // $NAME: TYPE [= DEFAULT]")
        if match["type"] not in _READERS and BAR not in match["type"]:
            types = ", ".join(_READERS)
            raise LexiconError(f"{name}.cypher:{number}: {match['type']!r} is no type; write {types}, or one|other")
        has_default = " =" in line
        parameters.append(Parameter(match["name"], match["type"], (match["default"] or "") if has_default else None))
    question = Question(name, description[1], tuple(parameters), _code(text), spellings)
    declared = {parameter.name for parameter in parameters}
    declared |= {parameter.name + _KEY for parameter in parameters if parameter.type == "topic"}
    by_id = {parameter.name + _IDS: parameter.name for parameter in parameters if parameter.type == "state"}
    for spelling in spellings:
        if (own := spelling.partition(".")[2]) and own not in declared:
            raise LexiconError(f"{name}.{spelling}.cypher: {name} has no parameter {own!r}; name the file after one")
    for kind in ("", *get_args(StoreKind)):
        of_kind = [text for name, text in spellings.items() if name.partition(".")[0] == kind] or [question.cypher]
        used = {by_id.get(found, found) for found in set().union(*map(_used, of_kind))}
        if used != declared:
            raise LexiconError(f"{name}.cypher: parameters {sorted(used ^ declared)} are not both declared and used")
    return question


def _code(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))


def _used(cypher: str) -> set[str]:
    """The parameters in it."""
    return set(re.findall(r"\$(\w+)", cypher))


def _integer(value: Any) -> int:
    text = str(value)
    if not text.isdecimal() or not 1 <= int(text) <= MOST_ROWS:
        raise ValueError(f"not a number from 1 to {MOST_ROWS}")
    return int(text)


def _folded(value: Any) -> str:
    return fold(str(value)).replace(BAR, " ").strip() or BAR


def _topic_key(value: Any) -> str:
    from graphbuild.resolve.topics import topic_key  # here: the stage is not needed to ask of anything else

    return topic_key(str(value)) if str(value) else ""


def _state(value: Any) -> str:
    folded = _folded(value)
    return folded if folded == BAR else f"{BAR}{folded}{BAR}"


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "date": iso_day,
    "last_date": last_iso_day,
    "integer": _integer,
    "text": str,
    "name": _folded,
    "state": _state,
    "topic": _folded,
}


def _reader(type: str) -> Callable[[Any], Any]:
    choices = type.split(BAR)
    if len(choices) == 1:
        return _READERS[type]

    def choose(value: Any) -> str:
        if value != "" and value not in choices:
            raise ValueError(f"not a choice; write one of {', '.join(choices)}")
        return str(value)

    return choose
