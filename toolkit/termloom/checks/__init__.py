"""Coded checks of translations: one file a family, found because it lies here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..errors import InputError
from ..model import Concept, Issue, Severity
from .check import Check, Context
from .units import Finding, Side, Unit, from_beads, from_rows, from_segments

__all__ = [
    "Check",
    "Finding",
    "Side",
    "Unit",
    "check",
    "checks",
    "findings",
    "from_beads",
    "from_rows",
    "from_segments",
]

_NO_CHECKS = ("check", "units", "reports")


@cache
def checks() -> tuple[Check, ...]:
    """Every check, in the order of the codes."""
    names = [m.name for m in iter_modules(__path__) if m.name not in _NO_CHECKS]
    found = [
        check for name in names for check in import_module(f".{name}", __name__).CHECKS
    ]
    return tuple(sorted(found, key=lambda check: check.code))


def check(
    units: Iterable[Unit],
    concepts: Iterable[Concept] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, Severity] | None = None,
) -> Iterator[Issue]:
    """The issues of a translation, in the order of its units, then of the codes.

    ``select`` and ``ignore`` take codes or their beginnings (``T``, ``S20``);
    ``severities`` puts another severity on a code. Raises `InputError` for a code
    that no check has.
    """
    for finding in findings(
        units, concepts, select=select, ignore=ignore, severities=severities
    ):
        yield finding.issue


def findings(
    units: Iterable[Unit],
    concepts: Iterable[Concept] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, Severity] | None = None,
) -> list[Finding]:
    """As `check`, each issue with the unit it stands in."""
    units, context = list(units), Context(concepts)
    order = {id(unit): number for number, unit in enumerate(units)}
    found = [
        replace(
            one,
            code=each.code,
            severity=(severities or {}).get(each.code, one.severity or each.severity),
        )
        for each in _chosen(select, ignore)
        for one in each.find(units, context)
    ]
    return sorted(found, key=lambda f: (order[id(f.unit)], f.code, f.span))


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> list[Check]:
    for code in (*select, *ignore):
        if not any(each.code.startswith(code) for each in checks()):
            known = ", ".join(each.code for each in checks())
            raise InputError(f'no check "{code}"; choose from: {known}')
    return [
        each
        for each in checks()
        if each.code.startswith(tuple(select) or "")
        and not (ignore and each.code.startswith(tuple(ignore)))
    ]
