"""The joint model: one encoder, and for every task a tagger and (for trees) a biaffine parser above it.

Every treebank keeps a head of its own (Dozat and Manning 2017), so that conventions which differ do not pull against
each other; the encoder below is shared. Its features are a mix of the last layers, exactly as Stanza's heads read them
later (`JointModel.mix`), so that no layer of the shipped encoder goes unused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import AutoModel, AutoTokenizer

LAYERS_READ = 3
DEEP_READ = 5
"""Layers that are read by a model whose encoder was made deeper: the three that were read before, and those above."""
MIXED = "mixed"
UNKNOWN = -1
LONGEST = 384  # word pieces; what comes after them is not seen


@dataclass(frozen=True, slots=True)
class Options:
    """Size and schedule; the defaults made the shipped encoder."""

    layers: int = 8
    read: int = LAYERS_READ  # the last layers, whose mix is the features; other than the default: the mix is learned
    words: int = 1_200_000
    batch_words: int = 400
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.03
    dropout: float = 0.2
    hide: float = 0.06  # share of word pieces replaced by <mask>
    bfloat16: bool = False  # faster only on a processor that has it
    minutes: float | None = None  # end early: the schedule then follows whichever is used up first
    seed: int = 1
    frozen: int = 0  # lowest layers that keep their weights: cheaper, for a second round
    checkpoint_seconds: float = 300
    report_seconds: float = 1200


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence for one task. Trees have tags, heads and labels; tagged sentences tags only.

    A tag or label that is not known is empty, and a head -1: they count for nothing.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A set of examples that share a head; ``share`` is its part of the words seen.

    ``head`` names another task whose head it trains instead of one of its own. The trees of ``mixed`` tasks also train
    one parser on all of them, the head `MIXED`.
    """

    name: str
    examples: list[Example]
    share: float
    mixed: bool = False
    head: str = ""


class Head(nn.Module):
    """What one task reads off the encoder: tags, and for trees also arcs and labels."""

    def __init__(self, tags: list[str], labels: list[str], *, width: int = 384, arc: int = 256, rel: int = 96) -> None:
        super().__init__()
        self.tags, self.labels = tags, labels
        self.tag = nn.Linear(width, len(tags))
        if labels:
            self.arc_head, self.arc_dep = nn.Linear(width, arc), nn.Linear(width, arc)
            self.rel_head, self.rel_dep = nn.Linear(width, rel), nn.Linear(width, rel)
            self.arc = nn.Parameter(torch.empty(arc + 1, arc))
            self.rel = nn.Parameter(torch.zeros(len(labels), rel + 1, rel + 1))
            nn.init.xavier_uniform_(self.arc)

    def arcs(self, features: Tensor, mask: Tensor) -> Tensor:
        """Scores of every head (column 0 is the root) for every word: batch × words × (words + 1)."""
        head, dep = self._mlp(self.arc_head, features), self._mlp(self.arc_dep, features[:, 1:])
        scores = _with_one(dep) @ self.arc.to(dep.dtype) @ head.transpose(1, 2)
        seen = torch.cat([mask.new_ones(len(mask), 1), mask], 1)
        return scores.float().masked_fill(~seen[:, None, :], -1e4)

    def rels(self, features: Tensor, heads: Tensor) -> Tensor:
        """Scores of every label for the given heads: batch × words × labels."""
        head, dep = self._mlp(self.rel_head, features), self._mlp(self.rel_dep, features[:, 1:])
        chosen = torch.gather(head, 1, heads.clamp(min=0)[..., None].expand(-1, -1, head.shape[-1]))
        half = torch.einsum("bni,oij->bnoj", _with_one(chosen), self.rel.to(chosen.dtype))
        return torch.einsum("bnoj,bnj->bno", half, _with_one(dep)).float()

    def tree_loss(self, features: Tensor, mask: Tensor, examples: Sequence[Example]) -> Tensor:
        """Cross entropy of the gold heads, and of the gold labels on them."""
        heads = _padded([example.heads for example in examples], mask)
        labels = _padded([_indices(self.labels, one.labels) for one in examples], mask)
        loss = F.cross_entropy(self.arcs(features, mask)[mask], heads[mask], ignore_index=UNKNOWN)
        return loss + F.cross_entropy(self.rels(features, heads)[mask], labels[mask], ignore_index=UNKNOWN)

    def _mlp(self, layer: nn.Linear, features: Tensor) -> Tensor:
        return F.dropout(F.relu(layer(features)), 0.25, self.training)


@dataclass(frozen=True, slots=True)
class Batch:
    """Word pieces, the piece that stands for each word (position 0: the sentence), and which words are real."""

    pieces: dict[str, Tensor]
    positions: Tensor
    mask: Tensor


class JointModel(nn.Module):
    """The encoder and one head a task."""

    def __init__(self, source: Path, tasks: Sequence[Task], options: Options) -> None:
        super().__init__()
        self.options = options
        self.tokenizer: Any = AutoTokenizer.from_pretrained(source, local_files_only=True)
        self.encoder: Any = AutoModel.from_pretrained(
            source, add_pooling_layer=False, local_files_only=True, attention_probs_dropout_prob=0.0
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[: options.layers]
        self.encoder.config.num_hidden_layers = options.layers
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        if options.frozen:
            for part in (self.encoder.embeddings, *self.encoder.encoder.layer[: options.frozen]):
                part.requires_grad_(False)
        self.heads = nn.ModuleDict({task.name: _head(task.examples) for task in tasks if not task.head})
        self.mix = nn.Parameter(torch.zeros(options.read), requires_grad=options.read != LAYERS_READ)
        """What is added to the plain mean's weights, as in Stanza's ``bert_layer_mix``."""
        self.mixed = {task.name for task in tasks if task.mixed}
        if self.mixed:
            labels = {label for task in tasks if task.mixed for one in task.examples for label in one.labels}
            self.heads[MIXED] = Head(["_"], sorted(labels))

    def go_on_from(self, state: Mapping[str, Tensor]) -> None:
        """Take the weights of an earlier round, whose encoder may have had fewer layers and read fewer.

        The new layers on top keep the weights they have, and count for nothing at first: the features are those of the
        earlier round. Heads that are not in ``state`` keep their weights; its heads without a task are left out.
        """
        old = {name: value for name, value in state.items() if not name.startswith("heads.") or self._has_head(name)}
        layers = 1 + max(int(name.split(".")[3]) for name in old if name.startswith("encoder.encoder.layer."))
        read = old.pop("mix", torch.zeros(LAYERS_READ))
        first, start = layers - len(read), self.options.layers - self.options.read  # lowest layer that is read
        if not start <= first:
            raise ValueError(f"layers {first + 1} to {layers} were read; reading the last {len(self.mix)} misses some")
        weights = torch.zeros(self.options.read)
        weights[first - start : layers - start] = read + 1 / len(read)
        missing, unknown = self.load_state_dict({**old, "mix": weights - 1 / len(weights)}, strict=False)
        upper = tuple(f"encoder.encoder.layer.{layer}." for layer in range(layers, self.options.layers))
        strange = [name for name in missing if not name.startswith(("heads.", *upper))] + unknown
        if strange:
            raise ValueError(f"an earlier round of another shape: {', '.join(strange[:5])}")

    def _has_head(self, name: str) -> bool:
        return name.split(".")[1] in self.heads

    def batch(self, sentences: Sequence[Sequence[str]]) -> Batch:
        """Cut words into pieces; a word's last piece stands for it, as in Stanza."""
        pieces = self.tokenizer(
            [list(words) for words in sentences],
            is_split_into_words=True,
            padding=True,
            truncation=True,
            max_length=LONGEST,
            return_tensors="pt",
        )
        longest = max(map(len, sentences))
        positions = torch.zeros(len(sentences), longest + 1, dtype=torch.long)
        mask = torch.zeros(len(sentences), longest, dtype=torch.bool)
        for row, words in enumerate(sentences):
            for piece, word in enumerate(pieces.word_ids(row)):
                if word is not None:
                    positions[row, word + 1] = piece
            for word in range(len(words)):
                mask[row, word] = positions[row, word + 1] > 0
                if positions[row, word + 1] == 0:
                    positions[row, word + 1] = positions[row, word]
        return Batch({"input_ids": pieces["input_ids"], "attention_mask": pieces["attention_mask"]}, positions, mask)

    def features(self, batch: Batch) -> Tensor:
        """One vector for the sentence, then one a word."""
        pieces = dict(batch.pieces)
        if self.training and self.options.hide:
            ids = pieces["input_ids"]
            hidden = (torch.rand(ids.shape) < self.options.hide) & (batch.pieces["attention_mask"] == 1)
            hidden[:, 0] = False
            pieces["input_ids"] = torch.where(hidden, self.tokenizer.mask_token_id, ids)
        layers = self.encoder(**pieces, output_hidden_states=True).hidden_states[-len(self.mix) :]
        mixed = sum(weight * layer for weight, layer in zip(self.mix + 1 / len(self.mix), layers, strict=True))
        assert isinstance(mixed, Tensor)
        words = torch.gather(mixed, 1, batch.positions[..., None].expand(-1, -1, mixed.shape[-1]))
        return F.dropout(words, self.options.dropout, self.training)

    def loss(self, name: str, examples: Sequence[Example]) -> Tensor:
        """The summed losses of one batch of one task."""
        head = self.heads[name]
        assert isinstance(head, Head)
        batch = self.batch([example.words for example in examples])
        mask = batch.mask
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.bfloat16):
            features = self.features(batch)
            tags = _padded([_indices(head.tags, example.tags) for example in examples], mask)
            loss = F.cross_entropy(head.tag(features[:, 1:]).float()[mask], tags[mask], ignore_index=UNKNOWN)
            if head.labels:
                loss = 0.5 * loss + head.tree_loss(features, mask, examples)
            if name in self.mixed:
                mixed = self.heads[MIXED]
                assert isinstance(mixed, Head)
                loss = loss + mixed.tree_loss(features, mask, examples)
        return loss

    @torch.no_grad()
    def predict(self, name: str, sentences: Sequence[Sequence[str]]) -> list[Example]:
        """The best tags of each word, and for a tree task its best head and label (arcs are chosen one by one)."""
        head = self.heads[name]
        assert isinstance(head, Head)
        batch = self.batch(sentences)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.bfloat16):
            features = self.features(batch)
            tags = head.tag(features[:, 1:]).argmax(-1).tolist()
            arcs = head.arcs(features, batch.mask).argmax(-1) if head.labels else None
            rels = head.rels(features, arcs).argmax(-1).tolist() if arcs is not None else []
        found = []
        for row, words in enumerate(sentences):
            size = len(words)
            heads = tuple(arcs[row, :size].tolist()) if arcs is not None else ()
            labels = tuple(head.labels[label] for label in rels[row][:size]) if rels else ()
            found.append(Example(tuple(words), tuple(head.tags[tag] for tag in tags[row][:size]), heads, labels))
        return found


def _head(examples: Sequence[Example]) -> Head:
    return Head(
        sorted({tag for one in examples for tag in one.tags}), sorted({x for one in examples for x in one.labels})
    )


def _indices(known: list[str], wanted: Sequence[str]) -> list[int]:
    return [known.index(one) if one else UNKNOWN for one in wanted]


def _with_one(values: Tensor) -> Tensor:
    return torch.cat([values, values.new_ones(*values.shape[:2], 1)], -1)


def _padded(rows: Sequence[Sequence[int]], mask: Tensor) -> Tensor:
    padded = torch.zeros(mask.shape, dtype=torch.long)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = torch.tensor(row)
    return padded
