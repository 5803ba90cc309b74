"""Typed reading of JSON and TOML values, with errors that name the place of the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from graphbuild.errors import GraphbuildError, InputError


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one object; `place` is the file and the path of keys to it, and starts every error.

    All errors are of class `error`.
    """

    place: str
    values: Mapping[str, object]
    error: type[GraphbuildError] = InputError

    @classmethod
    def of(cls, value: object, place: str, *, error: type[GraphbuildError] = InputError) -> Fields:
        """Fields of a value that must be an object."""
        if not isinstance(value, Mapping):
            raise error(f"{place}: {_kind(value)} in place of an object; write {{…}}")
        return cls(place, value, error)

    def at(self, key: str) -> str:
        """Place of one field, to start a message with."""
        return f"{self.place}: {key}"

    def refuse_near_misses(self, known: Sequence[str]) -> None:
        """Refuse a key that looks like a slip for a known one; other unknown keys are the annotator's own notes."""
        for key in self.values:
            near = get_close_matches(key, known, n=1, cutoff=0.8)
            if key not in known and near:
                raise self.error(f"{self.at(key)}: unknown field; did you mean {near[0]!r}?")

    def text(self, key: str) -> str:
        """A required string that is not blank."""
        return self._string(self._required(key), self.at(key))

    def quote(self, key: str) -> str:
        """A required string, which may be blank."""
        value = self._required(key)
        if not isinstance(value, str):
            raise self.error(f"{self.at(key)}: {_kind(value)} in place of text; write a string")
        return value

    def optional_text(self, key: str) -> str | None:
        """A string, or None where the field is null or absent."""
        return None if self.values.get(key) is None else self.text(key)

    def optional_day(self, key: str) -> date | None:
        """An ISO date, or None where the field is null or absent."""
        text = self.optional_text(key)
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError:
            raise self.error(f"{self.at(key)}: {text!r} is no date; write YYYY-MM-DD or null") from None

    def number(self, key: str) -> int:
        """A required whole number that is not negative."""
        return self._whole(self._required(key), self.at(key))

    def numbers(self, key: str) -> tuple[int, ...]:
        """A required list of whole numbers that are not negative."""
        return tuple(self._whole(value, f"{self.at(key)}[{i}]") for i, value in enumerate(self._list(key)))

    def flag(self, key: str) -> bool:
        """True or false; false where the field is absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"{self.at(key)}: {_kind(value)} in place of true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A required list of strings that are not blank; it may be empty."""
        return self._strings(self._list(key), self.at(key))

    def text_lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A required list of lists of strings; no inner list is empty."""
        found = []
        for i, value in enumerate(self._list(key)):
            place = f"{self.at(key)}[{i}]"
            if not isinstance(value, list | tuple) or not value:
                raise self.error(f"{place}: {_kind(value)} in place of a list of names; write at least one name")
            found.append(self._strings(value, place))
        return tuple(found)

    def objects(self, key: str) -> tuple[Fields, ...]:
        """A required list of objects; it may be empty."""
        return tuple(
            Fields.of(value, f"{self.at(key)}[{i}]", error=self.error) for i, value in enumerate(self._list(key))
        )

    def nested(self, key: str) -> Fields:
        """A required object."""
        return Fields.of(self._required(key), self.at(key), error=self.error)

    def _required(self, key: str) -> object:
        if key not in self.values:
            raise self.error(f"{self.at(key)}: missing; add the field")
        return self.values[key]

    def _list(self, key: str) -> Sequence[object]:
        value = self._required(key)
        if not isinstance(value, list | tuple):
            raise self.error(f"{self.at(key)}: {_kind(value)} in place of a list; write […]")
        return value

    def _strings(self, values: Sequence[object], place: str) -> tuple[str, ...]:
        return tuple(self._string(value, f"{place}[{i}]") for i, value in enumerate(values))

    def _string(self, value: object, place: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{place}: {_kind(value)} in place of text; write a string that is not blank")
        return value

    def _whole(self, value: object, place: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(f"{place}: {value!r} in place of a whole number from 0 up")
        return value


def _kind(value: object) -> str:
    """What a JSON value is, in the words of JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "a string" if value.strip() else "a blank string"
        case int() | float():
            return "a number"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _:
            return "an object"
