"""Records as Parquet, one file a kind: the truth of a graph folder. Everything else in it is made from these."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from graphbuild import records as model
from graphbuild.errors import StoreError
from graphbuild.records import DocumentRecord, Records
from graphbuild.store import folder as layout
from graphbuild.store.schema import arrow_schema, from_table, to_table

SUMS = "SHA256SUMS"  # the names and hashes of the record files, in the format of `sha256sum`

KINDS: dict[str, type] = {name: get_args(hint)[0] for name, hint in get_type_hints(Records, vars(model)).items()}


def save(records: Records, folder: str | Path) -> None:
    """Write the records to ``folder/records``, sorted by id; the same records give the same bytes.

    The old records are replaced as a whole or, on any failure, not at all. Records that are there already are left
    untouched. Raises StoreError (no permission, disk full, another version, two records with one id).
    """
    write(encode(records), folder)


def encode(records: Records) -> dict[str, bytes]:
    """The files of the records, by name. Raises StoreError (two records with one id, text that is no valid Unicode)."""
    files = {f"{kind}.parquet": _to_bytes(kind, getattr(records, kind)) for kind in KINDS}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return {**files, SUMS: sums.encode()}


def write(files: dict[str, bytes], folder: str | Path) -> None:
    """Make the records of `folder` these files of `encode`; see `save`."""
    folder = Path(folder)
    layout.claim(folder)
    with layout.writing(folder):
        if not holds(files, folder):
            layout.replace_directory(folder / layout.RECORDS, files)
        layout.mark(folder)


def holds(files: dict[str, bytes], folder: Path) -> bool:
    """Whether the records of `folder` are these files of `encode`, byte for byte."""
    paths = {name: folder / layout.RECORDS / name for name in files}
    return all(path.is_file() and path.read_bytes() == files[name] for name, path in paths.items())


def load(folder: str | Path) -> Records:
    """Read the records of a graph folder.

    Raises StoreError when there is no graph, one of another version, or damaged files.
    """
    folder = Path(folder)
    sums = _sums(folder)
    return Records(**{kind: _load(folder, kind, sums) for kind in KINDS})


def load_documents(folder: str | Path) -> tuple[DocumentRecord, ...]:
    """Read only the documents of a graph folder, with their texts, of an older format too; raises as `load` does."""
    return _load(Path(folder), "documents", _sums(Path(folder), formats=layout.BUILT_ON))


def digest(folder: str | Path) -> str:
    """Hash of all records of a graph folder, without reading them: what a cache made from them is keyed by."""
    return hashlib.sha256(repr(sorted(_sums(Path(folder)).items())).encode()).hexdigest()


def _load(folder: Path, kind: str, sums: dict[str, str]) -> tuple[Any, ...]:
    path = folder / layout.RECORDS / f"{kind}.parquet"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}; build the graph again") from error
    if hashlib.sha256(content).hexdigest() != sums.get(path.name):
        raise StoreError(f"{path}: damaged (not the bytes that were written); build the graph again")
    return from_table(KINDS[kind], _table(content, arrow_schema(KINDS[kind])))


def _table(content: bytes, schema: pa.Schema) -> pa.Table:
    """The table of a file; a column that an older format lacks is null.

    Not `pq.read_table`: it starts what belongs to remote file systems, whose threads now and then abort the process
    when it ends (pyarrow 26).
    """
    table = pq.ParquetFile(io.BytesIO(content)).read(use_threads=False)
    for field in schema:
        if field.name not in table.column_names:
            table = table.append_column(field, pa.nulls(len(table), field.type))
    return table.select(schema.names).cast(schema)


def _sums(folder: Path, *, formats: Sequence[int] = (layout.FORMAT,)) -> dict[str, str]:
    """File name → hash; also brings back the records when a build was killed while it replaced them."""
    layout.check(folder, formats=formats)
    path = folder / layout.RECORDS / SUMS
    try:
        if not path.exists():
            layout.recover(folder / layout.RECORDS)
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}; build the graph again") from error
    return {name: value for value, _, name in (line.partition("  ") for line in lines)}


def _to_bytes(kind: str, rows: tuple[Any, ...]) -> bytes:
    ordered = sorted(rows, key=attrgetter("id"))
    for one, next_one in pairwise(ordered):
        if one.id == next_one.id:
            raise StoreError(f"{kind}: two records have the id {one.id}; report it as an error of graphbuild")
    try:
        table = to_table(KINDS[kind], ordered)
    except UnicodeEncodeError as error:
        raise StoreError(f"{kind}: {error.object!r} is no valid Unicode; repair the document that it is in") from error
    sink = pa.BufferOutputStream()
    # Every setting that shapes the bytes is stated, so that a new default of pyarrow does not change them.
    pq.write_table(table, sink, version="2.6", compression="zstd", compression_level=3, row_group_size=1 << 16)
    content: bytes = sink.getvalue().to_pybytes()
    return content
