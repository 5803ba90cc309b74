"""The package's own errors; every one of them names the place and the mend.

GraphbuildError
├── InputError          a document that cannot be read (file, record or option)
├── LexiconError        a row of a data file that does not validate
├── ModelError          a model that is missing, damaged or of another version
├── CorrectionsError   an entry of corrections.toml that cannot be meant
├── PipelineError       stages in an order that cannot work
├── StoreError          a graph folder or database that cannot be read or written
│   └── ConnectionFailed    a server that does not answer or does not let us in
└── QueryError          a question that cannot be asked (unknown name, bad Cypher, a write)
"""

from __future__ import annotations


class GraphbuildError(Exception):
    """Base of all errors that graphbuild raises on purpose; its text is one line for the user."""


class InputError(GraphbuildError):
    """A document cannot be read; the text names the file, the reason and the mend."""


class LexiconError(GraphbuildError):
    """A data file does not validate; the text starts with ``file:line``."""


class ModelError(GraphbuildError):
    """A parsing model is missing, damaged or made for another Stanza."""


class CorrectionsError(GraphbuildError):
    """An entry of the analyst's corrections cannot be meant; the text starts with ``file:line``."""


class PipelineError(GraphbuildError):
    """A stage lacks a layer that an earlier stage should have made."""


class StoreError(GraphbuildError):
    """A graph folder or database cannot be read or written."""


class ConnectionFailed(StoreError):
    """A Neo4j server does not answer, or refuses the login."""


class QueryError(GraphbuildError):
    """A question cannot be asked: unknown name, bad Cypher, or an attempt to write."""
