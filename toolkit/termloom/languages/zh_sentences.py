"""Where Chinese sentences end, in both varieties.

A stop takes the closing quotes and brackets behind it along. Stops inside titles
and inserted brackets, decimal points, list markers and the dots of Latin
abbreviations end nothing.
"""

import re
from typing import NamedTuple

from ..model import Span
from ..text import is_han, trim

_STOP = re.compile(
    r"([。！？!?｡….．]++(?:\s?[。！？!?｡…]++)*+)\s?([」』”’\"'）)】》〉］\]»“]*+)\s*+"
)
_CONTINUES = "，、；：,;:）)」』】》〉］]的地得之等和与與及—－-~～%"
_NAMES = r"(?:[A-Z][A-Za-z.'’-]*+\s?){1,4}"
_SPEECH_TAG = re.compile(
    rf"(?:{_NAMES}[^，。！？；：“”「」\s]{{0,12}}?|[^，。！？；：“”「」\s]{{1,12}}?)"
    r"(?:说|說|道|问|問|表示|称|稱|写|寫|喊|叫|答|补充|補充)"
    r"[道着著过過]?(?:[。！]|，[“「\"])"
)
_QUOTE = re.compile('["“”「」]')
_BRACKETS = {"（": "）)", "(": "）)", "《": "》", "〈": "〉", "【": "】"}
_OPENING_BRACKETS = re.compile("[（(《〈【]")
_INSERTED = re.compile(r"[^\s][（(][^（()）]*[。！？!?]+[）)]$")
_REACH = 300
_SHORT = 6


class _Stop(NamedTuple):
    """A place where a sentence may end, and what stands around it."""

    sentence: str
    """The sentence as far as it is known, cut off at the left if long."""
    marks: str
    closers: str
    is_spaced: bool
    following: str
    has_full_stops: bool
    """Whether the paragraph has ``。``, so that ``.`` is something else."""


def split(paragraph: str) -> list[Span]:
    """The sentences of a paragraph, without outer white space."""
    spans: list[Span] = []
    at = 0
    quotes = _Quotes()
    has_full_stops = "。" in paragraph or "｡" in paragraph
    for match in _STOP.finditer(paragraph):
        quotes.read(paragraph, match.start(2))
        closers = quotes.closing(match)
        cut = match.start(2) + len(closers)
        stop = _Stop(
            paragraph[max(at, match.start() - _REACH) : match.start()],
            match.group(1),
            closers,
            bool(closers == match.group(2) and match.end() > match.end(2)),
            paragraph[cut : match.end() + _REACH].lstrip(),
            has_full_stops,
        )
        if _is_end(stop):
            spans.append(trim(paragraph, Span(at, cut)))
            at = cut
    spans.append(trim(paragraph, Span(at, len(paragraph))))
    return [s for s in spans if s.start < s.stop]


class _Quotes:
    """Whether a quotation is open, so that no opening mark is taken for a closing one.

    Straight and curly marks are mixed and forgotten in real texts; marks whose
    surroundings tell what they are put the count right again.
    """

    def __init__(self) -> None:
        self._at = 0
        self._is_open = False

    def read(self, paragraph: str, stop: int) -> None:
        """Take in the quotes up to an offset."""
        for match in _QUOTE.finditer(paragraph, self._at, stop):
            before = paragraph[match.start() - 1] if match.start() else "："
            after = paragraph[match.end() : match.end() + 1]
            if match.group() in "“「" or before in "：:":
                self._is_open = True
            elif match.group() in "”」" or after in "，、。；":
                self._is_open = False
            else:
                self._is_open = not self._is_open
        self._at = stop

    def closing(self, stop: re.Match[str]) -> str:
        """As many of the marks behind a stop as close something."""
        marks, paragraph, end = stop.group(2), stop.string, stop.end()
        following = paragraph[end : end + 1]
        if not following:
            return marks
        is_open = self._is_open
        for place, mark in enumerate(marks):
            opens = mark in '"”' and not is_open and is_han(following)
            if opens or (mark == "“" and not self._is_turned(paragraph, end)):
                return marks[:place]
            is_open &= mark not in '"”」“'
        return marks

    def _is_turned(self, paragraph: str, at: int) -> bool:
        """Whether a closing quote was typed as ``“``: no closing one follows."""
        following = _QUOTE.search(paragraph, at, at + _REACH)
        return self._is_open and (not following or following.group() not in "”」")


def _is_end(stop: _Stop) -> bool:
    """The first rule that has an opinion decides."""
    for rule in _RULES:
        verdict = rule(stop)
        if verdict is not None:
            return verdict
    return True


def _is_at_the_end(stop: _Stop) -> bool | None:
    """Nothing follows: there is no border to make."""
    return None if stop.following else False


def _is_empty(stop: _Stop) -> bool | None:
    """A stop with nothing before it belongs to what follows."""
    return None if stop.sentence.strip() else False


def _is_dot(stop: _Stop) -> bool | None:
    """A half-width dot is a full stop only after Chinese, and not in a name."""
    if stop.marks not in (".", "．"):
        return None
    if not (is_han(stop.sentence[-1]) or stop.sentence[-1] in '）)」』”》"'):
        return False
    return bool(stop.closers or stop.is_spaced) or not stop.has_full_stops


def _is_in_latin(stop: _Stop) -> bool | None:
    """``?`` and ``!`` inside an address."""
    if stop.marks not in ("?", "!") or stop.closers or stop.is_spaced:
        return None
    around = stop.sentence[-1] + stop.following[0]
    return False if around.isascii() and around.isalnum() else None


def _goes_on(stop: _Stop) -> bool | None:
    """A comma, a particle or the words of the one who spoke follow."""
    if stop.following[0] in _CONTINUES and (stop.closers or stop.marks[0] in "…."):
        return False
    if not stop.closers and stop.following[0] in "，、；：）)":
        return False
    is_tag = stop.closers and _SPEECH_TAG.match(stop.following)
    return False if is_tag else None


def _is_in_title(stop: _Stop) -> bool | None:
    """The stop of a title is part of a name."""
    return False if stop.closers[:1] in tuple("》〉") else None


def _is_inside_brackets(stop: _Stop) -> bool | None:
    """No border within brackets that opened inside the sentence, nor behind them."""
    text = stop.sentence + stop.marks + stop.closers
    for match in _OPENING_BRACKETS.finditer(text):
        closing = set(_BRACKETS[match.group()])
        if match.start() > 0 and closing.isdisjoint(text[match.end() :]):
            return None if closing.isdisjoint(stop.following) else False
    return False if _INSERTED.search(text) else None


def _trails_off(stop: _Stop) -> bool | None:
    """A short ellipsis is a pause, a full one after a word or two as well."""
    if stop.marks[-1] not in "…." or stop.marks[0] in "。！？!?｡":
        return None
    if stop.closers or stop.is_spaced:
        return True
    return stop.marks == "……" and len(stop.sentence) >= _SHORT


_RULES = (
    _is_at_the_end,
    _is_empty,
    _is_dot,
    _is_in_latin,
    _goes_on,
    _is_in_title,
    _is_inside_brackets,
    _trails_off,
)
