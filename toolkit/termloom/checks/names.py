"""Names in Latin letters that are spelt in two ways."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from ..model import Severity, Span
from .check import Check, Context
from .units import Finding, Place, Side, Unit, pairs, rival, translations

_NAME = re.compile(r"(?<![\w’'-])[A-Z][A-Za-z]{4,}(?!\w)")
_BESIDE = re.compile(r"([^\W\d_]{3,}) ?$"), re.compile(r" ?([^\W\d_]{3,})")
"""What stands before a name, and behind it."""


def spelt(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Name is spelt in two ways."""
    told = set[int]()
    for finding in _unlike_the_source(units, context):
        told.add(id(finding.side))
        yield finding
    for finding in _unlike_itself(units):
        if id(finding.side) not in told:
            yield finding


def _unlike_the_source(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """A name that no source has, where the source has one that is nearly it."""
    texts = list(pairs(units))
    sources = {name for _, source, _ in texts for name in _names(source)}
    for unit, source, target in texts:
        wanted, there = _names(source), _names(target)
        extra = {form: span for form, span in there.items() if form not in sources}
        for form, span in extra.items():
            known = any(
                o.span.start <= span.start < o.span.stop for o in context.terms(target)
            )
            like = next((w for w in wanted if _is_slip(w, form)), "")
            if like and like not in there and not known:
                message = f"“{like}” of the source has become “{form}”"
                place, cause = Place(unit, target, span), wanted[like]
                yield rival(place, form, like, message, 0.7, cause=cause)


def _unlike_itself(units: Sequence[Unit]) -> Iterator[Finding]:
    """The rarer of two spellings that stand beside the same word."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for unit, side in translations(units):
        for form, span in _names(side).items():
            places[form].append(Place(unit, side, span))
    counts = Counter({form: len(found) for form, found in places.items()})
    for usual, form in _alike(places, counts):
        often = counts[usual] > 1
        if often and _beside(places[usual]) & _beside(places[form]):
            message = f"“{form}” {counts[form]}×, “{usual}” {counts[usual]}×"
            yield rival(places[form][0], form, usual, message, 0.5)


def _alike(
    places: Mapping[str, list[Place]], counts: Counter[str]
) -> Iterator[tuple[str, str]]:
    """Names that may be one name, the commoner first.

    They begin alike and differ by a letter, so the same name without one of its
    letters leads to both.
    """
    stems: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(places):
        for at in range(len(form)):
            stems[form[:at] + form[at + 1 :]].append(form)
        stems[form].append(form)
    found = {
        tuple(sorted(pair, key=lambda form: -counts[form]))
        for forms in stems.values()
        for pair in combinations(dict.fromkeys(forms), 2)
    }
    for usual, form in sorted(found):
        if _is_slip(usual, form):
            yield usual, form


def _is_slip(one: str, other: str) -> bool:
    """Whether names differ by a letter inside or by one that is doubled.

    Not by their first or last letter: *Argentine* is not *Argentina*.
    """
    from rapidfuzz.distance import OSA

    if one[0] != other[0] or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    return one[-1] == other[-1]


def _beside(places: Sequence[Place]) -> set[tuple[int, str]]:
    """The words beside a name, with the side on which they stand."""
    found = set[tuple[int, str]]()
    for _, side, span in places:
        before = _BESIDE[0].search(side.text[: span.start])
        behind = _BESIDE[1].match(side.text[span.stop :])
        found |= {(0, before[1])} if before else set()
        found |= {(1, behind[1])} if behind else set()
    return found


def _names(side: Side) -> dict[str, Span]:
    """Each name in Latin letters, where it first stands."""
    found = [(m[0], Span(*m.span())) for m in _NAME.finditer(side.text)]
    return dict(reversed(found))


CHECKS = (Check("T115", Severity.WARNING, spelt),)
