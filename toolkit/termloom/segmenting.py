"""Document → segments: nothing is lost, nothing is rewritten."""

from .languages import language
from .model import Document, Segment, Span
from .text import trim


def segment(document: Document, *, presplit: bool = False) -> tuple[Segment, ...]:
    """The sentences, headings and list items of a document, in order.

    With ``presplit`` every line of the text is one segment, also an empty one, so
    that indices are line numbers (0-based).
    """
    split = language(document.language).sentences
    segments: list[Segment] = []
    at = 0
    for number, line in enumerate(document.text.split("\n")):
        spans = [trim(line, Span(0, len(line)))] if presplit else split(line)
        for start, stop in spans:
            span = Span(at + start, at + stop)
            text = line[start:stop]
            segments.append(Segment(document.id, len(segments), span, text, number))
        at += len(line) + 1
    return tuple(segments)
