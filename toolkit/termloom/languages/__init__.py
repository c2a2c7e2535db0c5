"""One file a language: sentences, words, keys for matching, edges of terms."""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Protocol
from unicodedata import normalize

from .. import tags
from ..errors import InputError
from ..model import Mapped, Span
from ..text import on_composed
from .whole import Terms


class Language(Protocol):
    """What the rest of termloom asks of a language. Spans slice the text given."""

    def sentences(self, paragraph: str) -> list[Span]:
        """Sentences, headings and list items, in order, without outer spaces."""

    def tokens(self, text: str) -> list[Span]:
        """Words and punctuation marks, in order, without white space."""

    def fold(self, text: str) -> Mapped:
        """The key under which spellings of the same words meet."""

    def is_edge(self, text: str, offset: int) -> bool:
        """Whether an occurrence of a term may begin or end at the offset."""


class Tokeniser(Protocol):
    """Texts in, the spans of their words and punctuation marks out."""

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        """One list a text, in order; spans slice the text, none is white space."""


@cache
def language(tag: str) -> Language:
    """The rules of one of our languages. Raises `InputError` for another tag."""
    tag = tags.parse(tag)
    module = import_module(f".{tag.partition('-')[0]}", __name__)
    rules: Language = module.LANGUAGES[tag]
    return rules


def tokeniser(tag: str, name: str = "", terms: Iterable[str] = ()) -> Tokeniser:
    """A language's tokeniser for many texts at once; Chinese has several by name.

    The given terms stay whole, in other languages than Chinese as they are spelled.
    Raises `InputError` for a name in a language that has but one, and what
    `zh.tokeniser` raises.
    """
    if tags.is_chinese(tags.parse(tag)):
        from . import zh

        return zh.tokeniser(name or zh.DEFAULT, terms)
    if name:
        raise InputError(f'"{name}": only Chinese has tokenizers by name; name none')
    tokens = language(tag).tokens
    known = Terms(terms, partial(normalize, "NFC"))
    if not known:
        return lambda texts: [tokens(text) for text in texts]

    def whole(text: str) -> list[Span]:
        return known.keep(text, tokens(text))

    return lambda texts: [on_composed(text, whole) for text in texts]
