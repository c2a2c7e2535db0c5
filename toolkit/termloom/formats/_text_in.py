"""Plain text in, line by line, in the encoding that the file has."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from .. import tags
from ..decode import decode
from ..errors import EncodingError, FormatError
from . import Options
from ._guess import WESTERN, guess, languages_in

_HEAD = 1 << 20
_CHUNK = 1 << 16
LONGEST_LINE = 1 << 22
"""Characters: a line beyond that is no line that anybody wrote."""


def lines(stream: BinaryIO, options: Options) -> Iterator[str]:
    """The lines of a text with their ends; a long file is never held whole.

    The encoding is what ``options.encoding`` says, what `decode` tells, or what gives
    the languages in the first line their letters; that last is noted. Raises
    `EncodingError` and, for a line without end, `FormatError`.
    """
    head = stream.read(_HEAD)
    if not head.strip():
        raise FormatError("the file is empty", place=options.place)
    name = encoding_of(head, options)
    if len(head) < _HEAD:
        found = decode(head, encoding=name, place=options.place)
        if not found.text.strip():
            raise FormatError("the file is empty", place=options.place)
        yield from io.StringIO(found.text, newline="")
        return
    yield from _streamed(head, stream, name, options.place)


def encoding_of(data: bytes, options: Options) -> str:
    """The name of a file's encoding, by its beginning."""
    head = data[:_HEAD]
    if options.encoding:
        return options.encoding
    whole = head if len(head) < _HEAD or b"\0" in head[:100] else _whole_lines(head)
    named = languages_in(head)
    ours = [tag for tag in named if tag in tags.LANGUAGES and tag != "en"]
    others = [tag for tag in named if tag not in tags.LANGUAGES]
    try:
        found = decode(whole, language="".join(ours[:1]), place=options.place).encoding
        if found.startswith("utf") or not others:
            return found
    except EncodingError:
        name = None if ours else guess(whole, others or WESTERN)
        if not name:
            raise
    else:
        name = guess(whole, others) or found
    reason = f"not told by the file, guessed as {name}; name it with --encoding"
    options.losses.add("encoding", reason)
    return name


def _whole_lines(head: bytes) -> bytes:
    return head[: head.rfind(b"\n") + 1] or head


def _streamed(head: bytes, stream: BinaryIO, name: str, place: str) -> Iterator[str]:
    begun: list[str] = []
    number = 1
    for piece in _decoded(head, stream, name, place):
        begun.append(piece)
        if "\n" in piece or "\r" in piece:
            found = io.StringIO("".join(begun), newline="").readlines()
            begun = [found.pop()]  # its end may follow, or the second half of it
            number += len(found)
            yield from found
        if sum(map(len, begun)) > LONGEST_LINE:
            raise FormatError(
                f"a line of more than {LONGEST_LINE:,} characters; this is no table",
                place=f"{place}:{number}",
            )
    yield from io.StringIO("".join(begun), newline="")


def _decoded(head: bytes, stream: BinaryIO, name: str, place: str) -> Iterator[str]:
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
                place=f"{place}:{lines}",
            ) from error
        if lines == 1:
            text = text.removeprefix("\ufeff")
        lines += text.count("\n")
        yield text
        if not piece:
            return
        piece = stream.read(_CHUNK)
