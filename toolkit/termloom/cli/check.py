"""``termloom check``: is a translation complete, consistent and well formed?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..checks import Choice, Finding, Unit
    from ..model import Bead, Concept, Row, Segment, Severity
    from ..settings import Settings
    from .progress import Progress


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


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="SRC TGT | FILE",
            help="A text and its translation; or one file that holds both (TMX, "
            "XLIFF, PO, XLSX, CSV); or one translation alone.",
        ),
    ],
    langs: Annotated[
        str,
        typer.Option(
            help="Languages of source and translation: en,vi. A translation alone "
            "takes one. A bilingual file mostly names its own."
        ),
    ] = "",
    presplit: Annotated[
        bool,
        typer.Option("--presplit", help="Line by line, the two texts belong together."),
    ] = False,
    glossary: Annotated[
        list[Path] | None,
        typer.Option(help="A glossary of yours instead of ours (repeat for several)."),
    ] = None,
    shape: Annotated[
        Shape,
        typer.Option(
            "--format",
            help="text for people, json a line an issue, sarif for CI, xlsx a "
            "workbook, html a page.",
        ),
    ] = Shape.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(help="Only these checks, by code or its beginning: T,F301."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="Not these checks, by code or its beginning: P,T105."),
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option(help="Another severity for a check: T105=note (repeat)."),
    ] = None,
    silence: Annotated[
        list[str] | None,
        typer.Option(
            help="Leave out an issue, or all of a segment, as the issue itself names "
            "it: vi.txt#12:F303 (repeat)."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(help="Leave out the issues of this list."),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(help="Write the list of all issues found, to be left out later."),
    ] = None,
    fix: Annotated[
        Path | None,
        typer.Option(
            help="Write the translation with its form corrected to this new file."
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            help="The project file; by default the nearest termloom.toml here or above."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            help="End with code 1 from this severity on.", show_default="warning"
        ),
    ] = None,
    encoder: Annotated[
        str,
        typer.Option(
            help="What aligns two texts: e5, none, or a sentence-transformers model."
        ),
    ] = "e5",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the output file if it is there.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary.")
    ] = False,
) -> None:
    """Find errors in a translation: terms, missing sentences, figures, form.

    Two texts are aligned first. Ends with code 0 if clean, 1 with issues at or above
    --fail-on, 2 if the input can't be used.
    """
    from ..checks import findings
    from .progress import progress

    settings = _settings(config)
    choice = _choice(settings, select, ignore, severity, silence, baseline)
    with progress(quiet=quiet) as shown:
        units = _units(files, langs, encoder if not presplit else "", shown)
        shown("checking", 0, 0)
        found = findings(units, _concepts(glossary or settings.glossary), choice)
    _show(found, shape, output, force=force)
    severities = [finding.issue.severity.value for finding in found]
    if not quiet:
        told = ", ".join(f"{severities.count(rank)} {rank}s" for rank in _RANKS)
        typer.echo(f"{len(units)} segments checked: {told}", err=True)
    if fix:
        _fix(files[-1], fix, found)
    if write_baseline:
        _accept(found, write_baseline, force=force)
        return
    threshold = fail_on or FailOn(settings.fail_on or FailOn.WARNING)
    if threshold is not FailOn.NEVER:
        bad = _RANKS[: _RANKS.index(threshold) + 1]
        if any(severity in bad for severity in severities):
            raise typer.Exit(1)


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
    from ..checks import Choice
    from ..report import baseline as accepted

    known = baseline or settings.baseline
    return Choice(
        select=_codes(select) or settings.select,
        ignore=_codes(ignore) or settings.ignore,
        severities={**settings.severity, **dict(map(_severity, severity or ()))},
        silence=(*settings.silence, *(silence or ())),
        accepted=accepted.read(known) if known else frozenset(),
    )


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
    from ..errors import InputError
    from ..files import write_atomically
    from ..report.issues import report

    if shape is Shape.XLSX and output is None:
        raise InputError("a workbook is no text; name its file with -o")
    chunks = (
        f"{chunk}\n" if isinstance(chunk, str) else chunk
        for chunk in report(shape)(found)
    )
    if output:
        write_atomically(output, chunks, force=force)
        return
    for chunk in chunks:
        typer.echo(chunk, nl=False)


def _fix(source: Path, target: Path, found: "Sequence[Finding]") -> None:
    from ..report.fixes import write_fixed

    count = write_fixed(source, target, found)
    typer.echo(f"{count} corrections of form written to {target}", err=True)


def _accept(found: "Sequence[Finding]", path: Path, *, force: bool) -> None:
    from ..files import write_atomically
    from ..report import baseline

    write_atomically(path, baseline.write(found), force=force)
    typer.echo(f"{len(found)} issues accepted in {path}", err=True)


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    parts = (part.strip() for item in given or () for part in item.split(","))
    return tuple(part.upper() for part in parts if part)


def _concepts(glossaries: Sequence[Path]) -> "Sequence[Concept]":
    from ..data import curated
    from ..interchange import read_concepts
    from ..terms.unite import united

    if not glossaries:
        return curated()
    return united(c for path in glossaries for c in read_concepts(path))


def _units(
    paths: Sequence[Path], langs: str, encoder: str, shown: "Progress"
) -> "list[Unit]":
    """The units to check; without an encoder, line by line."""
    from ..errors import InputError
    from ..files import format_for
    from .langs import parsed

    tags = parsed(langs)
    if len(paths) > 2:
        raise InputError(f"{len(paths)} files; name a text and its translation")
    if len(paths) == 2:
        return list(_of_two(paths, tags, encoder, shown))
    if format_for(paths[0]).read_document is None:
        return list(_of_table(paths[0], tags))
    return list(_of_one(paths[0], tags, presplit=not encoder))


def _of_two(
    paths: Sequence[Path], tags: Sequence[str], encoder: str, shown: "Progress"
) -> "Iterator[Unit]":
    from ..checks import from_beads
    from ..errors import InputError
    from ..model import Bead
    from ..reading import read
    from ..segmenting import segment

    if len(tags) != 2:
        raise InputError("say both languages, source first: --langs en,vi")
    documents = [
        read(path, tag, presplit=not encoder)
        for path, tag in zip(paths, tags, strict=True)
    ]
    source, target = ((d, segment(d, presplit=not encoder)) for d in documents)
    if encoder:
        shown("aligning", 0, 0)
        return from_beads(source, target, _aligned(source[1], target[1], tags, encoder))
    if len(source[1]) != len(target[1]):
        raise InputError(
            f"{len(target[1])} lines for the {len(source[1])} of {paths[0]}; leave out "
            "--presplit, and the texts are aligned",
            place=str(paths[1]),
        )
    beads = [Bead((line,), (line,), 1.0) for line in range(len(source[1]))]
    return from_beads(source, target, beads)


def _aligned(
    sources: "Sequence[Segment]",
    targets: "Sequence[Segment]",
    tags: Sequence[str],
    encoder: str,
) -> "Sequence[Bead]":
    from ..alignment import align
    from ..encoders import load

    return align(
        sources,
        targets,
        source_language=tags[0],
        target_language=tags[1],
        encoder=load(encoder),
    ).beads


def _of_table(path: Path, tags: Sequence[str]) -> "Iterator[Unit]":
    from ..checks import from_rows
    from ..errors import InputError
    from ..interchange import Wishes, inspect, read_rows
    from ..tags import LANGUAGES

    found = inspect(path)[1]
    there = list(found.languages)
    if not tags:
        first = found.source if found.source in there else "".join(there[:1])
        tags = [first, *(tag for tag in there if tag != first)]
    tags = [tag for tag in tags if tag in LANGUAGES]
    if len(tags) < 2:
        raise InputError(
            "two languages are wanted; name them, source first: --langs en,vi",
            place=str(path),
        )
    own = set(tags) <= set(there)
    rows = read_rows(path, Wishes() if own else Wishes(languages=tuple(tags)))
    source, *others = tags
    for target in others:
        many = len(others) > 1
        pairs = [_only(row, target) for row in rows] if many else rows
        yield from from_rows(pairs, source, target, str(path))


def _only(row: "Row", target: str) -> "Row":
    """A row, or an empty one in its place where it has nothing in the language."""
    return row if target in row.cells else replace(row, cells={})


def _of_one(path: Path, tags: Sequence[str], *, presplit: bool) -> "Iterator[Unit]":
    from ..checks import from_segments
    from ..errors import InputError
    from ..reading import read
    from ..segmenting import segment

    if len(tags) != 1:
        raise InputError(
            "one text is checked in one language: --langs vi", place=str(path)
        )
    document = read(path, tags[0], presplit=presplit)
    return from_segments(document, segment(document, presplit=presplit))
