"""Where the cues of a denial, a claim, a condition and a purpose stand to the talk that they speak of."""

from __future__ import annotations

from graphbuild.link.salience import COLON
from graphbuild.link.tokens import key
from graphbuild.records import Factuality
from graphbuild.relate.cues import complex_predicate, cues, is_neither
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import OCCASION, marker_before, words
from graphbuild.relate.owners import offering
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots
from graphbuild.relate.subjects import clause_start
from graphbuild.relate.verbs import future_auxiliary, is_pluperfect, verb_form

_CALLED = 6  # tokens between a verb of calling and the word that says that it is untrue
_LONGEST_CUE = 4  # tokens
_QUOTES = frozenset({":", "«", '"'})


def is_denial(view: View, word: int) -> bool:
    """Whether a predicate denies: «رد کرد», «صحت ندارد», «کذب است», «بی‌اساس خواند»."""
    lists, name, negated = cues().lists, complex_predicate(view, word), view.is_negated(word)
    at = view.token_of[word]
    if is_neither(view, at):
        return False
    if cues().ends("denied.verbs", name):
        return not negated
    if cues().ends("denied.untrue" if negated else "denied.false", name):
        return True
    if (
        view.copula(word) is not None
        and not negated
        and key(view.sentence.words[word - 1].text) in lists["denied.adjectives"]
    ):
        return True  # «… کذب محض است»
    return not negated and calls_untrue(view, at)


def leaves_open(view: View, word: int) -> bool:
    """Whether a predicate denies nothing where it could: «رد نکرد», «منتفی ندانست»."""
    name = complex_predicate(view, word)
    listed = cues().ends("denied.verbs", name) or cues().ends("possible.ruled_out", name)
    return view.is_negated(word) and (listed or calls_untrue(view, view.token_of[word]))


def calls_untrue(view: View, at: int) -> bool:
    """«کذب خواند», «منتفی دانست»: whether the verb at token `at` says of something that it is not so."""
    return is_called(view, at, "denied.adjectives")


def is_called(view: View, at: int, adjectives: str) -> bool:
    """Whether the verb at token `at` calls something by one of the words of a list («محتمل دانست»)."""
    form = verb_form(view.row[at].text)
    if form is None or key(form.infinitive) not in _raw("denied.labels"):
        return False
    return any(view.row[i].key in _raw(adjectives) for i in range(max(0, at - _CALLED), at))


def _raw(name: str) -> frozenset[str]:
    return cues().lists[name]


def denies(view: View, predicate: int, below: int) -> bool:
    """Whether the denial is of the talk under the word `below`, and not of another object beside it.

    «در نامه‌ای به X ادعای Y را رد کرد» denies the claim; «در واکنش به خبر دیدار آن را تکذیب کرد» and «ادعای X درباره
    نامه‌اش به Y را تکذیب کرد» the talk.
    """
    if not view.sentence.words[below - 1].deprel.startswith(("obl", "adv")):
        return True
    about = marker_before(view.row, view.token_of[below])[0] in {"about", "from"}  # «گزارش X از دیدار Y را»
    for child in view.sentence.children[predicate]:
        word = view.sentence.words[child - 1]
        if about and key(word.text) in _raw("denied.news"):
            continue
        if child != below and word.deprel in {"obj", "nsubj:pass"} and not _points_back(view, child):
            return False
    return True


def _points_back(view: View, word: int) -> bool:
    """Whether a phrase is «آن», «این خبر»."""
    if view.sentence.words[word - 1].upos == "PRON":
        return True
    at = view.token_of[word]
    return at > 0 and view.row[at - 1].key in frames().determiners


def is_stop_denied(view: View, slots: Slots) -> bool:
    """«گزارش‌ها درباره توقف مذاکرات درست نیست», «اینکه مذاکره را قطع کرده‌ایم کذب است»: that it stopped is denied."""
    first = view.row[slots.trigger.first].first
    before = slots.trigger.first - 1
    stopped = before >= 0 and view.row[before].key in _raw("asserted.stops")
    stopped = stopped or cues().ends("asserted.stopping", complex_predicate(view, slots.predicate))
    return stopped and any(
        is_denial(view, word)
        for word in view.ancestors(first)
        if (view.is_verb(word) or view.copula(word) is not None)
        and not cues().ends("asserted.stopping", complex_predicate(view, word))
    )


def is_refused(view: View, name: str, below: int) -> bool:
    """Whether a predicate refuses the talk: it, or a word for its holding, is the complement with «از», or that word is
    the one with «با» («با برگزاری مذاکرات مخالفت کرد»); or the way to it is («از سفر برای دیدار با Y خودداری کرد»).
    """
    at, c = view.token_of[below], cues()
    marker, held = marker_before(view.row, at)[0], view.row[at].key in _raw("denied.holding")
    if c.ends("denied.opposed", name):
        return held and marker == "with"
    if not c.ends("denied.refused", name):
        return False
    talk = frames().trigger(view.row, at) is not None
    if marker == "from":
        return held or talk
    before = [view.token_of[w] for w in view.sentence.children[view.sentence.words[below - 1].head] if w < below]
    return talk and any(view.row[i].key in words("travel") and marker_before(view.row, i)[0] == "from" for i in before)


def denied_after(view: View, slots: Slots) -> bool:
    """«خبر دیدار X با Y …؛ این خبر نادرست است»: a later clause of the sentence denies what was told."""
    lists = cues().lists
    for i in range(slots.trigger.last + 1, len(view.row) - 1):
        if view.row[i].key in frames().determiners and view.row[i + 1].key in lists["denied.news"]:
            denial = view.predicate(view.row[i + 1].first)
            there = denial == slots.predicate and marker_before(view.row, slots.trigger.first)[0] in OCCASION
            return not there and is_denial(view, denial)  # «در گفت‌وگو با X این خبر را تکذیب کرد»
    return False


def is_rejected(view: View, slots: Slots) -> bool:
    """«X با رد گزارش رسانه‌ها درباره دیدار با Y …»: the news of the talk is denied in the same breath."""
    row, first = view.row, slots.trigger.first
    if marker_before(row, first)[0] != "about":
        return False
    news = _raw("denied.news") | _raw("denied.rejected")
    inside = range(clause_start(view, first) + 1, first - 1)
    return any(row[i - 1].key + row[i].key in _raw("denied.rejecting") and row[i + 1].key in news for i in inside)


def is_false_news(view: View, slots: Slots) -> bool:
    """«خبر دیدار X با Y از اساس کذب است», «اخبار مربوط به تماس X و Y فاقد صحت می‌باشد»: the sentence ends with that."""
    row, first = view.row, slots.trigger.first
    if not any(row[i].key in _raw("denied.news") for i in range(clause_start(view, first), first)):
        return False
    at = next((i for i in range(len(row) - 1, first, -1) if row[i].upos in {"VERB", "AUX"}), None)
    form = verb_form(row[at].text) if at is not None else None
    if at is None or form is None or form.negated or key(form.infinitive) not in words("being"):
        return False
    said = row[max(first, at - _CALLED) : at]
    return said[-1].key in _raw("denied.adjectives") or any(token.key in _raw("denied.lacking") for token in said)


def is_unsettled(view: View, slots: Slots, settled: str) -> bool:
    """«زمان دیدار X و Y هنوز مشخص نیست», «درباره دیدار X و Y تاریخی تعیین نشده», «زمان دیدار X و Y را اعلام کرد»: the
    talk is still ahead.

    `settled`: the list of what is done with its time or place, or not yet.
    """
    lists, row = cues().lists, view.row
    verb = next((i for i in range(slots.trigger.last + 1, len(row)) if row[i].upos in {"VERB", "AUX"}), None)
    form = verb_form(row[verb].text) if verb is not None else None
    if verb is None or form is None or row[verb - 1].key not in lists[settled]:
        return False
    if any(token.text == COLON for token in row[slots.trigger.last : verb]):
        return False  # «X در گفت‌وگو با Y: تاریخ سفر مشخص نیست»
    if not form.negated:
        return slots.trigger.first > 0 and row[slots.trigger.first - 1].key in lists["planned.when"]
    return any(row[i].key in lists["planned.when"] for i in range(clause_start(view, slots.trigger.first), verb))


def claimed(view: View, slots: Slots) -> bool:
    """Whether the last verb before the talk is one of claiming («X مدعی شد Y با Z دیدار کرده است»), or nobody's reports
    tell of it («گزارش‌ها از دیدار X و Y حکایت دارد»).
    """
    lists = cues().lists
    said = {token.key for token in view.row}
    if not (said.isdisjoint(lists["alleged.reports"]) or said.isdisjoint(lists["alleged.telling"])):
        return True
    for i in range(slots.trigger.first - 1, -1, -1):
        token = view.row[i]
        pair = token.key + view.row[i + 1].key  # «مدعی است»
        if not lists["alleged.predicates"].isdisjoint({token.key, pair}):
            return True
        if token.upos == "VERB" and i not in view.covered:
            name = complex_predicate(view, token.first)
            return cues().ends("alleged.verbs", name)
    return False


def is_open(view: View, slots: Slots) -> bool:
    """Whether the talk is asked for («آیا …؟»), or hangs on a condition («اگر …», «مشروط به …») and is still ahead."""
    lists, row = cues().lists, view.row
    for i in range(slots.trigger.first - 1, -1, -1):
        if row[i].key in lists["possible.questions"]:
            return True
        if row[i].upos == "VERB" or future_auxiliary(row[i].text):
            break
    rest = [token.text for token in row[slots.trigger.last + 1 :]]
    asked_of = any(token.key in lists["possible.asking"] for token in row)
    own = rest[: next((i for i, text in enumerate(rest) if text in words("semicolon") | words("bars")), len(rest))]
    if "؟" in own and not asked_of and not _QUOTES & set(own[: own.index("؟")]):
        return True
    if _may_be(view, slots):
        return True
    form = view.form(slots.predicate)
    ahead = view.is_future(slots.predicate) or (form is not None and form.tense in {"present", "subjunctive"})
    own_clause = range(clause_start(view, slots.trigger.first), slots.trigger.first)
    if ahead and any(row[i].key in lists["possible.perhaps"] for i in own_clause):
        return True
    ends = words("but") | {":"}  # «مذاکرات در جریان است، اما اگر …»
    after = range(slots.trigger.last + 1, len(row))
    end = next((i for i in after if {row[i].text, row[i].key} & ends or _opens_condition(view, i)), len(row))
    return ahead and not is_part(view, slots) and any(_cue(view, i, "possible.conditions") for i in range(end))


def is_part(view: View, slots: Slots) -> bool:
    """«پیشرفت در مذاکرات», «از دل مذاکرات»: whether a noun only belongs to another one, which is no word for its being
    held.
    """
    word = view.sentence.words[view.row[slots.trigger.first].first - 1]
    if slots.construction != "nominal" or not word.deprel.startswith("nmod") or not word.head:
        return False
    head = view.row[view.token_of[word.head]].key
    inside = marker_before(view.row, slots.trigger.first)[0] == "at"
    return inside or head in words("amid")


def _opens_condition(view: View, i: int) -> bool:
    """«با A دیدار می‌کند و اگر وقت باشد با B هم …»: whether a condition of another clause begins at token `i`."""
    return view.row[i].key in words("and") and i + 1 < len(view.row) and _cue(view, i + 1, "possible.conditions")


def _may_be(view: View, slots: Slots) -> bool:
    """«ممکن است ماه آینده دیدار کنند»: the modal above the talk outweighs its time; «پیشرفت در مذاکرات می‌تواند …» says
    nothing of it.
    """
    if is_part(view, slots):
        return False
    for i in range(slots.trigger.first - 1, 0, -1):
        if view.row[i - 1].key in _raw("possible.maybe") and view.row[i].upos in {"VERB", "AUX"}:
            return True
        if view.row[i].upos == "VERB":
            break
    form = view.form(slots.predicate)
    above = view.sentence.words[slots.predicate - 1].head
    if form is None or form.tense != "subjunctive" or not above:
        return False
    return cues().names_it("possible.modals", complex_predicate(view, view.predicate(above)))


def _cue(view: View, i: int, name: str) -> bool:
    joined = ""
    for token in view.row[i : i + _LONGEST_CUE]:
        joined += token.key
        if joined in cues().lists[name]:
            return True
    return False


def is_motion(view: View, word: int) -> bool:
    """Whether a predicate sets out somewhere («رفت», «راهی … شد»)."""
    name = complex_predicate(view, word)
    form = view.form(word)
    at = view.token_of[word]
    bound = any(view.row[i].key in cues().lists["planned.bound"] for i in range(max(0, at - 6), at))
    return cues().names_it("planned.motion", name) or (
        bound and form is not None and key(form.infinitive) in _raw("planned.becoming")
    )


def sets_out(view: View, slots: Slots) -> Factuality | None:
    """What a purpose makes of a talk: «برای دیدار با X راهی … شد» or «سفر X برای دیدار با Y» plans it,
    «… اعلام آمادگی کرد» offers it.
    """
    if slots.construction != "nominal":
        return None
    before = slots.trigger.first - 1
    while before > 0 and view.row[before].upos in {"NOUN", "DET", "NUM"} and view.row[before].key not in _purposes():
        before -= 1
    if before < 0 or not any(_cue(view, i, "planned.purpose") for i in range(max(0, before - 2), before + 1)):
        return None
    after = range(slots.trigger.last + 1, len(view.row))
    own = view.token_of[slots.predicate]
    verb = next((i for i in after if view.row[i].upos == "VERB" and (i == own or not view.describes(i))), None)
    if verb is None:  # a headline: «ابراز آمادگی X برای مذاکره با Y»
        if any(_cue(view, i, "possible.offers") for i in range(before)):
            return "possible"
        return "planned" if any(view.row[i].key in words("travel") for i in range(before)) else None
    if is_motion(view, view.row[verb].first):
        return None if is_pluperfect(view.row, verb) else "planned"  # «به X سفر کرده بود»
    offered = any(_cue(view, i, "possible.offers") for i in range(max(0, verb - _LONGEST_CUE), verb))
    return "possible" if offered or offering(view, slots.trigger) is not None else None


def _purposes() -> frozenset[str]:
    return cues().lists["planned.purpose"]


def is_undecided(view: View, slots: Slots) -> bool:
    """«درباره دیدار X با Y هنوز تصمیمی گرفته نشده است», «تصمیمی برای دیدار با Y نگرفته است», «توافقی درباره زمان دیدار
    X و Y حاصل نشده است».
    """
    after = view.row[slots.trigger.last + 1 :]
    of = slots.trigger.first
    while of > 1 and (view.row[of - 1].key in words("settings") | words("doing") | words("renewed")):
        of -= 1
    marker, first = marker_before(view.row, of)
    noun = first - 1
    while noun > 0 and view.row[noun].upos == "ADJ":
        noun -= 1
    before = view.row[noun].key if noun >= 0 else ""
    asked = {token.key for token in after} if marker == "about" else {before} if marker == "to" else set()
    undecided = not asked.isdisjoint(cues().lists["possible.undecided"])
    undecided |= of < slots.trigger.first and before in cues().lists["possible.unagreed"]
    return undecided and any((form := verb_form(token.text)) is not None and form.negated for token in after)


def is_in_vain(view: View, slots: Slots) -> bool:
    """«تلاش‌های X برای تماس با Y بی‌نتیجه ماند», «درخواستش برای دیدار با X پذیرفته نشد»."""
    first = slots.trigger.first
    inside = {view.row[i].key for i in range(clause_start(view, first), first)}
    said = complex_predicate(view, slots.predicate)
    if inside & _raw("denied.tries") and cues().ends("denied.futile", said):
        return True
    if not inside & _raw("denied.requests"):
        return False
    forms = [verb_form(token.text) for token in view.row]
    met = (i for i in range(slots.trigger.last, len(view.row) - 1) if view.row[i].key in _raw("denied.accepted"))
    refused = any(form is not None and form.negated for i in met for form in forms[i : i + 2])
    return refused or cues().ends("denied.unmet", said)
