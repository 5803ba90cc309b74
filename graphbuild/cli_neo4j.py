"""``graphbuild neo4j``: a local Neo4j server, started, stopped, shown."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from graphbuild.cli_options import JsonOption

app = typer.Typer(help="A local Neo4j server: start it, stop it, see how it stands.", rich_markup_mode=None)

HomeOption = Annotated[Path | None, typer.Option(metavar="DIR", help="Where the server keeps its data and password.")]
ReleaseOption = Annotated[str | None, typer.Option(metavar="VERSION", help="Of Neo4j, such as 2026.08.1.")]
EngineOption = Annotated[
    Literal["docker", "java"] | None,
    typer.Option(
        metavar="ENGINE", help="docker or java. At first Docker if it runs and has or gets the image, else Java."
    ),
]
ImageOption = Annotated[str | None, typer.Option(metavar="NAME", help="For Docker, instead of the official image.")]
PortOption = Annotated[int | None, typer.Option(min=1, max=65535, help="A free one if not given.")]


@app.command()
def up(
    home: HomeOption = None,
    release: ReleaseOption = None,
    engine: EngineOption = None,
    image: ImageOption = None,
    bolt_port: PortOption = None,
    http_port: PortOption = None,
    json: JsonOption = False,
) -> None:
    """Start the server, on this machine only; the first time it is downloaded.

    Needs Docker, or Maven and Java: 17 for the long-term release, which is the default, 21 for those named by year. A
    home goes on with what it was begun with.

    Example:

      graphbuild neo4j up --bolt-port 7687 --http-port 7474
    """
    from graphbuild import server

    server.up(
        home=home,
        version=release or server.VERSION,
        engine=engine,
        image=image,
        bolt_port=bolt_port,
        http_port=http_port,
        say=lambda text: typer.echo(text, err=True),
    )
    status(home=home, json=json)


@app.command()
def down(home: HomeOption = None) -> None:
    """Stop the server; its data stay.

    Example:

      graphbuild neo4j down
    """
    from graphbuild import server

    stopped = server.down(home)
    typer.echo(f"{'stopped' if stopped else 'was not running'}: {home or server.default_home()}")


@app.command()
def status(home: HomeOption = None, json: JsonOption = False) -> None:
    """Show whether the server runs, its address, and how to log in.

    Example:

      graphbuild neo4j status --json
    """
    from graphbuild import console, server

    found = asdict(server.status(home))
    if json:
        console.print_json(found)
    else:
        console.show(console.table(("neo4j", ""), found.items()))
