"""The README's commands and code do what it says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from graphbuild import server

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


@pytest.fixture(autouse=True)
def our_server(neo4j_server: server.Status, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local server of the README is the one of the tests."""
    monkeypatch.setenv("GRAPHBUILD_NEO4J_HOME", str(neo4j_server.home))


def test_the_code_runs(built_news: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(built_news)
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
    assert "denied" in capsys.readouterr().out


def test_the_commands_run(
    built_news: Path,
    command: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(built_news)
    lines = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    assert len(lines) >= 6
    for line in lines:
        command(line)
        assert capsys.readouterr().out.strip(), line


def test_the_worked_example_is_what_it_prints(
    built_news: Path,
    command: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(built_news)
    monkeypatch.setenv("COLUMNS", "110")
    command("graphbuild why ژرف‌نگر اشتاینمور --graph untouched.graph")
    printed = "".join(capsys.readouterr().out.split())
    shown = next(block for block in blocks("text") if "denies:" in block).partition("…")[0]
    assert printed.startswith("".join(shown.split()))  # lines are broken by the terminal's width
