"""The README's commands and code do what it says."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from graphbuild import server
from graphbuild.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def run(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert not stopped.value.code, arguments


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    for room in ("news", "gold"):
        shutil.copytree(ROOT / "tests" / room, folder / "tests" / room)
    return folder


@pytest.fixture(autouse=True)
def our_server(neo4j_server: server.Status, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local server of the README is the one of the tests."""
    monkeypatch.setenv("GRAPHBUILD_NEO4J_HOME", str(neo4j_server.home))


@pytest.fixture(scope="module")
def built(workplace: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(workplace)
        build = next(block for block in blocks("bash") if "graphbuild build" in block).split("&&")[-1]
        run(shlex.split(build)[1:])
    return workplace


def test_the_code_runs(built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(built)
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
    assert "denied" in capsys.readouterr().out


def test_the_commands_run(built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(built)
    commands = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) >= 6
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "graphbuild"
        run(arguments)
        assert capsys.readouterr().out.strip(), command


def test_the_worked_example_is_what_it_prints(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(built)
    monkeypatch.setenv("COLUMNS", "110")
    run(["why", "ژرف‌نگر", "اشتاینمور", "--graph", "news.graph"])
    printed = "".join(capsys.readouterr().out.split())
    shown = next(block for block in blocks("text") if "denies:" in block).partition("…")[0]
    for line in shown.splitlines():
        assert "".join(line.split()) in printed, line
