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
) -> None:
    """Take over what a person changed in the sheet "Terms" of a glossary.

    Status, kind, note, definition and domain may be changed; another concept id joins
    a term to that concept, a new id makes one; a new row is a new term, and a row
    taken out a term refused. The next "termloom build --decisions" holds to it.
    """
    from .. import decisions as log

    done = log.take_over(edited, decisions, who=by)
    for decision in done:
        typer.echo(log.told(decision))
    typer.echo(f"{len(done)} decisions added to {decisions}", err=True)
