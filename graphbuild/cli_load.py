"""``graphbuild load``: a graph into a Neo4j server, or into files for its bulk import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphbuild.cli_options import DEFAULT_GRAPH, AuthOption, DatabaseOption, GraphOption, JsonOption, ToOption

if TYPE_CHECKING:
    from graphbuild.store.neo4j import Login


def find_login(to: str, database: str | None, auth: Path | None) -> Login:
    """The login for an address; a person is asked for a password that nothing else tells."""
    from graphbuild.store.neo4j import find_login

    def ask(question: str) -> str:
        return str(typer.prompt(question, hide_input=True, err=True))

    return find_login(to, database=database, auth=auth, ask=ask if sys.stdin.isatty() else None)


def load(
    graph: GraphOption = DEFAULT_GRAPH,
    to: ToOption = "local",
    database: DatabaseOption = None,
    auth: AuthOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    bulk: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write files for `neo4j-admin database import` instead.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Load the graph into Neo4j: what is new or changed is written, what the graph no longer says is taken away.

    Loading twice changes nothing. User and password come from --auth, from NEO4J_USERNAME and NEO4J_PASSWORD, from
    the local server's own state, or are asked for. An empty database of millions of rows is filled three times as fast
    with --bulk, while its server is down.

    Examples:

      graphbuild load --graph mfa.graph

      graphbuild load --graph mfa.graph --to neo4j+s://db.example.org:7687 --dry-run

      graphbuild load --graph mfa.graph --bulk import/
    """
    from graphbuild import console
    from graphbuild.graph import Graph

    with Graph.open(graph) as opened:
        if bulk is not None:
            typer.echo(opened.write_bulk(bulk, database=database))
            return
        login = find_login(to, database, auth)
        with console.progress("load") as progress:
            report = opened.load_into(login, dry_run=dry_run, progress=progress)
    if json:
        console.print_json(report.to_json())
    else:
        console.show(console.load_report(report))
