"""The life of a server by Docker, against a real engine: run by hand, since few machines that test have an engine.

python tests/docker_life.py [--image NAME] [--stand-in]

Starts, loads, asks, stops, kills and starts again; says each thing that it saw, and ends with the first that is not so.
Takes the official image, another one by --image, or, with --stand-in, one that is made here (docker_stand_in.py).
Leaves no container; an image that it made is removed.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import docker_stand_in
import pytest
from sample_graph import sample_records

from graphbuild import browser, server
from graphbuild.errors import StoreError
from graphbuild.graph import Graph
from graphbuild.server import container
from graphbuild.store.embedded import EmbeddedStore

STAND_IN = "graphbuild-stand-in:1"
QUERY = "MATCH (o:Official)-[:TALKED_WITH]->(p:Official) RETURN o.name, p.name ORDER BY o.name, p.name"
_begun = time.monotonic()


def main() -> None:
    """Take the options, and go through a life."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--image")
    options.add_argument("--stand-in", action="store_true")
    given = options.parse_args()
    image = STAND_IN if given.stand_in else given.image
    if given.stand_in:
        docker_stand_in.build(STAND_IN)
        saw(f"the image {STAND_IN} made")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "ho,me of \"a: server'")  # Docker's own options split at most of these
        try:
            live(home, Path(folder, "sample.graph"), image)
        finally:
            server.down(home)
            if given.stand_in:
                subprocess.run(["docker", "image", "rm", "--force", STAND_IN], check=True, capture_output=True)


def live(home: Path, folder: Path, image: str | None) -> None:
    """From the first start to the last stop."""
    with EmbeddedStore(folder) as store:
        store.load(sample_records())
    first = up(home, image)
    assert (first.kind, first.container, first.running) == ("docker", container.name_of(home), True), first
    saw(f"up: {first.uri}, container {first.container}")
    looks(home, first)
    with Graph.open(folder) as graph:
        loaded = graph.load_into(first.uri, password=first.password).changes
        assert loaded
        saw(f"loaded: {loaded}")
        asked = command(home, "query", QUERY, "--to", "local", "--json")
        assert len(json.loads(asked)) == 4, asked
        saw(f"asked in Cypher: {len(json.loads(asked))} rows")
        styled(home, first)
        assert up(home, image).container == first.container
        saw("up while it runs: the same container")
        refuses(home)
        assert server.down(home)
        gone(home)
        assert not server.down(home)
        saw("down: not running, no container left, a second down says so")
        second = up(home, None)
        assert (second.uri, second.password) == (first.uri, first.password)
        assert "NEO4J_AUTH" not in inspected(home)
        assert graph.load_into(second.uri, password=second.password).changes == {}
        assert json.loads(command(home, "neo4j", "status", "--json"))["running"]
        saw("up without naming engine or image: Docker again, same address and password, data kept, no password given")
        docker("kill", "--signal=KILL", container.name_of(home))
        assert not server.status(home).running
        saw("killed with -9: status says that it does not run")
        third = up(home, None)
        assert graph.load_into(third.uri, password=third.password).changes == {}
        styled(home, third)
        saw("up after the kill: data and style are there")
        command(home, "neo4j", "down")
        gone(home)
        fails(home)
        fourth = up(home, None)
        assert graph.load_into(fourth.uri, password=fourth.password).changes == {}
        saw("up after starts that failed: data kept")
    server.down(home)
    gone(home)
    saw("all of it is so")


def looks(home: Path, status: server.Status) -> None:
    """Who may see what: ports at loopback alone, the password in no arguments and in files of the owner's alone."""
    for line in docker("port", container.name_of(home)).splitlines():
        assert line.rpartition("-> ")[2].startswith("127.0.0.1:"), line
    created = json.loads(inspected(home))[0]
    assert status.password not in json.dumps([created["Args"], created["Path"], created["Config"]["Cmd"]])
    assert not (home / "environment").exists()
    for path in (home, home / "graphbuild.json"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    if os.getuid():
        assert created["Config"]["User"] == f"{os.getuid()}:{os.getgid()}"
        assert all(path.stat().st_uid == os.getuid() for path in (home / "data").rglob("*"))
    saw(f"published at {docker('port', container.name_of(home)).splitlines()}; the password is its owner's alone")


def styled(home: Path, status: server.Status) -> None:
    """The Browser is served, with our files in it."""
    with tempfile.TemporaryDirectory() as folder:
        for path in browser.write_files(Path(folder)):
            with urlopen(f"{status.browser}{path.name}") as served:
                assert served.read() == path.read_bytes(), path.name
    with urlopen(status.browser) as page:
        assert b"<html" in page.read().lower()
    address = command(home, "browser", "who-talked-to-whom", "--print")
    assert address.startswith(status.browser)
    saw(f"Browser serves its page and {', '.join(browser.FILES)}")


def refuses(home: Path) -> None:
    """A home of Docker's does not become Java's."""
    with pytest.raises(StoreError, match="was begun with docker and goes on with it, not with java") as refused:
        server.up(home=home, engine="java")
    saw(f"refused: {refused.value}")


def fails(home: Path) -> None:
    """What stands in the way is named, and nothing is left of it."""
    with pytest.raises(StoreError, match=r"ended with: .*server\.no_such") as wrong:
        server.up(home=home, settings={"server.no_such": "1"})
    saw(f"a wrong setting: {wrong.value}")
    gone(home)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(StoreError, match="is taken") as taken:
            server.up(home=home, bolt_port=other.getsockname()[1])
    saw(f"a taken port: {taken.value}")
    with pytest.raises(StoreError, match="does not answer") as nowhere:
        container.ready("graphbuild.invalid/none:1", saw)
    saw(f"an image of nowhere: {nowhere.value}")


def gone(home: Path) -> None:
    """There is no container of that home."""
    assert not server.status(home).running
    assert not docker("ps", "--all", "--quiet", f"--filter=label=graphbuild.home={home}")


def up(home: Path, image: str | None) -> server.Status:
    """Start it as the command line does."""
    return server.up(home=home, engine="docker" if image is None else None, image=image, say=saw)


def command(home: Path, *words: str) -> str:
    """What a command of graphbuild prints about the server of that home."""
    environment = {**os.environ, "GRAPHBUILD_NEO4J_HOME": str(home)}
    done = subprocess.run([sys.executable, "-m", "graphbuild", *words], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def docker(*words: str) -> str:
    return subprocess.run(["docker", *words], check=True, capture_output=True, text=True).stdout.strip()


def inspected(home: Path) -> str:
    return docker("inspect", container.name_of(home))


def saw(what: str) -> None:
    print(f"{time.monotonic() - _begun:6.0f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
