"""The parts of a topic phrase: where «و» and commas part two topics, and which words of a part say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from graphbuild import lang
from graphbuild.document import Clean
from graphbuild.link.tokens import key
from graphbuild.relate.date_words import is_of_date
from graphbuild.relate.frames import TRIP, frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.model import TopicMention
from graphbuild.relate.phrases import ACTORS, View
from graphbuild.relate.topic_ends import listed

_LONGEST_AREA = 3  # tokens
_LONGEST_QUOTE = 8  # tokens of the rest of what a phrase opens
_SHORT = 2  # tokens after its first, of a phrase that «این کشور» makes mean nothing alone


def compound_prepositions() -> frozenset[str]:
    """Nouns that make one preposition with the one before them («در مورد»), folded."""
    return listed("compound_prepositions")


def distinct(topics: Iterable[TopicMention]) -> tuple[TopicMention, ...]:
    """The topics in order, each once, and none whose words another one holds."""
    once = {key(topic.text): topic for topic in topics}
    return tuple(t for name, t in once.items() if not any(name != other and name in other for other in once))


def split(view: View, first: int, last: int, clean: Clean) -> Iterator[TopicMention]:
    """The coordinated parts of a topic phrase, each without the words that say nothing."""
    cuts, start = [], first
    shared = _between(view, first, last) | _areas(view, first, last)
    for j in range(first, last + 1):
        if (
            (view.row[j].key in words("and") or view.row[j].text in {"،", "؛"})
            and j not in view.covered
            and j not in shared
            and not _within(view, j)
            and _top_level(view, first, j, last)
            and not _shares(view, start, j, last)
        ):
            cuts.append((start, j - 1))
            start = j + 1
        elif j > start and j not in view.covered and (width := _names_some(view, j, last)):
            cuts.append((start, j - 1))
            start = j + width
    cuts.append((start, last))
    for a, b in cuts:
        while a <= b and (
            _front(view, a, b) or view.row[a].upos in {"PUNCT", "CCONJ"} or view.row[a].key in words("object")
        ):
            a += _front(view, a, b) or 1
        a += _adverbial(view, a, b)
        a += _hanging(view, a, b)
        a = _of_the_talk(view, a, b)
        while b >= a and (
            (view.row[b].upos in {"PUNCT", "CCONJ", "ADP", "AUX"} and view.row[b].text not in {"»", ")"})
            or (b > a and view.row[b].key in listed("back"))
        ):
            b -= 1
        b = _closed(view, a, b) if a <= b else b
        content = [j for j in range(a, b + 1) if view.row[j].key not in compound_prepositions()]
        if a > b or not any(view.row[j].upos in {"NOUN", "PROPN"} for j in content):
            continue
        if a < b and all(view.row[j].key in listed("vague") for j in range(a + 1, b + 1)):
            continue
        if all(is_of_date(view.row, j) for j in range(a, b + 1)):
            continue
        if _points_at_itself(view, a, b):
            continue
        text = clean.text[view.row[a].start : view.row[b].end]
        counted = a + (a < b and (view.row[a].upos == "NUM" or view.row[a].key in words("others")))  # «چند موضوع»
        said = "".join(token.key for token in view.row[counted : b + 1])
        if listed("empty").isdisjoint({key(text), said}) and len(key(text)) > 2:
            yield TopicMention(view.row[a].start, view.row[b].end, text)


def _names_some(view: View, j: int, last: int) -> int:
    """«مسائل منطقه ازجمله X», «تحولات منطقه به‌ویژه X»: how many tokens name X as a part of that, if any."""
    for width in (1, 2):
        after = j + width
        named = "".join(token.key for token in view.row[j:after]) in listed("naming_some")
        if named and after <= last and view.row[after].upos != "ADP":
            return width
    return 0


def _closed(view: View, a: int, b: int) -> int:
    """The last token with the closing mark of what the phrase opens, without that of what it does not open."""
    marks = [view.row[j].text for j in range(a, b + 1)]
    open_ = sum(m in words("opening") for m in marks) - sum(m in words("closing") for m in marks)
    if open_ < 0 and b > a and view.row[b].text in words("closing"):
        return b - 1
    if open_ > 0:
        ahead = range(b + 1, min(b + 1 + _LONGEST_QUOTE, len(view.row)))
        return next((j for j in ahead if view.row[j].text in words("closing")), b)
    return b


def _within(view: View, j: int) -> bool:
    """Whether «و» at `j` parts nothing: «دو و چندجانبه», «نه جنگ و نه صلح», a quoted «صبر و انتظار»."""
    left, right = view.row[j - 1], view.row[min(j + 1, len(view.row) - 1)]
    if left.upos == right.upos == "NUM" or right.key in listed("neither"):
        return True
    quoted = view.row[max(0, j - 2)].text in words("opening") and j + 2 < len(view.row)
    return quoted and view.row[j + 2].text in words("closing")


def _between(view: View, first: int, last: int) -> set[int]:
    """The conjunctions of «میان A، B و C»: none of them parts two topics."""
    inside: set[int] = set()
    for i in range(first, last):
        if view.row[i].key not in listed("between") or view.row[i + 1].upos in {"NUM", "DET"}:
            continue
        n = view.starts.get(i + 1)
        if (n is not None and view.phrases[n].kind == "sides") or view.row[i + 1].key.endswith(_plural()):
            continue
        end = next((j for j in range(i + 1, last) if view.row[j].key in words("and")), None)
        inside.update(range(i + 1, end + 1) if end is not None else ())
    return inside


def _areas(view: View, first: int, last: int) -> set[int]:
    """The conjunctions of «همکاری در زمینه‌های A، B و C»: a list of areas after the noun is one topic with it."""
    inside: set[int] = set()
    for i in range(first + 1, last):
        if view.row[i].key not in listed("areas") or view.row[i - 1].upos != "ADP" or i - 1 == first:
            continue
        part = i
        for j in range(i + 1, last):
            if view.row[j].key in words("and") or view.row[j].text in words("comma"):
                if j - part > _LONGEST_AREA:
                    break
                inside.add(j)
                part = j
    return inside


@cache
def _plural() -> tuple[str, ...]:
    return tuple(map(key, lang.toml("topics.toml")["plural"]))


def _points_at_itself(view: View, a: int, b: int) -> bool:
    """«دلیل این موضوع», «دولتش», «دیدار او», «حل آن از طریق X»: words that mean something only where they stand."""
    tail = view.row[b - 1].key + view.row[b].key if b > a else ""
    if (tail in listed("empty") and b - a <= _SHORT) or view.row[a].key in listed("of_talks") or _is_talk(view, a, b):
        return True
    if view.row[a].key in listed("people") and any(j in view.covered for j in range(a, b + 1)):
        return True  # «نمایندگان X و Y»
    n = view.starts.get(a)
    if n is not None and view.phrases[n].kind in ACTORS and view.phrases[n].marker == "from":
        return True  # «از سوی X استقبال شد»
    counted = all(view.row[j].upos in {"DET", "NUM"} for j in range(a, b - 1))  # «هر دو آن»
    pronoun = view.row[b].upos == "PRON" and b > a and (b == a + 1 or counted)
    own = next((j for j in range(a + 1, b + 1) if view.row[j].upos not in {"NOUN", "CCONJ"}), b)  # «حل و فصل آن …»
    pronoun = pronoun or (view.row[own].upos == "PRON" and view.row[own].key in listed("demonstrative"))
    return pronoun or (a == b and view.row[a].last > view.row[a].first)


def _is_talk(view: View, a: int, b: int) -> bool:
    """«انجام هرگونه مذاکره», «چند دور گفت‌وگو»: nothing but a talk."""
    trigger = next(
        (t for j in range(a, b + 1) if (t := frames().trigger(view.row, j)) is not None and t.last == b), None
    )
    rest = range(a, trigger.first) if trigger is not None and trigger.noun != TRIP else range(0)
    return any(view.row[j].key in listed("of_talk") for j in rest) and all(
        view.row[j].key in listed("of_talk") or view.row[j].upos in {"NUM", "DET", "ADJ"} for j in rest
    )


def _front(view: View, a: int, b: int) -> int:
    """How many tokens at `a` are an empty opening («آخرین», «موضوعات مرتبط با») that something still follows."""
    joined = ""
    best = 0
    for j in range(a, min(a + 4, b)):
        joined += view.row[j].key
        described = view.row[j].upos == "NOUN" and view.row[j + 1].key not in listed("front")  # «وضعیت انسانی X»
        goes_on = view.row[j + 1].upos == "ADJ" and (described or _ends_noun(view, j + 1, b))  # «راه‌های ممکن جهت X»
        if joined in listed("front") and not goes_on and _names_something(view, j + 1, b):
            best = j - a + 1
    return best


def _names_something(view: View, a: int, b: int) -> bool:
    """Whether a noun is among the tokens that is no part of a preposition («مسائل منطقه‌ای», «موضوعات مورد علاقه»)."""
    if view.row[a].key in compound_prepositions() and view.row[a - 1].upos == "NOUN":
        return False
    return any(view.row[j].upos in {"NOUN", "PROPN", "X"} for j in range(a, b + 1))


def _adverbial(view: View, a: int, b: int) -> int:
    """How many tokens at `a` are the rest of «بر سر», «در این دیدار» or the adjective of a talk before the topic."""
    if 0 < a < b and view.row[a].upos == "ADJ" and frames().trigger(view.row, a - 1) is not None:
        return 1  # «در گفت‌وگویی سه‌جانبه X را بررسی کردند»
    if a < b and view.row[a].upos == "NOUN" and marker_before(view.row, a + 1)[1] < a:
        return 1
    back = a + 3 <= b and view.row[a].upos == "ADP" and frames().points_back(view.row, a + 2)
    return 3 if back and frames().trigger(view.row, a + 2) is not None else 0


def _hanging(view: View, a: int, b: int) -> int:
    """How many tokens at `a` describe a noun before it, with their preposition («[موضع] خود مبنی بر X»)."""
    j = a
    while j < b and view.row[j].upos in {"ADJ", "PRON", "ADP", "ADV"} and j not in view.covered:
        j += 1
    return j - a if j > a and view.row[j - 1].upos == "ADP" else 0


def _of_the_talk(view: View, a: int, b: int) -> int:
    """The token after «درباره» where the phrase is a talk that says its topic («مذاکرات فنی درباره X»), else `a`."""
    trigger = frames().trigger(view.row, a) if a < b else None
    inside = range(trigger.last + 2, b + 1) if trigger is not None else ()
    return next((j for j in inside if marker_before(view.row, j)[0] == "about"), a)


def _ends_noun(view: View, j: int, b: int) -> bool:
    """Whether the adjective at `j` ends its noun («راه‌های ممکن جهت X»)."""
    return j < b and view.row[j + 1].upos == "ADP"


def _top_level(view: View, first: int, j: int, last: int) -> bool:
    """Whether the conjunction at `j` coordinates nouns that can stand for the topic, not two adjectives of one."""
    if j + 1 > last:
        return True
    left_phrase, right_phrase = view.covered.get(j - 1), view.covered.get(j + 1)
    if left_phrase is not None and right_phrase is not None and view.phrases[left_phrase].first > first:
        return False
    opening = _front(view, j + 1, last) if view.row[j + 1].upos == "ADP" else 0  # «و به‌ویژه X»
    right = view.row[j + 1 + opening]
    begins = right.key in listed("leading")  # «مسائل X، آخرین تحولات Y»
    if right.upos == "ADJ" and not begins:
        return False
    word = view.sentence.words[right.first - 1]
    if word.deprel.startswith("conj") and word.head:
        left = view.sentence.words[word.head - 1]
        return (left.upos in {"NOUN", "PROPN"} and left.id <= view.row[first].last) or _long_enough(view, first, j)
    return begins or right.upos in {"NOUN", "PROPN", "ADV"}


def _shares(view: View, start: int, j: int, last: int) -> bool:
    """«تقویت و تحکیم مناسبات», «برای حل و فصل مناقشه»: a bare noun before «و» shares what hangs on the one after it."""
    while start < j - 1 and _front(view, start, j - 1):
        start += _front(view, start, j - 1)
    left = j - 1
    if view.row[j].key not in words("and") or j + 1 > last or left < start or left in view.covered:
        return False
    if view.row[left].key + view.row[j].key + view.row[j + 1].key in listed("pairs"):
        return True
    if not view.row[left].upos == view.row[j + 1].upos == "NOUN":
        return False
    own, after = (view.sentence.words[view.row[min(k, last)].first - 1] for k in (j + 1, j + 2))
    if left > start:
        alone = j + 1 == last or view.row[j + 2].upos in {"ADP", "PUNCT", "CCONJ"}
        if alone and own.deprel == "conj" and view.token_of[own.head] == left and view.row[left - 1].upos == "NOUN":
            return True  # «مبادله استاد و دانشجو»
        coordinated = own.deprel.startswith("conj") and view.token_of[own.head or own.id] == left
        if not (coordinated and view.row[left - 1].upos == "ADP"):
            return False
        return j + 2 <= last and after.deprel.startswith(("nmod", "amod"))
    return j + 2 <= last and after.deprel.startswith("nmod") and after.upos != "ADP"


def _long_enough(view: View, first: int, j: int) -> bool:
    """A part of two words or more before the conjunction can be a topic of its own."""
    return j - first >= 2
