"""The shared encoder gives what the encoder gives, and runs it once a sentence."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from transformers import BertConfig, BertModel

from graphbuild.parse import encoder
from graphbuild.parse.encoder import SharedEncoder

SENTENCES = [[0, 5, 6, 7, 2], [0, 8, 2], [0, 5, 6, 7, 9, 4, 2], [0, 8, 2]]


@pytest.fixture(scope="module")
def weights() -> Any:
    torch.manual_seed(1)
    return new_model().state_dict()


def new_model() -> Any:
    config = BertConfig(
        vocab_size=10, hidden_size=8, num_hidden_layers=3, num_attention_heads=2, intermediate_size=8, pad_token_id=1
    )
    model = BertModel(config)
    model.train(mode=False)
    return model


def batch(sentences: list[list[int]]) -> dict[str, Any]:
    """Sentences padded to one length, as Stanza hands them over."""
    width = max(map(len, sentences))
    ids = torch.tensor([sentence + [1] * (width - len(sentence)) for sentence in sentences])
    mask = torch.tensor([[1] * len(sentence) + [0] * (width - len(sentence)) for sentence in sentences])
    return {"input_ids": ids, "attention_mask": mask, "output_hidden_states": True}


@pytest.mark.parametrize("group", [1, 8, 4096])
def test_hidden_states_are_those_of_the_encoder(weights: Any, group: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_GROUP", group)
    plain, shared = new_model(), new_model()
    plain.load_state_dict(weights)
    shared.load_state_dict(weights)
    memory = SharedEncoder(shared)
    with torch.no_grad(), memory.remember():
        for part in (SENTENCES, SENTENCES[1:3]):
            expected = plain(**batch(part)).hidden_states
            found = shared(**batch(part)).hidden_states
            assert len(found) == len(expected) == 4
            for one, other in zip(found, expected, strict=True):
                for row, sentence in enumerate(part):
                    assert torch.allclose(one[row, : len(sentence)], other[row, : len(sentence)], atol=1e-6)
                    assert not one[row, len(sentence) :].any()


def test_each_sentence_is_encoded_once_and_forgotten_at_the_end() -> None:
    model, seen = new_model(), list[int]()
    forward = model.forward

    def counting(input_ids: torch.Tensor, **options: Any) -> Any:
        seen.append(len(input_ids))
        return forward(input_ids, **options)

    model.forward = counting
    memory = SharedEncoder(model)
    with torch.no_grad(), memory.remember():
        model(**batch(SENTENCES))
        model(**batch(SENTENCES[:2]))
    assert sum(seen) == 3
    with torch.no_grad(), memory.remember():
        model(**batch(SENTENCES[:2]))
    assert sum(seen) == 5


def test_only_the_last_layers_are_kept(weights: Any) -> None:
    plain, shared = new_model(), new_model()
    plain.load_state_dict(weights)
    shared.load_state_dict(weights)
    memory = SharedEncoder(shared)
    memory.keep = 2
    with torch.no_grad(), memory.remember():
        expected = plain(**batch(SENTENCES[:1])).hidden_states[-2:]
        found = shared(**batch(SENTENCES[:1])).hidden_states
        assert len(found) == 2
        assert all(torch.allclose(one, other, atol=1e-6) for one, other in zip(found, expected, strict=True))


def test_outside_a_batch_nothing_is_remembered() -> None:
    model = new_model()
    SharedEncoder(model)
    with torch.no_grad():
        assert len(model(**batch(SENTENCES)).hidden_states) == 4
