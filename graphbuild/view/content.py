"""What the page is given: parties, talks and the sentences behind them, as plain values with names kept once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from graphbuild.errors import QueryError
from graphbuild.folding import fold
from graphbuild.query.why import around
from graphbuild.records import EntityRef, Evidence, Records, Talk
from graphbuild.view.layout import Layout, layout

MOST_PARTIES = 3_000
MOST_TALKS = 10_000  # a page of more would be slow to open, and nobody would see anything in it
_OFFERED = 5  # values that are offered of each filter when the graph is too large

_Values = dict[str, Any]
_Key = tuple[str, str]


def content(records: Records, talks: Sequence[Talk]) -> _Values:
    """The page's data: ``parties``, ``communities``, ``talks``, ``passages``, ``documents``, ``topics``, ``states``.

    Talks point at parties, topics, passages by their numbers; a passage at its document. Raises QueryError when there
    is too much to draw, with what to filter by.
    """
    refs = _parties(talks)
    if len(refs) > MOST_PARTIES or len(talks) > MOST_TALKS:
        raise QueryError(_too_large(records, talks, len(refs)))
    number = {key: index for index, key in enumerate(refs)}
    pairs = [(number[a], number[b]) for talk in talks for a, b in combinations(_keys(talk), 2)]
    placed = layout(len(refs), pairs)
    topics = {topic.id: topic.name for talk in talks for topic in talk.topics}
    topic_number = {id: index for index, id in enumerate(sorted(topics))}
    quotes = _Passages(records)
    return {
        "parties": _party_values(records, talks, refs, placed),
        "communities": [[round(x), round(y)] for x, y in placed.centres],
        "topics": [_named(topics[id]) for id in topic_number],
        "states": _states(records, talks),
        "talks": [_talk(talk, number, topic_number, quotes) for talk in _in_time(talks)],
        "passages": quotes.values,
        "documents": quotes.documents,
    }


class _Passages:
    """Quotes in their lines, each once, and the documents that they stand in."""

    def __init__(self, records: Records) -> None:
        self.values: list[list[Any]] = []
        self.documents: list[_Values] = []
        self._records = {document.path: document for document in records.documents}
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._document_numbers: dict[str, int] = {}

    def add(self, item: Evidence) -> int:
        """The number of the passage of this quote."""
        key = (item.document, item.start, item.end)
        if key not in self._numbers:
            document = self._records.get(item.document)
            before, after = around(document.text, item.start, item.end) if document else ("", "")
            self._numbers[key] = len(self.values)
            self.values.append([self._document(item.document), item.start, item.end, before, item.text, after])
        return self._numbers[key]

    def _document(self, path: str) -> int:
        if path not in self._document_numbers:
            record = self._records.get(path)
            self._document_numbers[path] = len(self.documents)
            values = {name: getattr(record, name, None) for name in ("title", "source", "published", "url")}
            self.documents.append({"path": path, **values})
        return self._document_numbers[path]


def _talk(talk: Talk, number: dict[_Key, int], topics: dict[str, int], quotes: _Passages) -> _Values:
    claims = [[claim.source.name, claim.stance, quotes.add(claim.evidence)] for claim in talk.claims]
    return {
        "id": talk.id,
        "kind": talk.kind,
        "factuality": talk.factuality,
        "date": talk.date,
        "precision": talk.date_precision,
        "parties": [number[key] for key in _keys(talk)],
        "mediators": [number[_key(party.entity)] for party in talk.participants if party.role == "mediator"],
        "states": sorted({state for party in talk.participants if (state := _state_of(party.entity, party.state))}),
        "topics": sorted({topics[topic.id] for topic in talk.topics}),
        "place": talk.place.name if talk.place else None,
        "claims": claims,
        "passages": list(dict.fromkeys([*map(quotes.add, talk.evidence), *(passage for _, _, passage in claims)])),
    }


def _party_values(
    records: Records, talks: Sequence[Talk], refs: dict[_Key, EntityRef], placed: Layout
) -> list[_Values]:
    english = {
        (label, row.id): row.name_en
        for label, rows in (
            ("Official", records.officials), ("State", records.states), ("Organization", records.organizations),
        )
        for row in rows
    }  # fmt: skip
    aliases = {("Official", official.id): official.aliases for official in records.officials}
    positions: dict[_Key, list[str]] = {}
    titles = {position.id: position.name for position in records.positions}
    for holding in records.holdings:
        positions.setdefault(("Official", holding.official), []).append(titles[holding.position])
    community = {node: index for index, members in enumerate(placed.communities) for node in members}
    result = []
    for index, (key, ref) in enumerate(refs.items()):
        x, y = placed.nodes[index]
        names = (ref.name, english.get(key) or "", *aliases.get(key, ()))
        result.append(
            {
                "name": ref.name,
                "label": ref.label,
                "english": english.get(key),
                "positions": sorted(set(positions.get(key, ()))),
                "search": " | ".join(dict.fromkeys(fold(name) for name in names if name)),
                "x": round(x),
                "y": round(y),
                "community": community[index],
            }
        )
    return result


def _states(records: Records, talks: Sequence[Talk]) -> list[_Values]:
    used = {_state_of(party.entity, party.state) for talk in talks for party in talk.participants}
    found = sorted((state for state in records.states if state.id in used), key=lambda state: (state.name, state.id))
    return [{"id": state.id, "name": state.name, "english": state.name_en} for state in found]


def _too_large(records: Records, talks: Sequence[Talk], parties: int) -> str:
    names = {state.id: state.name for state in records.states}
    states = Counter(
        code for talk in talks for code in {_state_of(p.entity, p.state) for p in talk.participants} if code
    )
    topics = Counter(topic.name for talk in talks for topic in talk.topics)
    months = Counter(talk.date[:7] for talk in talks if talk.date)
    offers = [
        "--state " + ", ".join(f"{names.get(code, code)} ({count})" for code, count in states.most_common(_OFFERED)),
        "--topic " + ", ".join(f"{name} ({count})" for name, count in topics.most_common(_OFFERED)),
        "--since/--until, as the month " + ", ".join(f"{m} ({count})" for m, count in months.most_common(_OFFERED)),
    ]
    return (
        f"{parties} parties and {len(talks)} talks are too much for one picture ({MOST_PARTIES} and {MOST_TALKS} at "
        f"most); narrow it by {'; '.join(offers)}; or by --official"
    )


def _parties(talks: Sequence[Talk]) -> dict[_Key, EntityRef]:
    found = {_key(party.entity): party.entity for talk in talks for party in talk.participants}
    return {key: found[key] for key in sorted(found)}


def _keys(talk: Talk) -> list[_Key]:
    return sorted({_key(party.entity) for party in talk.participants})


def _in_time(talks: Sequence[Talk]) -> list[Talk]:
    return sorted(talks, key=lambda talk: (talk.date is None, talk.date or "", talk.id))


def _state_of(entity: EntityRef, state: str | None) -> str | None:
    return entity.id if entity.label == "State" else state


def _named(name: str) -> _Values:
    return {"name": name, "search": fold(name)}


def _key(entity: EntityRef) -> _Key:
    return entity.label, entity.id
