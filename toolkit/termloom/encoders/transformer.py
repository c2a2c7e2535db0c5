"""Encoders of the sentence-transformers library, LaBSE first among them.

Feng et al. 2022, «Language-agnostic BERT Sentence Embedding».
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from ..errors import MissingExtra, MissingModel
from . import Encoding

_CHUNK = 64


class Transformer:
    """A model by its name on the Hugging Face hub or its directory on this machine.

    Raises `MissingExtra` without the library, `MissingModel` without the model.
    """

    def __init__(self, name: str) -> None:
        try:
            import sentence_transformers
        except ImportError as error:
            raise MissingExtra("sentence-transformers", "labse") from error
        try:
            self._model = sentence_transformers.SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise MissingModel(
                f'the model "{name}" is not on this machine and could not be fetched; '
                "name a directory that holds it, or use --encoder e5"
            ) from error
        self.signature = f"{name}/{sentence_transformers.__version__}"

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """One encoding a text, in order."""
        stream = iter(texts)
        while chunk := list(islice(stream, _CHUNK)):
            made = self._model.encode(
                chunk,
                output_value=None,
                convert_to_numpy=False,
                show_progress_bar=False,
            )
            spans = self._spans(chunk)
            yield from map(_encoding, made, spans)

    def _spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        tokenizer = self._model.tokenizer
        longest = self._model.max_seq_length
        made = tokenizer(
            list(texts),
            return_offsets_mapping=True,
            truncation=True,
            max_length=longest,
        )
        return [list(offsets) for offsets in made["offset_mapping"]]


def _encoding(made: dict[str, Any], offsets: list[tuple[int, int]]) -> Encoding:
    """Tokens that stand for no character, such as [CLS], are left out."""
    kept = [i for i, (start, stop) in enumerate(offsets) if start < stop]
    states = made["token_embeddings"].float().cpu().numpy()
    return Encoding(
        vector=made["sentence_embedding"].float().cpu().numpy().astype(np.float32),
        weight=float(max(len(kept), 1)),
        states=states[kept].astype(np.float16),
        spans=np.array([offsets[i] for i in kept], np.int32).reshape(-1, 2),
        information=np.ones(len(kept), np.float32),
    )
