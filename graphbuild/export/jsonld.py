"""JSON-LD with provenance: schema.org for the things, PROV-O for where they come from, Web Annotation for the quotes.

One file, whose context stands in it: nothing is fetched to read it. Every evidence is an annotation of its document, by
a position selector (offsets in Unicode characters) and a quote selector; its body is what it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphbuild import __version__, ids
from graphbuild.records import EntityRef, Evidence, Records, Statement, Talk
from graphbuild.store.folder import write_file

BASE = "urn:graphbuild:"  # of all nodes of a graph; `_PREFIX` stands for it in the file
_PREFIX = "g:"
_AROUND = 32  # characters of context that a quote selector keeps on each side
_BUILD = f"{_PREFIX}activity:build"
_AGENT = f"{_PREFIX}agent:graphbuild:{__version__}"

_Node = dict[str, Any]

CONTEXT: _Node = {
    "g": BASE,
    "gb": "urn:graphbuild:vocabulary:",
    "schema": "http://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "name": {"@id": "schema:name", "@language": "fa"},
    "name_en": {"@id": "schema:name", "@language": "en"},
    "aliases": {"@id": "schema:alternateName", "@language": "fa", "@container": "@set"},
    "title": {"@id": "schema:headline", "@language": "fa"},
    "published": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "url": {"@id": "schema:url", "@type": "xsd:anyURI"},
    "date": {"@id": "schema:startDate", "@type": "xsd:date"},
    "participants": {"@id": "schema:attendee", "@type": "@id", "@container": "@set"},
    "mediators": {"@id": "gb:mediator", "@type": "@id", "@container": "@set"},
    "topics": {"@id": "schema:about", "@type": "@id", "@container": "@set"},
    "mentions": {"@id": "schema:mentions", "@type": "@id", "@container": "@set"},
    "place": {"@id": "schema:location", "@type": "@id"},
    "text": {"@id": "schema:text", "@language": "fa"},
    "speaker": {"@id": "schema:author", "@type": "@id"},
    "state": {"@id": "gb:state", "@type": "@id"},
    "organization": {"@id": "gb:organization", "@type": "@id"},
    "official": {"@id": "gb:official", "@type": "@id"},
    "position": {"@id": "gb:position", "@type": "@id"},
    "first_seen": {"@id": "gb:firstSeen", "@type": "xsd:date"},
    "last_seen": {"@id": "gb:lastSeen", "@type": "xsd:date"},
    "claims": {"@id": "gb:claim", "@type": "@id", "@container": "@set"},
    "stance": "gb:stance",
    "kind": "gb:kind",
    "factuality": "gb:factuality",
    "date_precision": "gb:datePrecision",
    "date_text": {"@id": "gb:dateText", "@language": "fa"},
    "cameo": "gb:cameo",
    "plover": "gb:plover",
    "confidence": {"@id": "gb:confidence", "@type": "xsd:double"},
    "act": "gb:act",
    "verb": {"@id": "gb:verb", "@language": "fa"},
    "rule": "gb:rule",
    "path": "gb:path",
    "source_name": {"@id": "gb:sourceName", "@language": "fa"},
    "sha256": "gb:sha256",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "derived_from": {"@id": "prov:wasDerivedFrom", "@type": "@id", "@container": "@set"},
    "attributed_to": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "generated_by": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "associated_with": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "used": {"@id": "prov:used", "@type": "@id", "@container": "@set"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": "oa:hasTarget",
    "selector": {"@id": "oa:hasSelector", "@container": "@set"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
}


def write(records: Records, path: Path) -> Path:
    """Write the whole graph as one JSON-LD file, a node a line, in order of their ids; OSError passes on."""
    nodes = {node["id"]: node for node in _nodes(records)}
    lines = [json.dumps(_set(nodes[id]), ensure_ascii=False) for id in sorted(nodes)]
    content = ",\n".join(lines)
    write_file(path, f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n{content}\n]}}\n'.encode())
    return path


def _nodes(records: Records) -> Iterator[_Node]:
    quotes = _Quotes(records)
    yield {"id": _AGENT, "type": "prov:SoftwareAgent", "name_en": f"graphbuild {__version__}"}
    documents = [_iri(document.id) for document in records.documents]
    yield {"id": _BUILD, "type": "prov:Activity", "associated_with": _AGENT, "used": documents}
    for document in records.documents:
        yield {
            "id": _iri(document.id), "type": ["schema:NewsArticle", "prov:Entity"], "title": document.title,
            "source_name": document.source, "url": document.url, "published": document.published,
            "path": document.path, "sha256": document.sha256,
        }  # fmt: skip
    for official in records.officials:
        yield {
            **_thing(official.id, "schema:Person", official.name, official.name_en), "aliases": list(official.aliases),
            **quotes.of(official.evidence),
        }  # fmt: skip
        yield from quotes.annotations(_iri(official.id), official.evidence)
    for position in records.positions:
        yield {
            **_thing(position.id, "gb:Position", position.name), "kind": position.kind,
            "state": _iri(position.state, "state"), "organization": _iri(position.organization),
            **quotes.of(position.evidence),
        }  # fmt: skip
        yield from quotes.annotations(_iri(position.id), position.evidence)
    for state in records.states:
        yield _thing(f"state:{state.id}", "schema:Country", state.name, state.name_en)
    for organization in records.organizations:
        yield {
            **_thing(organization.id, "schema:Organization", organization.name, organization.name_en),
            "kind": organization.kind, "state": _iri(organization.state, "state"),
        }  # fmt: skip
    for topic in records.topics:
        yield {**_thing(topic.id, "skos:Concept", topic.name), "mentions": _refs(topic.entities)}
    for place in records.places:
        yield {**_thing(place.id, "schema:Place", place.name), "state": _iri(place.state, "state")}
    for holding in records.holdings:
        yield {
            "id": _iri(holding.id), "type": "gb:Holding", "official": _iri(holding.official),
            "position": _iri(holding.position), "first_seen": holding.first_seen, "last_seen": holding.last_seen,
            **quotes.of(holding.evidence),
        }  # fmt: skip
        yield from quotes.annotations(_iri(holding.id), holding.evidence)
    for talk in records.talks:
        yield from _talk(talk, quotes)
    for statement in records.statements:
        yield _statement(statement, quotes)
        yield from quotes.annotations(_iri(statement.id), statement.evidence)


def _talk(talk: Talk, quotes: _Quotes) -> Iterator[_Node]:
    claims = []
    for claim in talk.claims:
        source = _ref(claim.source)
        place = (claim.evidence.document, str(claim.evidence.start), str(claim.evidence.end))
        id = _PREFIX + ids.make("claim", talk.id, source, claim.stance, *place)
        claims.append(id)
        yield {
            "id": id, "type": "gb:Claim", "attributed_to": source, "stance": claim.stance,
            **quotes.of([claim.evidence]),
        }  # fmt: skip
        yield from quotes.annotations(id, [claim.evidence])
    yield {
        "id": _iri(talk.id), "type": ["gb:Talk", "schema:Event", "prov:Entity"], "kind": talk.kind,
        "factuality": talk.factuality, "date": talk.date, "date_precision": talk.date_precision,
        "date_text": talk.date_text, "place": _ref(talk.place) if talk.place else None, "cameo": talk.cameo,
        "plover": talk.plover, "confidence": talk.confidence,
        "participants": _refs(party.entity for party in talk.participants),
        "mediators": _refs(party.entity for party in talk.participants if party.role == "mediator"),
        "topics": _refs(talk.topics), "claims": claims, **quotes.of(talk.evidence),
    }  # fmt: skip
    yield from quotes.annotations(_iri(talk.id), talk.evidence)


def _statement(statement: Statement, quotes: _Quotes) -> _Node:
    return {
        "id": _iri(statement.id), "type": ["gb:Statement", "prov:Entity"], "speaker": _ref(statement.speaker),
        "act": statement.act, "verb": statement.verb, "text": statement.text, "date": statement.date,
        "plover": statement.plover, "topics": _refs(statement.about), "mentions": _refs(statement.mentions),
        **quotes.of(statement.evidence),
    }  # fmt: skip


class _Quotes:
    """Evidence as annotations of documents."""

    def __init__(self, records: Records) -> None:
        self._documents = {document.path: document for document in records.documents}

    def of(self, items: Iterable[Evidence]) -> _Node:
        """Where a thing comes from."""
        return {"derived_from": sorted({self._document(item.document) for item in items}), "generated_by": _BUILD}

    def annotations(self, body: str | None, items: Iterable[Evidence]) -> Iterator[_Node]:
        """An annotation for each quote: what it says, which characters say it, by which rule."""
        for item in items:
            document = self._documents.get(item.document)
            text = document.text if document else ""
            quote = {"type": "oa:TextQuoteSelector", "exact": item.text}
            if text:
                quote |= {"prefix": text[max(0, item.start - _AROUND) : item.start]}
                quote |= {"suffix": text[item.end : item.end + _AROUND]}
            place = {"type": "oa:TextPositionSelector", "start": item.start, "end": item.end}
            source = self._document(item.document)
            yield {
                "id": _PREFIX + ids.make("annotation", str(body), source, str(item.start), str(item.end), item.rule),
                "type": ["oa:Annotation", "prov:Entity"], "body": body, "rule": item.rule, "generated_by": _BUILD,
                "derived_from": [source],
                "target": {"type": "oa:SpecificResource", "source": source, "selector": [place, quote]},
            }  # fmt: skip

    def _document(self, path: str) -> str:
        document = self._documents.get(path)
        return _PREFIX + (document.id if document else ids.make("document", path))


def _thing(id: str, type: str, name: str, name_en: str | None = None) -> _Node:
    return {"id": _iri(id), "type": type, "name": name, "name_en": name_en}


def _refs(entities: Iterable[EntityRef]) -> list[str]:
    return sorted({_ref(entity) for entity in entities})


def _ref(entity: EntityRef) -> str:
    return f"{_PREFIX}state:{entity.id}" if entity.label == "State" else f"{_PREFIX}{entity.id}"


def _iri(id: str | None, kind: str | None = None) -> str | None:
    """The name of a node in the file; ids of states are bare codes and get their `kind` before them."""
    return None if id is None else f"{_PREFIX}{kind}:{id}" if kind else f"{_PREFIX}{id}"


def _set(node: _Node) -> _Node:
    return {name: value for name, value in node.items() if value is not None and value != []}
