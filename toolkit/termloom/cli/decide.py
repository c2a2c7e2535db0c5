"""``termloom decide``: what was changed in a glossary goes into the log."""

from pathlib import Path
from typing import Annotated

import typer


def decide(
    edited: Annotated[
        Path,
        typer.Argument(help="A glossary.xlsx of a build, with your changes in it."),
    ],
    decisions: Annotated[
        Path, typer.Option(help="The log; decisions are put at its end.")
    ] = Path("decisions.jsonl"),
    by: Annotated[str, typer.Option(help="Who decided, for the log.")] = "",
    overrule: Annotated[
        bool,
        typer.Option("--overrule", help="Also against newer decisions of the log."),
    ] = False,
) -> None:
    """Take over what a person changed in the sheet "Terms" of a glossary.

    Status, kind, note, definition and domain may be changed; another concept id joins
    a term to that concept, a new id makes one; a new row is a new term, and a row
    taken out a term refused. The next "termloom build --decisions" holds to it.

    Decisions that came into the log after the workbook was built stay; what goes
    against them is left out and told, and the code is 1.
    """
    from .. import decisions as log

    done = log.take_over(edited, decisions, who=by, overrule=overrule)
    for decision in done.added:
        typer.echo(log.told(decision))
    for left, newer in done.late.items():
        typer.echo(log.told_late(left, newer), err=True)
    typer.echo(f"{len(done.added)} decisions added to {decisions}", err=True)
    if done.late:
        typer.echo(
            f"{len(done.late)} left out; build anew and decide there, or repeat with "
            "--overrule",
            err=True,
        )
        raise typer.Exit(1)
