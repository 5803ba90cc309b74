"""Ids from content: the same thing gets the same id in every run."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"  # unit separator: it occurs in no name, so that ("ab", "c") and ("a", "bc") differ


def sha256(text: str) -> str:
    """Hex SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make(kind: str, *parts: str) -> str:
    """``kind:`` and the first 16 hex digits of the hash of the parts."""
    return f"{kind}:{sha256(_SEPARATOR.join(parts))[:16]}"
