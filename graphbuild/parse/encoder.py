"""One encoder pass for all the processors of a Stanza pipeline.

Stanza's tagger, parser and entity tagger each run the transformer on the same sentences. `SharedEncoder` gives the
transformer a memory that lasts for one batch of sentences: what it has encoded once, it looks up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

_GROUP = 1024  # pieces, with padding, that go through the encoder at once; from 256 to 4096 the speed is the same


class SharedEncoder:
    """Stands in for the ``forward`` of a Hugging Face encoder and remembers hidden states by sentence.

    ``keep`` is how many of the last layers are remembered and given back, all without it.
    """

    def __init__(self, model: Any) -> None:
        self.keep: int | None = None
        self._forward = model.forward
        self._memory: dict[tuple[int, ...], tuple[Tensor, ...]] | None = None
        model.forward = self

    @contextmanager
    def remember(self) -> Iterator[None]:
        """Keep what is encoded until the end of the ``with`` block."""
        self._memory = {}
        try:
            yield
        finally:
            self._memory = None

    def __call__(self, input_ids: Tensor, *, attention_mask: Tensor, output_hidden_states: bool) -> Any:
        """Hidden states of every layer, ``[sentence, piece, feature]``, zero where `attention_mask` is."""
        if self._memory is None:
            return self._forward(input_ids, attention_mask=attention_mask, output_hidden_states=output_hidden_states)
        lengths = attention_mask.sum(dim=1).tolist()
        keys = [tuple(row[:length]) for row, length in zip(input_ids.tolist(), lengths, strict=True)]
        self._encode([key for key in dict.fromkeys(keys) if key not in self._memory], self._memory, input_ids)
        rows = [self._memory[key] for key in keys]
        layers = tuple(_pad(layer, input_ids.shape[1]) for layer in zip(*rows, strict=True))
        return SimpleNamespace(hidden_states=layers)

    def _encode(
        self, keys: list[tuple[int, ...]], memory: dict[tuple[int, ...], tuple[Tensor, ...]], like: Tensor
    ) -> None:
        """Encode sentences, those of like length together, so that little is spent on padding."""
        from torch.nn.utils.rnn import pad_sequence

        for group in _groups(sorted(keys, key=lambda key: (-len(key), key))):
            ids = pad_sequence([like.new_tensor(key) for key in group], batch_first=True)
            mask = pad_sequence([like.new_ones(len(key)) for key in group], batch_first=True)
            states = self._forward(ids, attention_mask=mask, output_hidden_states=True).hidden_states
            for row, key in enumerate(group):
                kept = states[-self.keep :] if self.keep else states
                memory[key] = tuple(layer[row, : len(key)].clone() for layer in kept)


def _groups(keys: list[tuple[int, ...]]) -> Iterator[list[tuple[int, ...]]]:
    """Cut keys, longest first, into groups of at most `_GROUP` pieces (or one key)."""
    group: list[tuple[int, ...]] = []
    for key in keys:
        if group and len(group[0]) * (len(group) + 1) > _GROUP:
            yield group
            group = []
        group.append(key)
    if group:
        yield group


def _pad(rows: tuple[Tensor, ...], width: int) -> Tensor:
    result = rows[0].new_zeros((len(rows), width, rows[0].shape[-1]))
    for index, row in enumerate(rows):
        result[index, : len(row)] = row
    return result
