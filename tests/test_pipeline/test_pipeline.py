"""The whole road over the sample news, with the shipped model: laws that any build must keep."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from graphbuild import Document, Graph, build
from graphbuild.errors import GraphbuildError, InputError, PipelineError
from graphbuild.link import Linker
from graphbuild.parse.loading import Loaded
from graphbuild.parse.loading import load as load_model
from graphbuild.parse.models import Model
from graphbuild.pipeline import Pipeline
from graphbuild.read import Refusal, read
from graphbuild.records import Evidence, Records
from graphbuild.repair import Repairer
from graphbuild.report import BuildReport
from graphbuild.store.records import digest, load

NEWS = Path(__file__).parents[1] / "news"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    graph = tmp_path_factory.mktemp("pipeline") / "news.graph"
    return graph, build(NEWS, graph=graph)


@pytest.fixture
def copy(built: tuple[Path, BuildReport], tmp_path: Path) -> Path:
    """The graph again, to be changed: its parses are there, so that no text is parsed twice."""
    return Path(shutil.copytree(built[0], tmp_path / "news.graph"))


def evidence(records: Records) -> Iterator[Evidence]:
    for kind in (records.officials, records.positions, records.holdings, records.talks, records.statements):
        for row in kind:
            yield from row.evidence


def test_reads_everything(built: tuple[Path, BuildReport]) -> None:
    _, report = built
    assert report.documents_read == 17
    assert report.parsed + report.reused == 17
    assert not report.refused
    assert report.talks > 10
    assert report.statements > 20
    assert list(report.seconds)[:2] == ["read", "repair"]


def test_every_quote_is_the_raw_slice(built: tuple[Path, BuildReport]) -> None:
    records = load(built[0])
    texts = {d.path: d.text for d in records.documents}
    quotes = list(evidence(records))
    assert len(quotes) > 100
    for quote in quotes:
        assert texts[quote.document][quote.start : quote.end] == quote.text
        assert quote.text.strip()
        assert quote.rule


def test_every_talk_and_statement_has_evidence(built: tuple[Path, BuildReport]) -> None:
    records = load(built[0])
    assert all(talk.evidence and len(talk.participants) >= 2 for talk in records.talks)
    assert all(statement.evidence for statement in records.statements)


def test_twice_is_once(copy: Path) -> None:
    before = digest(copy)
    report = build(NEWS, graph=copy)
    assert digest(copy) == before
    assert report.parsed == 0


def test_order_of_input_does_not_matter(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.graph"
    shutil.copytree(copy / "parses", other / "parses")
    files = sorted(path for path in NEWS.iterdir() if path.suffix in {".txt", ".html", ".jsonl"})
    build(reversed(files), graph=other)
    assert [talk.id for talk in load(other).talks] == [talk.id for talk in load(copy).talks]


def test_a_removed_document_takes_back_what_only_it_said(copy: Path, tmp_path: Path) -> None:
    news = Path(shutil.copytree(NEWS, tmp_path / "news"))
    graph = tmp_path / "moved.graph"
    shutil.copytree(copy / "parses", graph / "parses")
    build(news, graph=graph)
    before = load(graph)
    gone = news / "07-ankara-washington-call.txt"
    gone.unlink()
    build(news, graph=graph)
    after = load(graph)
    assert len(after.documents) == len(before.documents) - 1
    assert gone.as_posix() not in {quote.document for quote in evidence(after)}
    assert len(after.talks) < len(before.talks)


def test_a_corrected_document_replaces_what_it_said(tmp_path: Path) -> None:
    news, graph = tmp_path / "a.txt", tmp_path / "a.graph"
    news.write_text(
        "بهرام نیک‌سیرت وزیر امور خارجه ایران با سامح القرنفلی وزیر خارجه مصر دیدار کرد.\n", encoding="utf-8"
    )
    build(news, graph=graph)
    assert [talk.kind for talk in load(graph).talks] == ["meeting"]
    news.write_text(
        "بهرام نیک‌سیرت وزیر امور خارجه ایران با سامح القرنفلی وزیر خارجه مصر تلفنی گفت‌وگو کرد.\n", encoding="utf-8"
    )
    build(news, graph=graph)
    assert [talk.kind for talk in load(graph).talks] == ["phone_call"]


def test_a_refused_document_does_not_stop_the_others(copy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "empty.txt"
    broken.write_text("", encoding="utf-8")
    report = build([NEWS, broken], graph=copy)
    assert [path for path, _ in report.refused] == [broken.as_posix()]
    assert report.documents_read == 17
    assert load(copy).talks


def test_what_other_paths_brought_stays(copy: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("وزیر خارجه قطر با وزیر خارجه عمان در دوحه دیدار کرد.\n", encoding="utf-8")
    before = len(load(copy).documents)
    build(more, graph=copy)
    assert len(load(copy).documents) == before + 1


def test_a_frame_is_read_as_files_are(copy: Path) -> None:
    text = (NEWS / "01-tehran-cairo-call.txt").read_text(encoding="utf-8")
    before = load(copy)
    frame = pd.DataFrame({"id": ["a1"], "text": [text], "source": ["خبرگزاری فردای نو"], "published": ["2025-01-06"]})
    report = build(frame, graph=copy)
    assert (report.documents_read, report.refused) == (1, ())
    after = load(copy)
    assert len(after.documents) == len(before.documents) + 1
    (added,) = (document for document in after.documents if document.root == "frame")
    assert (added.path, added.published) == ("frame#a1", "2025-01-06")
    frame.attrs["name"] = "wire"
    assert build([NEWS, frame], graph=copy).documents_read == 18
    assert {document.root for document in load(copy).documents} == {NEWS.as_posix(), "frame", "wire"}
    with pytest.raises(InputError, match="two frames are called 'wire'; name them"):
        build([frame, frame], graph=copy)
    with pytest.raises(InputError, match="frame: no text column"):
        build(pd.DataFrame({"x": [1]}), graph=copy)


def test_a_quote_keeps_the_mark_that_closes_it(built: tuple[Path, BuildReport]) -> None:
    records = load(built[0])
    texts = {document.path: document.text for document in records.documents}
    assert any("»" in item.text for item in evidence(records))
    for item in evidence(records):
        after = texts[item.document][item.end : item.end + 1]
        assert item.text.count("«") <= item.text.count("»") or after != "»", item.text


def test_the_graph_answers(built: tuple[Path, BuildReport]) -> None:
    with Graph.open(built[0]) as graph:
        talks = graph.who_talked_to_whom()
        denied = graph.who_talked_to_whom(factuality="denied")
    assert len(talks) > 10
    assert 0 < len(denied) < len(talks)


def test_one_document_without_a_graph() -> None:
    found = next(iter(read(NEWS / "01-tehran-cairo-call.txt")))
    assert not isinstance(found, Refusal)
    document = Pipeline().document(found)
    assert document.talks


def test_stages_in_a_wrong_order_are_refused() -> None:
    with pytest.raises(PipelineError, match=r"Linker needs .*sentences"):
        Pipeline(stages=[Repairer(), Linker()])


def test_a_stage_refuses_a_document_without_its_layers() -> None:
    with pytest.raises(PipelineError, match="parse first"):
        Linker()(Document(path="a.txt", text="متن"))


def test_arguments_that_cannot_be_right(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        build(tmp_path / "nowhere", graph=tmp_path / "g")
    with pytest.raises(GraphbuildError, match="published"):
        build(NEWS, graph=tmp_path / "g", published="yesterday")
    assert not (tmp_path / "g" / "records").exists()


def test_a_pipeline_loads_its_model_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []

    def load_and_count(model: Model) -> Loaded:
        loaded.append(model)
        return load_model(model)

    monkeypatch.setattr("graphbuild.parse.stanza.load", load_and_count)
    pipeline = Pipeline()
    for path in ("a.txt", "b.txt"):
        assert pipeline.document(Document(path=path, text="وزیران خارجه ایران و مصر دیدار کردند.")).talks
    assert len(loaded) == 1
