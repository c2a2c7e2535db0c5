"""What every Chinese tokeniser of ours shares, whatever model is behind it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from hanlp_trie import TrieDict

from ..model import Mapped, Span
from ..text import compose, is_word_edge, unchanged
from .zh_script import to_simplified

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_HALF_WIDTH = {
    code: code - 0xFEE0
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}


_start, _stop = attrgetter("start"), attrgetter("stop")


def plain(text: str) -> Mapped:
    """The form that tokenisers are fed with, which leads back to the text.

    Simplified characters, half-width letters and digits: one for each character
    of the composed text.
    """
    composed, offsets = compose(unchanged(text))
    simplified = to_simplified(composed)
    if _FULL_WIDTH.search(simplified):
        simplified = simplified.translate(_HALF_WIDTH)
    return Mapped(simplified, offsets)


def force(tokens: list[Span], forced: Iterable[Span]) -> list[Span]:
    """The tokens with forced ones put in; what they cut stays as a rest.

    Both are in order; forced ones don't overlap.
    """
    done: list[Span] = []
    at = 0
    for first, last in forced:
        begin = bisect_right(tokens, first, at, key=_stop)
        end = bisect_left(tokens, last, begin, key=_start)
        done += tokens[at:begin]
        if begin < end and tokens[begin].start < first:
            done.append(Span(tokens[begin].start, first))
        done.append(Span(first, last))
        at = end
        if begin < end and tokens[end - 1].stop > last:
            at = end - 1
            tokens[at] = Span(last, tokens[at].stop)
    return done + tokens[at:] if done else tokens


class Terms(TrieDict):  # type: ignore[misc]
    """Terms to be kept whole: the longest that begins first wins (HanLP's trie)."""

    def __init__(self, terms: Iterable[str]) -> None:
        forms = {plain(term).text.strip() for term in terms}
        super().__init__(forms - {""})

    def tokenize(self, text: Sequence[str]) -> list[tuple[int, int, bool]]:
        """Start and stop of terms in a plain text; never inside a Latin word."""
        whole = "".join(text)
        found: list[tuple[int, int, bool]] = self.parse_longest(text)
        return [t for t in found if _is_edge(whole, t[0]) and _is_edge(whole, t[1])]


def _is_edge(text: str, offset: int) -> bool:
    around = text[max(0, offset - 1) : offset + 1]
    return not around.isascii() or is_word_edge(text, offset)
