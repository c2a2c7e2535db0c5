"""The glossaries that users name on the command line."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..model import Concept


def read_glossaries(paths: Iterable[Path]) -> "list[Concept]":
    """Their concepts, made one glossary; says what of them is not used."""
    from ..terms.unite import united

    return united(concept for path in paths for concept in _read(path))


def say_what_is_left_out(paths: Iterable[Path]) -> None:
    """Says what of the glossaries is not used."""
    for path in paths:
        _read(path)


def _read(path: Path) -> "list[Concept]":
    from ..interchange import read_glossary

    found = read_glossary(path)
    for note in found.notes:
        typer.echo(note, err=True)
    return found.concepts
