"""The log of decisions on disk: read, and grown by what people changed."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from .data import validate
from .decode import decode
from .errors import InputError
from .files import opened, write_atomically
from .formats import Options
from .formats.xlsx import read_edited
from .model import Concept
from .terms.decisions import Act, Decision, decided, dump, parse
from .terms.edits import Line, edits, late, new, signed


def read(path: Path) -> list[Decision]:
    """The decisions of a log. Raises `InputError` and its kinds."""
    with opened(path) as file:
        return parse(decode(file.read(), place=str(path)).text, str(path))


class Taken(NamedTuple):
    """What became of the changes in a workbook."""

    added: list[Decision]
    """Put at the end of the log."""
    late: dict[Decision, Decision]
    """Left out, each with the decision of the log that it would have overruled."""


def take_over(
    edited: Path, log: Path, *, who: str = "", overrule: bool = False
) -> Taken:
    """Puts the changes in a workbook at the end of a log, as far as they are new.

    What the log decided after the workbook was built stays, unless told to
    ``overrule`` it. Raises `InputError` with the row for what can't be taken over: an
    unknown status, a term twice, what breaks the rules of a glossary. The log is then
    as it was.
    """
    options = Options(str(edited))
    with opened(edited) as stream:
        built, after = ([Line(*x) for x in s] for s in read_edited(stream, options))
    for loss in options.losses:
        raise InputError(
            f"{loss.field}: {loss.reason}", place=f"{edited}, {loss.first}"
        )
    found = edits(built, after, str(edited))
    concepts = _grouped(built)
    _check(decided(concepts, found), found, after, str(edited))
    known = read(log) if log.exists() else []
    fresh = new(known, found)
    left = {} if overrule else late(known, concepts, fresh)
    added = signed((one for one in fresh if one not in left), _now(), who)
    if added:
        before = log.read_bytes() if log.exists() else b""
        before += b"\n" if before and not before.endswith(b"\n") else b""
        write_atomically(log, [before, *dump(added)], force=True)
    return Taken(added, left)


def _grouped(lines: Iterable[Line]) -> list[Concept]:
    found: dict[str, Concept] = {}
    for line in lines:
        name = line.concept.id
        terms = found[name].terms if name in found else ()
        found[name] = replace(line.concept, terms=(*terms, line.term))
    return list(found.values())


def _check(
    concepts: Iterable[Concept],
    found: Sequence[Decision],
    lines: Iterable[Line],
    place: str,
) -> None:
    """Holds the concepts that were changed to the rules of a glossary."""
    changed = {decision.concept for decision in found if decision.act is Act.KEEP}
    places: dict[tuple[str, ...], str] = {
        line.key: f"{place}, row {line.row}" for line in lines
    }
    own = [concept for concept in concepts if concept.id in changed]
    for problem in validate(own, places):
        raise InputError(problem)


def _now() -> str:
    pinned = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.now(UTC)
    when = datetime.fromtimestamp(int(pinned), UTC) if pinned.isdecimal() else now
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def told(decision: Decision) -> str:
    """A decision in words, for a person."""
    shown = f"{decision.concept}: {decision.language} “{decision.term}”"
    if decision.act is Act.KEEP:
        return f"{shown} is {decision.status}"
    if decision.act is Act.DROP:
        return f"{shown} does not belong here"
    return f"{decision.concept}: described anew"


def told_late(late: Decision, newer: Decision) -> str:
    """What was left out and why, for a person."""
    signs = ", ".join(part for part in (newer.when, newer.who) if part)
    return (
        f"{newer.place}: {told(newer)}{f' ({signs})' if signs else ''}; that is newer "
        f"than the workbook, which says: {told(late)}"
    )
