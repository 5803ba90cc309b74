"""How the ids in ``corrections.toml`` outlive rebuilds.

A correction means mentions: places of a text that tell of a talk or statement. The id of a mention is made of its
document's name (below the PATH that brought it), its sentence and the word that tells of it, so that other texts, other
rules and other corrections leave it alone. The id of a talk is made of what the talk is, and changes with it: what such
an id of the corrections stood for is therefore kept in ``corrections.lock.json`` beside them, from the first build that
knows it. It is looked for there, then in the graph as it was before the build, then in the graph without corrections.

Limit: when the sentence itself is rewritten, or its file renamed, the mention is another one, and the build says that
the correction means nothing any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphbuild.errors import CorrectionsError
from graphbuild.records import Records
from graphbuild.store.folder import write_file

Known = Mapping[str, frozenset[str]]
"""Ids of talks and statements → the anchors of their mentions."""

_FILE = "corrections.lock.json"


def of_records(records: Records) -> dict[str, frozenset[str]]:
    """The mentions of all talks and statements of a graph."""
    found = {talk.id: frozenset(talk.anchors) for talk in records.talks}
    return found | {statement.id: frozenset(statement.anchors) for statement in records.statements}


def meant(id: str, present: Iterable[str], *sources: Known) -> frozenset[str]:
    """The mentions among those present that an id of the corrections means, by the first source that knows any."""
    here = frozenset(present)
    if id.startswith("mention:"):
        return here & {id}
    return next((found for source in sources if (found := source.get(id, frozenset()) & here)), frozenset())


def load(folder: Path) -> dict[str, frozenset[str]]:
    """What the ids in the corrections of a graph folder stood for. Raises CorrectionsError for a damaged file."""
    path = folder / _FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {id: frozenset(anchors) for id, anchors in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError):
        raise CorrectionsError(
            f"{path}: damaged; delete it: it is made again from the ids that are known now"
        ) from None


def save(folder: Path, known: Known) -> None:
    """Keep what the ids stand for; without any there is no file."""
    path = folder / _FILE
    if known:
        rows = {id: sorted(known[id]) for id in sorted(known)}
        write_file(path, (json.dumps(rows, indent=1) + "\n").encode())
    else:
        path.unlink(missing_ok=True)
