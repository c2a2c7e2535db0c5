"""Coded checks of translations: one file a family, found because it lies here."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from ..model import Concept, Issue
from .check import Check, Context
from .choice import EVERYTHING, Choice
from .processes import one_by_one, side_by_side
from .units import Finding, Side, Unit, from_beads, from_rows, from_segments

if TYPE_CHECKING:
    from ..encoders import Encoder

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

_NO_CHECKS = (
    "check",
    "choice",
    "evidence",
    "lengths",
    "neighbours",
    "processes",
    "units",
    "wanted",
    "wording",
)


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
    encoder: "Encoder | None" = None,
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
    encoder: "Encoder | None" = None,
    processes: int = 1,
) -> list[Finding]:
    """As `check`, each issue with the unit it stands in.

    With several processes, of which two have work, the checks run side by side; this
    pays from some ten thousand units on. They have no encoder.
    """
    units, chosen = list(units), choice.among(checks())
    if processes > 1:
        found = side_by_side(chosen, units, concepts)
    else:
        found = one_by_one(chosen, units, Context(concepts, encoder))
    order = {id(unit): number for number, unit in enumerate(units)}
    told = [
        replace(
            one,
            code=each.code,
            severity=choice.severity(each.code) or one.severity or each.severity,
        )
        for each in chosen
        for one in found[each.code]
    ]
    kept = [finding for finding in told if not choice.silences(finding)]
    return sorted(kept, key=lambda f: (order[id(f.unit)], f.code, f.span))
