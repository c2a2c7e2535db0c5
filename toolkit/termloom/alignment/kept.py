"""Alignments kept on disk: what was aligned once is only looked up."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from ..cache import directory
from ..model import Bead, Evidence, Segment
from ..store import Store
from .alignment import Alignment

LIMIT = 256 * 1024**2
"""Bytes that the file may hold."""
_TELLING = (".json", ".py", ".tsv", ".txt")
"""Endings of the files that say how termloom aligns."""
Texts = tuple[Sequence[Segment], Sequence[Segment]]


def kept(
    texts: Texts,
    languages: tuple[str, str],
    encoder: str,
    make: Callable[[], Alignment],
) -> Alignment:
    """The alignment of two texts from disk, or made now and kept.

    ``encoder`` is the signature of one that always gives the same. Texts, languages
    and termloom's own code are part of the key: a change in any is another alignment.
    """
    store = Store(directory("alignments") / "alignments.sqlite", limit=LIMIT)
    key = _key(texts, languages, encoder)
    if content := store.find([key]).get(key):
        return _decoded(content)
    made = make()
    store.keep({key: _encoded(made)})
    return made


def _key(texts: Texts, languages: tuple[str, str], encoder: str) -> bytes:
    digest = hashlib.sha256(_code())
    for part in (encoder, *languages, *_parts(texts)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()


def _parts(texts: Texts) -> Iterator[str]:
    for text in texts:
        yield str(len(text))
        yield from (f"{segment.paragraph}\0{segment.text}" for segment in text)


@cache
def _code() -> bytes:
    """Which state of termloom's files this is."""
    root = Path(__file__).parents[1]
    files = sorted(path for path in root.rglob("*.*") if path.suffix in _TELLING)
    states = ((path.name, path.stat()) for path in files)
    facts = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    return repr(facts).encode()


def _encoded(made: Alignment) -> bytes:
    beads = [[b.sources, b.targets, b.score, b.evidence] for b in made.beads]
    content = [beads, made.translation, made.reason, made.signature]
    return json.dumps(content, ensure_ascii=False).encode()


def _decoded(content: bytes) -> Alignment:
    beads, translation, reason, signature = json.loads(content)
    return Alignment(tuple(map(_bead, beads)), translation, reason, signature)


def _bead(row: tuple[list[int], list[int], float, list[list[object]]]) -> Bead:
    sources, targets, score, evidence = row
    reasons = tuple(Evidence(*reason) for reason in evidence)  # type: ignore[arg-type]
    return Bead(tuple(sources), tuple(targets), score, reasons)
