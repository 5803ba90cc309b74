"""What the words that somebody said are about: the matter of their first clause."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.relate.frames import Frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import ACTORS, BODIES, View
from graphbuild.relate.spans import leftmost, subtree
from graphbuild.relate.topic_ends import is_predicative, listed, phrase_end

_LONGEST_SUBJECT = 12  # tokens


def in_words(view: View, at: int, frames: Frames) -> Iterator[list[tuple[int, int]]]:
    """Token ranges of what the words after token `at` may be about, the likeliest first.

    «درباره X» there, else the subject, where that is a matter and nobody who acts, else the object; else what they
    are for («برای X تلاش می‌کنیم»).
    """
    yield list(_marked(view, at, "about", frames))
    yield list(_subject_said(view, at))
    yield list(_object_said(view, at))
    yield list(_marked(view, at, "for", frames))


def _marked(view: View, at: int, by: str, frames: Frames) -> Iterator[tuple[int, int]]:
    """The first phrase with «درباره» or «برای» in the words said, when it is a matter."""
    for i in range(at + 2, len(view.row)):
        about = marker_before(view.row, i)[0] == "about" and by == "about"
        if not about and not (by == "for" and view.row[i - 1].key in listed("aims")):
            continue
        last = phrase_end(view, i, len(view.row), frames)
        aim = about or (view.row[i - 2].upos != "ADJ" and frames.trigger(view.row, i) is None)
        if last > i and aim and i not in view.starts and view.row[i].upos == "NOUN":
            yield i, last
        return


def _object_said(view: View, at: int) -> Iterator[tuple[int, int]]:
    """«گفت اجازه X را نمی‌دهیم»: X, the object in the words that were said, when it is nobody who acts."""
    for i in range(at + 2, len(view.row)):
        if view.row[i].key in words("object"):
            first = leftmost(view, i - 1, at + 1)
            own = view.row[i - 1].upos == "PRON"
            if first < i - 1 and not own and view.row[first].upos == "NOUN":
                yield first, i - 1
            return


def _subject_said(view: View, at: int) -> Iterator[tuple[int, int]]:
    """«گفت X ادامه دارد»: X, the subject of the clause that was said, when it is a matter and nobody who acts."""
    for word in view.sentence.words:
        token = view.token_of[word.id]
        if token <= at or not word.deprel.startswith("nsubj") or word.upos != "NOUN":
            continue
        phrase = view.covered.get(token)
        if phrase is not None and view.phrases[phrase].kind in ACTORS | BODIES | {"sides"}:
            return
        tokens = {view.token_of[w] for w in subtree(view, word.id)}
        first = last = token
        while first - 1 > at and first - 1 in tokens:
            first -= 1
        while (
            last + 1 in tokens
            and view.row[last + 1].upos not in {"SCONJ", "VERB"}
            and not is_predicative(view, last + 1)
        ):
            last += 1
        while last > first and view.row[last].upos in {"PUNCT", "ADV", "ADP"}:
            last -= 1
        own = view.row[last].upos == "PRON" and last == first + 1  # «هدف ما»
        if token < last < first + _LONGEST_SUBJECT and not own:
            yield first, last
        return
