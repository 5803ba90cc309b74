"""The page as text: the same for the same graph, with nothing from outside, every word in every language."""

import hashlib
import json
import math
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from large_graph import large_records

from graphbuild import view
from graphbuild.errors import LexiconError, QueryError, StoreError
from graphbuild.folding import fold
from graphbuild.graph import Graph
from graphbuild.records import Records
from graphbuild.view import content, words
from graphbuild.view.layout import layout

ROOM = Path(view.__file__).parent


@pytest.fixture
def graph(sample_graph: Path) -> Graph:
    return Graph.open(sample_graph)


def _data(html: str, name: str = "data") -> dict[str, object]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_same_graph_gives_the_same_page(graph: Graph) -> None:
    assert graph.view().html == graph.view().html


def test_layout_does_not_hang_on_the_hash_seed() -> None:
    script = (
        "from graphbuild.view.layout import layout\n"
        "print(layout(60, [(i, (i * 7 + j) % 60) for i in range(60) for j in (1, 2)]))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_a_star_of_hundreds_has_a_place_for_each() -> None:
    found = layout(700, [(0, i) for i in range(1, 700)])
    assert len({(round(x), round(y)) for x, y in found.nodes.values()}) == 700
    assert len(found.communities) == 1


def test_hundreds_of_pairs_are_put_together_soon() -> None:
    start = time.perf_counter()
    found = layout(1600, [(2 * i, 2 * i + 1) for i in range(800)])
    assert time.perf_counter() - start < 10
    assert len(found.communities) == 67
    assert sorted(node for members in found.communities for node in members) == list(range(1600))


def test_communities_do_not_overlap() -> None:
    records = large_records(parties=300, talks=900)
    made = content.content(records, records.talks)
    found = layout(300, [tuple(talk["parties"]) for talk in made["talks"]])
    discs = [(x, y, 90 * len(members) ** 0.5) for members, (x, y) in zip(found.communities, found.centres, strict=True)]
    for i, (x, y, radius) in enumerate(discs):
        assert all(math.hypot(x - a, y - b) > 0.95 * (radius + other) for a, b, other in discs[:i])


def test_nothing_is_loaded_and_only_our_code_runs(graph: Graph) -> None:
    html = graph.view().html
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)', html)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "script-src 'sha256-" in policy[1]
    assert "unsafe-eval" not in policy[1]


def test_the_vendored_library_is_what_its_readme_says() -> None:
    readme = (ROOM / "vendor" / "README.md").read_text(encoding="utf-8")
    script = (ROOM / "vendor" / "cytoscape.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() in readme
    (version,) = re.findall(r"\| (\d+\.\d+\.\d+) \|", readme)
    assert f'"{version}"' in script.decode()
    assert "Permission is hereby granted" in (ROOM / "vendor" / "LICENSE-cytoscape.txt").read_text(encoding="utf-8")


def test_the_data_hold_every_sentence_once(graph: Graph, records: Records) -> None:
    data = _data(graph.view().html)
    quotes = [(data["documents"][p[0]]["path"], p[1], p[2], p[4]) for p in data["passages"]]  # type: ignore[index,attr-defined]
    said = {
        (e.document, e.start, e.end, e.text)
        for talk in records.talks
        for e in (*talk.evidence, *(claim.evidence for claim in talk.claims))
    }
    assert set(quotes) == said
    assert len(quotes) == len(said)


def test_names_carry_their_folded_spellings(graph: Graph) -> None:
    parties = {party["name"]: party["search"] for party in _data(graph.view().html)["parties"]}  # type: ignore[attr-defined]
    assert fold("Kaveh Rostegaran") in parties["کاوه رستگاران"]


def test_a_query_says_what_is_drawn(graph: Graph) -> None:
    assert graph.view(query="conflicting-claims").talks == 1
    made = graph.view(query="MATCH (t:Talk) WHERE t.kind = $kind RETURN t", parameters={"kind": "letter"}, state="US")
    assert made.talks == 1
    assert _data(made.html)["filters"] == {
        "state": "US", "query": "MATCH (t:Talk) WHERE t.kind = $kind RETURN t"
    }  # fmt: skip
    with pytest.raises(QueryError, match="did you mean 'conflicting-claims'"):
        graph.view(query="conflicting")


def test_too_much_to_draw_offers_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MOST_PARTIES", 100)
    records = large_records(parties=120, talks=300)
    with pytest.raises(
        QueryError, match=r"120 parties and \d+ talks are too much .* --state \S.* \(\d+\), .*--topic .*20"
    ) as error:
        content.content(records, records.talks)
    assert "\n" not in str(error.value)


def test_a_page_that_cannot_be_written_is_said(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be written: .*; choose another --out"):
        graph.view().save(tmp_path / "file" / "page.html")


def test_a_notebook_shows_the_page_in_place(graph: Graph) -> None:
    frame = graph.view()._repr_html_()
    assert frame.startswith("<iframe ")
    assert frame.count("<") == 2


def test_an_unknown_language_is_refused(graph: Graph) -> None:
    with pytest.raises(QueryError, match="does not speak 'de'; use fa or en"):
        graph.view(language="de")


def test_every_word_of_the_page_is_said_in_every_language() -> None:
    known = words.words()
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOM / "page").iterdir())
    used = set(re.findall(r'data-word(?:-label)?="([\w.]+)"', code))
    used |= set(re.findall(r'Words\.say\("([\w.]+)"', code)) | set(re.findall(r'"(filter\.\w+)"', code))
    assert used
    assert all(used <= own.keys() for own in known.values())
    slots = {
        language: {k: sorted(re.findall(r"\{\w+\}", v)) for k, v in own.items()} for language, own in known.items()
    }
    assert slots["fa"] == slots["en"]
    assert not re.search("[\u0600-\u06ff]", code)  # words live in the data file


def test_a_missing_word_is_named() -> None:
    text = (ROOM / "words.toml").read_text(encoding="utf-8").replace('denies = "denies"\n', "")
    with pytest.raises(LexiconError, match=r"words: \[en\] lacks stance.denies"):
        words.parse(text, "words")
