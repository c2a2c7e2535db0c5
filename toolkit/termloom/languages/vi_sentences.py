"""Where Vietnamese sentences end."""

import re

from ..model import Span
from . import lists, stops
from .stops import Stop

_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_DETACHED_STOP = re.compile(r"[\"'”’»)\s]*[.!?…]")

_SPEECH_TAG = re.compile(
    r"[^\W\d_][^.!?…,;:“”\"]{0,40}? (?:nói|kể|hỏi|đáp|viết|thốt lên|chia sẻ|cho biết"
    r"|phát biểu|trả lời|nhấn mạnh|khẳng định|bày tỏ|tuyên bố|thừa nhận|giải thích"
    r"|nhận xét|bình luận)(?: (?:thêm|tiếp|rõ|vậy))?[.!]"
)
"""Who said what was quoted, and no more: ``“…” Bà Lan nói thêm.``"""


def split(paragraph: str) -> list[Span]:
    """The sentences of a paragraph, without outer white space."""
    return stops.split(paragraph, _is_end, ())


def _is_end(stop: Stop) -> bool:
    """The first rule that has an opinion decides."""
    return stops.first_verdict(_RULES, stop) is not False


def _is_before_a_stop(stop: Stop) -> bool | None:
    """Where words and stops stand apart, ``... " .`` ends but once."""
    return False if _DETACHED_STOP.match(stop.following) else None


def _is_in_speech(stop: Stop) -> bool | None:
    """The words of the one who spoke stay with the quote."""
    is_quoted = stop.closers and stop.closers[0] in "\"”’'"
    return False if is_quoted and _SPEECH_TAG.match(stop.following) else None


def _exclaims(stop: Stop) -> bool | None:
    """``!``, ``?`` and ``...`` end a sentence unless a small letter follows."""
    if stop.marks == ".":
        return None
    goes_on = stop.first.islower() or (stop.first.isdigit() and "." in stop.marks)
    return not goes_on


def _is_before_small_letter(stop: Stop) -> bool | None:
    """Before a small letter only a plain word can end a sentence.

    A quotation that opens may begin with one.
    """
    is_quote = stop.following[0] in '"“' and not stop.closers
    if not stop.first.islower() or is_quote:
        return None
    plain = stop.word.isalpha() and len(stop.word) > 1 and stop.word.islower()
    is_known = stop.word in lists.headings("vi_abbreviations")
    return plain and not stop.closers and not is_known


def _is_abbreviation(stop: Stop) -> bool | None:
    """Titles and ``TP.`` never end a sentence, others before a usual first word."""
    word = stop.word
    kind = lists.headings("vi_abbreviations").get(word.lower())
    if kind == "title" and not word.islower():
        return False
    is_initial = len(word) == 1 and word.isupper()
    if kind == "title" or kind == "general" or is_initial or _DOTTED.fullmatch(word):
        return stop.next_word.lower() in lists.words("vi_starters")
    return None


_RULES: tuple[stops.Rule, ...] = (
    stops.goes_on,
    stops.is_marker,
    _is_before_a_stop,
    stops.is_inside_brackets,
    _is_in_speech,
    _exclaims,
    _is_before_small_letter,
    _is_abbreviation,
)
