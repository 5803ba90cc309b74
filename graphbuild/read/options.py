"""What the caller asks of all readers, checked once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graphbuild.errors import InputError

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`published`: date of documents that state none; `encoding`: of files that are not UTF-8; `max_bytes`: first
    size of one document that is refused."""

    published: date | None = None
    encoding: str | None = None
    max_bytes: int = MAX_BYTES

    def __post_init__(self) -> None:
        if self.encoding is not None:
            try:
                b" ".decode(self.encoding, "ignore")
            except LookupError as error:
                raise InputError(f"encoding {self.encoding!r}: {error}; use a name such as windows-1256") from error
        if self.max_bytes < 1:
            raise InputError(f"max_bytes {self.max_bytes}: must be positive")
