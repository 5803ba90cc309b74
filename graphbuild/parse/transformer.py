"""BERT in plain torch, for reading only, and its word pieces: what the builtin model needs of `transformers`.

Importing `transformers`' own BERT takes longer than all the rest of loading together (it brings in compilers and
distributed tensors), and this is the same arithmetic, step for step. An encoder of any other architecture, or with
options that are not known here, is left to `transformers`: see `can_read`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

_CONFIG, _WEIGHTS, _PIECES, _PIECES_CONFIG = (
    "config.json",
    "model.safetensors",
    "tokenizer.json",
    "tokenizer_config.json",
)
_KNOWN: dict[str, set[object]] = {
    "model_type": {"bert"},
    "hidden_act": {"gelu"},
    "is_decoder": {False, None},
    "add_cross_attention": {False, None},
    "position_embedding_type": {"absolute", None},
}


def can_read(folder: Path) -> bool:
    """Whether the folder holds a plain BERT with its weights and pieces in the formats read here."""
    if not all((folder / name).is_file() for name in (_CONFIG, _WEIGHTS, _PIECES, _PIECES_CONFIG)):
        return False
    config, pieces = _json(folder / _CONFIG), _json(folder / _PIECES_CONFIG)
    same = all(config.get(name) in values for name, values in _KNOWN.items())
    return same and pieces.get("tokenizer_class") == "TokenizersBackend" and pieces.get("backend") == "tokenizers"


class Pieces:
    """Cuts words into pieces, as a tokenizer of `transformers` does, as far as Stanza calls it."""

    def __init__(self, folder: Path) -> None:
        config = _json(folder / _PIECES_CONFIG)
        self.model_max_length = int(config["model_max_length"])
        self._tokenizer = Tokenizer.from_file(str(folder / _PIECES))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._pad = self._tokenizer.token_to_id(config["pad_token"]) or 0  # whatever it is, it is masked

    def __call__(self, data: Sequence[Any], *, is_split_into_words: bool, padding: Any = False, **_: Any) -> Cut:
        """``data``: sentences of words or, where `is_split_into_words` is false, texts."""
        encodings = self._tokenizer.encode_batch(list(data), is_pretokenized=is_split_into_words)
        return Cut(encodings, self._pad if padding else None)


class Cut(dict[str, list[list[int]]]):
    """``input_ids`` and ``attention_mask``, padded to one length if ``pad`` is given."""

    def __init__(self, encodings: list[Encoding], pad: int | None) -> None:
        self._encodings = encodings
        ids, mask = [one.ids for one in encodings], [one.attention_mask for one in encodings]
        if pad is not None:
            width = max(map(len, ids), default=0)
            ids = [one + [pad] * (width - len(one)) for one in ids]
            mask = [one + [0] * (width - len(one)) for one in mask]
        super().__init__(input_ids=ids, attention_mask=mask)

    @property
    def input_ids(self) -> list[list[int]]:
        return self["input_ids"]

    def word_ids(self, batch_index: int = 0) -> list[int | None]:
        """The word that each piece belongs to; None for the marks of a sentence's ends, and for what is padded."""
        found: list[int | None] = self._encodings[batch_index].word_ids
        return found + [None] * (len(self["input_ids"][batch_index]) - len(found))


class Bert(nn.Module):
    """The hidden states of every layer. Its weights are no parameters: they cannot be trained."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from safetensors.torch import load_file

        self.config = SimpleNamespace(**_json(folder / _CONFIG))
        self._hf_peft_config_loaded = False  # Stanza asks
        self._weights = {name: value.float() for name, value in load_file(folder / _WEIGHTS).items()}

    def forward(self, input_ids: Tensor, *, attention_mask: Tensor, output_hidden_states: bool = True) -> Any:
        """The states of the embeddings, then of each layer."""
        mask = None if bool(attention_mask.all()) else attention_mask.bool()[:, None, None, :]
        states = [self._embedded(input_ids)]
        for layer in range(self.config.num_hidden_layers):
            states.append(self._layer(f"encoder.layer.{layer}", states[-1], mask))
        return SimpleNamespace(hidden_states=tuple(states))

    def _embedded(self, ids: Tensor) -> Tensor:
        words, kinds, positions = (
            self._weights[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "token_type", "position")
        )
        return self._norm("embeddings", F.embedding(ids, words) + kinds[0] + positions[: ids.shape[1]])

    def _layer(self, name: str, states: Tensor, mask: Tensor | None) -> Tensor:
        shape = (*states.shape[:2], self.config.num_attention_heads, -1)
        query, key, value = (
            self._linear(f"{name}.attention.self.{part}", states).view(shape).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self._linear(f"{name}.attention.output.dense", seen.transpose(1, 2).reshape(states.shape))
        states = self._norm(f"{name}.attention.output", seen + states)
        inner = F.gelu(self._linear(f"{name}.intermediate.dense", states))
        return self._norm(f"{name}.output", self._linear(f"{name}.output.dense", inner) + states)

    def _linear(self, name: str, states: Tensor) -> Tensor:
        return F.linear(states, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, name: str, states: Tensor) -> Tensor:
        weight, bias = (self._weights[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return F.layer_norm(states, weight.shape, weight, bias, self.config.layer_norm_eps)


def _json(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text("utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{path}: no JSON object")
    return found
