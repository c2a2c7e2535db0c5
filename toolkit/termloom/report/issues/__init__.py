"""How findings are shown: one file a form, found because it lies here."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ...checks import Finding

Report = Callable[[Sequence[Finding]], Iterator[str | bytes]]
"""Findings in; lines without their ends out, or pieces of a file."""


@cache
def names() -> tuple[str, ...]:
    """The forms that a report can have."""
    return tuple(module.name for module in iter_modules(__path__))


def report(name: str) -> Report:
    """The report of that name, which is one of `names`."""
    found: Report = import_module(f".{name}", __name__).REPORT
    return found
