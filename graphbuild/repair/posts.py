"""Channel marks: emoji, hashtags, handles, addresses and signatures, which no parser of sentences expects."""

from __future__ import annotations

import re
from functools import cache

from graphbuild import lang
from graphbuild.repair.characters import LETTER
from graphbuild.repair.mapped import Mapped

_URL = re.compile(
    r"(?:https?://|www\.)[^\s«»()]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|ir|me|tv|news|info|io|co)(?:/[^\s«»()]*)?(?![\w])",
    re.I,
)
_EMOJI = re.compile(
    "[\u00a9\u00ae\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u20d0-\u20f0"
    "\ufe00-\ufe0f\U0001f000-\U0001faff]+"
)
_SIGNATURE = re.compile(r"[ \t]*(?:[|/-][ \t]*)?@\w{3,}(?:[ \t]*[|/-][ \t]*\w+)?[ \t]*$", re.M)
_HANDLE = re.compile(r"@(?=\w)")
_LATIN_LINE = re.compile(r"^[ \t]*[A-Za-z][A-Za-z0-9_]{2,}[ \t]*$", re.M)
_HASHTAG_LINE = re.compile(r"^[ \t]*(?:#\w+[ \t|]*)+$", re.M)
_HASHTAG_TAIL = re.compile(r"(?<=[.!؟»…])(?:[ \t]*#\w+)+[ \t]*$", re.M)
_HASHTAG = re.compile(r"#(?=\w)|(?<=\w)_(?=\w)")
_PERSIAN = re.compile(f"[{LETTER}]")
_SPACES = re.compile(r"  +|^ +| +$", re.M)


def strip(text: Mapped) -> Mapped:
    """The text without what belongs to the channel and not to the news; a hashtag inside a sentence stays as words."""
    text = text.sub(_URL, "").sub(_EMOJI, " ")
    text = text.sub(_SIGNATURE, "").sub(_HANDLE, "")
    text = text.sub(_flag(), "").sub(_HASHTAG_LINE, "").sub(_HASHTAG_TAIL, "").sub(_HASHTAG, _unhash)
    if _PERSIAN.search(text.text):
        text = text.sub(_LATIN_LINE, "")
    return text.sub(_SPACES, lambda match: " " if match.start() > 0 and _inside(match) else "")


def _inside(match: re.Match[str]) -> bool:
    end = match.end()
    return match.string[match.start() - 1] != "\n" and end < len(match.string) and match.string[end] != "\n"


def _unhash(match: re.Match[str]) -> str:
    return " " if match[0] == "_" else ""


@cache
def _flag() -> re.Pattern[str]:
    flags = "|".join(sorted(map(re.escape, lang.toml("lines.toml")["flags"]), key=len, reverse=True))
    return re.compile(rf"^[ \t]*#(?:{flags})\b[ \t]*[|:/-]?[ \t]*", re.M)
