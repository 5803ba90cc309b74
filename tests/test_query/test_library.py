"""Named questions: every one runs, has its rows on the sample graph, and explains a wrong use."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from graphbuild.errors import LexiconError, QueryError
from graphbuild.query.days import iso_day
from graphbuild.query.library import ask, find, parse, questions
from graphbuild.records import FACTUALITIES
from graphbuild.store.base import Store
from graphbuild.store.embedded import EmbeddedStore


@pytest.fixture(scope="module")
def store(sample_graph: Path) -> Iterator[Store]:
    with EmbeddedStore(sample_graph) as opened:
        yield opened


ROSTEGARAN, MENYAWI, HOLLOWAY, SPOKESMAN = "کاوه رستگاران", "طارق المنیاوی", "جان هالووی", "مهران بقائی‌فر"
RUSSIA, TURKEY, QATAR, UN = "وزیر خارجه روسیه", "وزیر خارجه ترکیه", "نخست‌وزیر قطر", "سازمان ملل متحد"
AGENCY = "خبرگزاری البرزنامه"
CEASEFIRE, PRISONERS = "آتش‌بس در غزه", "تبادل اسرا"

# question, parameters, columns that are compared, rows
CASES: list[tuple[str, dict[str, object], list[str], list[tuple[object, ...]]]] = [
    (
        "who-talked-to-whom",
        {"since": "2025-01-11", "until": "2025-01-16", "factuality": "asserted"},
        ["date", "kind"],
        [(date(2025, 1, 16), "negotiation")] * 3,
    ),
    ("who-talked-to-whom", {"factuality": "planned"}, ["a", "b"], [(ROSTEGARAN, RUSSIA)]),
    (
        "who-talked-to-whom",
        {"topic": "آتش بس در غزه", "since": "2025-01", "until": "2025-01"},
        ["kind", "topics", "deniers"],
        [("phone_call", [CEASEFIRE], []), *[("negotiation", [CEASEFIRE, PRISONERS], [])] * 3],
    ),
    (
        "who-talked-to-whom",
        {"factuality": "denied"},
        ["date", "a", "b", "topics", "deniers"],
        [(None, HOLLOWAY, ROSTEGARAN, [], [SPOKESMAN])],
    ),
    (
        "partners",
        {"name": "المنياوي"},
        ["partner", "talks", "first", "last"],
        [
            (ROSTEGARAN, 2, date(2025, 1, 10), date(2025, 1, 16)),
            (QATAR, 1, date(2025, 1, 16), date(2025, 1, 16)),
            (TURKEY, 1, date(2024, 12, 1), date(2024, 12, 1)),
        ],
    ),
    ("partners", {"name": "هالووی"}, ["partner"], []),  # one that is denied and one that was claimed
    ("talks-about", {"topic": "اسرا"}, ["kind", "topics"], [("negotiation", [PRISONERS])]),
    (
        "talks-about",
        {"topic": "", "since": "2025-01-12"},
        ["kind", "topics"],
        [("negotiation", [CEASEFIRE, PRISONERS])],
    ),
    ("talks-about", {"topic": "آتش بس در غزه", "until": "2025-01-15"}, ["kind"], [("phone_call",)]),
    ("talks-about", {"topic": "آتش‌بس در نوار غزه", "until": "2025-01"}, ["kind"], [("phone_call",), ("negotiation",)]),
    ("talks-about", {"topic": "آتشبس", "until": "2025-01-15"}, ["kind"], [("phone_call",)]),
    (
        "topics-between-states",
        {"a": "IR", "b": "مصر"},
        ["topic", "talks", "first", "last"],
        [(CEASEFIRE, 2, date(2025, 1, 10), date(2025, 1, 16)), (PRISONERS, 1, date(2025, 1, 16), date(2025, 1, 16))],
    ),
    ("talks-of-state", {"state": "Turkey"}, ["date", "parties"], [(date(2024, 12, 1), f"{MENYAWI} – {TURKEY}")]),
    ("denied-and-asserted", {}, ["asserted", "alleged", "denied"], [(0, 1, 1)]),
    ("planned-not-reported", {}, ["date", "b"], [(date(2025, 1, 20), RUSSIA)]),
    ("planned-not-reported", {"since": "2025-02-01"}, ["date"], []),
    ("who-speaks-for", {"state": "ایران"}, ["official", "statements"], [(ROSTEGARAN, 3), (SPOKESMAN, 2)]),
    ("office-holders", {"state": "eg"}, ["official", "first_seen"], [(MENYAWI, date(2025, 1, 10))]),
    ("office-holders", {}, ["state"], [("ایران",), ("ایران",), ("مصر",)]),
    (
        "timeline",
        {"name": "هالووی"},
        ["date", "what", "factuality"],
        [(date(2025, 1, 11), "letter", "alleged"), (None, "phone_call", "denied")],
    ),
    ("timeline", {"name": "بقایی‌فر"}, ["what"], [("say",), ("deny",)]),
    (
        "shortest-path",
        {"a": "هالووی", "b": "ترکیه"},
        ["chain", "talks"],
        [([HOLLOWAY, ROSTEGARAN, MENYAWI, TURKEY], 3)],
    ),
    ("most-central", {"limit": 1}, ["official", "partners", "talks"], [(ROSTEGARAN, 5, 5)]),
    ("co-participation", {"limit": 1}, ["talks"], [(2,)]),
    (
        "first-and-last-contact",
        {"a": "رستگاران", "b": "منیاوی"},
        ["first", "last", "talks"],
        [(date(2025, 1, 10), date(2025, 1, 16), 2)],
    ),
    ("statements-about-state", {"state": "قطر"}, ["act", "speaker"], [("thank", ROSTEGARAN)]),
    ("statements-about-state", {"state": "قطر", "act": "condemn"}, ["act"], []),
    ("statements-by", {"name": "البرزنامه"}, ["act", "speaker"], [("say", AGENCY)]),
    ("conflicting-claims", {}, ["source", "stance", "denier"], [(AGENCY, "claims", SPOKESMAN)]),
    (
        "claims",
        {"a": "هالووی", "b": "رستگاران"},
        ["source", "stance"],
        [(AGENCY, "claims"), (AGENCY, "claims"), (SPOKESMAN, "denies")],
    ),
    (
        "newest-documents",
        {"limit": 1},
        ["published", "kind"],
        [(date(2025, 1, 16), k) for k in ("negotiation", "letter")],
    ),
    (
        "behind-edge",
        {"a": "رستگاران", "b": "هالووی"},
        ["factuality", "document", "start"],
        [("alleged", "news/agency-01.txt", 98), ("denied", "news/agency-01.txt", 162)],
    ),
    ("states", {"limit": 2}, ["id", "talks"], [("IR", 6), ("EG", 3)]),
    ("mediators", {}, ["mediator", "date"], [(QATAR, date(2025, 1, 16))]),
]


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), CASES, ids=[case[0] for case in CASES])
def test_a_question_has_its_answer(
    store: Store, name: str, parameters: dict[str, object], columns: list[str], rows: list[tuple[object, ...]]
) -> None:
    answer = ask(store, name, parameters)
    picked = [answer.columns.index(column) for column in columns]
    assert sorted(map(repr, (tuple(row[i] for i in picked) for row in answer.rows))) == sorted(map(repr, rows))


def test_every_question_is_tested_and_there_are_fifteen() -> None:
    assert {case[0] for case in CASES} == set(questions())
    assert len(questions()) >= 15


def test_every_question_is_limited() -> None:
    for question in questions().values():
        (limit,) = (parameter for parameter in question.parameters if parameter.name == "limit")
        assert limit.type == "integer"
        assert limit.default


def test_the_choices_of_factuality_are_those_of_the_records() -> None:
    types = {p.type for question in questions().values() for p in question.parameters if p.name == "factuality"}
    assert types == {"|".join(FACTUALITIES)}


def test_free_cypher_is_asked_too(store: Store) -> None:
    answer = ask(store, "MATCH (s:State) WHERE s.id = $code RETURN s.name_en AS name", {"code": "IR"})
    assert answer.columns == ("name",)
    assert answer.rows == [("Iran",)]


@pytest.mark.parametrize(
    "hostile", ["'; MATCH (n) DETACH DELETE n //", '"}) RETURN 1 //', "`", "|", "\\", "«»", "\u202e"]
)
def test_a_hostile_name_is_only_a_name(store: Store, hostile: str) -> None:
    everything = store.query("MATCH (n) RETURN count(n)").rows
    for question in questions().values():
        names = {p.name: hostile for p in question.parameters if p.type in ("name", "state", "text", "topic")}
        ask(store, question.name, names)
    assert store.query("MATCH (n) RETURN count(n)").rows == everything


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("who-talked-with-whom", {}, "did you mean 'who-talked-to-whom'"),
        ("partners", {}, "needs 'name'; give it: graphbuild query partners --param name=VALUE"),
        ("partners", {"nmae": "x"}, "no parameter 'nmae'; it takes name, since, until, limit"),
        ("partners", {"name": "x", "since": "1403-13-01"}, "since=1403-13-01: not a day; write YYYY-MM-DD"),
        ("partners", {"name": "x", "limit": "0"}, "limit=0: not a number from 1"),
        ("partners", {"name": "x", "limit": "many"}, "limit=many: not a number from 1"),
        ("who-talked-to-whom", {"factuality": "true"}, "write one of asserted, planned"),
    ],
)
def test_a_wrong_use_is_explained(store: Store, name: str, parameters: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ask(store, name, parameters)


def test_a_day_may_be_a_date(store: Store) -> None:
    assert ask(store, "who-talked-to-whom", {"since": date(2025, 1, 20)}).rows


def test_a_store_reads_its_own_spelling() -> None:
    path = find("shortest-path")
    assert "SHORTEST" in path.for_store("embedded")
    assert "shortestPath" in path.for_store("neo4j")
    pairs = find("who-talked-to-whom")
    assert "TALKED_WITH" in pairs.for_store("embedded", ["since"])
    assert "TALKED_WITH" not in pairs.for_store("embedded", ["since", "topic"])
    assert pairs.for_store("neo4j", ["topic"]) == pairs.cypher


def test_a_topic_of_nothing_is_all_topics(store: Store) -> None:
    everything = ask(store, "who-talked-to-whom").rows
    for nothing in ("", " ", "|"):
        assert ask(store, "who-talked-to-whom", {"topic": nothing}).rows == everything


def test_what_a_question_does_not_ask_again_about_it_is_no_less_safe(store: Store, tmp_path: Path) -> None:
    for _ in range(2):
        assert store.query("MATCH (s:State) RETURN count(s) > 0").rows == [(True,)]
        with pytest.raises(QueryError, match="would write a file"):
            store.query(f"COPY (MATCH (s:State) RETURN s.id) TO '{tmp_path / 'x.csv'}'")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"a.cypher": "MATCH (n) RETURN n"}, "a.cypher:1: no description"),
        ({"a.cypher": "// $x: name\nRETURN $x"}, "a.cypher:1: no description"),
        ({"a.cypher": "// What.\n// x: name\nRETURN $x"}, "a.cypher:2: no parameter"),
        ({"a.cypher": "// What.\n// $x: nome\nRETURN $x"}, "a.cypher:2: 'nome' is no type"),
        ({"a.cypher": "// What.\n// $x: name\nRETURN 1"}, r"a.cypher: parameters \['x'\] are not both"),
        ({"a.cypher": "// What.\nRETURN 1", "a.kuzu.cypher": "RETURN 1"}, "'kuzu' is no store"),
        ({"a.neo4j.cypher": "RETURN 1"}, "a.cypher: missing"),
        (
            {"a.cypher": "// What.\n// $x: name =\nRETURN $x", "a.embedded.y.cypher": "RETURN $x"},
            "a.embedded.y.cypher: a has no parameter 'y'",
        ),
        (
            {"a.cypher": "// What.\n// $x: name =\nRETURN $x", "a.embedded.cypher": "RETURN 1"},
            r"a.cypher: parameters \['x'\] are not both",
        ),
    ],
)
def test_a_wrong_file_is_named(texts: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse(texts)


@pytest.mark.parametrize(
    ("said", "day"), [("2025-01-20", "2025-01-20"), ("1403-11-01", "2025-01-20"), ("۱۴۰۳-۱۱-۰۱", "2025-01-20")]
)
def test_a_day_may_be_of_either_calendar(said: str, day: str) -> None:
    assert iso_day(said) == day
    assert iso_day(said, last=True) == day


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2025-01", "2025-01-01", "2025-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1403-11", "2025-01-20", "2025-02-18"),
        ("۱۴۰۳-۱۲", "2025-02-19", "2025-03-20"),  # a leap year
        ("1404-12", "2026-02-20", "2026-03-20"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("1403", "2024-03-20", "2025-03-20"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_month_or_a_year_means_its_first_or_its_last_day(said: str, first: str, last: str) -> None:
    assert (iso_day(said), iso_day(said, last=True)) == (first, last)


def test_a_moment_is_its_day() -> None:
    assert iso_day(datetime(2025, 1, 20, 9, 30)) == "2025-01-20"


@pytest.mark.parametrize("said", ["", "2025-1", "2025-00", "2025-13", "2025-02-30", "1403-13", "2025-01-", "0000", "x"])
def test_what_is_no_day_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="not a day; write YYYY-MM-DD, or YYYY-MM for a whole month"):
        iso_day(said, last=True)
