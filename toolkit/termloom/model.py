"""The types that cross module borders, in the order in which data meets them.

file → Document → Segment → Bead → Row; Candidate → TermPair → Concept; Issue.
All are frozen. Offsets count code points; spans are half open.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """The stretch ``text[start:stop]`` of a text."""

    start: int
    stop: int

    def holds(self, other: "Span") -> bool:
        """Whether another stretch lies in it, or is the same."""
        return self.start <= other.start and other.stop <= self.stop


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each code point of a rewritten text came from.

    Code point ``i`` of the new text stands for ``source[starts[i]:stops[i]]``.
    Both sequences never decrease. ``length`` is the length of the source.
    """

    starts: Sequence[int]
    stops: Sequence[int]
    length: int

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """The map of a text that was not changed."""
        return cls(range(length), range(1, length + 1), length)

    def span(self, span: Span) -> Span:
        """The stretch of the source behind a span of the new text."""
        start, stop = span
        if start < stop:
            return Span(self.starts[start], self.stops[stop - 1])
        at = self.starts[start] if start < len(self.starts) else self.length
        return Span(at, at)

    def after(self, earlier: "OffsetMap") -> "OffsetMap":
        """This map put behind an earlier one: new text → the earlier source."""
        if isinstance(self.starts, range) and len(self.starts) == self.length:
            return earlier
        if isinstance(earlier.starts, range) and len(earlier.starts) == earlier.length:
            return OffsetMap(self.starts, self.stops, earlier.length)
        spans = [
            earlier.span(Span(*ends))
            for ends in zip(self.starts, self.stops, strict=True)
        ]
        return OffsetMap(
            [s.start for s in spans], [s.stop for s in spans], earlier.length
        )


class Mapped(NamedTuple):
    """A rewritten text with the way back."""

    text: str
    offsets: OffsetMap


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that reading left out, so that nothing is lost silently."""

    line: int
    """1-based line of the file (paragraph, where a format has no lines)."""
    text: str
    reason: str
    """For example ``page header``, ``web page boilerplate``."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document's text came from."""

    path: str = ""
    """As the user named it; empty for text made in memory."""
    format: str = "text"
    encoding: str = "utf-8"
    offsets: OffsetMap = field(default=OffsetMap.identity(0), repr=False)
    """Document text → the file's decoded text."""
    lines: Sequence[int] = field(default=(0,), repr=False)
    """Offsets at which the lines of the decoded text begin."""
    dropped: tuple[Dropped, ...] = field(default=(), repr=False)

    def line(self, offset: int) -> int:
        """The 1-based line of an offset in the decoded text."""
        return bisect_right(self.lines, offset)


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one language, cleaned and normalised once, at the door.

    ``text`` is NFC; each paragraph is one line and ``\\n`` stands only between
    paragraphs. ``origin.offsets`` leads back to the file.
    """

    id: str
    language: str
    text: str
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, heading or list item: ``document.text[span] == text``."""

    document: str
    """The id of the document."""
    index: int
    """0-based place among the document's segments."""
    span: Span
    text: str
    paragraph: int
    """0-based number of the paragraph that holds the segment."""


class Evidence(NamedTuple):
    """One reason behind a score."""

    name: str
    value: float
    note: str = ""

    def __str__(self) -> str:
        shown = f"{self.name}={self.value:.2f}"
        return f"{shown} ({self.note})" if self.note else shown


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments of two texts that translate each other.

    The beads of one pair of texts hold every segment of both exactly once, in
    order; where one side is empty the other was left out or added.
    """

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float
    """0 to 1: how sure the aligner is."""
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


TO_REVIEW = frozenset(("review", "triangle"))
"""Flags of rows that a person should look at."""


class RowShape(NamedTuple):
    """How a row lies in its file; rows that lie alike share it."""

    below: tuple[tuple[str, int], ...] = ()
    """Languages whose text begins below the row's line, and by how many lines."""
    sheet: str = ""
    """The sheet, in a workbook with several."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of a translation memory: the same content in several languages."""

    id: str
    cells: Mapping[str, str]
    """Language tag → text. A language without a counterpart is absent."""
    score: float | None = None
    """0 to 1; None where the row did not come from alignment."""
    document: str = ""
    """The id of the text the row belongs to."""
    segments: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False)
    """Language tag → indices of the segments joined in the cell."""
    flags: tuple[str, ...] = ()
    """``review`` (low score), ``triangle`` (pairs disagree), ``mined``."""
    note: str = ""
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)
    properties: Mapping[str, str] = field(default_factory=dict)
    """Fields of other tools, kept so that a round trip loses nothing."""
    line: int = field(default=0, compare=False)
    """1-based line of the file where the first text begins, row of a sheet; 0 where
    nobody knows."""
    shape: RowShape = field(default=RowShape(), compare=False, repr=False)

    @property
    def to_review(self) -> bool:
        """Whether a person should look at it: the score is low, or pairs disagree."""
        return not TO_REVIEW.isdisjoint(self.flags)

    def line_of(self, language: str) -> int:
        """The line on which the text in a language begins, or should."""
        return self.line + dict(self.shape.below).get(language, 0)


class Place(NamedTuple):
    """Where a form stands: a span inside a segment's text."""

    document: str
    segment: int
    span: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that may be a term of its language."""

    language: str
    form: str
    count: int
    score: float
    places: tuple[Place, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TermPair:
    """Two forms that seem to name the same thing in two languages."""

    source_language: str
    source: str
    target_language: str
    target: str
    score: float
    """0 to 1."""
    count: int
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


class Kind(StrEnum):
    """What sort of designation a term is (ISO 12620)."""

    FULL = "full form"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    SHORT = "short form"
    VARIANT = "variant"


class Status(StrEnum):
    """How far a term may be used."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    PROPOSED = "proposed"
    """Found by extraction, not yet confirmed by a person."""
    CONVERTED = "converted"
    """Made from the other Chinese variety, not yet confirmed."""


class Context(NamedTuple):
    """A sentence that shows a term in use."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """One designation of a concept in one language."""

    language: str
    form: str
    kind: Kind = Kind.FULL
    status: Status = Status.PREFERRED
    source: str = field(default="", compare=False)
    """Who says so: for example ``NATO usage``, ``nato-2023-vilnius``."""
    note: str = field(default="", compare=False)
    score: float | None = field(default=None, compare=False)
    """0 to 1 for terms that were found; None for curated ones."""
    count: int = field(default=0, compare=False)
    """Occurrences in the texts at hand."""
    contexts: tuple[Context, ...] = field(default=(), compare=False)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing of the domain with all its designations (ISO 30042)."""

    id: str
    terms: tuple[Term, ...]
    domain: str = ""
    definition: str = field(default="", compare=False)
    """One English sentence; empty where nobody wrote one."""
    source: str = field(default="", compare=False)
    note: str = field(default="", compare=False)
    agreed: str = field(default="", compare=False)
    """Date of the «NATO Agreed» status of its English and French terms."""

    def in_language(self, language: str) -> tuple[Term, ...]:
        """The terms of one language, in order."""
        return tuple(t for t in self.terms if t.language == language)


@dataclass(frozen=True, slots=True)
class Header:
    """What an exported file says of itself."""

    title: str
    languages: tuple[str, ...]
    source_language: str
    signature: str
    """Settings, versions and digests of the inputs."""
    date: str = "20000101T000000Z"
    """``YYYYMMDDThhmmssZ``, pinned so that the same input gives the same bytes."""


class Severity(StrEnum):
    """How much an issue matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding of a check, with all that is needed to act on it."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int
    """1-based line of the file; row of a sheet."""
    segment: int
    """0-based."""
    span: Span
    """Offsets in the file's decoded text."""
    found: str = ""
    expected: tuple[str, ...] = ()
    concept: str = ""
    confidence: float = 1.0
    silence: str = ""
    """What leaves it out when put into ``silence``: ``vi.txt#12:F303``."""
    sheet: str = ""
    """Of a workbook with several."""
