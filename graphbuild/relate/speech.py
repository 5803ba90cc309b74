"""Verbs of speech in a sentence, simple and light, with what they do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.link.tokens import key
from graphbuild.relate.cues import is_neither, is_twin
from graphbuild.relate.markers import words as marker_words
from graphbuild.relate.nouns import quotes, words
from graphbuild.relate.phrases import ACTORS, Phrase, View
from graphbuild.relate.verbs import VerbForm, future_auxiliary, verb_form

_LONGEST_VERB = 4  # tokens of a light verb's nouns
_LONGEST_OBJECT = 30  # tokens between a light verb and the noun of speech that it splits from


@cache
def speech() -> dict[str, tuple[str, str]]:
    """Folded verb → (verb, act)."""
    acts = lang.toml("codes.toml")["act"]
    table = {}
    for row in lang.table("speech.tsv", ("verb", "act")):
        if row["act"] not in acts:
            raise LexiconError(f"{row.place}: unknown act {row['act']!r}; use one of {', '.join(sorted(acts))}")
        table[key(row["verb"])] = (row["verb"], row["act"])
    return table


_JUDGING = frozenset({"deny", "assess"})  # acts that are speech where they are denied, too


@cache
def _light() -> dict[str, str]:
    """Light verb → the one that the table lists in its place («نمودن» → «کردن»)."""
    return dict(lang.toml("speech.toml")["light"])


def speech_verbs(view: View) -> Iterator[tuple[int, str, str]]:
    """(token, verb, act) of the verbs of speech that are said to have been done."""
    for i, token in enumerate(view.row):
        if token.upos not in {"VERB", "AUX", "NOUN", "ADJ"} or i in view.covered:
            continue
        form = verb_form(token.text)
        if form is None and (held := _held(token.key)) is not None:
            yield i, *held
            continue
        if future_auxiliary(token.text) and i + 1 < len(view.row) and verb_form(view.row[i + 1].text):
            continue  # «خواهد کرد» wants nothing
        if form is None or not (token.upos in {"VERB", "AUX"} or _may_be_verb(view, i, form)):
            continue
        if (passive := _passive_of(view, i)) is not None and _agents(view, i):
            yield i, *passive  # «از سوی X محکوم شد»
            continue
        if _is_unreal(view, i, form) or (key(form.infinitive) in words("wanting") and not _is_asked(view, i, form)):
            continue
        found = spoken(view, i, form.infinitive)
        if found is not None and found[1] == "deny" and is_neither(view, i):
            found = (found[0], "say")
        if found is not None and form.negated:
            found = (found[0], "say") if found[1] in _JUDGING else None  # «رد نکرد», «منتفی ندانست»
        if found is not None and (noun := gapped(view, i)) is not None:
            yield noun[0], *noun[1]
        if found is not None and _fits(view, i, key(found[0])):
            yield i, *found


def gapped(view: View, i: int) -> tuple[int, tuple[str, str]] | None:
    """«X از Y تشکر و Z بر W تأکید کرد»: the noun of speech that shares the verb at token `i`, after which another one
    acts, and what is said by it.
    """
    form = verb_form(view.row[i].text)
    verb = key(_light().get(form.infinitive, form.infinitive)) if form is not None else ""
    for j in range(i - 2, max(0, i - _LONGEST_OBJECT), -1):
        if view.row[j].upos in {"VERB", "SCONJ"} or not verb:
            return None
        n = view.starts.get(j + 2)
        joined = view.row[j + 1].key in marker_words("and") and j not in view.covered and j + 1 not in view.covered
        if joined and n is not None and view.phrases[n].bare and (said := speech().get(view.row[j].key + verb)):
            return j, said
    return None


def _fits(view: View, i: int, verb: str) -> bool:
    """Whether the verb at token `i` has the complement that it needs, and no object where one makes it no speech."""
    if verb in words("calling"):
        return any(token.key in marker_words("object") for token in view.row[max(0, i - _LONGEST_OBJECT) : i])
    if verb in words("summoning"):
        near = range(max(2, i - _LONGEST_OBJECT), i)
        to_do = (j for j in near if view.row[j].upos == "NOUN" and view.row[j - 1].key in words("to_do"))
        to_do = (j for j in to_do if view.row[j].key not in words("offices"))  # «وی را به دفتر خود فراخواند»
        beside = (j for j in to_do if view.row[j - 2].upos not in {"NOUN", "ADJ"})  # not «در اعتراض به X»
        asked = i + 1 < len(view.row) and view.row[i + 1].key in marker_words("that")  # «X را فراخواند که …»
        return asked or any(j not in view.covered for j in beside)
    if verb in words("content"):  # «به این جمله بسنده کرد که …», «X آورده است: …»
        after = next((token for token in view.row[i + 1 :] if token.upos != "AUX"), None)
        return after is not None and (after.key in marker_words("that") or after.text in words("colon"))
    return not (verb in words("adding") and _has_object(view, i))


def _has_object(view: View, i: int) -> bool:
    """Whether the verb at token `i` has a noun for its object before it."""
    near = (view.sentence.words[c - 1] for c in view.sentence.children[view.row[i].first])
    return any(w.deprel == "obj" and w.upos == "NOUN" and w.id < view.row[i].first for w in near)


def _held(form: str) -> tuple[str, str] | None:
    """«معتقدند», «مدعی‌اند»: an adjective of speech with an enclitic «بودن»."""
    (being,) = marker_words("being")
    for ending in words("enclitics"):
        listed = form.endswith(ending) and speech().get(form.removesuffix(ending) + being)
        if listed:
            return listed
    return None


def _may_be_verb(view: View, i: int, form: VerbForm) -> bool:
    """Whether what the tagger calls a noun can be the verb: a past, or «گفته» after «در بیانیه‌ای» or as the root."""
    after_document = i > 0 and view.row[i - 1].key in words("documents")
    root = i > 0 and view.sentence.words[view.row[i].first - 1].head == 0
    return form.tense == "past" or (form.tense == "perfect" and (after_document or root))


def _is_unreal(view: View, i: int, form: VerbForm) -> bool:
    """Whether nobody is said to have spoken: «بگوید», «باید اشاره کرد», «می‌توان گفت», «گفته می‌شود»."""
    if form.tense == "subjunctive":
        return True
    if _is_passive(view, i):
        return not agents(view, i)
    word = view.sentence.words[view.row[i].first - 1]
    near = [view.sentence.words[c - 1] for c in view.sentence.children[word.id]]
    governor = [view.sentence.words[word.head - 1]] if word.head else []
    return any(key(w.text) in words("impersonal") for w in (*(n for n in near if n.upos == "AUX"), *governor))


def _is_passive(view: View, i: int) -> bool:
    """Whether the verb at token `i` is a participle with a passive auxiliary («گفته شد»)."""
    form = verb_form(view.row[i].text)
    following = verb_form(view.row[i + 1].text) if i + 1 < len(view.row) else None
    perfect = form is not None and form.tense == "perfect"
    return perfect and following is not None and key(following.infinitive) in words("passive")


def agents(view: View, i: int) -> list[Phrase]:
    """«از سوی X خواسته شد»: X, by whom what the passive verb at token `i` says is done; nobody for another verb."""
    return _agents(view, i) if _passive_of(view, i) is not None or _is_passive(view, i) else []


def _passive_of(view: View, i: int) -> tuple[str, str] | None:
    """The listed verb whose passive with «شدن» stands at token `i` («محکوم شد» of «محکوم کردن»)."""
    form = verb_form(view.row[i].text)
    if form is None or form.negated:
        return None
    if (received := _received(view, i, form.infinitive)) is not None:
        return received
    if key(form.infinitive) not in words("passive"):
        return None
    if view.row[i].upos not in {"VERB", "AUX"} or spoken(view, i, form.infinitive) is not None:
        return None  # «خواهان X شد»
    return _match(view, i, lang.toml("speech.toml")["active"])


def _received(view: View, i: int, infinitive: str) -> tuple[str, str] | None:
    """«مورد انتقاد قرار گرفت»: the listed verb («انتقاد کردن») whose passive this is."""
    framed = i > 2 and view.row[i - 1].key in marker_words("support") and view.row[i - 3].key in words("received")
    if not framed or key(infinitive) not in words("receiving"):
        return None
    return speech().get(view.row[i - 2].key + key(lang.toml("speech.toml")["active"]))


def _agents(view: View, i: int) -> list[Phrase]:
    """Whom «از سوی» names before the verb at token `i`, in its clause."""
    found: list[Phrase] = []
    for n, phrase in enumerate(view.phrases):
        between = view.row[phrase.last + 1 : i]
        agent = view.marker_key(phrase) in words("agent")
        if agent and phrase.last < i and all(t.upos not in {"VERB", "SCONJ"} for t in between):
            found += (p for p in view.group(n) if p not in found)
    return found


def _is_asked(view: View, i: int, form: VerbForm) -> bool:
    """Whether «خواستن» is asking: it is in the past, or asks «از» somebody; else it is wanting."""
    if i and view.row[i - 1].key in words("heart"):
        return False  # «هر وقت دلش خواست»
    if form.tense not in {"present", "imperfect"}:
        return True
    for j in range(i - 1, max(-1, i - 1 - _LONGEST_OBJECT), -1):
        if view.row[j].key in words("of"):
            return True
        if view.row[j].upos in {"VERB", "SCONJ"}:
            return False
    return False


def spoken(view: View, i: int, infinitive: str) -> tuple[str, str] | None:
    """The longest listed verb that ends at token `i`: with the nouns before it, or with those that hang on it."""
    found = _match(view, i, infinitive)
    if found is None and infinitive in _light():
        found = _match(view, i, _light()[infinitive])
    return found or _split(view, i, infinitive)


def _match(view: View, i: int, infinitive: str) -> tuple[str, str] | None:
    table = speech()
    joined, best = key(infinitive), None
    for j in range(i - 1, max(-1, i - 1 - _LONGEST_VERB), -1):
        joined = view.row[j].key + joined
        best = table.get(joined, best)
    if best is None:
        for child in view.sentence.children[view.row[i].first]:
            word = view.sentence.words[child - 1]
            if word.deprel.startswith(("compound", "xcomp")) and not is_twin(view, child):
                best = table.get(key(word.text + infinitive), best)
    word = view.sentence.words[view.row[i].first - 1]
    if best is None and word.deprel == "cop" and word.head:
        best = table.get(key(view.sentence.words[word.head - 1].text + infinitive))
    full = words("full") | words("calling")  # «X را ساختگی خواند»
    if best is None and (key(infinitive) in full or not _has_light_noun(view, i)):
        best = table.get(key(infinitive))
    return best


def _split(view: View, i: int, infinitive: str) -> tuple[str, str] | None:
    """A noun of speech with its own complement before the verb: «به تشریح X پرداخت», «ابراز تردید کرد»."""
    verb = _light().get(infinitive, infinitive)
    for pattern in lang.toml("speech.toml")["split"]:
        light = key(pattern.get("light", ""))
        if verb not in pattern["verbs"] or (light and view.row[i - 1].key != light):
            continue
        nouns = {key(noun): noun for noun in pattern["nouns"]}
        for j in range(i - 1, max(-1, i - 1 - _LONGEST_OBJECT), -1):
            token = view.row[j]
            if token.upos in {"VERB", "SCONJ"} or token.text in words("colon"):
                break
            if token.key in nouns and (not pattern["before"] or (j and view.row[j - 1].key == key(pattern["before"]))):
                listed = speech().get(token.key + key(verb))
                return listed or (f"{pattern['before']} {nouns[token.key]} {verb}".strip(), pattern["act"])
            if pattern["close"] and token.upos not in {"NOUN", "ADJ"}:
                break
    return None


def _has_light_noun(view: View, i: int) -> bool:
    """Whether the verb has a light-verb noun, so that its own meaning does not count."""
    return any(
        view.sentence.words[c - 1].deprel.startswith("compound") for c in view.sentence.children[view.row[i].first]
    )


def introduced(view: View, i: int) -> Phrase | None:
    """«… X با اشاره به Y گفت»: X, whatever stands before him, as where a line has lost its end."""
    for n in range(len(view.phrases) - 1, -1, -1):
        phrase = view.phrases[n]
        at = phrase.last + 1
        inside = view.floor < phrase.first and at + 1 < i and phrase.bare and phrase.kind in ACTORS
        if inside and view.row[at].key + view.row[at + 1].key in words("introducing"):
            before = any(t.upos in {"VERB", "AUX"} for t in view.row[view.floor : phrase.first])
            return phrase if before and len(view.group(n)) == 1 else None
    return None


def opens_with_name(view: View) -> bool:
    """«X: …»: whether a sentence opens with somebody's name and a colon, in a line of several such."""
    n = view.starts.get(0)
    after = view.phrases[n].last + 1 if n is not None and view.phrases[n].kind == "person" else len(view.row)
    return after < len(view.row) - 1 and view.row[after].text in words("colon")


def acts_in_quote(view: View, at: int, i: int) -> bool:
    """««وقت تمام شده است» و هشدار داد»: whether token `at` acts in a quoted clause that ends before the verb at `i`."""
    closing = next((j for j in range(at, i) if view.row[j].text in quotes().values()), at)
    return any(view.row[j].upos in {"VERB", "AUX"} and j not in view.covered for j in range(at, closing))
