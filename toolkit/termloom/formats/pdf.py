"""PDF: the text of its pages, put back into paragraphs.

Offsets lead into the extracted text: the lines of the pages in reading order, an
empty line where the page has a gap, leading spaces where it has an indent.
"""

import logging
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from ..clean import as_lines, clean, document, joint
from ..clean import presplit as split_already
from ..errors import FormatError
from ..model import Document, Dropped
from ..text import normalise
from . import Format

_GAP = 1.35
"""Times the usual distance of two lines: what lies farther is a new paragraph."""
_FOOTER = 4
"""Lines that a footer has at most, and that may be drawn first."""
_HEADING = 1.15
"""Times the usual size of letters, from which on a line is a heading."""
_UNREADABLE = 0.2
"""Share of characters without a meaning from which on a text is of no use."""


@dataclass(slots=True)
class _Line:
    text: str
    x: float
    y: float
    size: float
    """Height and size are those of its longest part: a bullet may have others."""
    longest: int = 0

    def add(self, part: str, y: float, size: float) -> None:
        """Put the next part behind the line."""
        self.text += part
        if len(part) > self.longest:
            self.y, self.size, self.longest = y, size, len(part)


def read_document(
    data: bytes,
    language: str,
    *,
    id: str,
    place: str,
    encoding: str | None,
    presplit: bool,
) -> Document:
    """The text of a PDF; with ``presplit`` every line of the pages for itself.

    Raises `FormatError` for a PDF that is damaged, locked or made of pictures, as
    scanned pages are.
    """
    pages = list(_pages(data, place))
    _check(pages, place)
    source = ""
    begins: set[int] = set()
    empty: list[Dropped] = []
    for number, page in enumerate(pages, start=1):
        begins.add(len(source))
        if not page:
            line = source.count("\n") + 1
            empty.append(Dropped(line, "", f"page {number} holds no text"))
        shown = _laid_out(page)
        source += "".join(f"{line}\n" for line in shown if line or not presplit)
    mapped = normalise(source)
    dropped: tuple[Dropped, ...] = ()
    if presplit:
        mapped = split_already(mapped)
    else:
        lines = as_lines(mapped.text, pages=begins - {0})
        mapped, dropped = clean(mapped, lines, language)
    return document(
        id,
        language,
        mapped,
        path=place,
        format="pdf",
        source=source,
        dropped=sorted([*empty, *dropped], key=lambda d: d.line),
    )


def _pages(data: bytes, place: str) -> Iterator[list[_Line]]:
    from pypdf import PdfReader
    from pypdf.errors import WrongPasswordError

    with _silence():
        try:
            reader = PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise WrongPasswordError
            for page in reader.pages:
                yield _ordered(_lines(page))
        except WrongPasswordError as error:
            raise FormatError(
                "the PDF is locked with a password; save it without one", place=place
            ) from error
        except Exception as error:  # pypdf lets many kinds through
            raise FormatError(
                f"damaged PDF ({error or type(error).__name__}); print it to a new PDF",
                place=place,
            ) from error


@contextmanager
def _silence() -> Iterator[None]:
    """pypdf tells its log of every flaw that it has repaired."""
    logger = logging.getLogger("pypdf")
    was = logger.disabled, logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.disabled, logger.level = was


def _lines(page: Any) -> list[_Line]:
    """The lines of a page in the order in which the file draws them."""
    lines: list[_Line] = []
    begin = True

    def visit(text: str, outer: Any, inner: Any, font: Any, size: float) -> None:
        nonlocal begin
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        height = size * (abs(inner[3] * outer[3]) or abs(inner[1] * outer[2]) or 1)
        for number, part in enumerate(text.split("\n")):
            begin = begin or number > 0
            if begin and part.strip():
                lines.append(_Line(part, x, y, height, len(part)))
                begin = False
            elif part and lines and not begin:
                lines[-1].add(part, y, height)

    page.extract_text(visitor_text=visit)
    return lines


def _ordered(lines: list[_Line]) -> list[_Line]:
    """Footers that are drawn first and headers drawn last, moved to their place."""
    first = 0
    lowest = min((line.y for line in lines[_FOOTER:]), default=0.0)
    while first < min(_FOOTER, len(lines)) and lines[first].y < lowest:
        first += 1
    body = lines[first:]
    top = max((line.y for line in body[: len(body) // 2 + 1]), default=0)
    while len(body) > 1 and body[-1].y > top:
        body.insert(0, body.pop())
    return body + lines[:first]


def _laid_out(lines: Sequence[_Line]) -> Iterator[str]:
    """The lines with their indents, and empty lines for the gaps between them."""
    leading = _leading(lines)
    lefts = _lefts(lines)
    before: _Line | None = None
    for line in _with_whole_headings(lines, leading):
        if before and _is_gap(before, line, leading):
            yield ""
        before = line
        left = max((x for x in lefts if x <= line.x + 2), default=line.x)
        indent = round((line.x - left) / (line.size / 2 or 1))
        yield " " * max(0, min(indent, 20)) + line.text.strip()
    yield ""


def _with_whole_headings(lines: Sequence[_Line], leading: float) -> list[_Line]:
    """Lines in the same large letters, put together to one heading."""
    usual = median(line.size for line in lines) if lines else 0.0
    whole: list[_Line] = []
    for line in lines:
        last = whole[-1] if whole else None
        if last and line.size > _HEADING * usual and not _is_gap(last, line, leading):
            before, after = last.text.strip(), line.text.strip()
            text = before + joint(before, after) + after
            whole[-1] = _Line(text, last.x, line.y, line.size)
        else:
            whole.append(line)
    return whole


def _leading(lines: Sequence[_Line]) -> float:
    """The usual distance between the lines of a page, in line heights."""
    steps = [
        (a.y - b.y) / (b.size or 1)
        for a, b in pairwise(lines)
        if a.y > b.y and abs(a.size - b.size) < 0.1 * b.size
    ]
    return (
        Counter(round(step, 1) for step in steps).most_common(1)[0][0] if steps else 0
    )


def _is_gap(before: _Line, line: _Line, leading: float) -> bool:
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size):
        return True
    step = (before.y - line.y) / (line.size or 1)
    return bool(leading) and step > _GAP * leading


def _lefts(lines: Sequence[_Line]) -> list[float]:
    """Where columns begin: the left edges that many lines share."""
    edges = Counter(round(line.x) for line in lines)
    often = max(3, 0.15 * len(lines))
    shared = sorted(float(x) for x, count in edges.items() if count >= often)
    return shared or [median(edges.elements())] if edges else []


def _check(pages: Sequence[Sequence[_Line]], place: str) -> None:
    text = "".join(line.text for page in pages for line in page)
    if not text.strip():
        raise FormatError(
            "the PDF holds no text, only pictures (a scan?); run text recognition "
            "(OCR) over it first",
            place=place,
        )
    strange = sum(unicodedata.category(c) in ("Co", "Cn", "Cc") for c in text)
    if strange + text.count("\ufffd") > _UNREADABLE * len(text):
        raise FormatError(
            "the fonts of the PDF don't say which characters they show; copy the "
            "text from a viewer, or run text recognition (OCR)",
            place=place,
        )


FORMAT = Format(
    name="pdf",
    title="PDF",
    suffixes=(".pdf",),
    unit="paragraphs",
    looks_like=lambda head: b"%PDF-" in head[:1024],
    read_document=read_document,
)
