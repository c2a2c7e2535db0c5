"""Files of one format turned into files of another, and what a file holds."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from . import __version__, tags
from .data import tables
from .errors import InputError, UnwritableError
from .files import format_for, format_to_write, opened, write_atomically
from .formats import Format, Found, Loss, Losses, Options
from .formats._adapt import as_concept, as_row
from .model import Concept, Header, Row

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much."""
T = TypeVar("T")
_EVERY = 1000
_OURS = tags.LANGUAGES


class Converted(NamedTuple):
    """What a conversion did."""

    source: Format
    target: Format
    found: Found
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says besides the names of the files."""

    source_format: str | None = None
    target_format: str | None = None
    languages: tuple[str, ...] = ()
    """To write, in this order; and those of a file that doesn't name its own."""
    profile: str = ""
    """The outside tool that the file is for."""
    encoding: str = ""
    strict: bool = False
    """Whether to refuse what would lose anything."""
    force: bool = False
    """Whether to replace an existing file."""
    change: Callable[[int, Row], Row] | None = field(default=None, repr=False)
    """What is done to each row on its way, told its number from 0."""
    progress: Progress = field(default=lambda stage, done, total: None, repr=False)


def inspect(path: str | Path, wishes: Wishes = Wishes()) -> tuple[Format, Found]:
    """The format of a file and what it holds.

    Raises `InputError` and its kinds for a file that can't be read, with place and
    remedy.
    """
    found = format_for(path, wishes.source_format)
    options = _options(path, wishes)
    if found.inspect is None:
        return found, _paragraphs(path, found, wishes)
    with opened(path) as stream:
        held = found.inspect(stream, options)
    if not held.units:
        held = replace(held, warnings=(*held.warnings, f"holds no {found.unit}"))
    return found, held


def _options(path: str | Path, wishes: Wishes) -> Options:
    try:
        "".encode(wishes.encoding or "utf-8")
    except LookupError:
        raise InputError(
            f'unknown encoding "{wishes.encoding}"; for example: utf-8, utf-16, '
            "gb18030, big5, cp1258",
            place=str(path),
        ) from None
    return Options(str(path), wishes.languages, encoding=wishes.encoding)


def _paragraphs(path: str | Path, found: Format, wishes: Wishes) -> Found:
    from .languages.detect import identify

    if found.read_document is None:
        raise InputError(f"files of the format {found.name} can't be read")
    with opened(path) as stream:
        document = found.read_document(
            stream.read(),
            wishes.languages[0] if wishes.languages else "en",
            id="",
            place=str(path),
            encoding=wishes.encoding or None,
            presplit=found.marks_paragraphs,
        )
    paragraphs = [line for line in document.text.split("\n") if line.strip()]
    if wishes.languages:
        language = wishes.languages[0]
    else:
        language = identify(document.text).language or "und"
    losses = Losses()
    for dropped in document.origin.dropped:
        losses.add("line", f"left out as {dropped.reason}", f"line {dropped.line}")
    count = len(paragraphs)
    languages = {language: count} if count else {}
    return Found(count, languages, kind="text", warnings=tuple(map(str, losses)))


def read_concepts(path: str | Path, wishes: Wishes = Wishes()) -> list[Concept]:
    """The concepts of a glossary in any format that holds terms or rows.

    A directory is a glossary in the two tables in which ours is kept. A file that does
    not name its languages has them behind its name: ``glossary.txt:en,vi``; then a
    text with tabs is a glossary of OmegaT.
    """
    if Path(path).is_dir():
        return list(tables.read(Path(path)).concepts)
    path, wishes = _with_languages(path, wishes)
    return _read_concepts(path, _options(path, wishes), wishes)


class Glossary(NamedTuple):
    """What a glossary has in our languages."""

    concepts: list[Concept]
    notes: tuple[str, ...]
    """What of it is not used, in sentences, each with its place."""


def read_glossary(path: str | Path) -> Glossary:
    """The concepts of a glossary without terms in languages that are not ours."""
    concepts = []
    others: dict[str, None] = {}
    for concept in read_concepts(path):
        own = [t for t in concept.terms if tags.parse_or_keep(t.language) in _OURS]
        others |= dict.fromkeys(t.language for t in concept.terms if t not in own)
        if own:
            concepts.append(replace(concept, terms=tuple(own)))
    named = ", ".join(f'"{tag}"' for tag in others)
    notes = [f"{path}: {named} left out; termloom knows {', '.join(_OURS)}"]
    empty = [f"{path}: no terms in it; nothing is held to it"]
    return Glossary(concepts, (*notes * bool(others), *empty * (not concepts)))


def read_glossaries(paths: Iterable[str | Path]) -> Glossary:
    """The concepts of several, one after the other."""
    found = [read_glossary(path) for path in paths]
    concepts = [concept for one in found for concept in one.concepts]
    return Glossary(concepts, tuple(note for one in found for note in one.notes))


def _with_languages(path: str | Path, wishes: Wishes) -> tuple[str | Path, Wishes]:
    name, colon, codes = str(path).rpartition(":")
    if not colon or Path(path).exists() or not Path(name).exists():
        return path, wishes
    text = name.casefold().endswith(".txt")
    known = wishes.source_format or ("omegat" if text else None)
    languages = tuple(tags.parse(code) for code in codes.split(","))
    return name, replace(wishes, source_format=known, languages=languages)


def problems(path: str | Path, wishes: Wishes = Wishes()) -> list[str]:
    """What breaks the rules of a glossary (`data.validate`), each with its place."""
    if Path(path).is_dir():
        found = tables.read(Path(path))
        own = tables.validate(found.concepts, found.places, place=str(path))
        return [*found.complaints, *own]
    path, wishes = _with_languages(path, wishes)
    options = _options(path, wishes)
    concepts = _read_concepts(path, options, wishes)
    return tables.validate(concepts, options.places, place=str(path))


def _read_concepts(path: str | Path, options: Options, wishes: Wishes) -> list[Concept]:
    reader = format_for(path, wishes.source_format)
    _check_readable(reader, str(path))
    with opened(path) as stream:
        return list(_concepts(reader, stream, options))


def read_rows(path: str | Path, wishes: Wishes = Wishes()) -> list[Row]:
    """The rows of a memory in any format that holds rows or terms."""
    reader = format_for(path, wishes.source_format)
    options = _options(path, wishes)
    _check_readable(reader, str(path))
    with opened(path) as stream:
        return list(_rows(reader, stream, options))


def as_read(path: str | Path, languages: tuple[str, ...]) -> Wishes:
    """What to wish so that a table has these languages: nothing if it names them."""
    named = set(languages) <= set(inspect(path)[1].languages)
    return Wishes() if named else Wishes(languages=languages)


def convert(
    source: str | Path, target: str | Path, wishes: Wishes = Wishes()
) -> Converted:
    """Writes a file again in another format, a unit at a time.

    Raises `InputError` for what can't be read or chosen and `UnwritableError` for
    what can't be written; where ``wishes`` are strict also where anything would be
    lost. Whatever is raised, the target is as it was.
    """
    wishes.progress("looking at the file", 0, 0)
    reader, found = _found(source, wishes)
    writer = format_to_write(target, wishes.target_format)
    _check(reader, writer, found, wishes, str(source))
    reading = _options(source, wishes)
    writing = replace(reading, place=str(target), profile=wishes.profile)
    header = _header(Path(source), found, wishes.languages)
    with opened(source) as stream:
        if _goes_as_concepts(writer, found):
            _check_unchanged(wishes, str(source))
            concepts = _watched(_concepts(reader, stream, reading), found, wishes)
            chunks = writer.write_concepts(concepts, header, writing)  # type: ignore[misc]
        else:
            rows = _watched(_changed(reader, stream, reading, wishes), found, wishes)
            chunks = writer.write_rows(rows, header, writing)  # type: ignore[misc]
        if wishes.strict:
            chunks = _unless_lossy(chunks, reading.losses, str(target))
        write_atomically(target, chunks, force=wishes.force)
    return Converted(reader, writer, found, tuple(reading.losses))


def _found(source: str | Path, wishes: Wishes) -> tuple[Format, Found]:
    """What there is to convert: of a document its tables, not its paragraphs."""
    reader = format_for(source, wishes.source_format)
    _check_readable(reader, str(source))
    if reader.inspect:
        return inspect(source, wishes)
    languages: Counter[str] = Counter()
    rows = read_rows(source, wishes)
    for row in rows:
        languages.update(row.cells.keys())
    return reader, Found(len(rows), dict(languages))


def _check_readable(reader: Format, place: str) -> None:
    if not (reader.read_rows or reader.read_concepts):
        raise InputError(
            "holds one text and no translations; align it with its translation: "
            "termloom align",
            place=place,
        )


def _check(
    reader: Format, writer: Format, found: Found, wishes: Wishes, place: str
) -> None:
    if not (writer.write_rows or writer.write_concepts):
        raise UnwritableError(f'files of the format "{writer.name}" can only be read')
    if wishes.profile and wishes.profile not in writer.profiles:
        known = ", ".join(writer.profiles) or "none"
        raise InputError(
            f'no profile "{wishes.profile}" for {writer.name}; choose from: {known}'
        )
    if not found.units:
        raise InputError(f"holds no {reader.unit}", place=place)
    if not found.languages:
        raise InputError(
            "names no language; name them in order, for example --langs en,vi",
            place=place,
        )
    missing = [tag for tag in wishes.languages if tag not in found.languages]
    if missing:
        there = ", ".join(found.languages) or "no language that it names"
        raise InputError(f'no text in "{missing[0]}"; there is: {there}', place=place)


def _check_unchanged(wishes: Wishes, place: str) -> None:
    if wishes.change:
        raise UnwritableError(
            "a glossary is corrected in its own format only; name the new file alike",
            place=place,
        )


def _goes_as_concepts(writer: Format, found: Found) -> bool:
    if writer.write_rows and writer.write_concepts:
        return found.kind == "concepts"
    return writer.write_concepts is not None


def _concepts(reader: Format, stream: BinaryIO, options: Options) -> Iterator[Concept]:
    if reader.read_concepts:
        return reader.read_concepts(stream, options)
    rows = reader.read_rows(stream, options) if reader.read_rows else iter(())
    return (as_concept(row, options.losses) for row in rows)


def _rows(reader: Format, stream: BinaryIO, options: Options) -> Iterator[Row]:
    if reader.read_rows:
        return reader.read_rows(stream, options)
    concepts = reader.read_concepts(stream, options) if reader.read_concepts else ()
    return (as_row(concept, options.losses) for concept in concepts)


def _changed(
    reader: Format, stream: BinaryIO, options: Options, wishes: Wishes
) -> Iterator[Row]:
    for number, row in enumerate(_rows(reader, stream, options)):
        yield wishes.change(number, row) if wishes.change else row


def _header(source: Path, found: Found, wanted: tuple[str, ...]) -> Header:
    languages = wanted or tuple(found.languages)
    first = found.source if found.source in languages else languages[0]
    return Header(
        source.name,
        languages,
        first,
        f"termloom {__version__} | converted from {source.name}",
        date_of(source),
    )


def date_of(source: Path) -> str:
    """``$SOURCE_DATE_EPOCH``, else the time at which the source was changed."""
    pinned = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(pinned) if pinned.isdecimal() else int(source.stat().st_mtime)
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%SZ")


def _watched(records: Iterable[T], found: Found, wishes: Wishes) -> Iterator[T]:
    number = 0
    for number, record in enumerate(records, start=1):
        if number % _EVERY == 0:
            wishes.progress("converting", number, found.units)
        yield record
    wishes.progress("converting", number, number)


def _unless_lossy(
    chunks: Iterable[bytes], losses: Losses, place: str
) -> Iterator[bytes]:
    yield from chunks
    if losses:
        told = "; ".join(map(str, losses))
        raise UnwritableError(
            f"not written, because this would be lost: {told}; leave out --strict, or "
            "choose another format",
            place=place,
        )
