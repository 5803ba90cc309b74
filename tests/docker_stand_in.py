"""An image for machines that reach no registry: the server's jars and Java, laid out as the official image does.

python tests/docker_stand_in.py NAME

Its entry point does what Neo4j's manual says of the official image, as far as `graphbuild neo4j up` uses it:
NEO4J_AUTH, settings from NEO4J_… variables, the folders /data, /logs and /import, any --user, or root, who becomes the
user neo4j. It is no more than that: only a run with the official image shows that graphbuild works with that.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from quick_server import QUICK

from graphbuild import server
from graphbuild.server import jars

HOME = "/var/lib/neo4j"
JAVA = "/opt/java/openjdk"
PROGRAMS = ["tini", "bash", "cat", "chown", "grep", "id", "sed", "setpriv", "test"]
ENTRY = r"""#!/usr/bin/bash
set -eu
[ "$1" = neo4j ] || exec "$@"
as=()
if [ "$(id -u)" = 0 ]; then
  chown -R neo4j:neo4j "$NEO4J_HOME" /data /logs
  as=(setpriv --reuid=neo4j --regid=neo4j --clear-groups)
fi
for folder in /data /logs; do
  "${as[@]}" test -w "$folder" || { echo "Folder $folder is not accessible for this user" >&2; exit 1; }
done
conf=$NEO4J_HOME/conf/neo4j.conf
echo server.default_listen_address=0.0.0.0 > "$conf"
[ -d /import ] && NEO4J_server_directories_import=${NEO4J_server_directories_import:-/import}
NEO4J_server_directories_logs=${NEO4J_server_directories_logs:-/logs}
for name in $(compgen -v | grep '^NEO4J_'); do
  case $name in NEO4J_AUTH|NEO4J_HOME|NEO4J_EDITION) continue;; esac
  setting=$(sed 's/^NEO4J_//; s/_/./g; s/\.\./_/g' <<< "$name")
  sed -i "/^$setting=/d" "$conf"
  echo "$setting=${!name}" >> "$conf"
done
java=("${as[@]}" java -cp "$NEO4J_HOME/lib/*")
[ -z "${NEO4J_AUTH:-}" ] || "${java[@]}" org.neo4j.cli.AdminTool dbms set-initial-password "${NEO4J_AUTH#neo4j/}"
exec "${java[@]}" org.neo4j.server.CommunityEntryPoint --home-dir="$NEO4J_HOME" --config-dir="$NEO4J_HOME/conf"
"""
USERS = "root:x:0:0::/root:/usr/bin/bash\nneo4j:x:7474:7474::/var/lib/neo4j:/usr/bin/bash\n"


def build(name: str) -> None:
    """Make the image, of one layer, from what is on this machine."""
    variables = {"JAVA_HOME": JAVA, "NEO4J_HOME": HOME, "PATH": f"{JAVA}/bin:/usr/bin", "JAVA_TOOL_OPTIONS": QUICK}
    changes = [
        *(f'ENV {key}="{value}"' for key, value in variables.items()),
        f"WORKDIR {HOME}",
        "VOLUME /data /logs",
        'ENTRYPOINT ["tini", "-g", "--", "/startup/docker-entrypoint.sh"]',
        'CMD ["neo4j"]',
    ]
    command = ["docker", "import", *(word for change in changes for word in ("--change", change)), "-", name]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as importing:
        with tarfile.open(fileobj=importing.stdin, mode="w|", dereference=True) as root:
            _fill(root)
        assert importing.stdin
        importing.stdin.close()
    assert importing.returncode == 0


def _fill(root: tarfile.TarFile) -> None:
    runtime = Path(jars.java(server.VERSION)).resolve()
    for folder in ("startup", "etc"):
        _directory(root, folder, 0o755)
    for folder in ("tmp", "data", "logs", HOME, f"{HOME}/conf"):
        _directory(root, folder, 0o1777)
    for link in ("data", "logs"):
        _link(root, f"{HOME}/{link}", f"/{link}")
    _text(root, "startup/docker-entrypoint.sh", ENTRY, 0o755)
    _text(root, "etc/passwd", USERS, 0o644)
    _text(root, "etc/group", "root:x:0:\nneo4j:x:7474:\n", 0o644)
    programs = [Path(found).resolve() for program in PROGRAMS if (found := shutil.which(program))]
    assert len(programs) == len(PROGRAMS), f"this machine lacks one of {PROGRAMS}"
    for program, path in zip(PROGRAMS, programs, strict=True):
        _add(root, path, f"usr/bin/{program}")
    libraries = {
        library for path in (*programs, runtime, *runtime.parents[1].rglob("*.so")) for library in _needs(path)
    }
    for library in sorted(libraries):
        _add(root, Path(library), library)
    for path in sorted(runtime.parents[1].rglob("*")):
        if path.is_file() and "jmods" not in path.parts:
            _add(root, path, f"{JAVA}/{path.relative_to(runtime.parents[1])}")
    for path in sorted(jars.fetch(server.VERSION, jars.default_cache()).iterdir()):
        _add(root, path, f"{HOME}/lib/{path.name}")


def _needs(path: Path) -> list[str]:
    """The libraries of a program, where it looks for them, but those of Java itself."""
    said = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False).stdout
    found = re.findall(r"(?:=> )?(/\S+) \(0x", said)
    return [library for library in found if "/jvm/" not in library]


def _add(root: tarfile.TarFile, path: Path, name: str) -> None:
    """Add a file, and the folders that it lies in: Docker would let only root into them."""
    name = name.lstrip("/")
    for folder in reversed(Path(name).parents[:-1]):
        if str(folder) not in root.getnames():
            _directory(root, str(folder), 0o755)
    root.add(path, name)


def _directory(root: tarfile.TarFile, name: str, mode: int) -> None:
    member = tarfile.TarInfo(name.lstrip("/"))
    member.type, member.mode = tarfile.DIRTYPE, mode
    root.addfile(member)


def _link(root: tarfile.TarFile, name: str, target: str) -> None:
    member = tarfile.TarInfo(name.lstrip("/"))
    member.type, member.linkname = tarfile.SYMTYPE, target
    root.addfile(member)


def _text(root: tarfile.TarFile, name: str, text: str, mode: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(text.encode()), mode
    root.addfile(member, io.BytesIO(text.encode()))


if __name__ == "__main__":
    build(sys.argv[1])
