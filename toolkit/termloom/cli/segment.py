"""``termloom segment``: one text → its sentences and words."""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from ..errors import InputError
from ..model import Document, Segment, Span

_LINES_AT_ONCE = 1000


class Output(StrEnum):
    """What comes out."""

    TEXT = "text"
    JSON = "json"


def segment(
    file: Annotated[Path, typer.Argument(help="The text: TXT, HTML, DOCX or PDF.")],
    lang: Annotated[
        str, typer.Option(help="Its language: en, zh-Hans, zh-Hant or vi.")
    ],
    presplit: Annotated[
        bool, typer.Option("--presplit", help="Each line is one segment already.")
    ] = False,
    tokens: Annotated[
        bool, typer.Option("--tokens", help="Show the words of each segment as well.")
    ] = False,
    tokenizer: Annotated[
        str,
        typer.Option(
            help="For Chinese: rjieba (the default), hanlp, hanlp:MODEL or auto "
            "(hanlp if it and its model are there)."
        ),
    ] = "",
    glossary: Annotated[
        list[Path] | None,
        typer.Option(
            help="With --tokens: keep the terms of this glossary whole (repeat for "
            "several)."
        ),
    ] = None,
    format: Annotated[
        Output,
        typer.Option(help="text: a segment a line; json: with places in the file."),
    ] = Output.TEXT,
    encoding: Annotated[
        str, typer.Option(help="Character encoding of FILE, if it can't be told.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the output file if it is there.")
    ] = False,
) -> None:
    """Show the sentences of a text, one a line, and where they stand.

    With --tokens the words of a line stand apart; spaces within a word become "_".
    With --format json each line is an object with start, end and text (and tokens),
    counted in characters of the file after decoding.
    """
    from ..files import check_target, write_atomically
    from ..languages import tokeniser
    from ..reading import read
    from ..segmenting import segment as split

    if (tokenizer or glossary) and not tokens:
        raise InputError("--tokenizer and --glossary are for words; add --tokens")
    if output:
        check_target(output, force=force)
    document = read(file, lang, presplit=presplit, encoding=encoding or None)
    segments = split(document, presplit=presplit)
    spans = None
    if tokens:
        terms = _terms(glossary or (), document.language)
        tokenise = tokeniser(document.language, tokenizer, terms)
        spans = tokenise([segment.text for segment in segments])
    show = _as_json if format is Output.JSON else _as_text
    lines = show(document, segments, spans)
    if output:
        write_atomically(output, (f"{line}\n" for line in lines), force=force)
        return
    while some := list(islice(lines, _LINES_AT_ONCE)):
        typer.echo("\n".join(some))


def _terms(glossaries: Iterable[Path], language: str) -> list[str]:
    from ..interchange import read_concepts

    concepts = (c for path in glossaries for c in read_concepts(path))
    return [term.form for c in concepts for term in c.in_language(language)]


def _as_json(
    document: Document,
    segments: Iterable[Segment],
    words: Iterable[list[Span]] | None,
) -> Iterator[str]:
    place = document.origin.offsets.span
    tokens = iter(words) if words is not None else None
    for segment in segments:
        start, stop = place(segment.span)
        fields: dict[str, object] = {"start": start, "end": stop, "text": segment.text}
        if tokens is not None:
            begin = segment.span.start
            fields["tokens"] = [
                place(Span(begin + a, begin + b)) for a, b in next(tokens)
            ]
        yield json.dumps(fields, ensure_ascii=False)


def _as_text(
    document: Document,
    segments: Iterable[Segment],
    words: Iterable[list[Span]] | None,
) -> Iterator[str]:
    if words is None:
        yield from (segment.text for segment in segments)
        return
    for segment, spans in zip(segments, words, strict=True):
        yield " ".join("_".join(segment.text[a:b].split()) for a, b in spans)
