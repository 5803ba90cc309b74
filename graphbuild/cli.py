"""The command line: each command translates its options into one call, and the answer into a table, CSV or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphbuild import __version__
from graphbuild.cli_browser import browser
from graphbuild.cli_load import find_login, load
from graphbuild.cli_model import app as model_app
from graphbuild.cli_neo4j import app as neo4j_app
from graphbuild.cli_options import (
    DEFAULT_GRAPH,
    AuthOption,
    DatabaseOption,
    GraphOption,
    JsonOption,
    ModelOption,
    ParamOption,
    PublishedOption,
    parameters,
)
from graphbuild.cli_review import check, review
from graphbuild.errors import GraphbuildError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from graphbuild.evaluate import Ladder, Scores
    from graphbuild.graph import Graph

app = typer.Typer(
    name="graphbuild",
    help="Persian diplomatic news to a knowledge graph: who talked to whom, about what, and on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(model_app, name="model")
app.add_typer(neo4j_app, name="neo4j")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; an error of ours is one line on stderr and exit status 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(None if arguments is None else list(arguments))
    except GraphbuildError as error:
        typer.echo(f"graphbuild: {error}", err=True)
        sys.exit(1)


def _version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    pass


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs of news.")],
    graph: GraphOption = DEFAULT_GRAPH,
    published: PublishedOption = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Of files that are not in UTF-8.")] = None,
    model: ModelOption = "builtin",
    home: Annotated[str, typer.Option(metavar="ISO", help="The state to which bare titles belong.")] = "IR",
    office_holders: Annotated[
        list[str], typer.Option(metavar="FILE", help="A table of your own: who held which office when.")
    ] = [],  # noqa: B006
    rows: Annotated[int, typer.Option(min=0, help="How many talks to show at the end.")] = 20,
    json: JsonOption = False,
) -> None:
    """Read news and build the graph: who talked to whom, when, how, about what, on whose word.

    What the folder holds already is kept; only new text is parsed. The exit status is 1 when a document was refused;
    the others are built.

    Examples:

      graphbuild build news/ --graph mfa.graph

      graphbuild build "news/*.html" talks.jsonl --published 2025-01-17

      graphbuild build news/ --office-holders ministers.tsv   (columns as in graphbuild/kb/office_holders.tsv)
    """
    from graphbuild import console, pipeline
    from graphbuild.graph import Graph

    with console.progress("documents") as progress:
        report = pipeline.build(
            paths,
            graph=graph,
            published=published,
            encoding=encoding,
            model=model,
            home=home,
            office_holders=office_holders,
            progress=progress,
        )
    if json:
        console.print_json(report.to_json())
    else:
        with Graph.open(graph) as built:
            found = built.who_talked_to_whom()
        console.show(console.who_talked_to_whom(found, rows=rows), console.report(report))
    if report.refused:
        raise typer.Exit(1)


@app.command()
def query(
    question: Annotated[str | None, typer.Argument(metavar="[NAME or CYPHER]", help="None: list the names.")] = None,
    param: ParamOption = [],  # noqa: B006
    topic: Annotated[str | None, typer.Option(metavar="NAME", help="Short for --param topic=NAME.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Short for --param since=DAY; a month is one too.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Short for --param until=DAY.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    to: Annotated[
        str | None, typer.Option(metavar="URI", help="Ask a Neo4j server instead of the graph folder; local: ours.")
    ] = None,
    database: DatabaseOption = None,
    auth: AuthOption = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: JsonOption = False,
) -> None:
    """Ask a named question, or any read-only Cypher; without one, list the names.

    Names of people match by their parts and in any spelling, topics in all ways to say one. Days are Gregorian or
    Jalali, YYYY-MM-DD, or YYYY-MM for a month from its first to its last day. An empty answer says why. Values of free
    Cypher's parameters are numbers where they look like one.

    Examples:

      graphbuild query

      graphbuild query who-talked-to-whom --topic غزه --since 2025-01 --until 2025-01

      graphbuild query partners --param name=نیک‌سیرت --since 1403-11 --json

      graphbuild query "MATCH (t:Talk) RETURN t.kind AS kind, count(*) AS talks"

      graphbuild query most-central --to bolt://127.0.0.1:7687
    """
    from graphbuild import console
    from graphbuild.graph import Graph
    from graphbuild.query.library import ask, named, questions
    from graphbuild.query.remarks import undated_left_out, why_empty

    if csv and json:
        raise typer.BadParameter("one of them at a time", param_hint="--csv, --json")
    if question is None:
        console.show(console.question_list(questions()))
        return
    short = {"topic": topic, "since": since, "until": until}
    short = {name: value for name, value in short.items() if value is not None}
    if short and named(question) is None:
        raise typer.BadParameter(
            "Cypher says them itself; they are for named questions", param_hint="--" + ", --".join(short)
        )
    values = parameters(param) | short
    with _open(graph) if to is None else Graph.from_neo4j(find_login(to, database, auth)) as opened:
        answer = ask(opened.store, question, values)
        why = "" if answer.rows else why_empty(opened.store, question, values)
        undated = undated_left_out(opened.store, question, values)
    if json:
        console.print_json([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
    elif csv:
        console.print_csv(answer.columns, answer.rows)
    elif answer.rows:
        show = console.answer if question in questions() else console.table
        console.show(show(answer.columns, answer.rows))
    _remark(*([] if json or csv else [f"{len(answer.rows)} rows"]), why, undated)


@app.command()
def why(
    a: Annotated[str, typer.Argument(metavar="NAME", help="One party, by a part of its name in any spelling.")],
    b: Annotated[str, typer.Argument(metavar="NAME", help="The other.")],
    graph: GraphOption = DEFAULT_GRAPH,
    json: JsonOption = False,
) -> None:
    """Show the sentences behind an edge, in their text, and who claims or denies it.

    Example:

      graphbuild why ژرف‌نگر اشتاینمور
    """
    from dataclasses import asdict

    from graphbuild import console

    with _open(graph) as opened:
        found = opened.why(a, b)
    if json:
        console.print_json([asdict(reason) for reason in found])
    elif found:
        console.show(console.reasons(found))
    else:
        typer.echo("no talk between the two in this graph", err=True)


@app.command()
def view(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="PAGE", help="The page to write.")] = Path("graph.html"),
    official: Annotated[str | None, typer.Option(metavar="NAME", help="A party, by a part of its name.")] = None,
    state: Annotated[str | None, typer.Option(metavar="NAME", help="A state, by its name or ISO code.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="NAME", help="A part of a topic.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="The first day, or a month, YYYY-MM.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The last day, or a month, YYYY-MM.")] = None,
    query: Annotated[
        str | None, typer.Option(metavar="NAME or CYPHER", help="A question whose answer says what is drawn.")
    ] = None,
    param: Annotated[list[str], typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of it.")] = [],  # noqa: B006
    lang: Annotated[str, typer.Option(metavar="fa|en", help="The language of the page.")] = "fa",
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The page's title; else the graph's name.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Write one HTML page that shows who talked to whom, with the sentences that say so.

    It needs no network. Filters leave out what does not fit; the page has its own for what is left. Days leave out
    talks without a date.

    Examples:

      graphbuild view --out graph.html

      graphbuild view --topic غزه --since 2025-01 --until 2025-01 --out gaza.html

      graphbuild view --query conflicting-claims --lang en --out disputed.html

      graphbuild view --query "MATCH (t:Talk) WHERE t.confidence > 0.8 RETURN t.id"
    """
    from graphbuild.query.remarks import said_undated

    with _open(graph) as opened:
        page = opened.view(
            official=official,
            state=state,
            topic=topic,
            since=since,
            until=until,
            query=query,
            parameters=parameters(param),
            language=lang,
            title=title,
        )
    typer.echo(page.save(out))
    drawn = f"{page.talks} talks, {page.parties} parties"
    _remark(drawn, said_undated(page.undated_left_out), "open it in a browser")


@app.command()
def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="jsonl, csv, parquet, graphml, gexf, conllu, jsonld or plover.",
        ),
    ] = "jsonl",
    graph: GraphOption = DEFAULT_GRAPH,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for Excel.")] = False,
) -> None:
    """Write the graph for other tools.

    Examples:

      graphbuild export out/ --format csv --bom

      graphbuild export out/ --format gexf

      graphbuild export out/ --format jsonld

      graphbuild export out/ --format plover   (event data: one CSV with PLOVER and CAMEO codes)
    """
    with _open(graph) as opened:
        paths = opened.export(directory, format=format, bom=bom)  # type: ignore[arg-type]  # checked there
    for path in paths:
        typer.echo(path)


app.command()(load)
app.command()(browser)


@app.command()
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD...", help="Gold files, or folders of them.")],
    against: Annotated[
        Path | None, typer.Option("--export", metavar="DIR", help="Score this export; without it, texts are built.")
    ] = None,
    noise: Annotated[bool, typer.Option("--noise", help="Climb the noise ladder.")] = False,
    baseline: Annotated[bool, typer.Option("--baseline", help="Score co-occurrence instead of the rules.")] = False,
    model: ModelOption = "builtin",
    published: PublishedOption = None,
    work: Annotated[Path | None, typer.Option(metavar="DIR", help="Keep graphs and parses here.")] = None,
    json: JsonOption = False,
) -> None:
    """Precision, recall and F1 against gold, with confidence intervals.

    Examples:

      graphbuild evaluate gold/

      graphbuild evaluate gold/ --export out/ --json
    """
    from graphbuild import console
    from graphbuild import evaluate as rooms
    from graphbuild.evaluate import render
    from graphbuild.read.published import parse_date

    day = None if published is None else parse_date(published)
    if sum((against is not None, noise, baseline)) > 1:
        raise typer.BadParameter("one of them at a time", param_hint="--export, --noise, --baseline")
    if noise:
        with console.progress("documents") as progress:
            ladder = rooms.evaluate_noise(gold, model=model, published=day, work=work, progress=progress)
        _answer(ladder, render.ladder_table, json=json)
        return
    if against is not None:
        scores = rooms.evaluate_export(against, gold)
    elif baseline:
        scores = rooms.evaluate_baseline(gold, model=model, work=work)
    else:
        with console.progress("documents") as progress:
            scores = rooms.evaluate_gold(gold, model=model, published=day, work=work, progress=progress)
    _answer(scores, render.scores_tables, json=json)


app.command()(review)
app.command()(check)


def _remark(*parts: str) -> None:
    """What is to be said of an answer, in one line on stderr: stdout is the answer alone."""
    if said := "; ".join(part for part in parts if part):
        typer.echo(said, err=True)


def _open(folder: Path) -> Graph:
    from graphbuild.graph import Graph

    return Graph.open(folder)


def _answer(found: Scores | Ladder, as_table: Callable[[Any], RenderableType], *, json: bool) -> None:
    from graphbuild import console

    if json:
        console.print_json(found.to_json())
    else:
        console.show(as_table(found))


if __name__ == "__main__":
    main()
