"""Another talk of the parties of the one told last: «دور بعدی (گفت‌وگوها) …», «قرار گذاشتند دوباره … بنشینند»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain, pairwise

from graphbuild import lang
from graphbuild.document import Clean
from graphbuild.link.nodes import alike
from graphbuild.link.tokens import Token, key
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.date_words import is_of_date
from graphbuild.relate.frames import TRIP, Frames, Trigger
from graphbuild.relate.kinds import compatible_kinds
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.merging import stated_number
from graphbuild.relate.model import TalkMention
from graphbuild.relate.phrases import ACTORS, View
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.verbs import is_pluperfect, verb_form

RULE = "talk.next"
_AHEAD = frozenset({"subjunctive", "present", "stem"})


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(map(key, lang.toml("frames.toml")["rounds"][name]))


def round_nouns() -> frozenset[str]:
    """«دور», «مرحله», folded."""
    return _list("nouns")


def is_next(view: View, trigger: Trigger, slots: Slots, frames: Frames, *, of_states: bool) -> bool:
    """«دور بعدی گفت‌وگوها هفته آینده برگزار می‌شود»; `of_states`: the talk told last was of states."""
    row, first, after = view.row, trigger.first, trigger.last + 1
    if first > 1 and row[first - 1].key in frames.determiners:
        first -= 1  # «دور بعدی این گفت‌وگوها»
    round_ = first > 1 and row[first - 2].key in words("rounds") and row[first - 1].key in frames.again
    if not (round_ or (after < len(row) and row[after].key in frames.again)):
        return False
    whose = slots.found.get("genitive") or slots.found.get("with") or view.starts.get(after + (not round_))
    whose = whose or _owned(view, after + (not round_))
    able = trigger.noun != TRIP and trigger.kind != "interview"  # not «در پاسخ به پرسش دیگری»
    return not whose and able and (of_states or trigger.noun not in frames.of_states)


def _owned(view: View, i: int) -> bool:
    """Whether a common noun at token `i` says whose session it is («اجلاس بعدی اتحادیه»)."""
    if i >= len(view.row) or view.row[i].upos not in {"NOUN", "PROPN"} or view.row[i].key in words("time"):
        return False
    return view.sentence.words[view.row[i].first - 1].deprel.startswith("nmod") and not is_of_date(view.row, i)


def before(tellings: Sequence[TalkMention], view: View, trigger: Trigger, clean: Clean) -> TalkMention | None:
    """The talk, of those told so far, that another round goes on: the last one that is called so, or could be.

    It is of as many as the words say («نشست بعدی سه کشور»).
    """
    after = view.row[trigger.last + 1 : trigger.last + 4]
    many = next(filter(None, (stated_number(token.text) for token in after)), 0)
    tellings = [t for t in tellings if len(t.parties) == many] or tellings
    kind, noun = trigger.kind, view.row[trigger.first].key
    called = (t for t in reversed(tellings) if t.kind == kind and alike(noun, key(clean.text[slice(*t.trigger)])))
    fits = (t for t in reversed(tellings) if compatible_kinds(t.kind, kind))
    return next(chain(called, fits, reversed(tellings)), None)


def is_numbered(view: View, trigger: Trigger, frames: Frames) -> bool:
    """«دور سوم این مذاکرات»."""
    return _round(view, trigger, frames) in _list("ordinals")


def is_earlier(view: View, trigger: Trigger, slots: Slots, frames: Frames) -> bool:
    """«دور سوم این مذاکرات ششم اردیبهشت انجام شده بود»: a round told as long past, or called the one before."""
    numbered = is_numbered(view, trigger, frames) and _is_long_past(view, slots)
    return numbered or _round(view, trigger, frames) in _list("earlier")


def is_of_earlier_round(row: Sequence[Token], i: int) -> bool:
    """Whether «دور قبلی» stands before the noun at token `i`."""
    return i > 1 and row[i - 1].key in _list("earlier") and row[i - 2].key in _list("nouns")


def is_first(view: View, trigger: Trigger, slots: Slots, parties: AbstractSet[int]) -> bool:
    """«این دیپلمات نخستین بار پنجشنبه احضار شده بود»: what these parties did before, where no other one is named."""
    start = clause_start(view, trigger.first)
    named = {e for p in view.phrases if start <= p.first <= trigger.first for e in p.entities}
    clause = view.row[start : trigger.first]
    first = any(one.key + other.key in _list("first") for one, other in pairwise(clause))
    return first and named <= parties and _is_long_past(view, slots)


def is_before(view: View, trigger: Trigger, slots: Slots, frames: Frames) -> bool:
    """«پیش از این هم دو طرف جمعه گذشته در تماسی تلفنی … را مرور کرده بودند»: a talk of both before the one told."""
    both = any(p.kind == "sides" for slot in ("subject", "control") for p in slots.found.get(slot, []))
    over = is_pluperfect(view.row, view.token_of[slots.predicate])
    return both and over and not frames.points_back(view.row, trigger.first)


def _is_long_past(view: View, slots: Slots) -> bool:
    """«انجام شده بود»."""
    return slots.verb_token is not None and [t.upos for t in view.row[slots.verb_token + 1 :][:1]] == ["AUX"]


def _round(view: View, trigger: Trigger, frames: Frames) -> str:
    """Which round of the talks that the trigger points back at is told of («دور سوم این مذاکرات»), folded."""
    row, first = view.row, trigger.first
    if first < 3 or row[first - 1].key not in frames.determiners or row[first - 3].key not in _list("nouns"):
        return ""
    return row[first - 2].key


def is_mutual(view: View, slots: Slots) -> bool:
    """Whether several talk «با یکدیگر», and the clause does not say who."""
    if slots.construction != "verbal" or slots.verb_token is None:
        return False
    forms = (verb_form(token.text) for token in view.row[slots.verb_token : slots.verb_token + 2])  # «کرده بودند»
    if not any(form is not None and form.person == "3p" for form in forms):
        return False
    inside = range(clause_start(view, slots.trigger.first), slots.trigger.first)
    named = any(
        p.first in inside and p.kind in {*ACTORS, "state", "organization"} and not p.marker for p in view.phrases
    )
    each_other = any(view.row[i].key in words("each_other") and marker_before(view.row, i)[0] == "with" for i in inside)
    they = any(view.row[i].key in words("they") and not marker_before(view.row, i)[0] for i in inside)
    alone = not slots.found.get("with")
    return not named and (each_other or (they and alone))


def unnamed(view: View, frames: Frames) -> Iterator[Slots]:
    """The next talks that no noun for a talk tells of."""
    yield from _rounds(view, frames)
    yield from _again(view)


def _rounds(view: View, frames: Frames) -> Iterator[Slots]:
    """«دور بعدی پنجشنبه در رم برگزار می‌شود»: a round without the noun of what it is a round of."""
    row = view.row
    for i in range(len(row) - 2):
        which = row[i + 1].key in frames.again or row[i + 1].key in _list("ordinals")
        if row[i].key not in _list("nouns") or i in view.covered or not which or marker_before(row, i)[0]:
            continue
        after = view.sentence.words[row[i + 2].first - 1]
        if after.deprel.startswith("nmod") and row[i + 2].key not in words("time"):
            continue  # «دور دوم انتخابات»
        for verb in range(i + 2, len(row)):
            predicate = view.predicate(row[verb].first)
            held = row[verb].upos == "VERB" and cues().names_it("denied.happening", complex_predicate(view, predicate))
            if held and verb_form(row[verb].text) is not None:
                slots = Slots(Trigger(i, i + 1, "session", "meeting"), "nominal", predicate, verb, end=i + 2)
                for n, phrase in enumerate(view.phrases):  # «دور دوم بین X و Y برگزار شد»
                    if phrase.marker == "between" and i < phrase.first < verb:
                        slots.add("between", view.group(n))
                yield slots
                break


def _again(view: View) -> Iterator[Slots]:
    """«دو طرف قرار گذاشتند دوباره گرد هم آیند»: a verb of meeting, in a clause in which nobody else acts."""
    row = view.row
    for verb, token in enumerate(row):
        form = verb_form(token.text)
        if form is None or form.tense not in _AHEAD or key(form.infinitive) not in _list("verbs"):
            continue
        start = clause_start(view, verb)
        inside = range(start, verb)
        if key(form.infinitive) in _list("coming") and not any(view.row[i].key in words("together") for i in inside):
            continue
        pairs = {row[i].key + row[i + 1].key for i in inside[:-1]} | {row[i].key for i in inside}
        acting = [p for p in view.phrases if start <= p.first < verb and not p.marker and p.kind in ACTORS]
        if acting or _list("again").isdisjoint(pairs) or not form.person.endswith("p"):
            continue
        yield Slots(Trigger(verb, verb, "session", "meeting"), "verbal", view.predicate(token.first), verb)
