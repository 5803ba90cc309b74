"""What docs/ says is so: its code runs, its commands are all there are, its links lead somewhere."""

import ast
import importlib.util
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from corpora.treebank import CORPORA

from graphbuild import Graph, lang
from graphbuild.query import library
from graphbuild.store.shape import shape

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
CODE = ("console", "python", "cypher", "toml")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """(language, code) of the fenced blocks of a page, in order."""
    yield from re.findall(r"^```(\w+)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


def execute(code: str, names: dict[str, Any]) -> None:
    """Run Python; a frame that the last line shows must have rows."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "docs", "exec"), names)
    if isinstance(last, ast.Expr):
        shown = eval(compile(ast.Expression(last.value), "docs", "eval"), names)
        assert not (isinstance(shown, pd.DataFrame | pd.Series) and shown.empty), code


def ask(code: str, graph: Path) -> None:
    """Ask Cypher, or the question of a file for the folder of questions; it must have an answer."""
    with Graph.open(graph) as opened:
        if code.startswith("//"):
            question = library.parse({"example.cypher": code})["example"]
            answer = opened.store.query(question.cypher, question.bind({"place": "قاهره"}))
        else:
            answer = opened.store.query(code)
    assert answer.rows, code


def follows_the_data(code: str) -> None:
    """TOML that is shown as an example is in the data."""
    proofs = tomllib.loads((CORPORA / "proofs.toml").read_text(encoding="utf-8"))
    for name, shown in tomllib.loads(code).items():
        if name == "rule":
            assert all(rule in lang.toml("frames.toml")["rule"] for rule in shown), code
        else:
            assert all(case in proofs[name][which] for which in ("yes", "no") for case in shown[which]), code


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if set(CODE) & {language for language, _ in blocks(page)}],
    ids=lambda page: page.stem,
)
def test_the_code_of_a_page_runs(
    page: Path, built_news: Path, command: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built_news)
    names: dict[str, Any] = {}
    for language, code in blocks(page):
        if language == "console":
            for line in code.splitlines():
                command(line.removeprefix("$ "))
        elif language == "python":
            execute(code, names)
        elif language == "cypher":
            ask(code, built_news / "news.graph")
        elif language == "toml":
            follows_the_data(code)


def test_blocks_that_do_not_run_are_text_only() -> None:
    for page in PAGES:
        other = {language for language, _ in blocks(page)} - set(CODE)
        assert other <= ({"text", "sh"} if page.stem == "commands" else {"text"}), page


@pytest.fixture(scope="module")
def make_commands() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_commands", DOCS / "make_commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_commands_is_up_to_date(make_commands: ModuleType) -> None:
    assert make_commands.PAGE.read_text(encoding="utf-8") == make_commands.page(), "run python docs/make_commands.py"


def test_every_command_tells_what_it_does_with_an_example(make_commands: ModuleType) -> None:
    for name, command in make_commands.commands():
        assert "Example" in command.help, name
        assert f"{name}" in command.help.partition("Example")[2], name
        for parameter in command.params:
            assert parameter.help, (name, parameter.name)


@pytest.mark.parametrize("name", ["query", "why", "view", "export", "review", "check"])
def test_the_examples_of_the_help_work_on_the_sample(
    name: str,
    make_commands: ModuleType,
    built_news: Path,
    command: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(built_news / "news.graph", tmp_path / "news.graph")  # review writes into it
    monkeypatch.chdir(tmp_path)
    (help,) = (one.help for full, one in make_commands.commands() if full == f"graphbuild {name}")
    lines = [line.strip().partition("   ")[0] for line in help.partition("Example")[2].splitlines()]
    examples = [line for line in lines if line.startswith("graphbuild") and "--to" not in line]
    assert examples
    for line in examples:
        command(line)
        out, err = capsys.readouterr()
        assert out.strip() or (name, err) == ("check", "the graph is whole\n"), line


def test_the_data_model_names_all_of_the_schema() -> None:
    page = (DOCS / "data-model.md").read_text(encoding="utf-8")
    missing = [label for label in shape().nodes if f"`{label}`" not in page]
    missing += [type for type in shape().relationships if not re.search(rf"[:`]{type}\b", page)]
    for properties in (*shape().nodes.values(), *shape().relationships.values()):
        missing += [item.name for item in properties if f"`{item.name}`" not in page]
    assert not missing


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "README.md", ROOT / "notebooks" / "README.md"], ids=lambda page: page.stem
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            path, _, anchor = target.partition("#")
            place = (page.parent / path).resolve() if path else page
            assert place.exists(), target
            if anchor:
                heads = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), re.M)
                assert anchor in {head.lower().replace(" ", "-") for head in heads}, target
