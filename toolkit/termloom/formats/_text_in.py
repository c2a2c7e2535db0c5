"""Plain text in, line by line, in the encoding that the file has."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from ..decode import decode
from ..errors import EncodingError, FormatError
from . import Options

_HEAD = 1 << 20
_CHUNK = 1 << 16
LONGEST_LINE = 1 << 24
"""Characters: a line beyond that is no line that anybody wrote."""


def lines(stream: BinaryIO, options: Options) -> Iterator[str]:
    """The lines of a text with their ends; a long file is never held whole.

    A file up to a megabyte may have any encoding that `decode` tells; a longer one
    is UTF-8 or UTF-16 unless ``options.encoding`` says otherwise. Raises
    `EncodingError` and, for a line without end, `FormatError`.
    """
    head = stream.read(_HEAD)
    if not head.strip():
        raise FormatError("the file is empty", place=options.place)
    if len(head) < _HEAD:
        found = decode(head, encoding=options.encoding or None, place=options.place)
        if not found.text.strip():
            raise FormatError("the file is empty", place=options.place)
        yield from io.StringIO(found.text, newline="")
        return
    yield from _streamed(head, stream, options)


def _streamed(head: bytes, stream: BinaryIO, options: Options) -> Iterator[str]:
    begun: list[str] = []
    number = 1
    for piece in _decoded(head, stream, options):
        begun.append(piece)
        if "\n" in piece or "\r" in piece:
            found = io.StringIO("".join(begun), newline="").readlines()
            begun = [found.pop()]  # its end may follow, or the second half of it
            number += len(found)
            yield from found
        if sum(map(len, begun)) > LONGEST_LINE:
            raise FormatError(
                f"a line of more than {LONGEST_LINE:,} characters; this is no table",
                place=f"{options.place}:{number}",
            )
    yield from io.StringIO("".join(begun), newline="")


def _decoded(head: bytes, stream: BinaryIO, options: Options) -> Iterator[str]:
    name = options.encoding or _encoding(head)
    decoder = codecs.getincrementaldecoder(name)("strict")
    lines = 1
    piece = head
    while True:
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            raise EncodingError(
                f'the bytes after this line are not "{name}"; save the file as UTF-8, '
                "or name its encoding",
                place=f"{options.place}:{lines}",
            ) from error
        lines += text.count("\n")
        yield text
        if not piece:
            return
        piece = stream.read(_CHUNK)


def _encoding(head: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    return "utf-8-sig"
