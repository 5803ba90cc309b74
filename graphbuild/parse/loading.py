"""A model folder to a Stanza pipeline in memory: quietly, and without the network."""

from __future__ import annotations

import pickle
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest.mock import patch

from graphbuild.errors import ModelError
from graphbuild.parse.encoder import SharedEncoder
from graphbuild.parse.models import LANGUAGE, Model


class Loaded(NamedTuple):
    """A Stanza pipeline, and the encoder that its processors share if they read one."""

    pipeline: Any
    encoder: SharedEncoder | None


def load(model: Model) -> Loaded:
    """Load a model on the processor (not a graphics card: its sums differ in the last bits, and so would parses).

    Raises:
        ModelError: Stanza cannot load it, though its files are whole.
    """
    stanza = _stanza()
    from safetensors import SafetensorError
    from stanza.models.common.foundation_cache import FoundationCache

    cache = FoundationCache(local_files_only=True)
    shared = None
    try:
        if model.encoder is not None:
            shared = _put_encoder(model, model.encoder, cache)
        with _no_optimizers() if shared else nullcontext():
            pipeline = stanza.Pipeline(
                LANGUAGE,
                dir=str(model.path),
                package=None,
                processors=dict(model.packages),
                download_method=None,
                foundation_cache=cache,
                use_gpu=False,
                verbose=False,
            )
    except (OSError, ValueError, KeyError, RuntimeError, EOFError, pickle.UnpicklingError, SafetensorError) as error:
        reason = " ".join(str(error).split())
        raise ModelError(
            f"{model.path}: Stanza cannot load it ({type(error).__name__}: {reason[:200]}); use --model builtin, or a"
            " model made for the installed Stanza"
        ) from error
    if shared is not None:
        shared.keep = _layers_read(pipeline)
    return Loaded(pipeline, shared)


def _layers_read(pipeline: Any) -> int | None:
    """How many of the encoder's last layers its processors mix; None where one of them does not say."""
    mixed = [getattr(pipeline.processors[name], "trainer", None) for name in ("pos", "depparse", "ner")]
    counts = [int(trainer.args.get("bert_hidden_layers") or 0) if trainer else 0 for trainer in mixed]
    return max(counts) if all(counts) else None


def _stanza() -> Any:
    """Import Stanza, without `transformers` if that is not there yet: Stanza can do without it, but to train.

    It takes as long to import as Stanza's own modules, and for the builtin model `transformer` stands in for it.
    """
    absent = not sys.modules.keys() & {"stanza", "transformers"}
    if absent:
        sys.modules["transformers"] = None  # type: ignore[assignment]  # Python's way to say "cannot be imported"
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "IProgress not found")  # tqdm, in a notebook without widgets
            import stanza
    finally:
        if absent:
            del sys.modules["transformers"]
    return stanza


def _put_encoder(model: Model, folder: Path, cache: Any) -> SharedEncoder:
    """Load the transformer and hand it over under the name that the processors know it by."""
    import torch
    from stanza.models.common.foundation_cache import BertRecord

    namer = model.path / LANGUAGE / "ner" / f"{model.packages['ner']}.pt"  # the smallest of those that know the name
    name = torch.load(namer, map_location="cpu", weights_only=True)["config"]["bert_model"]
    encoder, tokenizer = _encoder(folder)
    cache.bert[name] = BertRecord(encoder.eval(), tokenizer, {})
    return SharedEncoder(encoder)


def _encoder(folder: Path) -> tuple[Any, Any]:
    """The transformer and its tokenizer; `transformers` is asked only for what `transformer` cannot read."""
    import torch

    from graphbuild.parse import transformer

    if transformer.can_read(folder):
        return transformer.Bert(folder), transformer.Pieces(folder)
    from stanza.models.common.bert_embedding import load_tokenizer
    from transformers import AutoModel

    with _quiet_transformers():
        encoder = AutoModel.from_pretrained(str(folder), local_files_only=True, dtype=torch.float32)
        return encoder, load_tokenizer(str(folder), local_files_only=True)


@contextmanager
def _no_optimizers() -> Iterator[None]:
    """Stanza makes an optimizer for each processor that it loads, which nothing here will ever step.

    The first one brings in torch's compiler, a third of the time of loading.
    """
    from stanza.models.common import utils

    nothing = SimpleNamespace(param_groups=[{"lr": 0.0}])  # as much as Stanza's schedulers look at
    with patch.object(utils, "dispatch_optimizer", lambda *_, **__: nothing):
        yield


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    """No progress bar and no report of weights that we do not use (the pooler)."""
    from transformers.utils import logging

    verbosity, bar = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bar:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]
