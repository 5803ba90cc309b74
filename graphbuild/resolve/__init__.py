"""The resolve stage: mentions of all documents → the records of one graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from graphbuild import ids, kb
from graphbuild.document import Document
from graphbuild.records import DocumentRecord, Evidence, Records, Statement, Talk
from graphbuild.resolve import anchors, codes
from graphbuild.resolve.apply import corrected
from graphbuild.resolve.bench import Bench
from graphbuild.resolve.confidence import confidence
from graphbuild.resolve.corrections import Corrections, Right
from graphbuild.resolve.draft import Draft
from graphbuild.resolve.drafts import Reading
from graphbuild.resolve.layers import evidence_of
from graphbuild.resolve.nodes import Nodes
from graphbuild.resolve.officials import Officials
from graphbuild.resolve.rulings import NameRulings
from graphbuild.resolve.talks import across, group
from graphbuild.resolve.tenures import Tenures

__all__ = ["Resolved", "resolve", "resolve_with"]


_NOTHING = Corrections()


@dataclass(frozen=True)
class Resolved:
    """The records; what the ids in the corrections stand for; and (place, id or name) of what means nothing here."""

    records: Records
    known: dict[str, frozenset[str]]
    unknown: tuple[tuple[str, str], ...]


def resolve(documents: Sequence[Document], *, roots: Mapping[str, str] | None = None) -> Records:
    """The records of a graph, from related documents; their order does not matter.

    `roots` maps a document's path to the PATH argument that brought it (its own path by default).
    """
    return resolve_with(documents, corrections=_NOTHING, roots=roots).records


def resolve_with(
    documents: Sequence[Document],
    *,
    corrections: Corrections,
    roots: Mapping[str, str] | None = None,
    locked: anchors.Known | None = None,
    before: anchors.Known | None = None,
    holders: Sequence[kb.OfficeHolder] | None = None,
) -> Resolved:
    """The records of a graph with the analyst's corrections applied last.

    `locked` and `before` say what ids of talks and statements stood for: in earlier builds with these corrections, and
    in the graph as it was (see `graphbuild.resolve.anchors`). `holders` are the office-holders that are known.
    """
    ordered = sorted(documents, key=lambda d: d.path)
    unknown = list[tuple[str, str]]()
    rulings = replace(corrections.names, unknown=unknown)
    if not corrections.ids:
        records = _Resolver(ordered, roots or {}, Rulings(names=rulings), holders).records()
        return Resolved(records, {}, tuple(unknown))
    plain = anchors.of_records(_Resolver(ordered, roots or {}, Rulings(), holders).records())
    present = frozenset(anchor for found in plain.values() for anchor in found)
    locked = locked or {}
    means = {id: anchors.meant(id, present, locked, before or {}, plain) for id in corrections.ids}
    unknown += [(place, id) for place, id in corrections.places if not means[id]]
    records = _Resolver(ordered, roots or {}, Rulings.of(corrections, means, rulings), holders).records()
    known = {id: found | locked.get(id, frozenset()) for id, found in means.items() if not id.startswith("mention:")}
    return Resolved(records, {id: found for id, found in known.items() if found}, tuple(dict.fromkeys(unknown)))


@dataclass(frozen=True)
class Rulings:
    """Corrections in terms of the mentions of this build."""

    names: NameRulings = field(default_factory=NameRulings)
    same: tuple[frozenset[str], ...] = ()
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    wrong: frozenset[str] = frozenset()
    right: tuple[tuple[frozenset[str], Right], ...] = ()

    @classmethod
    def of(cls, corrections: Corrections, means: anchors.Known, names: NameRulings) -> Rulings:
        """The corrections, with what their ids mean."""
        return cls(
            names=names,
            same=tuple(frozenset().union(*(means[talk] for talk in entry.talks)) for entry in corrections.same),
            apart=tuple((means[entry.talks[0]], means[entry.talks[1]]) for entry in corrections.not_same),
            wrong=frozenset().union(*(means[entry.id] for entry in corrections.wrong)),
            right=tuple((means[entry.talk], entry) for entry in corrections.right),
        )


def _of_as_many(draft: Draft) -> tuple[str, int]:
    return draft.document, len(draft.participants)


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_WithId)


class _Resolver:
    def __init__(
        self,
        documents: Sequence[Document],
        roots: Mapping[str, str],
        rulings: Rulings,
        holders: Sequence[kb.OfficeHolder] | None,
    ) -> None:
        self.documents, self.roots, self.rulings = documents, roots, rulings
        self.bench = Bench(same=rulings.same, apart=rulings.apart)
        self.officials = Officials.of(documents, bench=self.bench, rulings=rulings.names, holders=holders)
        self.nodes = Nodes(documents, self.officials)
        self.talks: dict[str, Talk] = {}
        self.statements: dict[str, Statement] = {}

    def records(self) -> Records:
        drafts: list[Draft] = []
        for document in self.documents:
            self.nodes.read(document)
            reading = Reading(document, self.nodes, self.bench, name=self._name(document), wrong=self.rulings.wrong)
            drafts += group(reading.drafts(), bench=self.bench)
            for statement in reading.statements():
                self.statements.setdefault(statement.id, statement)
        tenures = Tenures.of(self.nodes.holdings.values(), self.nodes.positions, self.nodes.official_refs())
        drafts = [tenures.named(draft) for draft in drafts]
        holders = {(holding.official, holding.position) for holding in self.nodes.holdings.values()}
        # who holds an office another text may have told: what a text tells of the same parties is one talk then
        told = groupby(sorted(drafts, key=_of_as_many), key=_of_as_many)
        drafts = [draft for _, own in told for draft in group(list(own), bench=self.bench, holders=holders)]
        for draft in across(drafts, bench=self.bench, holders=holders):
            self._talk(draft)
        return self._records()

    def _records(self) -> Records:
        nodes = self.nodes
        talks, statements = self.talks.values(), self.statements.values()
        topics = {ref.id for row in talks for ref in row.topics} | {ref.id for row in statements for ref in row.about}
        places = {talk.place.id for talk in talks if talk.place}
        return Records(
            documents=_sorted(self._document(d) for d in self.documents),
            officials=_sorted(nodes.official_records()),
            positions=_sorted(nodes.position_records()),
            states=_sorted(nodes.states.values()),
            organizations=_sorted(nodes.organizations.values()),
            topics=_sorted(topic for topic in nodes.topics.values() if topic.id in topics),
            places=_sorted(place for place in nodes.places.values() if place.id in places),
            holdings=_sorted(nodes.holdings.values()),
            talks=_sorted(talks),
            statements=_sorted(statements),
            judgements=self.bench.judgements(
                {anchor: talk.id for talk in talks for anchor in talk.anchors} | self.officials.node_of_name
            ),
        )

    def _document(self, document: Document) -> DocumentRecord:
        return DocumentRecord(
            id=document.id,
            path=document.path,
            root=self.roots.get(document.path, document.path),
            title=document.title,
            source=document.source,
            url=document.url,
            published=document.published.isoformat() if document.published else None,
            sha256=document.sha256,
            text=document.text,
        )

    def _name(self, document: Document) -> str:
        """The path below the PATH argument that brought the document, so that a moved folder keeps its ids."""
        root = self.roots.get(document.path, document.path)
        below = document.path.removeprefix(root.rstrip("/") + "/")
        return below if below != document.path else PurePosixPath(document.path).name

    def _talk(self, draft: Draft) -> None:
        evidence = evidence_of(draft.evidence)
        talk_id = self._id(draft, evidence)  # of what the texts say: a corrected talk keeps it
        right = [entry for mentions, entry in self.rulings.right if mentions & draft.anchors]
        draft = corrected(draft, right, self.nodes, self._unknown)
        place = self.nodes.place(draft.place) if draft.place else None
        participants = tuple(draft.participants[k] for k in sorted(draft.participants))
        topics = {ref.id: self.nodes.topic_ref(ref.id) for ref in draft.topics}
        code = codes.talk(
            draft.kind, draft.factuality, participants, evidence, self.nodes.places[place.id].state if place else None
        )
        self.talks[talk_id] = Talk(
            id=talk_id,
            kind=draft.kind,
            date=draft.date,
            date_precision=draft.date_precision,  # type: ignore[arg-type]
            date_text=draft.date_text,
            factuality=draft.factuality,
            place=place,
            cameo=code.cameo,
            plover=code.plover,
            confidence=confidence(draft.told),
            participants=participants,
            topics=tuple(topics[k] for k in sorted(topics)),
            claims=tuple(draft.claims),
            evidence=evidence,
            anchors=tuple(sorted(draft.anchors)),
        )

    def _unknown(self, place: str, name: str) -> None:
        self.rulings.names.unknown.append((place, name))

    def _id(self, draft: Draft, evidence: Sequence[Evidence]) -> str:
        first = f"{evidence[0].document}:{evidence[0].start}"
        parts = (draft.kind, draft.date or first, draft.factuality, draft.place or "", *sorted(draft.participants))
        talk_id = ids.make("talk", *parts)
        if talk_id in self.talks:  # two talks of the same two on one day: told apart by where they are told
            talk_id = ids.make("talk", talk_id, f"{first}:{evidence[0].rule}")
        return talk_id


def _sorted(rows: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))
