"""What an export says: talks and statements, read from rows of ``talks.jsonl`` and ``statements.jsonl``.

Only the fields that scoring reads are kept, so that any tool's export in this form can be scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import InputError
from graphbuild.evaluate.fields import Fields


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence: characters ``[start, end)`` of a document, and what the export says stands there."""

    document: str
    start: int
    end: int
    text: str

    def cites(self, document: str) -> bool:
        """Whether it cites a document of that file name, in whatever folder."""
        return Path(self.document).name == document


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedTalk:
    """A talk of an export; `participants` and `topics` are names, `date` is as the export writes it."""

    id: str
    kind: str
    factuality: str
    date: str | None
    place: str | None
    participants: tuple[str, ...]
    topics: tuple[str, ...]
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PredictedStatement:
    """A statement of an export."""

    id: str
    speaker: str
    evidence: tuple[Quote, ...]


def talk(row: Mapping[str, object], place: str) -> PredictedTalk:
    """One row of ``talks.jsonl``; `place` starts the error on a bad one."""
    fields = Fields.of(row, place)
    return PredictedTalk(
        id=fields.text("id"),
        kind=fields.text("kind"),
        factuality=fields.text("factuality"),
        date=fields.optional_text("date"),
        place=fields.optional_text("place"),
        participants=tuple(one.text("name") for one in fields.objects("participants")),
        topics=tuple(one.text("name") for one in fields.objects("topics")),
        evidence=_evidence(fields),
    )


def statement(row: Mapping[str, object], place: str) -> PredictedStatement:
    """One row of ``statements.jsonl``; `place` starts the error on a bad one."""
    fields = Fields.of(row, place)
    return PredictedStatement(fields.text("id"), fields.nested("speaker").text("name"), _evidence(fields))


def talks(rows: Iterable[Mapping[str, object]]) -> tuple[PredictedTalk, ...]:
    """Rows of ``talks.jsonl``, in their order."""
    return tuple(talk(row, f"talks.jsonl:{n}") for n, row in enumerate(rows, 1))


def statements(rows: Iterable[Mapping[str, object]]) -> tuple[PredictedStatement, ...]:
    """Rows of ``statements.jsonl``, in their order."""
    return tuple(statement(row, f"statements.jsonl:{n}") for n, row in enumerate(rows, 1))


def read_rows(path: Path) -> list[Mapping[str, object]]:
    """Objects of a JSON Lines file; `InputError` names the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a folder that `graphbuild export` wrote") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is no UTF-8; export again") from None
    rows: list[Mapping[str, object]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(Fields.of(json.loads(line), f"{path}:{number}").values)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: no valid JSON ({error.msg}); export again") from None
    return rows


def _evidence(fields: Fields) -> tuple[Quote, ...]:
    return tuple(
        Quote(one.text("document"), one.number("start"), one.number("end"), one.quote("text"))
        for one in fields.objects("evidence")
    )
