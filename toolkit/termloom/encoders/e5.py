"""The bundled encoder: multilingual-e5-small, offline on a CPU.

Wang et al. 2024, «Multilingual E5 Text Embeddings». The texts are encoded as queries,
as its authors advise for symmetric tasks.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..cache import directory
from . import Encoding
from .e5_graph import VERSION, Precision, build
from .e5_weights import DIGEST, Weights, load, locate

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_PREFIX = "query: "
_BEGIN, _END, _PAD = 0, 2, 1
_WINDOW = 500
"""Tokens of a text that go through the network at once (it takes 512)."""
_LONGEST = 8 * _WINDOW
"""Tokens after which a text is cut: a «sentence» of 20 pages is no sentence."""
_CHUNK = 1024
"""Texts that are sorted by length together."""
_BUDGET = 256
"""Tokens, with padding, in one call of the network."""


class _Tokens(NamedTuple):
    ids: NDArray[np.int64]
    spans: NDArray[np.int32]


class _Window(NamedTuple):
    vector: NDArray[np.float32]
    states: NDArray[np.float16]


class E5:
    """Vectors and token states of multilingual-e5-small.

    ``exact`` gives the same bytes for a text whatever else is encoded, in whatever
    batches, by however many threads; ``fast`` does not. The network is loaded with the
    first text. Raises `MissingModel` without the weights.
    """

    def __init__(self, precision: Precision = "exact") -> None:
        self._path, self._precision = locate(), precision
        self.signature = f"e5-small/{precision}/{VERSION}/{DIGEST[:12]}"

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """One encoding a text, in order, in memory bounded by the chunk."""
        return self._network.encode(texts)

    @cached_property
    def _network(self) -> "_Network":
        return _Network(load(self._path), self._precision)


class _Network:
    def __init__(self, weights: Weights, precision: Precision) -> None:
        self._session = _session(weights, precision)
        self._tokenizer = _tokenizer(weights)
        self._characters = weights.characters
        self._changed = frozenset(map(chr, weights.characters))
        self._information = _information(weights)
        self._prefix = self._tokenizer.encode(_PREFIX + "a").ids[:-1]

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        stream = iter(texts)
        while chunk := list(islice(stream, _CHUNK)):
            distinct = list(dict.fromkeys(chunk))
            encoded = dict(zip(distinct, self._encode(distinct), strict=True))
            yield from (encoded[text] for text in chunk)

    def _encode(self, texts: Sequence[str]) -> list[Encoding]:
        tokens = [self._tokens(text) for text in texts]
        windows = [
            (number, start)
            for number, text in enumerate(tokens)
            for start in range(0, max(len(text.ids), 1), _WINDOW)
        ]
        ids = [tokens[n].ids[start : start + _WINDOW] for n, start in windows]
        parts: list[list[_Window]] = [[] for _ in texts]
        for (number, _), part in zip(windows, self._run(ids), strict=True):
            parts[number].append(part)
        return [self._join(t, p) for t, p in zip(tokens, parts, strict=True)]

    def _join(self, tokens: _Tokens, parts: list[_Window]) -> Encoding:
        lengths = [max(len(part.states), 1) for part in parts]
        vector = np.average([part.vector for part in parts], axis=0, weights=lengths)
        return Encoding(
            vector=vector.astype(np.float32),
            weight=float(max(len(tokens.ids), 1)),
            states=np.concatenate([part.states for part in parts]),
            spans=tokens.spans,
            information=self._information[tokens.ids],
        )

    def _run(self, texts: list[NDArray[np.int64]]) -> list[_Window]:
        """Vector and states of each text, through batches of like length.

        A batch on each core is faster than one batch on all.
        """
        batches = list(self._batches(texts))
        work = ([texts[i] for i in batch] for batch in batches)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            encoded = chain.from_iterable(pool.map(self._batch, work))
            results = dict(zip(chain.from_iterable(batches), encoded, strict=True))
        return [results[i] for i in range(len(texts))]

    def _batches(self, texts: list[NDArray[np.int64]]) -> Iterator[list[int]]:
        """The numbers of the texts, the longest first; one batch fills the budget."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        while order:
            size = max(1, _BUDGET // self._length(texts[order[0]]))
            yield order[:size]
            order = order[size:]

    def _length(self, text: NDArray[np.int64]) -> int:
        return len(text) + len(self._prefix) + 2

    def _batch(self, texts: list[NDArray[np.int64]]) -> list[_Window]:
        rows = [[_BEGIN, *self._prefix, *text.tolist(), _END] for text in texts]
        ids = np.full((len(rows), max(map(len, rows))), _PAD, np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        last, states = self._session.run(["last", "states"], {"ids": ids, "mask": mask})
        first = len(self._prefix) + 1
        return [
            _Window(
                last[number, : len(row)].mean(axis=0),
                states[number, first : len(row) - 1].copy(),
            )
            for number, row in enumerate(rows)
        ]

    def _tokens(self, text: str) -> _Tokens:
        """Ids of a text's pieces and the code points each stands for."""
        prepared, places = self._prepare(text)
        encoding = self._tokenizer.encode(_PREFIX + prepared)
        ids, spans = [], []
        skip = len(_PREFIX)
        for piece, (start, stop) in zip(encoding.ids, encoding.offsets, strict=True):
            start, stop = max(start - skip, 0), stop - skip
            while start < stop and prepared[start] == " ":
                start += 1
            if stop > 0:
                ids.append(piece)
                spans.append(_place(places, start, stop))
        return _Tokens(
            np.array(ids[:_LONGEST], np.int64),
            np.array(spans[:_LONGEST], np.int32).reshape(-1, 2),
        )

    def _prepare(self, text: str) -> tuple[str, list[int] | None]:
        """The text as the network was trained on it, and where its characters were.

        The places are None where nothing was changed, else one more than characters.
        """
        changed = not self._changed.isdisjoint(text) or _UNTIDY.search(text)
        if not changed and unicodedata.is_normalized("NFC", text):
            return text, None
        characters: list[str] = []
        places: list[int] = []
        for place, character in _composed(text):
            for made in self._characters.get(ord(character), character):
                if made != " " or (characters and characters[-1] != " "):
                    characters.append(made)
                    places.append(place)
        if characters and characters[-1] == " ":
            characters.pop()
            places.pop()
        return "".join(characters), [*places, len(text)]


_UNTIDY = re.compile(r"^\s|\s\s|\s$|[\ud800-\udfff]")


def _composed(text: str) -> Iterator[tuple[int, str]]:
    """NFC characters with the place where each began; surrogates are left out."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            for character in unicodedata.normalize("NFC", text[start:end]):
                if not "\ud800" <= character <= "\udfff":
                    yield start, character
            start = end


def _place(places: list[int] | None, start: int, stop: int) -> tuple[int, int]:
    if places is None:
        return start, stop
    begin = places[start]
    end = places[stop]
    return begin, max(end, begin + 1) if stop > start else begin


def _information(weights: Weights) -> NDArray[np.float32]:
    """How much each piece says: its surprisal, next to nothing for punctuation."""
    scores = np.array([score for _, score in weights.pieces], np.float32)
    words = [any(map(str.isalnum, piece)) for piece, _ in weights.pieces]
    surprisal = np.clip(-scores - 6, 0.3, 8)
    return np.where(words, surprisal, surprisal * 0.05).astype(np.float32)


def _tokenizer(weights: Weights) -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers

    model = models.Unigram(weights.pieces, unk_id=weights.unknown, byte_fallback=False)
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement="▁", prepend_scheme="always", split=False
    )
    return tokenizer


def _session(weights: Weights, precision: Precision) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    path = _graph(weights, precision)
    return onnxruntime.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        # What it makes of an addition and a normalisation takes three times as long.
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def _graph(weights: Weights, precision: Precision) -> Path:
    """The graph's file in the cache, built at the first use (about four seconds)."""
    path = directory("models") / f"e5-{precision}-{VERSION}-{DIGEST[:12]}.onnx"
    if not path.exists():
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(build(weights, precision))
        temporary.replace(path)
    return path
