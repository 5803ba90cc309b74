"""Annotated news as it is before the relate stage, with its gold: what the learned scorers learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from graphbuild.document import Document
from graphbuild.evaluate.gold import Gold
from graphbuild.link import Linker
from graphbuild.parse import Parser
from graphbuild.read import read
from graphbuild.repair import Repairer


def linked(gold: Sequence[Gold], parser: Parser) -> Iterator[tuple[Gold, Document]]:
    """The annotated documents, repaired, parsed and linked."""
    repairer, linker = Repairer(), Linker()
    by_name = {one.path: one for one in gold}
    for folder in sorted({one.path.parent for one in gold}):
        for document in read(folder):
            one = by_name.get(folder / Path(document.path).name) if isinstance(document, Document) else None
            if one is not None and isinstance(document, Document):
                yield one, linker(parser(repairer(document)))
