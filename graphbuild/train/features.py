"""Remember what the frozen encoder said, so that Stanza's trainers do not run it again every epoch."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

MODULES = ("stanza.models.pos.model", "stanza.models.depparse.model", "stanza.models.ner.model")
Key = tuple[str, ...]


class FeatureCache:
    """Sentence → features (half precision, end points kept), for one encoder and one way of mixing its layers."""

    def __init__(self) -> None:
        self.known: dict[Key, Tensor] = {}

    def wrap(self, extract: Any) -> Any:
        """Stanza's ``extract_bert_embeddings`` with a memory; gradients never reach the encoder or the layer mix."""

        def cached(
            model_name: str,
            tokenizer: Any,
            model: Any,
            data: Sequence[Sequence[str]],
            device: Any,
            keep_endpoints: bool,
            detach: bool = True,
            bert_layer_mix: Any = None,
            peft_name: str | None = None,
        ) -> list[Tensor]:
            keys = [tuple(words) for words in data]
            missing = sorted({key for key in keys if key not in self.known}, key=len)
            for start in range(0, len(missing), 16):
                part = missing[start : start + 16]
                with torch.no_grad():
                    found = extract(
                        model_name, tokenizer, model, [list(key) for key in part], device, True, True, bert_layer_mix
                    )
                self.known.update({key: one.half() for key, one in zip(part, found, strict=True)})
            features = [self.known[key].float() for key in keys]
            return features if keep_endpoints else [one[1:-1] for one in features]

        return cached

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Make Stanza's tagger, parser and name tagger use this memory inside the ``with`` block."""
        modules = [importlib.import_module(name) for name in MODULES]
        originals = [module.extract_bert_embeddings for module in modules]
        for module, original in zip(modules, originals, strict=True):
            module.extract_bert_embeddings = self.wrap(original)  # type: ignore[attr-defined]
        try:
            yield
        finally:
            for module, original in zip(modules, originals, strict=True):
                module.extract_bert_embeddings = original  # type: ignore[attr-defined]
