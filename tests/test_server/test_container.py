"""The server by Docker, as far as it needs no engine: what is asked of Docker's client, and what its answers mean.

A client of ours writes down what it is asked. The life of a real container is `tests/docker_life.py`, run by hand.
"""

import json
import os
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild import server
from graphbuild.errors import StoreError
from graphbuild.server import container
from graphbuild.server import state as states
from graphbuild.server.state import State

STATE = State("5.26.30", "hidden-word", 7001, 7002, kind="docker", image="neo4j:5.26.30-community")
CLIENT = """#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> asked
case $1 in
context) echo "${ENGINE:-unix:///var/run/docker.sock}";;
info) echo "[name=seccomp${SECURITY:-}]";;
image) exit "${MISSING:-0}";;
pull) echo "Error response from daemon: manifest for $3 not found: manifest unknown" >&2; exit 1;;
create) for word; do case $word in --env-file=*)
    ls -l "${word#*=}" | cut -c1-10 > rights; cat "${word#*=}" > environment;; esac; done;;
start) echo "Error response from daemon: Bind for 127.0.0.1:7001 failed: port is already allocated" >&2; exit 1;;
esac
"""


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a client that is first on the path."""
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "docker").write_text(CLIENT)
    (folder / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def nothing(text: str) -> None:
    pass


def test_the_password_goes_by_a_file_of_its_owner_that_does_not_stay(client: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    said: list[str] = []
    with pytest.raises(StoreError, match=r"home: the port is taken; give another with --bolt-port .*: Error response"):
        container.start(home, STATE, {"server.databases.read_only": "neo4j"}, said.append)
    assert (client / "rights").read_text() == "-rw-------\n"
    assert not (home / "environment").exists()
    environment = dict(line.split("=", 1) for line in (client / "environment").read_text().splitlines())
    assert environment["NEO4J_AUTH"] == "neo4j/hidden-word"
    assert environment["NEO4J_server_memory_heap_max__size"] == "1g"
    assert environment["NEO4J_server_databases_read__only"] == "neo4j"
    assert environment["NEO4J_server_bolt_listen__address"] == "0.0.0.0:7001"
    assert environment["NEO4J_browser_post__connect__cmd"].endswith(":7002/browser/graphbuild.grass")
    asked = (client / "asked").read_text()
    assert "hidden-word" not in asked
    assert "--publish=127.0.0.1:7001:7001 --publish=127.0.0.1:7002:7002" in asked
    assert all((home / folder).is_dir() for folder in ("data", "import", "logs"))
    assert stat.S_IMODE((home / "graphbuild.json").stat().st_mode) == 0o600
    assert any("without our style" in line for line in said)


def test_a_password_that_is_set_is_told_to_no_container() -> None:
    assert "NEO4J_AUTH" in container.variables(STATE, {})
    assert "hidden-word" not in str(container.variables(replace(STATE, password_set=True), {}))


def test_a_container_is_the_callers_and_of_one_home() -> None:
    told = container.arguments(Path('/a,b:c/d"e'), STATE)
    assert f"--user={os.getuid()}:{os.getgid()}" in told
    assert '--mount=type=bind,"source=/a,b:c/d""e/data",target=/data' in told
    assert '--label=graphbuild.home=/a,b:c/d"e' in told
    assert container.name_of(Path("/a")) != container.name_of(Path("/b"))
    assert container.name_of(Path("/ا")).removeprefix("graphbuild-neo4j-").isalnum()


@pytest.mark.parametrize(
    ("given", "image"),
    [
        (None, "neo4j:5.26.30-community"),
        ("mirror.example:5000/neo4j", "mirror.example:5000/neo4j:5.26.30-community"),
        ("neo4j:5.26", "neo4j:5.26"),
        ("neo4j@sha256:0a", "neo4j@sha256:0a"),
    ],
)
def test_the_image(given: str | None, image: str) -> None:
    assert container.image_of("5.26.30", given) == image


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"MISSING": "1"}, "no such image; name one with --image"),
        ({"ENGINE": "ssh://far"}, r"another machine's \(ssh://far\)"),
        ({"SECURITY": " name=rootless"}, "other users than this machine's"),
    ],
)
def test_without_docker_of_use_it_is_java_and_one_line_says_why(
    client: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], why: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    programs = tmp_path / "programs"
    programs.mkdir()
    for program in ("sh", "dirname"):
        found = shutil.which(program)
        assert found
        (programs / program).symlink_to(found)
    monkeypatch.setenv("PATH", f"{client}{os.pathsep}{programs}")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    said: list[str] = []
    with pytest.raises(StoreError, match="java is not there"):
        server.up(home=tmp_path / "home", say=said.append)
    (line,) = (line for line in said if line.startswith("with Java"))
    assert "\n" not in line
    with pytest.raises(StoreError, match=why):
        server.up(home=tmp_path / "home", engine="docker")
    with pytest.raises(StoreError, match=why) as error:
        container.ready("neo4j:5.26.30-community", nothing)
    assert str(error.value) in line


def test_without_a_client_it_is_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    said: list[str] = []
    with pytest.raises(StoreError, match="java is not there"):
        server.up(home=tmp_path / "home", say=said.append)
    (line,) = said
    assert line.startswith("with Java, since Docker is of no use here: docker is not there: install Docker, or")


def test_a_home_goes_on_with_what_it_was_begun_with(tmp_path: Path) -> None:
    states.write(tmp_path, STATE)
    with pytest.raises(StoreError, match="begun with docker and goes on with it, not with java: leave out --engine"):
        server.up(home=tmp_path, engine="java")
    old = {name: value for name, value in json.loads((tmp_path / states.FILE).read_text()).items() if name != "kind"}
    (tmp_path / states.FILE).write_text(json.dumps(old))
    assert server.status(tmp_path).kind == "java"  # of a time that knew only Java
    with pytest.raises(StoreError, match="begun with java and goes on with it, not with docker: leave out --image"):
        server.up(home=tmp_path, image="neo4j:5")
    with pytest.raises(StoreError, match="the image neo4j:5 is for Docker"):
        server.up(home=tmp_path, image="neo4j:5", engine="java")


def test_a_kind_that_nobody_knows_is_damage(tmp_path: Path) -> None:
    states.write(tmp_path, STATE)
    path = tmp_path / states.FILE
    path.write_text(path.read_text().replace('"docker"', '"podman"'))
    with pytest.raises(StoreError, match="damaged"):
        server.status(tmp_path)


def test_status_does_not_guess_when_docker_does_not_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states.write(tmp_path, STATE)
    monkeypatch.setenv("PATH", str(tmp_path))
    for asked in (server.status, server.down):
        with pytest.raises(StoreError, match="docker is not there"):
            asked(tmp_path)


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        (
            "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
            "you may not talk to the Docker engine; be added to the group docker",
        ),
        ("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?", "start it, or, for a new"),
        (
            'Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host',
            "the registry does not answer",
        ),
        ('Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused', "does not answer"),
        ("toomanyrequests: You have reached your pull rate limit", "log in with docker login"),
        ("pull access denied for x, repository does not exist or may require 'docker login'", "no such image"),
        ("manifest for neo4j:9-community not found: manifest unknown", "no such image"),
        ("listen tcp4 127.0.0.1:7687: bind: address already in use", "the port is taken"),
        ("write /x: no space left on device", "the disk is full"),
        ("x", "look into what Docker says: x"),
    ],
)
def test_docker_is_understood(said: str, mend: str) -> None:
    assert mend in container.reason(said)
