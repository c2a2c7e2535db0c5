"""The glossaries that users name on the command line."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..model import Concept


def read_glossaries(paths: Iterable[Path]) -> "list[Concept]":
    """Their concepts, made one glossary; says what of them is not used."""
    from .. import interchange
    from ..terms.unite import united

    found = interchange.read_glossaries(paths)
    for note in found.notes:
        typer.echo(note, err=True)
    return united(found.concepts)
