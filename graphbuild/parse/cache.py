"""Parses on disk: ``parses/<key>.conllu``, by the clean text and the model that parsed it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from graphbuild import ids
from graphbuild.document import Clean, Mention, Sentence
from graphbuild.errors import InputError, StoreError
from graphbuild.parse import conllu


class Parse(NamedTuple):
    """What the parser adds to a document."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]


class ParseCache:
    """A folder of parses; made when the first is written.

    A file that does not belong to its text (cut short, damaged, of another text) counts as not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, clean: Clean, model_key: str) -> Path:
        """The file that keeps, or would keep, the parse of this text by this model."""
        layout = ",".join(f"{block.start}-{block.end}-{block.kind}" for block in clean.blocks)
        _, _, digest = ids.make("parse", model_key, layout, clean.text).partition(":")
        return self._folder / f"{digest}.conllu"

    def read(self, clean: Clean, model_key: str) -> Parse | None:
        """The kept parse, or None.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        path = self.path(clean, model_key)
        try:
            source = path.read_text("utf-8")
            parsed = conllu.loads(source, path=str(path))
        except (FileNotFoundError, UnicodeDecodeError, InputError):
            return None
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror}; make it readable, or delete it to parse again") from error
        parse = Parse(parsed.sentences or (), parsed.mentions or ())
        return parse if _fits(source, parse, clean) else None

    def write(self, clean: Clean, parse: Parse, model_key: str) -> None:
        """Keep a parse; a reader sees the old file or the new one, never a part.

        Raises:
            StoreError: the folder cannot be written.
        """
        path = self.path(clean, model_key)
        source = _first_line(parse) + conllu.dumps(clean, parse.sentences, parse.mentions)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                    file.write(source)
                os.replace(temporary, path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StoreError(
                f"{path}: {error.strerror}; free space there or allow writing, then build again"
            ) from error


def _first_line(parse: Parse) -> str:
    """A comment by which a file that lost its end is known."""
    return f"# sentences = {len(parse.sentences)}\n"


def _fits(source: str, parse: Parse, clean: Clean) -> bool:
    if not source.startswith(_first_line(parse)):
        return False
    blocks = clean.blocks
    return all(
        sentence.block < len(blocks)
        and blocks[sentence.block].start <= sentence.start <= sentence.end <= blocks[sentence.block].end
        for sentence in parse.sentences
    ) and source == _first_line(parse) + conllu.dumps(clean, parse.sentences, parse.mentions)
