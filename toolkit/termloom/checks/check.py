"""What a check is, and what all checks share."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..languages import language
from ..model import Concept, Kind, Severity, Term
from ..terms.match import Finder, Matcher, Occurrence
from ..values import Difference, Found, differences, values
from .units import Finding, Side, Unit


class Context:
    """The glossary, and what of it stands where; worked out once for each side."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self.concepts = tuple(concepts)
        self._matchers: dict[str, Matcher] = {}
        self._found: dict[Side, list[Occurrence]] = {}
        self._nested: dict[str, _Nested] = {}
        self._figures: dict[Side, list[Found]] = {}
        self._differences: dict[Side, list[Difference]] = {}

    def terms(self, side: Side) -> list[Occurrence]:
        """The terms of the glossary in a text, in order; the longest win."""
        if side not in self._found:
            if side.language not in self._matchers:
                self._matchers[side.language] = Matcher(self.concepts, side.language)
            self._found[side] = self._matchers[side.language].find(side.text)
        return self._found[side]

    def nested_terms(self, side: Side) -> list[Occurrence]:
        """As `terms`, with those inside the terms of other concepts."""
        tag = side.language
        if tag not in self._nested:
            self._nested[tag] = _Nested(self.concepts, tag)
        return self._nested[tag].find(side.text)

    def figures(self, side: Side) -> list[Found]:
        """The figures of a text, with what they are worth."""
        if side not in self._figures:
            self._figures[side] = values(_legible(side.text), side.language)
        return self._figures[side]

    def differences(self, source: Side, target: Side) -> list[Difference]:
        """The figures on which two sides of a unit disagree."""
        if target not in self._differences:
            found = differences(self.figures(source), self.figures(target))
            self._differences[target] = found
        return self._differences[target]


HOLDERS = re.compile(
    r"\$?\{[\w.:-]*\}|%(?:\d+\$)?[sdif](?![A-Za-z])|%\(\w+\)[sdif]|</?[A-Za-z][^<>]*>"
)
"""Placeholders and tags: no text to translate."""
_SPACED = re.compile(r"(?<![\d.,])\d(?: \d){2,}(?![\d.,])")
_RATE = re.compile(r"(?<=[\d])( ?)厘(?!米)")


def _legible(text: str) -> str:
    """Figures as they were meant, in as many characters: 2 0 1 5, 0.75厘, no {0}."""
    plain = HOLDERS.sub(lambda m: " " * len(m[0]), text)
    joined = _SPACED.sub(lambda m: m[0].replace(" ", "").ljust(len(m[0])), plain)
    return _RATE.sub(r"\1%", joined)


class _Nested:
    """All terms of one language; of one concept's that overlap the longest."""

    def __init__(self, concepts: Iterable[Concept], tag: str) -> None:
        fold = language(tag).fold
        self._owners: dict[str, list[tuple[Concept, Term]]] = {}
        for concept in concepts:
            for term in concept.in_language(tag):
                key = fold(term.form).text
                self._owners.setdefault(key, []).append((concept, term))
        self._finder = Finder(self._owners, tag)

    def find(self, text: str) -> list[Occurrence]:
        """The occurrences, in order; acronyms in capitals only."""
        found = [
            Occurrence(span, concept, term)
            for number, span in self._finder.find(text)
            for concept, term in self._owners[self._finder.keys[number]]
            if term.kind is not Kind.ACRONYM or text[slice(*span)].isupper()
        ]
        found.sort(key=lambda o: (o.concept.id, o.span.start, -o.span.stop))
        kept: list[Occurrence] = []
        for one in found:
            last = kept[-1] if kept else None
            same = last is not None and last.concept is one.concept
            if last is None or not same or one.span.start >= last.span.stop:
                kept.append(one)
        return sorted(kept, key=lambda o: o.span)


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of error, with its code."""

    code: str
    """T terms, S segments, F figures, P form, and a number."""
    severity: Severity
    find: Callable[[Sequence[Unit], Context], Iterator[Finding]]
    """Its docstring is the title."""
    optional: bool = False
    """Whether it is a matter of policy: it runs only where its code is named."""

    @property
    def title(self) -> str:
        """What is wrong, in one line."""
        return (self.find.__doc__ or "").strip().split("\n")[0].rstrip(".")
