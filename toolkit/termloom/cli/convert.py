"""``termloom convert``: one file format into another."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..interchange import Wishes


def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="The file to read.")],
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="OUT", help="The file to write; its ending tells the format."
        ),
    ] = None,
    source_format: Annotated[
        str | None,
        typer.Option("--from", help="Format of IN, where its name does not tell."),
    ] = None,
    target_format: Annotated[
        str | None,
        typer.Option("--to", help="Format of OUT, where its name does not tell."),
    ] = None,
    langs: Annotated[
        str,
        typer.Option(
            help="Languages to write, in order, with commas: en,vi. They also name "
            "the columns of a table without a header."
        ),
    ] = "",
    profile: Annotated[
        str,
        typer.Option(
            help="The program that OUT is for: trados, memoq, excel, deepl and "
            "others; docs/formats.md lists them."
        ),
    ] = "",
    encoding: Annotated[
        str, typer.Option(help="Character encoding of IN, if it can't be told.")
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing if anything would be lost.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace OUT if it is there already.")
    ] = False,
    validate: Annotated[
        bool,
        typer.Option(
            "--validate",
            help="Hold IN, a glossary, to the rules of one first; OUT may be left "
            "out. Ends with code 1 if it breaks any.",
        ),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Show no progress and no summary.")
    ] = False,
) -> None:
    """Turn a memory or a glossary into a file of another format.

    What the new format has no place for is listed: which field, of how many entries.
    """
    from ..errors import InputError
    from ..interchange import Wishes
    from ..interchange import convert as run
    from .langs import parsed
    from .progress import progress

    if target is None and not validate:
        raise InputError("name the file to write as well", place=str(source))
    with progress(quiet=quiet) as shown:
        wishes = Wishes(
            source_format,
            target_format,
            parsed(langs),
            profile,
            encoding,
            strict=strict,
            force=force,
            progress=shown,
        )
        if validate:
            _hold_to_rules(source, wishes)
        if target is None:
            return
        done = run(source, target, wishes)
    if quiet:
        return
    for loss in done.losses:
        typer.echo(f"lost: {loss}", err=True)
    units = f"{done.found.units:,} {done.source.unit}"
    typer.echo(f"{units}: {done.source.name} → {done.target.name}", err=True)


def _hold_to_rules(source: Path, wishes: "Wishes") -> None:
    from ..interchange import problems

    found = problems(source, wishes)
    for problem in found:
        typer.echo(problem, err=True)
    if found:
        raise typer.Exit(1)
