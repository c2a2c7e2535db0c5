"""``termloom build``: corpus → glossary and exports."""

from pathlib import Path
from typing import Annotated

import typer


def build(
    manifest: Annotated[
        Path | None,
        typer.Argument(
            help="A corpus.toml that names your texts; without it the sample corpus."
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Directory for the results.")
    ] = Path("exports"),
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; fail if the directory is out of date."
        ),
    ] = False,
    curated: Annotated[
        bool, typer.Option(help="Use the glossary that comes with termloom.")
    ] = True,
    glossary: Annotated[
        list[Path] | None,
        typer.Option(help="A glossary of yours (repeat for several)."),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(help="The log of what people decided (termloom decide)."),
    ] = None,
    encoder: Annotated[
        str,
        typer.Option(help="e5, e5-fast, none, or a sentence-transformers model."),
    ] = "e5",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Make a translation memory and a glossary from many texts.

    Reads the texts that the manifest names, aligns their versions, extracts and pairs
    terms, merges them with the curated glossary, and writes memory.tmx (and one TMX a
    language pair), memory.xlsx, glossary.xlsx, glossary.tbx, glossary.csv,
    candidates.csv, pairs.csv and report.html.
    """
    from .. import recipe
    from .progress import progress

    with progress(quiet=quiet) as shown:
        built = recipe.build(
            manifest,
            encoder=encoder,
            curated=curated,
            glossaries=glossary or (),
            decisions=decisions,
            progress=shown,
        )
    if encoder == "none":
        typer.echo(
            "note: aligned without an encoder, by length, figures, names and known "
            "terms; expect more errors",
            err=True,
        )
    for sentence in (*built.unused, *built.outdated):
        typer.echo(sentence, err=True)
    if check:
        _report_differing(recipe.differing(built, output), output)
        return
    names = recipe.write(built, output)
    if not quiet:
        rows = sum(len(text.rows) for text in built.texts)
        typer.echo(
            f"{len(built.texts)} texts, {rows} rows, {len(built.concepts)} concepts, "
            f"{len(built.pairs)} term pairs → {len(names)} files in {output}",
            err=True,
        )


def _report_differing(names: list[str], output: Path) -> None:
    for name in names:
        typer.echo(f"{output / name}: out of date; run: termloom build", err=True)
    if names:
        raise typer.Exit(1)
