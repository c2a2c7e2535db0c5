"""``termloom terms``: which terms, and what they are in the other language."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from ..encoders import Encoder
    from ..model import Candidate, Row, Segment, TermPair
    from ..report import Text

_SHOWN = 40
"""Lines of each table on a terminal."""


class Shown(StrEnum):
    """What is put out."""

    CANDIDATES = "candidates"
    PAIRS = "pairs"
    BOTH = "both"


def terms(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="The versions of one text, a file a language; or one memory (TMX, "
            "XLIFF, PO, XLSX, CSV); or one corpus.toml."
        ),
    ],
    langs: Annotated[
        str, typer.Option(help="The languages, in the order of the files: en,zh-Hans.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write everything here: a .csv, or .jsonl or .xlsx for both.",
        ),
    ] = None,
    show: Annotated[
        Shown, typer.Option(help="candidates (one language), pairs, or both.")
    ] = Shown.BOTH,
    presplit: Annotated[
        bool, typer.Option("--presplit", help="Each line is one segment already.")
    ] = False,
    curated: Annotated[
        bool, typer.Option(help="Let the glossary that comes with termloom help.")
    ] = True,
    glossary: Annotated[
        list[Path] | None,
        typer.Option(help="A glossary of yours that helps too (repeat for several)."),
    ] = None,
    encoder: Annotated[
        str,
        typer.Option(help="e5, e5-fast, none, or a sentence-transformers model."),
    ] = "e5",
    force: Annotated[
        bool, typer.Option("--force", help="Replace the output file if it is there.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Find term candidates, and pairs of terms in texts that translate each other.

    Versions of a text are aligned first. Candidates come best first in each language;
    pairs come best first with their score (0 to 1) and the reasons for it.
    """
    from .langs import parsed
    from .progress import progress

    with progress(quiet=quiet) as shown:
        shown("reading, aligning and pairing", 0, 0)
        found = _found(
            files,
            parsed(langs),
            glossary or (),
            presplit=presplit,
            curated=curated,
            encoder=encoder,
        )
    for sentence in found.unused:
        typer.echo(sentence, err=True)
    if output:
        _write(output, files, found, show, encoder, force=force)
    else:
        shown_table = _table(found.candidates, found.pairs, show)
        typer.echo("\n".join(shown_table))


class _Found(NamedTuple):
    candidates: Sequence["Candidate"]
    pairs: Sequence["TermPair"]
    contexts: Mapping[tuple[str, str, int], str]
    """Language, document and segment → the text of the segment."""
    unused: Sequence[str]
    """Sentences on what of the glossaries is not used."""


def _found(
    files: Sequence[Path],
    languages: Sequence[str],
    glossaries: Sequence[Path],
    *,
    presplit: bool,
    curated: bool,
    encoder: str,
) -> _Found:
    from .. import recipe
    from ..encoders import load
    from ..terms.weave import weave

    if len(files) == 1 and files[0].suffix == ".toml":
        built = recipe.build(
            files[0], encoder=encoder, curated=curated, glossaries=glossaries
        )
        return _Found(
            built.candidates, built.pairs, _contexts_of(built.texts), built.unused
        )
    engine = load(encoder)
    if len(files) == 1 and len(languages) != 1:
        segments, memories = _memory(files[0], languages)
    else:
        segments, memories = _texts(files, languages, engine, presplit=presplit)
    known, unused = recipe.known_concepts(glossaries, curated=curated)
    woven = weave(known, segments=segments, memories=memories, encoder=engine)
    contexts = {
        (tag, segment.document, segment.index): segment.text
        for tag, own in segments.items()
        for segment in own
    }
    return _Found(woven.candidates, woven.pairs, contexts, unused)


def _contexts_of(texts: Sequence["Text"]) -> dict[tuple[str, str, int], str]:
    return {
        (tag, text.documents[tag].id, index): row.cells[tag]
        for text in texts
        for row in text.rows
        for tag, indices in row.segments.items()
        for index in indices
        if tag in row.cells
    }


_Segments = dict[str, tuple["Segment", ...]]
_Memories = dict[tuple[str, str], tuple["Row", ...]]


def _texts(
    files: Sequence[Path],
    languages: Sequence[str],
    engine: "Encoder",
    *,
    presplit: bool,
) -> tuple[_Segments, _Memories]:
    """The versions of one text, aligned with each other."""
    from ..alignment import align_all, rows
    from ..reading import read
    from ..segmenting import segment

    _check_languages(files, languages)
    segments = {
        tag: segment(read(path, tag, presplit=presplit), presplit=presplit)
        for path, tag in zip(files, languages, strict=True)
    }
    memories = {
        (a, b): rows(
            alignment, segments[a], segments[b], source_language=a, target_language=b
        )
        for (a, b), alignment in align_all(segments, encoder=engine).items()
        if alignment.translation
    }
    return segments, memories


def _check_languages(files: Sequence[Path], languages: Sequence[str]) -> None:
    from ..errors import InputError
    from ..tags import LANGUAGES

    if len(files) != len(languages):
        raise InputError(
            f"{len(files)} files but {len(languages)} languages; name one language a "
            f"file, for example --langs en,vi (known: {', '.join(LANGUAGES)})",
            place="--langs",
        )


def _memory(path: Path, languages: Sequence[str]) -> tuple[_Segments, _Memories]:
    """The rows of a translation memory."""
    from ..interchange import Wishes, read_rows
    from ..model import Segment, Span
    from ..tags import LANGUAGES

    made = read_rows(path, Wishes(languages=tuple(languages)))
    held = [t for t in languages or LANGUAGES if any(t in row.cells for row in made)]
    segments = {
        tag: tuple(
            Segment(row.document, number, Span(0, len(text)), text, number)
            for number, row in enumerate(made)
            if (text := row.cells.get(tag, ""))
        )
        for tag in held
    }
    return segments, {pair: tuple(made) for pair in combinations(held, 2)}


def _write(
    path: Path,
    files: Sequence[Path],
    found: _Found,
    show: Shown,
    encoder: str,
    *,
    force: bool,
) -> None:
    from ..errors import UnwritableError
    from ..files import write_atomically
    from ..formats import Options, csv

    candidates, pairs = found.candidates, found.pairs
    if path.suffix in (".jsonl", ".json"):
        chunks: Iterable[str | bytes] = _lines(candidates, pairs, show)
    elif path.suffix == ".csv" and (show is Shown.CANDIDATES or not pairs):
        chunks = csv.write_candidates(candidates, Options())
    elif path.suffix == ".csv":
        chunks = csv.write_pairs(pairs, Options())
    elif path.suffix == ".xlsx":
        chunks = _workbook(path, files, found, show, encoder)
    else:
        raise UnwritableError(
            f'can\'t write "{path.suffix}"; end the name with .csv, .jsonl or .xlsx',
            place=str(path),
        )
    write_atomically(path, chunks, force=force)


def _workbook(
    path: Path, files: Sequence[Path], found: _Found, show: Shown, encoder: str
) -> Iterator[bytes]:
    from ..formats import Options, xlsx
    from ..interchange import date_of
    from ..model import Header
    from ..signature import signature

    languages = tuple(dict.fromkeys(one.language for one in found.candidates))
    inputs = {str(file): file.read_bytes() for file in files}
    header = Header(
        path.stem,
        languages,
        "",
        signature({"encoder": encoder}, inputs),
        max(map(date_of, files)),
    )
    return xlsx.write_candidates(
        found.candidates if show is not Shown.PAIRS else (),
        found.pairs if show is not Shown.CANDIDATES else (),
        found.contexts,
        header,
        Options(),
    )


def _lines(
    candidates: Sequence["Candidate"], pairs: Sequence["TermPair"], show: Shown
) -> Iterator[str]:
    """JSON, a line a candidate or pair."""
    for one in candidates if show is not Shown.PAIRS else ():
        record: dict[str, Any] = {"candidate": one.form, "language": one.language}
        record |= {"score": round(one.score, 4), "count": one.count}
        yield json.dumps(record, ensure_ascii=False) + "\n"
    for pair in pairs if show is not Shown.CANDIDATES else ():
        record = {
            "source_language": pair.source_language,
            "source": pair.source,
            "target_language": pair.target_language,
            "target": pair.target,
            "score": round(pair.score, 4),
            "count": pair.count,
            "evidence": {item.name: round(item.value, 4) for item in pair.evidence},
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


def _table(
    candidates: Sequence["Candidate"], pairs: Sequence["TermPair"], show: Shown
) -> Iterator[str]:
    """The best of both, for people."""
    if show is not Shown.PAIRS:
        for tag in dict.fromkeys(one.language for one in candidates):
            own = [one for one in candidates if one.language == tag]
            yield f"{tag}: {len(own)} candidates"
            yield from (f"  {c.score:5.2f} {c.count:5}  {c.form}" for c in own[:_SHOWN])
    if show is not Shown.CANDIDATES:
        yield f"{len(pairs)} pairs"
        for pair in pairs[:_SHOWN]:
            ends = f"{pair.source}  =  {pair.target}"
            tags = f"{pair.source_language}, {pair.target_language}"
            yield f"  {pair.score:5.2f} {pair.count:5}  {ends}  ({tags})"
