"""Characters: one Persian form for each letter, no invisible junk, no leftovers of HTML.

Every rule is one pattern over the text; the offset map follows each of them exactly.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from graphbuild import lang
from graphbuild.errors import LexiconError
from graphbuild.repair.mapped import Edit, Mapped

ZWNJ = "\u200c"  # keep: it separates «می» from the verb stem
ALEF, ALEF_MADDA, WAW, HEH, YEH, NOON = "\u0627", "\u0622", "\u0648", "\u0647", "\u06cc", "\u0646"
# Letters that do not join to the left: a half-space after them does not show, and endings are written without it.
NON_JOINING = tuple("\u0621\u0622\u0623\u0624\u0625\u0627\u062f\u0630\u0631\u0632\u0648\u0698")
TATWEEL = "\u0640"
_FATHATAN = "\u064b"  # keep: «مثلاً» is spelt with it in careful text
_MARKS = "\u064b-\u0655\u0670"
LETTER = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc"

_ENTITY = re.compile(r"&(?:amp;)*(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}[0-9]{0,2});")
_BREAKING_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|blockquote)(?:\s[^<>]{0,500})?\s?/?>",
    re.I,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|font|small|sup|sub|img|tg-emoji)(?:\s[^<>]{0,500})?\s?/?>",
    re.I,
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control, format, private-use and surrogate characters; white space among them is left to _SPACES.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200d-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\uf8ff\U000e0000-\U0010ffff]"
)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff01-\uffef\U0001d400-\U0001d7ff]")
_COMPOSABLE = re.compile(f"[{ALEF}{WAW}{YEH}\u064a][\u0653-\u0655]")
_MARK = re.compile(f"[{_MARKS}]")
_TATWEEL_IN_WORD = re.compile(f"(?<=[{LETTER}]){TATWEEL}+(?=[{LETTER}\\s.،؛:؟!»)]|$)", re.M)
_TATWEEL_ALONE = re.compile(f"{TATWEEL}+")
_ZWNJ_RUN = re.compile(f"{ZWNJ}{{2,}}")
_ZWNJ_AT_EDGE = re.compile(f"(?<![{LETTER}]){ZWNJ}|{ZWNJ}(?![{LETTER}])")
_STUCK_SENTENCE = re.compile(f'(?<=[{LETTER}»)]{{2}}[.؟!])(?=[{LETTER}«][{LETTER}])|(?<=[،؛:])(?=[{LETTER}«"])')
_WRITTEN_EZAFE = re.compile(f"(?<=[{LETTER}]{HEH}){ZWNJ}{YEH}(?![{LETTER}])")
_ABBREVIATION = re.compile(f"(?<![{LETTER}.])(?:[{LETTER}]{{1,3}}\\.){{2,}}[{LETTER}]{{1,3}}(?![{LETTER}])")
_LATIN_MARK = re.compile(f"(?<=[{LETTER}»)])[,;?](?=\\s|$|[{LETTER}«])")  # «X, وزیر Y», which no tokenizer parts
_STRETCHED = re.compile(f"([{LETTER}])\\1{{2,}}")  # «فووووری»
_PERSIAN_MARKS = {",": "،", ";": "؛", "?": "؟"}
_BULLET = re.compile(f"(?:(?<=^[-•▪●])|(?<=^ [-•▪●]))(?=[{LETTER}«])", re.M)
# «X/Y», the parts of a headline
_SLASH_AT_EDGE = re.compile(
    f"(?<=[{LETTER}]{{2}})(?=/(?:\\s|$|[{LETTER}]{{2}}))|(?:(?<=\\s/)|(?<=[{LETTER}]{{2}}/))(?=[{LETTER}]{{2}})", re.M
)
_SPACE_BEFORE_MARK = re.compile(r"(?<=\S) +(?=[.،؛:؟!»)\]](?:\s|$))", re.M)
# «ˈXˈ», «'X'» of agencies: the quotes around Persian words
_SINGLE_QUOTED = re.compile(
    f"(?<![{LETTER}\\w])['ˈ`´‘](?=[{LETTER}])([^\n'ˈ`´‘’«»\"]{{1,60}}?)(?<=[{LETTER}])['ˈ`´’](?![{LETTER}])"
)
_SPACES = re.compile(r"[^\S\n]+")


@cache
def _table() -> dict[str, str]:
    """The replacements of `characters.tsv`."""
    rows = lang.table("characters.tsv", ("from", "to", "why"))
    return {_character(row["from"], row.place): _character(row["to"], row.place) for row in rows}


def _character(cell: str, place: str) -> str:
    if not re.fullmatch(r"U\+[0-9A-F]{4,6}", cell):
        raise LexiconError(f"{place}: {cell!r} is not a code point; write it as U+06CC")
    return chr(int(cell[2:], 16))


def _keep_first_fathatan(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    return match[0] if match[0] == _FATHATAN and before == ALEF else ""


def clean(text: Mapped) -> Mapped:
    """The text with Persian letters, digits, marks, quotes and spaces in one form; line ends become ``\\n``.

    Arabic-Indic digits become Persian ones, ASCII digits stay. Vowel marks and the ezafe that is written («ۀ», «ه‌ی»)
    are dropped, since most news does without; the tanvin of «مثلاً» stays. Letters written three times or more are
    written once. Full stops inside an abbreviation of three parts or more become half-spaces; a bullet gets a space
    after it.
    """
    text = text.sub(_ENTITY, _unescape)
    text = text.sub(_BREAKING_TAG, "\n").sub(_INLINE_TAG, "").sub(_LINE_END, "\n").sub(_INVISIBLE, "")
    text = text.sub(_PRESENTATION, lambda match: unicodedata.normalize("NFKC", match[0]))
    text = text.sub(_COMPOSABLE, lambda match: unicodedata.normalize("NFC", match[0]))
    text = text.sub(_foldable(), lambda match: _table()[match[0]])
    text = text.sub(_TATWEEL_IN_WORD, "").sub(_TATWEEL_ALONE, "-")
    text = text.sub(_MARK, _keep_first_fathatan)
    text = text.sub(_ZWNJ_RUN, ZWNJ).sub(_ZWNJ_AT_EDGE, "").sub(_SPACES, " ")
    text = text.sub(_kept_heh(), "").sub(_WRITTEN_EZAFE, "")
    text = text.sub(_STRETCHED, lambda match: match[1])
    text = text.sub(_LATIN_MARK, lambda match: _PERSIAN_MARKS[match[0]])
    text = text.edit(_quoted(text.text))
    return text.edit(_abbreviated(text.text)).sub(_BULLET, " ")


def tidy(text: Mapped) -> Mapped:
    """The text with single spaces, none before a mark, one after a stuck full stop and around a slash between parts."""
    text = text.sub(_SPACES, " ").sub(_STUCK_SENTENCE, " ").sub(_SLASH_AT_EDGE, " ")
    return text.sub(_SPACE_BEFORE_MARK, "").strip()


def _quoted(text: str) -> Iterator[Edit]:
    """Guillemets for single quotes around Persian words."""
    for match in _SINGLE_QUOTED.finditer(text):
        yield Edit(match.start(), match.start() + 1, "«")
        yield Edit(match.end() - 1, match.end(), "»")


def _abbreviated(text: str) -> Iterator[Edit]:
    """Half-spaces for the full stops of «سی.ان.ان»; initials («م.ح.ن») are left."""
    for match in _ABBREVIATION.finditer(text):
        if any(len(part) > 1 for part in match[0].split(".")):
            yield from (Edit(at, at + 1, ZWNJ) for at in range(*match.span()) if text[at] == ".")


def _unescape(match: re.Match[str]) -> str:
    text = match[0]
    while (plain := html.unescape(text)) != text:
        text = plain
    return text


@cache
def _kept_heh() -> re.Pattern[str]:
    """The letter that Afghan outlets keep before an ending that takes its place («نماینده‌گان»)."""
    endings = "|".join(lang.toml("affixes.toml")["instead_of_heh"])
    return re.compile(f"(?<=[{LETTER}]{{2}}){HEH}{ZWNJ}(?=(?:{endings})(?![{LETTER}]))")


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_table()))}]")
