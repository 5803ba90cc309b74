"""One official from many documents."""

from datetime import date
from itertools import permutations

from graphbuild import kb
from graphbuild.link.model import Entity, Role
from graphbuild.resolve.nodes import Nodes
from graphbuild.resolve.officials import Officials

MINISTER = Role("وزیر امور خارجه", "foreign_minister", "ایران", "IR", None)


def person(name: str, state: str | None = None, *roles: Role) -> Entity:
    return Entity("person", name, (name,), state, roles=roles)


def test_spellings_of_one_name_are_one_person() -> None:
    names = ["بهرام نیک‌سیرت", "سیدبهرام نیک‌سیرت", "بهرام نیک سیرت", "نیک‌سیرت"]
    officials = Officials([person(name) for name in names])
    assert len(officials.persons) == 1


def test_a_surname_of_two_belongs_to_neither() -> None:
    entities = [person("بهرام کاوه‌پور", "IR"), person("سهراب کاوه‌پور", "IR"), person("کاوه‌پور")]
    officials = Officials(entities)
    assert len(officials.persons) == 3


def test_a_surname_follows_the_state() -> None:
    entities = [person("سامح القرنفلی", "EG"), person("رامی القرنفلی", "LB"), person("القرنفلی", "EG")]
    officials = Officials(entities)
    assert officials[entities[2]].id == officials[entities[0]].id


def test_order_does_not_matter() -> None:
    entities = [
        person("بهرام نیک‌سیرت", "IR", MINISTER),
        person("نیک‌سیرت", "IR"),
        person("سامح القرنفلی", "EG"),
        person("القرنفلی", None),
    ]
    ids = {tuple(sorted(p.id for p in Officials(list(order)).persons)) for order in permutations(entities)}
    assert len(ids) == 1


def test_one_surname_in_two_states_is_two_persons_with_two_ids() -> None:
    officials = Officials([person("الزیتونانی", "EG"), person("الزیتونانی", "PS")])
    assert len({p.id for p in officials.persons}) == 2


def test_a_full_name_is_one_person_in_whatever_state_he_is_seen() -> None:
    officials = Officials([person("بهرام نیک‌سیرت", "IR"), person("بهرام نیک‌سیرت", "EG")])
    assert len(officials.persons) == 1


def test_names_of_one_office_holder_are_one_person() -> None:
    holder = kb.OfficeHolder(
        state="EG",
        organization=None,
        kind="foreign_minister",
        title="وزیر امور خارجه",
        name="سامح القرنفلی",
        name_en="Sameh Qaranfuli",
        aliases=("ابو سامح",),
        since=date(2025, 1, 1),
        until=date(2025, 12, 31),
        left=False,
        source="invented",
    )
    entities = [person("سامح القرنفلی", "EG"), person("ابو سامح", "EG")]
    assert len(Officials(entities, holders=()).persons) == 2
    (found,) = Officials(entities, holders=(holder,)).persons
    assert (found.name, found.name_en) == ("سامح القرنفلی", "Sameh Qaranfuli")


def test_a_surname_is_a_known_office_holders_before_a_strangers() -> None:
    stranger = Entity("person", "راین‌فلدی اشتاینمور", ("راین‌فلدی اشتاینمور", "اشتاینمور"))
    envoy = Entity("person", "دیوید اشتاینمور", ("دیوید اشتاینمور", "اشتاینمور"), "US")
    bare = person("اشتاینمور", "US")
    holder = kb.OfficeHolder(
        state="US", organization=None, kind="foreign_minister", title="وزیر امور خارجه", name="دیوید اشتاینمور",
        name_en="David Steinmore", aliases=("اشتاینمور",), since=date(2020, 3, 1), until=date(2024, 6, 30), left=True,
        source="invented",
    )  # fmt: skip
    officials = Officials([stranger, envoy, bare], holders=[holder])
    assert officials[bare].name == "دیوید اشتاینمور"


def test_a_known_office_holder_is_called_in_a_talk_as_its_document_calls_him() -> None:
    told, shortly = person("جرج بوش", "US"), person("بوش", "US")
    officials = Officials([person("جورج بوش", "US"), told, shortly])
    (found,) = officials.persons
    nodes = Nodes([], officials)
    assert (found.name, found.shown) == ("جورج بوش", None)
    assert [nodes.ref(entity).name for entity in (told, shortly)] == ["جرج بوش", "جورج بوش"]
