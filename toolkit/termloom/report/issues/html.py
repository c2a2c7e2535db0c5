"""One HTML page to read, filter and print, with no other file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from ...checks import Finding, Side, checks
from ...model import Span
from . import expected, file

if TYPE_CHECKING:
    from markupsafe import Markup


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"shown": _shown, "cause": _cause}
    environment.globals |= {"expected": expected, "file": file}
    template = (files(__package__) / "check.html.jinja").read_text(encoding="utf-8")
    page = environment.from_string(template).render(
        findings=[(finding, finding.issue) for finding in findings],
        counts=sorted(Counter(finding.code for finding in findings).items()),
        severities=Counter(finding.issue.severity.value for finding in findings),
        titles={check.code: check.title for check in checks()},
    )
    yield from page.split("\n")


def _cause(finding: Finding) -> Span | None:
    """What is marked in the source."""
    return finding.span if finding.side is finding.unit.source else finding.cause


def _shown(side: Side | None, span: Span | None) -> "Markup":
    """A side as HTML with a stretch marked."""
    from markupsafe import Markup, escape

    if side is None:
        return Markup("")
    text = side.text
    if span is None or span == side.whole:
        return escape(text)
    before, spot, after = text[: span.start], text[slice(*span)], text[span.stop :]
    return Markup("{}<mark>{}</mark>{}").format(before, spot, after)


REPORT = _lines
