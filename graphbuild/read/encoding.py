"""Bytes to text: the encodings that Persian files come in.

A UTF-8 file is decoded as ``Path.read_text(encoding="utf-8")`` does it, so that ``text[start:end]`` is what an analyst
gets from the file: ``\\r\\n`` and ``\\r`` become ``\\n``, and a byte order mark stays as the first character.
Other encodings: UTF-16 and UTF-32 with a byte order mark (which is dropped), windows-1256, ISO-8859-6; offsets then
count characters of the decoded text.
"""

from __future__ import annotations

import codecs

from graphbuild.errors import InputError
from graphbuild.read.language import persian_words

UTF_8 = "utf-8"
_MARKED = (  # UTF-32 first: its little-endian mark starts with that of UTF-16
    ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32"),
    ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
)
_EIGHT_BIT = ("cp1256", "iso8859_6")  # the better known first: it wins a tie
_LEAST_LETTERS = 0.5  # share of Arabic-script letters and spaces in a text that an eight-bit codec read rightly
_SAMPLE = 1 << 16


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of a whole file, with ``\\n`` as its only line end.

    `encoding` overrides what the bytes suggest. Raises InputError for a binary and for what cannot be told.
    """
    codec = encoding or detect(data)
    try:
        return newlines(data.decode(codec))
    except UnicodeDecodeError as error:
        raise InputError(_broken(codec, error)) from error


def detect(data: bytes) -> str:
    """Name of the codec that reads the bytes (of a whole file, or of its first lines); raises InputError."""
    for marks, codec in _MARKED:
        if data.startswith(marks):
            return codec
    if b"\0" in data:
        raise InputError("not a text file (it holds NUL bytes); give the document as .txt in UTF-8")
    try:
        data.decode(UTF_8)
    except UnicodeDecodeError as error:
        return _eight_bit(data, error)
    return UTF_8


def newlines(text: str) -> str:
    """Line ends as Python's universal newlines give them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _eight_bit(data: bytes, not_utf_8: UnicodeDecodeError) -> str:
    """The eight-bit codec under which the bytes are Persian: the one that brings out more of its frequent words."""
    scores = {codec: _score(data, codec) for codec in _EIGHT_BIT}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] > (0, 0.0):
        return best
    from charset_normalizer import from_bytes  # here, for it costs time and is seldom needed

    guess = from_bytes(data[:_SAMPLE]).best()
    hint = f"; it may be {guess.encoding}" if guess else ""
    raise InputError(
        f"encoding not recognised (not UTF-8 from byte {not_utf_8.start}, no Persian in windows-1256 or ISO-8859-6"
        f"{hint}); save it as UTF-8 or name its encoding"
    )


def _score(data: bytes, codec: str) -> tuple[int, float]:
    """Frequent Persian words, and the share of letters; (0, 0) when it cannot be Persian text in that codec."""
    try:
        text = data[:_SAMPLE].decode(codec)
    except UnicodeDecodeError:
        return (0, 0.0)
    share = sum(("\u0620" <= c <= "\u06ff" and c.isalpha()) or c.isspace() for c in text) / len(text)
    words = persian_words(text)
    return (words, share) if words and share >= _LEAST_LETTERS else (0, 0.0)


def _broken(codec: str, error: UnicodeDecodeError) -> str:
    return f"not {codec} (byte {error.start}: {error.reason}); save it as UTF-8 or name its encoding"
