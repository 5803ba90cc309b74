"""What a statement is about: the objects and complements of its verb of speech, and of the nouns beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graphbuild import lang
from graphbuild.document import Clean
from graphbuild.link.tokens import key
from graphbuild.relate.frames import Frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.model import TopicMention
from graphbuild.relate.phrases import View
from graphbuild.relate.spans import leftmost
from graphbuild.relate.speech import spoken
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.topic_ends import phrase_end
from graphbuild.relate.topic_parts import compound_prepositions, split
from graphbuild.relate.verbs import verb_form
from graphbuild.relate.words_said import in_words

_LONGEST_TAIL = 3
_LONGEST_OWNER = 5  # tokens between a noun of stance and its preposition
_OWNERS = frozenset({"NOUN", "PROPN", "ADJ", "PRON", "DET"})


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(map(key, lang.toml("topics.toml")["of_statement"][name]))


@cache
def complements() -> dict[str, frozenset[str]]:
    """Noun → the prepositions of what it is about («اشاره به X»)."""
    table = lang.toml("topics.toml")["complements"]
    return {key(noun): frozenset(map(key, row["markers"])) for row in table for noun in row["nouns"]}


def of_statement(view: View, at: int, clean: Clean, frames: Frames) -> tuple[tuple[TopicMention, ...], bool]:
    """What a statement is about, in order, and whether that is guessed; `at` is the token of its verb, or its colon.

    Where neither an object nor a complement of the verb says so, it is guessed from the words that were said.
    """
    said_by_verb = view.row[at].upos in {"VERB", "AUX", "NOUN", "ADJ"}
    found: dict[str, TopicMention] = {}
    ranges = sorted(beside(view, at, frames)) if said_by_verb else []
    for first, last in ranges:
        if not any(a <= first and last <= b and (a, b) != (first, last) for a, b in ranges):
            _add(found, view, first, last, clean)
    if found:
        return tuple(found.values()), False
    for guess in in_words(view, at, frames):
        for first, last in guess:
            _add(found, view, first, last, clean)
        if found:
            break
    return tuple(found.values()), True


def _add(found: dict[str, TopicMention], view: View, first: int, last: int, clean: Clean) -> None:
    first, last = without_stance(view, first, _without_tail(view, first, last))
    phrase = view.covered.get(first)
    about = marker_before(view.row, first)[0] == "about"
    if phrase is not None and view.phrases[phrase].last >= last and not about:
        return  # somebody who acts, and no matter
    for topic in split(view, first, last, clean):
        found.setdefault(key(topic.text), topic)


def without_stance(view: View, first: int, last: int) -> tuple[int, int]:
    """«ضرورت X» is about X, «نقش Y در X» too."""
    first, last = without_owner(view, first, last)
    whole = first
    while first < last and view.row[first].key in _list("stance"):
        first += 1
        while first < last and view.row[first].upos == "ADJ" and view.row[first + 1].upos != "ADP":
            first += 1
        n = view.starts.get(first)
        after = view.phrases[n].last + 1 if n is not None else last
        if after < last and view.row[after].key in _list("stance_of"):
            first = after + 1
            actor = view.starts.get(first)
            if actor is not None and view.phrases[actor].last >= last:
                return whole, last  # «مواضع Y در سازمان X»
    return first, last


def without_owner(view: View, first: int, last: int) -> tuple[int, int]:
    """«دیدگاه‌های خود درباره X» is about X."""
    for i in range(first + 1, min(first + _LONGEST_OWNER, last - 1)):
        if view.row[i].key in words("own") and view.row[i + 1].key in _list("stance_of"):
            return i + 2, last
    return first, last


def _without_tail(view: View, first: int, last: int) -> int:
    """The end of the phrase without «در این زمینه»."""
    for start in range(last, max(first, last - _LONGEST_TAIL), -1):
        if "".join(token.key for token in view.row[start : last + 1]) in _list("tails"):
            return start - 1
    return last


def beside(view: View, verb: int, frames: Frames) -> Iterator[tuple[int, int]]:
    """Token ranges in the clause of the verb."""
    noun = verb - 1
    while noun > 0 and view.row[noun].upos in {"AUX", "PART"}:
        noun -= 1
    start = clause_start(view, noun)
    before = before_noun(view, start, noun, frames)
    if before is not None:
        yield before
    limit = before[0] - 1 if before is not None else _name_start(view, verb)
    for i in range(start, limit):
        if view.row[i].key in _list("following") and i + 1 < limit and view.row[i + 1].key not in words("object"):
            last = phrase_end(view, i + 1, verb, frames)
            if last > i + 1:
                yield i + 1, last
        found = _complement(view, i, limit, frames)
        if found is not None:
            yield found
    if before is None:
        yield from _about(view, _main_start(view, verb), _name_start(view, verb), frames)
    yield from _objects(view, start, verb)


def _complement(view: View, i: int, limit: int, frames: Frames) -> tuple[int, int] | None:
    """«نگرانی خود از X», «آمادگی کشورش را برای X»: X, for the noun at token `i`."""
    markers = complements().get(view.row[i].key)
    if not markers:
        return None
    for j in range(i + 1, min(i + 2 + _LONGEST_OWNER, limit - 1)):
        at = _after_marker(view, j, markers)
        if at is not None and at < limit:
            last = phrase_end(view, at, limit, frames)
            whole = last + 1 < limit and view.row[last + 1].key in words("object")  # «آمادگی برای A، B و C را»
            commas = (k for k in range(at, last + 1) if view.row[k].text in words("comma") and not whole)
            comma = next(commas, last + 1)
            return (at, comma - 1) if at < comma and not _courteous(view, i, at) else None
        if view.row[j].key not in words("object") and view.row[j].upos not in _OWNERS and j not in view.covered:
            return None
    return None


def _courteous(view: View, noun: int, at: int) -> bool:
    """«ابراز خرسندی از حضور در تهران», «تشکر از این تماس»: a courtesy, and no matter."""
    return view.row[noun].key in _list("courtesies") and view.row[at].key in _list("courteous")


def _main_start(view: View, verb: int) -> int:
    """Where the clause of the verb begins; a relative clause inside it is none of its own («درباره X که … گفت»)."""
    start = clause_start(view, verb)
    while start > 0 and view.row[start - 1].upos == "VERB":
        word = view.sentence.words[view.row[start - 1].first - 1]
        if not word.deprel.startswith("acl") or view.token_of[word.head] >= start:
            break
        start = clause_start(view, view.token_of[word.head])
    return start


def before_noun(view: View, start: int, noun: int, frames: Frames) -> tuple[int, int] | None:
    """«بر X تأکید کرد», «از X استقبال کرد»: X, for the noun at token `noun`."""
    markers = complements().get(view.row[noun].key, frozenset())
    low = noun
    while low - 1 > start and view.row[low - 1].key in _list("expressing"):
        low -= 1
    for at in range(start, low - 1):
        after = _after_marker(view, at, markers)
        if after is None or after >= low or marker_before(view.row, after)[0] == "attribution":
            continue  # «به نقل از Y از X خبر داد»
        if view.row[after].key in compound_prepositions():
            continue  # «بر اساس این گزارش، Y بر X تأکید دارد»
        if phrase_end(view, after, low, frames) == low - 1:
            return None if _courteous(view, noun, after) else (after, low - 1)
    return None


def _after_marker(view: View, i: int, markers: frozenset[str]) -> int | None:
    """The token after a preposition of one or two tokens at token `i` («از», «نسبت به»)."""
    for size in (2, 1):
        if "".join(token.key for token in view.row[i : i + size]) in markers:
            return i + size
    return None


def _name_start(view: View, verb: int) -> int:
    """The first token of the verb's own name («ابراز امیدواری کرد»); the verb itself where it has no noun."""
    form = verb_form(view.row[verb].text)
    found = spoken(view, verb, form.infinitive) if form is not None else None
    name = key("".join(found[0].split()[:-1])) if found is not None else view.row[verb - 1].key
    joined, first = "", verb
    while first > 0 and len(joined) < len(name):
        first -= 1
        if view.row[first].upos not in {"AUX", "PART"}:
            joined = view.row[first].key + joined
    return first if joined == name else verb


def _about(view: View, start: int, verb: int, frames: Frames) -> Iterator[tuple[int, int]]:
    """«X درباره Y گفت»: Y."""
    for i in range(start + 1, verb):
        if marker_before(view.row, i)[0] == "about":
            last = phrase_end(view, i, verb, frames)
            if last >= i:
                yield i, last
            return


def _objects(view: View, start: int, verb: int) -> Iterator[tuple[int, int]]:
    """«X همکاری‌های دو کشور را ستود»: the phrases with «را», from the subject or the last mark on."""
    first = start
    for i in range(start, verb):
        token = view.row[i]
        phrase = view.covered.get(i)
        subject = phrase is not None and not (view.phrases[phrase].marker or view.phrases[phrase].genitive)
        if token.key in words("object"):
            begin = max(first, leftmost(view, i - 1, start))
            own = view.predicate(view.row[i - 1].first) == view.predicate(view.row[verb].first)
            stance = view.row[begin].key in complements()
            if own and begin < i - 1 and view.row[begin].upos != "ADP" and not stance:
                yield begin, i - 1
            first = i + 1
        elif token.upos in {"VERB", "SCONJ", "ADV"} or token.text in words("comma") or (subject and i + 1 < verb):
            first = i + 1
