"""``graphbuild browser``: Neo4j Browser on a question, or the files that make any Browser look like ours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphbuild.cli_load import find_login
from graphbuild.cli_options import AuthOption, DatabaseOption, ParamOption, ToOption, parameters


def browser(
    question: Annotated[
        str | None, typer.Argument(metavar="[NAME or CYPHER]", help="A named question or Cypher.")
    ] = None,
    param: ParamOption = [],  # noqa: B006
    to: ToOption = "local",
    database: DatabaseOption = None,
    auth: AuthOption = None,
    page: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Browser's page; of the local server, or http://HOST:7474/browser/."),
    ] = None,
    files: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write style, questions and guide there, to drop onto a Browser.")
    ] = None,
    show: Annotated[bool, typer.Option("--open/--print", help="Open it, or only print its address.")] = True,
) -> None:
    """Open Neo4j Browser on a question: log in, and press the run button.

    The local server's Browser has our style and, in its address, our questions; onto another server's, drop the files
    of --files. A name that is not given with --param stands for everybody.

    Examples:

      graphbuild browser who-talked-to-whom --param since=2025-01-01

      graphbuild browser "MATCH p = (:Official)-[:MADE]->(:Statement) RETURN p LIMIT 20"

      graphbuild browser --files browser/
    """
    from graphbuild import browser as rooms

    if files is not None:
        for path in rooms.write_files(files):
            typer.echo(path)
        return
    values = parameters(param)
    login = find_login(to, database, auth)
    found = rooms.address(page or rooms.page_of(login), login, question, values)
    typer.echo(found)
    if show and typer.launch(found) != 0:
        typer.echo("no web browser opened here: open the address yourself", err=True)
