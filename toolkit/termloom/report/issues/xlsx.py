"""A workbook: an issue a row with both sides, and a first sheet with the counts."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ... import __version__
from ...checks import Finding, Side, checks
from ...formats import Losses
from ...formats._sheets import Book, Column, Sheet
from ...model import Span
from . import file

_DATE = "20000101T000000Z"
"""Of the workbook: the same issues give the same bytes."""
_FILLS = {"error": "FEE2E2", "warning": "FEF3C7", "note": "F1F5F9"}
_RANKS = tuple(_FILLS)
_COLUMNS = (
    Column("Severity", 10),
    Column("Code", 8, is_key=True),
    Column("File", 20),
    Column("Line", 8, number_format="0"),
    Column("Segment", 16),
    Column("Message", 44),
    Column("Found", 24),
    Column("Expected", 28),
    Column("Source", 60),
    Column("Translation", 60),
    Column("Concept", 20),
    Column("Confidence", 11, number_format="0.0"),
    Column("To silence it", 26),
)


def _chunks(findings: Sequence[Finding]) -> Iterator[bytes]:
    book = Book("Check of a translation", "Issues", _DATE, Losses())
    about = Sheet(
        book,
        "About",
        [Column("Check of a translation", 44, is_key=True), Column("Issues", 20)],
        is_cover=True,
    )
    titles = {check.code: check.title for check in checks()}
    counts = Counter((f.issue.severity.value, f.code) for f in findings)
    worst_first = sorted(
        counts.items(), key=lambda item: (_RANKS.index(item[0][0]), item)
    )
    for (severity, code), count in worst_first:
        told = f"{code} {titles[code]}"
        about.append([told, f"{count:,} × {severity}"], fill=_FILLS[severity])
    about.append(["Made by", f"termloom {__version__}"])
    about.close()
    sheet = Sheet(book, "Issues", _COLUMNS)
    for finding in findings:
        sheet.append(
            _line(finding), finding.side.language, _FILLS[finding.issue.severity]
        )
    sheet.close()
    yield from book.save()


def _line(finding: Finding) -> list[object]:
    issue, unit = finding.issue, finding.unit
    in_source = finding.side is unit.source
    return [
        issue.severity.value,
        issue.code,
        file(issue),
        issue.line,
        finding.segment,
        issue.message,
        issue.found,
        "\n".join(issue.expected),
        _marked(unit.source, finding.span if in_source else finding.cause),
        _marked(unit.target, None if in_source else finding.span),
        issue.concept,
        issue.confidence,
        issue.silence,
    ]


def _marked(side: Side | None, span: Span | None) -> object:
    """A side, with the spot between marks."""
    if side is None:
        return ""
    if span is None or span == side.whole or span.start == span.stop:
        return side.text
    before, spot, after = (
        side.text[: span.start],
        side.text[slice(*span)],
        side.text[span.stop :],
    )
    return f"{before}»{spot}«{after}"


REPORT = _chunks
