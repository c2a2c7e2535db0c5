"""Hán-Việt readings: which words of a Chinese and a Vietnamese text may be the same."""

from collections.abc import Sequence
from itertools import pairwise, product

from .. import tags
from ..languages.han_viet import plain, syllables
from ..model import Segment

_NONE: frozenset[str] = frozenset()


def readings(text: Sequence[Segment], pair: tuple[str, str]) -> list[frozenset[str]]:
    """Two syllables on end as Vietnamese reads or writes them, for each segment.

    A pair of languages that is not Chinese and Vietnamese has none. The language of
    ``text`` is the first of ``pair``.
    """
    own, other = pair
    if tags.is_chinese(own) and other == "vi":
        return [_read(segment.text) for segment in text]
    if own == "vi" and tags.is_chinese(other):
        return [_written(segment.text) for segment in text]
    return [_NONE] * len(text)


def _read(chinese: str) -> frozenset[str]:
    known = [syllables(character) for character in chinese]
    return frozenset(
        f"{a} {b}" for left, right in pairwise(known) for a, b in product(left, right)
    )


def _written(vietnamese: str) -> frozenset[str]:
    words = [plain(word.strip(".,;:!?()[]\"'“”‘’…")) for word in vietnamese.split()]
    return frozenset(f"{a} {b}" for a, b in pairwise(words))
