"""``graphbuild review`` and ``graphbuild check``: what an analyst should look at, and whether the graph is whole."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graphbuild.cli_options import DEFAULT_GRAPH, GraphOption, JsonOption


def review(
    graph: GraphOption = DEFAULT_GRAPH,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 10,
    everything: Annotated[bool, typer.Option("--all", help="Show the sure ones too.")] = False,
    accept: Annotated[list[str], typer.Option(metavar="N", help="Settle it as it was judged.")] = [],  # noqa: B006
    reject: Annotated[list[str], typer.Option(metavar="N", help="Settle it the other way.")] = [],  # noqa: B006
    json: JsonOption = False,
) -> None:
    """Show the least certain judgements first: which mentions are one talk, which names one official.

    Each comes with both sentences, its score (how likely the two are one), the reason, and the lines for
    corrections.toml in the graph folder that settle it. --accept and --reject write them for you, by number or by id;
    the next build applies them. corrections.toml knows more entries; each may have a why = "…" of your own:

      [[same]] talks = ["talk:…", "talk:…"]             they are one talk

      [[not_same]] talks = ["mention:…", "mention:…"]   they are two

      [[wrong]] talk = "talk:…"  (or statement = …)     it is not so

      [[right]] talk = "talk:…" with kind, factuality, date, place, participants = […], topics = […]

      [[same_official]], [[not_same_official]] names = ["…", "… (IR)"]

      [[name]] official = "…" with name, name_en

    Examples:

      graphbuild review --limit 5

      graphbuild review --all --accept 1 --reject 2

      graphbuild review --all --limit 3 --json
    """
    from graphbuild import console
    from graphbuild.graph import Graph

    with Graph.open(graph) as opened:
        written = opened.settle(accept=accept, reject=reject, everything=everything) if accept or reject else []
        found = opened.review(everything=everything)
    if json:
        rows = [{**asdict(doubt), "certainty": doubt.judgement.certainty} for doubt in found[:limit]]
        console.print_json(rows)
    elif written:
        typer.echo("\n\n".join(written))
        typer.echo(f"{len(written)} entries written; build again to apply them, {len(found)} to look at", err=True)
    elif found:
        console.show(console.doubts(found[:limit]))
        typer.echo(f"{len(found)} to look at", err=True)
    else:
        typer.echo("nothing to look at: every judgement is sure, or settled", err=True)


def check(graph: GraphOption = DEFAULT_GRAPH, json: JsonOption = False) -> None:
    """Check that a graph folder keeps its promises; the exit status is 1 when it does not.

    Every talk, statement and official has evidence, every quote is in its document where it is said to be, ids fit
    what they name, whatever a record points at is there, and corrections.toml can be read.

    Example:

      graphbuild check --graph news.graph
    """
    from graphbuild import console
    from graphbuild.store.check import check as find

    broken = find(Path(graph))
    if json:
        console.print_json([asdict(fault) for fault in broken])
    elif broken:
        console.show(console.table(("record", "what is wrong"), ((fault.record, fault.what) for fault in broken)))
    typer.echo(f"{len(broken)} faults" if broken else "the graph is whole", err=True)
    if broken:
        raise typer.Exit(1)
