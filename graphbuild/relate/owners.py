"""Who a talk noun belongs to by what stands before it: a journey, words, or an actor right before its marker."""

from __future__ import annotations

from graphbuild.relate.frames import Trigger
from graphbuild.relate.phrases import ACTORS, Phrase, View, marker_before, words


def traveller(view: View, trigger: Trigger) -> list[Phrase]:
    """«سفر X … برای دیدار با Y», «سفر X … و دیدار با Y», «آمادگی X برای مذاکره با Y»: X, who is to talk."""
    also = trigger.first > 0 and view.row[trigger.first - 1].key in words("and")
    if not also and marker_before(view.row, trigger.first)[0] != "to":
        return []
    for i in range(trigger.first - 1, -1, -1):
        if view.row[i].upos in {"VERB", "SCONJ"}:
            return []
        if view.row[i].key in words("journey"):
            owner = next((j for j in range(i + 1, trigger.first) if view.row[j].upos != "ADJ"), i + 1)
            if (n := view.starts.get(owner)) is not None:
                return view.group(n)
    return []


def owner_of_words(view: View, trigger: Trigger) -> list[Phrase]:
    """«اظهارات X در گفت‌وگو با Y»: X, whose words they are, whoever the clause is about."""
    found = right_before(view, trigger)
    i = found[0].first - 1 if found else -1
    while i > 0 and view.row[i].key in words("time"):
        i -= 1
    return found if i >= 0 and view.row[i].key in words("utterance") else []


def right_before(view: View, trigger: Trigger) -> list[Phrase]:
    """«عکس X در دیدار با Y», «تأکید X در گفت‌وگو با Y»: X, who stands right before the occasion."""
    marker, first = marker_before(view.row, trigger.first)
    n = view.covered.get(first - 1)
    if marker not in {"at", "occasion"} or n is None or view.phrases[n].marker or view.phrases[n].kind not in ACTORS:
        return []
    return view.group(n)
