"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_GRAPH = Path("news.graph")

GraphOption = Annotated[
    Path, typer.Option("--graph", "-g", metavar="DIR", envvar="GRAPHBUILD_GRAPH", help="The graph folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
ModelOption = Annotated[str, typer.Option("--model", metavar="NAME", help="builtin, official, or a model's folder.")]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="The day of documents that do not say theirs.")
]
