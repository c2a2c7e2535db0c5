"""Extracted lines → a clean text: page furniture, re-flow, boilerplate.

Everything that is left out is recorded as a `Dropped` line; nothing is rewritten
but the white space between lines and the hyphens that divide words at line ends.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..model import Document, Dropped, Mapped, Origin, Span
from ..text import Edit, compose, rewrite
from .boilerplate import drop_boilerplate, drop_repetitions
from .furniture import drop_furniture
from .glyphs import shown
from .reflow import Line, Paragraph, columns, is_open, joint, reflow

__all__ = [
    "Line",
    "as_lines",
    "clean",
    "columns",
    "document",
    "is_open",
    "joint",
    "line_starts",
    "presplit",
]

_TAB = 8


def as_lines(
    text: str,
    *,
    pages: Collection[int] = (),
    numbers: Sequence[int] | None = None,
    whole: bool = False,
) -> list[Line]:
    r"""The lines of a text between ``\n``, without the empty ones.

    ``pages`` are the offsets at which pages begin, ``numbers`` the 1-based numbers
    of the lines in the file where they aren't simply counted.
    """
    lines: list[Line] = []
    at, page, apart = 0, 0, False
    for index, raw in enumerate(text.split("\n")):
        page += at in pages
        shown = raw.strip()
        if shown:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(
                Line(
                    number=numbers[index] if numbers else index + 1,
                    span=Span(start, start + len(shown)),
                    text=shown,
                    indent=columns(raw[: start - at].expandtabs(_TAB)),
                    width=columns(shown),
                    page=page,
                    apart=apart,
                    whole=whole,
                )
            )
        apart = not shown
        at += len(raw) + 1
    return lines


def clean(
    mapped: Mapped, lines: Sequence[Line], language: str
) -> tuple[Mapped, tuple[Dropped, ...]]:
    """The text made of the lines' paragraphs, one a line, and what was left out."""
    kept, furniture = drop_furniture(lines)
    kept, repeated = drop_repetitions(kept)
    paragraphs, boilerplate = drop_boilerplate(reflow(kept, language), language)
    text = rewrite(mapped.text, _edits(mapped.text, paragraphs))
    dropped = sorted([*furniture, *repeated, *boilerplate], key=lambda d: d.line)
    done = Mapped(text.text, text.offsets.after(mapped.offsets))
    return shown(done, language), tuple(dropped)


def presplit(mapped: Mapped) -> Mapped:
    """Every line as a paragraph of its own, also the empty ones."""
    text = mapped.text.removesuffix("\n")
    edits = _spaces_at_line_ends(text)
    if len(text) < len(mapped.text):
        edits = [*edits, (len(text), len(mapped.text), "")]
    done = rewrite(mapped.text, edits)
    return Mapped(done.text, done.offsets.after(mapped.offsets))


def _spaces_at_line_ends(text: str) -> list[Edit]:
    found = re.finditer(r"(?m)^[^\S\n]+|[^\S\n]+$", text)
    return [(*match.span(), "") for match in found]


def document(
    id: str,
    language: str,
    mapped: Mapped,
    *,
    path: str,
    format: str,
    encoding: str = "",
    source: str,
    dropped: Iterable[Dropped] = (),
) -> Document:
    """The document of a cleaned text; ``source`` is what its offsets lead back to."""
    done = compose(mapped)
    origin = Origin(
        path, format, encoding, done.offsets, line_starts(source), tuple(dropped)
    )
    return Document(id, language, done.text, origin)


def line_starts(text: str) -> list[int]:
    """The offsets at which lines begin, as editors count them."""
    return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]


def _edits(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Edit]:
    """What has to change for the paragraphs to stand one a line."""
    at = 0
    for number, paragraph in enumerate(paragraphs):
        for index, piece in enumerate(paragraph):
            between = piece.joint if index else "\n" * bool(number)
            if text[at : piece.span.start] != between:
                yield at, piece.span.start, between
            at = piece.span.stop
    if at < len(text):
        yield at, len(text), ""
