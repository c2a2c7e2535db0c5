"""Aligns translations, weaves multilingual glossaries, checks term consistency.

The public names are loaded when they are first used, so that importing termloom
costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .checks import check as check  # type: ignore[no-redef]
    from .data import curated as curated
    from .errors import TermloomError as TermloomError
    from .interchange import convert as convert
    from .interchange import inspect as inspect
    from .interchange import read_concepts as read_concepts
    from .interchange import read_rows as read_rows
    from .model import Concept as Concept
    from .model import Document as Document
    from .model import Row as Row
    from .model import Term as Term
    from .reading import read as read
    from .recipe import build as build
    from .recipe import write as write
    from .segmenting import segment as segment
    from .terms.lookup import lookup as lookup
    from .versions import align as align

_HOMES = {
    "Concept": "model",
    "Document": "model",
    "Row": "model",
    "Term": "model",
    "TermloomError": "errors",
    "align": "versions",
    "build": "recipe",
    "check": "checks",
    "convert": "interchange",
    "curated": "data",
    "inspect": "interchange",
    "lookup": "terms.lookup",
    "read": "reading",
    "read_concepts": "interchange",
    "read_rows": "interchange",
    "segment": "segmenting",
    "write": "recipe",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
