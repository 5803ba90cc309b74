"""The local server, for real: it answers, is not started twice, keeps its data, and names what stands in the way."""

import socket
import stat
from pathlib import Path

import neo4j
import pytest

from graphbuild import server
from graphbuild.errors import StoreError


def test_answers_and_is_not_started_twice(neo4j_server: server.Status) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
    assert server.up(home=neo4j_server.home).pid == neo4j_server.pid
    assert stat.S_IMODE((neo4j_server.home / "graphbuild.json").stat().st_mode) == 0o600


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StoreError, match=f"port {port} is taken"):
            server.up(home=tmp_path / "home", bolt_port=port)


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds something else"):
        server.up(home=tmp_path)
