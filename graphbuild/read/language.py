"""Is it Persian? Tells a Persian text from one that the road cannot read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache, lru_cache

from graphbuild.errors import LexiconError
from graphbuild.folding import fold
from graphbuild.lang import FOLDER, toml

_SAMPLE = 100_000  # characters; enough to tell a language, and a long document is not folded twice
_LEAST_ARABIC_SCRIPT = 0.2  # share of the letters: a post may be half links and hashtags
_MOST_FOREIGN_LETTERS = 0.02  # share of the letters: a Persian text may quote a foreign name


def foreign(text: str) -> str | None:
    """Why the text is no Persian, in a few words, or None when it is (or is too short to tell)."""
    sample = text[:_SAMPLE]
    letters = Counter({c: count for c, count in Counter(sample).items() if c.isalpha()})
    total = letters.total()
    if not total:
        return "no letters in the text"
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "?").split()[0]] += count
    if scripts["ARABIC"] < _LEAST_ARABIC_SCRIPT * total:
        return f"no Persian in the text (its letters are {scripts.most_common(1)[0][0].title()})"
    for language, own in _lexicon().letters.items():
        if sum(letters[letter] for letter in own) > _MOST_FOREIGN_LETTERS * total:
            return f"no Persian in the text (it looks like {language})"
    words = _words_of(sample)
    arabic = sum(words[w] for w in _lexicon().arabic)
    if arabic > max(1, sum(words[w] for w in _lexicon().persian)):  # one such word may be a name or a quotation
        return "no Persian in the text (it looks like Arabic)"
    return None


def persian_words(text: str) -> int:
    """How many of the most frequent Persian words the text holds, counted as often as they occur."""
    words = _words_of(text[:_SAMPLE])
    return sum(words[w] for w in _lexicon().persian)


def _words_of(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, count in Counter(text.split()).items():
        counts[_folded(word)] += count
    return counts


_folded = lru_cache(maxsize=1 << 16)(fold)  # most words of a report were in the one before


class _Lexicon:
    """The checked content of `languages.toml`."""

    def __init__(self) -> None:
        data = toml("languages.toml")
        self.persian = _words(data, "persian")
        self.arabic = _words(data, "arabic")
        self.letters: dict[str, str] = data["letters"]


def _words(data: dict[str, dict[str, list[str]]], language: str) -> tuple[str, ...]:
    words = data[language]["words"]
    for word in words:
        if fold(word) != word:
            raise LexiconError(f"{FOLDER}/languages.toml: {word!r} of {language} is not folded; write {fold(word)!r}")
    return tuple(words)


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()
