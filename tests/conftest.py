"""Fixtures that several rooms share."""

from pathlib import Path

import pytest
from sample_graph import sample_records

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
