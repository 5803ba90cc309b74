"""Who stands together in a sentence: phrases that «و» or the commas of a list coordinate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphbuild.link.tokens import Token
from graphbuild.relate.markers import marks, words
from graphbuild.relate.phrases import ACTORS, BODIES, Phrase, View


def regrouped(view: View, phrases: Sequence[Phrase]) -> View:
    """The view with other phrases, in order."""
    new = View(view.index, view.sentence, view.row, list(phrases), floor=view.floor)
    coordinate(new)
    return new


def coordinate(view: View) -> None:
    """Coordinate the phrases of a view: those of one group have its first one's marker."""
    view.groups = _groups(view)
    for members in view.groups:
        leader = view.phrases[members[0]]
        for n in members[1:]:
            p = view.phrases[n]
            view.phrases[n] = Phrase(
                p.first, p.last, p.entities, p.kind, p.head, leader.marker, leader.marker_first,
                leader.genitive, p.object, p.plural,
            )  # fmt: skip
        before = members[-2] if len(members) > 1 and view.phrases[members[-1]].object else None
        if before is not None and _joint(view, view.phrases[before], view.phrases[members[-1]]) == "and":
            view.phrases[before] = replace(view.phrases[before], object=True)  # «A و B را»


def _groups(view: View) -> list[list[int]]:
    """Coordinated phrases: neighbours joined by «و», or by commas in a list that «و» closes."""
    groups: list[list[int]] = []
    for n, phrase in enumerate(view.phrases):
        if n and groups and (joint := _joint(view, view.phrases[n - 1], phrase)):
            if view.phrases[groups[-1][0]].marker == "with" and _has_own(view, n):
                groups.append([n])
                continue
            attributed = view.phrases[groups[-1][0]].marker == "attribution"
            same = phrase.kind == "state" and view.phrases[n - 1].entities == phrase.entities
            again = joint == "comma" and same  # «در آنکارا، ترکیه»
            if joint == "and" or again or (_closed_list(view, n) and not attributed):
                groups[-1].append(n)
                continue
        groups.append([n])
    return groups


def _has_own(view: View, n: int) -> bool:
    """«A با B و C با D»: whether C has a counterpart of its own."""
    after = view.phrases[n + 1] if n + 1 < len(view.phrases) else None
    return after is not None and after.marker == "with" and after.marker_first == view.phrases[n].last + 1


def _joint(view: View, left: Phrase, right: Phrase) -> str | None:
    """ "and" or "comma" when only such words and marks stand between two phrases of like kinds."""
    between = view.row[left.last + 1 : right.first]
    paired = left.marker == "between" and "sides" not in (left.kind, right.kind)  # «میان X و Y», whatever they are
    while between and right.kind in BODIES and (between[-1].key in words("parts") or _of_part(between)):
        between = between[:-1]
    if not between or right.marker or not (paired or _alike(left, right)):
        return None
    if any(token.key in words("and") for token in between):
        between = [token for token in between if token.key not in words("also")]  # «هم X و هم Y»
    if len(between) == 1 and between[0].text in words("dashes"):  # «مذاکرات ایران-آمریکا»
        return "and" if left.genitive and left.kind == right.kind else None
    kinds = {_joiner(token) for token in between}
    if None in kinds or all(token.upos == "ADV" for token in between):
        return None  # «وی همچنین X را …»
    return "and" if "and" in kinds else "comma" if "comma" in kinds else None


def _of_part(between: Sequence[Token]) -> bool:
    """Whether the last token describes the parts of a body («بخش‌های مختلف دولت ایران»)."""
    return len(between) > 1 and between[-1].upos == "ADJ" and between[-2].key in words("parts")


def _joiner(token: Token) -> str | None:
    if token.text in marks("comma"):
        return "comma"
    if token.text in marks("passable"):
        return "quote"
    return "and" if token.key in words("and") else None


def _alike(left: Phrase, right: Phrase) -> bool:
    """Whether two phrases can be coordinated: of one sort, or a state or body and a group («ایران و کشورهای عربی»)."""
    body, other = (left, right) if left.kind in BODIES else (right, left)
    if body.kind in BODIES and other.kind == "unnamed" and other.plural:
        return True
    return "sides" not in (left.kind, right.kind) and (left.kind in ACTORS) == (right.kind in ACTORS)


def _closed_list(view: View, n: int) -> bool:
    """Whether the comma list that goes through phrase `n` ends with «و»."""
    while n + 1 < len(view.phrases):
        joint = _joint(view, view.phrases[n], view.phrases[n + 1])
        if joint == "and":
            return True
        if joint is None:
            break
        n += 1
    return _ends_with_others(view, view.phrases[n])


def _ends_with_others(view: View, last: Phrase) -> bool:
    """Whether «و» and some without a name end a list of states («A، B و دیگر کشورها», «A، B و دو طرف میانجی»)."""
    at = last.last + 2
    if last.kind not in BODIES or at >= len(view.row) or view.row[at - 1].key not in words("and"):
        return False
    n = view.starts.get(at)
    return view.row[at].key in words("others") or (n is not None and view.phrases[n].kind == "sides")
