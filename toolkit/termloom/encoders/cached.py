"""Encodings kept on disk, so that a second run needs no encoder."""

import hashlib
import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from ..cache import directory
from ..store import Store
from . import Encoder, Encoding

LIMIT = 2 * 1024**3
"""Bytes that the file may hold."""
_CHUNK = 512
_HEAD = struct.Struct("<diii")
"""Weight, width of the vector, number and width of the token states."""


class Cached:
    """An encoder whose results are kept.

    The key of an entry is made of the encoder's signature and the text, so another
    version of either never meets old vectors.
    """

    def __init__(
        self, encoder: Encoder, path: Path | None = None, *, limit: int = LIMIT
    ) -> None:
        self.signature = encoder.signature
        self._encoder = encoder
        self._store = Store(
            path or directory("vectors") / "vectors.sqlite", limit=limit
        )

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """One encoding a text, in order; what is not on disk is made and kept."""
        stream = iter(texts)
        while chunk := list(islice(stream, _CHUNK)):
            keys = {text: self._key(text) for text in chunk}
            stored = self._store.find(list(keys.values()))
            found = {key: _decoded(content) for key, content in stored.items()}
            if missing := [text for text, key in keys.items() if key not in found]:
                made = zip(missing, self._encoder.encode(missing), strict=True)
                new = {keys[text]: encoding for text, encoding in made}
                self._store.keep({key: _encoded(e) for key, e in new.items()})
                found |= new
            yield from (found[keys[text]] for text in chunk)

    def _key(self, text: str) -> bytes:
        content = f"{self.signature}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).digest()[:16]


def _encoded(made: Encoding) -> bytes:
    head = _HEAD.pack(made.weight, len(made.vector), *made.states.shape)
    arrays = (made.vector, made.states, made.spans, made.information)
    return head + b"".join(array.tobytes() for array in arrays)


def _decoded(content: bytes) -> Encoding:
    weight, vector, count, width = _HEAD.unpack_from(content)
    states = _HEAD.size + 4 * vector
    spans = states + 2 * count * width
    information = spans + 8 * count
    return Encoding(
        vector=np.frombuffer(content, np.float32, vector, _HEAD.size),
        weight=weight,
        states=np.frombuffer(content, np.float16, count * width, states).reshape(
            count, width
        ),
        spans=np.frombuffer(content, np.int32, 2 * count, spans).reshape(count, 2),
        information=np.frombuffer(content, np.float32, count, information),
    )
