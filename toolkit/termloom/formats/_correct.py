"""Corrections put into a copy of a file: nothing else in it changes.

A format tells where in the file each character of a text stands; what stands there
gives way. Texts that don't read as the reader gave them are left as they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import AnyStr, NamedTuple

from ..decode import codec_for
from ..errors import UnwritableError
from . import Corrected, Losses

CORRECTION = "correction"
BREAK = re.compile("\r\n?|\n")
_SPECIAL = re.compile(r"[\"\\<>&\r\n]")
"""What would have to be written in another way in one format or other."""


class Spot(NamedTuple):
    """A stretch of a file and the character that it stands for."""

    text: str
    start: int
    """Negative for what stands nowhere, as the code ``⟦a⟧``."""
    stop: int


def leave(cell: Corrected, reason: str, losses: Losses) -> None:
    """Notes that the corrections of a text are not made."""
    for _ in cell.edits:
        losses.add(CORRECTION, reason, cell.where)


def placed(
    cell: Corrected, spots: Sequence[Spot], losses: Losses
) -> Iterator[tuple[int, int, str]]:
    """What to put where in the file."""
    pieces = cell.pieces
    if "".join(spot.text for spot in spots) != cell.text or len(spots) != len(pieces):
        leave(cell, "the text is not found as it was read, left as it is", losses)
        return
    changed = [(s, p) for s, p in zip(spots, pieces, strict=True) if s.text != p]
    if any(_SPECIAL.search(piece) for _, piece in changed):
        leave(cell, "needs characters that are special here, left as it is", losses)
        return
    if any(spot.start < 0 for spot, _ in changed):
        leave(cell, "lies across a code, left as it is", losses)
        return
    for spot, piece in changed:
        yield spot.start, spot.stop, piece


def replaced(source: AnyStr, edits: Iterable[tuple[int, int, AnyStr]]) -> AnyStr:
    """A text with stretches of it replaced; of two that overlap the later counts."""
    parts: list[AnyStr] = []
    end = len(source)
    for start, stop, new in sorted(set(edits), reverse=True):
        if stop <= end:
            parts += source[stop:end], new
            end = start
    parts.append(source[:end])
    return source[:0].join(reversed(parts))


def decoded(data: bytes, encoding: str, place: str) -> str:
    """The text of a file, with its byte order mark if it has one.

    Raises `UnwritableError` where the text would not become the same bytes again.
    """
    text = data.decode(codec_for(encoding))
    if text.encode(codec_for(encoding)) != data:
        raise UnwritableError(
            f'can\'t be written again in "{encoding}" byte for byte; save it as UTF-8 '
            "first",
            place=place,
        )
    return text


def encoded(text: str, encoding: str, place: str) -> bytes:
    """The bytes of a text. Raises `UnwritableError` for what the encoding lacks."""
    try:
        return text.encode(codec_for(encoding))
    except UnicodeEncodeError as error:
        raise UnwritableError(
            f'"{encoding}" has no “{text[error.start]}” for a correction; save the '
            "file as UTF-8 first",
            place=place,
        ) from None


def line_starts(text: str) -> list[int]:
    """Where the lines of a text begin."""
    return [0, *(found.end() for found in BREAK.finditer(text))]
