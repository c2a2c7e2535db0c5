"""Terms that a tokeniser must keep whole, in every language."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from hanlp_trie import TrieDict

from ..model import Span
from ..text import is_han, is_word_edge

_start, _stop = attrgetter("start"), attrgetter("stop")


class Terms(TrieDict):  # type: ignore[misc]
    """Terms to be kept whole: the longest that begins first wins (HanLP's trie).

    ``plain`` makes of a term what the tokeniser makes of its text.
    """

    def __init__(self, terms: Iterable[str], plain: Callable[[str], str]) -> None:
        forms = {plain(term).strip() for term in terms}
        super().__init__(forms - {""})

    def tokenize(self, text: Sequence[str]) -> list[tuple[int, int, bool]]:
        """Start and stop of terms in a plain text; never inside an alphabetic word."""
        whole = "".join(text)
        found: list[tuple[int, int, bool]] = self.parse_longest(text)
        return [t for t in found if _is_edge(whole, t[0]) and _is_edge(whole, t[1])]

    def keep(self, text: str, tokens: list[Span]) -> list[Span]:
        """The tokens of a plain text with its terms whole."""
        return force(tokens, (Span(a, b) for a, b, _ in self.tokenize(text)))


def _is_edge(text: str, offset: int) -> bool:
    around = text[max(0, offset - 1) : offset + 1]
    return any(map(is_han, around)) or is_word_edge(text, offset)


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
