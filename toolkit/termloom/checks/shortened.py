"""Sentences left out inside a segment, as length, number and content tell."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

from ..languages import language
from ..model import Severity, Span
from .check import Check, Context, without_holders
from .evidence import doubt
from .lengths import LONG, Habits, width
from .neighbours import beside
from .units import Finding, Side, Unit, numbered_pairs, pairs

if TYPE_CHECKING:
    from ..alignment.found import Trace
    from ..encoders import Encoder

_SHORT, _SHORT_UNREAD = 1.2, 0.95
"""Share of the usual length from which nothing can be missing, and where nobody reads:
a short sentence hardly shortens a text of several."""
_PRIOR, _PRIOR_JOINED = -1.5, 0.0
"""Log-odds of a sentence left out before anything is known, and where the aligner
joined sentences for want of anything better."""
_PRIOR_PIECE, _SHORTER, _FEWER, _WIDER, _WIDE = -22.4, 1.8, 0.6, 3.6, 400
"""The same for a piece of a text, wherever it is; log-odds for each deviation that the
translation is shorter, for the log-odds of its sentences, and for the logarithm of the
width of the source up to a limit. Fitted with `_NEAR` and `_CLAIMED` to news."""
_NEAR, _CLAIMED, _UNCLAIMED = -12.0, -3.6, 0.1
"""Log-odds of a piece for how far it is found, and for the logarithm of what of the
translation is nearest to it, to which a little is added."""
_SIZES = (0.7, 1.0, 1.3)
"""Sizes of pieces, as shares of what seems to be missing."""
_LEAST, _LARGEST, _DEVIATIONS = 0.12, 0.8, 5.0
"""Shares of a source that a piece has, and deviations that count."""
_LOOKED_AT, _NOTED = -3.6, -1.0
"""Log-odds from which texts are read, and from which a loss is worth a note; from 0 it
is a warning."""
_HALF, _BEHIND, _SLOPE = 0.46, 0.08, 40.0
"""How far a part is found that may as well be missing, at least so much behind the
others, and log-odds for each point less. 0.55 is usual for translations, 0.38 for what
is missing; terse and free ones have less throughout."""
_ROOM, _THERE = 0.5, 0.42
"""How much longer a neighbour is, as a share of what is missing, and how far it has
that, from which on it was moved there. Set on clauses of the sample corpus, of which
one in sixty that were left out passes, and nine in ten that were moved."""
_UNREAD, _UNREAD_PIECE = -1.5, -5.4
"""Log-odds for each sentence, and for a piece, where nobody reads the texts."""
_MOST = 8.0
"""What one kind of evidence may say, as log-odds: all of them have outliers."""
_DIVIDED = {2: 1, 1: 2, 0: 45, -1: 3, -2: 1, -3: 1}
"""Sentences that a source has more than its translation → how often, in fifty pairs
that count beside those of the text."""
_SAMPLE = 2000
"""Pairs whose sentences are counted."""
_WORDS = re.compile(r"[^\W\d_]\W*[^\W\d_]")
"""Two letters."""


@dataclass(frozen=True, slots=True)
class _Loss:
    """What may be left out of a translation."""

    number: int
    """Of the unit."""
    unit: Unit
    source: Side
    target: Side
    share: float
    """Length of the translation; 1.0 for what is usual."""
    sentences: Sequence[Span]
    """Of the source, if it has several."""
    each: tuple[float, ...]
    """What speaks for the loss of each sentence, as log-odds."""
    known: float
    """What speaks for the loss of a sentence, whatever sentence it is."""
    piece: float
    """What speaks for the loss of a piece of the text."""
    pieces: Sequence[Span] = ()
    """What may be the piece."""
    moved: str = ""
    """Which neighbour says it, ``before`` or ``after``."""

    @property
    def odds(self) -> float:
        """Log-odds of something left out."""
        return max(self._sentence, self.piece)

    @property
    def _sentence(self) -> float:
        return log(sum(map(exp, self.each))) + self.known if self.each else -inf

    @property
    def cause(self) -> Span:
        """What is left out most likely."""
        if self.piece > self._sentence and self.pieces:
            return self.pieces[0]
        each = self.each or (0.0,)
        return (self.sentences or (self.source.whole,))[each.index(max(each))]

    def told(self, sentences: Sequence[float], pieces: Sequence[float]) -> "_Loss":
        """With more log-odds for each sentence and piece."""
        both = zip(self.each, sentences, strict=True)
        most = max(range(len(pieces)), key=pieces.__getitem__, default=None)
        return replace(
            self,
            each=tuple(map(sum, both)),
            piece=self.piece + (_UNREAD_PIECE if most is None else pieces[most]),
            pieces=() if most is None else self.pieces[most : most + 1],
        )


def shortened(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Sentence inside a segment has no translation."""
    return map(_finding, context.once(all_losses, units))


def told(units: Sequence[Unit], context: Context) -> set[Unit]:
    """The units of which a part is missing for sure."""
    losses = context.once(all_losses, units)
    return {loss.unit for loss in losses if loss.odds > 0 and not loss.moved}


def moved(units: Sequence[Unit], context: Context) -> set[Unit]:
    """The units of which a neighbour says a part."""
    return {loss.unit for loss in context.once(all_losses, units) if loss.moved}


def all_losses(units: Sequence[Unit], context: Context) -> list[_Loss]:
    """What of each source its translation may lack, in the order of the units."""
    usual = context.habits(units)
    limit = _SHORT if context.encoder else _SHORT_UNREAD
    short = [
        (number, units[number], source, target)
        for number, (source, target) in numbered_pairs(units)
        if width(source) >= LONG and usual.share(source, target) < limit
    ]
    divided = _divided(units) if short else Counter[int]()
    losses = [_loss(pair, usual, divided) for pair in short]
    likely = [loss for loss in losses if loss.odds > _LOOKED_AT]
    read = _read(likely, context.encoder) if likely else ()
    told = [loss for loss in read if loss.odds > _NOTED]
    return _sought(told, units, context)


def _loss(
    pair: tuple[int, Unit, Side, Side], usual: Habits, divided: Counter[int]
) -> _Loss:
    """What length and number of sentences say."""
    _, unit, source, target = pair
    spans = sentences_of(source)
    fewer = len(spans) - len(sentences_of(target))
    number = log(divided[_inside(fewer - 1)] / divided[_inside(fewer)])
    sentences = spans if len(spans) > 1 else []
    whole = usual.likely(source, target)
    shorter = (usual.likely(source, target, 1 - _extent(p, source)) for p in sentences)
    share, wide = usual.share(source, target), width(source)
    deviations = min(-log(share) * sqrt(wide) / usual.spread, _DEVIATIONS)
    return _Loss(
        *pair,
        share,
        sentences,
        tuple(min(length - whole, _MOST) for length in shorter),
        number + (_PRIOR if unit.sure else _PRIOR_JOINED),
        _PRIOR_PIECE
        + _SHORTER * deviations
        + _FEWER * number
        + _WIDER * log(min(wide, _WIDE)),
    )


def _read(losses: Sequence[_Loss], encoder: "Encoder | None") -> Iterator[_Loss]:
    """With what the content says."""
    if encoder is None:
        yield from (loss.told([_UNREAD] * len(loss.sentences), ()) for loss in losses)
        return
    from ..alignment.found import found

    losses = [replace(loss, pieces=_pieces(loss)) for loss in losses]
    doubts = [
        doubt(loss.source, loss.target, [*loss.sentences, *loss.pieces])
        for loss in losses
    ]
    for loss, traces in zip(losses, found(doubts, encoder), strict=True):
        count = len(loss.sentences)
        near = [trace.near for trace in traces[:count]]
        yield loss.told(
            [_unlike(own, near) for own in near], list(map(_unfound, traces[count:]))
        )


def _sought(
    losses: Sequence[_Loss], units: Sequence[Unit], context: Context
) -> list[_Loss]:
    """With the neighbour that says what is missing, if one has room for it."""
    usual, encoder = context.habits(units), context.encoder
    asked = [
        (loss, at, target)
        for loss in losses
        for at, target in beside(units, loss.number)
        if usual.excess(units[at]) >= -_ROOM * usual.excess(loss.unit)
    ]
    if encoder is None or not asked:
        return list(losses)
    from ..alignment.found import found

    doubts = [doubt(loss.source, target, [loss.cause]) for loss, _, target in asked]
    traces = zip(asked, found(doubts, encoder), strict=True)
    there = {
        loss.number: "before" if at < loss.number else "after"
        for (loss, at, _), (trace,) in traces
        if trace.near >= _THERE
    }
    return [replace(loss, moved=there.get(loss.number, "")) for loss in losses]


def _unfound(trace: "Trace") -> float:
    """What speaks for the loss of a piece, as log-odds."""
    return _NEAR * trace.near + _CLAIMED * log(trace.claimed + _UNCLAIMED)


def _pieces(loss: _Loss) -> list[Span]:
    """Every piece of a source, from a word on, that is as long as what is missing."""
    source = loss.source
    length = len(source.text)
    words = language(source.language).tokens(source.text)
    sizes = [min(max((1 - loss.share) * s, _LEAST), _LARGEST) for s in _SIZES]
    return [
        Span(word.start, min(word.start + round(size * length), length))
        for size in sizes
        for word in words
        if word.start + size * length <= length + 1
    ]


def _unlike(own: float, shares: Sequence[float]) -> float:
    """What speaks for the loss of a part that is found so far, as log-odds."""
    others = (sum(shares) - own) / (len(shares) - 1)
    odds = _SLOPE * (min(_HALF, others - _BEHIND) - own)
    return max(-_MOST, min(odds, _MOST))


def _divided(units: Sequence[Unit]) -> Counter[int]:
    """Sentences that sources have more than their translations → how often."""
    found = [(source, target) for _, source, target in pairs(units)]
    sample = found[:: len(found) // _SAMPLE + 1]
    more = (len(sentences_of(one)) - len(sentences_of(other)) for one, other in sample)
    return Counter(_DIVIDED) + Counter(map(_inside, more))


def _inside(more: int) -> int:
    return max(min(_DIVIDED), min(max(_DIVIDED), more))


def sentences_of(side: Side) -> list[Span]:
    """The sentences of a text; placeholders and single letters are none."""
    text = without_holders(side.text)
    spans = language(side.language).sentences(text)
    return [span for span in spans if _WORDS.search(text, *span)]


def _extent(span: Span, side: Side) -> float:
    """The share of a text that a span takes."""
    return (span.stop - span.start) / (len(side.text) + 1)


def _finding(loss: _Loss) -> Finding:
    unit, target = loss.unit, loss.target
    belong = unit.sure or len(loss.source.starts) > len(target.starts)
    sure = belong and loss.odds > 0 and not loss.moved
    return Finding(
        unit,
        target,
        target.whole,
        _message(loss),
        confidence=round(1 / (1 + exp(-loss.odds)), 1),
        cause=loss.cause,
        severity=None if sure else Severity.NOTE,
    )


def _message(loss: _Loss) -> str:
    if loss.moved:
        return f"a part seems to stand in the segment {loss.moved} this one"
    there, wanted = len(sentences_of(loss.target)), len(sentences_of(loss.source))
    fewer = there < wanted
    said = f"{there} of {wanted} sentences" if fewer else "a part seems missing"
    short = f", and only {loss.share:.0%} of the usual length" if loss.share < 1 else ""
    return said + short


CHECKS = (Check("S208", Severity.WARNING, shortened),)
