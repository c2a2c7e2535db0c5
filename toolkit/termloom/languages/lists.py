"""Word lists that ship with us: words under headings, ``#`` begins a comment."""

from functools import cache
from importlib.resources import files


@cache
def headings(name: str) -> dict[str, str]:
    """Word → the heading it stands under, in the list ``<name>.txt``."""
    found: dict[str, str] = {}
    heading = ""
    text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            found.update(dict.fromkeys(line.split(), heading))
    return found


@cache
def words(name: str) -> frozenset[str]:
    """All words of the list ``<name>.txt``."""
    return frozenset(headings(name))
