"""A JSON object a line."""

import json
from collections.abc import Iterator, Sequence

from ...checks import Finding


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        issue = finding.issue
        fields = {
            "code": issue.code,
            "severity": issue.severity,
            "message": issue.message,
            "file": issue.file,
            "line": issue.line,
            "segment": issue.segment,
            "start": issue.span.start,
            "end": issue.span.stop,
            "found": issue.found,
            "expected": issue.expected,
            "concept": issue.concept,
            "confidence": issue.confidence,
            "silence": issue.silence,
        }
        if issue.sheet:
            fields["sheet"] = issue.sheet
        yield json.dumps(fields, ensure_ascii=False)


REPORT = _lines
