"""``graphbuild model``: which model is in use, the official one, our recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphbuild.cli_options import JsonOption, ModelOption

app = typer.Typer(
    help="The Persian model that parses: which one is in use, the official one, our recipe.", rich_markup_mode=None
)


@app.callback(invoke_without_command=True)
def _model(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        info()


@app.command()
def info(model: ModelOption = "builtin", json: JsonOption = False) -> None:
    """Show a model: where it is, what it is made of, its licence and its scores.

    Example:

      graphbuild model info --model official
    """
    from dataclasses import asdict

    from graphbuild import console
    from graphbuild.parse import models

    found = models.info(models.resolve(model))
    values = {**asdict(found), "processors": dict(found.processors), "scores": dict(found.scores)}
    if json:
        console.print_json(values)
    else:
        console.show(console.table(("model", found.name), ((k, v) for k, v in values.items() if k != "name")))


@app.command()
def download(
    folder: Annotated[Path | None, typer.Option(metavar="DIR", help="Put it here; Stanza's own folder if not.")] = None,
    resources_url: Annotated[str | None, typer.Option(metavar="URL", help="A mirror of the list of models.")] = None,
    model_url: Annotated[str | None, typer.Option(metavar="URL", help="A mirror of the models.")] = None,
) -> None:
    """Get Stanza's official Persian model; it needs a network, and --model official uses it.

    Example:

      graphbuild model download
    """
    from graphbuild.parse import models

    found = models.download(folder=folder, resources_url=resources_url, model_url=model_url)
    typer.echo(found.path)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def train(context: typer.Context) -> None:
    """Train the Persian model by our recipe; `graphbuild model train --help` lists its own options.

    Example:

      graphbuild model train data/ model/
    """
    from graphbuild.train.__main__ import main as run

    raise typer.Exit(run(context.args))
