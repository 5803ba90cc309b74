"""Who the parties of a talk are, and whether it was held, in short reports of one way to tell of it each."""

from datetime import date
from pathlib import Path

import pytest
from invented_reports import related, reports

from graphbuild.document import Document

FILE = Path(__file__).with_name("parties.toml")
REPORTS = reports(FILE)


def told(document: Document) -> list[list[str]]:
    assert document.talks is not None
    assert document.links is not None
    names = [entity.name for entity in document.links.entities]
    return [[t.kind, t.factuality, *(names[p.entity] for p in t.parties)] for t in document.talks if not t.back]


@pytest.mark.parametrize("name", REPORTS)
def test_talks(name: str) -> None:
    found, expected = told(related(FILE, name)), REPORTS[name]["talks"]
    assert [(*talk[:2], set(talk[2:])) for talk in found] == [(*talk[:2], set(talk[2:])) for talk in expected]


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if "topics" in report])
def test_topics(name: str) -> None:
    talks = related(FILE, name).talks
    assert talks is not None
    assert [[topic.text for topic in talk.topics] for talk in talks if not talk.back] == REPORTS[name]["topics"]


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if "said" in report])
def test_who_speaks(name: str) -> None:
    document = related(FILE, name)
    assert document.statements is not None
    assert document.links is not None
    assert [document.links.entities[s.speaker].name for s in document.statements] == REPORTS[name]["said"]


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if "days" in report])
def test_days(name: str) -> None:
    """The days of the talks, what points back at one included, in a report of Monday, 17 November 2025."""
    talks = related(FILE, name, published=date(2025, 11, 17)).talks
    assert talks is not None
    assert [talk.date.date for talk in talks if talk.date] == REPORTS[name]["days"]


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if "places" in report])
def test_places(name: str) -> None:
    """Where the talks were; what the sentence of a journey tells cites the city."""
    document = related(FILE, name)
    assert document.talks is not None
    assert document.clean is not None
    cited = [document.clean.text[slice(*t.trigger)] for t in document.talks if t.rule == "talk.journey"]
    places = [talk.place or "" for talk in document.talks if not talk.back]
    assert set(cited) <= set(places)
    assert places == REPORTS[name]["places"]


def test_rounds_of_two_days_keep_their_places() -> None:
    talks = related(FILE, "two-rounds-in-two-places", published=date(2025, 11, 17)).talks
    assert talks is not None
    assert [talk.place for talk in talks] == ["رم", "مسقط"]


def test_a_talk_before_a_session_is_beside_it() -> None:
    talks = related(FILE, "beside-a-session").talks
    assert talks is not None
    assert [talk.aside for talk in talks if not talk.back] == [False, True, False]


def test_an_agency_does_not_speak_by_the_dateline_of_its_own_report() -> None:
    assert related(FILE, "dateline", source="فارس").statements == ()


@pytest.mark.parametrize(
    ("source", "state"), [("طلوع‌نیوز", "افغانستان"), ("آژانس خبری پژواک", "افغانستان"), ("فارس", "ایران")]
)
def test_a_bare_title_is_of_the_state_whose_press_it_is(source: str, state: str) -> None:
    document = related(FILE, "own-press", source=source)
    assert told(document) == [["meeting", "asserted", f"رئیس‌جمهور {state}", "سفیر هند"]]
