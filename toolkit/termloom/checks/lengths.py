"""How long the translations of a text are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import median

from ..tags import is_chinese
from .units import Side, Unit, pairs

LONG = 40
"""Characters of a source from which its length says something."""
_USUAL = {"en": 1.0, "vi": 1.05, "zh-Hans": 0.33, "zh-Hant": 0.33}
"""Characters a language takes for what English says in one (UDHR, NTREX)."""
_LATIN = re.compile("[A-Za-z]+")
_GLOSS = re.compile("[(（][A-Za-z .,'’&-]+[)）]")
"""A name again as the source has it, behind its Chinese form."""
_ENOUGH = 20
_SPREAD = 2.0
"""Standard deviation of the logarithm of a translation's length, times the square root
of that length: 1.5 to 2.3 in news."""
_MEDIAN = 0.6745
"""Median of the absolute deviations of normal values in standard ones."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual between the sources and translations of a text, in widths."""

    middle: float
    """Logarithm of a translation's width as a share of its source's."""
    spread: float
    """Standard deviation of that logarithm, times the root of the source's width."""

    def share(self, source: Side, target: Side) -> float:
        """Length of a translation; 1.0 for what is usual in the text."""
        return width(target) / width(source) / exp(self.middle)

    def excess(self, unit: Unit) -> float:
        """How much wider the translation is than usual, in widths of the source."""
        source, target = unit.source, unit.target
        there = width(target) / exp(self.middle) if target else 0.0
        return there - (width(source) if source else 0.0)

    def likely(self, source: Side, target: Side, share: float = 1.0) -> float:
        """Log-density of the length, if the translation renders a share of the source.

        Up to a constant.
        """
        wide = width(source)
        deviation = self.spread / sqrt(wide * share)
        apart = log(width(target) / wide) - self.middle - log(share)
        return -((apart / deviation) ** 2) / 2 - log(deviation)


def habits(units: Sequence[Unit]) -> Habits:
    """What is usual in these units, or anywhere as far as they don't tell."""
    found = [(source, target) for _, source, target in pairs(units)]
    long = [(width(s), log(width(t) / width(s))) for s, t in found if width(s) >= LONG]
    if len(long) < _ENOUGH:
        return Habits(0.0, _SPREAD)
    middle = median(ratio for _, ratio in long)
    own = median(abs(ratio - middle) * sqrt(wide) for wide, ratio in long) / _MEDIAN
    spread = sqrt((own**2 * len(long) + _SPREAD**2 * _ENOUGH) / (len(long) + _ENOUGH))
    return Habits(middle, spread)


def width(side: Side) -> float:
    """About how many characters of English say as much, at least one."""
    text, usual = side.text, _USUAL[side.language]
    if not is_chinese(side.language) or not _LATIN.search(text):
        return max(1.0, len(text) / usual)
    text = _GLOSS.sub("", text)
    latin = sum(map(len, _LATIN.findall(text)))
    return max(1.0, (len(text) - latin) / usual + latin)
