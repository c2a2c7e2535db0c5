"""Terms of texts that are no translations of each other, linked by meaning.

A term is known by two vectors: that of its form alone, and the mean of its token
states where it stands. Two terms are linked where each is the other's nearest, by a
similarity that is corrected for terms that are near to everything (CSLS: Conneau et
al. 2018).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..encoders import Encoder, Encoding
from ..model import Candidate, Evidence, Place, Segment
from .merge import Tie
from .phrases import tokens
from .spans import Matrix

_ACRONYMS = re.compile(r"[A-Z]{2,}")
"""Acronyms are alike to an encoder: only the same one stands for the same thing."""
_MOST = 400
"""Candidates of a language that are compared, the best ones."""
_FEWEST = 30
"""On fewer, what is nearest says little."""
_PLACES = 8
_NEIGHBOURS = 5
_NEAR = 0.24
"""Of known terms, nine out of ten links from here on are right."""
_ONCE = 0.04
"""What must be added for each of the two that stands but once: one context says
little."""
_PLAIN = 0.03
"""What must be added for two single words that are no names."""


def linked(
    candidates: Mapping[str, Sequence[Candidate]],
    segments: Mapping[str, Sequence[Segment]],
    pairs: Iterable[tuple[str, str]],
    encoder: Encoder,
) -> Iterator[Tie]:
    """Ties between candidates of the language pairs; none without vectors."""
    pairs = list(pairs)
    spoken = {tag for pair in pairs for tag in pair}
    best = {tag: candidates.get(tag, ())[:_MOST] for tag in sorted(spoken)}
    vectors = {
        tag: _vectors(own, segments[tag], encoder)
        for tag, own in best.items()
        if len(own) >= _FEWEST
    }
    for source, target in pairs:
        if source in vectors and target in vectors:
            similar = _corrected(vectors[source], vectors[target])
            for one, other, near in _mutual(similar):
                ends = best[source][one], best[target][other]
                if near >= _needed(ends) and _alike(*ends):
                    yield _tie(*ends, near)


def _alike(one: Candidate, other: Candidate) -> bool:
    return _ACRONYMS.findall(one.form) == _ACRONYMS.findall(other.form)


def _needed(ends: Iterable[Candidate]) -> float:
    """How near two terms must be to be one."""
    ends = tuple(ends)
    once = sum(one.count == 1 for one in ends)
    return _NEAR + _ONCE * once + _PLAIN * all(map(_is_plain, ends))


def _is_plain(one: Candidate) -> bool:
    return not one.form[0].isupper() and len(tokens(one.language, one.form)) == 1


def _vectors(
    candidates: Sequence[Candidate], segments: Sequence[Segment], encoder: Encoder
) -> list[Matrix]:
    """One matrix for the forms alone, one for them in their contexts; rows of unit
    length."""
    alone = [e.vector for e in encoder.encode([one.form for one in candidates])]
    texts = {(s.document, s.index): s.text for s in segments}
    wanted = {
        (place.document, place.segment): texts[place.document, place.segment]
        for one in candidates
        for place in one.places[:_PLACES]
    }
    encodings = dict(
        zip(wanted, encoder.encode(list(wanted.values())), strict=True),
    )
    inside = [_in_context(one.places[:_PLACES], encodings) for one in candidates]
    return [_centred(np.array(rows, np.float32)) for rows in (alone, inside)]


def _in_context(
    places: Iterable[Place], encodings: Mapping[tuple[str, int], Encoding]
) -> NDArray[np.float32]:
    found = []
    for place in places:
        encoding = encodings[place.document, place.segment]
        start, stop = place.span
        own = (encoding.spans[:, 0] < stop) & (encoding.spans[:, 1] > start)
        if own.any():
            found.append(encoding.states[own].astype(np.float32).mean(axis=0))
    width = encoding.states.shape[1] if encoding.states.ndim == 2 else 0
    return np.mean(found, axis=0) if found else np.zeros(width, np.float32)


def _centred(rows: Matrix) -> Matrix:
    rows = rows - rows.mean(axis=0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / (lengths + 1e-6), np.float32)


def _corrected(sources: Sequence[Matrix], targets: Sequence[Matrix]) -> Matrix:
    """How much nearer each pair is than what is near to either of them."""
    similar = np.mean([a @ b.T for a, b in zip(sources, targets, strict=True)], axis=0)
    there = np.sort(similar, axis=1)[:, -_NEIGHBOURS:].mean(axis=1, keepdims=True)
    back = np.sort(similar, axis=0)[-_NEIGHBOURS:].mean(axis=0, keepdims=True)
    return np.asarray(2 * similar - there - back, np.float32)


def _mutual(similar: Matrix) -> Iterator[tuple[int, int, float]]:
    there, back = similar.argmax(axis=1), similar.argmax(axis=0)
    for one, other in enumerate(there.tolist()):
        near = float(similar[one, other])
        if back[other] == one and near >= _NEAR:
            yield one, other, near


def _tie(one: Candidate, other: Candidate, near: float) -> Tie:
    documents = [place.document for c in (one, other) for place in c.places]
    return Tie(
        one.language,
        one.form,
        other.language,
        other.form,
        min(0.9, 0.5 + near / 2),
        ", ".join(dict.fromkeys(documents)),
        (Evidence("near", near, "by meaning and contexts"),),
    )
