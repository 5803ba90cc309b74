"""Where a topic phrase ends: at the predicate, a preposition of the clause, or another part of the sentence."""

from __future__ import annotations

from functools import cache

from graphbuild import lang
from graphbuild.link.lexicon import lexicon
from graphbuild.link.tokens import key
from graphbuild.relate.bound import is_comitative
from graphbuild.relate.frames import Frames
from graphbuild.relate.markers import marker_before, words
from graphbuild.relate.phrases import ACTORS, View
from graphbuild.relate.verbs import future_auxiliary, verb_form

_BREAKS = frozenset({"/", "|"})  # between the items of a headline
_LONGEST = 26  # tokens of a topic phrase


@cache
def listed(name: str) -> frozenset[str]:
    """The keys of one list of `topics.toml`."""
    return frozenset(map(key, lang.toml("topics.toml")[name]))


def phrase_end(view: View, start: int, limit: int, frames: Frames) -> int:
    """The last token of the noun phrase that starts at `start`, before the predicate at `limit`."""
    end = start - 1
    j = start
    while j < limit and j - start < _LONGEST:
        token = view.row[j]
        talk = frames.trigger(view.row, j + (token.key in frames.means))  # «درباره X تلفنی گفت‌وگو کرد»
        if talk is not None and j > start and _before_verb(view, talk.first, limit, frames):
            break
        if token.upos in {"VERB", "SCONJ"} or future_auxiliary(token.text) or (token.upos == "AUX"):
            break
        inside = is_inside(view, start, j) or _taken(view, start, j) or _describes(view, j)
        ahead = j + 1 < limit and token.key + view.row[j + 1].key in listed("ahead")  # «مسیر پیش روی X»
        if token.key in listed("stops") and j > start and not (inside or ahead):
            break
        if token.upos == "ADP" and j > start and (_of_verb(view, j, limit) or _of_clause(view, start, j)):
            break
        if token.text in _BREAKS or (j > start and not inside and is_predicative(view, j)):
            break
        if token.upos == "PUNCT" and (token.text not in words("passable") | {"،"} or _new_clause(view, j)):
            break
        word = view.sentence.words[token.first - 1]
        of_verb = word.deprel.startswith("compound") and view.sentence.words[word.head - 1].upos != "NOUN"
        if of_verb and token.upos in {"NOUN", "ADJ"} and j > start:
            break
        if j > start and _of_predicate(view, start, j):
            break
        end = j
        j += 1
    while end >= start and (
        view.row[end].upos in {"PUNCT", "CCONJ", "ADP", "ADV", "DET"} and view.row[end].text not in {"»", ")"}
    ):
        end -= 1
    return end


def _of_predicate(view: View, start: int, j: int) -> bool:
    """Whether the tree hangs the word at `j` on a predicate after it («X تقریباً نهایی شده است», «X در جریان است»)."""
    token = view.row[j]
    word = view.sentence.words[token.first - 1]
    if token.upos == "ADP":
        return word.deprel.startswith("case") and word.head > token.last and _is_adverbial(view, word.head)
    if j in view.covered and j not in view.starts:
        return False
    joined = view.row[j - 1].upos in {"PUNCT", "CCONJ"}
    if not joined and view.copula(word.id) is not None:
        inside = any(view.row[start].first <= above < token.first for above in view.ancestors(word.id))
        if not inside:
            return True
    if word.head <= token.last or not (view.is_verb(word.head) or view.copula(word.head) is not None):
        return False
    if word.deprel.startswith("obj"):
        return not joined and _is_last(view, j, word.head)
    return word.deprel.startswith(("xcomp", "advmod", "aux"))


def _is_adverbial(view: View, noun: int) -> bool:
    """Whether a noun with a preposition is a predicate, belongs to an adjective of one, or is whom the verb reaches."""
    word = view.sentence.words[noun - 1]
    if view.copula(noun) is not None:
        return True
    if not word.deprel.startswith("obl") or word.head <= noun:
        return False
    n = view.covered.get(view.token_of[noun])
    to = n is not None and view.phrases[n].kind in {"person", "position"} and view.phrases[n].marker == "to"
    return to or view.sentence.words[word.head - 1].upos == "ADJ"


def _is_last(view: View, j: int, verb: int) -> bool:
    """Whether between the noun at `j` and its verb stand only its adjectives and the verb's own noun."""
    between = range(j + 1, view.token_of[verb])
    return all(
        view.row[k].upos == "ADJ" or view.sentence.words[view.row[k].first - 1].deprel.startswith("compound")
        for k in between
    )


def is_predicative(view: View, j: int) -> bool:
    """Whether a predicate begins at `j` that says of something how it stands («X در جریان است»)."""
    return "".join(token.key for token in view.row[j : j + 2]) in listed("predicative")


def _describes(view: View, j: int) -> bool:
    """Whether the token is part of an adjective («گام‌های پیش رو»), and no preposition («پیش از X»)."""
    before_of = j + 1 < len(view.row) and view.row[j + 1].upos in {"ADP", "SCONJ"}
    return view.row[j].upos == "ADJ" and not before_of


def _new_clause(view: View, j: int) -> bool:
    """Whether after the comma at `j` comes another part of the clause: a preposition, or somebody who acts."""
    if view.row[j].text not in words("comma") or j + 1 >= len(view.row):
        return False
    n = view.starts.get(j + 1)
    actor = n is not None and view.phrases[n].kind in ACTORS
    return view.row[j + 1].upos == "ADP" or (
        actor and not view.sentence.words[view.phrases[n or 0].head - 1].deprel.startswith("conj")
    )


def _before_verb(view: View, j: int, limit: int, frames: Frames) -> bool:
    """Whether only talk nouns and particles stand from `j` to the verb: the predicate's own noun, no topic."""
    while j < limit:
        trigger = frames.trigger(view.row, j)
        if trigger is not None:
            j = trigger.last + 1
        elif view.row[j].key in words("and") | words("adverbs") or view.row[j].upos in {"AUX", "PUNCT"}:
            j += 1
        else:
            return verb_form(view.row[j].text) is not None
    return True


def is_inside(view: View, start: int, j: int) -> bool:
    """Whether the tree hangs the preposition's phrase at `j` inside the phrase that began at `start`."""
    host = view.sentence.words[view.row[j].first - 1].head
    if not host:
        return False
    above = view.sentence.words[host - 1].head
    return view.row[start].first <= above < view.row[j].first


def _taken(view: View, start: int, j: int) -> bool:
    """Whether «با» at token `j` goes with a noun that takes it, named parties between («مخالفت پکن با X»)."""
    if view.row[j].key not in listed("comitative"):
        return False
    n = view.covered.get(j - 1)
    noun = view.phrases[n].first - 1 if n is not None else j - 1
    return noun >= start and is_comitative(view.row[noun])


def _of_verb(view: View, j: int, limit: int) -> bool:
    """Whether the preposition at `j` opens a part of the verb's own name («به توافق رسیدند»)."""
    if view.row[j].key in words("object"):
        return True
    ends = (end for end in (limit, j + 2, j + 3) if j + 1 < end < len(view.row))
    before = (end for end in ends if end == limit or view.row[end].upos == "VERB")
    return any("".join(t.key for t in view.row[j:end]) in listed("of_verb") for end in before)


def _of_clause(view: View, start: int, j: int) -> bool:
    """Whether the preposition at `j` goes with the clause, whatever the tree says.

    «درباره ایران با چین گفت‌وگو کرد»: no noun before it takes a complement; «به تهران سفر کرد»: where one goes;
    «درباره ایران در ژنو مذاکره کردند»: a name before it is in no city.
    """
    n, named = view.starts.get(j + 1), view.starts.get(start)
    if n is not None and view.row[j - 1].key in words("and"):
        return True  # «درباره X و در Z مذاکره کردند»
    if named is not None and view.phrases[named].last == j - 1 and lexicon().is_city(view.row, j + 1):
        return marker_before(view.row, j + 1)[0] == "at"
    if n is None:
        return False
    if view.row[j].key in listed("comitative") and named is not None and view.phrases[named].last == j - 1:
        return True
    after = view.phrases[n].last + 1
    journey = after < len(view.row) and view.row[after].key in words("journey")
    return journey and view.phrases[n].kind not in ACTORS
