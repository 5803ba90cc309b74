"""What scoring counts in one document: hits and misses a slot, and every error with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from graphbuild.evaluate.align import Alignment, align, pairs
from graphbuild.evaluate.gold import Gold, GoldTalk
from graphbuild.evaluate.names import same_party, same_topic
from graphbuild.evaluate.predicted import PredictedStatement, PredictedTalk, Quote

RATE_SLOTS = ("talk", "pair", "topic", "statement")
ACCURACY_SLOTS = ("kind", "factuality", "date", "place")
MISSED = "missed"  # the column of a confusion table for talks that were not found


@dataclass(slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0


@dataclass(slots=True)
class Hits:
    """`right` answers among `of` that the gold gives."""

    right: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One difference between export and gold; `item` is the gold talk's id, or the line, or the predicted id.

    `slot` is a slot of the scores, or ``evidence`` for a quote that is not in the text.
    """

    document: str
    slot: str
    item: str
    found: str
    expected: str
    sentence: str

    def to_json(self) -> dict[str, str]:
        """As a JSON object."""
        return asdict(self)


@dataclass(slots=True)
class Outcome:
    """Counts of one document. `factuality` holds (best gold value, predicted value or None for a missed talk).

    A predicted factuality that the gold accepts is recorded as the best gold value.
    """

    document: str
    rates: dict[str, Counts] = field(default_factory=lambda: {slot: Counts() for slot in RATE_SLOTS})
    accuracies: dict[str, Hits] = field(default_factory=lambda: {slot: Hits() for slot in ACCURACY_SLOTS})
    factuality: list[tuple[str, str | None]] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)

    def error(self, slot: str, item: str, *, found: str, expected: str, sentence: str) -> None:
        """Record one error."""
        self.errors.append(
            Error(document=self.document, slot=slot, item=item, found=found, expected=expected, sentence=sentence)
        )


def outcome(gold: Gold, talks: Iterable[PredictedTalk], statements: Iterable[PredictedStatement]) -> Outcome:
    """Count one document of an export; talks and statements of other documents are passed over.

    Talks of fewer than two participants are not counted. Statements are looked at only on lines that the gold
    annotates, and not at all where it annotates none.
    """
    counted = Outcome(gold.document)
    cited = sorted((talk for talk in talks if _told_at(talk, gold.document)), key=lambda t: _told_at(t, gold.document))
    said = [one for one in statements if any(quote.cites(gold.document) for quote in one.evidence)]
    for item, evidence in [(talk.id, talk.evidence) for talk in cited] + [(one.id, one.evidence) for one in said]:
        _check_quotes(counted, gold, item, evidence)
    mine = [talk for talk in cited if len(talk.participants) >= 2]
    alignment = align(gold.talks, mine)
    for talk in gold.talks:
        if alignment.asked_for(talk):
            _count_talk(counted, gold, talk, alignment.matched.get(talk.id))
    _count_spurious(counted, gold, alignment)
    _count_pairs(counted, gold, mine)
    _count_statements(counted, gold, said)
    return counted


def _told_at(talk: PredictedTalk, document: str) -> list[tuple[int, int]]:
    """Where a document tells of the talk, in order: talks are matched in the order of the text, not of their ids."""
    return sorted((quote.start, quote.end) for quote in talk.evidence if quote.cites(document))


def _count_talk(counted: Outcome, gold: Gold, talk: GoldTalk, found: PredictedTalk | None) -> None:
    sentence = gold.source.lines(talk.lines)
    best = talk.factuality[0]
    if found is None:
        counted.rates["talk"].fn += 1
        counted.factuality.append((best, None))
        parties = " + ".join(aliases[0] for aliases in talk.participants)
        counted.error("talk", talk.id, found="", expected=parties, sentence=sentence)
        return
    counted.rates["talk"].tp += 1
    counted.factuality.append((best, best if found.factuality in talk.factuality else found.factuality))
    for slot, value, accepted in (
        ("kind", found.kind, talk.kind),
        ("factuality", found.factuality, talk.factuality),
        ("date", found.date or "", (talk.date.isoformat(),) if talk.date else ()),
        ("place", found.place or "", (talk.place,) if talk.place else ()),
    ):
        if not accepted:
            continue
        right = bool(value) and same_party(accepted, value) if slot == "place" else value in accepted
        counted.accuracies[slot].of += 1
        counted.accuracies[slot].right += right
        if not right:
            counted.error(slot, talk.id, found=value, expected=" / ".join(accepted), sentence=sentence)
    _count_topics(counted, talk, found, sentence)


def _count_topics(counted: Outcome, talk: GoldTalk, found: PredictedTalk, sentence: str) -> None:
    allowed = talk.topics + talk.topics_optional
    missed = [topic for topic in talk.topics if not any(same_topic(topic, one) for one in found.topics)]
    spurious = [one for one in found.topics if allowed and not any(same_topic(topic, one) for topic in allowed)]
    counts = counted.rates["topic"]
    counts.tp += len(talk.topics) - len(missed)
    counts.fp += len(spurious)
    counts.fn += len(missed)
    if missed or spurious:
        expected = " / ".join(talk.topics)
        counted.error("topic", talk.id, found=" / ".join(found.topics), expected=expected, sentence=sentence)


def _count_spurious(counted: Outcome, gold: Gold, alignment: Alignment) -> None:
    for talk in alignment.spurious:
        counted.rates["talk"].fp += 1
        sentence = _cited(gold, talk.evidence)[0].text
        found = f"{' + '.join(talk.participants)} ({talk.kind}, {talk.factuality})"
        counted.error("talk", talk.id, found=found, expected="", sentence=sentence)


def _count_pairs(counted: Outcome, gold: Gold, talks: Sequence[PredictedTalk]) -> None:
    found = pairs(gold.talks, talks)
    counts = counted.rates["pair"]
    counts.tp = len(found.required & found.found)
    counts.fp = len(found.found - found.required - found.optional)
    counts.fn = len(found.required - found.found)


def _count_statements(counted: Outcome, gold: Gold, statements: Iterable[PredictedStatement]) -> None:
    """A statement stands on the line where its first piece of evidence starts."""
    speakers: dict[int, list[str]] = {}
    for one in statements:
        first = one.evidence[0]
        if first.cites(gold.document):
            speakers.setdefault(gold.source.line_of(first.start), []).append(one.speaker)
    counts = counted.rates["statement"]
    for statement in gold.statements:
        here = speakers.get(statement.line, [])
        if any(same_party(statement.speaker, name) for name in here):
            counts.tp += 1
            continue
        counts.fn += 1
        counts.fp += bool(here)
        sentence = gold.source.lines([statement.line])
        item, expected = f"line {statement.line}", statement.speaker[0]
        counted.error("statement", item, found=" / ".join(here), expected=expected, sentence=sentence)


def _check_quotes(counted: Outcome, gold: Gold, item: str, evidence: Iterable[Quote]) -> None:
    """A quote must be the very characters of the text."""
    for quote in _cited(gold, evidence):
        there = gold.source.text[quote.start : quote.end]
        if there != quote.text:
            place = f"{item} [{quote.start}:{quote.end}]"
            counted.error("evidence", place, found=quote.text, expected=there, sentence=there)


def _cited(gold: Gold, evidence: Iterable[Quote]) -> list[Quote]:
    return [quote for quote in evidence if quote.cites(gold.document)]
