"""Parse: clean text → sentences and mentions.

`Parser` is the stage. Stanza makes the parses, with a model of `graphbuild.parse.models`; they are kept as CoNLL-U
(`graphbuild.parse.cache`), and any other CoNLL-U can be read in their place (`graphbuild.parse.conllu`).
Nothing here loads torch or Stanza before the first text that needs it.
"""

from __future__ import annotations

from graphbuild.parse.cache import ParseCache
from graphbuild.parse.models import Model, ModelInfo, download, info, resolve
from graphbuild.parse.stanza import Parser

__all__ = ["Model", "ModelInfo", "ParseCache", "Parser", "download", "info", "resolve"]
