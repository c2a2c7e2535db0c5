"""Numbers, dates and references as language-neutral values."""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from ..tags import parse
from .compare import Difference, differences, missing
from .value import Found, Key, Kind, Number, Value

__all__ = [
    "Difference",
    "Found",
    "Key",
    "Kind",
    "Number",
    "Value",
    "differences",
    "missing",
    "values",
]


def values(text: str, language: str) -> list[Found]:
    """Every figure of a text with its exact span, in order, without overlaps.

    ``text`` is NFC. ``language`` is a tag of ours; raises `InputError` for others.
    Takes linear time.
    """
    return _parser(language)(text)


@cache
def _parser(language: str) -> Callable[[str], list[Found]]:
    tag = parse(language)
    module = import_module(f".{tag.split('-')[0]}", __package__)
    parser: Callable[[str], list[Found]] = module.PARSERS[tag]
    return parser
