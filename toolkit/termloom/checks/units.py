"""What checks look at: a text and its translation, unit by unit."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import PurePath
from typing import NamedTuple

from ..model import Bead, Document, Issue, Row, Segment, Severity, Span

_CODE = r"(?:[TSFP]|[TSFPtsfp]\d{1,3})\b"
_ASKED = re.compile(rf"termloom: ignore ({_CODE}(?:[, ]+{_CODE})*)")
_SURE = 0.5
"""Score of a bead from which its sides count as translations of each other."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One language of a unit: one segment, or several that follow each other."""

    language: str
    text: str
    """In one line; as long as the stretch of the document that it stands for."""
    file: str = ""
    unit: int = 0
    """0-based number of the first segment, or of the row."""
    starts: tuple[int, ...] = (0,)
    """Where in the text each of its segments begins."""
    document: Document | None = None
    """None for a cell of a table, whose offsets count from its own beginning."""
    start: int = 0
    """Where in the document the text begins."""
    row_line: int = 0
    """1-based line on which a cell begins in its file; 0 where nobody knows."""
    sheet: str = ""
    """Of a workbook with several."""
    codes: tuple[tuple[str, str], ...] = ()
    """Inline codes as the text shows them, each with the markup behind it."""

    def place(self, span: Span) -> Span:
        """The stretch of the file behind a span of the text."""
        if self.document is None:
            return span
        shifted = Span(span.start + self.start, span.stop + self.start)
        return self.document.origin.offsets.span(shifted)

    def line(self, span: Span) -> int:
        """The 1-based line of the file; for rows without one their number."""
        if self.document is None:
            return self.row_line or self.unit + 1
        return self.document.origin.line(self.place(span).start)

    def segment(self, span: Span) -> int:
        """The 0-based number of the segment in which a span begins."""
        return self.unit + max(0, bisect_right(self.starts, span.start) - 1)

    @property
    def whole(self) -> Span:
        """All of the text."""
        return Span(0, len(self.text))


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """What belongs together; one side is None where alignment found nothing."""

    source: Side | None
    target: Side | None
    score: float | None = None
    """How sure the alignment is, 0 to 1; None where the file itself pairs."""
    id: str = ""
    """Of the row; empty for segments of texts, which have numbers."""
    silenced: tuple[str, ...] = ()
    """Codes, or their beginnings, that the row itself asks to leave out."""

    @property
    def pair(self) -> tuple[Side, Side] | None:
        """Both sides, if both have text."""
        source, target = self.source, self.target
        if source is None or target is None:
            return None
        return (source, target) if source.text and target.text else None

    @property
    def sure(self) -> bool:
        """Whether the sides surely translate each other."""
        return self.score is None or self.score >= _SURE

    @property
    def translation(self) -> Side | None:
        """The side under review, if it has text."""
        return self.target if self.target and self.target.text else None


class Place(NamedTuple):
    """A stretch of a text, with the unit that the text belongs to."""

    unit: Unit
    side: Side
    span: Span

    @property
    def form(self) -> str:
        """What stands there."""
        return self.side.text[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, with the unit it was found in."""

    unit: Unit
    side: Side
    span: Span
    """In the text of the side."""
    message: str
    found: str = ""
    expected: tuple[str, ...] = ()
    concept: str = ""
    confidence: float = 1.0
    cause: Span | None = None
    """What in the source the finding is about."""
    severity: Severity | None = None
    """None for what is usual for the check."""
    code: str = ""
    fix: str | None = None
    """What to put in the place; None where a person has to decide."""

    @property
    def segment(self) -> str:
        """Id of the row, else number of the segment."""
        return self.unit.id or str(self.side.segment(self.span))

    @property
    def silence(self) -> str:
        """File, segment and code: what to name to leave the finding out."""
        return f"{PurePath(self.side.file).name}#{self.segment}:{self.code}"

    @property
    def fingerprint(self) -> str:
        """The same as long as code, texts and spot are, wherever they stand."""
        sides = (self.unit.source, self.unit.target)
        texts = (side.text if side else "" for side in sides)
        parts = (self.code, self.concept, self.found, *self.expected[:1], *texts)
        return sha256("\0".join(parts).encode()).hexdigest()[:16]

    @property
    def issue(self) -> Issue:
        """The finding in terms of files, lines and offsets."""
        return Issue(
            self.code,
            self.severity or Severity.WARNING,
            self.message,
            self.side.file,
            self.side.line(self.span),
            self.side.segment(self.span),
            self.side.place(self.span),
            self.found,
            self.expected,
            self.concept,
            self.confidence,
            self.silence,
            self.side.sheet,
        )


def rival(
    place: Place,
    form: str,
    usual: str,
    message: str,
    confidence: float,
    *,
    cause: Span | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A form that stands where the usual one should."""
    return Finding(
        *place,
        message,
        found=form,
        expected=(usual,),
        confidence=confidence,
        cause=cause,
        severity=severity,
    )


def differing(
    unit: Unit, source: Side, wanted: Span, target: Side, there: Span
) -> Finding:
    """What a translation says instead of what its source says."""
    said, seen = source.text[slice(*wanted)], target.text[slice(*there)]
    return Finding(
        unit,
        target,
        there,
        f"the source says “{said}”, the translation “{seen}”",
        found=seen,
        expected=(said,),
        confidence=0.7,
        cause=wanted,
    )


def slip(place: Place, better: str, message: str, confidence: float = 1.0) -> Finding:
    """What a program may put right."""
    return Finding(
        *place,
        message,
        found=place.form,
        expected=(better,) if better else (),
        confidence=confidence,
        fix=better,
    )


def pairs(units: Iterable[Unit]) -> Iterator[tuple[Unit, Side, Side]]:
    """The units that have text on both sides."""
    for unit in units:
        if unit.pair:
            yield unit, *unit.pair


def numbered_pairs(units: Iterable[Unit]) -> Iterator[tuple[int, tuple[Side, Side]]]:
    """The two sides of such units, with the number of the unit."""
    for number, unit in enumerate(units):
        if unit.pair:
            yield number, unit.pair


def translations(units: Iterable[Unit]) -> Iterator[tuple[Unit, Side]]:
    """The units with a translation, with or without a source."""
    for unit in units:
        if unit.translation:
            yield unit, unit.translation


def places(
    texts: Iterable[tuple[Unit, Side]],
    form: re.Pattern[str],
    read: Callable[[Side], str] = attrgetter("text"),
) -> Iterator[Place]:
    """Where a pattern is in the texts, or in what is read of them, which is as long."""
    for unit, side in texts:
        for match in form.finditer(read(side)):
            yield Place(unit, side, Span(*match.span()))


def from_beads(
    source: tuple[Document, Sequence[Segment]],
    target: tuple[Document, Sequence[Segment]],
    beads: Iterable[Bead],
) -> Iterator[Unit]:
    """A unit a bead; beads without any text are left out."""
    for bead in beads:
        left, right = _side(*source, bead.sources), _side(*target, bead.targets)
        if (left and left.text) or (right and right.text):
            yield Unit(left, right, bead.score)


def from_segments(document: Document, segments: Sequence[Segment]) -> Iterator[Unit]:
    """A unit a segment of a translation whose source is not at hand."""
    for segment in segments:
        side = _side(document, segments, (segment.index,))
        if side and side.text:
            yield Unit(None, side)


def from_rows(
    rows: Iterable[Row], source: str, target: str, file: str
) -> Iterator[Unit]:
    """A unit a row; a missing translation counts as empty, a missing source as none.

    What a file says is not to be translated (``translate="no"``) is left out.
    """
    for number, row in enumerate(rows):
        said = _cell(row, source, file, number) if row.cells.get(source) else None
        if (said or row.cells.get(target)) and row.properties.get("translate") != "no":
            yield Unit(
                said,
                _cell(row, target, file, number),
                id=row.id,
                silenced=_asked(row.note),
            )


def _cell(row: Row, tag: str, file: str, number: int) -> Side:
    line = row.line_of(tag)
    text = row.cells.get(tag, "")
    codes = _codes(row, tag) if "⟦" in text else ()
    sheet = row.shape.sheet
    return Side(tag, text, file, number, row_line=line, sheet=sheet, codes=codes)


def _codes(row: Row, tag: str) -> tuple[tuple[str, str], ...]:
    """The inline codes of a cell, with the markup behind them."""
    start = f"{tag}/"
    return tuple(
        (name.removeprefix(start), markup)
        for name, markup in row.properties.items()
        if name.startswith(f"{start}⟦")
    )


def _asked(note: str) -> tuple[str, ...]:
    """The codes behind ``termloom: ignore`` in a row's note."""
    match = _ASKED.search(note)
    return tuple(re.findall(_CODE, match[1].upper())) if match else ()


def _side(
    document: Document, segments: Sequence[Segment], indices: Sequence[int]
) -> Side | None:
    if not indices:
        return None
    start, stop = segments[indices[0]].span.start, segments[indices[-1]].span.stop
    return Side(
        document.language,
        document.text[start:stop].replace("\n", " "),
        document.origin.path,
        indices[0],
        tuple(segments[i].span.start - start for i in indices),
        document,
        start,
    )
