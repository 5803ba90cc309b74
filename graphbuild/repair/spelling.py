"""How one word is written: its half-spaces, from the word lists or from its parts."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter

from graphbuild.repair.characters import ALEF, ALEF_MADDA, HEH, NON_JOINING, NOON, YEH, ZWNJ
from graphbuild.repair.lexicon import Lexicon, letters, load

_LONGEST = 40  # letters; what is longer is no word
_SHORTEST = 3  # letters of a part of a word, unless it is a frequent one
_FREQUENT = 20
_SEEN = 1  # times that a part must be known from text: lists of words hold much that is none
_GRADED = 3  # and a base of «تر», since many foreign names end so
_GLIDE = YEH + ALEF  # what the first letter of «آورند» becomes after «ب»; that of «انجامد» only YEH


@lru_cache(maxsize=200_000)
def respell(word: str) -> str:
    """One word with its half-spaces; one that is right, or is not understood, comes back as it is."""
    lexicon = load()
    if len(word) > _LONGEST:
        return word
    if ZWNJ not in word:
        return analyse(word, lexicon) or word
    if spelling := lexicon.spellings.get(word):
        return spelling
    joined = analyse(letters(word), lexicon)
    if joined and " " not in joined and _shown(word) <= _shown(joined):
        return joined
    first, *rest = (analyse(part, lexicon) or part for part in word.split(ZWNJ))
    for part in rest:
        first = attach(first, part, lexicon)
    return first


def attach(base: str, ending: str, lexicon: Lexicon) -> str:
    """`base` and `ending` as one word: an inflection goes straight onto a letter that does not join."""
    inflection = ending in lexicon.affixes["plural"] or ending in lexicon.affixes["enclitic"]
    return base + ending if inflection and base.endswith(NON_JOINING) else base + ZWNJ + ending


def is_participle(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a past participle, whatever its negation or imperfective mark."""
    word = word.rpartition(ZWNJ)[2]
    return word in lexicon.participles or word.removeprefix(NOON) in lexicon.participles


def analyse(word: str, lexicon: Lexicon) -> str | None:
    """The spelling of a word of letters only, taken apart where it is not listed; None when it is not understood."""
    if word in lexicon.affixes["not_verbs"] or word in lexicon.affixes["names"]:
        return word
    listed = _spelt(word, lexicon) or lexicon.words.get(word)
    if listed or word in lexicon.known or _is_arabic(word, lexicon):
        return listed or word
    return _verb(word, lexicon) or _inflected(word, lexicon) or _compound(word, lexicon)


def _is_arabic(word: str, lexicon: Lexicon) -> bool:
    """Whether the word is an article and a known word, as the last part of an Arabic name («المدار»)."""
    return any(
        word.startswith(article) and word[len(article) :] in lexicon.known for article in lexicon.affixes["article"]
    )


def _spelt(word: str, lexicon: Lexicon) -> str | None:
    """The spelling of a word or, with its ending, of the word before the ending («گفتگوهای»)."""
    if spelling := lexicon.spellings.get(word):
        return spelling
    for ending in (*lexicon.affixes["plural"], *lexicon.affixes["enclitic"]):
        if (spelling := lexicon.spellings.get(word.removesuffix(ending))) and spelling.endswith(NON_JOINING):
            return spelling + ending
    return None


def _verb(word: str, lexicon: Lexicon) -> str | None:
    affixes = lexicon.affixes
    for mark in affixes["imperfective"]:
        for before in ("", *affixes["preverb"]):
            rest = word.removeprefix(before + mark)
            if rest != word and rest in lexicon.finite:
                return before + mark + ZWNJ + rest
    for ending in affixes["perfect"]:
        stem = word.removesuffix(ending)
        if stem != word and is_participle(stem, lexicon):
            return stem + ZWNJ + ending
    bare = word[1:] if word.startswith(affixes["subjunctive"]) else word
    madda = ALEF_MADDA + bare.removeprefix(_GLIDE) if bare.startswith(_GLIDE) else bare  # «بیاورند» of «آورند»
    if bare != word and bare.startswith(YEH) and ALEF + bare[1:] in lexicon.finite:  # «بینجامد» of «انجامد»
        return word
    return word if bare in lexicon.finite or madda in lexicon.finite else None


def _inflected(word: str, lexicon: Lexicon) -> str | None:
    """The word as a base and an ending; of several ways the one with the most frequent base.

    So «منطقه‌ای» is of «منطقه» and not of «منطق», and «انتهای» of «انتها».
    """
    affixes = lexicon.affixes
    ways: list[tuple[int, str]] = []
    for ending in affixes["after_he"]:
        if word.endswith(HEH + ending) and (base := _base(word, ending, lexicon)):
            ways.append((_frequency(base, lexicon), base + ZWNJ + ending))
            break
    for ending in affixes["plural"] + affixes["comparative"]:
        base = _base(word, letters(ending), lexicon)
        if base in affixes["imperfective"]:
            break  # «میهای» is a name
        if base and (ending in affixes["plural"] or lexicon.known.get(base, _GRADED) >= _GRADED):
            ways.append((_frequency(base, lexicon), base + ("" if base.endswith(NON_JOINING) else ZWNJ) + ending))
            break
    for ending in affixes["enclitic"]:
        base = _base(word, ending, lexicon)
        if base and (ZWNJ in base or base in lexicon.known):
            ways.append((_frequency(base, lexicon), base + ending))
    return max(ways, key=itemgetter(0))[1] if ways else None


def _frequency(base: str, lexicon: Lexicon) -> int:
    """How often a base is seen; one that is itself taken apart counts least."""
    return lexicon.known.get(base, 1 if letters(base) in lexicon.words else 0)


def _compound(word: str, lexicon: Lexicon) -> str | None:
    for prefix in lexicon.affixes["prefix"]:
        if word.startswith(prefix) and (base := _part(word[len(prefix) :], lexicon)):
            return prefix + base if prefix.endswith(NON_JOINING) else prefix + ZWNJ + base
    for tail in lexicon.affixes["tail"]:
        if len(word) - len(tail) >= _SHORTEST and (base := _base(word, tail, lexicon)):
            return base + tail if base.endswith(NON_JOINING) else base + ZWNJ + tail
    return None


def _base(word: str, ending: str, lexicon: Lexicon) -> str | None:
    """The spelling of what stands before an ending, when that is a word."""
    return _part(word[: -len(ending)], lexicon) if word.endswith(ending) else None


def _part(word: str, lexicon: Lexicon) -> str | None:
    times = lexicon.known.get(word, _SEEN)
    if times < _SEEN or (len(word) < _SHORTEST and times < _FREQUENT):
        return None
    spelling = analyse(word, lexicon)
    return None if spelling is None or " " in spelling else spelling


def _shown(word: str) -> frozenset[int]:
    """Where a spelling has half-spaces that show, counted in letters."""
    places: set[int] = set()
    seen = 0
    for before, character in zip(" " + word, word, strict=False):
        if character in (ZWNJ, " "):
            if not before.endswith(NON_JOINING):
                places.add(seen)
        else:
            seen += 1
    return frozenset(places)
