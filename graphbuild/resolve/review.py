"""What an analyst should look at: the least certain judgements first, and the lines that settle them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import CorrectionsError
from graphbuild.records import Evidence, Judgement, Records
from graphbuild.resolve.corrections import Corrections, parse, read
from graphbuild.store.folder import CORRECTIONS, write_file, writing

_SURE = 0.75  # certainty from which a verdict needs no look


@dataclass(frozen=True, slots=True)
class Doubt:
    """A judgement for review. `accept` and `reject` are entries of ``corrections.toml`` that settle it either way."""

    number: int
    judgement: Judgement
    names: tuple[str, ...]
    accept: str
    reject: str

    @property
    def sides(self) -> tuple[tuple[str, Evidence | None], tuple[str, Evidence | None]]:
        """What was compared: its id or name, and the characters that say it."""
        left, right = (*self.judgement.evidence, None, None)[:2]
        return (self.judgement.left, left), (self.judgement.right, right)


def is_doubtful(judgement: Judgement) -> bool:
    """Whether a judgement is a rule's, and not sure."""
    return judgement.by == "rule" and judgement.certainty < _SURE


def review(records: Records, corrections: Corrections, *, everything: bool = False) -> list[Doubt]:
    """The judgements that the analyst has not settled, the least certain first; `everything`: also the sure ones."""
    names = {talk.id: " – ".join(party.entity.name for party in talk.participants) for talk in records.talks}
    names |= {official.id: official.name for official in records.officials}
    settled = {frozenset(entry.talks) for entry in (*corrections.same, *corrections.not_same)}
    rulings = corrections.names
    settled |= {frozenset(entry.names) for entry in (*rulings.same_official, *rulings.not_same_official)}
    found = [
        judgement
        for judgement in records.judgements
        if judgement.by == "rule"
        and (everything or is_doubtful(judgement))
        and frozenset((judgement.left, judgement.right)) not in settled
    ]
    found.sort(key=lambda judgement: (judgement.certainty, judgement.id))
    return [
        Doubt(
            number=number,
            judgement=judgement,
            names=tuple(names.get(node, node) for node in judgement.nodes),
            accept=_entry(judgement, same=judgement.same),
            reject=_entry(judgement, same=not judgement.same),
        )
        for number, judgement in enumerate(found, 1)
    ]


def settle(folder: Path, doubts: Sequence[Doubt], *, accept: Sequence[str], reject: Sequence[str]) -> list[str]:
    """Append the entries that settle doubts, meant by number or id of judgement, to ``corrections.toml``; give them.

    Raises CorrectionsError for a doubt that is not in the list, or is both accepted and rejected; then nothing is
    written.
    """
    entries: dict[str, str] = {}
    for one, yes in [*((one, True) for one in accept), *((one, False) for one in reject)]:
        doubt = next((d for d in doubts if one in (str(d.number), d.judgement.id)), None)
        if doubt is None:
            raise CorrectionsError(f"{one}: no such doubt; `graphbuild review` lists them by number and id")
        entry = doubt.accept if yes else doubt.reject
        if entries.setdefault(doubt.judgement.id, entry) != entry:
            raise CorrectionsError(f"{one}: accepted and rejected at once; give one of them")
    path = folder / CORRECTIONS
    read(path)  # what is wrong in it already is told, and left as it is
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    added = "\n\n".join(entries.values()) + "\n" if entries else ""
    joined = f"{text.rstrip()}\n\n{added}" if text.strip() else added
    parse(joined, path)
    with writing(folder):
        write_file(path, joined.encode())
    return list(entries.values())


def _entry(judgement: Judgement, *, same: bool) -> str:
    """The lines for ``corrections.toml`` by which the two are one, or are not."""
    kind = ("same" if same else "not_same") + ("_official" if judgement.kind == "official" else "")
    key = "names" if judgement.kind == "official" else "talks"
    sides = ", ".join(json.dumps(side, ensure_ascii=False) for side in (judgement.left, judgement.right))
    said = " | ".join(_short(item.text) for item in judgement.evidence) or judgement.reason
    return f"[[{kind}]]\n{key} = [{sides}]\nwhy = {json.dumps(said, ensure_ascii=False)}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 120 else plain[:119] + "…"
