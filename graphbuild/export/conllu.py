"""The parses of a graph as one CoNLL-U file, with the entities of the graph at their words.

Entities are written as CorefUD does (``Entity=(e1-person-1-official:0123…)`` in MISC): a number that joins the mentions
of one entity, its kind, the head word of the mention, and the id of the node that it is in the graph.
Format: https://ufal.mff.cuni.cz/corefud
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from graphbuild.document import Document, Sentence
from graphbuild.errors import InputError, StoreError
from graphbuild.link import Linker
from graphbuild.link.model import Entity, Links, Reference
from graphbuild.parse import conllu
from graphbuild.records import DocumentRecord, Records
from graphbuild.repair import Repairer
from graphbuild.store.folder import write_file

_HEADER = "# global.Entity = eid-etype-head-other"
_LABELS = {"person": "Official", "position": "Position", "state": "State", "organization": "Organization"}


def write(records: Records, parses: Path, path: Path) -> Path:
    """Write the parse of every document that has one in the folder `parses`; OSError passes on.

    Mentions are linked anew, with bare titles as Iran's; an entity whose name several nodes of the graph have, or none,
    has no node. Raises StoreError when no document has a parse.
    """
    kept = _kept(parses)
    nodes = _nodes(records)
    lines: list[str] = []
    entities = 0
    for record in records.documents:
        parsed = kept.get(_letters(_clean(record)))
        if parsed is None:
            continue
        published = date.fromisoformat(record.published) if record.published else None
        parsed = replace(parsed, path=record.path, title=record.title, source=record.source, published=published)
        document = Linker()(parsed)
        if document.clean is not None and document.sentences is not None and document.links is not None:
            trees = conllu.dumps(document.clean, document.sentences, document.mentions or (), name=_prefix(record))
            lines += _document(trees, document.sentences, document.links, record, nodes, entities)
            entities += len(document.links.entities)
    if not lines:
        raise StoreError(f"{parses}: no parse of a document of this graph; build the graph again with its texts")
    write_file(path, "\n".join([_HEADER, *lines, ""]).encode())
    return path


def _kept(folder: Path) -> dict[str, Document]:
    """Parses by the letters of their text; of two parses of one text (by two models) the newer file."""
    found = {}
    for path in sorted(folder.glob("*.conllu"), key=lambda path: (path.stat().st_mtime_ns, path.name)):
        try:
            parsed = conllu.loads(path.read_text(encoding="utf-8"), path=str(path))
        except (InputError, UnicodeDecodeError):
            continue  # cut short or damaged: as good as not there
        found[_letters(parsed.text)] = parsed
    return found


def _clean(record: DocumentRecord) -> str:
    clean = Repairer()(Document(path=record.path, text=record.text)).clean
    return clean.text if clean else ""


def _letters(text: str) -> str:
    return "".join(conllu.one_line(text).split())


def _prefix(record: DocumentRecord) -> str:
    """Of the names of a document's sentences: unique in the file, without spaces."""
    return record.id.rpartition(":")[2] + "-s"


def _document(
    trees: str,
    sentences: Sequence[Sentence],
    links: Links,
    record: DocumentRecord,
    nodes: dict[tuple[str, str], str],
    before: int,
) -> Iterator[str]:
    """The lines of one document; `before`: how many entities the file has already."""
    by_sentence: dict[int, list[Reference]] = defaultdict(list)
    for reference in links.references:
        by_sentence[reference.sentence].append(reference)
    yield f"# newdoc id = {conllu.one_line(record.path)}"
    block = -1
    for index, (sentence, tree) in enumerate(zip(sentences, trees.rstrip("\n").split("\n\n"), strict=False)):
        if sentence.block != block:
            block = sentence.block
            yield "# newpar"
        tags = _tags(by_sentence[index], links.entities, nodes, before)
        for line in tree.split("\n"):
            number = line.partition("\t")[0]
            yield _tagged(line, tags[int(number)]) if number.isdecimal() and int(number) in tags else line
        yield ""


def _tagged(line: str, tag: str) -> str:
    *cells, misc = line.split("\t")
    return "\t".join([*cells, f"Entity={tag}" if misc == "_" else f"{misc}|Entity={tag}"])


def _tags(
    references: Sequence[Reference],
    entities: Sequence[Entity],
    nodes: dict[tuple[str, str], str],
    before: int,
) -> dict[int, str]:
    """The brackets that open and close at each word, the wider mention outside."""
    closing: dict[int, list[tuple[int, str]]] = defaultdict(list)
    opening: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for reference in dict.fromkeys(references):
        entity = entities[reference.entity]
        eid = f"e{before + reference.entity + 1}"
        node = _node(entity, nodes)
        said = f"({eid}-{entity.kind}-1" + (f"-{node}" if node else "")
        if reference.first == reference.last:
            opening[reference.first].append((0, f"{said})"))
        else:
            opening[reference.first].append((-(reference.last - reference.first), said))
            closing[reference.last].append((-reference.first, f"{eid})"))
    tags = {}
    for word in sorted({*opening, *closing}):
        tags[word] = "".join(text for _, text in [*sorted(closing[word]), *sorted(opening[word])])
    return tags


def _node(entity: Entity, nodes: dict[tuple[str, str], str]) -> str | None:
    if entity.kind == "state" and entity.state:
        return nodes.get(("State", entity.state))
    names = dict.fromkeys([entity.name, *entity.names])
    found = {nodes[key] for name in names if (key := (_LABELS.get(entity.kind, ""), name)) in nodes}
    return found.pop() if len(found) == 1 else None


def _nodes(records: Records) -> dict[tuple[str, str], str]:
    """Ids by label and name, for names that only one node has."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for official in records.officials:
        for name in (official.name, *official.aliases):
            found["Official", name].add(official.id)
    for position in records.positions:
        found["Position", position.name].add(position.id)
    for state in records.states:
        found["State", state.id].add(state.id)
    for organization in records.organizations:
        found["Organization", organization.name].add(organization.id)
    return {key: owners.pop() for key, owners in found.items() if len(owners) == 1}
