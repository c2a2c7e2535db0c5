"""Vietnamese words by pyvi, led back to the text they were found in.

pyvi gives a rewritten string: NFC, the syllables of a word joined by ``_``.
"""

import re
from itertools import accumulate, chain, count, repeat
from operator import add

from ..model import Span
from ..text import as_span

_LONGEST = 2000
_PIECE = re.compile(
    rf"[^\n]{{1,{_LONGEST}}}(?:(?=\n)|(?<=\s)|\Z)|[^\n]{{1,{_LONGEST}}}"
)
"""pyvi's patterns take quadratic time on long runs without spaces."""


def tokens(text: str) -> list[Span]:
    """Words and punctuation marks of a composed text."""
    if "\n" not in text and len(text) <= _LONGEST:
        return _words(text, 0)
    return [
        span
        for piece in _PIECE.finditer(text)
        for span in _words(piece.group(), piece.start())
    ]


def _words(piece: str, begin: int) -> list[Span]:
    from pyvi import ViTokenizer

    if not piece.strip():
        return []
    found = ViTokenizer.tokenize(piece)
    words, flat = found.split(" "), piece.replace(" ", "_")
    if found.replace(" ", "_") == flat:  # one space between any two words
        stops = list(map(add, accumulate(map(len, words)), count(begin)))
        starts = chain((begin,), map(add, stops, repeat(1)))
        return list(map(as_span, zip(starts, stops, strict=False)))
    spans: list[Span] = []
    at = 0
    for word in words:
        start = -1 if word[0] == "_" else flat.find(word, at)
        if start == at or (start > at and not flat[at:start].strip("_")):
            at = start + len(word)
        else:
            start, at = _walk(piece, word, at)
        spans.append(as_span((begin + start, begin + at)))
    return spans


def _walk(piece: str, word: str, at: int) -> tuple[int, int]:
    """Start and stop of a word whose ``_`` are not all spaces of the text."""
    at = start = _next(piece, at)
    for character in word:
        if piece.startswith(character, at):
            at += 1
        elif character == "_":
            at = _next(piece, at)
    return start, at


def _next(piece: str, at: int) -> int:
    """Where the next character stands that is no white space."""
    return len(piece) - len(piece[at:].lstrip())
