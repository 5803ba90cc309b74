"""Annotated news as it is before the relate stage, with its gold: what the learned scorers learn from, fold by fold."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from graphbuild.document import Document
from graphbuild.evaluate.gold import Gold, read_all
from graphbuild.link import Linker
from graphbuild.parse import ParseCache, Parser
from graphbuild.read import read
from graphbuild.repair import Repairer

Case = TypeVar("Case")


def options(module: str, description: str | None) -> argparse.ArgumentParser:
    """The command line that the trainers share."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("gold", nargs="+", type=Path, help="folders of annotated news; each is one fold")
    parser.add_argument("--out", type=Path, help="where the weights are written")
    parser.add_argument("--work", type=Path, help="a folder for parses, so that a second run need not parse again")
    return parser


def folds(
    paths: Iterable[Path], work: Path | None, cases: Callable[[Sequence[Gold], Parser], Iterable[Case]]
) -> dict[Path, list[Case]]:
    """The cases of each path; `work`: a folder for parses."""
    parser = Parser(cache=ParseCache(work) if work else None)
    return {path: list(cases(read_all([path]), parser)) for path in dict.fromkeys(paths)}


def held_out(found: Mapping[Path, list[Case]]) -> Iterator[tuple[Path, list[Case], list[Case]]]:
    """Each path with its cases and those of all the others; nothing where there is one."""
    for path, held in found.items() if len(found) > 1 else ():
        yield path, held, [case for other, cases in found.items() if other != path for case in cases]


def linked(gold: Sequence[Gold], parser: Parser) -> Iterator[tuple[Gold, Document]]:
    """The annotated documents, repaired, parsed and linked."""
    repairer, linker = Repairer(), Linker()
    by_name = {one.path: one for one in gold}
    for folder in sorted({one.path.parent for one in gold}):
        for document in read(folder):
            one = by_name.get(folder / Path(document.path).name) if isinstance(document, Document) else None
            if one is not None and isinstance(document, Document):
                yield one, linker(parser(repairer(document)))
