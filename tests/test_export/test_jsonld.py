"""JSON-LD, read back by rdflib: the quotes, where they stand, and on whose word."""

import json
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import PROV, RDF

from graphbuild import graph as graphs
from graphbuild.records import Records

# rdflib's own JSON-LD parser uses what rdflib itself calls deprecated.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning"
)

_PREFIXES = """
PREFIX g: <urn:graphbuild:>
PREFIX gb: <urn:graphbuild:vocabulary:>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <http://schema.org/>
"""


@pytest.fixture(scope="module")
def path(sample_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with graphs.Graph.open(sample_graph) as graph:
        (written,) = graph.export(tmp_path_factory.mktemp("jsonld"), format="jsonld")
    return written


@pytest.fixture(scope="module")
def rdf(path: Path) -> Graph:
    return Graph().parse(data=path.read_text(encoding="utf-8"), format="json-ld")


def test_every_quote_is_where_its_selectors_say(rdf: Graph, records: Records) -> None:
    texts = {document.path: document.text for document in records.documents}
    rows = list(
        rdf.query(
            _PREFIXES
            + """SELECT ?path ?start ?end ?exact ?prefix ?suffix ?rule WHERE {
              ?note a oa:Annotation ; oa:hasTarget ?target ; oa:hasBody ?body ; gb:rule ?rule .
              ?target oa:hasSource ?document ; oa:hasSelector ?place, ?quote .
              ?document gb:path ?path .
              ?place a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
              ?quote a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
            }"""
        )
    )
    kinds = (records.officials, records.positions, records.holdings, records.talks, records.statements)
    said = {(e.document, e.start, e.end, e.text) for kind in kinds for record in kind for e in record.evidence}
    said |= {
        (c.evidence.document, c.evidence.start, c.evidence.end, c.evidence.text)
        for t in records.talks
        for c in t.claims
    }
    assert {(str(p), int(start), int(end), str(exact)) for p, start, end, exact, *_ in rows} == said
    for name, start, end, exact, prefix, suffix, rule in rows:
        text = texts[str(name)]
        assert text[int(start) : int(end)] == str(exact)
        assert text[: int(start)].endswith(str(prefix))
        assert text[int(end) :].startswith(str(suffix))
        assert str(rule)


def test_who_denies_what(rdf: Graph) -> None:
    rows = rdf.query(
        _PREFIXES
        + """SELECT ?name ?stance ?party WHERE {
          ?talk a gb:Talk ; gb:factuality "denied" ; gb:claim ?claim ; schema:attendee/schema:name ?party .
          ?claim prov:wasAttributedTo/schema:name ?name ; gb:stance ?stance .
          FILTER (lang(?party) = "fa" && lang(?name) = "fa")
        }"""
    )
    assert {(str(name), str(stance)) for name, stance, _ in rows} == {
        ("خبرگزاری البرزنامه", "claims"), ("مهران بقائی‌فر", "denies")
    }  # fmt: skip
    assert {str(party) for _, _, party in rows} == {"کاوه رستگاران", "جان هالووی"}


def test_days_are_days(rdf: Graph) -> None:
    (row,) = rdf.query(_PREFIXES + "SELECT ?day WHERE { ?talk gb:kind 'negotiation' ; schema:startDate ?day }")
    assert row[0].toPython().isoformat() == "2025-01-16"


def test_everything_comes_from_a_document_by_an_activity(rdf: Graph) -> None:
    documents = set(rdf.subjects(RDF.type, URIRef("http://schema.org/NewsArticle")))
    for kind in ("Talk", "Statement", "Claim", "Position", "Holding"):
        things = list(rdf.subjects(RDF.type, URIRef(f"urn:graphbuild:vocabulary:{kind}")))
        assert things, kind
        for thing in things:
            assert set(rdf.objects(thing, PROV.wasDerivedFrom)) & documents
            (activity,) = rdf.objects(thing, PROV.wasGeneratedBy)
            (agent,) = rdf.objects(activity, PROV.wasAssociatedWith)
            assert (agent, RDF.type, PROV.SoftwareAgent) in rdf


def test_every_node_that_is_pointed_at_is_there(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    ids = {node["id"] for node in data["@graph"]}
    links = {name for name, term in data["@context"].items() if isinstance(term, dict) and term.get("@type") == "@id"}
    for node in data["@graph"]:
        for name in links & node.keys():
            for value in node[name] if isinstance(node[name], list) else [node[name]]:
                assert value in ids, (node["id"], name)
        assert node.keys() - {"id", "type"} <= data["@context"].keys()  # no key is dropped in silence


def test_it_is_read_without_a_network(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert len(Graph().parse(data=path.read_text(encoding="utf-8"), format="json-ld")) > 100
