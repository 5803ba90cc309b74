"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_GRAPH = Path("news.graph")

GraphOption = Annotated[
    Path, typer.Option("--graph", "-g", metavar="DIR", envvar="GRAPHBUILD_GRAPH", help="The graph folder.")
]
ToOption = Annotated[
    str,
    typer.Option("--to", metavar="URI", help="A Neo4j server, bolt://HOST:7687; local: that of `graphbuild neo4j up`."),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option("--database", metavar="NAME", help="The database in the server; its default one if not given."),
]
AuthOption = Annotated[
    Path | None,
    typer.Option("--auth", metavar="FILE", help="Lines NEO4J_USERNAME=…, NEO4J_PASSWORD=…; else the environment's."),
]
ParamOption = Annotated[list[str], typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
ModelOption = Annotated[str, typer.Option("--model", metavar="NAME", help="builtin, official, or a model's folder.")]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="The day of documents that do not say theirs.")
]


def parameters(given: list[str]) -> dict[str, str | int]:
    """Parameters as they are given, by name; values that look like numbers are numbers."""
    return dict(map(_parameter, given))


def _parameter(text: str) -> tuple[str, str | int]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} has no value; write NAME=VALUE", param_hint="--param")
    return name, int(value) if value.isascii() and value.isdigit() else value
