"""Arrow schemas of the record dataclasses, and the way from objects to Arrow and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import pyarrow as pa

_SCALARS: dict[object, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}

_Converter = Callable[[Any], Any]


@cache
def arrow_schema(record: type) -> pa.Schema:
    """Schema of one kind of record: a field a column, nested dataclasses as structs, tuples as lists."""
    return pa.schema([_field(name, hint) for name, hint in _hints(record).items()])


def to_table(record: type, rows: Iterable[Any]) -> pa.Table:
    """Records of one kind as an Arrow table, in the order given."""
    schema = arrow_schema(record)
    rows = list(rows)
    converters = {name: _outward(hint) for name, hint in _hints(record).items()}
    columns = [
        pa.array([converters[column.name](getattr(row, column.name)) for row in rows], column.type) for column in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def from_table(record: type, table: pa.Table) -> tuple[Any, ...]:
    """Records of one kind from an Arrow table with the schema of `arrow_schema`."""
    hints = _hints(record)
    columns = [map(_inward(hint), table.column(name).to_pylist()) for name, hint in hints.items()]
    return tuple(record(**dict(zip(hints, values, strict=True))) for values in zip(*columns, strict=True))


@cache
def _hints(record: type) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {item.name: hints[item.name] for item in fields(record)}


def _field(name: str, hint: Any) -> pa.Field[Any]:
    hint, nullable = _optional(hint)
    return pa.field(name, _arrow_type(hint), nullable=nullable)


def _arrow_type(hint: Any) -> pa.DataType:
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(_field("element", get_args(hint)[0]))
    if is_dataclass(hint):
        return pa.struct([_field(name, inner) for name, inner in _hints(hint).items()])  # type: ignore[arg-type]
    return _SCALARS[hint]


def _optional(hint: Any) -> tuple[Any, bool]:
    """``X | None`` is ``(X, True)``, ``X`` is ``(X, False)``."""
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (argument for argument in get_args(hint) if argument is not NoneType)
        return inner, True
    return hint, False


def _are_scalars(hints: dict[str, Any]) -> bool:
    return len(hints) > 1 and not any(pa.types.is_nested(_field(name, hint).type) for name, hint in hints.items())


@cache
def _outward(hint: Any) -> _Converter:
    """Object to what Arrow takes: a dataclass becomes a tuple of its fields (Arrow reads tuples faster than dicts)."""
    hint, nullable = _optional(hint)
    if get_origin(hint) is tuple:
        element = _outward(get_args(hint)[0])
        return lambda value: [element(item) for item in value]
    if not is_dataclass(hint):
        return lambda value: value
    hints = _hints(hint)  # type: ignore[arg-type]
    if _are_scalars(hints):
        fields_of = attrgetter(*hints)
        return lambda value: None if value is None and nullable else fields_of(value)
    parts = [(name, _outward(inner)) for name, inner in hints.items()]

    def convert(value: Any) -> Any:
        if value is None and nullable:
            return None
        return tuple(convert_part(getattr(value, name)) for name, convert_part in parts)

    return convert


@cache
def _inward(hint: Any) -> _Converter:
    """What Arrow gives back to the object."""
    hint, _ = _optional(hint)
    if get_origin(hint) is tuple:
        element = _inward(get_args(hint)[0])
        return lambda value: tuple(element(item) for item in value)
    if not is_dataclass(hint):
        return lambda value: value
    hints, make = _hints(hint), cast(Any, hint)  # type: ignore[arg-type]
    if _are_scalars(hints):
        return lambda value: None if value is None else make(**value)
    parts = {name: _inward(inner) for name, inner in hints.items()}

    def convert(value: Any) -> Any:
        if value is None:
            return None
        return make(**{name: convert_part(value[name]) for name, convert_part in parts.items()})

    return convert
