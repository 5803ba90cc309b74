"""What a sentence denies of what was told before it: «این ادعا را رد کرد», «چنین دیداری انجام نشده», «در مسقط نبود»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.link.nodes import alike
from graphbuild.link.tokens import key
from graphbuild.records import TalkKind
from graphbuild.relate.cues import complex_predicate, cues
from graphbuild.relate.doubt import is_denial
from graphbuild.relate.frames import Trigger, frames
from graphbuild.relate.held import hangs_on_time
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import triggers
from graphbuild.relate.verbs import verb_form

_LONGEST_NEWS = 8  # tokens of «ادعای روزنامه X را»


@dataclass(frozen=True, slots=True)
class Denial:
    """Something before is denied at token `at`: by whom, if its clause says so.

    `kind`, `company`: of which kind the talk was, and with whom; `such`: whether it points at one that was told;
    `party`, `state`: who was not where; `ahead`: whether what was to be is denied («چنین برنامه‌ای وجود ندارد»);
    `apposed`: whether the words before it in its sentence are («…، ادعایی که X رد می‌کند»); `near`: no words of a
    sentence before can be.
    """

    at: int
    by: tuple[int, ...] = ()
    kind: TalkKind | None = None
    company: tuple[int, ...] = ()
    such: bool = True
    party: int | None = None
    state: int | None = None
    ahead: bool = False
    apposed: bool = False
    near: bool = False


def denials(view: View) -> Iterator[Denial]:
    """Everything that a sentence denies so, in the order of the ways."""
    yield from of_news(view)
    yield from _of_such(view)
    yield from _of_such_a_thing(view)
    yield from _of_presence(view)


def of_news(view: View) -> Iterator[Denial]:
    """«این ادعا را رد کرد», «آن را تکذیب کردند», «این خبر درست نیست», «ادعای روزنامه X را بی‌اساس خواند».

    Nothing where the news was that the talk is put off («… را رد کرد؛ گزارشی که می‌گفت مذاکرات به تعویق افتاده»).
    """
    if any(
        cues().ends("asserted.stopping", complex_predicate(view, w.id))
        for w in view.sentence.words
        if view.is_verb(w.id)
    ):
        return
    for word in view.sentence.words:
        if not (view.is_verb(word.id) or view.copula(word.id) is not None) or not is_denial(view, word.id):
            continue
        holder = view.token_of[word.head] if word.deprel.startswith("acl") and word.head else None
        noun = holder is not None and holder not in view.covered and view.row[holder].upos == "NOUN"
        of_matter = holder is not None and noun and frames().trigger(view.row, holder) is None
        if of_matter and holder and _is_apposed(view, holder):
            yield Denial(holder, tuple(e for p in view.subject(word.id) for e in p.entities), apposed=True)
            continue
        for at in range(len(view.row)):
            if of_matter and view.row[at].upos == "PRON":
                continue  # «طرحی که X آن را رد کرد» denies the plan
            if at in view.covered or view.predicate(view.row[at].first) != word.id or not _is_news(view, at):
                continue
            active = view.sentence.words[view.row[at].first - 1].deprel.startswith("obj")
            subject = view.subject(word.id) if active else []
            deniers = tuple(e for p in subject if p.kind != "sides" for e in p.entities)
            yield Denial(at, deniers, near=view.row[at].upos == "PRON" and _means_matter(view, at))
            break


def _means_matter(view: View, at: int) -> bool:
    """«مفاد بیانیه را مداخله خواند و آن را مردود دانست»: whether «آن» at token `at` may be a matter of its sentence."""
    nouns = (i for i in range(at) if view.row[i].upos == "NOUN" and i not in view.covered)
    return any(frames().trigger(view.row, i) is None and view.row[i].key not in words("time") for i in nouns)


def _is_news(view: View, at: int) -> bool:
    """Whether token `at` is the object or subject «این ادعا», «آن», «ادعاهای X», and names no matter of its own."""
    lists, token = cues().lists, view.row[at]
    word = view.sentence.words[token.first - 1]
    if not word.deprel.startswith(("obj", "nsubj")):
        return False
    pointed = _pointer(view, at)
    if word.upos == "PRON":
        return (
            token.key in lists["denied.pointing"] and at + 1 < len(view.row) and view.row[at + 1].key in words("object")
        )
    if token.key not in lists["denied.news"] or marker_before(view.row, pointed)[0]:
        return False
    if pointed < at and _is_told(view, at):
        return False
    for j in range(at + 1, min(at + _LONGEST_NEWS, len(view.row))):
        if view.row[j].key in words("object"):
            return True
        if j in view.covered or view.row[j].upos == "ADJ" or view.row[j].key in lists["denied.tellers"]:
            continue
        return word.deprel.startswith("nsubj") and pointed < at
    return False


def _is_told(view: View, at: int) -> bool:
    """Whether the sentence says before what «این ادعا» at token `at` is, and it is no talk («ادعای X … این ادعا»)."""
    said = next((i for i in range(at) if alike(view.row[at].key, view.row[i].key)), None)
    return said is not None and not any(frames().trigger(view.row, i) for i in range(said, at))


def _pointer(view: View, at: int) -> int:
    """The first token of «این», «این گونه», «همه این» before token `at`; `at` itself where nothing points."""
    while at > 0 and (view.row[at - 1].upos in {"DET", "NUM"} or view.row[at - 1].key in cues().lists["denied.such"]):
        at -= 1
    return at


def _of_such(view: View) -> Iterator[Denial]:
    """«چنین دیداری انجام نشده است», «تماسی در کار نبود»: a talk told before did not happen."""
    lists = cues().lists
    for trigger in triggers(view, frames()):
        word = view.sentence.words[view.row[trigger.first].first - 1]
        predicate = view.predicate(word.id)
        first = _pointer(view, trigger.first)
        before = {view.row[j].key for j in range(first, trigger.first)}
        some = view.row[trigger.last].key.endswith(tuple(lists["denied.indefinite"])) and not _limited(view, trigger)
        if not (before & lists["denied.such"] or some) or not word.deprel.startswith(
            ("nsubj", "obj", "compound", "root", "ccomp")
        ):
            continue
        if marker_before(view.row, first)[0] or not _does_not_happen(view, trigger, predicate):
            continue
        if view.is_future(predicate) and hangs_on_time(view, first):
            continue
        company = [
            p
            for p in view.phrases
            if p.marker in {"with", "between"}
            and (view.predicate(p.head) == predicate or trigger.last < p.first < view.token_of[predicate])
        ]
        found = tuple(e for p in company if p.kind != "sides" for e in p.entities)
        yield Denial(trigger.first, kind=trigger.kind, company=found, such=bool(before & lists["denied.pointed"]))


def _limited(view: View, trigger: Trigger) -> bool:
    """Whether only one kind of talk is spoken of («گفت‌وگوی مستقیم را تکذیب کرد»)."""
    after = trigger.last + 1
    return after < len(view.row) and view.row[after].upos == "ADJ" and view.row[after].key not in frames().means


def _is_apposed(view: View, at: int) -> bool:
    """Whether token `at` is «ادعایی», «موضوعی» after a comma: what was said before it."""
    before = view.row[at - 1].text
    return view.row[at].key in cues().lists["denied.news"] and before in words("comma") | words("semicolon")


def _of_such_a_thing(view: View) -> Iterator[Denial]:
    """«چنین اتفاقی نیفتاده است», «چنین برنامه‌ای وجود ندارد»: what was told last did not happen, or is not to."""
    lists = cues().lists
    for at in range(1, len(view.row) - 1):
        plan = view.row[at].key in lists["denied.plans"]
        if (
            not (plan or view.row[at].key in lists["denied.things"])
            or view.row[at - 1].key not in lists["denied.pointed"]
        ):
            continue
        form = verb_form(view.row[at + 1].text)
        predicate = view.predicate(view.row[at].first)
        befell = form is not None and form.negated and key(form.infinitive) in lists["denied.befalling"]
        if befell or (view.is_negated(predicate) and _happens(view, predicate)):
            yield Denial(at, ahead=plan)


def _happens(view: View, predicate: int) -> bool:
    return cues().names_it("denied.happening", complex_predicate(view, predicate))


def _does_not_happen(view: View, trigger: Trigger, predicate: int) -> bool:
    """«… انجام نشد», «… نداشتیم», «… را تکذیب کرد»; but not «… را رد نمی‌کنم»."""
    if is_denial(view, predicate):
        return True
    after = view.row[trigger.last + 1 : trigger.last + 2]
    if any(token.key in cues().lists["denied.neither"] for token in after):
        return True  # «چنین دیداری نه انجام شده است و نه …»
    noun = "".join(token.key for token in view.row[trigger.first : trigger.last + 1])
    name = complex_predicate(view, predicate).removeprefix(f"{noun} ")
    return view.is_negated(predicate) and cues().names_it("denied.happening", name)


def _of_presence(view: View) -> Iterator[Denial]:
    """«X به عمان سفر نکرده است», «X آن روز در مسقط نبود»: X was not where the talk is said to have been."""
    for word in view.sentence.words:
        if not (view.is_verb(word.id) or view.copula(word.id) is not None) or not view.is_negated(word.id):
            continue
        if not cues().ends("denied.presence", complex_predicate(view, word.id)):
            continue
        being = view.copula(word.id) is not None
        there = [
            p.entities[0]
            for p in view.phrases
            if p.kind == "state"
            and p.marker in {"to", "at"}
            and (p.head == word.id if being else view.predicate(p.head) == word.id)
        ]
        for p in view.subject(word.id):
            for e in p.entities:
                yield from (Denial(view.token_of[word.id], party=e, state=state) for state in there)
