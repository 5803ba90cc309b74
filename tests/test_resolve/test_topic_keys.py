"""Topics that can be asked for together, and what they are about."""

import pytest

from graphbuild.link.model import Entity, Links, Reference
from graphbuild.relate.model import TopicMention
from graphbuild.resolve.topics import entities_of, topic_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("تحولات غزه", "آخرین تحولات در غزه"),
        ("تحولات غزه", "تحولات نوار غزه"),
        ("تحولات غزه", "تحولات اخیر غزه"),
        ("روابط دوجانبه", "مناسبات دوجانبه"),
        ("روابط دوجانبه", "روابط دو جانبه"),
        ("آتش‌بس در غزه", "آتش بس غزه"),
        ("همکاری‌های اقتصادی", "همکاری اقتصادی"),
        ("برنامه هسته‌ای ایران", "برنامه هسته ای جمهوری اسلامی ایران"),
        ("توافق برجام", "توافق برنامه جامع اقدام مشترک"),
    ],
)
def test_ways_to_say_one_topic_have_one_key(one: str, other: str) -> None:
    assert topic_key(one) == topic_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حمله ایران به اسرائیل", "حمله اسرائیل به ایران"),
        ("تحولات غزه", "تحولات لبنان"),
        ("آتش‌بس در غزه", "جنگ غزه"),
        ("روابط دوجانبه", "روابط اقتصادی"),
    ],
)
def test_other_topics_have_other_keys(one: str, other: str) -> None:
    assert topic_key(one) != topic_key(other)


@pytest.mark.parametrize("text", ["این موضوع", "آخرین", "در", "مسئله", "—"])
def test_a_topic_of_empty_words_keeps_them(text: str) -> None:
    assert topic_key(text) or not any(map(str.isalnum, text))


def test_a_topic_is_about_the_states_and_organizations_in_its_phrase() -> None:
    iran, un, sender = Entity("state", "ایران", state="IR"), Entity("organization", "سازمان ملل"), Entity("person", "x")

    def reference(entity: int, start: int, end: int) -> Reference:
        return Reference(0, 1, 1, start, end, entity, "name")

    links = Links(
        (iran, un, sender), (reference(0, 10, 15), reference(1, 16, 20), reference(2, 21, 22), reference(1, 40, 44))
    )
    assert entities_of(TopicMention(8, 30, "…"), links) == [iran, un]
    assert entities_of(TopicMention(12, 30, "…"), links) == [un]
