"""How a talk noun makes a predicate, and with which verb.

Persian says «دیدار کرد» in many shapes: noun and verb together, a verb said once for two nouns, complements between
the two («گفت‌وگویی طولانی با X داشت»), a relative clause («دیداری که با X داشت»), and what is under way («با X در حال
مذاکره است», «در تماس‌اند»).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graphbuild.link.tokens import Token
from graphbuild.relate.frames import Frames, Trigger
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import ACTORS, View
from graphbuild.relate.verbs import future_auxiliary, verb_form

_RELATION = "relation"  # the family of «ارتباط»
_FARTHEST = 30  # tokens between a talk noun and a verb that it does not stand next to


@dataclass(frozen=True, slots=True)
class Predication:
    """The verb of a talk noun (its token), its voice, and whether the noun heads a relative clause that holds it."""

    verb: int
    voice: Literal["active", "passive"]
    relative: bool = False


def predication(view: View, trigger: Trigger, frames: Frames) -> Predication | None:
    """The predicate that a talk noun makes; None for a noun with complements only."""
    found = _predication(view, trigger, frames)
    return None if found is not None and _is_standing(view, trigger, found, frames) else found


def _is_standing(view: View, trigger: Trigger, found: Predication, frames: Frames) -> bool:
    """«ارتباط نزدیکی با X دارد» is no talk, «ارتباط تلفنی با X داشت» is one."""
    form = verb_form(view.row[found.verb].text)
    if trigger.noun != _RELATION or form is None or form.infinitive not in frames.having:
        return False
    return not any(token.key in frames.means for token in view.row[trigger.first : found.verb])


def _predication(view: View, trigger: Trigger, frames: Frames) -> Predication | None:
    entering = trigger.first > 0 and view.row[trigger.first - 1].key in frames.entering
    light = light_verb(view.row, trigger.last, frames) if not entering else None
    if light is not None:
        return Predication(light[0], "active" if light[1] == "active" else "passive")
    if (verb := _gapped(view, trigger)) is not None:
        return Predication(verb, "active")
    return _relative(view, trigger, frames) or _underway(view, trigger, frames) or _apart(view, trigger, frames)


def _of_kind(token: Token) -> bool:
    """Whether an adjective only says of what kind the talk was («دیدار جداگانه‌ای داشت»)."""
    return token.key in words("talk_adjectives")


def _completes(row: Sequence[Token], j: int, data: Frames) -> bool:
    """Whether the word and the verb after it are a light verb («برگزار کردند»)."""
    form = verb_form(row[j + 1].text) if j + 1 < len(row) else None
    return form is not None and f"{row[j].text} {form.infinitive}" in data.light_phrases | data.passive


def light_verb(row: Sequence[Token], end: int, data: Frames) -> tuple[int, str] | None:
    """(token of the verb, "active" or "passive") when the noun that ends at token `end` makes a predicate with it.

    Between the two may stand coordinated talk nouns, «را», an auxiliary, adverbs and the noun of a longer light verb
    («دیدار و گفت‌وگو خواهد کرد», «دیدار به عمل آورد»).
    """
    passable = words("and") | words("object") | words("adverbs")
    j, noun, described, object_ = end + 1, "", False, False
    while j < len(row) and j <= end + 7:
        trigger = data.trigger(row, j)
        form = verb_form(row[j].text)
        object_ = object_ or row[j].key in words("object")
        noun = "" if row[j].key in words("object") else noun  # «گفت‌وگوهای صلح را آغاز کردند»
        if row[j].key in passable or (row[j].upos == "AUX" and j + 1 < len(row) and verb_form(row[j + 1].text)):
            j += 1
        elif trigger is not None and row[j - 1].key in passable:
            j = trigger.last + 1
        elif form is not None and row[j].upos in {"VERB", "AUX"}:
            verb = f"{noun} {form.infinitive}".strip()
            if described and (object_ or form.infinitive not in data.having | data.light):
                return None  # «گفت‌وگو را دشوار کرد»
            if verb in data.passive:
                return j, "passive"
            if verb in data.light_phrases or (not noun and form.infinitive in data.light | data.prepositional):
                return j, "active"
            return None
        elif not noun and (_of_kind(row[j]) or (row[j].upos == "ADJ" and not _completes(row, j, data))):
            described = described or not _of_kind(row[j])
            j += 1
        elif row[j].upos in {"NOUN", "ADJ", "ADP"}:
            noun = f"{noun} {row[j].text}".strip()
            if len(noun.split()) > 2:
                return None
            j += 1
        else:
            return None
    return None


def _gapped(view: View, trigger: Trigger) -> int | None:
    """The verb token of «با Y دیدار و … کرد», «X و Y دیدار و … کردند»: the light verb is said once, at the end of the
    next conjunct.
    """
    after = trigger.last + 1
    if after >= len(view.row) or view.row[after].key not in words("and") or trigger.first == 0:
        return None
    before = trigger.first - 1
    while before > 0 and view.row[before].upos in {"PUNCT", "ADV", "ADJ"} and before not in view.covered:
        before -= 1
    n = view.covered.get(before)
    while n is not None and view.phrases[n].marker == "at" and view.phrases[n].marker_first > 0:
        before = view.phrases[n].marker_first - 1  # «با Y در مسکو دیدار و … کرد»
        n = view.covered.get(before)
    together = (
        before > 0 and view.row[before].key in words("each_other") and marker_before(view.row, before)[0] == "with"
    )
    verb = next((i for i in range(after, len(view.row)) if view.row[i].upos == "VERB"), None)
    if not (together or _do_together(view, trigger, verb)) and (n is None or view.phrases[n].marker != "with"):
        return None
    return verb


def _do_together(view: View, trigger: Trigger, verb: int | None) -> bool:
    """«X و Y در Z دیدار و بر W تأکید کردند»: whether several act, of whom no preposition says with whom."""
    forms = (verb_form(token.text) for token in view.row[verb : verb + 2]) if verb is not None else ()
    many = any(form is not None and form.person == "3p" for form in forms)
    acting = (n for n, p in enumerate(view.phrases) if p.bare and p.kind in ACTORS and p.last < trigger.first)
    return many and not _marked(view, trigger) and any(len(view.group(n)) > 1 for n in acting)


def _apart(view: View, trigger: Trigger, frames: Frames) -> Predication | None:
    """«گفت‌وگویی طولانی درباره Y با X داشت»: the noun's own complements stand before its verb."""
    verb = _next_verb(view, trigger.last + 1)
    if _marked(view, trigger):
        return _taken_up(view, trigger, verb, frames)
    if verb is None or view.predicate(view.row[trigger.first].first) != view.predicate(view.row[verb].first):
        return None
    if any(_tells(view, j, frames) for j in range(trigger.last + 1, verb)):
        return None
    return _of_verb(view, trigger, verb, frames, relative=False)


def _tells(view: View, j: int, frames: Frames) -> bool:
    """«برای بررسی مذاکرات با Y جلسه‌ای با X داشت»: whether the verb is rather of another talk noun, at token `j`."""
    free = j not in view.covered and not marker_before(view.row, j)[0]
    return free and frames.trigger(view.row, j) is not None and view.row[j].key.endswith(tuple(words("indefinite_end")))


def _taken_up(view: View, trigger: Trigger, verb: int | None, frames: Frames) -> Predication | None:
    """«به مذاکره درباره Y نشستند»: a verb that takes the noun with «به», the noun's complements between."""
    form = verb_form(view.row[verb].text) if verb is not None else None
    if verb is None or form is None or form.infinitive not in frames.prepositional:
        return None
    to = marker_before(view.row, trigger.first)[0] == "to"
    return Predication(verb, "active") if to and view.row[verb - 1].upos != "ADP" else None


def _relative(view: View, trigger: Trigger, frames: Frames) -> Predication | None:
    """«در دیداری که با X داشت», «مذاکرات رفع تحریم‌ها که میان X و Y آغاز شد»."""
    that = trigger.last + 1
    while that < len(view.row):
        n = view.covered.get(that)
        if n is not None and view.phrases[n].kind == "state" and trigger.last + 1 < that:
            that = view.phrases[n].last + 1  # «مذاکرات آتش‌بس یمن که …»
            continue
        if n is not None:
            break
        joins = view.row[that].key in words("and") and view.row[that - 1].upos == "ADJ"
        word = view.sentence.words[view.row[that].first - 1]
        named = word.upos in {"NOUN", "PROPN"} and word.deprel.startswith("nmod")
        named = named and view.token_of[word.head] in (that - 1, trigger.last)
        if view.row[that].upos not in {"ADJ", "NUM"} and not (joins or named):
            break
        that += 1
    that += that + 1 < len(view.row) and view.row[that].key in words("object")  # «ملاقاتی را که …»
    if that >= len(view.row) or view.row[that].key not in words("that"):
        return None
    verb = _next_verb(view, that + 1)
    return _of_verb(view, trigger, verb, frames, relative=True) if verb is not None else None


def _underway(view: View, trigger: Trigger, frames: Frames) -> Predication | None:
    """«در حال (کار و) مذاکره با X است», «وارد دور دوم مذاکره شد», «با X در تماس است»."""
    before = trigger.first - 1
    if before >= 2 and view.row[before].key in words("and") and view.row[before - 1].upos == "NOUN":
        before -= 2
    if before > 0 and view.row[before].key in frames.holding:
        before -= 1
    before = _entrance(view, before, frames)
    if before < 0:
        return None
    single = view.row[before].key
    pair = view.row[before - 1].key + single if before else ""
    entering = single in frames.entering
    engaged = trigger.noun in frames.engaged and single in words("in") and trigger.first - before == 1
    if not (engaged or entering or single in frames.underway or pair in frames.underway):
        return None
    verb = _next_verb(view, trigger.last + 1)
    form = verb_form(view.row[verb].text) if verb is not None else None
    if verb is None or form is None or form.infinitive not in (frames.entered if entering else words("being")):
        return None
    if engaged and view.row[verb - 1].upos in {"NOUN", "ADJ"} and not trigger.first <= verb - 1 <= trigger.last:
        return None  # «در تماس با X جدی است»
    head = view.token_of.get(view.sentence.words[view.row[trigger.first].first - 1].head, before)
    by_noun = head < before and head not in view.covered and view.row[head].upos == "NOUN"
    whose = view.starts.get(trigger.last + 1)
    if engaged and by_noun and whose is not None and view.group(whose)[-1].last == verb - 1:
        return None  # «گره اصلی در مذاکرات X و Y است»
    return Predication(verb, "active")


def _entrance(view: View, i: int, frames: Frames) -> int:
    """The token of «وارد» where only a round of talks stands between it and them («وارد دور دوم مذاکرات»), else `i`."""
    for j in range(i, -1, -1):
        if view.row[j].key in frames.entering:
            return j
        if view.row[j].upos not in {"ADJ", "NUM"} and view.row[j].key not in words("rounds"):
            break
    return i


def _marked(view: View, trigger: Trigger) -> bool:
    """Whether a preposition governs the noun, perhaps across an opening quote."""
    i = trigger.first
    while i > 0 and view.row[i - 1].upos == "PUNCT" and not view.row[i - 1].key:
        i -= 1
    return bool(marker_before(view.row, i)[0])


def _next_verb(view: View, i: int) -> int | None:
    """The first verb at or after token `i`, unless a clause or a sentence begins before it."""
    for j in range(i, min(i + _FARTHEST, len(view.row))):
        token = view.row[j]
        if j in view.covered or future_auxiliary(token.text) is not None:
            continue
        if token.upos == "AUX" and view.row[j - 1].key in words("arranged"):
            continue  # «قرار بود … انجام شود»
        if token.upos == "SCONJ" or token.text in words("stops"):
            return None
        if token.upos in {"VERB", "AUX"} and verb_form(token.text) is not None:
            return j
    return None


def _of_verb(view: View, trigger: Trigger, verb: int, frames: Frames, *, relative: bool) -> Predication | None:
    """The predication with a verb that stands apart, where the verb has no noun of its own but a light one."""
    form = verb_form(view.row[verb].text)
    if form is None:
        return None
    at = verb - 1
    while at > trigger.last and (
        future_auxiliary(view.row[at].text) is not None or view.row[at].key in words("adverbs") or not view.row[at].key
    ):
        at -= 1  # «مذاکرات «پیشرفت خوبی» داشت»
    noun = view.row[at]
    name = f"{noun.text} {form.infinitive}"
    pair = f"{view.row[at - 1].text} {name}" if at else name
    if {name, pair} & frames.passive:
        return Predication(verb, "passive", relative)
    if {name, pair} & frames.light_phrases:
        return Predication(verb, "active", relative)
    own = at not in view.covered and noun.upos in {"NOUN", "ADJ"} and not _far_object(view, trigger, at, verb)
    if form.infinitive in frames.having and not own:
        return Predication(verb, "active", relative)
    return None


def _far_object(view: View, trigger: Trigger, at: int, verb: int) -> bool:
    """Whether the word before the verb is no noun of it: it hangs on something before («دیدار خوبی داشت»).

    An adjective of another noun does not («دیدار X با Y نتایج مثبتی داشت»).
    """
    word = view.sentence.words[view.row[at].first - 1]
    host = view.token_of.get(word.head, trigger.last)
    if word.upos == "ADJ" and trigger.last < host < at and host not in view.covered:
        word = view.sentence.words[word.head - 1]
    return not (view.row[verb].first <= word.head <= view.row[verb].last)
