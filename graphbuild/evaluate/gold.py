"""Gold: what people read in a document, as typed records.

A gold file is JSON and lies beside the text that it annotates; its ``document`` names that text. Only the fields that
scoring reads are kept.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from graphbuild.errors import InputError
from graphbuild.evaluate.fields import Fields
from graphbuild.records import FACTUALITIES, TALK_KINDS

_GOLD_FIELDS = ("document", "reference_date", "officials", "talks", "statements", "states", "note")
_TALK_FIELDS = (
    *("id", "participants", "kind", "factuality", "date", "place", "topics", "topics_optional", "lines"),
    *("optional", "may_merge_with", "claims"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTalk:
    """A talk of the text: one tuple of aliases a party; every acceptable kind and factuality, the best first.

    An `optional` talk (which may lack its counterpart) is neither asked for nor counted wrong; one that
    `may_merge_with` another is not asked for where that other was found. `lines` are 1-based lines of the text.
    """

    id: str
    participants: tuple[tuple[str, ...], ...]
    kind: tuple[str, ...]
    factuality: tuple[str, ...]
    date: date | None
    place: str | None
    topics: tuple[str, ...]
    topics_optional: tuple[str, ...]
    lines: tuple[int, ...]
    optional: bool
    may_merge_with: str | None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """Somebody said something on a line (1-based); `speaker` holds every acceptable name."""

    line: int
    speaker: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """The text that was read, and for each of its lines the line of the annotated text that it came from.

    `origins` has one 1-based number a line. It differs from 1, 2, 3 … only where noise has broken the lines.
    """

    text: str
    origins: tuple[int, ...]

    @classmethod
    def whole(cls, text: str) -> Source:
        """The annotated text itself."""
        return cls(text, tuple(range(1, text.count("\n") + 2)))

    def line_of(self, offset: int) -> int:
        """Annotated line of the character at an offset of `text`."""
        return self.origins[bisect_right(self._starts, offset) - 1]

    def lines(self, numbers: Iterable[int]) -> str:
        """Text of annotated lines, joined by spaces."""
        wanted = set(numbers)
        lines = zip(self.origins, self.text.split("\n"), strict=True)
        return " ".join(line.strip() for number, line in lines if number in wanted)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        for line in self.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        return tuple(starts[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The gold of one document. `path` is the text's path; its name is what evidence cites.

    `reference_date` is the day from which the text's own words count («yesterday»), where one was given.
    """

    path: Path
    reference_date: date | None
    talks: tuple[GoldTalk, ...]
    statements: tuple[GoldStatement, ...]
    source: Source

    @property
    def document(self) -> str:
        """Name of the annotated file, without its folder."""
        return self.path.name


def read_all(paths: Iterable[str | Path]) -> tuple[Gold, ...]:
    """Read gold files, and the gold files (``gold.json``, ``*.gold.json``) of folders, sorted by document.

    Raises `InputError`: no gold there, bad gold, or two for documents of one name (evidence is matched by name).
    """
    found: dict[str, tuple[Path, Gold]] = {}
    for path in dict.fromkeys(file for one in paths for file in _files(Path(one))):
        gold = read(path)
        if gold.document in found:
            other = found[gold.document][0]
            raise InputError(f"{path}: document: {gold.document!r} has gold in {other} too; rename one, or score apart")
        found[gold.document] = path, gold
    if not found:
        raise InputError("no gold was given; name gold files, or folders of them")
    return tuple(found[name][1] for name in sorted(found))


def read(path: Path) -> Gold:
    """Read and check one gold file and the text beside it; `InputError` names the file and the field."""
    fields = Fields.of(_json(path), str(path))
    fields.refuse_near_misses(_GOLD_FIELDS)
    name = fields.text("document")
    if Path(name).name != name:
        raise InputError(f"{fields.at('document')}: {name!r} is no file name; the text lies beside its gold")
    source = Source.whole(_text(path.parent / name))
    talks = tuple(_talk(talk, source) for talk in fields.objects("talks"))
    ids = [talk.id for talk in talks]
    for i, talk in enumerate(talks):
        place, other = f"{fields.at('talks')}[{i}]", talk.may_merge_with
        if talk.id in ids[:i]:
            raise InputError(f"{place}: id: {talk.id!r} occurs twice; give each talk its own")
        if other is not None and other not in ids:
            raise InputError(f"{place}: may_merge_with: no talk {other!r}; use one of {', '.join(ids)}")
    statements = fields.objects("statements") if "statements" in fields.values else ()
    return Gold(
        path=path.parent / name,
        reference_date=fields.optional_day("reference_date"),
        talks=talks,
        statements=tuple(_statement(statement, source) for statement in statements),
        source=source,
    )


def _talk(fields: Fields, source: Source) -> GoldTalk:
    fields.refuse_near_misses(_TALK_FIELDS)
    participants = fields.text_lists("participants")
    optional = fields.flag("optional")
    if len(participants) < 2 and not optional:
        raise InputError(
            f"{fields.at('participants')}: {len(participants)} given; name two or more, or set optional to true"
        )
    lines = fields.numbers("lines")
    for line in lines:
        _check_line(line, fields.at("lines"), source)
    return GoldTalk(
        id=fields.text("id"),
        participants=participants,
        kind=_labels(fields, "kind", TALK_KINDS),
        factuality=_labels(fields, "factuality", FACTUALITIES),
        date=fields.optional_day("date"),
        place=fields.optional_text("place"),
        topics=fields.texts("topics"),
        topics_optional=fields.texts("topics_optional") if "topics_optional" in fields.values else (),
        lines=lines,
        optional=optional,
        may_merge_with=fields.optional_text("may_merge_with"),
    )


def _statement(fields: Fields, source: Source) -> GoldStatement:
    fields.refuse_near_misses(("line", "speaker"))
    line, speaker = fields.number("line"), fields.texts("speaker")
    _check_line(line, fields.at("line"), source)
    if not speaker:
        raise InputError(f"{fields.at('speaker')}: an empty list; name the speaker")
    return GoldStatement(line, speaker)


def _labels(fields: Fields, key: str, known: Sequence[str]) -> tuple[str, ...]:
    labels = fields.texts(key)
    unknown = [label for label in labels if label not in known]
    if unknown or not labels:
        what = f"unknown {unknown[0]!r}" if unknown else "an empty list"
        raise InputError(f"{fields.at(key)}: {what}; use one or more of {', '.join(known)}")
    return labels


def _check_line(line: int, place: str, source: Source) -> None:
    if not 1 <= line <= len(source.origins):
        raise InputError(f"{place}: no line {line}; the text has lines 1 to {len(source.origins)}")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted([*path.rglob("*.gold.json"), *path.rglob("gold.json")])
    if not files:
        raise InputError(f"{path}: no gold in this folder; gold files are named gold.json or NAME.gold.json")
    return files


def _json(path: Path) -> object:
    try:
        value: object = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: no valid JSON ({error.msg}); mend that line") from None
    return value


def _text(path: Path) -> str:
    """Text of a file, with its line ends as they are: evidence counts every character."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check the path and its permissions") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is no UTF-8; save the file as UTF-8") from None
