"""English."""

import re

from ..model import Mapped, Span
from ..text import is_word_edge, on_composed
from . import en_fold, en_sentences

_TOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)[^\s<>\"”]*[\w/]"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?\b%?"
    r"|[^\W_]+?(?=n['’]t\b)|n['’]t\b"
    r"|(?:[A-Z]['’](?=[A-Z]))?[^\W_]+(?:[-‐‑&][^\W_]+)*"
    r"|(?<=\w)['’](?:s|re|ve|ll|d|m)\b"
    r"|\.{2,}|-{2,}|\S"
)


class English:
    """Punkt with parameters of our own, rules around it, words by one pattern."""

    def sentences(self, paragraph: str) -> list[Span]:
        """Sentences, headings and list items."""
        return on_composed(paragraph, en_sentences.split)

    def tokens(self, text: str) -> list[Span]:
        """Words and marks: ``Russia`` and ``’s`` apart, ``Euro-Atlantic`` whole."""
        return on_composed(text, _tokens)

    def fold(self, text: str) -> Mapped:
        """Case, plural, hyphen and spelling folded."""
        return en_fold.fold(text)

    def is_edge(self, text: str, offset: int) -> bool:
        """Between words; ``NATO`` ends before ``’s``."""
        return is_word_edge(text, offset)


def _tokens(text: str) -> list[Span]:
    spans: list[Span] = []
    for match in _TOKEN.finditer(text):
        span = Span(*match.span())
        if match.group() == "." and spans and _is_abbreviated(text, spans[-1], span):
            span = Span(spans.pop().start, span.stop)
        spans.append(span)
    return spans


def _is_abbreviated(text: str, word: Span, stop: Span) -> bool:
    """Whether a stop belongs to the word: ``Gen.``, ``M. Roe``; never at the end."""
    if word.stop != stop.start or stop.stop == len(text):
        return False
    written = text[slice(*word)]
    if len(written) == 1 and written.isupper() and written != "I":
        return text[stop.stop : stop.stop + 2].strip().isupper()
    kind = en_sentences.kind(written)
    if kind == "number":
        return text[stop.stop : stop.stop + 2].lstrip()[:1].isdigit()
    return kind is not None


LANGUAGES = {"en": English()}
