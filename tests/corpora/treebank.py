"""The hand-corrected trees of `tests/corpora`, for tests that load no model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graphbuild.document import Document
from graphbuild.parse.conllu import loads_each

CORPORA = Path(__file__).parents[1] / "corpora"
FILES = tuple(CORPORA / f"diplomatic-{part}.conllu" for part in ("train", "test"))


@cache
def trees() -> dict[str, Document]:
    """Each sentence as a document of its own, by its sent_id."""
    found: dict[str, Document] = {}
    for path in FILES:
        found.update(loads_each(path.read_text(encoding="utf-8"), path=path.name))
    return found
