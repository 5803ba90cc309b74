"""Records as plain rows, one shape a kind: the fields of the export format (a contract)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from graphbuild.records import EntityRef, Evidence, Holding, Position, Records, Statement, Talk

Row = dict[str, Any]


def rows(records: Records) -> dict[str, list[Row]]:
    """Rows of every exported kind, in the order of the records.

    Keys and their order are the export format. Text of documents, judgements and the evidence of holdings stay out:
    they are in the records.
    """
    holdings: dict[str, list[Holding]] = {}
    for holding in records.holdings:
        holdings.setdefault(holding.official, []).append(holding)
    return {
        "documents": [
            {
                "id": document.id,
                "path": document.path,
                "title": document.title,
                "source": document.source,
                "url": document.url,
                "published": document.published,
                "sha256": document.sha256,
            }
            for document in records.documents
        ],
        "officials": [
            {
                "id": official.id,
                "name": official.name,
                "name_en": official.name_en,
                "aliases": list(official.aliases),
                "holds": [
                    {"position": held.position, "first_seen": held.first_seen, "last_seen": held.last_seen}
                    for held in holdings.get(official.id, ())
                ],
                "evidence": _evidence(official.evidence),
            }
            for official in records.officials
        ],
        "positions": [_position(position) for position in records.positions],
        "states": [asdict(state) for state in records.states],
        "organizations": [asdict(organization) for organization in records.organizations],
        "topics": [
            {"id": topic.id, "name": topic.name, "key": topic.key, "entities": _names(topic.entities)}
            for topic in records.topics
        ],
        "places": [asdict(place) for place in records.places],
        "talks": [_talk(talk) for talk in records.talks],
        "statements": [_statement(statement) for statement in records.statements],
    }


def _position(position: Position) -> Row:
    return {
        "id": position.id,
        "name": position.name,
        "title": position.title,
        "kind": position.kind,
        "state": position.state,
        "organization": position.organization,
        "evidence": _evidence(position.evidence),
    }


def _talk(talk: Talk) -> Row:
    return {
        "id": talk.id,
        "kind": talk.kind,
        "factuality": talk.factuality,
        "date": talk.date,
        "date_precision": talk.date_precision,
        "date_text": talk.date_text,
        "place": talk.place.name if talk.place else None,
        "cameo": talk.cameo,
        "plover": talk.plover,
        "confidence": talk.confidence,
        "participants": [
            {
                "id": participant.entity.id,
                "name": participant.entity.name,
                "state": participant.state,
                "organization": participant.organization,
                "position": participant.position,
            }
            for participant in talk.participants
        ],
        "topics": _names(talk.topics),
        "claims": [{"source": claim.source.name, "stance": claim.stance} for claim in talk.claims],
        "evidence": _evidence(talk.evidence),
    }


def _statement(statement: Statement) -> Row:
    return {
        "id": statement.id,
        "speaker": {"id": statement.speaker.id, "name": statement.speaker.name},
        "act": statement.act,
        "verb": statement.verb,
        "date": statement.date,
        "about": _names(statement.about),
        "mentions": _names(statement.mentions),
        "evidence": [
            {"document": item.document, "start": item.start, "end": item.end, "text": item.text}
            for item in statement.evidence
        ],
    }


def _names(entities: Iterable[EntityRef]) -> list[Row]:
    return [{"id": entity.id, "name": entity.name} for entity in entities]


def _evidence(items: Iterable[Evidence]) -> list[Row]:
    return [asdict(item) for item in items]
