"""A large invented graph: parties in circles that talk mostly among themselves, with the sentences of tests/news."""

import random
from datetime import date, timedelta
from pathlib import Path

from graphbuild import ids, kb
from graphbuild.records import (
    FACTUALITIES,
    STANCES,
    TALK_KINDS,
    Claim,
    DocumentRecord,
    EntityRef,
    Evidence,
    Official,
    Participant,
    Records,
    State,
    Talk,
    Topic,
)

NEWS = Path(__file__).parent / "news"
CIRCLE = 25  # parties of one circle, about
_OUTSIDE = 0.15  # share of the talks that join two circles
_FACTUALITY_WEIGHTS = (80, 8, 4, 4, 4)


def large_records(*, parties: int, talks: int, seed: int = 1) -> Records:
    """Records of so many parties and talks; every party talks at least once if there are twice as many talks."""
    chance = random.Random(seed)
    refs = _refs(parties, chance)
    states = [State(id=state.iso2, name=state.name, name_en=state.name_en) for state in kb.states()[:40]]
    state_of = {ref.id: chance.choice(states).id for ref in refs}
    texts = [path.read_text(encoding="utf-8") for path in sorted(NEWS.glob("*.txt"))]
    documents = [_document(number, chance.choice(texts)) for number in range(max(1, talks // 2))]
    topics = [_topic(organization.name) for organization in kb.organizations()[:60]]
    found = {}
    for number in range(talks):
        one = refs[number % parties]
        circle = [ref for ref in _circle(refs, number % parties) if ref is not one]
        other = chance.choice(refs if chance.random() < _OUTSIDE else circle)
        if other is one:
            continue
        talk = _talk(number, (one, other), state_of, documents, topics, chance)
        found[talk.id] = talk
    officials = [Official(id=ref.id, name=ref.name, name_en=None, aliases=(), evidence=()) for ref in refs]
    return Records(
        documents=_sorted(documents),
        officials=_sorted(officials),
        states=_sorted(states),
        topics=_sorted(topics),
        talks=_sorted(list(found.values())),
    )


def _refs(count: int, chance: random.Random) -> list[EntityRef]:
    given = kb.given_names()
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{chance.choice(given)} {chance.choice(given)}‌{chance.choice(('نژاد', 'زاده', 'پور', 'فر'))}"] = None
    return [EntityRef(ids.make("official", name), "Official", name) for name in names]


def _circle(refs: list[EntityRef], number: int) -> list[EntityRef]:
    start = number // CIRCLE * CIRCLE
    return refs[start : start + CIRCLE]


def _document(number: int, text: str) -> DocumentRecord:
    path = f"news/{number:05}.txt"
    sha256 = ids.sha256(text)
    published = (date(2024, 1, 1) + timedelta(days=number % 700)).isoformat()
    return DocumentRecord(
        id=ids.make("document", path, sha256), path=path, root="news", title=text.partition("\n")[0],
        source="خبرگزاری البرزنامه", url=None, published=published, sha256=sha256, text=text,
    )  # fmt: skip


def _topic(name: str) -> Topic:
    return Topic(id=ids.make("topic", name), name=name, key=name, entities=())


def _evidence(document: DocumentRecord, chance: random.Random) -> Evidence:
    line = chance.choice([line for line in document.text.split("\n") if line.strip()])
    start = document.text.index(line)
    return Evidence(document.path, start, start + len(line), line, "talk.with")


def _talk(
    number: int,
    pair: tuple[EntityRef, EntityRef],
    state_of: dict[str, str],
    documents: list[DocumentRecord],
    topics: list[Topic],
    chance: random.Random,
) -> Talk:
    said = _evidence(chance.choice(documents), chance)
    (factuality,) = chance.choices(FACTUALITIES, _FACTUALITY_WEIGHTS)
    topic = chance.choice(topics)
    return Talk(
        id=ids.make("talk", str(number), pair[0].id, pair[1].id),
        kind=chance.choice(TALK_KINDS),  # type: ignore[arg-type]
        date=(date(2024, 1, 1) + timedelta(days=chance.randrange(700))).isoformat() if chance.random() < 0.9 else None,
        date_precision="day",
        date_text=None,
        factuality=factuality,  # type: ignore[arg-type]
        place=None,
        cameo="040",
        plover="CONSULT",
        confidence=0.9,
        participants=tuple(
            Participant(entity=ref, role="party", state=state_of[ref.id], organization=None, position=None)
            for ref in pair
        ),
        topics=(EntityRef(topic.id, "Topic", topic.name),),
        claims=(Claim(source=chance.choice(pair), stance=chance.choice(STANCES), evidence=said),),  # type: ignore[arg-type]
        evidence=(said,),
    )


def _sorted(rows):  # type: ignore[no-untyped-def]
    return tuple(sorted(rows, key=lambda row: row.id))
