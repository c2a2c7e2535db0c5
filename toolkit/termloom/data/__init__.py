"""Opens the shipped glossary and corpus."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ..model import Concept
from .tables import Tables, parse, validate


def corpus_directory() -> Traversable:
    """The directory of the shipped corpus; ``corpus.toml`` in it is the manifest."""
    return files("termloom.data.corpus")


@cache
def curated_tables() -> Tables:
    """The shipped glossary with the places of its lines."""
    here = files("termloom.data.glossary")
    concepts = (here / "concepts.tsv").read_text(encoding="utf-8")
    terms = (here / "terms.tsv").read_text(encoding="utf-8")
    return parse(concepts, terms)


def curated() -> tuple[Concept, ...]:
    """The concepts of the shipped glossary, in the order of its table."""
    return curated_tables().concepts


def problems() -> list[str]:
    """What is wrong with the shipped glossary, with file and line; none if sound."""
    tables = curated_tables()
    return [*tables.complaints, *validate(tables.concepts, tables.places)]


__all__ = [
    "corpus_directory",
    "curated",
    "curated_tables",
    "parse",
    "problems",
    "validate",
]
