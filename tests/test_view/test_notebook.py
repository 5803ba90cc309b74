"""What a notebook shows: escaped, from right to left, with parties, topics and talk words coloured."""

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graphbuild.document import Document
from graphbuild.graph import Graph
from graphbuild.link import Linker
from graphbuild.parse import conllu
from graphbuild.records import Records, Talk
from graphbuild.relate import Relater
from graphbuild.store.embedded import EmbeddedStore
from graphbuild.view.marks import marks

CORPUS = Path(__file__).parents[1] / "corpora" / "diplomatic-train.conllu"
HOSTILE = "<script>alert(1)</script> & \"'>"


class _Checker(HTMLParser):
    """Collects tags and text; complains about a tag that is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.marked: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "mark":
            self.marked.append((dict(attrs)["title"] or "", ""))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open[-1] == "mark":
            self.marked[-1] = (self.marked[-1][0], data)


def _read(html: str) -> _Checker:
    checker = _Checker()
    checker.feed(html)
    assert checker.open == []
    return checker


def _talk(records: Records, **values: str) -> Talk:
    (found,) = (t for t in records.talks if all(getattr(t, name) == value for name, value in values.items()))
    return found


def test_a_talk_shows_its_sentence_with_its_parts_coloured(records: Records) -> None:
    html = _talk(records, kind="negotiation")._repr_html_()
    shown = _read(html)
    assert html.startswith('<div dir="rtl" lang="fa"')
    assert shown.marked == [
        ("کاوه رستگاران", "رستگاران"),
        ("طارق المنیاوی", "المنیاوی"),
        ("نخست‌وزیر قطر", "نخست‌وزیر قطر"),
        ("آتش‌بس در غزه", "آتش‌بس در غزه"),
        ("تبادل اسرا", "تبادل اسرا"),
        ("trigger", "مذاکره"),
    ]
    assert "<bdi>2025-01-16</bdi>" in html  # not turned round
    colours = re.findall(r'<mark style="background:rgba\(([^)]*),\.28\)', html)
    assert len(set(colours)) == 3


def test_a_denied_talk_says_who_denies_it(records: Records) -> None:
    shown = _read(_talk(records, factuality="denied")._repr_html_())
    for said in ("تکذیب‌شده", "مهران بقائی‌فر تکذیب می‌کند", "خبرگزاری البرزنامه مدعی است"):
        assert said in shown.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("رستگاران  با المنياوي گفتگویی داشت", ["رستگاران", "المنياوي", "گفتگویی"]),
        ("گفت‌وگوی تلفنی", ["گفت‌وگوی تلفنی"]),
        ("هیچ", []),
        ("", []),
    ],
)
def test_names_are_found_in_any_spelling(text: str, found: list[str]) -> None:
    names = ["کاوه رستگاران", "طارق المنیاوی"]
    assert [text[m.start : m.end] for m in marks(text, parties=names, titles=[], topics=[])] == found


def test_hostile_text_is_escaped(records: Records) -> None:
    talk = _talk(records, kind="negotiation")
    party = replace(talk.participants[0], entity=replace(talk.participants[0].entity, name=HOSTILE))
    evidence = (replace(talk.evidence[0], text=HOSTILE, document=HOSTILE, rule=HOSTILE),)
    topics = tuple(replace(topic, name=HOSTILE) for topic in talk.topics)
    shown = _read(replace(talk, participants=(party,), evidence=evidence, topics=topics)._repr_html_())
    assert "script" not in shown.tags
    assert shown.text.count(HOSTILE) >= 4
    document = _read(Document(path=HOSTILE, text=HOSTILE, title=HOSTILE, source=HOSTILE)._repr_html_())
    assert "script" not in document.tags
    assert document.text.count(HOSTILE) == 4


def test_a_document_shows_what_was_found_in_it() -> None:
    raw = conllu.loads_each(CORPUS.read_text(encoding="utf-8"), path=str(CORPUS))
    documents = (Relater()(Linker()(document)) for document in raw.values())
    document = next(d for d in documents if d.talks and d.talks[0].topics and len(d.talks[0].parties) == 2)
    shown = _read(document._repr_html_())
    assert document.talks
    assert document.clean
    start, end = document.talks[0].trigger
    said = [text for _, text in shown.marked]
    assert document.clean.text[start:end] in said
    assert {topic.text for topic in document.talks[0].topics} & set(said)
    assert document.talks[0].rule in shown.text
    plain = _read(Document(path="a.txt", text="متن خام\n<b>")._repr_html_())
    assert "متن خام\n<b>" in plain.text
    assert plain.marked == []


def test_a_graph_shows_its_latest_talks(sample_graph: Path, tmp_path: Path) -> None:
    with Graph.open(sample_graph) as graph:
        shown = _read(graph._repr_html_())
    assert "7 talks, 4 officials" in shown.text
    assert "2024-12-01 – 2025-01-20" in shown.text
    assert shown.text.index("2025-01-20", 150) < shown.text.index("2024-12-01", 150)  # the latest first
    with EmbeddedStore(tmp_path / "empty.graph") as store:
        store.load(Records())
        assert "0 talks" in _read(Graph(store)._repr_html_()).text


def test_records_and_documents_load_nothing_for_it() -> None:
    script = "import sys, graphbuild.records, graphbuild.document; print('graphbuild.view' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
