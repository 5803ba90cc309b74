"""The baseline to beat: the persons of a sentence with a talk word talked to each other.

Needs sentences and mentions only. Every talk is an asserted meeting (the most frequent values) without date, place and
topic; the speaker of a sentence with a speech word is its first person, else the speaker or first person before it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from graphbuild.document import Clean, Document, Sentence
from graphbuild.errors import LexiconError, PipelineError
from graphbuild.evaluate.fields import Fields
from graphbuild.evaluate.names import fold, same_party

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of ``talks.jsonl`` and ``statements.jsonl``, as far as scoring reads them."""

    talks: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)


def baseline(documents: Iterable[Document]) -> Rows:
    """Talks and statements of parsed documents; one talk for each set of persons in a document.

    Raises `PipelineError` for a document that is not parsed.
    """
    rows = Rows()
    for document in documents:
        _add(rows, document)
    return rows


def _add(rows: Rows, document: Document) -> None:
    if document.clean is None or document.sentences is None or document.mentions is None:
        raise PipelineError(f"{document.path}: the baseline needs sentences and mentions; parse the document first")
    persons = _persons(document.clean, document)
    seen: set[frozenset[str]] = set()
    last: str | None = None
    for number, sentence in enumerate(document.sentences):
        here = list(dict.fromkeys(persons.get(number, [])))
        words = {fold(form) for word in sentence.words for form in (word.text, *word.lemma.split("#"))}
        evidence = [_evidence(document, document.clean, sentence)]
        if len(here) >= 2 and frozenset(here) not in seen and words & _words("talk"):
            seen.add(frozenset(here))
            rows.talks.append(_talk(f"{document.path}:talk:{number}", here, evidence))
        last = here[0] if here else last
        if last is not None and words & _words("speech"):
            speaker = {"id": last, "name": last}
            rows.statements.append({"id": f"{document.path}:{number}", "speaker": speaker, "evidence": evidence})


def _persons(clean: Clean, document: Document) -> dict[int, list[str]]:
    """Names of persons by sentence; a name that fits an earlier one of the document is written as that one."""
    known: dict[str, None] = {}  # as an ordered set
    found: dict[int, list[str]] = {}
    for mention in document.mentions or ():
        if mention.label == "PER":
            text = clean.text[mention.start : mention.end]
            name = next((one for one in known if same_party([one], text)), text)
            known[name] = None
            found.setdefault(mention.sentence, []).append(name)
    return found


def _talk(identity: str, persons: list[str], evidence: list[Row]) -> Row:
    participants = [{"id": name, "name": name} for name in persons]
    values: Row = {"kind": "meeting", "factuality": "asserted", "date": None, "place": None, "topics": []}
    return {"id": identity, "participants": participants, "evidence": evidence, **values}


def _evidence(document: Document, clean: Clean, sentence: Sentence) -> Row:
    span = clean.raw_span(sentence.start, sentence.end)
    text = document.text[span.start : span.end]
    return {"document": document.path, "start": span.start, "end": span.end, "text": text, "rule": "co-occurrence"}


@cache
def _words(kind: str) -> frozenset[str]:
    """Folded words of one list of ``baseline.toml``."""
    path = files("graphbuild.evaluate") / "baseline.toml"
    fields = Fields.of(tomllib.loads(path.read_text(encoding="utf-8")), str(path), error=LexiconError)
    return frozenset(map(fold, fields.texts(kind)))
