"""How findings are shown: one file a form, found because it lies here."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ...checks import Finding
from ...model import Issue

Report = Callable[[Sequence[Finding]], Iterator[str | bytes]]
"""Findings in; lines without their ends out, or pieces of a file."""
_MOST = 5
"""Forms that a person wants to read; tables for programs have them all."""


@cache
def names() -> tuple[str, ...]:
    """The forms that a report can have."""
    return tuple(module.name for module in iter_modules(__path__))


def report(name: str) -> Report:
    """The report of that name, which is one of `names`."""
    found: Report = import_module(f".{name}", __name__).REPORT
    return found


def file(issue: Issue) -> str:
    """The file and, of a workbook with several, the sheet: ``memory.xlsx:Terms``."""
    return f"{issue.file}:{issue.sheet}" if issue.sheet else issue.file


def expected(issue: Issue) -> str:
    """What should stand there, for people: the first few, spaces in quotation marks."""
    forms = [form if form.strip() else f"“{form}”" for form in issue.expected]
    more = len(forms) - _MOST
    return ", ".join(forms[:_MOST]) + (f" and {more} more" if more > 0 else "")
