"""The versions of one text, aligned: documents in, rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .alignment import Alignment, align_all, pivot, rows
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
    if isinstance(encoder, str):
        encoder = load(encoder)
    segments: dict[str, tuple[Segment, ...]] = {}
    for document in documents:
        if document.language in segments:
            raise InputError(
                f'a second version in "{document.language}"; give each version its '
                "own language",
                place=document.origin.path,
            )
        segments[document.language] = segment(document, presplit=presplit)
    alignments = align_all(segments, encoder=encoder)
    return Aligned(documents[0].id if documents else "", segments, alignments)
