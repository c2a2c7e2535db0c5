"""Terms that may be used where the glossary has a better one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..model import Kind, Severity, Status, Term
from ..terms.match import Occurrence
from .check import Check, Context
from .units import Finding, Side, Unit, pairs
from .wording import (
    LETTERS,
    PERSONS,
    PLACES,
    extends,
    figures,
    in_another_order,
    is_freely_said,
    preferred,
    said_of,
    term_key,
)

_NAMES = (PLACES, PERSONS)
_ALIKE = 0.75
"""Share of the preferred term in one piece from which on another is nearly it."""


_Use = tuple[Unit, Side, Occurrence]


def admitted(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """The glossary prefers another term."""
    kept = set[tuple[str, str]]()
    used: defaultdict[tuple[str, str, str], list[_Use]] = defaultdict(list)
    for unit, source, target in pairs(units):
        said = {o.concept.id for o in context.nested_terms(source)}
        for one in context.terms(target):
            named, term = one.concept.id, one.term
            if named in said and term.status is Status.PREFERRED:
                kept.add((target.language, named))
            elif named in said and _is_rival(one):
                used[target.language, named, term.form].append((unit, target, one))
    for (tag, named, _), places in used.items():
        if (tag, named) not in kept:
            yield _finding(places)


def _is_rival(one: Occurrence) -> bool:
    """Whether a permitted term is another word for the preferred one."""
    concept, term = one.concept, one.term
    permitted = term.kind is Kind.VARIANT and term.status is Status.ADMITTED
    name = concept.domain in _NAMES
    if not permitted or (not name and is_freely_said(concept)):
        return False
    better = _preferred(one)
    return bool(better) and not any(_are_near(term, other) for other in better)


def _preferred(one: Occurrence) -> list[Term]:
    return list(preferred(one.concept).in_language(one.term.language))


def _are_near(one: Term, other: Term) -> bool:
    """Whether one says the other with a word more, in another order, in digits."""
    tag = one.language
    keys = term_key(one.form, tag), term_key(other.form, tag)
    return (
        other.kind in LETTERS
        or extends(one, other)
        or bool(figures(one) and figures(one) == figures(other))
        or in_another_order(one.form, keys[1], tag)
        or said_of(other.form, keys[0], tag) >= _ALIKE
    )


def _finding(places: Sequence[_Use]) -> Finding:
    """Once a form, at its first place."""
    unit, target, one = places[0]
    form = target.text[slice(*one.span)]
    more = f", {len(places)}×" if len(places) > 1 else ""
    return Finding(
        unit,
        target,
        one.span,
        f"“{form}” is permitted{more}; the glossary prefers another term",
        found=form,
        expected=tuple(term.form for term in _preferred(one)),
        concept=one.concept.id,
        confidence=0.3,
    )


CHECKS = (Check("T116", Severity.NOTE, admitted),)
