"""``termloom inspect``: what a file holds."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Shown(StrEnum):
    """How the answer is printed."""

    TEXT = "text"
    JSON = "json"


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to look at.")],
    output: Annotated[
        Shown,
        typer.Option("--format", help="Text for people, or JSON for programs."),
    ] = Shown.TEXT,
    source_format: Annotated[
        str | None,
        typer.Option("--from", help="Format of FILE, where its name does not tell."),
    ] = None,
    langs: Annotated[
        str, typer.Option(help="Languages of texts that don't say theirs: en,vi.")
    ] = "",
    encoding: Annotated[
        str, typer.Option(help="Character encoding, if it can't be told.")
    ] = "",
) -> None:
    """Say what a file holds: its format, how many units, in which languages.

    A unit is a translation unit of a TMX or XLIFF file, a concept of a TBX file, a
    message of a PO file, a line of a table, a paragraph of a text.
    """
    from ..interchange import Wishes
    from ..interchange import inspect as run
    from .langs import parsed

    wishes = Wishes(source_format, languages=parsed(langs), encoding=encoding)
    found_format, found = run(file, wishes)
    if output is Shown.JSON:
        told = {
            "format": found_format.name,
            "units": found.units,
            "languages": dict(found.languages),
            "warnings": list(found.warnings),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"{found_format.title} ({found_format.name})")
    typer.echo(f"{found.units:,} {found_format.unit}")
    for tag, count in found.languages.items():
        typer.echo(f"  {tag:<8} {count:>9,}")
    for warning in found.warnings:
        typer.echo(f"warning: {warning}")
