"""The road: read → repair → parse → link → relate → resolve → store, wired and checked.

`Pipeline` is the public object; `build` is its short form.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from graphbuild import kb, parse
from graphbuild.document import Document
from graphbuild.errors import InputError, PipelineError, StoreError
from graphbuild.link import Linker
from graphbuild.link.lexicon import Lexicon
from graphbuild.read.given import Paths, read_given
from graphbuild.records import DocumentRecord
from graphbuild.relate import Relater
from graphbuild.repair import Repairer
from graphbuild.report import BuildReport
from graphbuild.resolve import anchors, resolve_with
from graphbuild.resolve.corrections import read as read_corrections
from graphbuild.resolve.review import is_doubtful
from graphbuild.store import folder as layout
from graphbuild.store import save
from graphbuild.store.records import load, load_documents

Progress = Callable[[int, int, str], None]
"""Is told after each document how many are done, of how many, and its path."""


class Stage(Protocol):
    """A stage of the road: it needs layers of a document and adds others."""

    @property
    def requires(self) -> Iterable[str]: ...

    @property
    def provides(self) -> Iterable[str]: ...

    def __call__(self, document: Document) -> Document: ...


class Pipeline:
    """Builds graphs from documents.

    `model` is ``builtin``, ``official`` or the path of a Stanza model folder; `home` the ISO code of the state to which
    bare titles belong; `office_holders` are tables of the user's own, with the columns of ``kb/office_holders.tsv``,
    read after the shipped one; `stages` replaces the document stages (repair, parse, link, relate by default).
    Raises PipelineError when a stage lacks a layer that no stage before it makes, InputError for a table that is not
    there, LexiconError for a row of one that does not validate.
    """

    def __init__(
        self,
        *,
        model: str | Path = "builtin",
        home: str = "IR",
        office_holders: Sequence[str | Path] = (),
        stages: Sequence[Stage] | None = None,
    ) -> None:
        self._model = model
        self._home = home
        self._tables = tuple(map(Path, office_holders))
        for table in self._tables:
            if not table.is_file():
                raise InputError(
                    f"{table}: no such table of office-holders; see graphbuild/kb/SOURCES.md for its columns"
                )
        self._known = kb.load(self._tables)
        self._stages = tuple(stages) if stages is not None else None
        if stages is not None:
            check(stages)

    def stages(self, *, parses: Path | None = None) -> tuple[Stage, ...]:
        """The document stages in order; parses are kept in the folder `parses`, if it is given."""
        if self._stages is not None:
            return self._stages
        cache = parse.ParseCache(parses) if parses is not None else None
        words = Lexicon(self._tables) if self._tables else None
        stages: tuple[Stage, ...] = (
            Repairer(), parse.Parser(self._model, cache=cache), Linker(home=self._home, words=words), Relater(),
        )  # fmt: skip
        check(stages)
        return stages

    def document(self, document: Document) -> Document:
        """One document through all document stages; nothing is stored. The model stays loaded for the next one."""
        for stage in self._own:
            document = stage(document)
        return document

    @cached_property
    def _own(self) -> tuple[Stage, ...]:
        return self.stages()

    def build(
        self,
        paths: Paths,
        *,
        graph: str | Path,
        published: date | str | None = None,
        encoding: str | None = None,
        progress: Progress | None = None,
    ) -> BuildReport:
        """Build the graph folder `graph` from files, folders, globs and pandas frames (a row, a document).

        A frame is called ``frame``, or as ``frame.attrs["name"]`` says; its columns are those of `read.from_frame`.
        The analyst's ``corrections.toml`` in the folder is applied last.
        What the graph holds from other PATHs stays; a document of these PATHs that is gone or changed takes with it
        what only it said. A document that cannot be read is refused, with what the graph had of it kept.
        Raises InputError for arguments that cannot be right, CorrectionsError, ModelError, StoreError (also when
        another build of the folder is at work).
        """
        folder = Path(graph)
        layout.claim(folder)
        with layout.locked(folder):
            return self._build(paths, folder, published=published, encoding=encoding, progress=progress)

    def _build(
        self,
        paths: Paths,
        folder: Path,
        *,
        published: date | str | None,
        encoding: str | None,
        progress: Progress | None,
    ) -> BuildReport:
        corrections = read_corrections(folder / layout.CORRECTIONS)  # first: a mistake in it is told before long work
        run = _Run()
        with run.stage("read"):
            found, refused = read_given(paths, published=published, encoding=encoding)
            documents, roots = _with_kept(folder, found, {path for path, _ in refused})
        done = [
            self._document(document, folder, run, i, len(documents), progress)
            for i, document in enumerate(documents, 1)
        ]
        with run.stage("resolve"):
            resolved = resolve_with(
                done,
                corrections=corrections,
                roots=roots,
                locked=anchors.load(folder),
                before=_anchors_before(folder) if corrections.ids else None,
                holders=self._known.office_holders,
            )
            records = resolved.records
        with run.stage("store"):
            save(records, folder)
            anchors.save(folder, resolved.known)
        return BuildReport(
            graph=folder.as_posix(),
            documents_read=len(found),
            parsed=run.parsed,
            reused=run.reused,
            refused=tuple(refused),
            talks=len(records.talks),
            officials=len(records.officials),
            statements=len(records.statements),
            seconds=run.seconds,
            corrections=corrections.count,
            unknown=resolved.unknown,
            doubtful=sum(map(is_doubtful, records.judgements)),
        )

    def _document(
        self, document: Document, folder: Path, run: _Run, number: int, total: int, progress: Progress | None
    ) -> Document:
        if not run.stages:
            run.stages = self.stages(parses=folder / layout.PARSES)
        for stage in run.stages:
            name = type(stage).__module__.split(".")[1]
            with run.stage(name):
                document = run.parse(stage, document) if isinstance(stage, parse.Parser) else stage(document)
        if progress is not None:
            progress(number, total, document.path)
        return document


@dataclass
class _Run:
    """What one build counts: seconds a stage, parses made and reused."""

    seconds: dict[str, float] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    parsed: int = 0
    reused: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def parse(self, parser: parse.Parser, document: Document) -> Document:
        """Parse one document, counting whether the parse was there already."""

        def count(document: Document, *, reused: bool) -> None:
            self.reused += reused
            self.parsed += not reused

        return next(parser.parse_many([document], progress=count))


def check(stages: Sequence[Stage]) -> None:
    """Raise PipelineError when a stage requires a layer that no earlier one provides."""
    layers = {"text"}
    for stage in stages:
        missing = set(stage.requires) - layers
        if missing:
            raise PipelineError(
                f"{type(stage).__name__} needs {', '.join(sorted(missing))}; the stages before it give "
                f"{', '.join(sorted(layers))}; put the stage that makes it first"
            )
        layers |= set(stage.provides)


def _with_kept(
    folder: Path, found: dict[str, tuple[Document, str]], refused: set[str]
) -> tuple[list[Document], dict[str, str]]:
    """The documents of the new graph: found now, of other PATHs, and the last good state of refused ones."""
    roots = {root for _, root in found.values()}
    documents = {path: document for path, (document, _) in found.items()}
    root_of = {path: root for path, (_, root) in found.items()}
    for record in _known(folder):
        if record.path in documents or (record.root in roots and record.path.split("#")[0] not in refused):
            continue
        documents[record.path] = _document(record)
        root_of[record.path] = record.root
    return [documents[path] for path in sorted(documents)], root_of


def _known(folder: Path) -> tuple[DocumentRecord, ...]:
    try:
        return load_documents(folder)
    except StoreError:
        return ()  # a new graph, or one whose records are to be made again


def _anchors_before(folder: Path) -> dict[str, frozenset[str]]:
    """What the ids of the graph stood for before this build."""
    try:
        return anchors.of_records(load(folder))
    except StoreError:
        return {}


def _document(record: DocumentRecord) -> Document:
    return Document(
        path=record.path,
        text=record.text,
        title=record.title,
        source=record.source,
        url=record.url,
        published=date.fromisoformat(record.published) if record.published else None,
    )


def build(
    paths: Paths,
    *,
    graph: str | Path = "news.graph",
    published: date | str | None = None,
    encoding: str | None = None,
    model: str | Path = "builtin",
    home: str = "IR",
    office_holders: Sequence[str | Path] = (),
    progress: Progress | None = None,
) -> BuildReport:
    """Build a graph folder from files, folders, globs and pandas frames of news; see `Pipeline.build`."""
    pipeline = Pipeline(model=model, home=home, office_holders=office_holders)
    return pipeline.build(paths, graph=graph, published=published, encoding=encoding, progress=progress)
