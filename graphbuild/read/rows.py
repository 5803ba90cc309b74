"""Files and frames of records: JSON lines, CSV, Parquet, pandas."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.read.encoding import UTF_8, detect
from graphbuild.read.options import Options
from graphbuild.read.record import NO_TEXT_COLUMN, Fields, has_text, records
from graphbuild.read.refusal import Refusal

if TYPE_CHECKING:
    import pandas as pd

_SAMPLE = 1 << 20  # bytes; enough lines to tell an encoding and a delimiter
_DELIMITERS = ",;\t"
_BATCH = 1000  # rows held in memory at once


def read_jsonl(path: Path, options: Options) -> Iterator[Document | Refusal]:
    """One document a line; a line that is no JSON object is refused with its number, and the others are read."""
    yield from records(path.as_posix(), _json_lines(path, options), options)


def read_csv(path: Path, options: Options) -> Iterator[Document | Refusal]:
    """One document a row, under a header line with a text column; comma, semicolon or tab between the cells."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1]  # a cut inside a character would look like another encoding
    encoding = options.encoding or detect(sample)
    csv.field_size_limit(options.max_bytes)  # Python's own limit, 128 KiB, is less than a long report
    with path.open(encoding="utf-8-sig" if encoding == UTF_8 else encoding, newline="") as file:
        header = file.readline()
        file.seek(0)
        table = csv.DictReader(file, delimiter=max(_DELIMITERS, key=header.count))
        if not has_text(table.fieldnames or ()):
            raise InputError(NO_TEXT_COLUMN)
        try:
            yield from records(path.as_posix(), enumerate(table, 1), options)
        except csv.Error as error:
            raise InputError(f"after line {table.line_num}: {error}; mend the quotes") from error
        except UnicodeDecodeError as error:
            raise InputError(f"after line {table.line_num}: not {error.encoding}; save it as UTF-8") from error


def read_parquet(path: Path, options: Options) -> Iterator[Document | Refusal]:
    """One document a row of a table with a text column."""
    import pyarrow as pa  # here, for it is heavy and other formats do without
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as file:
            if not has_text(file.schema_arrow.names):
                raise InputError(NO_TEXT_COLUMN)
            batches = file.iter_batches(batch_size=_BATCH)
            yield from records(path.as_posix(), enumerate((row for b in batches for row in b.to_pylist()), 1), options)
    except pa.ArrowException as error:
        raise InputError(f"no Parquet file ({str(error).splitlines()[0]}); write it again") from error


def read_frame(frame: pd.DataFrame, name: str, options: Options) -> Iterator[Document | Refusal]:
    """One document a row, numbered by the frame's index where there is no ``id``."""
    if not has_text(frame.columns):
        raise InputError(f"{name}: {NO_TEXT_COLUMN}")
    cells = frame.astype(object).where(frame.notna(), None)
    rows = ({str(k): v for k, v in row.items()} for row in cells.to_dict("records"))
    return records(name, zip(frame.index, rows, strict=True), options)


def _json_lines(path: Path, options: Options) -> Iterator[tuple[int, Fields | InputError]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(options.max_bytes):
            number += 1
            if line.strip():
                yield number, _json(line, options)


def _json(line: bytes, options: Options) -> Fields | InputError:
    if len(line) >= options.max_bytes:
        return InputError(f"a line of {options.max_bytes / 1e6:g} MB or more; write one report a line")
    try:
        fields = json.loads(line.rstrip().decode(options.encoding or "utf-8-sig"))
    except json.JSONDecodeError as error:
        return InputError(f"no JSON (column {error.colno}: {error.msg}); write one JSON object a line")
    except UnicodeDecodeError as error:
        return InputError(f"not {error.encoding} (byte {error.start}); save it as UTF-8 or name its encoding")
    except RecursionError:
        return InputError("JSON nested too deep; write one flat JSON object a line")
    if not isinstance(fields, dict):
        return InputError("no JSON object; write one JSON object a line")
    return fields
