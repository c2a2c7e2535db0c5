"""SARIF 2.1.0, which code hosts show beside the lines."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...checks import Finding, checks
from ...model import Origin, Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    rules = [
        {
            "id": check.code,
            "shortDescription": {"text": check.title},
            "defaultConfiguration": {"level": str(check.severity)},
            "help": {"text": f"To leave this check out: --ignore {check.code}"},
        }
        for check in checks()
    ]
    driver = {"name": "termloom", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield from json.dumps(log, ensure_ascii=False, indent=1).split("\n")


def _result(finding: Finding) -> dict[str, Any]:
    issue = finding.issue
    return {
        "ruleId": issue.code,
        "level": str(issue.severity),
        "message": {"text": issue.message},
        "locations": [_location(finding)],
        "properties": {
            "segment": issue.segment,
            "found": issue.found,
            "expected": list(issue.expected),
            "concept": issue.concept,
            "confidence": issue.confidence,
            "silence": issue.silence,
        },
        "partialFingerprints": {"termloom/v1": finding.fingerprint},
    }


def _location(finding: Finding) -> dict[str, Any]:
    """The line and the stretch of a text; the line and the row of a table."""
    issue, side = finding.issue, finding.side
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(issue.file)}}
    if side.document is not None:
        place["region"] = _region(side.document.origin, issue.span)
        return {"physicalLocation": place}
    if side.row_line:
        place["region"] = {"startLine": issue.line}
    row = {"name": finding.segment, "kind": "element"}
    if issue.sheet:
        row["fullyQualifiedName"] = f"{issue.sheet}!{issue.line}"
    return {"physicalLocation": place, "logicalLocations": [row]}


def _region(origin: Origin, span: Span) -> dict[str, int]:
    """Lines and columns count from 1; the last column is the one behind the end."""
    start, stop = span
    first, last = origin.line(start), origin.line(max(start, stop - 1))
    return {
        "startLine": first,
        "startColumn": start - origin.lines[first - 1] + 1,
        "endLine": last,
        "endColumn": stop - origin.lines[last - 1] + 1,
        "charOffset": start,
        "charLength": stop - start,
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


REPORT = _lines
