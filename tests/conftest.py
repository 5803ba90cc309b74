"""Fixtures that several rooms share."""

import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from quick_server import QUICK
from sample_graph import sample_records

from graphbuild import server
from graphbuild.cli import main
from graphbuild.records import Records
from graphbuild.store.embedded import EmbeddedStore


@pytest.fixture(scope="session")
def records() -> Records:
    """A small hand-made graph of invented news."""
    return sample_records()


@pytest.fixture(scope="session")
def sample_graph(records: Records, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of those records, to be read only; copy it to change it."""
    folder = tmp_path_factory.mktemp("sample") / "sample.graph"
    with EmbeddedStore(folder) as store:
        store.load(records)
    return folder


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Status]:
    """A real Neo4j server, empty at first; a machine without Java or Maven fails.

    GRAPHBUILD_TEST_NEO4J names another version than the one that `graphbuild neo4j up` starts.
    """
    home = tmp_path_factory.mktemp("neo4j") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", QUICK)
        try:
            yield server.up(home=home, engine="java", version=os.environ.get("GRAPHBUILD_TEST_NEO4J", server.VERSION))
        finally:
            server.down(home)


@pytest.fixture(scope="session")
def command() -> Callable[[str], None]:
    """Run a line of a document as a shell would; it must end well."""

    def run(line: str) -> None:
        program, *arguments = shlex.split(line)
        assert program == "graphbuild", line
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert not stopped.value.code, line

    return run


@pytest.fixture(scope="session")
def built_news(tmp_path_factory: pytest.TempPathFactory, command: Callable[[str], None]) -> Path:
    """The sample news and gold as in a clone, and ``news.graph`` as the README's first command leaves it.

    Commands of the documents correct it; ``untouched.graph`` is a copy that they do not know of.
    """
    root = Path(__file__).parents[1]
    folder = tmp_path_factory.mktemp("clone")
    for room in ("news", "gold"):
        shutil.copytree(root / "tests" / room, folder / "tests" / room)
    readme = (root / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if "graphbuild build" in line)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        command(line.split("&&")[-1].replace(".venv/bin/", ""))
    shutil.copytree(folder / "news.graph", folder / "untouched.graph")
    return folder
