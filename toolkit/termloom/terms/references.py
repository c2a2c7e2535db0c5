"""Articles, resolutions and the like: designations that are told by their value."""

import re
from collections.abc import Iterator, Sequence

from ..model import Evidence, Span, TermPair
from ..values import Kind, Value, values

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
    """The pairs of forms that refer to the same article in two texts of a pair."""
    counts: dict[tuple[str, str], tuple[int, Value]] = {}
    for one, other in texts:
        there = {
            value: other[slice(*span)] for span, value in references(other, target)
        }
        for span, value in references(one, source):
            if value in there:
                forms = one[slice(*span)], there[value]
                counts[forms] = counts.get(forms, (0, value))[0] + 1, value
    return [
        TermPair(
            source, a, target, b, 0.98, count, (Evidence("reference", 1.0, str(value)),)
        )
        for (a, b), (count, value) in counts.items()
    ]


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
