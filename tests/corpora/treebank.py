"""The hand-corrected trees beside this file, for tests that load no model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graphbuild.document import Document
from graphbuild.parse.conllu import loads, loads_each

CORPORA = Path(__file__).parent
FILES = tuple(CORPORA / f"diplomatic-{part}.conllu" for part in ("train", "test"))
BESIDE = (CORPORA / "links.conllu",)  # no part of the treebank
REPORTS = CORPORA / "reports.conllu"  # nor this
WAYS = CORPORA / "ways.conllu"  # nor this


@cache
def trees() -> dict[str, Document]:
    """Each sentence as a document of its own, by its sent_id."""
    found: dict[str, Document] = {}
    for path in (*FILES, REPORTS, WAYS):
        found.update(loads_each(path.read_text(encoding="utf-8"), path=path.name))
    return found


@cache
def _blocks() -> dict[str, str]:
    sources = [path.read_text(encoding="utf-8").strip() for path in (*FILES, *BESIDE, REPORTS, WAYS)]
    blocks = [block for source in sources for block in source.split("\n\n")]
    return {block.partition("\n")[0].removeprefix("# sent_id = "): block for block in blocks}


def story(*names: str) -> Document:
    """The sentences of these sent_ids, in this order, as one document."""
    return loads("\n\n".join(_blocks()[name] for name in names) + "\n", path="+".join(names))


@cache
def _reports() -> dict[str, str]:
    blocks = REPORTS.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.partition("\n")[0].removeprefix("# sent_id = "): block for block in blocks}


def report(*numbers: int) -> Document:
    """Sentences of `reports.conllu`, each a paragraph of its own, as one document."""
    names = [f"rep-{number:02d}" for number in numbers]
    return loads("\n\n".join(_reports()[name] for name in names) + "\n", path="+".join(names))
