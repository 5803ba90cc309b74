"""The shipped tables: what must be true of every row, and what the news of the last twenty years needs."""

from dataclasses import replace
from datetime import date

import pytest
from babel import Locale

from graphbuild import kb
from graphbuild.folding import fold
from graphbuild.kb.model import held_at_once


def forms(state: kb.State) -> list[str]:
    return [state.name, *filter(None, [state.official]), *state.aliases, *state.epithets, *state.capitals]


STATES = {key: state.iso2 for state in kb.states() for form in forms(state) for key in kb.keys(form)}
ADJECTIVES = {key: state.iso2 for state in kb.states() for form in state.adjectives for key in kb.keys(form)}
ORGANIZATIONS = {key: o for o in kb.organizations() for form in (o.name, *o.aliases) for key in kb.keys(form)}
TITLES = {key: t for t in kb.titles() for form in (t.title, *t.forms, *t.plurals) for key in kb.keys(form)}


def test_the_tables_are_as_large_as_they_should_be() -> None:
    data = kb.load()
    assert len(data.states) == 197
    assert len(data.organizations) > 500
    assert len(data.titles) > 150
    assert len(data.honorifics) > 80
    assert len(data.names) > 1500
    assert len(data.office_holders) > 750


def test_cldr_knows_no_name_of_a_state_that_the_table_lacks() -> None:
    cldr = Locale("fa").territories
    missing = [s.iso2 for s in kb.states() if s.iso2 in cldr and STATES.get(fold(cldr[s.iso2])) != s.iso2]
    assert missing == []


@pytest.mark.parametrize(
    ("form", "iso2"),
    [
        ("امریکا", "US"),
        ("ایالات متحده", "US"),
        ("واشینگتن", "US"),
        ("انگلیس", "GB"),
        ("رژیم اشغالگر قدس", "IL"),
        ("تل آویو", "IL"),
        ("جمهوری عربی مصر", "EG"),
        ("عربستان", "SA"),
        ("كره شمالی", "KP"),
        ("سوئيس", "CH"),
        ("عمان", "OM"),
        ("فلسطین", "PS"),
        ("کوزوو", "XK"),
        ("واتیکان", "VA"),
        ("دهلی نو", "IN"),
    ],
)
def test_states_are_known_by_their_usual_forms(form: str, iso2: str) -> None:
    assert STATES[fold(form)] == iso2


@pytest.mark.parametrize(
    ("form", "iso2"),
    [("روس", "RU"), ("روسی", "RU"), ("مصری", "EG"), ("صهیونیستی", "IL"), ("سعودی", "SA"), ("امریکائی", "US")],
)
def test_adjectives_stand_for_their_state(form: str, iso2: str) -> None:
    assert ADJECTIVES[fold(form)] == iso2


def test_an_adjective_is_no_name_of_another_state() -> None:
    assert {a: (iso2, STATES[a]) for a, iso2 in ADJECTIVES.items() if STATES.get(a, iso2) != iso2} == {}


def test_what_is_both_a_state_and_an_organization_is_marked_on_both_sides() -> None:
    marked = {fold(form) for state in kb.states() for form in state.ambiguous}
    for form in STATES.keys() & ORGANIZATIONS.keys():
        assert form in marked
        assert form in map(fold, ORGANIZATIONS[form].ambiguous)


@pytest.mark.parametrize(
    ("form", "slug"),
    [
        ("سازمان ملل", "un"),
        ("آژانس بین المللی انرژی اتمی", "iaea"),
        ("اکسیوس", "axios"),
        ("ریا نووستی", "ria-novosti"),
        ("هاآرتص", "haaretz"),
        ("سی ان ان", "cnn"),
        ("انصار الله", "ye-ansarallah"),
        ("گروه 1+5", "p5-plus-1"),
        ("صدا و سیما", "ir-irib"),
        ("وزارت خارجه", "foreign-ministry"),
    ],
)
def test_organizations_are_known_by_their_usual_forms(form: str, slug: str) -> None:
    assert ORGANIZATIONS[fold(form)].id == slug


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("وزیر خارجه", "foreign_minister"),
        ("رئیس دستگاه دیپلماسی", "foreign_minister"),
        ("وزرای امور خارجه", "foreign_minister"),
        ("رییس جمهوری", "president"),
        ("نخست وزیر", "prime_minister"),
        ("صدراعظم", "prime_minister"),
        ("سخنگوی وزارت خارجه", "foreign_ministry_spokesperson"),
        ("معاون سیاسی وزارت خارجه", "deputy_foreign_minister"),
        ("مدیرکل آژانس", "director_general"),
        ("سفرای", "ambassador"),
        ("وزیر جنگ", "defence_minister"),
        ("رئیس مجلس شورای اسلامی", "speaker"),
    ],
)
def test_titles_are_known_by_their_usual_forms(form: str, kind: str) -> None:
    assert TITLES[fold(form)].kind == kind


def test_an_ambassador_is_posted_and_one_of_many() -> None:
    ambassador = TITLES[fold("سفیر")]
    assert (ambassador.posted, ambassador.unique) == (True, False)


@pytest.mark.parametrize(
    ("title", "owner", "day", "name"),
    [
        ("وزیر امور خارجه", "EG", "2025-01-16", "بدر عبدالعاطی"),
        ("وزیر امور خارجه", "EG", "2024-07-02", "سامح شکری"),
        ("وزیر امور خارجه", "IR", "2015-07-14", "محمدجواد ظریف"),
        ("رئیس‌جمهور", "US", "2020-06-01", "دونالد ترامپ"),
        ("مدیرکل", "iaea", "2023-03-04", "رافائل گروسی"),
        ("صدراعظم", "DE", "2012-05-01", "آنگلا مرکل"),
    ],
)
def test_an_office_is_answered_for_at_a_date(title: str, owner: str, day: str, name: str) -> None:
    holder = kb.load().holder(title, owner=owner, day=date.fromisoformat(day))
    assert holder is not None
    assert holder.name == name


@pytest.mark.parametrize(
    ("title", "owner", "day"),
    [
        ("وزیر امور خارجه", "EG", "2040-01-01"),  # after all that is known
        ("رئیس‌جمهور", "US", "2021-01-20"),  # the day of the handover has two
        ("رئیس‌جمهور", "LB", "2023-06-01"),  # nobody held it
        ("وزیر امور خارجه", "un", "2020-01-01"),  # no such office
    ],
)
def test_an_office_is_not_guessed(title: str, owner: str, day: str) -> None:
    assert kb.load().holder(title, owner=owner, day=date.fromisoformat(day)) is None


def test_the_titles_of_office_holders_agree_with_the_table_of_titles() -> None:
    kinds = {title.title: title.kind for title in kb.titles()}
    wrong = [(h.name, h.title, h.kind) for h in kb.office_holders() if kinds.get(h.title, h.kind) != h.kind]
    assert wrong == []


def test_given_names_leave_out_common_words() -> None:
    names = set(kb.given_names())
    assert {"عباس", "سرگئی", "مارکو"} <= names
    assert not {"امید", "بهمن", "رمضان"} & names


def test_who_held_two_offices_at_once() -> None:
    def held(kind: str, state: str, name: str, *years: int) -> kb.OfficeHolder:
        since, until = (date(year, 1, 1) for year in years)
        return replace(kb.load().office_holders[0], kind=kind, state=state, name=name, since=since, until=until)

    prime, minister = "prime_minister", "foreign_minister"
    both = [held(prime, "QA", "الف", 2023, 2030), held(minister, "QA", "الف", 2016, 2030)]
    two = [held(prime, "EG", "الف", 2023, 2030), held(minister, "EG", "ب", 2023, 2030)]
    after = [held(prime, "NO", "الف", 2023, 2024), held(minister, "NO", "الف", 2016, 2018)]
    holders = [*both, *two, *after]
    assert held_at_once(holders, "QA", prime, minister)
    assert not any(held_at_once(holders, state, prime, minister) for state in ("EG", "NO", "FR"))
