"""What stands around a talk and says that it is ahead: a day, a relative clause, journey, programme or purpose."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.relate.cues import Reading, complex_predicate, cues
from graphbuild.relate.doubt import is_motion
from graphbuild.relate.frames import frames
from graphbuild.relate.markers import marker_before, without_ezafe, words
from graphbuild.relate.phrases import View
from graphbuild.relate.slots import Slots
from graphbuild.relate.verbs import verb_form

_NEAR = 3  # tokens before a verb in which what was held stands


def after_it(view: View, slots: Slots) -> Iterator[Reading]:
    """What stands right after a talk: «دیدار فردای X», «… را که بنا بود یکشنبه آغاز شود», «… را منوط به Z دانست»."""
    if slots.construction != "nominal":
        return
    row, after = view.row, slots.trigger.last + 1
    if after < len(row) and cues().has("planned.adverbs", without_ezafe(row[after].key)):
        yield Reading("planned")
    i = slots.end
    while i < len(row) and (row[i].key in words("object") or row[i].text in words("comma")):
        i += 1
    if i + 2 >= len(row):
        return
    if row[i].key in words("that") and cues().has("planned.fixed", row[i + 1].key):
        yield Reading("planned")
    verb = next((j for j in range(i, len(row)) if row[j].upos in {"VERB", "SCONJ"}), len(row))
    clause = row[i:verb] if row[slots.end].key in words("object") else row[i : i + 1]
    if any(cues().has("possible.hinges", token.key) for token in clause):
        yield Reading("possible")


def with_journey(view: View, slots: Slots) -> Iterator[Reading]:
    """«سفر احتمالی X به Y و دیدارش با Z»: what the journey is called goes for the talk on it."""
    first = slots.trigger.first
    if slots.construction != "nominal" or first < 1 or view.row[first - 1].key not in words("and"):
        return
    for i in range(first - 1, 0, -1):
        if view.row[i].upos in {"VERB", "SCONJ"}:
            return
        if view.row[i - 1].key in words("journey"):
            for value in ("planned", "possible"):
                if cues().has(f"{value}.adjectives", view.row[i].key):
                    yield Reading(value)
            return


def in_hand(view: View, slots: Slots) -> Iterator[Reading]:
    """«دیدار X با Y در دست برنامه‌ریزی است», «… در دستور کار قرار دارد»; «در دست بررسی است» may be."""
    if slots.construction != "nominal" or marker_before(view.row, slots.trigger.first)[0] in {"at", "occasion"}:
        return
    after = (i for i in range(slots.trigger.last + 1, len(view.row)) if i not in view.covered)
    stop = (i for i in after if view.row[i].upos in {"VERB", "AUX"} or view.row[i].text in words("bars"))
    verb = next(stop, None)
    form = verb_form(view.row[verb].text) if verb is not None else None
    if verb is None or form is None or form.tense not in {"present", "perfect"}:
        return
    inside = [token.key for token in view.row[slots.trigger.last + 1 : verb]]
    if form.infinitive in words("being") and not cues().lists["planned.agenda"].isdisjoint(inside):
        neither = not cues().lists["denied.neither"].isdisjoint(inside)
        if form.negated or neither:
            yield Reading("denied")
        elif form.tense == "present":
            yield Reading("planned")  # «از برنامه‌های این سفر است», not «… بوده است»
    told = cues().ends("planned.agenda_told", complex_predicate(view, slots.predicate))
    if told and not (form.negated or cues().lists["planned.agenda"].isdisjoint(inside)):
        yield Reading("planned")  # «از برنامه‌های این سفر اعلام شده است»
    before = "".join(inside)
    if any(cue in before for cue in cues().lists["planned.on_agenda"]) and form.tense == "present":
        yield Reading("denied" if form.negated else "planned")  # «در دستور کار سفر X قرار دارد»
    for value in ("planned", "possible"):
        if any(before.endswith(cue) for cue in cues().lists[f"{value}.in_hand"]):
            yield Reading("denied" if form.negated else value)


def is_arranged(view: View, slots: Slots) -> bool:
    """Whether a verb of planning stands before the talk's predicate («توافق کردند که … دیدار کنند»)."""
    until = max(slots.trigger.first, view.token_of[slots.predicate])
    finite = [view.row[i].first for i in range(until) if view.row[i].upos in {"VERB", "AUX"}]
    verbs = [word if view.is_verb(word) else view.predicate(word) for word in finite]
    return any(cues().ends("planned.verbs", complex_predicate(view, verb)) for verb in verbs)


def is_purpose_ahead(view: View, own: int) -> bool:
    """Whether the subjunctive is what somebody sets out for («می‌رود تا … مذاکره کند»)."""
    above = view.predicate(view.sentence.words[own - 1].head) if view.sentence.words[own - 1].head else 0
    return bool(above) and (view.is_future(above) or is_motion(view, above))


def is_purpose_of_talk(view: View, own: int) -> bool:
    """«نشستی برگزار کردند تا درباره X رایزنی کنند»: what they sat together for, they did there."""
    word = view.sentence.words[own - 1]
    above = view.predicate(word.head) if word.head and word.deprel.startswith("advcl") else 0
    form = view.form(above) if above else None
    if form is None or form.tense != "past" or form.negated or above > own:
        return False
    verb = view.token_of[above]
    near = range(max(0, verb - _NEAR), verb)
    return any(frames().trigger(view.row, i) is not None or view.row[i].key in words("together") for i in near)
