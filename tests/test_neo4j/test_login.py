"""The way in: where user and password come from, and what is said, within 10 s, when a server does not let us in."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild import server
from graphbuild.errors import ConnectionFailed, GraphbuildError, StoreError
from graphbuild.graph import Graph
from graphbuild.store.neo4j import Login, find_login
from graphbuild.store.neo4j.connection import check_version, connect
from graphbuild.store.neo4j.store import Neo4jStore

ELSEWHERE = "bolt://db.example.org:7687"


@pytest.fixture(autouse=True)
def no_login(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AUTH", "USERNAME", "USER", "PASSWORD", "DATABASE"):
        monkeypatch.delenv(f"NEO4J_{name}", raising=False)
    monkeypatch.setenv("GRAPHBUILD_NEO4J_HOME", str(tmp_path / "no server"))


def test_it_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_AUTH", "reader/s/lash")
    assert find_login(ELSEWHERE) == Login(ELSEWHERE, "reader", "s/lash")
    monkeypatch.setenv("NEO4J_USERNAME", "writer")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    monkeypatch.setenv("NEO4J_DATABASE", "news")
    assert find_login(ELSEWHERE) == Login(ELSEWHERE, "writer", "secret", "news")
    assert find_login(ELSEWHERE, database="other").database == "other"
    assert "secret" not in repr(find_login(ELSEWHERE))


def test_it_comes_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "of the environment")
    file = tmp_path / "auth"
    file.write_text("# mine\nNEO4J_USERNAME=writer\nexport NEO4J_PASSWORD='a=b c'\n", encoding="utf-8")
    assert find_login(ELSEWHERE, auth=file) == Login(ELSEWHERE, "writer", "a=b c")
    file.write_text("NEO4J_USERNAME=writer\nsecret\n", encoding="utf-8")
    with pytest.raises(ConnectionFailed, match="auth:2: no NAME=VALUE"):
        find_login(ELSEWHERE, auth=file)
    file.write_text("NEO4J_USERNAME=writer\n", encoding="utf-8")
    with pytest.raises(ConnectionFailed, match="no password in it"):
        find_login(ELSEWHERE, auth=file)
    with pytest.raises(ConnectionFailed, match="cannot be read"):
        find_login(ELSEWHERE, auth=tmp_path / "none")


def test_it_comes_from_the_local_server(neo4j_server: server.Status, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHBUILD_NEO4J_HOME", str(neo4j_server.home))
    wanted = Login(neo4j_server.uri, "neo4j", neo4j_server.password)
    assert find_login("local") == wanted
    assert find_login(neo4j_server.uri) == wanted
    monkeypatch.setenv("NEO4J_PASSWORD", "another server's")
    assert find_login("local") == wanted
    with Graph.from_neo4j() as graph:
        assert graph.query("RETURN 1 AS one")["one"].tolist() == [1]


def test_it_is_asked_for_or_missed() -> None:
    asked: list[str] = []
    found = find_login(ELSEWHERE, ask=lambda question: asked.append(question) or "typed")  # type: ignore[func-returns-value]
    assert (found.password, asked) == ("typed", [f"password of neo4j at {ELSEWHERE}"])
    with pytest.raises(ConnectionFailed, match="no password: set NEO4J_USERNAME and NEO4J_PASSWORD"):
        find_login(ELSEWHERE)
    with pytest.raises(ConnectionFailed, match="the local server does not run; start it: graphbuild neo4j up"):
        find_login("local")


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("http://localhost:7474", "an address of web pages; data go to bolt://localhost:7687"),
        ("localhost:7687", "no address of a Neo4j; write SCHEME://HOST"),
        ("neo4j+tls://host", "SCHEME one of bolt, bolt\\+s"),
        ("bolt://", "no address of a Neo4j"),
        ("bolt://host:port", "no address"),
        ("bolt://neo4j:secret@host", "stays in the shell's history"),
    ],
)
def test_an_address_that_cannot_be_meant(uri: str, message: str) -> None:
    with pytest.raises(ConnectionFailed, match=message) as caught:
        find_login(uri)
    assert "secret" not in str(caught.value)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        held: list[socket.socket] = []

        def take() -> None:
            try:
                while True:
                    held.append(listener.accept()[0])
            except OSError:
                return

        thread = threading.Thread(target=take)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
        for one in held:
            one.close()


def refused(login: Login, message: str, kind: type[GraphbuildError] = ConnectionFailed) -> None:
    started = time.monotonic()
    with pytest.raises(kind, match=message) as caught:
        connect(login)
    assert time.monotonic() - started < 10
    assert "\n" not in str(caught.value)
    assert login.password not in str(caught.value)


def test_who_does_not_answer_is_named_in_time(silent_port: int, neo4j_server: server.Status) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    http = int(re.findall(r":(\d+)", neo4j_server.browser)[0])
    bolt = neo4j_server.uri.rpartition(":")[2]
    for address in (
        f"bolt://127.0.0.1:{closed}",
        f"neo4j://127.0.0.1:{closed}",
        f"bolt://127.0.0.1:{silent_port}",
        f"bolt://127.0.0.1:{http}",
        f"bolt+s://127.0.0.1:{bolt}",
        "bolt://no-such-host.invalid:7687",
    ):
        refused(Login(address, "neo4j", "some-password"), "no Neo4j answers .*`graphbuild neo4j up` starts a local one")


def test_who_does_not_let_us_in_is_named(neo4j_server: server.Status) -> None:
    wrong = Login(neo4j_server.uri, "neo4j", "wrong-password")
    refused(wrong, "does not let 'neo4j' in: user or password is wrong; mend NEO4J_USERNAME")
    right = Login(neo4j_server.uri, "neo4j", neo4j_server.password, "nosuchdb")
    refused(right, "database nosuchdb: no such database; give another with --database")


def test_the_scheme_with_routing_works(neo4j_server: server.Status) -> None:
    login = Login(neo4j_server.uri.replace("bolt:", "neo4j:"), "neo4j", neo4j_server.password, "neo4j")
    with Neo4jStore(login) as store:
        assert store.query("RETURN 1").rows == [(1,)]


def test_a_server_too_old_is_refused() -> None:
    for agent in ("Neo4j/5.26.30", "Neo4j/2025.10.1", "Neo4j/2026.08.1", "Other/1.0"):
        check_version(agent, ELSEWHERE)
    for agent in ("Neo4j/4.4.38", "Neo4j/5.13.0"):
        with pytest.raises(StoreError, match=r"too old; upgrade the server to 5\.26 or later"):
            check_version(agent, ELSEWHERE)


def test_a_folder_without_records_asks_no_server(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        Graph.open(tmp_path).load_into("bolt://127.0.0.1:1", password="x")
