"""Marked phrases that belong to another noun than the talk of their clause: «همکاری با X», «پس از گفت‌وگو با X»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graphbuild import lang
from graphbuild.link.lexicon import lexicon
from graphbuild.link.tokens import Token
from graphbuild.relate.frames import Frames, Trigger, variants
from graphbuild.relate.markers import OCCASION, marker_before, occasion_before, words
from graphbuild.relate.phrases import ACTORS, BODIES, Phrase, View

_LONGEST_ASIDE = 9  # tokens of a remark in brackets
_LONGEST_NAME = 8  # tokens between «انتخاب» and the office to which somebody is elected
_NEAR_DEMAND = 6  # tokens from «خواستار» to the preposition of whom something is wanted
_WRITTEN = "letter"  # the family of nouns that take no «با»: «در پیامی با X ابراز همدردی کرد»


@cache
def _comitative() -> frozenset[str]:
    """Nouns that take a complement with «با» of their own, with their endings."""
    data = lang.toml("markers.toml")
    return frozenset(k for noun in data["words"]["comitative"] for k in variants(noun))


def is_comitative(token: Token) -> bool:
    """Whether a noun takes a complement with «با» («همکاری با X»)."""
    return token.key in _comitative()


def bound_to_noun(view: View, phrase: Phrase) -> bool:
    """Whether the marked phrase belongs to a noun that takes one of its own («همکاری با X», «روابط میان X و Y»)."""
    before = phrase.marker_first - 1
    owner = view.covered.get(before)
    if owner is not None and view.phrases[owner].genitive and view.phrases[owner].kind == "state":
        before = view.phrases[owner].first - 1  # «توافق A با B»
    while before > 0 and view.row[before].upos == "ADJ" and before not in view.covered:
        if view.row[before].key in _comitative():
            break
        before -= 1
    if phrase.marker == "to" and phrase.kind == "organization":
        near = view.row[max(0, phrase.marker_first - _LONGEST_NAME) : phrase.marker_first]
        if any(token.key in words("success") for token in near):
            return True  # «انتخاب X به ریاست جمهوری Y»
    if phrase.marker == "to":
        relating = phrase.marker_first > 0 and view.row[phrase.marker_first - 1].key in words("relating")
        return relating or _is_directed(view, phrase, before)
    return phrase.marker in {"with", "between"} and before >= 0 and view.row[before].key in _comitative()


def _is_directed(view: View, phrase: Phrase, before: int) -> bool:
    """«حمله به X», «فروش تسلیحات Y به X»: whether a noun, at token `before` or by the tree, goes there itself."""
    word = view.sentence.words[phrase.head - 1]
    head = view.token_of[word.head] if word.head and word.deprel.startswith("nmod") else before
    return any(i >= 0 and view.row[i].key in words("directed") for i in (before, head))


def of_occasion(view: View, phrase: Phrase, frames: Frames) -> bool:
    """Whether the phrase is a party of the talk on whose occasion this one is («پس از گفت‌وگو با X با Y دیدار کرد»)."""
    noun = phrase.marker_first - 1
    noun -= noun > 0 and view.row[noun].key in words("own")  # «پس از نشست خود با X»
    while noun > 0 and frames.trigger(view.row, noun) is None and view.row[noun].upos == "ADJ":
        noun -= 1
    other = frames.trigger(view.row, noun) if noun > 0 else None
    if phrase.marker not in {"with", "between"} or other is None or other.noun == _WRITTEN:
        return False
    first = noun
    while first > 0 and (view.row[first - 1].key in words("rounds") or view.row[first - 1].upos in {"NUM", "ADJ"}):
        first -= 1
    return occasion_before(view.row, noun) in OCCASION or marker_before(view.row, first)[0] == "about"


def has_other_party(view: View, trigger: Trigger, frames: Frames) -> bool:
    """Whether the noun has a genitive of its own that is nobody known («تماس فرد نزدیک به X با Y»)."""
    i = trigger.last + 1
    while i < len(view.row) and view.row[i].upos == "ADJ" and i not in view.covered:
        i += 1
    if i >= len(view.row) or i in view.covered or view.row[i].upos != "NOUN":
        return False
    if view.row[i].key in words("time") | words("talk_adjectives"):  # «دیدار خداحافظی با Y»
        return False
    if view.row[i].text.isdecimal() or any(p.marker and p.marker_first <= i < p.first for p in view.phrases):
        return False  # «دیدار ۲۰۲۵ با Y», «نامه‌ای خطاب به Y»
    word = view.sentence.words[view.row[i].first - 1]
    of_trigger = view.row[trigger.first].first <= word.head <= view.row[trigger.last].last
    return of_trigger and word.deprel == "nmod" and frames.trigger(view.row, i) is None


def closing_bracket(view: View, i: int) -> int | None:
    """The token that closes the bracket at token `i`."""
    inside = range(i + 1, min(len(view.row), i + _LONGEST_ASIDE))
    return next((j for j in inside if view.row[j].text in words("aside_end")), None)


def closes_apposition(view: View, owners: Sequence[Phrase], i: int) -> bool:
    """«گفت‌وگوی X، وزیر خارجه Y، با Z»: whether the comma at `i` ends what tells of X; «با» or «را» follows; or a quote
    opens or closes a name («نامه «X» به Y»).
    """
    if _quotes_phrase(view, i):
        return True
    named = [p for p in owners if p.last + 1 == i and view.row[i].text in words("comma")]
    inside = any(view.row[j].text in words("comma") for p in named for j in range(p.first, p.last + 1))
    object_mark = i + 1 < len(view.row) and view.row[i + 1].key in words("object")
    return inside and (object_mark or any(p.marker == "with" and p.marker_first in {i, i + 1} for p in view.phrases))


def _quotes_phrase(view: View, i: int) -> bool:
    """Whether the quotes of a name open or close at token `i`."""
    opens = view.row[i].text in words("opening") and i + 1 in view.starts
    return opens or (view.row[i].text in words("closing") and i - 1 in view.covered)


def is_venue(view: View, n: int) -> bool:
    """«مذاکرات دوحه میان X و Y»: whether a capital, or another city of talks, is where they talk; mediators may come
    before «میان».
    """
    phrase = view.phrases[n]
    after = next((p for p in view.phrases[n + 1 :] if p.marker != "mediator"), None)
    beside = n + 1 < len(view.phrases) and view.phrases[n + 1].marker_first == phrase.last + 1
    city = lexicon().is_city(view.row, phrase.first)
    return city and beside and not phrase.marker and after is not None and after.marker == "between"


def is_asked(view: View, phrase: Phrase) -> bool:
    """«در نامه‌ای به Y خواستار وام از X شد»: X, from whom something is wanted, and not the letter's sender."""
    near = view.row[max(0, phrase.marker_first - _NEAR_DEMAND) : phrase.marker_first]
    return any(token.key in words("demand") for token in near)


def second_of_two(view: View, one: Phrase) -> list[Phrase]:
    """«بین X Y», «بین X، سازنده Z، و Y», «بین X، که … است، و Y»: Y, where the marker of two has one."""
    n = view.starts.get(one.last + 1)
    if n is not None:
        return [view.phrases[n]] if view.phrases[n].kind == one.kind else []
    for n, phrase in enumerate(view.phrases):
        joined = phrase.first > one.last and view.row[phrase.first - 1].key in words("and")
        closed = joined and view.row[phrase.first - 2].text in words("comma")
        if closed and phrase.kind in ACTORS | BODIES:
            return view.group(n)
    return []


def joined_owner(view: View, trigger: Trigger, one: Phrase, frames: Frames) -> list[Phrase]:
    """«نشست مشترک X و Y»: Y, though the tree may hang it on the noun."""
    shared = any(token.key in frames.jointly for token in view.row[trigger.last + 1 : one.first])
    n = view.starts.get(one.last + 2)
    if not shared or n is None or view.row[one.last + 1].key not in words("and"):
        return []
    return view.group(n) if view.phrases[n].kind in ACTORS | BODIES else []


def has_two_bodies(view: View, n: int, trigger: Trigger) -> bool:
    """«در نشست X و Y»: whether two bodies hold the session, whose preposition the phrase seems to have."""
    members = view.group(n)
    return len(members) > 1 and members[0].marker_first < trigger.first and {p.kind for p in members} <= BODIES


def next_hangs_on(view: View, i: int, trigger: Trigger) -> bool:
    """Whether the noun at `i` is part of the trigger's own name («گفت‌وگوی ویژه خبری X»)."""
    n = next((n for n, phrase in enumerate(view.phrases) if phrase.first > i), None)
    if n is None:
        return False
    head = view.sentence.words[view.phrases[n].head - 1].head
    return view.row[trigger.first].first <= head <= view.row[trigger.last].last
