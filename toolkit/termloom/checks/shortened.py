"""Sentences left out inside a segment, as length, number and content tell."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

from ..languages import language
from ..model import Severity, Span
from .check import Check, Context, without_holders
from .lengths import LONG, Habits, width
from .units import Finding, Side, Unit, pairs

if TYPE_CHECKING:
    from ..encoders import Encoder

_SHORT = 0.95
"""Share of the usual length from which nothing can be missing."""
_PRIOR, _PRIOR_PART, _PRIOR_JOINED = -2.0, -2.75, 0.0
"""Log-odds of a sentence left out before anything is known; of a part of one; where
the aligner joined sentences for want of anything better."""
_LOOKED_AT, _NOTED = -2.6, -1.0
"""Log-odds from which texts are read, and from which a loss is worth a note; from 0 it
is a warning."""
_HALF, _BEHIND, _SLOPE = 0.46, 0.08, 40.0
"""How far a part is found that may as well be missing, at least so much behind the
others, and log-odds for each point less. 0.55 is usual for translations, 0.38 for what
is missing; terse and free ones have less throughout."""
_UNREAD = -1.5
"""Log-odds for each part where nobody reads the texts."""
_MOST = 8.0
"""What one kind of evidence may say, as log-odds: all of them have outliers."""
_DIVIDED = {2: 1, 1: 2, 0: 45, -1: 3, -2: 1, -3: 1}
"""Sentences that a source has more than its translation → how often, in fifty pairs
that count beside those of the text."""
_SAMPLE = 2000
"""Pairs whose sentences are counted."""
_CLAUSE = re.compile(r"[,;:—–，；：、]\s*| - ")
_WORDS = re.compile(r"[^\W\d_]\W*[^\W\d_]")
"""Two letters."""
_PART = 0.15
"""Share of a sentence from which a part that is left out can be told."""


@dataclass(frozen=True, slots=True)
class _Loss:
    """What may be left out of a translation."""

    unit: Unit
    source: Side
    target: Side
    share: float
    """Length of the translation; 1.0 for what is usual."""
    parts: Sequence[Span]
    """Of the source."""
    each: tuple[float, ...]
    """What speaks for the loss of each part, as log-odds."""
    known: float
    """What speaks for a loss whatever the part."""

    @property
    def odds(self) -> float:
        """Log-odds of some part left out."""
        return log(sum(map(exp, self.each))) + self.known

    def told(self, more: Sequence[float]) -> "_Loss":
        """With more log-odds for each part."""
        both = zip(self.each, more, strict=True)
        return replace(self, each=tuple(map(sum, both)))


def shortened(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Sentence inside a segment has no translation."""
    usual = context.habits(units)
    short = [
        (unit, source, target)
        for unit, source, target in pairs(units)
        if width(source) >= LONG and usual.share(source, target) < _SHORT
    ]
    divided = _divided(units) if short else Counter[int]()
    losses = [_loss(*pair, usual, divided) for pair in short]
    likely = [loss for loss in losses if loss and loss.odds > _LOOKED_AT]
    for loss in _read(likely, context.encoder) if likely else ():
        if loss.odds > _NOTED:
            yield _finding(loss)


def _loss(
    unit: Unit, source: Side, target: Side, usual: Habits, divided: Counter[int]
) -> _Loss | None:
    """What length and number of sentences say."""
    spans = _sentences(source)
    parts = spans if len(spans) > 1 else _clauses(source)
    if len(parts) < 2:
        return None
    fewer = len(spans) - len(_sentences(target))
    number = log(divided[_inside(fewer - 1)] / divided[_inside(fewer)])
    whole = usual.likely(source, target)
    shorter = (usual.likely(source, target, 1 - _extent(p, source)) for p in parts)
    each = tuple(min(length - whole, _MOST) for length in shorter)
    prior = _PRIOR if len(spans) > 1 else _PRIOR_PART
    share = usual.share(source, target)
    return _Loss(
        unit,
        source,
        target,
        share,
        parts,
        each,
        number + (prior if unit.sure else _PRIOR_JOINED),
    )


def _read(losses: Sequence[_Loss], encoder: "Encoder | None") -> Iterator[_Loss]:
    """With what the content says."""
    if encoder is None:
        yield from (loss.told([_UNREAD] * len(loss.parts)) for loss in losses)
        return
    from ..alignment.found import Doubt, found

    doubts = [
        Doubt(a.text, b.text, loss.parts, (a.language, b.language))
        for loss in losses
        for a, b in [(loss.source, loss.target)]
    ]
    for loss, shares in zip(losses, found(doubts, encoder), strict=True):
        yield loss.told([_unlike(own, shares) for own in shares])


def _unlike(own: float, shares: Sequence[float]) -> float:
    """What speaks for the loss of a part that is found so far, as log-odds."""
    others = (sum(shares) - own) / (len(shares) - 1)
    odds = _SLOPE * (min(_HALF, others - _BEHIND) - own)
    return max(-_MOST, min(odds, _MOST))


def _divided(units: Sequence[Unit]) -> Counter[int]:
    """Sentences that sources have more than their translations → how often."""
    found = [(source, target) for _, source, target in pairs(units)]
    sample = found[:: len(found) // _SAMPLE + 1]
    more = (len(_sentences(one)) - len(_sentences(other)) for one, other in sample)
    return Counter(_DIVIDED) + Counter(map(_inside, more))


def _inside(more: int) -> int:
    return max(min(_DIVIDED), min(max(_DIVIDED), more))


def _sentences(side: Side) -> list[Span]:
    """The sentences of a text; placeholders and single letters are none."""
    text = without_holders(side.text)
    spans = language(side.language).sentences(text)
    return [span for span in spans if _WORDS.search(text, *span)]


def _clauses(side: Side) -> list[Span]:
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(side.text)), len(side.text)]
    spans = [Span(*ends) for ends in pairwise(cuts)]
    return [span for span in spans if _extent(span, side) >= _PART]


def _extent(span: Span, side: Side) -> float:
    """The share of a text that a span takes."""
    return (span.stop - span.start) / (len(side.text) + 1)


def _finding(loss: _Loss) -> Finding:
    unit, source, target = loss.unit, loss.source, loss.target
    there, wanted = len(_sentences(target)), len(_sentences(source))
    said = f"{there} of {wanted} sentences" if wanted > 1 else "a part seems missing"
    belong = unit.sure or len(source.starts) > len(target.starts)
    return Finding(
        unit,
        target,
        target.whole,
        f"{said}, and only {loss.share:.0%} of the usual length",
        confidence=round(1 / (1 + exp(-loss.odds)), 1),
        cause=loss.parts[loss.each.index(max(loss.each))],
        severity=None if belong and loss.odds > 0 else Severity.NOTE,
    )


CHECKS = (Check("S208", Severity.WARNING, shortened),)
