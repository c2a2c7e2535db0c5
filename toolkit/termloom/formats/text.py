"""Plain text: one paragraph a line, or wrapped as PDF, e-mail and print have it."""

from bisect import bisect_right

from ..clean import as_lines, clean, document, line_starts
from ..clean import presplit as split_already
from ..decode import decode
from ..model import Document, Dropped, Mapped, Span
from ..text import normalise
from . import Format

_UNUSUAL_BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), " ")


def read_document(
    data: bytes,
    language: str,
    *,
    id: str,
    place: str,
    encoding: str | None,
    presplit: bool,
) -> Document:
    """The text of a file; offsets lead to its decoded text.

    Raises `EncodingError` for bytes that are no text in a known encoding.
    """
    raw, name = decode(data, language=language, encoding=encoding, place=place)
    dropped: tuple[Dropped, ...] = ()
    if presplit:
        mapped = split_already(normalise(raw.translate(_UNUSUAL_BREAKS)))
    else:
        mapped, dropped = _cleaned(raw, language)
    return document(
        id,
        language,
        mapped,
        path=place,
        format="text",
        encoding=name,
        source=raw,
        dropped=dropped,
    )


def _cleaned(raw: str, language: str) -> tuple[Mapped, tuple[Dropped, ...]]:
    mapped = normalise(raw)
    starts = [0, *(i + 1 for i, c in enumerate(mapped.text) if c == "\n")]
    sources = [mapped.offsets.span(Span(start, start)).start for start in starts]
    begins = line_starts(raw)
    numbers = [bisect_right(begins, source) for source in sources]
    pages = {
        start
        for start, source in zip(starts, sources, strict=True)
        if raw[source - 1 : source] == "\f"
    }
    lines = as_lines(mapped.text, pages=pages, numbers=numbers)
    return clean(mapped, lines, language)


def _looks_like(head: bytes) -> bool:
    return not head.startswith((b"<", b"PK", b"%PDF", b"{")) and b"\0" not in head


FORMAT = Format(
    name="text",
    title="Plain text",
    suffixes=(".txt", ".text"),
    unit="paragraphs",
    looks_like=_looks_like,
    read_document=read_document,
)
