"""The local server, for real: it answers, keeps its data over stops and kills, and names what stands in the way."""

import json
import os
import signal
import socket
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import neo4j
import pytest
from quick_server import QUICK

from graphbuild import server
from graphbuild.errors import StoreError
from graphbuild.graph import Graph
from graphbuild.server import jars, process
from graphbuild.server import state as states
from graphbuild.server.jars import _reason
from graphbuild.server.state import State

EMPTY_LISTS = {"TALKED_WITH": (0, 5, 0)}  # all that an import of CSV cannot say


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", QUICK)


def test_answers_and_is_not_started_twice(neo4j_server: server.Status) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
    assert server.up(home=neo4j_server.home).pid == neo4j_server.pid
    for name in ("graphbuild.json", "."):
        assert stat.S_IMODE((neo4j_server.home / name).stat().st_mode) & 0o077 == 0


def test_it_listens_on_this_machine_only(neo4j_server: server.Status) -> None:
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:] + Path("/proc/net/tcp6").read_text().splitlines()[1:]
    ports = {
        int(url.rstrip("/").partition("//")[2].partition(":")[2].partition("/")[0])
        for url in (neo4j_server.uri, neo4j_server.browser)
    }
    listening = [row.split()[1] for row in rows if row.split()[3] == "0A" and int(row.split()[1][-4:], 16) in ports]
    assert len(listening) == 2
    assert all(
        address.startswith("0100007F") or address.startswith("0" * 16 + "FFFF00000100007F") for address in listening
    )


def test_a_life(tmp_path: Path, sample_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bulk import, two starts at once, a kill, a stop, a start that may only read: the data are the same."""
    home = tmp_path / "home"
    seen: list[str] = []
    run = subprocess.run
    monkeypatch.setattr(process.subprocess, "run", lambda command, **rest: seen.extend(command) or run(command, **rest))
    runtime, folder = jars.java(server.VERSION), jars.fetch(server.VERSION, jars.default_cache())
    home.mkdir()
    states.write(
        home, State(server.VERSION, "of-a-start-that-was-killed", process.free_port(None), process.free_port(None))
    )
    with Graph.open(sample_graph) as graph:
        command = graph.write_bulk(tmp_path / "bulk").replace("\\\n", " ").split()
        (home / "conf").mkdir()
        imported = subprocess.run(
            [runtime, "-cp", f"{folder}/*", process.ADMIN, *command[1:]],
            env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
            cwd=tmp_path,  # it leaves a report where it runs
            capture_output=True,
            text=True,
            check=False,
        )
        assert imported.returncode == 0, imported.stdout + imported.stderr
        try:
            with ThreadPoolExecutor(2) as pool:
                one, other = pool.map(lambda _: server.up(home=home), range(2))
            assert one == other
            assert one.password == "of-a-start-that-was-killed"
            assert not any(one.password in word for word in seen)  # nobody sees it in the list of processes
            assert graph.load_into(one.uri, password=one.password).changes == EMPTY_LISTS
            assert one.pid
            os.kill(one.pid, signal.SIGKILL)
            while server.status(home).running:
                time.sleep(0.1)
            again = server.up(home=home)
            assert again.uri == one.uri
            assert graph.load_into(again.uri, password=again.password).changes == {}
            assert server.down(home)
            again = server.up(home=home, settings={"server.databases.read_only": "neo4j"})
            assert graph.load_into(again.uri, password=again.password, dry_run=True).changes == {}
            with pytest.raises(StoreError, match="'neo4j' may only read here"):
                graph.load_into(again.uri, password=again.password)
        finally:
            stopped = server.down(home)
        assert stopped
        assert not server.down(home)
        assert not server.status(home).running


def test_a_taken_port_is_named_before_anything_is_fetched(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StoreError, match=f"port {port} is taken"):
            server.up(home=tmp_path / "home", cache=tmp_path / "cache", bolt_port=port)
    assert not (tmp_path / "cache").exists()


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"holds something else \(thesis.txt\)"):
        server.up(home=tmp_path)


@pytest.mark.parametrize("damage", ["garbage", "[]", "no port", "password 3"])
def test_a_damaged_state_is_named(tmp_path: Path, damage: str) -> None:
    state = asdict(State("5.26.30", "secret", 1, 2))
    if damage == "no port":
        del state["bolt_port"]
    elif damage == "password 3":
        state["password"] = 3
    text = json.dumps(state) if " " in damage else damage
    (tmp_path / "graphbuild.json").write_text(text, encoding="utf-8")
    for asked in (server.status, server.down):
        with pytest.raises(
            StoreError, match=r"graphbuild\.json: (cannot be read|damaged) .*another folder with --home"
        ):
            asked(tmp_path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    states.write(tmp_path, State("4.4.0", "secret", 1, 2))
    with pytest.raises(StoreError, match=r"is of Neo4j 4\.4\.0, not 5\.26\.30"):
        server.up(home=tmp_path)


def test_a_number_of_another_process_is_not_ours(tmp_path: Path) -> None:
    states.write(tmp_path, replace(State("5.26.30", "secret", 1, 2), pid=os.getpid()))
    assert not server.status(tmp_path).running
    assert not server.down(tmp_path)


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="java is not there: install Java 17 or later"):
        server.up(home=tmp_path / "home")
    with pytest.raises(StoreError, match="mvn is not there: install Maven"):
        jars.fetch(server.VERSION, tmp_path / "cache")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("[ERROR] Could not find artifact org.neo4j:neo4j:jar:5.99 in central", "there is no such version"),
        ("[ERROR] Could not transfer artifact x from central: repo: Name or service not known", "does not answer"),
        ("[ERROR] x", "look into what it says: x"),
        ("", "no reason given"),
    ],
)
def test_maven_is_understood(said: str, message: str) -> None:
    assert message in _reason(said)
