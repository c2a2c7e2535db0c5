"""``termloom check``: is a translation complete, consistent and well formed?"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..checks import Choice, Finding, Unit
    from ..encoders import Encoder
    from ..model import Concept, Severity
    from ..settings import Settings


class Shape(StrEnum):
    """How issues are shown."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    XLSX = "xlsx"
    HTML = "html"


class FailOn(StrEnum):
    """From which severity on the command ends with code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


_RANKS = ("error", "warning", "note")
_MANY = 20_000
"""Units from which it pays to start processes."""
_PROCESSES = 2
"""More would take memory and gain little: one check takes half the time."""

_Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="SRC TGT | FILE",
        help="A text and its translation; or one file that holds both (TMX, "
        "XLIFF, PO, XLSX, CSV); or one translation alone.",
    ),
]
_Langs = Annotated[
    str,
    typer.Option(
        help="Languages of source and translation: en,vi. A translation alone "
        "takes one. A bilingual file mostly names its own."
    ),
]
_Presplit = Annotated[
    bool,
    typer.Option("--presplit", help="Line by line, the two texts belong together."),
]
_Glossary = Annotated[
    list[Path] | None,
    typer.Option(help="A glossary of yours instead of ours (repeat for several)."),
]
_Shape = Annotated[
    Shape,
    typer.Option(
        "--format",
        help="text for people, json a line an issue, sarif for CI, xlsx a "
        "workbook, html a page.",
    ),
]
_Select = Annotated[
    list[str] | None,
    typer.Option(help="Only these checks, by code or its beginning: T,F301."),
]
_Ignore = Annotated[
    list[str] | None,
    typer.Option(help="Not these checks, by code or its beginning: P,T105."),
]
_Severity = Annotated[
    list[str] | None,
    typer.Option(help="Another severity for a check: T105=note (repeat)."),
]
_Silence = Annotated[
    list[str] | None,
    typer.Option(
        help="Leave out an issue, or all of a segment, as the issue itself names "
        "it: vi.txt#12:F303 (repeat)."
    ),
]
_Baseline = Annotated[
    Path | None,
    typer.Option(help="Leave out the issues of this list."),
]
_WriteBaseline = Annotated[
    Path | None,
    typer.Option(help="Write the list of all issues found, to be left out later."),
]
_Fix = Annotated[
    Path | None,
    typer.Option(
        help="Write the file with the form of its translation corrected, and all else "
        "as it is, to this new file."
    ),
]
_Config = Annotated[
    Path | None,
    typer.Option(
        help="The project file; by default the nearest termloom.toml here or above."
    ),
]
_FailOn = Annotated[
    FailOn | None,
    typer.Option(help="End with code 1 from this severity on.", show_default="warning"),
]
_Encoder = Annotated[
    str,
    typer.Option(
        help="What aligns two texts and reads what seems too short: e5, none, or a "
        "sentence-transformers model."
    ),
]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file.")
]
_Force = Annotated[
    bool, typer.Option("--force", help="Replace the output file if it is there.")
]
_Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no summary.")
]


def check(
    files: _Files,
    langs: _Langs = "",
    presplit: _Presplit = False,
    glossary: _Glossary = None,
    shape: _Shape = Shape.TEXT,
    select: _Select = None,
    ignore: _Ignore = None,
    severity: _Severity = None,
    silence: _Silence = None,
    baseline: _Baseline = None,
    write_baseline: _WriteBaseline = None,
    fix: _Fix = None,
    config: _Config = None,
    fail_on: _FailOn = None,
    encoder: _Encoder = "e5",
    output: _Output = None,
    force: _Force = False,
    quiet: _Quiet = False,
) -> None:
    """Find errors in a translation: terms, missing sentences, figures, form.

    Two texts are aligned first. Ends with code 0 if clean, 1 with issues at or above
    --fail-on, 2 if the input can't be used.
    """
    from ..settings import silences
    from .checked import read_units
    from .progress import progress

    settings = _settings(config)
    choice = _choice(settings, select, ignore, severity, silence, baseline)
    _check_targets(files, shape, output, fix, write_baseline, force=force)
    concepts = _concepts(glossary or settings.glossary)
    with progress(quiet=quiet) as shown:
        units = read_units(files, langs, encoder if not presplit else "", shown)
        shown("checking", 0, 0)
        everything = _found(units, concepts, choice, encoder)
    found = [finding for finding in everything if not choice.silences(finding)]
    _say_idle(choice, everything, files, silences(silence or ()))
    _show(found, shape, output, force=force)
    if not quiet:
        _sum_up(found, len(units))
    if fix:
        _fix(files[-1], fix, units, found, force=force)
    if write_baseline:
        _accept(found, write_baseline, force=force)
    elif _fails(found, fail_on or FailOn(settings.fail_on or FailOn.WARNING)):
        raise typer.Exit(1)


def _check_targets(
    files: Sequence[Path],
    shape: Shape,
    output: Path | None,
    fix: Path | None,
    write_baseline: Path | None,
    *,
    force: bool,
) -> None:
    """Raises `InputError` for files that could not be written, before any work."""
    from ..errors import InputError
    from ..files import check_target
    from ..report.fixes import check_fix

    if shape is Shape.XLSX and output is None:
        raise InputError("a workbook is no text; name its file with -o")
    for target in filter(None, (output, write_baseline)):
        check_target(target, force=force)
    if fix:
        check_fix(files[-1], fix, force=force)


def _found(
    units: "Sequence[Unit]",
    concepts: "Sequence[Concept]",
    choice: "Choice",
    encoder: str,
) -> "Sequence[Finding]":
    """The issues, also those known or silenced.

    Many units go to two cores, few are read again by the encoder.
    """
    from ..checks import findings

    choice = replace(choice, silence=(), accepted=frozenset())
    if len(units) < _MANY:
        return findings(units, concepts, choice, _reader(encoder))
    return findings(units, concepts, choice, processes=_PROCESSES)


def _say_idle(
    choice: "Choice",
    found: "Sequence[Finding]",
    files: Sequence[Path],
    given: Sequence[str],
) -> None:
    """Names the silences without use; of a project file those for these files."""
    from ..checks import checks

    names = tuple(f"{file.name}#" for file in files)
    for silence in choice.idle(found, checks()):
        if silence in given or silence.startswith(names):
            typer.echo(f"--silence {silence}: there is no such issue", err=True)


def _reader(name: str) -> "Encoder | None":
    """The encoder, if it is on this machine: these checks go without it as well."""
    from ..encoders import load
    from ..errors import MissingModel

    try:
        return load(name) if name != "none" else None
    except MissingModel:
        return None


def _sum_up(found: "Sequence[Finding]", units: int) -> None:
    severities = [finding.issue.severity.value for finding in found]
    counts = [(severities.count(rank), rank) for rank in _RANKS]
    told = ", ".join(f"{count} {rank}{'s' * (count != 1)}" for count, rank in counts)
    typer.echo(f"{units} segment{'s' * (units != 1)} checked: {told}", err=True)


def _fails(found: "Sequence[Finding]", threshold: FailOn) -> bool:
    """Whether an issue is as bad as the threshold, or worse."""
    if threshold is FailOn.NEVER:
        return False
    bad = _RANKS[: _RANKS.index(threshold) + 1]
    return any(finding.issue.severity.value in bad for finding in found)


def _settings(config: Path | None) -> "Settings":
    from ..settings import Settings, find, load

    path = config or find(Path.cwd())
    return load(path) if path else Settings()


def _choice(
    settings: "Settings",
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    severity: Sequence[str] | None,
    silence: Sequence[str] | None,
    baseline: Path | None,
) -> "Choice":
    """What the command line says, else what the project file says."""
    from ..checks import Choice, checks
    from ..report import baseline as accepted
    from ..settings import codes, silences

    known = baseline or settings.baseline
    choice = Choice(
        select=codes(select or ()) or settings.select,
        ignore=codes(ignore or ()) or settings.ignore,
        severities={**settings.severity, **dict(map(_severity, severity or ()))},
        silence=(*settings.silence, *silences(silence or ())),
        accepted=accepted.read(known) if known else frozenset(),
    )
    choice.among(checks())
    return choice


def _severity(given: str) -> "tuple[str, Severity]":
    from ..errors import InputError
    from ..settings import level

    code, sign, name = given.partition("=")
    if not sign:
        raise InputError(f'"{given}" names no severity; write it as T105=note')
    return code.strip().upper(), level(name.strip())


def _show(
    found: "Sequence[Finding]", shape: Shape, output: Path | None, *, force: bool
) -> None:
    from ..files import write_atomically
    from ..report.issues import report

    chunks = (
        f"{chunk}\n" if isinstance(chunk, str) else chunk
        for chunk in report(shape)(found)
    )
    if output:
        write_atomically(output, chunks, force=force)
        return
    for chunk in chunks:
        typer.echo(chunk, nl=False)


def _fix(
    source: Path,
    target: Path,
    units: "Sequence[Unit]",
    found: "Sequence[Finding]",
    *,
    force: bool,
) -> None:
    from ..report.fixes import write_fixed

    done = write_fixed(source, target, units, found, force=force)
    for loss in done.lost:
        typer.echo(f"lost: {loss}", err=True)
    for loss in done.left:
        typer.echo(f"not made: {loss}", err=True)
    count = done.corrections
    told = f"{count} correction{'s' * (count != 1)} of form"
    told = told if count else "nothing to correct; a copy"
    typer.echo(f"{told} written to {target}", err=True)


def _accept(found: "Sequence[Finding]", path: Path, *, force: bool) -> None:
    from ..files import write_atomically
    from ..report import baseline

    write_atomically(path, baseline.write(found), force=force)
    typer.echo(f"{len(found)} issues accepted in {path}", err=True)


def _concepts(glossaries: Sequence[Path]) -> "Sequence[Concept]":
    from ..data import curated
    from .glossaries import read_glossaries

    return read_glossaries(glossaries) if glossaries else curated()
