"""The commands on a real server: load, query --to, browser, neo4j status."""

import json
from pathlib import Path

import pytest
from test_cli import run

from graphbuild import server


@pytest.fixture(autouse=True)
def our_server(neo4j_server: server.Status, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHBUILD_NEO4J_HOME", str(neo4j_server.home))
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)


def test_load_tells_what_it_did(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", "-g", sample_graph, capsys=capsys)[0] == 0
    status, out, _ = run("load", "-g", sample_graph, "--json", capsys=capsys)
    report = json.loads(out)
    assert (status, report["changes"], report["counters"], report["dry_run"]) == (0, {}, {}, False)
    assert "nothing changed" in run("load", "-g", sample_graph, capsys=capsys)[1]
    assert "would be loaded into" in run("load", "-g", sample_graph, "--dry-run", capsys=capsys)[1]


def test_query_asks_the_server(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("load", "-g", sample_graph, capsys=capsys)
    answers = [
        json.loads(run("query", "talks-about", "-p", "topic=اسرا", "--json", *where, capsys=capsys)[1])
        for where in (("-g", sample_graph), ("--to", "local"))
    ]
    assert answers[0] == answers[1] != []
    status, _, err = run("query", "MATCH (n) DETACH DELETE n", "--to", "local", capsys=capsys)
    assert (status, err.count("\n")) == (1, 1)
    assert "ask only to read" in err


def test_a_server_that_is_not_there_is_one_line(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run("load", "-g", sample_graph, "--to", "http://localhost:7474", capsys=capsys)
    assert (status, err.count("\n")) == (1, 1)
    assert "data go to bolt://localhost:7687" in err
    status, _, err = run("load", "-g", sample_graph.parent / "none", capsys=capsys)
    assert status == 1
    assert "no graph here" in err


def test_bulk_prints_the_command(sample_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("load", "-g", sample_graph, "--bulk", tmp_path / "csv", capsys=capsys)
    assert status == 0
    assert out.startswith("neo4j-admin database import full neo4j")
    assert (tmp_path / "csv" / "Talk.csv").read_text(encoding="utf-8").startswith("id:ID(Talk),name:string,")


def test_browser_prints_its_address(
    neo4j_server: server.Status, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run("browser", "partners", "-p", "name=x", "--print", capsys=capsys)
    assert status == 0
    assert out.startswith(f"{neo4j_server.browser}?dbms=bolt")
    assert neo4j_server.password not in out
    status, out, _ = run("browser", "--files", tmp_path / "files", capsys=capsys)
    assert len(out.splitlines()) == 3
    assert run("browser", "partnerz", "--print", capsys=capsys)[0] == 1


def test_status_is_for_people_and_scripts(neo4j_server: server.Status, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run("neo4j", "status", "--json", capsys=capsys)[1])
    assert found["uri"] == neo4j_server.uri
    assert neo4j_server.uri in run("neo4j", "status", capsys=capsys)[1]


def test_down_says_when_nothing_ran(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "was not running" in run("neo4j", "down", "--home", tmp_path, capsys=capsys)[1]
