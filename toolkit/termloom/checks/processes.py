"""Checks run side by side, in two processes."""

import gc
import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..model import Concept
from .check import Check, Context
from .units import Finding, Side, Unit

_WITH_FIGURES = ("discovered", "figures", "vague")
"""Files that look at figures, which is about half of the work."""
_SIDE = attrgetter(
    "language",
    "text",
    "file",
    "unit",
    "starts",
    "document",
    "start",
    "row_line",
    "sheet",
)
_UNIT = attrgetter("score", "id", "silenced")
_FINDING = attrgetter(
    "span",
    "message",
    "found",
    "expected",
    "concept",
    "confidence",
    "cause",
    "severity",
    "code",
    "fix",
)


def one_by_one(
    checks: Iterable[Check], units: Sequence[Unit], context: Context
) -> dict[str, list[Finding]]:
    """What each check finds, by its code."""
    return {check.code: list(check.find(units, context)) for check in checks}


def side_by_side(
    checks: Sequence[Check], units: Sequence[Unit], concepts: Iterable[Concept]
) -> dict[str, list[Finding]]:
    """The same as one by one; what sees figures goes to another process."""
    concepts = tuple(concepts)
    sent = [check for check in checks if _sees_figures(check)]
    kept = [check for check in checks if not _sees_figures(check)]
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, get_context("spawn")) as pool,
    ):
        work = Path(folder) / "work"
        _dump(work, units, concepts, sent)
        elsewhere = pool.submit(_found, work)
        found = one_by_one(kept, units, Context(concepts))
        for code, packed in elsewhere.result().items():
            found[code] = [_received(one, units) for one in packed]
    return found


def _sees_figures(check: Check) -> bool:
    return check.find.__module__.rpartition(".")[2] in _WITH_FIGURES


def _dump(
    work: Path,
    units: Sequence[Unit],
    concepts: tuple[Concept, ...],
    checks: Sequence[Check],
) -> None:
    """Writes all that a process needs; the last unit comes first.

    A file takes no memory, where each process would keep what it is started with.
    """
    packed = [
        (_packed(unit.source), _packed(unit.target), _UNIT(unit))
        for unit in reversed(units)
    ]
    with work.open("wb") as file:
        pickle.dump((packed, concepts, checks), file, pickle.HIGHEST_PROTOCOL)


def _packed(side: Side | None) -> tuple[Any, ...] | None:
    """A side as a tuple, which is sent ten times as fast."""
    return _SIDE(side) if side else None


def _found(work: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What this process finds, with numbers for units."""
    with work.open("rb") as file:
        packed, concepts, checks = pickle.load(file)
    units: list[Unit] = []
    while packed:
        source, target, rest = packed.pop()
        units.append(Unit(_unpacked(source), _unpacked(target), *rest))
    gc.collect()
    gc.freeze()
    numbers = {id(unit): number for number, unit in enumerate(units)}
    found = one_by_one(checks, units, Context(concepts))
    return {
        code: [
            (numbers[id(f.unit)], f.side is f.unit.source, *_FINDING(f)) for f in own
        ]
        for code, own in found.items()
    }


def _unpacked(side: tuple[Any, ...] | None) -> Side | None:
    return Side(*side) if side else None


def _received(sent: tuple[Any, ...], units: Sequence[Unit]) -> Finding:
    number, in_source, *fields = sent
    unit = units[number]
    return Finding(unit, unit.source if in_source else unit.target, *fields)
