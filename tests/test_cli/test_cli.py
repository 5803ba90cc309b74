"""The command line: what it prints where, its exit status, its errors in one line, how fast it is there."""

import csv
import io
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphbuild.cli import app, main
from graphbuild.console import PDI, RLI
from graphbuild.records import Records

COMMANDS = ["build", "query", "why", "view", "export", "load", "browser", "evaluate", "review", "check", "model"]
HEAVY = ["torch", "stanza", "pandas", "pyarrow", "ladybug", "networkx", "transformers", "rapidfuzz", "neo4j"]


def run(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of a command."""
    with pytest.raises(SystemExit) as caught:
        main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    code = caught.value.code
    return (code if isinstance(code, int) else 0), out, err


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["model", "info"], ["model", "download"]])
def test_every_command_has_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(*command, "--help", capsys=capsys)
    assert status == 0
    assert "Usage: " in out
    if command and command != ["model"]:
        assert f"graphbuild {' '.join(command)}" in out.partition("Example")[2]  # at least one example


def test_every_command_is_tested() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert [*names, "model"] == COMMANDS


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version", capsys=capsys)[:2] == (0, "0.1.0\n")


def _seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def test_help_comes_at_once() -> None:
    """Nearly all of its time is Python and Typer; with them, 0.3 s hold on an idle machine."""
    floor = min(_seconds("-c", "import typer") for _ in range(5))
    ours = min(_seconds("-m", "graphbuild.cli", "--help") for _ in range(5))
    assert ours < 2 * floor + 0.05


@pytest.mark.parametrize("command", ["['--help']", "['query', '--help']"])
def test_help_loads_nothing_heavy(command: str) -> None:
    script = (
        "import sys\nfrom graphbuild.cli import main\n"
        f"try: main({command})\n"
        "except SystemExit: pass\n"
        f"print('HEAVY', sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "HEAVY []"


def test_view_writes_a_page(sample_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    status, out, err = run("view", "-g", sample_graph, "--out", page, "--state", "US", "--lang", "en", capsys=capsys)
    assert (status, out.strip()) == (0, str(page))
    assert err.startswith("2 talks, 2 parties")
    assert '<html lang="en" dir="ltr">' in page.read_text(encoding="utf-8")
    asked = ("--query", "partners", "--param", "name=منیاوی", "--until", "2025-01-31")
    assert run("view", "-g", sample_graph, "--out", page, *asked, capsys=capsys)[0] == 0
    _, _, err = run("view", "-g", sample_graph, "--out", page, "--since", "2025-01", capsys=capsys)
    assert err == "4 talks, 5 parties; 2 talks without a date are left out; open it in a browser\n"
    status, out, err = run("view", "-g", sample_graph, "--out", page, "--official", "رستکاران", capsys=capsys)
    assert (status, out) == (1, "")
    assert "did you mean «کاوه رستگاران»" in err


def test_query_lists_the_questions(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("query", capsys=capsys)
    assert status == 0
    assert "who-talked-to-whom" in out


def test_query_as_a_table(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("query", "mediators", "-g", sample_graph, capsys=capsys)
    assert status == 0
    assert "نخست‌وزیر قطر" in out
    assert "talk:" not in out  # ids are for scripts
    assert RLI not in out  # this is no terminal
    assert err == "1 rows\n"


def test_query_on_a_terminal_isolates_persian(
    sample_graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    _, out, _ = run("query", "who-talked-to-whom", "-g", sample_graph, capsys=capsys)
    assert RLI in out
    for line in out.splitlines():
        assert line.count(RLI) == line.count(PDI)  # each line is whole, also where a cell wraps
    for machine in ("--json", "--csv"):
        _, out, _ = run("query", "who-talked-to-whom", "-g", sample_graph, machine, capsys=capsys)
        assert RLI not in out
        assert "\x1b" not in out


def test_query_as_json(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(
        "query", "who-talked-to-whom", "-g", sample_graph, "--json", "-p", "since=2025-01-20", capsys=capsys
    )
    assert (status, err) == (0, "2 talks without a date are left out\n")
    (row,) = json.loads(out)
    assert row["date"] == "2025-01-20"
    assert row["b"] == "وزیر خارجه روسیه"


def test_query_about_a_topic_in_a_month(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("who-talked-to-whom", "--topic", "آتش بس", "--since", "2025-01", "--until", "2025-01")
    _, out, err = run("query", *asked, "-g", sample_graph, "--json", capsys=capsys)
    assert [row["kind"] for row in json.loads(out)] == ["phone_call", *["negotiation"] * 3]
    assert err == ""
    _, out, _ = run(
        "query", "who-talked-to-whom", "-p", "factuality=denied", "-g", sample_graph, "--json", capsys=capsys
    )
    assert json.loads(out)[0]["deniers"] == ["مهران بقائی‌فر"]


@pytest.mark.parametrize("machine", [[], ["--json"], ["--csv"]])
def test_an_empty_answer_says_why(sample_graph: Path, capsys: pytest.CaptureFixture[str], machine: list[str]) -> None:
    status, out, err = run("query", "talks-about", "--topic", "آتش‌پس", "-g", sample_graph, *machine, capsys=capsys)
    assert status == 0
    assert {"--json": lambda: json.loads(out) == [], "--csv": lambda: out.startswith("date,")}.get(
        "".join(machine), lambda: out == ""
    )()
    assert err.endswith("no topic «آتش‌پس» in this graph; did you mean «آتش‌بس در غزه»?\n")
    assert err.startswith("0 rows; ") == (not machine)


def test_query_as_csv(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = (
        "MATCH (t:Talk)-[:AT]->(p:Place) WHERE t.confidence > $n RETURN p.name AS place, t.date AS day ORDER BY day"
    )
    _, out, _ = run("query", question, "-p", "n=0", "-g", sample_graph, "--csv", capsys=capsys)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0] == {"place": "آنکارا", "day": "2024-12-01"}
    assert len(rows) == 3


def test_a_name_cannot_steer_the_terminal(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("query", "RETURN '\x1b[31mred\x07' AS x", "-g", sample_graph, capsys=capsys)
    assert "\x1b" not in out
    assert "\ufffd[31mred\ufffd" in out


def test_brackets_are_no_markup(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("query", "RETURN '[bold]x[/red]' AS x", "-g", sample_graph, capsys=capsys)
    assert "[bold]x[/red]" in out


def test_why(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("why", "رستگاران", "هالووی", "-g", sample_graph, capsys=capsys)
    assert status == 0
    for part in ("alleged", "denied", "news/agency-01.txt:162–213", "denies: مهران بقائی‌فر"):
        assert part in out


def test_why_as_json(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("why", "رستگاران", "هالووی", "-g", sample_graph, "--json", capsys=capsys)
    talks = json.loads(out)
    assert [talk["factuality"] for talk in talks] == ["alleged", "denied"]
    assert talks[1]["passages"][0]["quote"].startswith("بقائی‌فر تماس تلفنی")


def test_why_of_two_who_never_talked(sample_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("why", "هالووی", "المنیاوی", "-g", sample_graph, capsys=capsys)
    assert (status, out, err) == (0, "", "no talk between the two in this graph\n")


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "graphml", "gexf"])
def test_export(sample_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    status, out, _ = run("export", tmp_path, "--format", format, "-g", sample_graph, capsys=capsys)
    assert status == 0
    assert {Path(line) for line in out.splitlines()} == set(tmp_path.iterdir())


def test_evaluate_an_export_against_gold(
    records: Records, sample_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", tmp_path / "out", "-g", sample_graph, capsys=capsys)
    gold = {
        "document": "ministry-02.txt",
        "talks": [
            {
                "id": "doha",
                "participants": [["کاوه رستگاران"], ["طارق المنیاوی"]],
                "kind": ["negotiation"],
                "factuality": ["asserted"],
                "date": "2025-01-16",
                "place": None,
                "topics": [],
                "lines": [1],
            }
        ],
        "statements": [],
    }
    (tmp_path / "ministry-02.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    text = next(document.text for document in records.documents if document.path == "news/ministry-02.txt")
    (tmp_path / "ministry-02.txt").write_text(text, encoding="utf-8")
    status, out, err = run(
        "evaluate", tmp_path / "ministry-02.gold.json", "--export", tmp_path / "out", "--json", capsys=capsys
    )
    assert (status, err) == (0, "")
    assert json.loads(out)["talk"]["r"] == 1.0


def test_build_refuses_by_name_and_says_so_in_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    status, out, _ = run("build", tmp_path / "empty.txt", "--graph", tmp_path / "x.graph", capsys=capsys)
    assert status == 1
    assert "1 refused" in out
    assert "empty.txt" in out
    status, out, _ = run("build", tmp_path / "empty.txt", "--graph", tmp_path / "x.graph", "--json", capsys=capsys)
    assert status == 1
    assert json.loads(out)["refused"][0]["path"].endswith("empty.txt")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "x", "-g", "nowhere"], "graphbuild: nowhere: no graph here; make one with"),
        (["query", "who-talked", "-g", "GRAPH"], "did you mean 'who-talked-to-whom'"),
        (["query", "CREATE (:Topic {id: 'x'})", "-g", "GRAPH"], "the question would change the graph"),
        (["query", "partners", "-g", "GRAPH"], "--param name=VALUE"),
        (["why", "کاوه رستکاران", "هالووی", "-g", "GRAPH"], "did you mean «کاوه رستگاران»?"),
        (["export", "OUT", "-f", "xls", "-g", "GRAPH"], "unknown format 'xls'"),
        (["model", "info", "--model", "nowhere"], "give the folder of a Stanza model"),
    ],
)
def test_an_error_is_one_line_and_status_1(
    sample_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    places = {"GRAPH": str(sample_graph), "OUT": str(tmp_path)}
    status, out, err = run(*(places.get(one, one) for one in arguments), capsys=capsys)
    assert (status, out) == (1, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "mediators", "-p", "limit"], "'limit' has no value; write NAME=VALUE"),
        (["query", "mediators", "--csv", "--json"], "one of them at a time"),
        (["query", "MATCH (t:Talk) RETURN t.id", "--since", "2025-01"], "Cypher says them itself"),
        (["evaluate", "gold", "--noise", "--baseline"], "one of them at a time"),
        (["build"], "PATH"),
    ],
)
def test_a_wrong_option_is_status_2(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    status, _, err = run(*arguments, capsys=capsys)
    assert status == 2
    assert message in err


def test_review_shows_and_settles(sample_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = tmp_path / "copy.graph"
    shutil.copytree(sample_graph, graph)
    status, out, err = run("review", "-g", graph, capsys=capsys)
    assert (status, out) == (0, "")
    assert "nothing to look at" in err
    status, out, _ = run("review", "-g", graph, "--all", capsys=capsys)
    assert status == 0
    assert "taken for one talk" in out
    assert "[[not_same]]" in out
    _, out, _ = run("review", "-g", graph, "--all", "--json", "--limit", "1", capsys=capsys)
    (row,) = json.loads(out)
    assert (row["certainty"], row["number"]) == (0.95, 1)
    status, _, err = run("review", "-g", graph, "--all", "--accept", "7", capsys=capsys)
    assert status == 1
    assert "7: no such doubt" in err


def test_check_tells_by_its_exit_status(sample_graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = tmp_path / "copy.graph"
    shutil.copytree(sample_graph, graph)
    assert run("check", "-g", graph, capsys=capsys) == (0, "", "the graph is whole\n")
    (graph / "corrections.toml").write_text("[[alike]]\n", encoding="utf-8")
    status, out, err = run("check", "-g", graph, "--json", capsys=capsys)
    assert (status, err) == (1, "1 faults\n")
    assert json.loads(out)[0]["record"] == "corrections.toml"
