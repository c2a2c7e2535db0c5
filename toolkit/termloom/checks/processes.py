"""Checks run side by side, in two processes."""

import gc
import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ..model import Concept
from .check import Check, Context
from .units import Finding, Side, Unit

_WITH_FIGURES = ("discovered", "figures")
"""Files that look at figures, which is about half of the work."""
_FILE = "work"
_SIDE = attrgetter("language", "text", "file", "unit", "starts", "document", "start")
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


class _Work(NamedTuple):
    """What a process works on."""

    units: list[Unit]
    concepts: tuple[Concept, ...]
    checks: Sequence[Check]


def side_by_side(
    checks: Sequence[Check],
    units: Sequence[Unit],
    concepts: Iterable[Concept],
) -> dict[str, list[Finding]]:
    """What each check finds, by its code: the same as one after the other."""
    halves = [
        [check.code for check in checks if _sees_figures(check) is own]
        for own in (True, False)
    ]
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(2, get_context("spawn"), _begin, (folder,)) as pool,
    ):
        _dump(folder, units, tuple(concepts), checks)
        sent = chain.from_iterable(pool.map(_sent, halves))
        return {code: [_received(one, units) for one in own] for code, own in sent}


def _sees_figures(check: Check) -> bool:
    return check.find.__module__.rpartition(".")[2] in _WITH_FIGURES


def _dump(
    folder: str,
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
    with (Path(folder) / _FILE).open("wb") as file:
        pickle.dump((packed, concepts, checks), file, pickle.HIGHEST_PROTOCOL)


def _packed(side: Side | None) -> tuple[Any, ...] | None:
    """A side as a tuple, which is sent ten times as fast."""
    return _SIDE(side) if side else None


_works: list[_Work] = []
"""Of this process: one."""


def _begin(folder: str) -> None:
    """What a process does first."""
    with (Path(folder) / _FILE).open("rb") as file:
        packed, concepts, checks = pickle.load(file)
    units = []
    while packed:
        source, target, rest = packed.pop()
        units.append(Unit(_unpacked(source), _unpacked(target), *rest))
    _works.append(_Work(units, concepts, checks))
    gc.collect()
    gc.freeze()


def _unpacked(side: tuple[Any, ...] | None) -> Side | None:
    return Side(*side) if side else None


def _sent(codes: Sequence[str]) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """What a half of the checks finds, with numbers for units."""
    [work] = _works
    context = Context(work.concepts)
    numbers = {id(unit): number for number, unit in enumerate(work.units)}
    return [
        (
            check.code,
            [
                (numbers[id(f.unit)], f.side is f.unit.source, *_FINDING(f))
                for f in check.find(work.units, context)
            ],
        )
        for check in work.checks
        if check.code in codes
    ]


def _received(sent: tuple[Any, ...], units: Sequence[Unit]) -> Finding:
    number, in_source, *fields = sent
    unit = units[number]
    return Finding(unit, unit.source if in_source else unit.target, *fields)
