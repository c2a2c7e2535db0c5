"""What ``termloom check`` reads: two texts, a file that holds both, a translation."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..checks import Unit
    from ..model import Bead, Document, Row, Segment
    from .progress import Progress

_NAMED = 5
"""Lines left out that are named one by one."""


def read_units(
    paths: Sequence[Path], langs: str, encoder: str, shown: "Progress"
) -> "list[Unit]":
    """The units of one or two files; without an encoder, line by line.

    Raises `InputError` for files and languages that don't go together.
    """
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
    for path, document in zip(paths, documents, strict=True):
        _say_left_out(path, document)
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


def _say_left_out(path: Path, document: "Document") -> None:
    """Names the lines that are no text, and so are not checked."""
    import typer

    left_out = document.origin.dropped
    for one in left_out[:_NAMED]:
        typer.echo(f"{path}:{one.line}: left out: {one.reason}", err=True)
    if more := len(left_out[_NAMED:]):
        typer.echo(f"{path}: {more} more lines left out", err=True)


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
    from ..interchange import as_read, inspect, read_rows
    from ..tags import LANGUAGES

    format, found = inspect(path)
    if not found.units:
        raise InputError(f"holds no {format.unit}", place=str(path))
    there = list(found.languages)
    if not tags:
        first = found.source if found.source in there else "".join(there[:1])
        tags = [first, *(tag for tag in there if tag != first)]
    tags = [tag for tag in tags if tag in LANGUAGES]
    if len(tags) < 2:
        held = ", ".join(f'"{tag}"' for tag in there) or "no language that it names"
        raise InputError(
            f"two of {', '.join(LANGUAGES)} are wanted, the file has {held}; name two, "
            "source first: --langs en,vi",
            place=str(path),
        )
    rows = read_rows(path, as_read(path, tuple(tags)))
    _check_languages(rows, tags, str(path))
    source, *others = tags
    for target in others:
        many = len(others) > 1
        pairs = [_only(row, target) for row in rows] if many else rows
        yield from from_rows(pairs, source, target, str(path))


def _check_languages(rows: "Sequence[Row]", tags: Sequence[str], place: str) -> None:
    """Raises `InputError` where texts are in other languages than those named."""
    from ..errors import InputError

    there = dict.fromkeys(tag for row in rows for tag in row.cells)
    missing = [tag for tag in tags if tag not in there]
    if missing and not there.keys() <= set(tags):
        held = ", ".join(f'"{tag}"' for tag in there)
        raise InputError(
            f'no text in "{missing[0]}"; the file has {held}: name two of them, source '
            "first, with --langs",
            place=place,
        )


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
    _say_left_out(path, document)
    return from_segments(document, segment(document, presplit=presplit))
