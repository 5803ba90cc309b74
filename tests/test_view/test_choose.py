"""Which talks are drawn: filters in any spelling, what a question names, and an explanation when nothing is left."""

from datetime import date

import pytest

from graphbuild.errors import QueryError
from graphbuild.records import Records
from graphbuild.store.base import Answer
from graphbuild.view.choose import Filters, choose, named_by, undated_left_out


def _kinds(talks: tuple) -> list[str]:  # type: ignore[type-arg]
    return sorted(talk.kind for talk in talks)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 7),
        ({"official": "هالووي"}, 2),
        ({"official": "rostegaran", "state": "EG"}, 2),
        ({"official": "نخست وزیر"}, 0),
        ({"official": "نخست‌وزیر قطر"}, 1),
        ({"state": "ايالات متحده امريكا"}, 2),
        ({"topic": "اتش‌بس"}, 2),
        ({"since": "2025-01-11", "until": date(2025, 1, 16)}, 2),
        ({"until": "2024-12-31"}, 1),
        ({"topic": "آتش بس"}, 2),
        ({"since": "2025-01", "until": "2025-01"}, 4),
        ({"since": "1403-10", "until": "1403-10"}, 3),
    ],
)
def test_filters(records: Records, filters: dict[str, str], count: int) -> None:
    if count:
        assert len(choose(records, Filters(**filters))) == count  # type: ignore[arg-type]
    else:
        with pytest.raises(QueryError):
            choose(records, Filters(**filters))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"official": "کاوه رستکاران"}, "did you mean «کاوه رستگاران»"),
        ({"official": "qqqq"}, "nobody in this graph is named «qqqq»; `graphbuild query most-central` shows"),
        ({"topic": "آتش‌بس در غزا"}, "did you mean «آتش‌بس در غزه»"),
        ({"state": "مسر"}, "did you mean «مصر»"),
        ({"state": "آتلانتیس"}, "no state «آتلانتیس» in this graph"),
        ({"official": " "}, "--official: an empty name"),
        ({"since": "1403/10/21"}, "write YYYY-MM-DD"),
        (
            {"state": "US", "topic": "اسرا"},
            r"of 7, --state US alone keeps 2, --topic اسرا alone keeps 1; the dated talks run from 2024-12-01 to "
            r"2025-01-20; loosen one",
        ),
    ],
)
def test_what_cannot_be_answered_says_why(records: Records, filters: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        choose(records, Filters(**filters))  # type: ignore[arg-type]


def test_talks_without_a_day_are_counted_where_a_period_leaves_them_out(records: Records) -> None:
    assert undated_left_out(records, Filters(since="2025-01")) == 2
    assert undated_left_out(records, Filters(until="2025", state="US")) == 1
    assert undated_left_out(records, Filters(since="2025-01"), among=()) == 0
    assert undated_left_out(records, Filters(state="US")) == 0


def test_the_filters_are_told_with_their_days() -> None:
    assert Filters(state="مصر", since="1403-10", until="2025-01").given() == {
        "state": "مصر",
        "since": "2024-12-21",
        "until": "2025-01-31",
    }


def test_an_answer_names_talks_before_parties(records: Records) -> None:
    talk = records.talks[0]
    party = talk.participants[0].entity
    assert named_by(records, Answer(("talk", "a"), [(talk.id, party.name)])) == (talk,)
    assert named_by(records, Answer(("t",), [({"label": "Talk", "id": talk.id},)])) == (talk,)
    assert named_by(records, Answer(("r",), [({"type": "TALKED_WITH", "talk": talk.id},)])) == (talk,)


def test_parties_of_an_answer_stand_for_the_talks_between_them(records: Records) -> None:
    both = named_by(records, Answer(("a", "b"), [("کاوه رستگاران", "طارق المنیاوی")]))
    assert _kinds(both) == ["negotiation", "phone_call"]
    assert len(named_by(records, Answer(("a",), [("طارق المنیاوی",)]))) == 3


@pytest.mark.parametrize(
    ("rows", "message"), [([], "has an empty answer"), ([(1, "nothing")], "names no talk and no party")]
)
def test_an_answer_that_names_nothing_is_refused(
    records: Records, rows: list[tuple[object, ...]], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        named_by(records, Answer(("x", "y"), rows))


def test_no_talks_at_all() -> None:
    with pytest.raises(QueryError, match="no talks in this graph"):
        choose(Records(), Filters())
