"""Who a talk noun belongs to by what stands before it: a journey, words, or an actor right before its marker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from graphbuild import lang
from graphbuild.link.tokens import key
from graphbuild.relate.cues import complex_predicate, cues, folded
from graphbuild.relate.frames import Trigger
from graphbuild.relate.markers import marker_before, marks, words
from graphbuild.relate.phrases import ACTORS, BODIES, NAMED, Phrase, View

_COMMAS = marks("comma")


@cache
def _directing() -> dict[str, frozenset[str]]:
    """Case marker, or "object" → the folded names of verbs whose complement with it is to do something."""
    table = lang.toml("markers.toml")["directing"]
    return {marker: frozenset(map(folded, names)) for marker, names in table.items()}


def acting(view: View, predicate: int) -> list[Phrase]:
    """The subject of a predicate; in a clause of what somebody asks of another one, that one («از X خواست … کند»)."""
    form, head = view.form(predicate), view.sentence.words[predicate - 1].head
    subject = view.subject(predicate)
    if form is None or form.tense != "subjunctive" or not head:
        return subject
    above = view.predicate(head)
    directs = frozenset().union(*_directing().values())
    while (form := view.form(above)) is not None and form.tense == "subjunctive":
        head = view.sentence.words[above - 1].head  # «توصیه کرد که سعی کند … تقویت کند»
        if not head or complex_predicate(view, above) in directs:
            break
        above = view.predicate(head)
    if above == predicate or any(p.last > view.token_of[above] for p in subject):
        return subject
    name = complex_predicate(view, above)
    for n, phrase in enumerate(view.phrases):
        how = "object" if phrase.object else phrase.marker
        if how not in _directing() or name not in _directing()[how] or phrase.kind == "sides":
            continue
        verb = view.token_of[above]
        near = not any(view.row[j].upos == "VERB" for j in range(phrase.last + 1, verb))
        if (view.predicate(phrase.head) == above or near) and phrase.first < min(verb, view.token_of[predicate]):
            return view.group(n)
    return subject


@cache
def _published() -> frozenset[str]:
    """The folded names of verbs by which an interview comes to its readers."""
    return frozenset(map(folded, lang.toml("frames.toml")["interviews"]["published"]))


def publisher(view: View, trigger: Trigger) -> list[Phrase]:
    """«مصاحبه‌ای که در روزنامه X منتشر شد», «… که شبکه X پخش کرد»: X, in the clause that says where it appeared."""
    start = trigger.last + 1
    while start < len(view.row) and view.row[start].upos == "ADJ":
        start += 1
    if start >= len(view.row) or view.row[start].key not in words("that"):
        return []
    verb = next((j for j in range(start, len(view.row)) if view.row[j].upos == "VERB" and j not in view.covered), None)
    if verb is None or complex_predicate(view, view.predicate(view.row[verb].first)) not in _published():
        return []
    return [p for p in view.phrases if start < p.first < verb and p.kind == "organization"]


def traveller(view: View, trigger: Trigger) -> list[Phrase]:
    """«سفر X … برای دیدار با Y», «سفر X … و دیدار با Y», «آمادگی X برای مذاکره با Y»: X, who is to talk."""
    also = trigger.first > 0 and view.row[trigger.first - 1].key in words("and") | words("including")
    if not also and marker_before(view.row, trigger.first)[0] not in {"to", "occasion"}:
        return []
    for i in range(trigger.first - 1, -1, -1):
        if view.row[i].upos in {"VERB", "SCONJ"}:
            return []
        if view.row[i].key in words("journey"):
            owner = next((j for j in range(i + 1, trigger.first) if view.row[j].upos != "ADJ"), i + 1)
            if (n := view.starts.get(owner)) is not None:
                return view.group(n)
    return []


def on_journey(view: View, trigger: Trigger) -> list[Phrase]:
    """«دیدار با Y از برنامه‌های سفر X است», «… در دستور کار X قرار دارد»: X, on whose journey or agenda it is."""
    for i in range(trigger.last + 1, len(view.row) - 1):
        on_agenda = "".join(t.key for t in view.row[max(0, i - 3) : i]) in cues().lists["planned.on_agenda"]
        n = view.starts.get(i)
        if on_agenda and n is not None and view.phrases[n].kind in ACTORS | BODIES:
            return view.group(n)
        if view.row[i].key in words("journey") and (on_agenda or cues().has("planned.agenda", view.row[i - 1].key)):
            owner = next((j for j in range(i + 1, len(view.row)) if view.row[j].upos not in {"ADJ", "NUM"}), i)
            n = view.starts.get(owner)
            return view.group(n) if n is not None else []
    return []


def of_own_part(view: View, trigger: Trigger) -> list[Phrase]:
    """«X مشارکت خود در مذاکره با Y را …»: X, whose part in the talk it is."""
    marker, first = marker_before(view.row, trigger.first)
    if marker != "at" or first < 1 or view.row[first - 1].key not in words("own"):
        return []
    found = [n for n, p in enumerate(view.phrases) if p.last < first and p.kind in ACTORS | BODIES and p.bare]
    return view.group(found[-1]) if found else []


def owner_of_words(view: View, trigger: Trigger) -> list[Phrase]:
    """«اظهارات X در گفت‌وگو با Y»: X, whose words they are, whoever the clause is about."""
    found = right_before(view, trigger) or _claiming(view, trigger) or _after_comma(view, trigger)
    i = found[0].first - 1 if found else -1
    while i > 0 and view.row[i].key in words("time"):
        i -= 1
    return found if i >= 0 and view.row[i].key in words("utterance") else []


def _after_comma(view: View, trigger: Trigger) -> list[Phrase]:
    """«اظهارات X، در گفت‌وگو با Y:»: X."""
    marker, first = marker_before(view.row, trigger.first)
    n = view.covered.get(first - 2) if marker == "at" and view.row[first - 1].text in _COMMAS else None
    return view.group(n) if n is not None and view.phrases[n].genitive else []


def _claiming(view: View, trigger: Trigger) -> list[Phrase]:
    """«ادعای X درباره تماس با Y»: X, an official, who says so of a talk of his own."""
    marker, first = marker_before(view.row, trigger.first)
    n = view.covered.get(first - 1) if marker == "about" else None
    return view.group(n) if n is not None and view.phrases[n].genitive and view.phrases[n].kind in NAMED else []


def owner_before(view: View, trigger: Trigger, company: Sequence[Phrase], *, several: bool) -> list[Phrase]:
    """«X گفت دیدارش با Y …»: X, the last one before the noun who acts; Y is the `company`.

    A talk of `several` is none of who speaks before a colon («X: دیدارشان …»).
    """
    colons = (i for i in range(trigger.first) if several and view.row[i].text == ":")
    said = max(colons, default=-1)
    before = [p for p in view.phrases if said < p.first and p.last < trigger.first]
    before = [p for p in before if p.kind in ACTORS and p not in company]
    found = [p for p in before if not (p.marker or p.plural or p.object)]
    return ([p for p in found if not p.genitive] or found)[-1:]


def presiding(view: View) -> list[Phrase]:
    """«A و B ریاست هیئت‌ها را بر عهده داشتند»: A and B."""
    head = next(
        (i for i, token in enumerate(view.row) if token.key in words("headship") and i not in view.covered), None
    )
    if head is None or not any(token.key in words("charge") for token in view.row[head:]):
        return []
    return in_charge(view, head)


def in_charge(view: View, head: int) -> list[Phrase]:
    """«A و B ریاست …»: A and B, who stand before the «ریاست» at token `head` and at most two words from it."""
    for n, phrase in enumerate(view.phrases):
        if phrase.last < head and phrase.kind in ACTORS and phrase.bare and view.group(n)[-1].last + 3 >= head:
            return view.group(n)
    return []


def right_before(view: View, trigger: Trigger) -> list[Phrase]:
    """«عکس X در دیدار با Y», «تأکید X در گفت‌وگو با Y»: X, who stands right before the occasion."""
    marker, first = marker_before(view.row, trigger.first)
    n = view.covered.get(first - 1)
    able = ACTORS | ({"state"} if trigger.kind == "negotiation" else set())  # «صداقت X در مذاکره با Y»
    if n is not None and marker == "from" and view.row[max(0, view.phrases[n].first - 1)].key in words("accounts"):
        marker = "occasion"  # «روایت X از دیدار با Y»
    if marker not in {"at", "occasion"} or n is None or view.phrases[n].marker or view.phrases[n].kind not in able:
        return []
    return view.group(n)


def sent(view: View, trigger: Trigger, predicate: int) -> list[Phrase]:
    """«Y را برای گفت‌وگو با Z فرستاد»: Y, whom somebody sends to talk."""
    if marker_before(view.row, trigger.first)[0] != "to" and not _is_purpose(view, trigger):
        return []
    for n, phrase in enumerate(view.phrases):
        before = phrase.object and phrase.kind in ACTORS and phrase.last < trigger.first
        if before and view.predicate(phrase.head) == predicate:
            return view.group(n)
    return []


def _is_purpose(view: View, trigger: Trigger) -> bool:
    """Whether the noun is what is to be done: «برای انجام گفت‌وگو»."""
    before = trigger.first - 1
    return before > 0 and view.row[before].key in words("doing") and marker_before(view.row, before)[0] == "to"


def led(view: View, chairs: Sequence[Phrase], start: int) -> list[Phrase]:
    """«هیئتی به ریاست X با Y دیدار کرد»: X, where nobody knows the delegation that is the subject."""
    for phrase in chairs:
        if any(view.row[i].key in words("delegations") for i in range(start, phrase.marker_first)):
            return view.group(view.phrases.index(phrase))
    return []


def companions(view: View, trigger: Trigger, start: int) -> Iterator[int]:
    """The phrases of actors with «با» in the clause from token `start` on, before the talk."""
    for n, phrase in enumerate(view.phrases):
        if start <= phrase.first < trigger.first and phrase.marker == "with" and phrase.kind in ACTORS:
            yield n


def at_once(view: View, trigger: Trigger, start: int) -> list[Phrase]:
    """«همزمان با X دیدار کردند»: X, where nobody else is met."""
    for n in companions(view, trigger, start):
        first = view.phrases[n].marker_first - 1
        if first >= 0 and view.row[first].key in words("at_once"):
            return view.group(n)
    return []


def in_clause(view: View, trigger: Trigger, predicate: int) -> list[Phrase]:
    """«در مذاکرات رم، X با Y به توافق رسید», «پس از هفته‌ها مذاکرات، با Y …»: Y, with whom the clause has it."""
    first = trigger.first
    while first > 0 and (
        view.row[first - 1].upos == "NUM" or view.row[first - 1].key in words("rounds") | words("durations")
    ):
        first -= 1
    if marker_before(view.row, first)[0] not in {"at", "occasion"}:
        return []
    for n, phrase in enumerate(view.phrases):
        known = phrase.marker == "with" and phrase.kind in ACTORS | {"state"} and phrase.first > trigger.last
        if known and view.predicate(phrase.head) == predicate and view.row[phrase.marker_first - 1].text in _COMMAS:
            return view.group(n)
    return []


def with_nobody(view: View, trigger: Trigger, limit: int) -> list[Phrase]:
    """«هیچ مذاکره‌ای درباره تمدید آتش‌بس با X»: X, who stands by another noun."""
    if not trigger.first or view.row[trigger.first - 1].key not in words("every"):
        return []
    for i in range(trigger.last + 1, limit):
        if view.row[i].upos in {"VERB", "AUX", "SCONJ"}:
            break
        n = view.starts.get(i)
        if n is not None and view.phrases[n].marker == "with":
            return view.group(n)
    return []


def congratulated(view: View) -> list[Phrase]:
    """«انتخاب X را تبریک گفت», «ضمن تبریک پیروزی X»: who is congratulated in a message."""
    if not any(token.key in words("congratulation") for token in view.row):
        return []
    for phrase in view.phrases:
        before = phrase.first - 1
        before -= before > 0 and view.row[before].upos == "ADJ"  # «انتخاب مجدد X»
        if before >= 0 and view.row[before].key in words("success") and phrase.kind in ACTORS:
            return [phrase]
    return []


def handed_to(view: View, trigger: Trigger, predicate: int) -> list[Phrase]:
    """«نامه X را برای شرکت در نشست Z به Y سپرد»: Y, the last one before a verb of handing over."""
    if complex_predicate(view, predicate) not in words("handing"):
        return []
    after = range(trigger.last + 1, view.token_of[predicate])
    reached = [n for n, p in enumerate(view.phrases) if p.marker == "to" and p.first in after and p.kind in ACTORS]
    return view.group(reached[-1]) if reached else []


def own_group(view: View, trigger: Trigger) -> list[Phrase]:
    """«X نشست تیم امنیت ملی خود را برگزار کرد»: X's own people, with whom he sat."""
    own = words("own")
    met = [p for p in view.phrases if p.first == trigger.last + 1 and p.kind == "unnamed" and p.genitive]
    return [p for p in met if any(token.key in own for token in view.row[p.last : p.last + 2])]


def offering(view: View, trigger: Trigger) -> tuple[list[Phrase], list[Phrase]] | None:
    """«Y پیشنهاد X برای دیدار را رد کرد», «Y پیشنهاد دیدار X را …»: X, whose offer of a talk is answered, and Y."""
    marker, first = marker_before(view.row, trigger.first)
    n = view.covered.get(first - 1) if marker == "to" else view.starts.get(trigger.last + 1)
    if n is None or not view.phrases[n].genitive:
        return None
    offered = view.group(n)
    offer = offered[0].first if marker == "to" else trigger.first
    if marker != "to" and sum(len(p.entities) for p in offered) > 1:
        return None  # «پیشنهاد دیدار X و Y» is about theirs
    if not offer or view.row[offer - 1].key not in words("offers"):
        return None
    answering = [p for p in acting(view, view.predicate(view.row[trigger.first].first)) if p.last < offered[0].first]
    alike = {p.kind in BODIES for p in (*offered, *answering)}
    return (offered, answering) if answering and len(alike) == 1 else None


def accompanied(view: View, predicate: int) -> list[Phrase]:
    """«Z X را در دیدار با Y همراهی کرد»: X, whose talk it is."""
    if key(complex_predicate(view, predicate)) not in words("accompanying"):
        return []
    return next((view.group(n) for n, p in enumerate(view.phrases) if p.object and p.kind in ACTORS), [])
