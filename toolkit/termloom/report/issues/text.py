"""Lines for people: what and where, then the two sides with the spot marked."""

from collections.abc import Iterator, Sequence

from ...checks import Finding, Side
from ...model import Span
from . import expected, file

_AROUND = 60


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        issue = finding.issue
        wanted = f" (expected: {expected(issue)})" if issue.expected else ""
        place = f"{file(issue)}:{issue.line}" if issue.file else f"{issue.line}"
        yield f"{place}: {issue.severity} {issue.code}: {issue.message}{wanted}"
        source, target = finding.unit.source, finding.unit.target
        if source and source.text:
            own = finding.side is source
            yield _side(source, finding.span if own else finding.cause)
        if target and target.text:
            yield _side(target, None if finding.side is source else finding.span)
        yield f"    {'':<8}to silence it: --silence {issue.silence}"
        yield ""


def _side(side: Side, span: Span | None) -> str:
    """A side, cut around the spot, which stands between »«."""
    text = side.text
    if span is None or span == side.whole:
        more = "…" if len(text) > 2 * _AROUND else ""
        shown = text[: 2 * _AROUND] + more
    else:
        start, stop = max(0, span.start - _AROUND), span.stop + _AROUND
        before = ("…" if start else "") + text[start : span.start]
        after = text[span.stop : stop] + ("…" if stop < len(text) else "")
        shown = f"{before}»{text[slice(*span)]}«{after}"
    return f"    {side.language:<8}{shown}"


REPORT = _lines
