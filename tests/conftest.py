"""Fixtures that several rooms share."""

import pytest
from sample_graph import sample_records

from graphbuild.records import Records


@pytest.fixture(scope="session")
def records() -> Records:
    """A small hand-made graph of invented news."""
    return sample_records()
