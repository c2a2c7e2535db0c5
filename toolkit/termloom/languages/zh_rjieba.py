"""Chinese words by rjieba: jieba's dictionary and model in Rust, the default."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from ..model import Span
from ..text import as_span, way_back
from .whole import Terms, force
from .zh_words import plain

_ACCENTED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1fff"
_LETTER = f"[A-Za-z0-9{_ACCENTED}]"
_WHOLE = re.compile(
    r"(?:https?://|www\.)[!-~]*[\w/]"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
    r"|\d+(?:[.,:/-]\d+)*%?"
    rf"|(?<!{_LETTER}){_LETTER}++(?:[.&'’-]{_LETTER}++)++"
    rf"|(?<!{_LETTER})[A-Za-z0-9]*+[{_ACCENTED}]{_LETTER}*+"
    r"|—{2,}|…{2,}|\.{2,}",
    re.ASCII,
)
_RUN = re.compile(f"[!-~—…’{_ACCENTED}]+")
_NUMERALS = "一二两三四五六七八九十几每这那各某此该"
_MEASURES = "个次种位名项件场座条份张只架艘枚支家段批届轮类群股片篇幅本辆台层间年天"
_TWO_WORDS = frozenset(n + m for n in _NUMERALS for m in _MEASURES)
"""jieba has 一个 and 这次 as words; by most guidelines they are two."""


class Rjieba:
    """A word is jieba's, but numbers, names in Latin letters and terms stay whole."""

    def __init__(self, terms: Terms) -> None:
        import rjieba

        self._cut: Callable[[str], list[str]] = rjieba.cut
        self._terms = terms

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        mapped = (plain(text) for text in texts)
        return [way_back(self._words(text.text), text) for text in mapped]

    def _words(self, text: str) -> list[Span]:
        words = self._cut(text)
        stops = list(accumulate(map(len, words)))
        spans = list(map(as_span, zip([0, *stops], stops, strict=False)))
        if not _TWO_WORDS.isdisjoint(words):
            spans = force(spans, _heads(words, spans))
        if " " in text or not text.isprintable():
            spans = [span for span in spans if not text[slice(*span)].isspace()]
        spans = force(spans, list(_wholes(text)))
        return self._terms.keep(text, spans) if self._terms else spans


def _heads(words: list[str], spans: list[Span]) -> list[Span]:
    """The numerals and pronouns to be split off."""
    return [
        Span(span.start, span.start + 1)
        for word, span in zip(words, spans, strict=True)
        if word in _TWO_WORDS
    ]


def _wholes(text: str) -> Iterator[Span]:
    """Numbers, Latin names and addresses with marks inside, long dashes."""
    for run in _RUN.finditer(text):
        start, stop = run.span()
        if stop - start > 1 or text[start - 1 : start] == "第":
            for match in _WHOLE.finditer(text, start, stop):
                first = match.start()
                if text[first - 1 : first] == "第" and text[first].isdigit():
                    first -= 1
                yield Span(first, match.end())
