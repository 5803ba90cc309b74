"""The jars of the Neo4j Community server: fetched once by Maven into a cache folder, and the Java that runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from graphbuild.errors import StoreError

JAVA = {"5": 17}  # the oldest that a series runs on
JAVA_OF_YEARS = 21  # of the releases that are named by year and month
BROWSER = "5.24.0"

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>graphbuild</groupId><artifactId>server</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{version}</version></dependency>
<dependency><groupId>org.neo4j.client</groupId><artifactId>neo4j-browser</artifactId><version>{browser}</version></dependency>
</dependencies></project>
"""


def default_cache() -> Path:
    """The cache folder by the XDG rules."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphbuild"


def java(version: str) -> str:
    """The Java to run a version of the server with: of JAVA_HOME, else of PATH. StoreError: missing or too old."""
    oldest = JAVA.get(version.partition(".")[0], JAVA_OF_YEARS)
    mend = (
        f"install Java {oldest} or later, which Neo4j {version} needs (Debian: apt-get install "
        f"openjdk-{oldest}-jre-headless), or let JAVA_HOME name one that is there"
    )
    home = os.environ.get("JAVA_HOME")
    found = (home and shutil.which("java", path=str(Path(home, "bin")))) or shutil.which("java")
    if found is None:
        raise StoreError(f"java is not there: {mend}")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    number = re.search(r'version "(\d+)', said)
    if number is None or int(number[1]) < oldest:
        raise StoreError(f"{found} is too old ({said.splitlines()[0] if said else 'no version'}): {mend}")
    return found


def fetch(version: str, cache: Path) -> Path:
    """The folder of a version's jars; downloads them (137 MB) if the cache lacks them. StoreError if Maven cannot."""
    folder = cache / f"neo4j-{version}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise StoreError("mvn is not there: install Maven, which fetches the server (Debian: apt-get install maven)")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        pom, jars = Path(scratch, "pom.xml"), Path(scratch, "jars")
        pom.write_text(_POM.format(version=version, browser=BROWSER), encoding="utf-8")
        command = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise StoreError(f"Maven could not fetch Neo4j {version}: {_reason(done.stdout)}")
        if not folder.is_dir():  # another process may have been first
            jars.rename(folder)
    return folder


def browser(folder: Path) -> Path:
    """The jar of Neo4j Browser among the fetched ones."""
    return folder / f"neo4j-browser-{BROWSER}.jar"


def _reason(output: str) -> str:
    """What Maven says, and what to do: it puts a version that is not there apart from a network that is not."""
    said = next((line.removeprefix("[ERROR] ") for line in output.splitlines() if "ERROR" in line), "no reason given")
    if re.search(r"Could not find artifact|was not found in", output):
        mend = "there is no such version; give one that exists"
    elif re.search(r"Could not transfer|Unknown host|[Cc]onnect|[Nn]etwork|timed out|offline", output):
        mend = "the network or the mirror in Maven's settings.xml does not answer; mend it and try again"
    else:
        mend = "look into what it says"
    return f"{mend}: {said[:300]}"
