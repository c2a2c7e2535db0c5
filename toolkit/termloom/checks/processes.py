"""Checks run side by side, each file of them in a process of its own."""

import gc
import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, groupby
from multiprocessing import get_context
from operator import attrgetter
from typing import Any, NamedTuple

from ..model import Concept
from .check import Check, Context
from .units import Finding, Side, Unit

_LONG = ("discovered", "figures", "terms", "rivals")
"""Files that take longest: they begin, so that none is left alone at the end."""
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
    processes: int,
) -> dict[str, list[Finding]]:
    """What each check finds, by its code: the same as one after the other."""
    work = _dumped(units, tuple(concepts), checks)
    files = [list(own) for _, own in groupby(sorted(checks, key=_file), key=_file)]
    with ProcessPoolExecutor(
        min(processes, len(files)), get_context("spawn"), _begin, (work,)
    ) as pool:
        sent = chain.from_iterable(
            pool.map(_sent, [[check.code for check in own] for own in files])
        )
        return {code: [_received(one, units) for one in own] for code, own in sent}


def _file(check: Check) -> tuple[int, str]:
    name = check.find.__module__.rpartition(".")[2]
    return (_LONG.index(name) if name in _LONG else len(_LONG)), name


def _dumped(
    units: Sequence[Unit], concepts: tuple[Concept, ...], checks: Sequence[Check]
) -> bytes:
    """All that a process needs; the last unit comes first."""
    packed = [
        (_packed(unit.source), _packed(unit.target), _UNIT(unit))
        for unit in reversed(units)
    ]
    return pickle.dumps((packed, concepts, checks), pickle.HIGHEST_PROTOCOL)


def _packed(side: Side | None) -> tuple[Any, ...] | None:
    """A side as a tuple, which is sent ten times as fast."""
    return _SIDE(side) if side else None


_works: list[_Work] = []
"""Of this process: one."""


def _begin(work: bytes) -> None:
    """What a process does first."""
    packed, concepts, checks = pickle.loads(work)
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
    """What the checks of a file find, with numbers for units."""
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
