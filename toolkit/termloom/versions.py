"""The versions of one text, aligned: documents in, rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .alignment import Alignment, align_all, mined_rows, pivot, rows
from .alignment import mine as find
from .encoders import Encoder, load
from .errors import InputError
from .model import Document, Row, Segment
from .segmenting import segment

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Aligned:
    """One text in two or more languages, joined segment by segment."""

    id: str
    segments: Mapping[str, tuple[Segment, ...]]
    """Language → the segments of that version; the first language is the pivot."""
    alignments: Mapping[Pair, Alignment]
    """Every pair of languages, in the order of ``segments``."""

    @property
    def doubts(self) -> str:
        """Which versions are no translations of each other, and why; else empty."""
        return "; ".join(
            f"{source}–{target}: {alignment.reason}"
            for (source, target), alignment in self.alignments.items()
            if not alignment.translation
        )

    def memory(self, pair: Pair) -> tuple[Row, ...]:
        """The rows of one pair of languages, by its own alignment."""
        source, target = pair
        return rows(
            self.alignments[pair],
            self.segments[source],
            self.segments[target],
            source_language=source,
            target_language=target,
            document=self.id,
        )

    def rows(self) -> tuple[Row, ...]:
        """The rows of all languages together; none of a text in one language."""
        if len(self.alignments) == 1:
            return self.memory(*self.alignments)
        if not self.alignments:
            return ()
        return pivot(self.segments, self.alignments, document=self.id)


def align(
    documents: Sequence[Document],
    *,
    encoder: Encoder | str = "e5",
    presplit: bool = False,
) -> Aligned:
    """Align the versions of a text; the first is the pivot.

    ``encoder`` may be the name of one. With ``presplit`` each line of a document is
    one segment. Raises `InputError` for two versions in one language.
    """
    segments = _segments(documents, presplit=presplit)
    alignments = align_all(segments, encoder=_encoder(encoder))
    return Aligned(documents[0].id if documents else "", segments, alignments)


def mine(
    documents: Sequence[Document],
    *,
    encoder: Encoder | str = "e5",
    presplit: bool = False,
) -> tuple[Row, ...]:
    """Sentences that say the same in texts that are no translations of each other.

    Rows of two languages, pair of languages after pair, flagged ``mined``; arguments
    and errors as for `align`.
    """
    segments = _segments(documents, presplit=presplit)
    engine = _encoder(encoder)
    names = {document.language: document.id for document in documents}
    found: list[Row] = []
    for source, target in combinations(segments, 2):
        beads = find(
            segments[source],
            segments[target],
            source_language=source,
            target_language=target,
            encoder=engine,
        )
        found += mined_rows(
            beads,
            segments[source],
            segments[target],
            source_language=source,
            target_language=target,
            document=f"{names[source]} – {names[target]}",
        )
    return tuple(found)


def _encoder(encoder: Encoder | str) -> Encoder:
    return load(encoder) if isinstance(encoder, str) else encoder


def _segments(
    documents: Sequence[Document], *, presplit: bool
) -> dict[str, tuple[Segment, ...]]:
    segments: dict[str, tuple[Segment, ...]] = {}
    for document in documents:
        if document.language in segments:
            raise InputError(
                f'a second version in "{document.language}"; give each version its '
                "own language",
                place=document.origin.path,
            )
        segments[document.language] = segment(document, presplit=presplit)
    return segments
