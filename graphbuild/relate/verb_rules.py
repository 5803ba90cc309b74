"""Rules over verbs that tell of a talk, alone or with a noun of theirs («استقبال کرد», «به X گفت»): their slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphbuild.link.bodies import OPEN_CLASSES
from graphbuild.link.tokens import key
from graphbuild.relate.bound import bound_to_noun, of_occasion
from graphbuild.relate.cast import Cast
from graphbuild.relate.frames import SUMMONS, TRIP, Frames, Trigger, VerbRule, frames
from graphbuild.relate.letters import BRINGER, RECEIVER
from graphbuild.relate.markers import OCCASION, marker_before, words
from graphbuild.relate.nouns import words as speech_words
from graphbuild.relate.phrases import ACTORS, NAMED, Phrase, View
from graphbuild.relate.slots import Slots, escorts, first_person, triggers
from graphbuild.relate.subjects import clause_start, subject_of
from graphbuild.relate.topics import causes
from graphbuild.relate.verbs import verb_form

_QUESTION = "question"  # family of «پاسخ به پرسش»
_SIGNED, _DISPATCHED = "sign.passive", "letter.dispatch"
_SIDES = frozenset({"state", "unnamed"})
_COLON = frozenset({":"})
_LONGEST_NOUN = 4  # tokens («رو در روی هم»)
_NEAR = 3  # tokens between the noun and the verb, but for a phrase that hangs on the noun


def readings(view: View, frames: Frames, cast: Cast) -> Iterator[tuple[VerbRule, Slots]]:
    """The verb rules that a sentence answers to, each with its slots; the first that is complete for each verb."""
    for i, token in enumerate(view.row):
        form = verb_form(token.text)
        if form is None or token.upos not in {"VERB", "AUX"} or i in view.covered:
            continue
        for rule in frames.verbs:
            unreal = form.negated or form.tense == "subjunctive"
            if form.infinitive not in rule.verbs or (rule.affirmed and unreal):
                continue
            if rule.id.startswith(SUMMONS) and view.row[i + 1 : i + 2] and view.row[i + 1].key in words("that"):
                continue  # «X را فراخواند که …» asks him to do something
            noun = _noun_of(view, i, rule)
            if noun is not None and noun[1] < i - 2 and not rule.far:
                marked = marker_before(view.row, noun[0])[0] == "from"  # «از ارسال پیام X به Y خبر داد»
                noun = None if marked or _has_own_noun(view, i) else noun
            noun = noun or _of_conjunct(view, i, rule)
            if noun is None or (rule.close and not _is_close(view, noun[1], i)):
                continue
            if rule.needs and not rule.needs & _keys_before(view, i):
                continue
            if rule.id == _DISPATCHED and _sends_other(view, i, rule):
                continue
            slots = _slots(view, rule, i, noun, cast)
            if _completes(view, rule, slots, cast):
                yield rule, slots
                break


def _completes(view: View, rule: VerbRule, slots: Slots, cast: Cast) -> bool:
    """Whether a slot beside the subject is filled, or several subjects do together what several do."""
    if rule.states and not _of_states(view, rule, slots, cast):
        return False
    if rule.foreign and cast.calls_back([p for slot in rule.slots for p in slots.found.get(slot, [])]):
        return False
    ceremony = any(
        view.row[i].key in cast.frames.ceremonial for i in range(slots.trigger.first, slots.trigger.last + 1)
    )
    if ceremony and cast.are_of_one_state([p for slot in rule.slots for p in slots.found.get(slot, [])]):
        return False  # «X مورد استقبال سفیر کشور خود قرار گرفت»
    filled = [(slot, p) for slot in rule.actors for p in slots.found.get(slot, [])]
    for slot, phrase in filled:
        asks = rule.mere and bool(rule.nouns) and slot == "subject" and cast.is_group(phrase)
        asks |= rule.mere and slot == "subject" and phrase.kind == "state" and _asks_speaker(view, filled)
        asks |= slot == "to" and phrase.kind in _SIDES and _at_talk(view, slots, cast.frames)
        asks |= slot != "subject" and view.row[phrase.first].key in words("us")
        asks |= slot == "subject" and rule.mutual and phrase.kind == "sides"
        if not (asks or phrase.kind in NAMED):
            return False
    if rule.mere and any(p.marker and not _hangs_on(view, p, slots) for _, p in filled):
        return False
    filled_by = {p for slot in rule.slots for p in slots.found.get(slot, [])}
    alone = len(filled_by) == 1 and not slots.first_person
    if rule.kind == "letter" and alone and not {"between", "mediator"} & set(rule.slots):
        return rule.mutual and bool(slots.found.get("subject"))  # «… تحویل X و Y شد»: from whom?
    if any(slots.found.get(slot) for slot in rule.slots if slot != "subject"):
        return True
    subject = slots.found.get("subject", [])
    several = len({e for p in subject for e in p.entities}) > 1 or any(p.kind == "sides" for p in subject)
    return (rule.mutual or rule.slots == ("subject",)) and several


def _of_states(view: View, rule: VerbRule, slots: Slots, cast: Cast) -> bool:
    """Whether states fill the slots; of what one side tells another («X به طرف ایرانی گفت»), who stands for one may."""
    told = slots.found.get("to" if "to" in rule.slots else "from", [])
    if not {"to", "from"} & set(rule.slots):
        return all(p.kind == "state" for slot in rule.slots for p in slots.found.get(slot, []))
    hanging = all(_hangs_on(view, p, slots) for p in told if p.marker)  # not «از سفر به X خبر داد»
    if slots.first_person and not slots.found.get("subject"):  # «X: طرح را به Y ارائه دادیم»
        inside = range(clause_start(view, slots.trigger.first), slots.trigger.first)
        sent = any(view.row[i].key in rule.needs for i in inside)
        return hanging and (sent or not rule.needs) and bool(told) and all(p.kind in _SIDES for p in told)
    if "from" in rule.slots:
        return False  # «X از Y خواست» can be said to all
    return hanging and cast.are_two_sides(slots.found.get("subject", []), told)


def _at_talk(view: View, slots: Slots, frames: Frames) -> bool:
    """Whether it was in a talk that somebody said it («در مذاکرات رم، X به Yها گفت»)."""
    at = range(clause_start(view, slots.trigger.first), slots.trigger.first)
    talks = ((i, noun) for i in at if (noun := frames.trigger(view.row, i)) is not None)
    during = (marker_before(view.row, i)[0] for i, noun in talks if noun.noun != _QUESTION)
    return not OCCASION.isdisjoint(during)


def _asks_speaker(view: View, filled: Sequence[tuple[str, Phrase]]) -> bool:
    """«X از من خواست», «… که X از او خواسته است»: it is the speaker himself who is asked or told."""
    him = words("me") | words("us") | words("him")
    return any(slot != "subject" and view.row[p.first].key in him for slot, p in filled)


def _hangs_on(view: View, phrase: Phrase, slots: Slots) -> bool:
    """Whether a phrase is a complement of the verb itself, not of a noun before it («سفر او به X»).

    Right before the rule's noun it is one, whatever the tree says («از X تقاضای … کرد»).
    """
    before = slots.trigger.first - 1
    before -= before > 0 and view.row[before].text in words("comma")  # «به Y، از جمله X، اطلاع داد»
    if slots.trigger.first != slots.verb_token and before in range(
        phrase.first, view.group(view.phrases.index(phrase))[-1].last + 1
    ):
        return True
    head = view.sentence.words[phrase.head - 1].head
    if head and _cannot_take(view, phrase, view.token_of[head], slots):
        return True
    if phrase.last + 1 == slots.trigger.first and head and view.token_of[head] < phrase.first:
        outside = range(view.token_of[head], phrase.first)
        if any(view.row[j].text in _COLON for j in outside):
            return True  # «X: به Y گفتم», hung on X
    trigger = view.row[slots.trigger.first : slots.trigger.last + 1]
    return head == slots.predicate or any(t.first <= head <= t.last for t in trigger)


def _cannot_take(view: View, phrase: Phrase, head: int, slots: Slots) -> bool:
    """Whether a phrase right before the verb is hung on what cannot have it: on somebody («X به Y گفت»), or across the
    verb on a later one («از X، رئیس Y، خواسته است Z را بازبینی کند»).
    """
    end = phrase.last + 1
    end += end < len(view.row) and view.row[end].text in words("comma")
    n = view.covered.get(head)
    somebody = n is not None and view.phrases[n].kind in NAMED and view.phrases[n].bare
    return end == slots.trigger.first and (somebody or head > slots.trigger.last + 1)  # not «به X گفته شده»


def _noun_of(view: View, i: int, rule: VerbRule) -> tuple[int, int] | None:
    """The token range of the rule's noun before the verb at `i` (the verb itself where it has none)."""
    if not rule.nouns:
        return i, i
    near, last = 0, i
    glued = (
        i > 0 and view.row[i - 1].upos == "VERB" and verb_form(view.row[i - 1].text) is None
    )  # «منتقل» of «منتقل شده»
    start = clause_start(view, i - 1 if glued else i)
    while (near < _NEAR or rule.far) and last > start:
        last -= 1
        if last in view.covered and "genitive_of_verb" in rule.slots:
            continue
        near += 1
        for first in range(last, max(-1, last - _LONGEST_NOUN), -1):
            if "".join(view.row[j].key for j in range(first, last + 1)) in rule.nouns:
                return first, last
    children = [view.sentence.words[child - 1] for child in view.sentence.children[view.row[i].first]]
    named = any(word.deprel.startswith("compound") for word in children)
    for word in children:
        at = view.token_of[word.id]
        other = named and word.deprel.startswith("obj")  # «دریافت پیامی را تکذیب کرد»
        if at < i and view.row[at].key in rule.nouns and not other:
            return at, at
    that = start - 1
    if that > 0 and view.row[that].key in words("that") and view.row[that - 1].key in rule.nouns:
        return that - 1, that - 1  # «پیامی که X برای Y فرستاد»
    return None


def _of_conjunct(view: View, i: int, rule: VerbRule) -> tuple[int, int] | None:
    """The noun whose light verb is said once, at the end of the next conjunct («X را احضار و … را به وی تسلیم کرد»)."""
    start, form = clause_start(view, i), verb_form(view.row[i].text)
    for j in range(i - 2, start, -1):
        if view.row[j].key in rule.nouns and view.row[j + 1].key in words("and") and j not in view.covered:
            # «X احضار و اعتراض به وی ابلاغ شد»
            passive = form is not None and key(form.infinitive) in speech_words("passive")
            objects = any(view.row[k].key in words("object") for k in range(start, j))
            return (j, j) if objects or passive else None
    return None


def _is_welcomed(view: View, phrase: Phrase, noun: int, rule: VerbRule) -> bool:
    """«با مراسمی رسمی از X استقبال کرد»: whether «از X» stands right before the noun, whatever the tree says."""
    between = view.row[phrase.last + 1 : noun]
    return phrase.marker == "from" and "from" in rule.slots and all(token.upos == "PUNCT" for token in between)


def _slots(view: View, rule: VerbRule, i: int, noun: tuple[int, int], cast: Cast) -> Slots:
    trigger = Trigger(noun[0], noun[1], rule.id, rule.kind)
    predicate = view.predicate(view.row[i].first)
    slots = Slots(trigger, "verbal", predicate, i)
    start = clause_start(view, noun[0])
    causes_ = list(causes(view, cast.frames)) if rule.id.startswith(SUMMONS) else []
    for n, phrase in enumerate(view.phrases):
        if phrase.first >= i:
            break
        if any(first <= phrase.first <= last for first, last in causes_):
            continue  # «در پی بازداشت X، سفیر Y احضار شد»
        local = start <= phrase.first
        if not (local or view.predicate(phrase.head) == predicate):
            continue
        near = local or view.is_far_object(phrase, predicate)
        if phrase.object and near and not phrase.genitive and phrase.marker in {"", "chair"}:
            slots.add("object", view.group(n))
        elif phrase.marker == "to" and cast.is_media([phrase]):
            slots.add("to_media", [phrase])
            slots.add("to", [phrase])
        elif phrase.marker == "at" and cast.is_media([phrase]) and _broadcasts(view, phrase):
            slots.add("at_media", [phrase])
        elif phrase.marker == "with" and escorts(view, phrase):
            slots.add("escort", view.group(n))
        elif _is_welcomed(view, phrase, noun[0], rule) or (
            phrase.marker
            and not (
                _of_preposition(view, phrase)
                or of_occasion(view, phrase, cast.frames)
                or bound_to_noun(view, phrase)
                or _is_destination(view, phrase)
            )
        ):
            slots.add(phrase.marker, view.group(n))
        elif "complement" in rule.slots and noun[1] < phrase.first < i:
            slots.add("complement", view.group(n))
    if rule.id.startswith(SUMMONS) and (callers := slots.found.get("from")):
        slots.found["from"] = view.group(view.phrases.index(callers[-1]))  # «در پی بیانیه X، سفیر از سوی Y احضار شد»
    slots.first_person = first_person(view, predicate)
    subject = [p for p in subject_of(view, predicate, trigger) if p not in slots.found.get("complement", [])]
    subject = [p for p in subject if p.kind != "sides" or (rule.mutual and _is_of_office(view, p, cast))]
    if rule.kind == "interview" and subject and all(p.first > i for p in subject):
        subject = [p for p in view.phrases if p.bare and start <= p.first < noun[0]][-1:]  # «X به Y گفته Z … کرد»
    slots.add("subject", subject)
    if "genitive_of_verb" in rule.slots:
        hung = (p for p in view.phrases if noun[1] < p.first < i)
        slots.add("genitive_of_verb", [p for p in hung if not p.marker or p.marker_first >= noun[0]])
    asked = _answered(view, i) if rule.kind == "letter" else []
    if asked and subject and "to" in rule.slots and not (slots.found.get("to") or slots.found.get("from")):
        slots.add("to", asked)  # «X پاسخ خود به پیشنهاد Y را تحویل داد»
    if rule.kind == "letter" and subject and not any(slots.found.get(slot) for slot in ("to", "from", "with")):
        slots.add("to", _asked_in_it(view, i))
    if "of_matter" in rule.slots:
        slots.add("of_matter", _of_matter(view, i, rule, asked))
        if asked and "to" in rule.slots and slots.found["of_matter"]:
            got = [*slots.found.get("to", []), *slots.found.get("genitive_of_verb", [])]
            slots.found[RECEIVER] = [p for p in got if p not in asked]
            slots.found["to"], slots.found["genitive_of_verb"] = asked, []  # «پاسخ X به نامه Y را تحویل Z داد»
        if "to" in rule.slots and (slots.found["of_matter"] or slots.found.get("from")):
            slots.found[BRINGER], slots.found["subject"] = slots.found["subject"], []
        if "to" in rule.slots and slots.found["of_matter"]:
            slots.found.pop("from", None)  # «پیام X توسط Y به Z ابلاغ شد»
            if not (slots.found.get("to") or slots.found.get("genitive_of_verb")):
                slots.add("to", _whom_he_met(view, noun[0]))
    return slots


def _broadcasts(view: View, phrase: Phrase) -> bool:
    """«شبکه X», «برنامه «…» تلویزیون X»: whether somebody speaks on a medium; it is no network of the web."""
    said = {token.key for token in view.row[max(0, phrase.first - 1) : phrase.last + 1]}
    return not said.isdisjoint(words("broadcasts")) and said.isdisjoint(words("of_the_web"))


def _is_of_office(view: View, sides: Phrase, cast: Cast) -> bool:
    """«دو وزیر رو در روی هم می‌نشینند»: holders of an office, in a sentence that points back at no talk."""
    back = any(cast.frames.points_back(view.row, trigger.first) for trigger in triggers(view, cast.frames))
    return bool(cast.entities[sides.entities[0]].roles) and not back


def _has_own_noun(view: View, verb: int) -> bool:
    """Whether the noun right before the verb makes one predicate with it («از نامه X به Y خبر داد»)."""
    before, verb_token = view.row[verb - 1], view.row[verb]
    word = view.sentence.words[before.first - 1]
    own = word.deprel.startswith("compound") and verb_token.first <= word.head <= verb_token.last
    return own and verb - 1 not in view.covered and word.upos == "NOUN" and before.key not in words("support")


def _is_close(view: View, noun: int, verb: int) -> bool:
    """Whether nothing but names, times, places («در همان هتل») and prepositions stands between a noun and its verb."""
    passable = words("time") | words("adverbs") | words("and")
    between = (j for j in range(noun + 1, verb) if j not in view.covered and view.row[j].key not in passable)
    return all(
        view.row[j].upos in {"ADP", "ADV", "PROPN", "DET"} or (j - 1 > noun and view.row[j - 1].upos in {"ADP", "DET"})
        for j in between
    )


def _of_preposition(view: View, phrase: Phrase) -> bool:
    """Whether a noun that is itself marked takes the phrase in («در حمایت از X», «در واکنش به X»)."""
    before = phrase.marker_first - 1
    while before > 0 and view.row[before].upos == "ADJ" and before not in view.covered:
        before -= 1  # «در پی حمله پهپادی به X»
    if before < 1 or before in view.covered or view.row[before].upos != "NOUN" or view.row[before - 1].upos != "ADP":
        return False
    head = view.sentence.words[phrase.head - 1].head
    occasion = marker_before(view.row, before)[0] == "occasion"
    return occasion or view.row[before].first <= head <= view.row[before].last


def _is_destination(view: View, phrase: Phrase) -> bool:
    """«در سفر خود به X نامه‌ای به Y داد», «اعزام نیرو به X را اعلام کرد»: whether a phrase says where a journey went, or
    what is sent.
    """
    if phrase.marker != "to":
        return False
    sent = phrase.marker_first - 1
    while sent > 0 and view.row[sent].upos in OPEN_CLASSES and view.row[sent].key not in words("sending"):
        sent -= 1
    head = view.sentence.words[phrase.head - 1].head
    noun = frames().trigger(view.row, view.token_of[head]) if head else None
    return (noun is not None and noun.noun == TRIP) or view.row[sent].key in words("sending")


def _of_matter(view: View, i: int, rule: VerbRule, asked: Sequence[Phrase]) -> list[Phrase]:
    """Who hangs on the word for what was sent («پاسخ X که … منتقل شد»); `asked`: whose letter that answers."""
    for j in range(i - 1, -1, -1):
        if asked and j + 1 == asked[0].first:
            continue  # the letter that is answered
        if view.row[j].key in rule.needs and j not in view.covered:
            after = j + 1
            while after < i and after not in view.covered:
                if view.row[after].upos != "ADJ" and view.row[after].key not in words("purposes"):
                    break
                after += 1
            n = view.starts.get(after)
            if n is None and rule.id == _SIGNED:  # «تفاهم‌نامه امنیتی میان X و Y امضا شد»
                between = (m for m, p in enumerate(view.phrases) if p.marker == "between" and after <= p.first < i)
                n = next(between, None)
                return view.group(n) if n is not None else []
            return view.group(n) if n is not None and not view.phrases[n].marker else []
    return []


def _whom_he_met(view: View, noun: int) -> list[Phrase]:
    """«با X دیدار و پیام Y را تقدیم کرد»: X, who got what was brought to the talk told before."""
    met = [n for n, p in enumerate(view.phrases) if p.marker == "with" and p.kind in ACTORS and p.last < noun]
    if not met:
        return []
    talks = (j for j in range(view.phrases[met[-1]].last + 1, noun) if frames().trigger(view.row, j))
    return view.group(met[-1]) if next(talks, None) is not None else []


def _answered(view: View, i: int) -> list[Phrase]:
    """Whose letter it is that the one before the verb at token `i` answers («پاسخ X به نامه Y»)."""
    for n, phrase in enumerate(view.phrases):
        letter = phrase.first - 1
        to = letter - 1 - (letter > 1 and view.row[letter - 1].key in words("ordinals"))  # «پاسخ به آخرین پیام Y»
        joined = letter > 0 and view.row[letter - 1].key in words("answer")  # «پاسخ نامه Y»
        if phrase.marker or not 0 < letter < i or not (joined or (to > 0 and view.row[to].upos == "ADP")):
            continue
        noun = frames().trigger(view.row, letter)
        written = noun is not None and noun.noun == "letter"
        if (written or view.row[letter].key in words("offers")) and (joined or _is_answer(view, letter)):
            return view.group(n)
    return []


def _asked_in_it(view: View, i: int) -> list[Phrase]:
    """«X پیامی فرستاد که در آن از Y خواسته شده بود …»: Y, in the clause after the verb at token `i`."""
    opening = [token.key for token in view.row[i + 1 : i + 3]]
    if len(opening) < 2 or opening[0] not in words("that") or opening[1] not in words("in"):
        return []
    for n, phrase in enumerate(view.phrases):
        if phrase.first > i and phrase.marker == "from" and phrase.last + 1 < len(view.row):
            form = verb_form(view.row[phrase.last + 1].text)
            return view.group(n) if form is not None and key(form.infinitive) in words("saying") else []
    return []


def _sends_other(view: View, i: int, rule: VerbRule) -> bool:
    """«X در پاسخ گفت هیئتی را به Y می‌فرستد»: whether something else than a message is the object of the verb at `i`."""
    inside = range(clause_start(view, i), i)
    objects = (j for j in inside if view.row[j].key in words("object"))
    return any(rule.needs.isdisjoint(t.key for t in view.row[inside.start : j]) for j in objects)


def _is_answer(view: View, letter: int) -> bool:
    """Whether the letter at a token is what another one before it answers."""
    return any(view.row[j].key in words("answer") for j in range(letter - 1))


def _keys_before(view: View, i: int) -> set[str]:
    """The tokens before token `i`, one by one and in pairs."""
    keys = [token.key for token in view.row[:i]]
    return {*keys, *(a + b for a, b in pairwise(keys))}
