"""Beads → rows of a translation memory."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from .. import tags
from ..model import Bead, Evidence, Row, Segment
from .alignment import Alignment
from .model import REVIEW


def rows(
    alignment: Alignment,
    sources: Sequence[Segment],
    targets: Sequence[Segment],
    *,
    source_language: str,
    target_language: str,
    document: str = "",
) -> tuple[Row, ...]:
    """One row a bead, in order; what has no counterpart has one cell.

    Beads without any text give no row. Rows that a person should look at carry the
    flag ``review``.
    """
    texts = {source_language: sources, target_language: targets}
    return _rows(alignment.beads, texts, document, flags)


def mined_rows(
    beads: Iterable[Bead],
    sources: Sequence[Segment],
    targets: Sequence[Segment],
    *,
    source_language: str,
    target_language: str,
    document: str = "",
) -> tuple[Row, ...]:
    """One row a pair of segments, flagged ``mined``: no part of a translation."""
    texts = {source_language: sources, target_language: targets}
    return _rows(beads, texts, document, lambda score: ("mined",))


def _rows(
    beads: Iterable[Bead],
    texts: Mapping[str, Sequence[Segment]],
    document: str,
    flagged: Callable[[float], tuple[str, ...]],
) -> tuple[Row, ...]:
    made = (
        row(
            texts,
            dict(zip(texts, (bead.sources, bead.targets), strict=True)),
            document=document,
            score=bead.score,
            flags=flagged(bead.score),
            evidence=bead.evidence,
        )
        for bead in beads
    )
    return identified(one for one in made if one.cells)


def row(
    texts: Mapping[str, Sequence[Segment]],
    segments: Mapping[str, Sequence[int]],
    *,
    document: str,
    score: float,
    flags: tuple[str, ...],
    evidence: tuple[Evidence, ...] = (),
) -> Row:
    """A row, still without id, of the segments of each language."""
    cells = {
        language: joined((texts[language][i].text for i in own), language)
        for language, own in segments.items()
    }
    kept = {language: text for language, text in cells.items() if text}
    return Row(
        id="",
        cells=kept,
        score=score,
        document=document,
        segments={language: tuple(segments[language]) for language in kept},
        flags=flags,
        evidence=evidence,
    )


def flags(score: float) -> tuple[str, ...]:
    """``review`` for a score that a person should look behind."""
    return ("review",) if score < REVIEW else ()


def joined(texts: Iterable[str], language: str) -> str:
    """Segments that follow each other as one text."""
    result = ""
    for text in texts:
        spaced = result and text and _needs_space(result[-1], text[0], language)
        result += f" {text}" if spaced else text
    return result


def _needs_space(before: str, after: str, language: str) -> bool:
    return not tags.is_chinese(language) or (before.isascii() and after.isascii())


def identified(made: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with ids made of document and content, numbered where equal.

    An id outlives changes elsewhere in the texts, so that what people decided about
    a row finds it again.
    """
    seen: Counter[str] = Counter()
    result = []
    for one in made:
        content = "\0".join(
            [one.document, *(f"{tag}\0{one.cells[tag]}" for tag in sorted(one.cells))]
        )
        digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        seen[digest] += 1
        number = f"-{seen[digest]}" if seen[digest] > 1 else ""
        result.append(replace(one, id=f"r{digest}{number}"))
    return tuple(result)
