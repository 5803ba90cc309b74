"""Factuality: whether a talk is told as done, planned, possible, alleged or denied, from the words above and around it.

The cues are in `lang/fa/factuality.toml`; here is where they have to stand. The strongest reading wins in this order:
denied, alleged, planned, possible, asserted. The classes follow the project's gold (asserted, planned, possible,
alleged, denied), a coarser form of FactBank's values (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graphbuild.link.salience import COLON
from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.ahead import after_it, in_hand, with_journey
from graphbuild.relate.cues import Reading, complex_predicate, cues
from graphbuild.relate.date_words import words as date_words
from graphbuild.relate.days import is_told_on, is_told_past
from graphbuild.relate.doubt import (
    calls_untrue,
    claimed,
    denied_after,
    denies,
    is_called,
    is_denial,
    is_false_news,
    is_in_vain,
    is_motion,
    is_open,
    is_part,
    is_refused,
    is_rejected,
    is_stop_denied,
    is_undecided,
    is_unsettled,
    leaves_open,
    sets_out,
)
from graphbuild.relate.frames import HOST, frames
from graphbuild.relate.held import hangs_on_time, is_given, is_held_now, is_known_by_it, is_stopped
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import ACTORS, View
from graphbuild.relate.slots import Slots
from graphbuild.relate.speech import speech_verbs
from graphbuild.relate.tenses import by_tense, carrier, is_over

_LAST = 3  # tokens of «یا نه» at the end of a sentence, with its mark
_WHERE_SAID = frozenset({"at", "occasion"})  # markers of a talk in which something was claimed
_STRONGEST: tuple[Factuality, ...] = ("denied", "alleged", "planned", "possible")


def read(view: View, slots: Slots) -> Reading:
    """The factuality of the talk that a trigger tells of; what is only asked or hangs on a condition is possible."""
    if is_given(view, slots):
        return Reading("asserted")
    found = list(_readings(view, slots))
    if is_stop_denied(view, slots):
        found = [reading for reading in found if reading.value != "denied"]
    if is_held_now(view, slots):
        found = [reading for reading in found if reading.value not in {"planned", "possible"}]
    elif is_open(view, slots):
        found = [Reading("possible"), *(reading for reading in found if reading.value in {"denied", "alleged"})]
    for value in _STRONGEST:
        for reading in found:
            if reading.value == value:
                return reading
    return Reading("planned" if _is_headline_ahead(view, slots) else "asserted")


def _is_headline_ahead(view: View, slots: Slots) -> bool:
    """Whether a line without a verb tells of what is to come («مذاکرات A و B هفته آینده در C», «A شنبه میزبان B»)."""
    if view.has_verb:
        return False
    days = date_words().weekdays.keys()
    if slots.trigger.noun == HOST and any(token.key in days for token in view.row[: slots.trigger.first]):
        return True
    rest = "".join(token.key for token in view.row[slots.trigger.last + 1 :])
    return any(adverb in rest for adverb in cues().lists["planned.adverbs"])


def _readings(view: View, slots: Slots) -> Iterator[Reading]:
    c = cues()
    own = slots.predicate
    yield from _own(view, slots)
    yield from _occasion(view, slots)
    first = view.row[slots.trigger.first].first
    path = [first, *view.ancestors(first)]
    marker = marker_before(view.row, slots.trigger.first)[0]
    text_before = [view.row[i].key for i in range(max(0, slots.trigger.first - 4), slots.trigger.first)]
    before = slots.trigger.first - 1
    described = view.row[before].upos == "ADJ" or _describes(view, before)
    for i in range(len(text_before)):
        joined = "".join(text_before[i:])
        if c.has("possible.nouns", joined) and not described:
            yield Reading("possible")
        if c.has("denied.nouns", joined):
            yield Reading("denied")
        if c.has("alleged.nouns", joined) and not described:
            yield Reading("alleged")
    if (what_for := _what_for(view, slots.trigger.first)) is not None:
        yield from (Reading(value) for value in _STRONGEST if c.has(f"{value}.nouns", what_for))
        if c.has("possible.efforts", what_for):
            yield Reading("possible")
    if is_in_vain(view, slots):
        yield Reading("denied")
    yield from after_it(view, slots)
    yield from with_journey(view, slots)
    while text_before and c.has("denied.such", text_before[-1]):
        text_before.pop()
    intent = any(c.has("planned.nouns", word) or c.has("possible.willing", word) for word in text_before)
    intent |= any(c.has("denied.such", a) and c.has("denied.requests", b) for a, b in pairwise(text_before))
    if intent and c.has("planned.purpose", text_before[-1]) and view.is_negated(own):
        yield Reading("denied")  # «هیچ برنامه‌ای برای دیدار ندارد», «هیچ درخواستی برای مذاکره ارائه نکرد»
    for j in (slots.trigger.last + 1, slots.trigger.last + 2):
        if j < len(view.row):
            yield from (Reading(value) for value in _STRONGEST if c.has(f"{value}.adjectives", view.row[j].key))
            if c.has("denied.not_done", view.row[j].key):
                yield Reading("denied")
    sentence = "".join(token.key for token in view.row)
    if any(adverb in sentence for adverb in c.lists["alleged.adverbs"]):
        yield Reading("alleged")
    held = _is_held(view, slots)
    over_already = is_over(view, own)  # «… در حالی قرار است برگزار شود که X در گفت‌وگو با Y رایزنی کرده بود»
    # «احتمالی که X در گفت‌وگو با Y رد کرده بود»
    over = marker in _WHERE_SAID and is_told_past(view, slots) and _deprel(view, own).startswith("acl")
    for word in path[1:]:
        if over and own in path and path.index(word) > path.index(own) and word < own:
            break
        if word != own and own in path and _gives_reason(view, own):
            break
        if _is_told_beside(view, own, word, first) or _in_other_part(view, slots.trigger.first, view.token_of[word]):
            break
        w = view.sentence.words[word - 1]
        w_key = key(w.text)
        if is_known_by_it(view, slots, word) and not any(c.has(f"{value}.nouns", w_key) for value in _STRONGEST):
            break
        beside = _is_joined(view, path[path.index(word) - 1])
        if w.upos in {"NOUN", "ADJ", "PROPN", "VERB"} and word < first and not beside:  # «آماده‌ایم» is taken for a verb
            told = [value for value in _STRONGEST if c.has(f"{value}.nouns", w_key)]
            if slots.trigger.kind == "interview" and view.token_of[word] == slots.trigger.first - 1:
                told = []  # «برنامه گفت‌وگوی ویژه» is on television
            described = marker in _WHERE_SAID or w.deprel.startswith("amod") or _describes(view, view.token_of[word])
            told = [value for value in told if not (value == "planned" and over_already and own in path)]
            yield from (Reading(value) for value in told if value != "alleged" or not described)
            above = view.predicate(word)
            meant = c.has("planned.nouns", w_key) or c.has("possible.willing", w_key)
            if meant and view.is_negated(above) and not _is_left_open(view, above):
                yield Reading("denied")  # «هیچ برنامه‌ای برای دیدار ندارد», «حاضر به گفت‌وگو نشد»
        if view.is_verb(word) or view.copula(word) is not None:
            below = path[path.index(word) - 1]
            if _has_own_subject(view, below) or _tells_more(view, below):
                continue
            adjunct = view.sentence.words[below - 1].deprel.startswith("obl") and marker in _WHERE_SAID
            parted = any(token.text == COLON for token in view.row[view.token_of[word] : slots.trigger.first])
            here = _above(view, word, own, below=below, adjunct=adjunct, held=held, parted=parted)
            yield from (r for r in here if word == own or not (over_already and r.value in {"planned", "possible"}))
    yield from in_hand(view, slots)
    if (ahead := sets_out(view, slots)) is not None:
        yield Reading(ahead)
    if is_undecided(view, slots):
        yield Reading("possible")
    if is_unsettled(view, slots, "planned.settled"):
        yield Reading("planned")
    if is_unsettled(view, slots, "possible.agreed"):
        yield Reading("possible")
    if claimed(view, slots):
        yield Reading("alleged")
    if denied_after(view, slots) or is_false_news(view, slots) or is_rejected(view, slots):
        yield Reading("denied")


def _deprel(view: View, word: int) -> str:
    return view.sentence.words[word - 1].deprel


def _has_own_subject(view: View, word: int) -> bool:
    """Whether a verb with its own subject is only joined to the one above it («حمله لغو شد و مذاکرات … رسیده است»)."""
    children = (view.sentence.words[c - 1].deprel for c in view.sentence.children[word])
    return view.is_verb(word) and _deprel(view, word) == "conj" and any(d.startswith("nsubj") for d in children)


def _is_joined(view: View, word: int) -> bool:
    """«X آماده میزبانی است و موضوع را با Y در میان گذاشته است»: whether a clause is only joined to what is above it."""
    form = view.form(word) if view.is_verb(word) and _deprel(view, word) == "conj" else None
    return form is not None and form.tense in {"past", "perfect"}


def _tells_more(view: View, below: int) -> bool:
    """«دیدار X را تکذیب کرد و گفت که …»: whether a verb that tells what was said is only joined to the one above it."""
    joined = view.is_verb(below) and _deprel(view, below) == "conj"
    return joined and any(at == view.token_of[below] for at, _, _ in speech_verbs(view))


def _is_told_beside(view: View, own: int, word: int, first: int) -> bool:
    """«X که با Y دیدار داشت، از او خواست …»: whether `word` stands over the one who is told to have talked."""
    clause = view.sentence.words[own - 1]
    actor = view.covered.get(view.token_of[clause.head]) if clause.head else None
    told = clause.deprel.startswith("acl") and actor is not None and clause.head < first
    return told and word == clause.head and view.phrases[actor or 0].kind in ACTORS


def _gives_reason(view: View, own: int) -> bool:
    """«… را به تعویق انداخت، زیرا مذاکرات در جریان است»: what stands above a reason says nothing of it."""
    marks = (view.sentence.words[c - 1] for c in view.sentence.children[own])
    return any(w.deprel in {"mark", "cc", "advmod"} and key(w.text) in words("because") for w in marks)


def _in_other_part(view: View, one: int, other: int) -> bool:
    """Whether two tokens stand in different parts of a headline or period («مذاکرات A و B | C می‌تواند …»)."""
    apart = words("bars") | words("semicolon")
    return any(token.text in apart for token in view.row[min(one, other) : max(one, other)])


def _describes(view: View, at: int) -> bool:
    """Whether the token says of the noun before it that it is claimed, no talk («بیانیه ادعایی نشست»)."""
    return at > 0 and view.row[at - 1].upos == "NOUN" and cues().has("alleged.adjectives", view.row[at].key)


def _what_for(view: View, first: int) -> str | None:
    """The folded noun whose purpose the holding of the talk at token `first` is («امیدها برای برگزاری دور دوم …»)."""
    row, i = view.row, first
    passable = words("doing") | words("rounds")
    while i > 0 and (row[i - 1].key in passable or row[i - 1].upos in {"NUM", "ADJ"}):
        i -= 1
    purpose = 1 < i <= first and marker_before(row, i)[0] == "to"
    noun = i - 2 - (i > 2 and row[i - 2].key in frames().reflexives)  # «تلاش‌های خود برای …»
    if purpose and (n := view.covered.get(noun)) is not None:
        owners = next(members for members in view.groups if n in members)
        noun = max(0, view.phrases[owners[0]].first - 1)  # «آمادگی X و Y برای …»
    return row[noun].key if purpose and row[noun].upos == "NOUN" else None


def _own(view: View, slots: Slots) -> Iterator[Reading]:
    """What the talk's own predicate says: tense, negation, cancelling."""
    c, own = cues(), slots.predicate
    if c.has("planned.agreed", slots.trigger.noun) and not view.is_negated(own):
        yield Reading("planned")
    word = carrier(view, slots)
    carries = (
        slots.construction == "verbal"
        or slots.verb_token is not None
        or word.deprel.startswith("nsubj")
        or word.deprel == "obj"
        or (word.id == own and view.copula(own) is not None)
    )
    if not carries or not (view.is_verb(own) or view.copula(own) is not None):
        return
    name = complex_predicate(view, own)
    can = word.deprel.startswith("nsubj") and _can_happen(view, own)
    if can or (word.deprel == "obj" and leaves_open(view, own)):
        yield Reading("possible")
        return
    said = view.row[slots.trigger.last + 1 : view.token_of[own] + 1]
    means = any(c.has("asserted.meaning", token.key) for token in said)
    if word.deprel.startswith("nsubj") and (means or c.ends("asserted.outcomes", name)):
        return  # «مذاکرات به نتیجه نرسید»: they were held
    if view.is_negated(own) and any(limit in "".join(t.key for t in said) for limit in c.lists["asserted.limits"]):
        return  # «مذاکرات بیش از دو ماه ادامه نخواهد داشت»
    if word.deprel == "obj" and calls_untrue(view, view.token_of[own]) and not view.is_negated(own):
        yield Reading("denied")  # «هرگونه دیدار با X را منتفی دانست»
    if word.deprel == "obj" and is_called(view, view.token_of[own], "possible.called"):
        yield Reading("possible")  # «دیدار با X را محتمل دانست»
    if word.deprel == "obj" and (c.ends("asserted.judging", name) or is_stopped(view, slots)):
        return
    if c.ends("denied.cancelled", name):
        if view.is_negated(own):
            return  # «مذاکرات لغو نشده است»
        yield Reading("denied")
    if _is_left_open(view, own):
        yield Reading("possible")
        return
    if c.ends("planned.postponed", name):
        yield Reading("planned")
    if word.deprel.startswith(("nsubj", "obj")) and not view.is_negated(own):
        if c.ends("planned.arranged", name):
            yield Reading("planned")
        if c.names_it("possible.open", name) and not _goes_on_in_clause(view, own):
            yield Reading("possible")
        if view.copula(own) is not None and c.has("planned.agenda", key(view.sentence.words[own - 1].text)):
            form = view.form(own)
            if form is not None and form.tense == "present":
                yield Reading("planned")
    neither = any(
        key(view.sentence.words[c - 1].text) in cues().lists["denied.neither"] for c in view.sentence.children[own]
    )
    carries = word.deprel.startswith(("nsubj", "obj", "compound")) or key(word.text) in words("bearing")
    if view.is_negated(own) and view.is_future(own) and hangs_on_time(view, slots.trigger.first):
        yield Reading("possible")
    elif (neither or view.is_negated(own)) and (carries or slots.construction == "verbal"):
        yield Reading("denied")
    yield from by_tense(view, slots)


def _can_happen(view: View, own: int) -> bool:
    """«دیدار X و Y می‌تواند برگزار شود», but not «مذاکرات می‌تواند به توافق برسد»."""
    names = [complex_predicate(view, c) for c in view.sentence.children[own] if view.is_verb(c) and c > own]
    held = any(cues().names_it("denied.happening", name) or cues().ends("planned.arranged", name) for name in names)
    return held and cues().names_it("possible.modals", complex_predicate(view, own)) and not view.is_negated(own)


def _goes_on_in_clause(view: View, own: int) -> bool:
    """«مذاکرات ممکن است فروپاشد»: whether what is possible is told by a clause after the predicate."""
    below = (view.sentence.words[c - 1] for c in view.sentence.children[own])
    return any(w.deprel.split(":")[0] in {"ccomp", "csubj", "xcomp"} and w.id > own for w in below)


def _is_left_open(view: View, predicate: int) -> bool:
    """«ادامه مذاکرات مشخص نیست», «این دیدار مانعی ندارد»: whether a negated predicate leaves a talk open."""
    first = key(complex_predicate(view, predicate).partition(" ")[0])
    known = cues().has("planned.settled", first) or cues().has("possible.obstacles", first)
    return known and view.is_negated(predicate)


def _occasion(view: View, slots: Slots) -> Iterator[Reading]:
    """The occasion or purpose of what is told ahead: «در دیدار با X … خواهد گفت», «برای دیدار با X سفر می‌کند»."""
    if slots.construction != "nominal" or slots.verb_token is not None:
        return
    if any(t.text == ":" for t in view.row[slots.trigger.last : view.token_of[slots.predicate]]):
        return  # «X پس از دیدار با Y: …»
    marker = marker_before(view.row, slots.trigger.first)[0]
    form = view.form(slots.predicate)
    before, own = slots.trigger.first - 1, slots.predicate
    hosted = not marker and view.sentence.words[view.row[slots.trigger.first].first - 1].head == own
    during = marker == "occasion" and not is_told_on(view, slots)
    ahead = view.is_future(own) and (marker in {"at", "to"} or during or hosted)  # «میزبان نشست با X خواهد بود»
    present = form is not None and form.tense == "present" and view.is_verb(own)
    purpose = before >= 0 and cues().has("planned.purpose", view.row[before].key)
    beside = before > 0 and cues().has("planned.beside", view.row[before - 1].key + view.row[before].key)
    followed = marker == "occasion" and cues().names_it("denied.happening", complex_predicate(view, own))
    followed &= not view.is_negated(own)  # «پس از دیدار X و Y، مذاکرات برگزار می‌شود»
    if ahead or (present and (beside or followed or (marker == "to" and (purpose or is_motion(view, own))))):
        yield Reading("planned")
    elif (
        form is not None
        and form.tense == "subjunctive"
        and not cues().has("possible.stative", key(form.infinitive))
        and not (marker == "from" or is_part(view, slots) or is_stopped(view, slots))
    ):
        yield Reading("possible")  # «امیدوار است در دیدار با X … بگوید»


def _is_held(view: View, slots: Slots) -> bool:
    """Whether the talk's clause says that it is held, and not what comes of it («دیدار X با Y بن‌بست را می‌شکند»)."""
    verbal = slots.construction == "verbal" or slots.verb_token is not None
    return verbal or cues().names_it("denied.happening", complex_predicate(view, slots.predicate))


def _ends_in_or_not(view: View) -> bool:
    """Whether the sentence leaves it open («قرار است برگزار شود یا نه»)."""
    end = "".join(token.key for token in view.row[-_LAST:]).rstrip(".")
    return end.endswith(tuple(cues().lists["possible.or_not"]))


def _above(
    view: View, word: int, own: int, *, below: int, adjunct: bool, held: bool, parted: bool
) -> Iterator[Reading]:
    """What a predicate above the talk says of it; `below` is the word under it from which the talk hangs; `parted`:
    a colon stands between the two.

    An `adjunct` is where something was claimed or denied («در گفت‌وگو با X ادعا کرد»), and is not what was. What is not
    expected of a talk denies it only where that is its being `held`.
    """
    c = cues()
    name = complex_predicate(view, word)
    negated = view.is_negated(word)
    if not adjunct and is_denial(view, word) and denies(view, word, below):
        yield Reading("denied")
    marked = marker_before(view.row, view.token_of[below])[0]
    beside = _deprel(view, below).startswith("obl") and marked == "with"  # «با توجه به مذاکرات، حمله را لغو کردم»
    beside |= _deprel(view, below).startswith("advcl")  # «اگر مذاکرات به توافق برسد، تحریم‌ها را لغو می‌کند»
    beside |= parted  # «حمله لغو شد؛ ادعای X: مذاکرات …»
    if c.ends("denied.cancelled", name) and word != own and not beside:
        yield Reading("denied")
    if not negated and is_refused(view, name, below):
        yield Reading("denied")
    if c.ends("alleged.verbs", name) and not adjunct:
        yield Reading("alleged")
    if c.names_it("planned.accepted", name) and negated and view.token_of[below] not in view.covered:
        yield Reading("denied")  # «درخواست دیدار با X را نپذیرفت»
    setting = key(view.sentence.words[below - 1].text)
    if c.ends("planned.postponed", name) and (c.has("planned.when", setting) or c.has("planned.settled", setting)):
        yield Reading("planned")  # «تعیین زمان مذاکرات به تعویق افتاد»
    form = view.form(word)
    if form is not None and form.tense == "present" and c.ends("possible.considered", name):
        yield Reading("possible")
    if negated and c.ends("denied.unthought", name) and marker_before(view.row, view.token_of[below])[0] == "to":
        yield Reading("denied")
    if word != own:
        if c.ends("planned.verbs", name) and (held or not negated or below != own):
            if negated:
                yield Reading("possible" if _ends_in_or_not(view) else "denied")
            else:
                yield Reading("planned")
        if c.names_it("possible.verbs", name):
            yield Reading("possible")
        if c.names_it("planned.accepted", name) and not negated:
            yield Reading("planned")
