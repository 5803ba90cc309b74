"""A synthetic graph of the real shape, of any size: the same size and seed give the same records.

Few officials and states act often and many seldom (Zipf's law); names are made-up words in Persian letters. A talk
has 2.2 parties, 1.3 topics, 1.4 claims and 1.2 sentences on average; there is one statement a talk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from graphbuild import ids
from graphbuild.records import (
    FACTUALITIES,
    TALK_KINDS,
    Claim,
    DocumentRecord,
    EntityLabel,
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

_LETTERS = [chr(code) for code in (*range(0x62A, 0x63B), *range(0x641, 0x643), 0x6A9, *range(0x644, 0x649), 0x6CC)]
_ZWNJ = "\u200c"  # as in real names
_FIRST_DAY = date(2005, 1, 1)
_ACTS = ("say", "deny", "stress", "thank", "condemn", "welcome", "warn")
_QUOTE_WORDS = 14

_T = TypeVar("_T")


class _Maker:
    """Draws names, days and sentences; `documents` grows as talks and statements are drawn."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.vocabulary = ["".join(self.random.choices(_LETTERS, k=self.random.randint(3, 7))) for _ in range(4000)]

    def text(self, words: int) -> str:
        return " ".join(self.random.choices(self.vocabulary, k=words))

    def name(self) -> str:
        return f"{self.text(2)}{_ZWNJ}{self.text(1)}"

    def pick(self, rows: Sequence[_T]) -> _T:
        """The first ones often, the last ones seldom."""
        return rows[int(len(rows) ** self.random.random()) - 1]

    def few(self, rows: Sequence[_T], mean: float) -> list[_T]:
        """One or more different ones, `mean` on average."""
        found = [self.pick(rows)]
        while self.random.random() < 1 - 1 / mean:
            found.append(self.pick(rows))
        return list(dict.fromkeys(found))

    def day(self) -> str | None:
        if self.random.random() < 0.08:
            return None
        return (_FIRST_DAY + timedelta(days=self.random.randrange(7300))).isoformat()

    def evidence(self, documents: Sequence[str], rule: str) -> Evidence:
        text = self.text(_QUOTE_WORDS)
        start = self.random.randrange(5000)
        return Evidence(self.random.choice(documents), start, start + len(text), text, rule)


def synthetic(talks: int, *, seed: int = 1) -> Records:
    """Records of that many talks, and all that belongs to them."""
    make = _Maker(seed)
    paths = [f"news/{i:07}.txt" for i in range(max(4, talks // 3))]
    states = [State(id=_code(i), name=make.name(), name_en=f"State {i}") for i in range(190)]
    media = [_organization(make, "media", i) for i in range(max(5, talks // 500))]
    bodies = [_organization(make, "ministry", i, make.pick(states).id) for i in range(max(5, talks // 200))]
    places = [Place(id=ids.make("place", str(i)), name=make.name(), state=make.pick(states).id) for i in range(300)]
    topics = [
        Topic(id=ids.make("topic", str(i)), name=make.text(3), key=str(i), entities=(_ref("State", make.pick(states)),))
        for i in range(max(10, talks // 8))
    ]
    positions = [
        Position(
            id=ids.make("position", str(i)),
            name=make.name(),
            title=make.text(2),
            kind="other",
            state=make.pick(states).id,
            organization=None,
            evidence=(make.evidence(paths, "position"),),
        )
        for i in range(max(10, talks // 40))
    ]
    officials = [_official(make, i, paths) for i in range(max(20, talks // 20))]
    offices = {official.id: make.pick(positions) for official in officials}
    holdings = [
        Holding(
            id=ids.make("holding", official),
            official=official,
            position=office.id,
            first_seen="2010-01-01",
            last_seen="2020-01-01",
            evidence=(make.evidence(paths, "holds"),),
        )
        for official, office in offices.items()
    ]
    people = [
        (_ref("Official", official), offices[official.id].state, offices[official.id].name) for official in officials
    ]
    people += [(_ref("Position", position), position.state, position.name) for position in positions]
    sources = [_ref("Organization", one) for one in (*media, *bodies)]
    subjects = [_ref("Topic", topic) for topic in topics]
    venues = [_ref("Place", place) for place in places]
    everybody = [who for who, _, _ in people] + sources
    lands = [_ref("State", state) for state in states]
    return Records(
        documents=_sorted(_document(make, path) for path in paths),
        officials=_sorted(officials),
        positions=_sorted(positions),
        states=_sorted(states),
        organizations=_sorted([*media, *bodies]),
        topics=_sorted(topics),
        places=_sorted(places),
        holdings=_sorted(holdings),
        talks=_sorted(_talk(make, i, people, sources, subjects, venues, paths) for i in range(talks)),
        statements=_sorted(_statement(make, i, everybody, subjects, lands, paths) for i in range(talks)),
    )


def _talk(
    make: _Maker,
    number: int,
    people: Sequence[tuple[EntityRef, str | None, str]],
    sources: Sequence[EntityRef],
    subjects: Sequence[EntityRef],
    venues: Sequence[EntityRef],
    paths: Sequence[str],
) -> Talk:
    wanted = make.random.choices((2, 3, 4, 6), (85, 10, 4, 1))[0]
    parties: dict[EntityRef, tuple[EntityRef, str | None, str]] = {}
    while len(parties) < wanted:
        party = make.pick(people)
        parties[party[0]] = party
    quotes = tuple(make.evidence(paths, "talk.with") for _ in make.few(range(100), 1.2))
    stances = make.random.choices(
        ("reports", "claims", "announces", "denies"), (60, 15, 20, 5), k=len(make.few(range(9), 1.4))
    )
    return Talk(
        id=ids.make("talk", str(number)),
        kind=make.pick(TALK_KINDS),
        date=make.day(),
        date_precision="day",
        date_text=make.text(2),
        factuality=make.random.choices(FACTUALITIES, (80, 8, 3, 5, 4))[0],
        place=make.pick(venues) if make.random.random() < 0.3 else None,
        cameo="040",
        plover="CONSULT",
        confidence=round(make.random.random(), 2),
        participants=tuple(
            Participant(
                entity=who,
                role="mediator" if place > 1 and make.random.random() < 0.2 else "party",
                state=state,
                organization=None,
                position=position,
            )
            for place, (who, state, position) in enumerate(parties.values())
        ),
        topics=tuple(make.few(subjects, 1.3)),
        claims=tuple(Claim(source=make.pick(sources), stance=stance, evidence=quotes[0]) for stance in stances),
        evidence=quotes,
    )


def _statement(
    make: _Maker,
    number: int,
    speakers: Sequence[EntityRef],
    subjects: Sequence[EntityRef],
    lands: Sequence[EntityRef],
    paths: Sequence[str],
) -> Statement:
    quote = make.evidence(paths, "say")
    return Statement(
        id=ids.make("statement", str(number)),
        speaker=make.pick(speakers),
        act=make.pick(_ACTS),
        verb=make.text(1),
        text=quote.text,
        date=make.day(),
        plover="CONSULT",
        about=tuple(make.few(subjects, 1.1)),
        mentions=tuple(make.few(lands, 1.3)),
        evidence=(quote,),
    )


def _official(make: _Maker, number: int, paths: Sequence[str]) -> Official:
    return Official(
        id=ids.make("official", str(number)),
        name=make.name(),
        name_en=f"Official {number}",
        aliases=(make.text(1),),
        evidence=(make.evidence(paths, "name"),),
    )


def _organization(make: _Maker, kind: str, number: int, state: str | None = None) -> Organization:
    return Organization(
        id=ids.make("organization", kind, str(number)), name=make.name(), name_en=None, kind=kind, state=state
    )


def _document(make: _Maker, path: str) -> DocumentRecord:
    return DocumentRecord(
        id=ids.make("document", path),
        path=path,
        root="news",
        title=make.text(6),
        source=make.text(2),
        url=None,
        published=make.day(),
        sha256=ids.sha256(path),
        text="",
    )


def _code(number: int) -> str:
    return chr(65 + number // 26) + chr(65 + number % 26)


def _ref(label: EntityLabel, row: Any) -> EntityRef:
    return EntityRef(row.id, label, row.name)


def _sorted(rows: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))  # type: ignore[attr-defined]
