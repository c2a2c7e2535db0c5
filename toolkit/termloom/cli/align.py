"""``termloom align``: versions of a text → a translation memory."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ..errors import InputError
from ..model import Document, Header, Row

if TYPE_CHECKING:
    from ..encoders import Encoder
    from ..evaluate.alignment import Ladder


class Output(StrEnum):
    """What comes out."""

    TMX = "tmx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    LADDER = "ladder"


_WRITERS = {Output.JSON: "jsonl"}
"""Formats whose names differ from the option's."""
_SUFFIXES = {
    **{".tmx": Output.TMX, ".xlsx": Output.XLSX, ".csv": Output.CSV},
    **{".json": Output.JSON, ".jsonl": Output.JSON, ".ladder": Output.LADDER},
}


def align(
    files: Annotated[
        list[Path],
        typer.Argument(help="The versions of one text: two files or more."),
    ],
    langs: Annotated[
        str, typer.Option(help="Their languages, in the same order: en,zh-Hans,vi.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file: .tmx, .xlsx, .csv."),
    ] = None,
    format: Annotated[
        Output | None,
        typer.Option(
            help="By default told by the name of the output; without one json (a row a "
            "line). ladder gives the numbers of the segments alone."
        ),
    ] = None,
    presplit: Annotated[
        bool, typer.Option("--presplit", help="Each line is one segment already.")
    ] = False,
    encoder: Annotated[
        str,
        typer.Option(help="e5, e5-fast, none, or a sentence-transformers model."),
    ] = "e5",
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Also align what seems to be no translation."),
    ] = False,
    mine: Annotated[
        bool,
        typer.Option(
            "--mine",
            help="For texts on the same matters that are no translations: only the "
            "sentences that say the same, flagged mined.",
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the output file if it is there.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Align two or more versions of a text sentence by sentence.

    The first file is the one that the others are joined to. Rows that a person should
    look at are flagged "review", and "triangle" where three languages disagree.
    """
    from ..encoders import load
    from ..files import check_target, write_atomically
    from ..reading import read
    from ..tags import parse
    from .langs import parsed
    from .progress import progress

    tags = [parse(tag) for tag in parsed(langs)]
    shape = _shape(output, format)
    _check(files, tags, shape)
    if output:
        check_target(output, force=force)
    with progress(quiet=quiet) as shown:
        shown("reading", 0, len(files))
        documents = [
            read(file, tag, presplit=presplit)
            for file, tag in zip(files, tags, strict=True)
        ]
        shown("mining" if mine else "aligning", 0, 0)
        if mine:
            found = _mined(documents, load(encoder), presplit=presplit)
        else:
            found = _aligned(documents, load(encoder), presplit=presplit, doubt=anyway)
    if encoder == "none" and not quiet:
        typer.echo("note: aligned without an encoder; expect more errors", err=True)
    chunks = _chunks(found, documents, shape, encoder)
    if output:
        write_atomically(output, chunks, force=force)
    else:
        for chunk in chunks:
            typer.echo(chunk.decode(), nl=False)


class _Found(NamedTuple):
    rows: tuple[Row, ...]
    ladder: "Ladder"
    """For two versions."""


def _mined(
    documents: Sequence[Document], encoder: "Encoder", *, presplit: bool
) -> _Found:
    from ..versions import mine

    rows = mine(documents, encoder=encoder, presplit=presplit)
    source, target = (document.language for document in documents[:2])
    pairs = [row.segments for row in rows if {source, target} <= set(row.segments)]
    return _Found(rows, [(pair[source], pair[target]) for pair in pairs])


def _aligned(
    documents: Sequence[Document], encoder: "Encoder", *, presplit: bool, doubt: bool
) -> _Found:
    """Raises `InputError` where there is doubt but none is allowed."""
    from ..versions import align

    found = align(documents, encoder=encoder, presplit=presplit)
    if found.doubts and not doubt:
        raise InputError(
            f"these seem to be no translations of each other ({found.doubts}); check "
            "the files, align them all the same with --anyway, or get what they have "
            "in common with --mine",
            place=", ".join(document.origin.path for document in documents),
        )
    beads = next(iter(found.alignments.values())).beads
    return _Found(found.rows(), [(bead.sources, bead.targets) for bead in beads])


def _shape(output: Path | None, told: Output | None) -> Output:
    if told:
        if told is Output.XLSX and output is None:
            raise InputError("a workbook can't be printed; name a file with -o")
        return told
    if output is None:
        return Output.JSON
    if output.suffix.lower() not in _SUFFIXES:
        raise InputError(
            f'no format of this ending: "{output.suffix}"; end the name in one of '
            f"{', '.join(_SUFFIXES)}, or choose with --format",
            place=str(output),
        )
    return _SUFFIXES[output.suffix.lower()]


def _check(files: Sequence[Path], tags: Sequence[str], shape: Output) -> None:
    if len(files) < 2:
        raise InputError("one file can't be aligned; name two versions or more")
    if len(files) != len(tags):
        raise InputError(
            f"{len(files)} files, but {len(tags)} languages in --langs; name a "
            "different language for each file, in the same order"
        )
    if shape is Output.LADDER and len(files) > 2:
        raise InputError("a ladder joins two versions; choose another --format")


def _chunks(
    found: _Found, documents: Sequence[Document], shape: Output, encoder: str
) -> Iterator[bytes]:
    from ..formats import Options, named
    from ..signature import signature

    if shape is Output.LADDER:
        for sources, targets in found.ladder:
            yield f"{list(sources)}:{list(targets)}\n".encode()
        return
    languages = tuple(document.language for document in documents)
    inputs = {document.language: document.text.encode() for document in documents}
    header = Header(
        title=" – ".join(Path(document.origin.path).name for document in documents),
        languages=languages,
        source_language=languages[0],
        signature=signature({"encoder": encoder}, inputs),
    )
    writer = named(_WRITERS.get(shape, str(shape))).write_rows
    if writer:
        yield from writer(found.rows, header, Options())
