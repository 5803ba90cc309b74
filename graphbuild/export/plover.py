"""Event data: one CSV with the columns of ICEWS and POLECAT, so that the graph joins what analysts have already.

One row an event: a pair of parties of a talk, a mediator with each of the sides, a statement. Event types and modes are
PLOVER's, codes CAMEO's, sectors PLOVER's (`lang/fa/codes.toml` cites the manuals); countries are ISO 3166-1 alpha-3.

- Event ID: made of the talk or statement and the two actors
- Event Date, Date Precision: ISO day; of a month or year its first day
- Source Name, Source Country, Source Sectors, Source Title: who acts (visitor, summoner, mediator, speaker)
- Target Name, Target Country, Target Sectors, Target Title: on whom; empty where a statement names none or several
- Directed: ``yes`` where the text tells who acts on whom; ``no`` for a pair of equals, which is written once
- Event Type, Event Mode: PLOVER; empty for comments, which PLOVER does not code
- CAMEO Code: three digits
- Contexts: ``negation`` (denied), ``future``, ``hypothetical``; drop the first before you count events
- Factuality, Confidence: of the talk, as in the graph; a statement is asserted by its document
- Place, Place Country: where the talk was held
- Document, Start, Sentence, Reports: the first sentence that says it, where it stands, how many documents say it
- Publisher, Publication Date, URL: of that document
- Record: the id of the talk or statement in the graph
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from graphbuild import ids
from graphbuild.records import EntityRef, Evidence, Participant, Records, Statement, Talk
from graphbuild.resolve import codes
from graphbuild.store.folder import write_file

COLUMNS = (
    "Event ID", "Event Date", "Date Precision",
    "Source Name", "Source Country", "Source Sectors", "Source Title",
    "Target Name", "Target Country", "Target Sectors", "Target Title", "Directed",
    "Event Type", "Event Mode", "CAMEO Code", "Contexts", "Factuality", "Confidence",
    "Place", "Place Country", "Document", "Start", "Sentence", "Reports",
    "Publisher", "Publication Date", "URL", "Record",
)  # fmt: skip

Row = dict[str, str | int | float]

_POSTED = frozenset({"ambassador", "charge_daffaires", "consul_general", "attache", "permanent_representative"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts in an event; all fields but the name may be empty."""

    id: str
    name: str
    country: str = ""
    sector: str = ""
    title: str = ""
    kind: str = ""


_NOBODY = Actor("", "")
_WITHDRAWN = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})  # codes of states that are no more, for their heirs


def write(records: Records, directory: Path, *, bom: bool = False) -> list[Path]:
    """Write ``events.csv``, UTF-8; `bom` puts the mark in front by which Excel knows it. OSError passes on."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(events(records))
    path = directory / "events.csv"
    write_file(path, text.getvalue().encode("utf-8-sig" if bom else "utf-8"))
    return [path]


def events(records: Records) -> list[Row]:
    """The rows, in order of day and id; those without a day come last."""
    maker = _Maker(records)
    rows = [row for talk in records.talks for row in maker.talk(talk)]
    rows += [maker.statement(statement) for statement in records.statements]
    return sorted(rows, key=lambda row: (not row["Event Date"], str(row["Event Date"]), str(row["Event ID"])))


class _Maker:
    def __init__(self, records: Records) -> None:
        self.documents = {document.path: document for document in records.documents}
        self.organizations = {organization.id: organization for organization in records.organizations}
        self.positions = {position.id: position for position in records.positions}
        self.places = {place.id: place for place in records.places}
        self.kinds = {position.title: position.kind for position in records.positions}
        self.held: dict[str, str] = {}
        for holding in sorted(records.holdings, key=lambda h: (h.official, h.last_seen or "", h.position)):
            self.held[holding.official] = holding.position  # the one that was seen last

    def talk(self, talk: Talk) -> Iterator[Row]:
        """A row for each pair of parties, and one for each mediator and party."""
        kind, _, mode = talk.plover.partition("/")
        place = self.places[talk.place.id].state if talk.place else None
        parties = [(p, self._participant(p)) for p in talk.participants if p.role == "party"]
        for (one, a), (other, b) in combinations(parties, 2):
            if one.entity.id == other.entity.id:
                continue
            source, target, directed = _direction(talk, a, b, place)
            yield self._row(talk, source, target, directed, kind, mode, talk.cameo)
        for mediator in (self._participant(p) for p in talk.participants if p.role == "mediator"):
            mediation = codes.mediation(talk.factuality)
            for _, party in parties:
                yield self._row(talk, mediator, party, True, mediation.plover, "", mediation.cameo)

    def statement(self, statement: Statement) -> Row:
        """The row of a statement; its target is the one whom it mentions, if it is one."""
        kind, _, mode = statement.plover.partition("/")
        speaker = self._entity(statement.speaker)
        named = [self._entity(m) for m in statement.mentions if m.label not in {"Topic", "Place"}]
        others = [m for m in named if m.id != speaker.id and not (m.sector == "GOV" and m.country == speaker.country)]
        target = others[0] if len(others) == 1 else _NOBODY
        cited = statement.evidence[0]
        return {
            **self._event(statement.id, speaker, target, directed=True, kind=kind, mode=mode),
            "Event Date": statement.date or "",
            "Date Precision": "day" if statement.date else "",
            "CAMEO Code": codes.statement(statement.act).cameo,
            "Contexts": "",
            "Factuality": "asserted",
            "Confidence": "",
            "Place": "",
            "Place Country": "",
            **self._cited(cited),
            "Reports": 1,
        }

    def _row(self, talk: Talk, source: Actor, target: Actor, directed: bool, kind: str, mode: str, cameo: str) -> Row:
        cited = min(talk.evidence, key=lambda e: (self._published(e), e.document, e.start))
        return {
            **self._event(talk.id, source, target, directed=directed, kind=kind, mode=mode),
            "Event Date": talk.date or "",
            "Date Precision": talk.date_precision or "",
            "CAMEO Code": cameo,
            "Contexts": codes.context(talk.factuality),
            "Factuality": talk.factuality,
            "Confidence": talk.confidence,
            "Place": talk.place.name if talk.place else "",
            "Place Country": alpha3(self.places[talk.place.id].state if talk.place else None),
            **self._cited(cited),
            "Reports": len({item.document for item in talk.evidence}),
        }

    def _event(self, record: str, source: Actor, target: Actor, *, directed: bool, kind: str, mode: str) -> Row:
        return {
            "Event ID": ids.make("event", record, source.id, target.id),
            "Source Name": source.name,
            "Source Country": source.country,
            "Source Sectors": source.sector,
            "Source Title": source.title,
            "Target Name": target.name,
            "Target Country": target.country,
            "Target Sectors": target.sector,
            "Target Title": target.title,
            "Directed": "yes" if directed else "no",
            "Event Type": kind,
            "Event Mode": mode,
            "Record": record,
        }

    def _cited(self, item: Evidence) -> Row:
        document = self.documents[item.document]
        return {
            "Document": item.document,
            "Start": item.start,
            "Sentence": " ".join(item.text.split()),
            "Publisher": document.source or "",
            "Publication Date": document.published or "",
            "URL": document.url or "",
        }

    def _published(self, item: Evidence) -> str:
        return self.documents[item.document].published or "9999"

    def _participant(self, party: Participant) -> Actor:
        actor = self._entity(party.entity)
        kind = self.kinds.get(party.position or "", actor.kind) if party.position else actor.kind
        return Actor(
            actor.id,
            actor.name,
            alpha3(party.state) or actor.country,
            codes.sector(position=kind, otherwise=actor.sector),
            party.position or actor.title,
            kind,
        )

    def _entity(self, ref: EntityRef) -> Actor:
        if ref.label == "State":
            return Actor(ref.id, ref.name, alpha3(ref.id), codes.sector(label="State"))
        if ref.label == "Organization":
            organization = self.organizations[ref.id]
            return Actor(ref.id, ref.name, alpha3(organization.state), codes.sector(organization=organization.kind))
        position = self.positions.get(ref.id if ref.label == "Position" else self.held.get(ref.id, ""))
        if position is None:
            return Actor(ref.id, ref.name, "", codes.sector())
        body = self.organizations.get(position.organization or "")
        sector = codes.sector(position=position.kind, organization=body.kind if body else None)
        return Actor(ref.id, ref.name, alpha3(position.state), sector, position.title, position.kind)


def _direction(talk: Talk, a: Actor, b: Actor, place: str | None) -> tuple[Actor, Actor, bool]:
    """Source, target, and whether the text tells which is which: a guest visits a host, a posted envoy is summoned."""
    here = alpha3(place)
    if talk.plover.endswith("/visit") and here and (a.country == here) != (b.country == here):
        return (b, a, True) if a.country == here else (a, b, True)
    if codes.is_summons(talk.evidence) and (a.kind in _POSTED) != (b.kind in _POSTED):
        return (b, a, True) if a.kind in _POSTED else (a, b, True)
    return (a, b, False)


def alpha3(state: str | None) -> str:
    """ISO 3166-1 alpha-3 of an alpha-2 code; empty for none."""
    return _alpha3().get(state or "", "")


@cache
def _alpha3() -> dict[str, str]:
    from babel.core import get_global  # here: only this export needs it

    aliases = {
        alias: states
        for alias, states in get_global("territory_aliases").items()
        if len(alias) == 3 and alias.isalpha() and len(states) == 1 and alias not in _WITHDRAWN
    }
    return {states[0]: alias for alias, states in aliases.items()}
