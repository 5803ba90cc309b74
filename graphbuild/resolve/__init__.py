"""The resolve stage: mentions of all documents → the records of one graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from graphbuild import ids
from graphbuild.document import Clean, Document
from graphbuild.errors import PipelineError
from graphbuild.folding import fold
from graphbuild.link.model import Entity, Links, Role
from graphbuild.link.tokens import key
from graphbuild.records import (
    Claim,
    DocumentRecord,
    EntityRef,
    Evidence,
    Holding,
    Official,
    Organization,
    Participant,
    Place,
    Position,
    Records,
    State,
    Statement,
    Talk,
    Topic,
)
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.relate.model import StatementMention, TalkMention
from graphbuild.resolve import codes
from graphbuild.resolve.known import organization_record, state_record
from graphbuild.resolve.officials import Officials
from graphbuild.resolve.talks import Draft, group, with_denials

__all__ = ["resolve"]


def resolve(documents: Sequence[Document], *, roots: dict[str, str] | None = None) -> Records:
    """The records of a graph, from related documents; their order does not matter.

    `roots` maps a document's path to the PATH argument that brought it (its own path by default).
    """
    return _Resolver(sorted(documents, key=lambda d: d.path), roots or {}).records()


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_WithId)


class _Resolver:
    def __init__(self, documents: Sequence[Document], roots: dict[str, str]) -> None:
        self.documents, self.roots = documents, roots
        self.officials = Officials([e for d in documents for e in _links(d).entities if e.kind == "person"])
        self.organizations: dict[str, Organization] = {}
        self.states: dict[str, State] = {}
        self.positions: dict[str, Position] = {}
        self.topics: dict[str, Topic] = {}
        self.places: dict[str, Place] = {}
        self.talks: list[Talk] = []
        self.talk_ids: set[str] = set()
        self.statements: dict[str, Statement] = {}
        self.official_evidence: dict[str, list[Evidence]] = defaultdict(list)
        self.position_evidence: dict[str, list[Evidence]] = defaultdict(list)
        self.holdings: dict[str, Holding] = {}
        self.names = _usual_names(documents)

    def records(self) -> Records:
        drafts: list[Draft] = []
        for document in self.documents:
            self._entities(document)
            drafts += group(self._drafts(document))
            self._statements(document)
        for draft in self._across(drafts):
            self._talk(draft)
        return Records(
            documents=_sorted(self._document(d) for d in self.documents),
            officials=_sorted(self._official_records()),
            positions=_sorted(
                replace(p, evidence=_evidence(self.position_evidence[p.id])) for p in self.positions.values()
            ),
            states=_sorted(self.states.values()),
            organizations=_sorted(self.organizations.values()),
            topics=_sorted(self.topics.values()),
            places=_sorted(self.places.values()),
            holdings=_sorted(self.holdings.values()),
            talks=_sorted(self.talks),
            statements=_sorted(self.statements.values()),
        )

    # -- entities

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

    def _entities(self, document: Document) -> None:
        """Make the nodes of a document's entities and remember where the text names them."""
        links, clean = _links(document), _clean(document)
        published = document.published.isoformat() if document.published else None
        for reference in links.references:
            entity = links.entities[reference.entity]
            quote = _quote(document, clean, reference.start, reference.end, f"link.{reference.how}")
            if entity.kind == "person":
                official = self.officials[entity].id
                self.official_evidence[official].append(quote)
                if reference.how == "name":
                    self._holdings(official, entity.roles, quote, published)
            elif entity.kind == "position" and entity.roles:
                self.position_evidence[self._position(entity.roles[0]).id].append(quote)
            elif entity.kind in {"state", "organization"}:
                self._ref(entity)

    def _holdings(self, official: str, roles: Iterable[Role], quote: Evidence, day: str | None) -> None:
        for role in roles:
            position = self._position(role)
            holding_id = ids.make("holding", official, position.id)
            known = self.holdings.get(holding_id)
            days = [d for d in (day, known and known.first_seen, known and known.last_seen) if d]
            self.holdings[holding_id] = Holding(
                id=holding_id,
                official=official,
                position=position.id,
                first_seen=min(days, default=None),
                last_seen=max(days, default=None),
                evidence=_evidence([*(known.evidence if known else ()), quote]),
            )
            self.position_evidence[position.id].append(quote)

    def _official_records(self) -> Iterable[Official]:
        for person in self.officials.persons:
            evidence = _evidence(self.official_evidence[person.id])
            aliases = tuple(sorted({name for name in person.names if name != person.name}))
            yield Official(id=person.id, name=person.name, name_en=person.name_en, aliases=aliases, evidence=evidence)

    def _position(self, role: Role) -> Position:
        position_id = ids.make("position", *_position_key(role))
        if role.state:
            self._state(role.state)
        body = self._body(role.organization, "organization", role.state).id if role.organization else None
        return self.positions.setdefault(
            position_id,
            Position(
                id=position_id,
                name=self.names.get(_position_key(role), role.name),
                title=role.title,
                kind=role.kind,
                state=role.state,
                organization=body,
                evidence=(),
            ),
        )

    def _state(self, code: str) -> EntityRef:
        state = self.states.setdefault(code, state_record(code))
        return EntityRef(code, "State", state.name)

    def _organization(self, entity: Entity) -> EntityRef:
        kind = entity.organization_kind or ("unnamed" if entity.kind == "unnamed" else "organization")
        return self._body(entity.name, kind, entity.state)

    def _body(self, name: str, kind: str, state: str | None) -> EntityRef:
        """The organization of a name; the knowledge base knows better what it is."""
        known = organization_record(name)
        organization_id = ids.make("organization", key(name))
        organization = self.organizations.setdefault(
            organization_id,
            Organization(
                id=organization_id,
                name=self.names.get((key(name),), name),
                name_en=known.name_en or None if known else None,
                kind=known.kind if known else kind,
                state=(known.state or state) if known else state,
            ),
        )
        if organization.state:
            self._state(organization.state)
        return EntityRef(organization_id, "Organization", organization.name)

    def _ref(self, entity: Entity) -> EntityRef:
        if entity.kind == "person":
            person = self.officials[entity]
            return EntityRef(person.id, "Official", person.name)
        if entity.kind == "position" and entity.roles:
            position = self._position(entity.roles[0])
            return EntityRef(position.id, "Position", position.name)
        if entity.kind == "state" and entity.state:
            return self._state(entity.state)
        return self._organization(entity)

    def _topic(self, text: str) -> EntityRef:
        folded = fold(text)
        topic_id = ids.make("topic", key(text))
        topic = self.topics.setdefault(topic_id, Topic(id=topic_id, name=text, key=folded, entities=()))
        return EntityRef(topic_id, "Topic", topic.name)

    def _place(self, name: str) -> EntityRef:
        place_id = ids.make("place", key(name))
        place = self.places.setdefault(place_id, Place(id=place_id, name=name, state=None))
        return EntityRef(place_id, "Place", place.name)

    # -- talks

    def _drafts(self, document: Document) -> list[Draft]:
        links, clean = _links(document), _clean(document)
        drafts: list[Draft] = []
        ahead: list[TalkMention] = []  # mentions without parties before the first talk that names them
        for mention in document.talks or ():
            if mention.back and not drafts:
                ahead.append(mention)
            elif mention.back:
                fits = [d for d in reversed(drafts) if compatible_kinds(d.kind, mention.kind)]
                _add(fits[0] if fits else drafts[-1], document, clean, mention)
            else:
                drafts.append(self._draft(document, clean, links, mention))
                while ahead:
                    _add(drafts[-1], document, clean, ahead.pop(0))
        return drafts

    def _draft(self, document: Document, clean: Clean, links: Links, mention: TalkMention) -> Draft:
        parties = [self._participant(links.entities[p.entity], p.role) for p in mention.parties]
        day = mention.date
        quote = _quote(document, clean, mention.start, mention.end, mention.rule)
        return Draft(
            document=document.path,
            published=document.published,
            kind=mention.kind,
            factuality=mention.factuality,
            participants={p.entity.id: p for p in parties},
            topics=list(mention.topics),
            weak=mention.weak,
            place=mention.place,
            date=day.date.isoformat() if day and day.date else None,
            date_precision=day.precision if day and day.date else None,
            date_text=day.text if day else None,
            claims=[
                Claim(
                    source=self._ref(links.entities[c.source]),
                    stance=c.stance,
                    evidence=_quote(document, clean, c.start, c.end, mention.rule),
                )
                for c in mention.claims
            ],
            evidence=[quote],
        )

    def _participant(self, entity: Entity, role: str) -> Participant:
        first = entity.roles[0] if entity.roles else None
        return Participant(
            entity=self._ref(entity),
            role=role,  # type: ignore[arg-type]
            state=entity.state,
            organization=entity.organization,
            position=first.title if first else None,
        )

    def _across(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Drafts of different documents that tell of one talk: the same parties on the same known day."""
        dated: dict[str, list[Draft]] = defaultdict(list)
        rest = []
        for draft in drafts:
            if draft.date and draft.date_precision == "day":
                dated[draft.date].append(draft)
            else:
                rest.append(draft)
        holders = {(holding.official, holding.position) for holding in self.holdings.values()}
        known = [merged for same in dated.values() for merged in group(same, holders=holders)]
        return with_denials(known + rest, holders=holders)

    def _talk(self, draft: Draft) -> None:
        evidence = _evidence(draft.evidence)
        anchor = draft.date or f"{evidence[0].document}:{evidence[0].start}"
        talk_id = ids.make("talk", draft.kind, anchor, draft.factuality, draft.place or "", *sorted(draft.participants))
        if talk_id in self.talk_ids:  # two talks of the same two on one day: told apart by where they are told
            talk_id = ids.make("talk", talk_id, f"{evidence[0].document}:{evidence[0].start}:{evidence[0].rule}")
        named = {ref.id: ref for ref in (self._topic(t.text) for t in draft.topics)}
        code, plover = codes.talk(draft.kind, draft.factuality)
        self.talk_ids.add(talk_id)
        self.talks.append(
            Talk(
                id=talk_id,
                kind=draft.kind,
                date=draft.date,
                date_precision=draft.date_precision,  # type: ignore[arg-type]
                date_text=draft.date_text,
                factuality=draft.factuality,
                place=self._place(draft.place) if draft.place else None,
                cameo=code,
                plover=plover,
                confidence=round(min(0.99, 0.7 + 0.1 * (len(evidence) - 1)), 2),
                participants=tuple(draft.participants[k] for k in sorted(draft.participants)),
                topics=tuple(named[k] for k in sorted(named)),
                claims=tuple(draft.claims),
                evidence=evidence,
            )
        )

    # -- statements

    def _statements(self, document: Document) -> None:
        links, clean = _links(document), _clean(document)
        for mention in document.statements or ():
            if links.entities[mention.speaker].kind == "sides":
                continue
            statement = self._statement(document, clean, links, mention)
            self.statements.setdefault(statement.id, statement)

    def _statement(self, document: Document, clean: Clean, links: Links, mention: StatementMention) -> Statement:
        quote = _quote(document, clean, mention.start, mention.end, mention.rule)
        speaker = self._ref(links.entities[mention.speaker])
        said = clean.raw_span(*mention.content)
        mentioned = [e for e in map(links.entities.__getitem__, mention.mentions) if e.kind not in {"sides", "unnamed"}]
        return Statement(
            id=ids.make("statement", document.id, str(quote.start), speaker.id, mention.act),
            speaker=speaker,
            act=mention.act,
            verb=mention.verb,
            text=document.text[said.start : said.end],
            date=document.published.isoformat() if document.published else None,
            plover=codes.statement(mention.act),
            about=tuple(self._topic(t.text) for t in mention.about),
            mentions=tuple({r.id: r for r in (self._ref(entity) for entity in mentioned)}.values()),
            evidence=(quote,),
        )


def _add(draft: Draft, document: Document, clean: Clean, mention: TalkMention) -> None:
    """Give a talk what a mention without parties of its own says of it."""
    draft.topics += mention.topics
    if draft.date is None and mention.date is not None and mention.date.date is not None:
        draft.date, draft.date_precision = mention.date.date.isoformat(), mention.date.precision
        draft.date_text = mention.date.text
    draft.evidence.append(_quote(document, clean, mention.start, mention.end, mention.rule))


def _position_key(role: Role) -> tuple[str, ...]:
    return (key(role.title), role.state or "", key(role.organization or ""))


def _usual_names(documents: Iterable[Document]) -> dict[tuple[str, ...], str]:
    """The form that the news uses most of each position and organization; of equals the longest, then the first."""
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for document in documents:
        for reference in _links(document).references:
            entity = _links(document).entities[reference.entity]
            if entity.kind == "position" and entity.roles:
                counts[_position_key(entity.roles[0])][entity.roles[0].name] += 1
            elif entity.kind == "organization":
                counts[(key(entity.name),)].update(entity.names)
    return {node: min(forms, key=lambda f: (-forms[f], -len(f), f)) for node, forms in counts.items()}


def _links(document: Document) -> Links:
    if document.links is None or document.talks is None:
        raise PipelineError(f"{document.path}: resolving needs the layers links, talks and statements; relate first")
    return document.links


def _clean(document: Document) -> Clean:
    if document.clean is None:
        raise PipelineError(f"{document.path}: resolving needs the clean layer; repair first")
    return document.clean


def _quote(document: Document, clean: Clean, start: int, end: int, rule: str) -> Evidence:
    span = clean.raw_span(start, end)
    return Evidence(document.path, span.start, span.end, document.text[span.start : span.end], rule)


def _evidence(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(set(items), key=lambda e: (e.document, e.start, e.end, e.rule)))


def _sorted(rows: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))
