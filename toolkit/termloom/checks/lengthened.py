"""Sentences put into a segment: what the source would have lost, read backwards."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Severity
from .check import Check, Context
from .shortened import all_losses, sentences_of
from .units import Finding, Unit

_SURE = 5.0
"""Log-odds from which a sentence is no free rendering."""


def lengthened(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Sentence inside a segment has no source."""
    if context.encoder is None:
        return
    turned = [replace(unit, source=unit.target, target=unit.source) for unit in units]
    for loss in all_losses(turned, Context((), context.encoder)):
        unit = units[loss.number]
        there, wanted = len(sentences_of(loss.source)), len(sentences_of(loss.target))
        if loss.moved or loss.odds < 0 or there <= wanted:
            continue
        sure = unit.sure and loss.odds > _SURE
        yield Finding(
            unit,
            loss.source,
            loss.cause,
            f"{there} sentences for {wanted}: this one seems not to be in the source",
            found=loss.source.text[slice(*loss.cause)],
            confidence=0.8 if sure else 0.4,
            severity=None if sure else Severity.NOTE,
        )


CHECKS = (Check("S210", Severity.WARNING, lengthened),)
