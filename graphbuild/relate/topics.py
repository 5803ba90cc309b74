"""Topics: the phrases that say what a talk was about, as short as carries the meaning."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.document import Clean
from graphbuild.link.tokens import key
from graphbuild.relate.frames import Frames
from graphbuild.relate.markers import marker_before, without_ezafe, words
from graphbuild.relate.model import TopicMention
from graphbuild.relate.phrases import ACTORS, BODIES, View
from graphbuild.relate.slots import Slots
from graphbuild.relate.spans import leftmost
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.topic_ends import is_inside, listed, phrase_end
from graphbuild.relate.topic_parts import distinct, split
from graphbuild.relate.verbs import verb_form

_LONGEST_CAUSE = 3  # tokens of «در واکنش به»
_BREAKS = frozenset({"؛", "|", "/", "-", "–"})
_OPEN = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "X", "ADV"})


def topics(view: View, slots: Slots, clean: Clean, frames: Frames) -> tuple[TopicMention, ...]:
    """The topics that a sentence gives to the talk of a trigger, in order, without repetition."""
    return distinct(topic for first, last in _ranges(view, slots, frames) for topic in split(view, first, last, clean))


def _ranges(view: View, slots: Slots, frames: Frames) -> Iterator[tuple[int, int]]:
    """Token ranges of topic phrases."""
    if slots.construction == "verbal" and slots.verb_token is not None:
        start, end = clause_start(view, slots.trigger.first), slots.verb_token
    else:
        start, end = slots.trigger.last + 1, _clause_end(view, slots.trigger.last + 1)
        word = view.sentence.words[view.row[slots.trigger.first].first - 1]
        if marker_before(view.row, slots.trigger.first)[0] or word.deprel.startswith(("obl", "nsubj")):
            yield from _objects(view, slots)
    i = start
    while i < end:
        at = marker_before(view.row, i)[1]
        if is_about(view, i) and at >= start and i not in range(slots.trigger.first, slots.trigger.last + 1):
            last = _before_company(slots, i, phrase_end(view, i, end, frames))
            if last >= i:
                yield i, last
                i = last + 1
                continue
        i += 1
    yield from _purpose(view, end, frames)
    yield from _goal(view, slots, frames)
    yield from _reviewed(view, slots, frames)
    yield from _axis(view, slots, frames)
    if slots.trigger.noun in frames.occasioned:
        for first, last in causes(view, frames):
            if not first <= slots.trigger.first <= last:
                yield first, last


def is_about(view: View, i: int) -> bool:
    """Whether what is talked about begins at token `i` («درباره X», «روی X صحبت کردند»)."""
    on = i > 1 and view.row[i - 1].key in listed("talked_on") and view.row[i].key not in listed("surfaces")
    on = on and view.row[i - 2].key + view.row[i - 1].key not in listed("ahead")  # «موانع پیش روی X»
    return on or marker_before(view.row, i)[0] == "about"


def _before_company(slots: Slots, first: int, last: int) -> int:
    """The last token of a topic before whom the talk is with («هیچ مذاکره‌ای درباره تمدید آتش‌بس با X در جریان»)."""
    return min([last, *(p.marker_first - 1 for p in slots.found.get("with", []) if first < p.marker_first <= last)])


def _purpose(view: View, verb: int, frames: Frames) -> Iterator[tuple[int, int]]:
    """«دیدار کرد تا درباره X تصمیم بگیرد»: X."""
    at = next((j for j in range(verb, min(verb + 3, len(view.row))) if view.row[j].key in listed("in_order")), None)
    for i in range(at + 1, len(view.row)) if at is not None else ():
        if marker_before(view.row, i)[0] == "about":
            last = phrase_end(view, i, len(view.row), frames)
            if last >= i:
                yield i, last
            return


def _goal(view: View, slots: Slots, frames: Frames) -> Iterator[tuple[int, int]]:
    """«مذاکرات A و B برای رسیدن به X», «این دیدار با هدف X»: X, right after the parties."""
    if slots.construction != "nominal" or slots.end >= len(view.row):
        return
    goals = listed("goals") if slots.trigger.noun in frames.of_states else listed("goals_of_any")
    start = slots.end + (view.row[slots.end].text in words("comma"))
    for size in (2, 1):
        at = start + size
        if "".join(token.key for token in view.row[start:at]) in goals:
            break
    else:
        return
    while at < len(view.row) and view.row[at].key in listed("reaching"):
        at += 1
    last = phrase_end(view, at, _clause_end(view, at), frames)
    if last >= at and view.row[at].upos in _OPEN and frames.trigger(view.row, at) is None:
        yield at, last


def _clause_end(view: View, start: int) -> int:
    for j in range(start, len(view.row)):
        if view.row[j].upos in {"VERB"} and not view.sentence.words[view.row[j].first - 1].deprel.startswith(
            ("amod", "compound")
        ):
            return j
    return len(view.row)


def _objects(view: View, slots: Slots) -> Iterator[tuple[int, int]]:
    """«در این دیدار X را مورد بحث قرار دادند»: the object of the clause's verb of reviewing."""
    verb = view.token_of[slots.predicate]
    form = verb_form(view.row[verb].text)
    if form is None:
        return
    name = "".join(token.key for token in view.row[max(0, verb - 4) : verb]) + key(form.infinitive)
    if not any(name.endswith(verb_name) for verb_name in listed("object_verbs")):
        return
    for i in range(slots.end, verb):
        if view.row[i].key in words("object"):
            start = slots.end
            if view.row[start].key in listed("while"):
                start = next((j for j in range(start, i) if view.row[j].text in words("comma")), start)
            while start < i:
                n = view.starts.get(start)
                beside = n is not None and view.phrases[n].kind in ACTORS and view.phrases[n].last < i - 1
                if beside and view.row[view.phrases[n or 0].last + 1].text in words("comma"):
                    start = view.phrases[n or 0].last + 1  # «با A و B، وزیران C و D، X را …»
                elif view.row[start].upos in {"PUNCT", "ADP", "PRON", "ADV"}:
                    start += 1
                else:
                    break
            if start < i:
                inner = leftmost(view, i - 1, start)  # «با A و B، دو فرستاده، X را …»
                counted = view.row[start].upos == "NUM"
                apart = counted and any(view.row[j].text in words("comma") for j in range(start, inner))
                yield (inner if apart else start), i - 1
            return


def causes(view: View, frames: Frames) -> Iterator[tuple[int, int]]:
    """«در پی X احضار شد», «به مناسبت X پیام داد»: what the summons or the letter is about."""
    for i in range(1, len(view.row)):
        if not opens_cause(view, i):
            continue
        last = min(phrase_end(view, i, len(view.row), frames), _before_body(view, i, frames))
        comma = next((j for j in range(i, last + 1) if view.row[j].text in words("comma")), last + 1)
        if i < comma:
            yield i, comma - 1


def opens_cause(view: View, i: int) -> bool:
    """Whether a preposition of cause ends right before token `i` («در پی X احضار شد»)."""
    return ends_with(view, i, listed("causes"))


def _before_body(view: View, i: int, frames: Frames) -> int:
    """The last token before the body to which somebody is summoned («به وزارت خارجه احضار شد»)."""
    for phrase in view.phrases:
        after = phrase.last + 1
        if phrase.marker != "to" or phrase.kind != "organization" or phrase.first < i or after == len(view.row):
            continue
        if view.row[after].upos == "VERB" or frames.trigger(view.row, after) is not None:
            return phrase.marker_first - 1
    return len(view.row) - 1


def ends_with(view: View, i: int, phrases: frozenset[str]) -> bool:
    """Whether one of the phrases ends right before token `i`."""
    joined = ""
    for j in range(i - 1, max(-1, i - 1 - _LONGEST_CAUSE), -1):
        joined = view.row[j].key + joined
        if joined in phrases:
            return True
    return False


def is_crowd(view: View) -> bool:
    """Whether the sentence speaks of several counterparts without naming them («با همتایان خود»)."""
    return any(token.key in listed("crowd") for token in view.row)


def is_told_of(view: View, slots: Slots, frames: Frames) -> bool:
    """Whether the clause says what the talk was about («محور گفت‌وگوها X بود»)."""
    return next(_axis(view, slots, frames), None) is not None


def _axis(view: View, slots: Slots, frames: Frames) -> Iterator[tuple[int, int]]:
    """«محور این گفت‌وگو X بود», «گفت‌وگوها بر X متمرکز بود»."""
    first, last = slots.trigger.first, slots.trigger.last
    axis = next((i for i in range(max(0, first - 3), first) if view.row[i].key in listed("axis_nouns")), None)
    counted = axis if axis is None else axis - (view.row[axis - 1].upos in {"NUM", "DET"})
    if axis is not None and marker_before(view.row, counted or 0)[0] != "about":  # not «درباره چند موضوع گفت‌وگو کرد»
        after = _after_parties(view, after_description(view, last + 1))
        given = after < len(view.row) and view.row[after].key in words("object")  # «محور گفت‌وگو را X خواند»
        after += given
        end = phrase_end(view, after, len(view.row), frames)
        acting = view.starts.get(after) if given else None
        if acting is not None and view.phrases[acting].last == end:
            return  # «محورهای نشست را ایران تعیین کرد»
        start = _item_start(view, axis)
        before = axis - 1 if view.row[axis - 1].upos != "ADP" else axis - 2  # «X از محورهای گفت‌وگو بود»
        if start == axis > 1 and view.row[axis - 1].text in _BREAKS and not view.has_verb:
            before, start = axis - 2, _item_start(view, axis - 1)  # «X؛ محور گفت‌وگوی A با B»
        if before > start and view.row[before].key in words("object"):  # «X Y را از محورهای مذاکرات خواند»
            n, before = view.starts.get(start), before - 1
            start = view.phrases[n].last + 1 if n is not None and view.phrases[n].kind in ACTORS else start
        said = any(token.upos in _OPEN for token in view.row[start : before + 1])
        one_of = view.row[axis - 1].upos == "ADP" and said  # «X از محورهای مذاکرات اعلام شد»
        if end >= after and view.row[end].upos != "VERB" and not (one_of or _ends(view, after)):
            yield after, end
        elif before >= start:  # «X محور گفت‌وگوها خواهد بود», «X محور دیدار A با B»
            yield start, before
    for i in range(last + 1, len(view.row)):
        if view.row[i].key in listed("focus"):
            at = next((j for j in range(last + 1, i) if view.row[j].key in listed("focus_markers")), None)
            if at is not None and not any(token.upos == "VERB" for token in view.row[at:i]):
                yield at + 1, i - 1


def _after_parties(view: View, i: int) -> int:
    """The token after those who talk («محور گفت‌وگوی A با B»), and after adverbs."""
    while i < len(view.row):
        n = view.starts.get(i)
        joins = view.row[i].key in words("and") | listed("comitative") | listed("between")
        if n is not None and view.phrases[n].kind in ACTORS | BODIES | {"sides"}:
            i = view.phrases[n].last + 1
        elif (joins and i + 1 in view.starts) or view.row[i].key in listed("crowd") or view.row[i].upos == "PRON":
            i += 1
        else:
            break
    return i


def describes_talk(view: View, i: int) -> bool:
    """Whether token `i` only says what kind of talk it was, or when («رایزنی تلفنی X», «دیدار فردای X»)."""
    said = view.row[i].key
    return view.row[i].upos == "ADJ" or not words("time").isdisjoint({said, without_ezafe(said)})


def after_description(view: View, i: int) -> int:
    """The token after those from `i` on that only say what kind of talk it was, or when."""
    while i < len(view.row) and i not in view.covered and describes_talk(view, i):
        i += 1
    return i


def _ends(view: View, i: int) -> bool:
    """Whether the clause ends at token `i`, or its verb stands there."""
    if i >= len(view.row) or view.row[i].upos in {"AUX", "VERB", "PUNCT", "CCONJ"}:
        return True
    if view.sentence.words[view.row[i].first - 1].deprel.startswith("compound"):
        return True  # «X محورهای نشست را تعیین کرد»
    return view.row[i].key in listed("forming")


def _item_start(view: View, axis: int) -> int:
    """Where the subject before «محور گفت‌وگو» begins: at its clause, after a semicolon or dash."""
    start = clause_start(view, axis)
    marks = (j + 1 for j in range(axis - 1, start - 1, -1) if view.row[j].text in _BREAKS)
    start = max(start, next((j + 1 for j in range(axis - 2, start, -1) if _ends_clause(view, j)), start))
    start = max(start, next(marks, start))
    told = (p.last + 1 for p in view.phrases if p.marker == "attribution" and p.marker_first == start)
    start = next(told, start)  # «به گفته Y X محور این تماس بود»
    commas = (j for j in range(start, axis) if view.row[j].text in words("comma"))
    said = next(
        (j for j in commas if any(marker_before(view.row, k)[0] == "attribution" for k in range(start, j))), None
    )
    return start if said is None else said + 1  # «به گفته Y، X محور این تماس بود»


def _ends_clause(view: View, j: int) -> bool:
    """«X مهمان Y خواهد بود و Z محور این گفت‌وگوهاست»: whether token `j` is the «و» after a verb."""
    return view.row[j].key in words("and") and view.row[j - 1].upos in {"VERB", "AUX"} and j - 1 not in view.covered


def _reviewed(view: View, slots: Slots, frames: Frames) -> Iterator[tuple[int, int]]:
    """«بررسی X در گفت‌وگوی …», «به بررسی X پرداختند»."""
    for i in range(len(view.row)):
        if (
            view.row[i].key not in listed("review_nouns")
            or i in view.covered
            or slots.trigger.first <= i <= slots.trigger.last
        ):
            continue
        head = i == 0 or view.row[i - 1].upos == "PUNCT"
        while_ = i > 0 and view.row[i - 1].key in listed("while")  # «ضمن بررسی X»
        adverbial = while_ or (i > 0 and marker_before(view.row, i)[0] == "to")
        if view.row[i].key in listed("results"):
            adverbial, head = i > 0 and view.row[i - 1].key in listed("result_of"), False
        if not (head or adverbial) or i + 1 >= len(view.row) or view.row[i + 1].upos not in _OPEN:
            continue
        limit = slots.trigger.first if i < slots.trigger.first else _clause_end(view, i + 1)
        limit = next((j for j in range(i + 2, limit) if view.row[j].key in listed("axis_nouns")), limit)
        last = phrase_end(view, i + 1, limit, frames)
        if head and view.row[min(last, limit - 1)].upos == "ADP":
            last -= 1
        cut = next(
            (
                j
                for j in range(i + 1, last + 1)
                if view.row[j].key in listed("heading_ends") and not is_inside(view, i + 1, j)
            ),
            None,
        )
        yield i + 1, (cut - 1 if cut is not None and head else last)
