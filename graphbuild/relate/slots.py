"""Where the parties of a talk stand: from a trigger in a sentence to the phrases in its slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graphbuild.link.lexicon import lexicon
from graphbuild.link.tokens import key
from graphbuild.relate.bound import (
    bound_to_noun,
    closes_apposition,
    closing_bracket,
    has_other_party,
    has_two_bodies,
    is_asked,
    is_comitative,
    is_venue,
    joined_owner,
    next_hangs_on,
    of_occasion,
    second_of_two,
)
from graphbuild.relate.date_words import is_month, is_of_date
from graphbuild.relate.frames import TRIP, Frames, Trigger
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.owners import (
    at_once,
    companions,
    congratulated,
    handed_to,
    in_clause,
    led,
    offering,
    own_group,
    owner_before,
    presiding,
    publisher,
    with_nobody,
)
from graphbuild.relate.phrases import ACTORS, Phrase, View
from graphbuild.relate.predication import Predication, predication
from graphbuild.relate.subjects import clause_start, control, subject_of, told_beside
from graphbuild.relate.verbs import is_pluperfect, verb_form

_WRITTEN, _FELICITATED, _CONTACT = "letter", "congratulation", "contact"  # families of nouns
_OF_MATTERS = frozenset({"to", "about"})  # markers of what is to be done or spoken of
_SIDES = frozenset({"with", "between", "genitive", "to", "from"})  # slots of those who talk
_LONGEST_COMPLEMENT = 40  # tokens after a noun in which its own complements are looked for


@dataclass
class Slots:
    """The phrases found for a trigger, by slot; `predicate` is the word id of its clause's predicate."""

    trigger: Trigger
    construction: str
    predicate: int
    verb_token: int | None = None
    found: dict[str, list[Phrase]] = field(default_factory=dict)
    speakers: tuple[int, ...] = ()  # who says the words of a clause that names no subject
    voice: int | None = None  # who says «من», «ما»
    left_out: tuple[int, ...] = ()  # who acts, where only the text before says it
    first_person: str = ""  # "1s" or "1p" when the predicate is in the first person
    end: int = 0  # the token after the last complement of a nominal trigger

    def add(self, slot: str, phrases: Iterable[Phrase]) -> None:
        """Add phrases to a slot, each once."""
        have = self.found.setdefault(slot, [])
        have.extend(p for p in phrases if p not in have)


def triggers(view: View, frames: Frames) -> Iterator[Trigger]:
    """The talk nouns of a sentence that stand outside names and titles."""
    i = 0
    while i < len(view.row):
        found = frames.trigger(view.row, i) if i not in view.covered else None
        before = words("without") | (words("of_contact") if found is not None and found.noun == _CONTACT else set())
        if found is None or _is_marker(view, i) or (i and view.row[i - 1].key in before):
            i += 1
        else:
            yield found
            i = found.last + 1


def _is_marker(view: View, i: int) -> bool:
    """Whether the noun at token `i` marks who hosts («نشست A به میزبانی B»), and tells of no talk of its own."""
    return any(p.marker == "host" and p.marker_first < i < p.first for p in view.phrases)


def first_person(view: View, predicate: int) -> str:
    """The person of a predicate in the first person ("1s", "1p"), else nothing."""
    form, after = view.form(predicate), view.token_of[predicate] + 1
    if form is not None and is_pluperfect(view.row, after - 1):
        form = verb_form(view.row[after].text)  # «گفته بودم»
    person = view.future_person(predicate) or (form.person if form is not None else "")
    return person if person.startswith("1") else ""


def is_verbal(view: View, trigger: Trigger, frames: Frames) -> bool:
    """Whether the talk noun makes a predicate with a light verb."""
    found = predication(view, trigger, frames)
    return found is not None and found.voice == "active" and not found.relative


def fill(view: View, trigger: Trigger, frames: Frames, *, taken: Iterable[Phrase] = ()) -> Slots:
    """The slots of a trigger. `taken`: parties of other talks that the clause is about («درباره دیدار X با Y»)."""
    found = predication(view, trigger, frames)
    if found is not None and found.relative:
        slots = _relative(view, trigger, found)
    elif found is not None and found.voice == "active":
        slots = _verbal(view, trigger, frames, found.verb, frozenset(taken))
    else:
        slots = _nominal(view, trigger, frames, found.verb if found else None)
    if trigger.noun == _WRITTEN and not slots.found.get("to"):
        slots.add("to", congratulated(view) or handed_to(view, trigger, slots.predicate))
    if not slots.found.get("chair"):
        slots.add("chair", presiding(view))
    if slots.construction == "nominal" and not slots.found.get("with") and (two := offering(view, trigger)):
        owners = [p for p in slots.found.get("genitive", []) if p not in two[0]]
        slots.found |= {"with": two[0], "control": two[1], "genitive": owners}
    if trigger.noun in frames.published and not slots.found.get("with"):
        slots.add("with", publisher(view, trigger))
    between = slots.found.get("between", [])
    levels = [q for p in between if view.marker_key(p) in words("level") for q in view.group(view.phrases.index(p))]
    if levels and any(p not in levels for side in _SIDES for p in slots.found.get(side, [])):
        slots.found["between"] = between = [p for p in between if p not in levels]
    if len(between) == 1:
        slots.add("between", slots.found.get("with", []) or second_of_two(view, between[0]))  # «میان X با Y»
    owners = slots.found.get("genitive", [])
    if len(owners) == 1 and not between and trigger.noun in frames.joint:
        slots.add("genitive", joined_owner(view, trigger, owners[0], frames))
    after = trigger.last + 1
    while after < len(view.row) and _tells_time(view, after):
        after += 1  # «دیدار دیروز من با X»
    whose = view.row[after].key if after < len(view.row) and slots.construction == "nominal" else ""
    bearer = (
        after if after < len(view.row) and view.row[after].upos == "ADJ" and after not in view.covered else trigger.last
    )
    enclitic = view.sentence.words[view.row[bearer].last - 1]  # «دیدارم با X», «مذاکرات نهایی‌ام با X»
    if slots.construction == "nominal" and enclitic.upos == "PRON" and view.row[bearer].key not in words("me"):
        whose = key(enclitic.text)
    joined = frames.whose.get(view.row[trigger.last].key) if slots.construction == "nominal" else None  # one word
    own = "1s" if joined == "mine" or whose in words("me") else "1p" if joined == "ours" or whose in words("us") else ""
    said = "" if _apart(view, trigger, slots.predicate) else first_person(view, slots.predicate)
    slots.first_person = own or said or _ready(view, slots)
    own_talk = whose in frames.reflexives and "control" not in slots.found  # «از ملاقات خود با X یاد کرد»
    his = joined == "his" or whose in words("his") or own_talk
    if slots.construction == "nominal" and his and "genitive" not in slots.found:
        several = key(enclitic.text) in words("their")
        slots.add("genitive", owner_before(view, trigger, slots.found.get("with", []), several=several))
    return slots


def _tells_time(view: View, i: int) -> bool:
    """Whether token `i` is a word of time, a month or part of a date."""
    named = view.row[i].key in words("time") or view.row[i].key.endswith(tuple(words("month_endings")))
    return named or is_month(view.row[i]) or is_of_date(view.row, i)


def _ready(view: View, slots: Slots) -> str:
    """The first person of the verb right after the noun's complements («آماده گفت‌وگو با X هستم»)."""
    if slots.construction != "nominal" or slots.end >= len(view.row) or view.row[slots.end].upos not in {"VERB", "AUX"}:
        return ""
    form = verb_form(view.row[slots.end].text)
    return form.person if form is not None and form.person.startswith("1") else ""


def _apart(view: View, trigger: Trigger, predicate: int) -> bool:
    """Whether a mark that ends a clause stands between a noun and the predicate that the tree hangs it on."""
    low, high = sorted((trigger.first, view.token_of[predicate]))
    return any(view.row[j].text in words("stops") for j in range(low, high))


# -- verbal: the arguments stand before the noun, in its clause


def _verbal(view: View, trigger: Trigger, frames: Frames, verb_token: int, taken: frozenset[Phrase]) -> Slots:
    predicate = view.predicate(view.row[verb_token].first)
    slots = Slots(trigger, "verbal", predicate, verb_token)
    start = clause_start(view, trigger.first)
    for phrase in view.phrases:
        near = start <= phrase.first < trigger.first or view.is_far_object(phrase, predicate)
        if phrase.object and near and not (phrase.marker or phrase.genitive):
            slots.add("object", view.group(view.phrases.index(phrase)))
        if phrase.first >= verb_token or not phrase.marker or phrase in taken:
            continue
        local = start <= phrase.first < trigger.first
        of_clause = view.predicate(phrase.head) == predicate
        local = local or trigger.last < phrase.first  # «در حال مذاکره با X هستیم»
        if (local or of_clause) and not bound_to_noun(view, phrase):
            slots.add(phrase.marker, view.group(view.phrases.index(phrase)))
    apart = [p for p in slots.found.get("with", []) if not of_occasion(view, p, frames)]
    apart = [p for p in apart if not _of_nearer_noun(view, p, trigger, frames)] or apart
    slots.found["with"] = apart or slots.found.get("with", [])
    met = [p for p in slots.found["with"] if not escorts(view, p)]
    if met and len(met) < len(slots.found["with"]):
        slots.add("escort", (p for p in slots.found["with"] if p not in met))
        slots.found["with"] = met
    subject = subject_of(view, predicate, trigger) or led(view, slots.found.get("chair", []), start)
    slots.add("subject", subject or _led_before(view, start))
    if not slots.found.get("with"):
        slots.add("with", at_once(view, trigger, start))
    if not slots.found.get("with"):
        slots.add("with", _only_company(view, slots, start))
    slots.add("with", _second_companion(view, slots, start))
    slots.add("with", own_group(view, trigger) if slots.found["subject"] and not slots.found["with"] else [])
    n = view.starts.get(trigger.last + 1)
    owners = view.group(n) if n is not None and view.phrases[n].genitive else []
    if not slots.found["subject"] or len(owners) > 1:  # «X مذاکرات Y و Z را دنبال می‌کند»
        slots.add("genitive", owners)
    return slots


def _of_nearer_noun(view: View, phrase: Phrase, trigger: Trigger, frames: Frames) -> bool:
    """«برای بررسی مذاکرات با X، جلسه‌ای با Y برگزار کرد»: X, who stands right after another talk noun."""
    noun = phrase.marker_first - 1
    other = frames.trigger(view.row, noun) if noun > 0 and noun not in view.covered else None
    marked = any(marker_before(view.row, i)[0] in _OF_MATTERS for i in (noun, noun - 1))
    return other is not None and noun < trigger.first and marked


def _led_before(view: View, start: int) -> list[Phrase]:
    """«هیئتی به ریاست X وارد Z شد و با Y …»: X, in a clause that shares its subject with the one before."""
    if start > 2 and view.row[start - 2].key in words("arranged"):
        start -= 3  # «… وارد Z شد و قرار است با Y …»
    if start >= len(view.row) or view.row[start].key not in words("and"):
        return []
    chairs = [p for p in view.phrases if p.marker == "chair" and p.last < start][-1:]
    return led(view, chairs, clause_start(view, chairs[0].first)) if chairs else []


def escorts(view: View, phrase: Phrase) -> bool:
    """Whether the phrase names who came along («X به همراه Y با Z دیدار کرد»)."""
    return view.marker_key(phrase).startswith(tuple(words("escort")))


def _relative(view: View, trigger: Trigger, found: Predication) -> Slots:
    """The slots of «در دیداری که با X داشت»: the arguments stand in the relative clause, the subject maybe not."""
    passive = found.voice == "passive"
    predicate = view.predicate(view.row[found.verb].first)
    slots = Slots(trigger, "nominal" if passive else "verbal", predicate, found.verb, end=found.verb)
    inside = [p for p in view.phrases if trigger.last < p.first < found.verb]
    for phrase in inside:
        if phrase.marker and not bound_to_noun(view, phrase):
            slots.add(phrase.marker, view.group(view.phrases.index(phrase)))
    own = next((p for p in inside if p.bare), None)
    outer = view.predicate(view.sentence.words[view.row[trigger.first].first - 1].head or view.row[trigger.first].first)
    subject = view.group(view.phrases.index(own)) if own is not None and not passive else control(view, trigger, outer)
    slots.add("control" if passive else "subject", subject)
    return slots


def _only_company(view: View, slots: Slots, start: int) -> list[Phrase]:
    """«درباره توافق با مقام‌های X رایزنی کرد»: who stands by another noun, where one talks and nobody else is named."""
    subject = slots.found["subject"]
    if len(subject) != 1 or len(subject[0].entities) != 1:
        return []
    for n in companions(view, slots.trigger, start):
        if view.phrases[n] not in subject and view.group(n)[-1].last + 1 == slots.trigger.first:
            return view.group(n)
    return []


def _second_companion(view: View, slots: Slots, start: int) -> list[Phrase]:
    """«با A در B و C در D گفت‌وگو کرد»: C, whose preposition is said once."""
    found = []
    for n, phrase in enumerate(view.phrases[1:], start=1):
        before = view.phrases[n - 1]
        of_place = before.marker == "at" and n > 1 and view.phrases[n - 2] in slots.found.get("with", [])
        bare = phrase.bare and start <= phrase.first < slots.trigger.first
        if of_place and bare and phrase.kind in ACTORS and view.row[phrase.first - 1].key in words("and"):
            found += view.group(n)
    return [p for p in found if p not in slots.found.get("subject", [])]


# -- nominal: the complements stand after the noun


def _nominal(view: View, trigger: Trigger, frames: Frames, passive: int | None) -> Slots:
    predicate = _nearest_predicate(view, trigger)
    slots = Slots(trigger, "nominal", predicate, passive, end=trigger.last + 1)
    i, plain = trigger.last + 1, True
    pointed = trigger.noun != TRIP and frames.points_back(view.row, trigger.first)
    limit = min(len(view.row), trigger.last + 1 + _LONGEST_COMPLEMENT)
    venues: set[int] = set()
    while i < limit:
        token = view.row[i]
        n = view.starts.get(i)
        if slots.found and token.text in words("aside") and (closed := closing_bracket(view, i)) is not None:
            i = closed + 1  # «دیدار رئیس X (Z) با Y»
            continue
        if n is not None:
            phrase = view.phrases[n]
            if is_venue(view, n):
                venues.update(range(phrase.first, phrase.last + 1))
                i = phrase.last + 1
                continue
            slot = "" if phrase.marker == "at" and has_two_bodies(view, n, trigger) else phrase.marker
            near = i == trigger.last + 1 or trigger.noun != _FELICITATED  # «تبریک روز ملی X» is not X's
            if pointed and (not slot or phrase.marker_first > trigger.last + 1):
                break  # «در این دیدار X بر همکاری با Z تأکید کرد»
            if not slot and plain and near and "genitive" not in slots.found:
                slot = "genitive"
            if not slot and phrase.plural and phrase.bare and slots.found.get("genitive") and slots.end == i:
                i = slots.end = phrase.last + 1  # «نشست A و B، معاونان X، با C»
                continue
            if not slot and not phrase.genitive:
                break
            between = [j for j in range(trigger.last + 1, phrase.marker_first) if j not in venues]
            of_talk = len(between) == 1 and view.row[between[0]].upos != "ADJ"  # «مذاکرات آتش‌بس میان X و Y»
            if (
                slot
                and ((of_talk and slot != "to") or not bound_to_noun(view, phrase))
                and not _of_later_noun(view, phrase, slots)
            ):
                members = view.group(n)
                if slot == "from" and trigger.noun == _WRITTEN and is_asked(view, phrase):
                    break
                slots.add(slot, members)
                i = slots.end = members[-1].last + 1
            else:
                i = phrase.last + 1
            plain = False
            continue
        if i in view.covered:
            i += 1
            continue
        if token.upos in {"VERB", "AUX", "SCONJ"} and not _participle(view, i):
            break
        venue = [p for p in slots.found.get("genitive", []) if not lexicon().is_capital(view.row, p.first)]
        if token.key in words("object") and slots.found.get("genitive") and not venue:
            break  # «نتیجه مذاکرات دوحه را با X بررسی کرد»
        owners = (*slots.found.get("genitive", []), *slots.found.get("from", []))
        if token.upos == "PUNCT" and token.text not in words("passable") and not closes_apposition(view, owners, i):
            break
        other = frames.trigger(view.row, i)
        if other is not None and not _is_marker(view, i):
            if not (plain and _joined(view, trigger, i)):
                break
            i = other.last + 1
            continue
        flat = view.sentence.words[token.first - 1].deprel.startswith("flat")
        if (
            token.upos in {"NOUN", "PROPN"}
            and not flat
            and token.key not in words("time") | words("talk_adjectives") | words("joint_bodies")
        ):
            plain = plain and next_hangs_on(view, i, trigger)
        if token.upos == "ADP":
            plain = False
        i += 1
    for marker, members in told_beside(view, trigger, predicate, passive=passive is not None):
        slots.add(marker, members)
    if not (pointed or _SIDES & slots.found.keys()) and trigger.noun in frames.of_states | frames.joint:
        slots.add("with", in_clause(view, trigger, predicate) or with_nobody(view, trigger, limit))
    if not has_other_party(view, trigger, frames):
        slots.add("control", control(view, trigger, predicate))
    return slots


def _nearest_predicate(view: View, trigger: Trigger) -> int:
    """The predicate of a marked noun: it stands before its verb, and no finite verb of another clause between them."""
    predicate = view.predicate(view.row[trigger.first].first)
    if any(t.text in words("semicolon") for t in view.row[trigger.last + 1 : view.token_of[predicate]]):
        return view.row[trigger.first].first  # «نامه X به Y؛ Z می‌آید؟»
    if not marker_before(view.row, trigger.first)[0]:
        return predicate
    for j in range(trigger.last + 1, view.token_of[predicate]):
        token = view.row[j]
        if token.upos == "SCONJ" or token.text in words("stops"):
            break
        if token.upos != "VERB" or j in view.covered or _participle(view, j) or view.describes(j):
            continue
        if verb_form(token.text):
            return view.predicate(token.first)
    return predicate


def _of_later_noun(view: View, phrase: Phrase, slots: Slots) -> bool:
    """Whether a complement belongs to a noun after the trigger's own complements («… درباره ارائه لایحه به Y»)."""
    before = phrase.marker_first - 1
    if before <= slots.trigger.last or before in view.covered or view.row[before].upos != "NOUN":
        return False
    if phrase.marker == "between":
        inside = range(slots.trigger.last + 1, before)
        apart = any(view.row[j].upos == "ADP" and marker_before(view.row, j + 1)[0] != "about" for j in inside)
        return apart and is_comitative(view.row[before])
    return bool(slots.found.get(phrase.marker)) and view.row[before].key not in words("time")


def _participle(view: View, i: int) -> bool:
    return view.sentence.words[view.row[i].first - 1].deprel in {"amod", "nmod"}


def _joined(view: View, trigger: Trigger, i: int) -> bool:
    """Whether only «و» or «یا» stands between the trigger and another talk noun («دیدار و گفت‌وگوی X با Y»)."""
    return all(view.row[j].key in words("and") | words("or") for j in range(trigger.last + 1, i))
