"""Writes docs/commands.md from the command line itself: ``python docs/make_commands.py``. A test checks that."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from graphbuild.cli import app
from graphbuild.query.library import questions

PAGE = Path(__file__).with_name("commands.md")
_HEAD = """# Commands

Made from the command line's own help by `python docs/make_commands.py`; do not edit it by hand.

All commands end with status 0 when all went well, and with 1 and one line on stderr when not. The graph folder is
`news.graph` if `--graph` and the variable `GRAPHBUILD_GRAPH` name no other. Tables go to stdout, remarks
to stderr, so that `--json` and `--csv` can be piped.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its full name, in the order of the help."""
    yield from _below("graphbuild", typer.main.get_command(app))


def page() -> str:
    """The whole page."""
    found = list(commands())
    contents = "\n".join(f"- [`{name}`](#{name.replace(' ', '-')}): {_first_line(command)}" for name, command in found)
    return "\n\n".join([_HEAD.strip(), contents, *(_section(name, command) for name, command in found)]) + "\n"


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for key, one in inner.items():
        yield from _below(f"{name} {key}", one)


def _section(name: str, command: Any) -> str:
    options = [one for one in command.params if one.opts[0].startswith("-")]
    arguments = [one for one in command.params if one not in options]
    usage = " ".join([name, *(one.metavar for one in arguments), *(["[OPTIONS]"] if options else [])])
    parts = [f"## {name}", f"```text\n{usage}\n```", *_prose(command.help or "")]
    if arguments:
        rows = [f"| `{one.metavar}` | {_bars(one.help or '')} |" for one in arguments]
        parts.append("| argument | |\n|---|---|\n" + "\n".join(rows))
    if options:
        rows = [f"| {_names(one)} | {_default(one)} | {_bars(one.help or '')} |" for one in options]
        parts.append("| option | default | |\n|---|---|---|\n" + "\n".join(rows))
    if name == "graphbuild query":
        parts.append(_questions())
    return "\n\n".join(parts)


def _questions() -> str:
    """The named questions with their parameters; those in bold must be given."""
    rows = []
    for one in questions().values():
        named = [f"`{item.name}`" if item.default is not None else f"**`{item.name}`**" for item in one.parameters]
        rows.append(f"| `{one.name}` | {_bars(one.description)} | {', '.join(named)} |")
    head = "The named questions; parameters in bold must be given:\n\n| name | | parameters |\n|---|---|---|\n"
    return head + "\n".join(rows)


def _prose(help: str) -> Iterator[str]:
    """Paragraphs of a docstring; its examples, which are indented, as blocks."""
    examples: list[str] = []
    for paragraph in inspect.cleandoc(help).replace("\b", "").split("\n\n"):
        if paragraph.startswith("  "):
            examples += [line.strip() for line in paragraph.splitlines()]
        elif paragraph.rstrip(":") not in ("Example", "Examples"):
            yield " ".join(paragraph.split())
    if examples:
        yield "```sh\n" + "\n".join(examples) + "\n```"


def _first_line(command: Any) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def _names(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    return names if option.is_flag else f"{names} {_bars(option.metavar or 'N')}"


def _default(option: Any) -> str:
    value = option.default
    return "" if value in (None, False, (), []) or callable(value) else f"`{value}`"


def _bars(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
