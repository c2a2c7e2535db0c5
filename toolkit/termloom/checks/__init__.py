"""Coded checks of translations: one file a family, found because it lies here."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..encoders import Encoder
from ..model import Concept, Issue
from .check import NO_ENCODER, Check, Context
from .choice import EVERYTHING, Choice
from .units import Finding, Side, Unit, from_beads, from_rows, from_segments

__all__ = [
    "Check",
    "Choice",
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

_NO_CHECKS = ("check", "choice", "lengths", "units", "wording")


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
    choice: Choice = EVERYTHING,
    encoder: Encoder = NO_ENCODER,
) -> Iterator[Issue]:
    """The issues of a translation, in the order of its units, then of the codes.

    An encoder reads the few pairs in which a sentence may be missing. Raises
    `InputError` for a code in the choice that no check has.
    """
    for finding in findings(units, concepts, choice, encoder):
        yield finding.issue


def findings(
    units: Iterable[Unit],
    concepts: Iterable[Concept] = (),
    choice: Choice = EVERYTHING,
    encoder: Encoder = NO_ENCODER,
) -> list[Finding]:
    """As `check`, each issue with the unit it stands in."""
    units, context = list(units), Context(concepts, encoder)
    order = {id(unit): number for number, unit in enumerate(units)}
    found = [
        replace(
            one,
            code=each.code,
            severity=choice.severity(each.code) or one.severity or each.severity,
        )
        for each in choice.among(checks())
        for one in each.find(units, context)
    ]
    kept = [finding for finding in found if not choice.silences(finding)]
    return sorted(kept, key=lambda f: (order[id(f.unit)], f.code, f.span))
