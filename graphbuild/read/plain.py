"""Plain text: ``NAME.txt``, with its metadata in ``NAME.meta.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphbuild.document import Document
from graphbuild.errors import InputError
from graphbuild.read.encoding import decode
from graphbuild.read.folder import SIDECAR
from graphbuild.read.options import Options
from graphbuild.read.record import document
from graphbuild.read.refusal import Refusal


def read_text(path: Path, options: Options) -> Iterator[Document | Refusal]:
    """The file as one document; its text is the whole file, so that offsets count characters of the file."""
    data = whole(path, options)
    yield document(path.as_posix(), decode(data, options.encoding), sidecar(path), options)


def whole(path: Path, options: Options) -> bytes:
    """All bytes of a file that holds one document; raises InputError when they are too many or none."""
    size = path.stat().st_size
    if size >= options.max_bytes:
        raise InputError(f"{options.max_bytes / 1e6:g} MB or larger; cut it into single reports")
    if not size:
        raise InputError("empty; remove it or give it a text")
    return path.read_bytes()


def sidecar(path: Path) -> dict[str, Any]:
    """The fields of ``NAME.meta.json`` beside the file (source, published, url, title); none where it has none."""
    beside = path.with_name(path.stem + SIDECAR)
    try:
        fields = json.loads(beside.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except ValueError as error:  # not JSON, or not UTF-8
        raise InputError(f"{beside.name} beside it: {error}; mend the JSON") from error
    if not isinstance(fields, dict):
        raise InputError(f'{beside.name} beside it: not a JSON object; write {{"published": "2025-01-17"}}')
    return fields
