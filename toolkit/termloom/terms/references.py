"""Articles, resolutions and the like: designations that are told by their value."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Evidence, Span, TermPair
from ..tags import is_chinese
from ..values import Kind, Value, values
from .phrases import phrases

_ROMAN = re.compile(r"\b[IVXLC]+$")
_SORTS = {"article", "resolution", "chapter"}


def references(text: str, tag: str) -> Iterator[tuple[Span, Value]]:
    """The references of a text, with their language-neutral values."""
    for span, value, _ in values(text, tag):
        if value.kind is Kind.REFERENCE and value.unit in _SORTS:
            yield span, value


def referring(
    texts: Sequence[tuple[str, str]], source: str, target: str
) -> list[TermPair]:
    """The pairs of forms that refer to the same article in two texts of a pair.

    Where both name the treaty too, the forms with it make another pair.
    """
    counts: dict[tuple[str, str], tuple[int, Value]] = {}
    for one, other in texts:
        there = dict(_written(other, target))
        for value, forms in _written(one, source):
            for pair in zip(forms, there.get(value, ()), strict=False):
                counts[pair] = counts.get(pair, (0, value))[0] + 1, value
    return [
        TermPair(
            source, a, target, b, 0.98, count, (Evidence("reference", 1.0, str(value)),)
        )
        for (a, b), (count, value) in counts.items()
    ]


def _written(text: str, tag: str) -> Iterator[tuple[Value, list[str]]]:
    """The references of a text as they are written, first without their treaty."""
    for span, value in references(text, tag):
        whole = with_treaty(text, span, tag)
        forms = [text[slice(*span)], text[slice(*whole)]]
        yield value, forms if whole != span else forms[:1]


_OF = {
    "en": re.compile(r" of (?:the )?(?=[A-Z])"),
    "vi": re.compile(r" (?:của |trong )?(?=[A-ZĐ])"),
}
_TITLE = re.compile(r"《[^《》]{2,40}》\s?的?\s?$")


def with_treaty(text: str, span: Span, tag: str) -> Span:
    """A reference with the treaty that it belongs to, if that stands beside it.

    ``Article 5 of the Washington Treaty``, ``《华盛顿条约》第5条``, ``Điều 5 của
    Hiệp ước Washington``.
    """
    if is_chinese(tag):
        title = _TITLE.search(text, max(0, span.start - 50), span.start)
        return Span(title.start(), span.stop) if title else span
    link = _OF[tag].match(text, span.stop)
    if not link:
        return span
    names = [
        phrase.span.stop
        for phrase in phrases(tag, text)
        if phrase.span.start == link.end() and phrase.simple
        if phrase.letters[-1] in "NPK"
    ]
    return Span(span.start, max(names, default=span.stop))


class Cited(NamedTuple):
    """An article with the treaty that stands beside it."""

    form: str
    """Of both."""
    article: str
    value: Value
    treaty: str

    def in_english(self, name: str) -> str:
        """What English calls it where ``name`` is the treaty."""
        roman = _ROMAN.search(self.article)
        number = roman[0] if roman else self.value.numbers[0]
        return f"{self.value.unit.capitalize()} {number} of the {name}"


def cited(text: str, tag: str) -> Iterator[Cited]:
    """The articles of a text that name their treaty."""
    for span, value in references(text, tag):
        whole = with_treaty(text, span, tag)
        beside = text[whole.start : span.start] + text[span.stop : whole.stop]
        link = _OF[tag].match(beside) if tag in _OF else None
        treaty = beside[link.end() if link else 0 :].strip("《》 的")
        if treaty:
            yield Cited(text[slice(*whole)], text[slice(*span)], value, treaty)


def in_english(form: str, value: Value) -> str:
    """What English calls a reference; empty where its number alone does not tell.

    A bare «第六条» may belong to any treaty; resolutions and Roman numbers tell more.
    """
    roman = _ROMAN.search(form)
    if roman:
        return f"{value.unit.capitalize()} {roman[0]}"
    return f"Resolution {value.numbers[0]}" if value.unit == "resolution" else ""


def is_reference(form: str, tag: str) -> bool:
    """Whether a form holds a reference."""
    return any(True for _ in references(form, tag))
