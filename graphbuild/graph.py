"""The graph as an object: frames, questions, the sentences behind an edge, exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from graphbuild.errors import QueryError, StoreError
from graphbuild.folding import fold
from graphbuild.query.days import asked_day
from graphbuild.records import FACTUALITIES, Judgement, Records
from graphbuild.store.base import Store
from graphbuild.store.folder import PARSES

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphbuild.query.why import Reason
    from graphbuild.resolve.review import Doubt
    from graphbuild.store.neo4j import Login
    from graphbuild.store.neo4j.loader import LoadReport
    from graphbuild.view.page import Page

Format = Literal["jsonl", "csv", "parquet", "graphml", "gexf", "conllu", "jsonld", "plover"]
FORMATS: tuple[Format, ...] = get_args(Format)

_Day = date | str


class Graph:
    """A graph in a store: read-only, and the same object whichever store holds it.

    Frames hold days as datetime64 (NaT where none is known), kinds and factualities as categories, lists as tuples.
    """

    def __init__(self, store: Store, *, folder: Path | None = None) -> None:
        self.store = store
        self.folder = folder

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """Open a graph folder. Raises StoreError when there is none, or one of another version."""
        from graphbuild.store.embedded import EmbeddedStore
        from graphbuild.store.folder import check

        check(Path(folder))
        return cls(EmbeddedStore(folder), folder=Path(folder))

    @classmethod
    def from_neo4j(
        cls,
        to: str | Login = "local",
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        auth: str | Path | None = None,
    ) -> Self:
        """Open the graph in a Neo4j server: an address, or "local", the server of ``graphbuild neo4j up``.

        Without a password the login is found as `load_into` finds it. Exports that need texts or records want the
        graph's folder. When it is first asked: ConnectionFailed, StoreError (the server is too old).
        """
        from graphbuild.store.neo4j import login
        from graphbuild.store.neo4j.store import Neo4jStore

        return cls(Neo4jStore(login(to, user=user, password=password, database=database, auth=auth)))

    def load_into(
        self,
        to: str | Login = "local",
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        auth: str | Path | None = None,
        dry_run: bool = False,
        progress: Callable[[int, int, str], None] = lambda done, total, name: None,
    ) -> LoadReport:
        """Make a Neo4j database hold what this graph's folder says, writing only what differs; or tell what would.

        Without a password the login is that of the file `auth`, of the environment (``NEO4J_USERNAME``,
        ``NEO4J_PASSWORD``), or of the server of ``graphbuild neo4j up``. What the folder does not say is taken away:
        the database must have no such nodes at first, or hold a graph of ours. Raises StoreError, ConnectionFailed.
        """
        from graphbuild.store.neo4j import login
        from graphbuild.store.neo4j.loader import load
        from graphbuild.store.neo4j.store import Neo4jStore

        records = self.records  # first: without them no server is asked
        with Neo4jStore(login(to, user=user, password=password, database=database, auth=auth)) as store:
            return load(store, records, dry_run=dry_run, progress=progress)

    def write_bulk(self, directory: str | Path, *, database: str | None = None) -> str:
        """Write CSV files for ``neo4j-admin database import``, and give the command that imports them.

        It fills an empty database, and only while its server is down. Raises StoreError.
        """
        from graphbuild.store.neo4j.bulk import write

        return write(self.records, Path(directory), database=database or "neo4j")

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _repr_html_(self) -> str:
        from graphbuild.view import notebook

        return notebook.graph(self)

    def talks(self) -> pd.DataFrame:
        """One row a talk, in order of time; talks without a date come last."""
        from graphbuild.query import frames

        return frames.talks(self.store)

    def officials(self) -> pd.DataFrame:
        """One row an official, in order of names."""
        from graphbuild.query import frames

        return frames.officials(self.store)

    def statements(self) -> pd.DataFrame:
        """One row a statement, in order of time."""
        from graphbuild.query import frames

        return frames.statements(self.store)

    def documents(self) -> pd.DataFrame:
        """One row a document, in order of time."""
        from graphbuild.query import frames

        return frames.documents(self.store)

    def who_talked_to_whom(
        self,
        *,
        since: _Day | None = None,
        until: _Day | None = None,
        state: str | None = None,
        factuality: str | Iterable[str] | None = None,
        topic: str | None = None,
        official: str | None = None,
    ) -> pd.DataFrame:
        """One row for each pair of parties and talk, in order of time, with a sentence that says so.

        All factualities are in it, and the column ``factuality`` tells which: a denied or planned talk is a row too.
        `since` and `until` are days or months (``"2025-01"``), both included, and leave out talks without a date;
        ``attrs["undated_left_out"]`` has their number. `state` is a name or an ISO code, `factuality` one or several
        of them, `topic` a part of a topic in any of the ways to say it, `official` a part of a name in any spelling.
        Raises QueryError for a value that cannot be meant, and for a name, state or topic that the graph has not, with
        the nearest.
        """
        from graphbuild.query import frames, known
        from graphbuild.resolve.topics import topic_key

        first = None if since is None else asked_day(since)
        last = None if until is None else asked_day(until, last=True)
        found = frames.pairs(self.store)
        if factuality is not None:
            found = found[found["factuality"].isin(_factualities(factuality))]
        if state is not None:
            code = known.state_code(self.store, state)
            _exists(known.no_state(self.store, state) if code is None else None)
            found = found[(found["a_state"] == code) | (found["b_state"] == code)]
        if topic is not None:
            _exists(known.no_topic(self.store, topic))
            wanted, key = fold(topic), topic_key(topic)
            found = found[
                [any(wanted in fold(name) or key in topic_key(name) for name in names) for names in found["topics"]]
            ]
        if official is not None:
            _exists(known.nobody(self.store, official))
            wanted = fold(official)
            found = found[
                [wanted in a or wanted in b for a, b in zip(found["a_search"], found["b_search"], strict=True)]
            ]
        undated = 0
        if first is not None or last is not None:
            undated = found.loc[found["date"].isna(), "talk"].nunique()
            found = found[found["date"].between(first or found["date"].min(), last or found["date"].max())]
        found = found.drop(columns=["a_search", "b_search"]).reset_index(drop=True)
        found.attrs["undated_left_out"] = undated
        return found

    def query(self, question: str, /, **parameters: Any) -> pd.DataFrame:
        """Ask a named question or any read-only Cypher; parameters by their names. Raises QueryError.

        Of a frame without rows, ``attrs["why_empty"]`` says why: a name that the graph has not and the nearest, a
        period without talks.
        """
        from graphbuild.query.frames import frame
        from graphbuild.query.library import ask
        from graphbuild.query.remarks import why_empty

        answer = ask(self.store, question, parameters)
        found = frame(answer)
        if not answer.rows:
            found.attrs["why_empty"] = why_empty(self.store, question, parameters)
        return found

    def why(self, a: str, b: str) -> list[Reason]:
        """The talks of two parties, with the sentences that say so in their context; empty when they had none.

        Raises QueryError for a name that nobody has.
        """
        from graphbuild.query.why import why

        return why(self.store, a, b, text_of=self._texts.get, judged=self._judged)

    def review(self, *, everything: bool = False) -> list[Doubt]:
        """The judgements that an analyst should look at, the least certain first; with `everything` also the sure ones.

        What ``corrections.toml`` settles already is left out. Raises CorrectionsError, StoreError (no folder).
        """
        from graphbuild.resolve import corrections, review
        from graphbuild.store.folder import CORRECTIONS

        return review.review(self.records, corrections.read(self._own_folder() / CORRECTIONS), everything=everything)

    def settle(self, *, accept: Iterable[str] = (), reject: Iterable[str] = (), everything: bool = False) -> list[str]:
        """Write what settles judgements into the folder's ``corrections.toml``, and give the entries written.

        They are meant by their numbers in `review` (with the same `everything`), or by their ids. The next build
        applies them. Raises CorrectionsError; then nothing is written.
        """
        from graphbuild.resolve.review import settle

        doubts = self.review(everything=everything)
        return settle(self._own_folder(), doubts, accept=list(accept), reject=list(reject))

    def view(
        self,
        *,
        official: str | None = None,
        state: str | None = None,
        topic: str | None = None,
        since: _Day | None = None,
        until: _Day | None = None,
        query: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        language: str = "fa",
        title: str | None = None,
    ) -> Page:
        """One HTML page that needs no network: who talked to whom, with the sentences that say so.

        Filters are those of `who_talked_to_whom`; `query` is a named question or Cypher, whose answer says which talks
        or parties are drawn; `language` of the interface is ``fa`` or ``en``. It draws talks, not statements, and needs
        the graph's folder. Raises QueryError: a name that nobody has, nothing left to draw, or too much.
        """
        from graphbuild.query.library import ask
        from graphbuild.view import choose, content, page, words

        spoken = words.language(language)
        filters = choose.Filters(official=official, state=state, topic=topic, since=since, until=until)
        among = None if query is None else choose.named_by(self.records, ask(self.store, query, parameters or {}))
        talks = choose.choose(self.records, filters, among=among)
        asked = filters.given() | ({} if query is None else {"query": query})
        name = title or self._own_folder().stem
        undated = choose.undated_left_out(self.records, filters, among=among)
        return page.page(
            content.content(self.records, talks),
            title=name,
            filters=asked,
            language=spoken,
            undated_left_out=undated,
        )

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """All nodes and relationships with their properties; a node's key is its id."""
        from graphbuild.export.network import to_networkx

        return to_networkx(self.store)

    def export(self, directory: str | Path, *, format: Format = "jsonl", bom: bool = False) -> list[Path]:
        """Write the graph in another format into a directory and give the paths of the files.

        Files of the same names are replaced, others are left alone. `bom` is for CSV that Excel opens. All formats but
        graphml and gexf need the graph's folder. Raises QueryError (unknown format), StoreError (cannot be written).
        """
        if format not in FORMATS:
            raise QueryError(f"unknown format {format!r}; use one of {', '.join(FORMATS)}")
        if bom and format not in {"csv", "plover"}:
            raise QueryError(f"a BOM is for csv and plover, not for {format}; leave it out")
        directory = Path(directory)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            return self._export(directory, format, bom=bom)
        except OSError as error:
            raise StoreError(
                f"{directory}: cannot be written: {error.strerror or error}; choose another folder, or free some space"
            ) from error

    def _export(self, directory: Path, format: Format, *, bom: bool) -> list[Path]:
        from graphbuild.export import conllu, flat, jsonl, jsonld, network, plover

        if format == "jsonl":
            return jsonl.write(self.records, directory)
        if format == "csv":
            return flat.write_csv(self.records, directory, bom=bom)
        if format == "parquet":
            return flat.write_parquet(self.records, directory)
        if format == "plover":
            return plover.write(self.records, directory, bom=bom)
        if format == "conllu":
            return [conllu.write(self.records, self._own_folder() / PARSES, directory / "graph.conllu")]
        if format == "jsonld":
            return [jsonld.write(self.records, directory / "graph.jsonld")]
        return [network.write(self.to_networkx(), directory / f"graph.{format}", format)]

    @cached_property
    def records(self) -> Records:
        """The records behind the graph, read once. Raises StoreError when the graph has no folder."""
        from graphbuild.store.records import load

        return load(self._own_folder())

    @cached_property
    def _judged(self) -> Mapping[str, list[Judgement]]:
        """The judgements that joined the mentions of each talk; none without a folder."""
        found: dict[str, list[Judgement]] = {}
        for judgement in self.records.judgements if self.folder is not None else ():
            if judgement.same and judgement.kind == "talk":
                for node in judgement.nodes:
                    found.setdefault(node, []).append(judgement)
        return found

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        from graphbuild.store.records import load_documents

        if self.folder is None:
            return {}
        return {document.path: document.text for document in load_documents(self.folder)}

    def _own_folder(self) -> Path:
        if self.folder is None:
            raise StoreError("this graph has no folder with records; open the graph folder that it was loaded from")
        return self.folder


def _factualities(value: str | Iterable[str]) -> list[str]:
    wanted = [value] if isinstance(value, str) else list(value)
    for one in wanted:
        if one not in FACTUALITIES:
            raise QueryError(f"no factuality {one!r}; use {', '.join(FACTUALITIES)}")
    return wanted


def _exists(missing: str | None) -> None:
    if missing:
        raise QueryError(missing)
