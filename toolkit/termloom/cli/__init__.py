"""The command line: one file a sub-command, each a thin skin over the library."""

import os
import sys
from typing import Annotated

import typer

from ..errors import TermloomError
from .align import align
from .build import build
from .check import check
from .convert import convert
from .decide import decide
from .eval import app as eval_app
from .inspect import inspect
from .lookup import lookup
from .model import app as model_app
from .segment import segment
from .terms import terms

app = typer.Typer(
    name="termloom",
    help="Aligns translations, weaves multilingual glossaries, exports them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (build, align, terms, decide, check, convert, inspect, lookup, segment):
    app.command()(command)
app.add_typer(eval_app, name="eval")
app.add_typer(model_app, name="model")


def _version(wanted: bool) -> None:
    if wanted:
        from ..signature import versions

        typer.echo("\n".join(f"{name} {number}" for name, number in versions().items()))
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Print the versions of termloom and of what it stands on.",
        ),
    ] = False,
) -> None:
    """Aligns translations, weaves multilingual glossaries, exports them."""


def main() -> None:
    """Run the command line; a known error becomes one line and exit code 2."""
    try:
        app()
    except TermloomError as error:
        typer.echo(f"termloom: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
