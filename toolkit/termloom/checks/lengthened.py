"""Sentences put into a segment: what the source would have lost, read backwards."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..languages import language
from ..model import Severity, Span
from .check import Check, Context
from .shortened import all_losses, sentences_of
from .units import Finding, Side, Unit

_SURE = 5.0
"""Log-odds from which a sentence is no free rendering."""


def lengthened(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Sentence inside a segment has no source."""
    if context.encoder is None:
        return
    turned = [replace(unit, source=unit.target, target=unit.source) for unit in units]
    for loss in all_losses(turned, Context((), context.encoder)):
        there, wanted = len(sentences_of(loss.source)), len(sentences_of(loss.target))
        more = there > wanted
        if loss.moved or loss.odds < (0.0 if more else _SURE):
            continue
        unit = units[loss.number]
        sure = unit.sure and loss.odds > _SURE
        counts = f"{there} sentences for {wanted}: " if more else ""
        span = _to_edge(loss.source, loss.cause)
        yield Finding(
            unit,
            loss.source,
            span,
            f"{counts}this seems not to be in the source",
            found=loss.source.text[slice(*span)],
            confidence=0.8 if sure else 0.4,
            severity=None if sure else Severity.NOTE,
        )


def _to_edge(side: Side, span: Span) -> Span:
    """A stretch with all of the word in which it ends."""
    start, stop = span
    edge = language(side.language).is_edge
    while not edge(side.text, stop):
        stop += 1
    return Span(start, stop)


CHECKS = (Check("S210", Severity.WARNING, lengthened),)
