"""Fixtures that several rooms share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_graph import sample_records

from graphbuild import server
from graphbuild.records import Records
from graphbuild.store.embedded import EmbeddedStore

QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a server that lives for minutes is not worth much compiling


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
    """A real Neo4j server, empty at first; a machine without Java or Maven fails."""
    home = tmp_path_factory.mktemp("neo4j") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", QUICK)
        try:
            yield server.up(home=home)
        finally:
            server.down(home)
