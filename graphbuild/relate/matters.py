"""What a sentence says was discussed, whatever word tells of the talk: «X بررسی شد», «درباره X به توافق رسیدند»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graphbuild import lang
from graphbuild.link.tokens import key
from graphbuild.relate.about import before_noun, beside, complements, without_owner, without_stance
from graphbuild.relate.cues import complex_predicate, folded
from graphbuild.relate.frames import Frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import ACTORS, BODIES, View
from graphbuild.relate.spans import argument, leftmost
from graphbuild.relate.speech import speech_verbs
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.topic_ends import phrase_end
from graphbuild.relate.topics import after_description, causes, describes_talk, is_about
from graphbuild.relate.verbs import verb_form

_NAMED = 5  # tokens before a verb in which the nouns of its name stand
_AXIS = 7  # tokens from «موضوع» to what it was


@cache
def _names(name: str) -> frozenset[str]:
    return frozenset(map(folded, lang.toml("topics.toml")["discussed"][name]))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(map(key, lang.toml("topics.toml")["discussed"][name]))


def matters(view: View, frames: Frames, *, said: bool) -> list[tuple[int, int]]:
    """Token ranges of what the verbs of a sentence say was discussed, agreed, signed or protested against, in order.

    What a speaker stressed or welcomed is left to his statement, where one was read in the sentence (`said`).
    """
    found = [
        *_of_verbs(view, frames),
        *_axis(view, frames),
        *_among(view),
        *_headed(view, frames),
        *_causes(view, frames),
    ]
    found += [] if said else [*_stressed(view, frames), *_of_sides(view, frames)]
    ranges = (without_owner(view, *r) for r in dict.fromkeys(found) if r[0] <= r[1])
    return [r for r in ranges if not _acts(view, *r)]


def _acts(view: View, first: int, last: int) -> bool:
    """Whether the range is nothing but who acts, and no matter; «درباره X» is about X even so."""
    named = BODIES if marker_before(view.row, first)[0] == "about" else frozenset()
    joins = words("and") | words("passable") | words("comma")
    for i in range(first, last + 1):
        n = view.covered.get(i)
        acting = n is not None and view.phrases[n].kind in (ACTORS | BODIES | {"sides"}) - named
        if not acting and view.row[i].key not in joins and view.row[i].text not in joins:
            return False
    return True


def _of_verbs(view: View, frames: Frames) -> Iterator[tuple[int, int]]:
    for verb, token in enumerate(view.row):
        form = verb_form(token.text)
        if form is None or token.upos not in {"VERB", "AUX"} or verb in view.covered:
            continue
        name = complex_predicate(view, token.first)
        if _is(view, verb, key(form.infinitive), name, "active"):
            yield from _object(view, verb)
        elif _is(view, verb, key(form.infinitive), name, "passive"):
            yield from _subject(view, verb)
        elif _is(view, verb, key(form.infinitive), name, "signed"):
            yield from _object(view, verb)
            yield from _subject(view, verb)
        if _is(view, verb, key(form.infinitive), name, "spoken") or _talks(view, verb, frames):
            of = _is(view, verb, key(form.infinitive), name, "spoken_of")
            on = _is(view, verb, key(form.infinitive), name, "agreed")
            yield from _about(view, verb, frames, _list("of") if of else _list("agreed_on") if on else frozenset())


def _stressed(view: View, frames: Frames) -> Iterator[tuple[int, int]]:
    """«بر X تأکید شد», «از X گلایه کرد»: X, without the words of stance before it."""
    for verb, token in enumerate(view.row):
        if token.upos not in {"VERB", "AUX"} or verb < 2 or verb in view.covered:
            continue
        found = before_noun(view, clause_start(view, verb), verb - 1, frames)
        if found is not None:
            yield without_stance(view, *found)


def _of_sides(view: View, frames: Frames) -> Iterator[tuple[int, int]]:
    """«دو طرف با تأکید بر X اعلام کردند»: X, what those who talked said together, which is no statement of one."""
    for verb, _, _ in speech_verbs(view):
        subject = view.subject(view.predicate(view.row[verb].first))
        if subject and all(p.kind == "sides" for p in subject):
            yield from (without_stance(view, *found) for found in beside(view, verb, frames))


def _causes(view: View, frames: Frames) -> Iterator[tuple[int, int]]:
    """«در پی X، سفیر Y احضار و …»: what a summons is about, also where its verb stands far behind."""
    if any(token.key in _list("summons") for token in view.row):
        yield from causes(view, frames)


def _talks(view: View, verb: int, frames: Frames) -> bool:
    """Whether a talk noun stands before the verb («درباره X گفت‌وگو کرد»)."""
    found = (frames.trigger(view.row, j) for j in range(max(0, verb - 3), verb) if j not in view.covered)
    return any(trigger is not None and trigger.last == verb - 1 for trigger in found)


def _is(view: View, verb: int, infinitive: str, name: str, which: str) -> bool:
    """Whether the verb is of a list, by the nouns that hang on it or those that stand before it."""
    if any(f" {name}".endswith(f" {known}") for known in _names(which)):
        return True
    before = [token.key for token in view.row[max(0, verb - _NAMED) : verb] if token.key not in words("adverbs")]
    joint = next((i for i, word in enumerate(before) if word in words("and")), 0)
    if 0 < joint < len(before) - 1:  # «مورد بحث و تبادل نظر قرار دادند»
        before = [*before[:joint], before[-1]]
    said = " ".join([*before, infinitive])
    return any(f" {said}".endswith(f" {known}") for known in _names(which))


def _object(view: View, verb: int) -> Iterator[tuple[int, int]]:
    start = clause_start(view, verb)
    for i in range(verb - 1, start, -1):
        if view.row[i].key in words("object"):
            first = _own_start(view, leftmost(view, i - 1, start), i - 1)
            if view.row[first].upos != "ADP":
                yield first, i - 1
            return
    for child in view.sentence.children[view.row[verb].first]:
        word = view.sentence.words[child - 1]
        if word.deprel == "obj" and view.token_of[child] < verb:
            yield argument(view, child, verb)


def _own_start(view: View, first: int, last: int) -> int:
    """Where an object begins: after who acts, and after «ضمن Y،»."""
    n = view.starts.get(first)
    if n is not None and view.phrases[n].kind in ACTORS and view.phrases[n].last < last:
        return view.phrases[n].last + 1
    if first and view.row[first - 1].upos == "ADP":
        return next((j + 1 for j in range(first, last) if view.row[j].text in words("comma")), first)
    return first


def _subject(view: View, verb: int) -> Iterator[tuple[int, int]]:
    for child in view.sentence.children[view.row[verb].first]:
        word = view.sentence.words[child - 1]
        if word.deprel.startswith("nsubj") and view.token_of[child] < verb and word.upos in {"NOUN", "PROPN"}:
            yield argument(view, child, verb)


def _about(view: View, verb: int, frames: Frames, more: frozenset[str]) -> Iterator[tuple[int, int]]:
    """What stands with «درباره» before the verb, or with one of `more` prepositions («از X سخن گفت»)."""
    for i in range(clause_start(view, verb), verb):
        at = marker_before(view.row, i)[1]
        of_it = i and view.row[i - 1].key in more and not _is_of_noun(view, i)
        if (is_about(view, i) or of_it) and at >= clause_start(view, verb):
            last = phrase_end(view, i, verb, frames)
            if last >= i:
                yield i, last


def _is_of_noun(view: View, i: int) -> bool:
    """«در بازگشت از X سخن گفت»: whether token `i`, after its preposition, belongs to the noun before that."""
    word = view.sentence.words[view.row[i].first - 1]
    return word.deprel.startswith("nmod") and word.head < word.id and view.token_of[word.head] == i - 2


def _headed(view: View, frames: Frames) -> Iterator[tuple[int, int]]:
    """«تأکید بر X» at the head of a headline, or after its semicolon."""
    if view.has_verb:
        return
    for i in range(len(view.row) - 2):
        opens = i == 0 or view.row[i - 1].text in {"؛", "/", "|", "-"}
        if opens and view.row[i + 1].key in complements().get(view.row[i].key, frozenset()):
            last = phrase_end(view, i + 2, len(view.row), frames)
            if last >= i + 2:
                yield i + 2, last


def _on_agenda(view: View, i: int, frames: Frames) -> tuple[int, int] | None:
    """«در دستور کار این دیدار X قرار دارد»: X, for the agenda at token `i`."""
    agenda = next((n for n in (2, 1) if "".join(t.key for t in view.row[i : i + n]) in _list("agenda")), 0)
    if not agenda or not i or marker_before(view.row, i)[0] != "at":
        return None
    at = i + agenda
    at += at < len(view.row) and view.row[at].key in frames.determiners
    trigger = frames.trigger(view.row, at) if at < len(view.row) else None
    if trigger is None:
        return None
    first = after_description(view, trigger.last + 1)
    end = phrase_end(view, first, len(view.row), frames)
    return (first, end) if end >= first else None


def _first_word(view: View, until: int) -> int:
    """The first token of the clause before token `until`, after marks, adverbs and conjunctions."""
    start = clause_start(view, until)
    while start < until and view.row[start].upos in {"PUNCT", "ADV", "CCONJ"}:
        start += 1
    return start


def _before_agenda(view: View, i: int) -> tuple[int, int] | None:
    """«X در (صدر) دستور کار گفت‌وگو بود»: X, for the agenda at token `i`."""
    if not i or not any("".join(t.key for t in view.row[i : i + n]) in _list("agenda") for n in (1, 2)):
        return None
    at = i - 1 if view.row[i - 1].key in _list("top") else i
    if marker_before(view.row, at)[0] != "at":
        return None
    start = _first_word(view, at)
    end = next((j for j in range(start, at - 1) if view.row[j].upos == "AUX"), at - 1) - 1
    return (start, end) if start <= end else None


def _among(view: View) -> Iterator[tuple[int, int]]:
    """«X و Y از جمله موضوعاتی است که …»: X and Y."""
    for i in range(2, len(view.row)):
        if view.row[i].key not in _list("listed"):
            continue
        two = view.row[i - 2].key + view.row[i - 1].key in _list("out_of")
        end = i - 2 - two
        if two or view.row[i - 1].key in _list("out_of"):
            start = _first_word(view, end)
            if start <= end:
                yield start, end
    yield from one_of(view)


def one_of(view: View) -> Iterator[tuple[int, int]]:
    """«X (نیز) یکی دیگر از موضوعات مورد بحث است»: X."""
    for i in range(2, len(view.row) - 2):
        said = view.row[i + 1].key in _list("being_discussed") and view.row[i + 2].key in _list("being_discussed")
        if view.row[i].key not in _list("of_several") or view.row[i - 1].upos != "ADP" or not said:
            continue
        end = i - 1
        while end > 0 and view.row[end].key in _list("one_of"):
            end -= 1
        start = _first_word(view, end)
        if start <= end and end < i - 1:
            yield start, end


def _axis(view: View, frames: Frames) -> Iterator[tuple[int, int]]:
    """«موضوع آن X بود», «موضوع جلسه X بوده», «X در دستور کار این گفت‌وگو بود»."""
    for i, token in enumerate(view.row):
        before = _before_agenda(view, i)
        if (after := _on_agenda(view, i, frames)) is not None and (before is None or after[0] not in view.starts):
            yield after
        elif before is not None:
            yield before
        if token.key not in _list("axis") or i + 2 >= len(view.row):
            continue
        start = i + 1
        main = view.row[start].key in _list("main")
        if main and view.row[start + 1].text in words("comma"):
            start += 2  # «محور اصلی، X بود»
        elif main and view.row[start + 1].key in _list("being_discussed"):
            start += 1
        while start < min(i + _AXIS, len(view.row) - 1) and (
            view.row[start].key in frames.determiners | _list("being_discussed")
            or frames.trigger(view.row, start) is not None
            or view.row[start].upos in {"PRON", "DET", "ADV"}
            or (start > i + 1 and start not in view.covered and describes_talk(view, start))
        ):
            start += 1
        end = phrase_end(view, start, len(view.row), frames)
        pointed = start > i + 1
        copula = next(
            (j for j in range(end + 1, min(end + 3, len(view.row))) if view.row[j].upos in {"AUX", "VERB"}), None
        )
        if pointed and end >= start and copula is not None and view.row[copula].upos == "AUX":
            yield start, end
