"""The server in a container: Neo4j's official image, run by the Docker engine of this machine through its own client.

A container lives from one `up` to the next `down`; what is kept lies in the home, which it sees three folders of.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

from graphbuild.errors import StoreError
from graphbuild.server import process
from graphbuild.server import state as states
from graphbuild.server.settings import BROWSER, STOP_SECONDS, settings
from graphbuild.server.state import State

IMAGE = "neo4j:{version}-community"

_LABEL = "graphbuild.home"
_FOLDERS = ("data", "import", "logs")  # of the home, and by the same names at the container's root
_LIB = "/var/lib/neo4j/lib"  # where the image has the server's jars
_ORIGINAL = "browser.original.jar"
_INSTEAD = "or, for a new home, take Java with --engine java"
_MOVE = f"choose one of this machine's own with docker context use, {_INSTEAD}"
_MENDS = {  # what Docker says, and what to do about it
    r"permission denied.*docker": f"you may not talk to the Docker engine; be added to the group docker, {_INSTEAD}",
    r"annot connect|error during connect|failed to connect": f"the Docker engine does not run; start it, {_INSTEAD}",
    r"allocated|already in use|not available": "the port is taken; give another with --bolt-port or --http-port",
    r"no space left": "the disk is full; make room where Docker keeps its images",
    r"toomanyrequests": f"the registry lets nobody fetch so much; log in with docker login, {_INSTEAD}",
    r"no such host|time(d )?-?out|refused|reset|unreachable|EOF|TLS|x509|proxy|misbehaving|deadline": "the registry "
    f"does not answer; mend the network, name an image that is here or on a mirror with --image, {_INSTEAD}",
    r"manifest|not found|denied|not exist|invalid reference": f"no such image; name one with --image, {_INSTEAD}",
}


def image_of(version: str, image: str | None) -> str:
    """The image to run: the official one of a version, or the one that is named, with that version if it has no tag."""
    if image and ":" not in image.rpartition("/")[2]:
        return f"{image}:{IMAGE.format(version=version).partition(':')[2]}"
    return image or IMAGE.format(version=version)


def ready(image: str, say: Callable[[str], None]) -> None:
    """Make sure that an engine runs here and has the image, which is fetched if it lacks it. StoreError otherwise."""
    endpoint = _docker("context", "inspect", "--format={{.Endpoints.docker.Host}}")
    if not endpoint.startswith(("unix://", "npipe://")):
        raise StoreError(
            f"Docker's engine is another machine's ({endpoint}), which sees no folder of this one: {_MOVE}"
        )
    if re.search("name=(rootless|userns)", _docker("info", "--format={{.SecurityOptions}}")):
        raise StoreError(f"Docker's engine gives its containers other users than this machine's: {_MOVE}")
    try:
        _docker("image", "inspect", image)
    except StoreError:  # it is not here
        say(f"fetching the image {image}")
        _docker("pull", "--quiet", image, about=image)


def start(home: Path, state: State, more: Mapping[str, str], say: Callable[[str], None]) -> State:
    """Start the server of a home, with `more` settings than ours. StoreError when Docker cannot."""
    ready(state.image, say)
    states.write(home, state)
    stop(home)  # one that ended is in the way
    for folder in _FOLDERS:
        (home / folder).mkdir(exist_ok=True)  # Docker would make them its own
    environment = home / "environment"
    states.write_secret(environment, "".join(f"{name}={value}\n" for name, value in variables(state, more).items()))
    try:
        _docker("create", f"--env-file={environment}", *arguments(home, state), state.image, about=str(home))
    finally:
        environment.unlink()
    if not _add_style(home):
        say(f"{state.image} has no Browser in {_LIB}: it goes without our style")
    say("starting")
    try:
        _docker("start", name_of(home), about=str(home))
    except StoreError:
        stop(home)
        raise
    return state


def name_of(home: Path) -> str:
    """The name of a home's container."""
    return f"graphbuild-neo4j-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"


def variables(state: State, more: Mapping[str, str]) -> Mapping[str, str]:
    """The container's environment: the settings in the image's spelling, and the password until it is set."""
    found = settings(state, listen="0.0.0.0", more=more)  # of the container, which is published at loopback alone
    spelled = {f"NEO4J_{name.replace('_', '__').replace('.', '_')}": value for name, value in found.items()}
    return spelled if state.password_set else {"NEO4J_AUTH": f"neo4j/{state.password}", **spelled}


def arguments(home: Path, state: State) -> list[str]:
    """What `docker create` is told of a home's container, but its environment and image; there is no secret in it."""
    quoted = str(home).replace('"', '""')  # the fields of a mount are CSV
    return [
        f"--name={name_of(home)}",
        f"--label={_LABEL}={home}",
        *([f"--user={os.getuid()}:{os.getgid()}"] if hasattr(os, "getuid") else []),
        *(f"--publish={process.LOOPBACK}:{port}:{port}" for port in (state.bolt_port, state.http_port)),
        *(f'--mount=type=bind,"source={quoted}/{folder}",target=/{folder}' for folder in _FOLDERS),
    ]


def runs(home: Path) -> bool:
    """Whether the container of a home runs. StoreError when Docker does not tell."""
    return bool(_found(home))


def stop(home: Path) -> None:
    """Stop the container of a home, if there is one, and remove it; one that does not end in a minute is killed."""
    if running := _found(home):
        _docker("stop", "-t", str(STOP_SECONDS), running, about=str(home))
    if ended := _found(home, "--all"):
        _docker("rm", "--force", "--volumes", ended, about=str(home))


def last_words(home: Path) -> str:
    """The last lines that the container printed, and whose they are."""
    said = _docker("logs", "--tail=200", name_of(home), about=str(home), stderr=subprocess.STDOUT)
    return f"the container {name_of(home)} ended with: {process.last_lines(said)}"


def _found(home: Path, *more: str) -> str:
    """The id of a home's container if it runs, or, with --all, exists."""
    wanted = (f"--filter=name=^{name_of(home)}$", f"--filter=label={_LABEL}={home}")
    return _docker("ps", "--quiet", *wanted, *more, about=str(home))


def _add_style(home: Path) -> bool:
    """Put our files into the Browser of a container that was not started yet; false when it has none."""
    from graphbuild.browser import add_to_jar

    jar = _copy_out(home)
    if jar is None:
        return False
    changed = home / BROWSER
    add_to_jar(home / _ORIGINAL, changed)
    (home / _ORIGINAL).unlink()
    changed.chmod(0o644)  # the copy is root's, and the server is not
    _docker("cp", str(changed), f"{name_of(home)}:{_LIB}/{jar}", about=str(home))
    return True


def _copy_out(home: Path) -> str | None:
    """Copy the Browser of a container into its home and give its name there, which goes by a version of its own."""
    command = [_client(), "cp", f"{name_of(home)}:{_LIB}", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as copy:
        try:
            with tarfile.open(fileobj=copy.stdout, mode="r|") as jars:
                for member in jars:
                    name = Path(member.name).name
                    if re.fullmatch(r"neo4j-browser-.*\.jar", name) and (source := jars.extractfile(member)):
                        (home / _ORIGINAL).write_bytes(source.read())
                        return name
        except tarfile.ReadError:  # there is no such folder
            pass
        finally:
            copy.kill()  # the rest of the folder is of no use
    return None


def _client() -> str:
    found = shutil.which("docker")
    if found is None:
        raise StoreError(f"docker is not there: install Docker, {_INSTEAD}")
    return found


def _docker(*words: str, about: str = "Docker", stderr: int = subprocess.PIPE) -> str:
    """What a command of Docker's client prints. StoreError with what to do when it fails."""
    done = subprocess.run([_client(), *words], stdout=subprocess.PIPE, stderr=stderr, text=True, check=False)
    if done.returncode:
        raise StoreError(f"{about}: {reason(done.stderr or done.stdout)}")
    return done.stdout.strip()


def reason(said: str) -> str:
    """What Docker says, and before it what to do."""
    text = " ".join(said.split())
    mend = next((mend for sign, mend in _MENDS.items() if re.search(sign, text)), "look into what Docker says")
    return f"{mend}: {text[-300:]}"
