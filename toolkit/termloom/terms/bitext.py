"""Pairs of texts, and for each occurrence of a term its counterparts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..encoders import Encoder
from ..languages import language
from ..model import Span
from .association import Association, Pair, associations
from .spans import FEATURES, Link, Matrix, Words, link, stretches, words

_SAMPLE = 400
"""Texts that make up the mean vector of a language."""
_MANY = 20
"""Pairs of texts from which on counts have a say."""
_BATCH = 256
_RETURNS = 2
_RETURN_KEPT = 12
_OTHERS = 20
"""Occurrences of a term that are asked for their opinion on one."""

_TOKEN = {
    "score": 2.08,
    "covered": -2.54,
    "pure": -0.48,
    "there": 13.21,
    "back": -1.06,
    "edges": 2.99,
    "left out": -2.06,
    "whole": 6.05,
    "phrase": 1.87,
    "bad first": -0.71,
    "bad last": -0.97,
    "cuts": -2.16,
    "longer": -0.36,
    "shorter": -3.31,
    "same": 0.25,
    "behind": -1.52,
    "reading": 6.0,
    "joined": -3.06,
}
_PAIRED = {
    "score": 1.72,
    "covered": -2.26,
    "pure": 0.09,
    "there": 13.43,
    "back": 0.06,
    "edges": 2.71,
    "left out": -2.57,
    "whole": 2.81,
    "phrase": 1.8,
    "bad first": -0.85,
    "bad last": -0.88,
    "cuts": -2.14,
    "longer": -0.88,
    "shorter": -3.08,
    "same": 0.0,
    "behind": -1.26,
    "reading": 2.68,
    "joined": -2.9,
    "dice": -1.19,
    "likelihood": 3.66,
    "votes": 1.22,
    "held": -3.3,
    "share": -0.44,
    "stuck": -1.0,
}
"""Learned (a softmax over the stretches of each occurrence, with a penalty on large
weights) from 2,500 occurrences of terms in news, diplomatic and treebank sentences;
with one of five sets left out the others do nearly as well on it."""
PAIRED_FEATURES = (*FEATURES, "dice", "likelihood", "votes", "held", "share", "stuck")
TOKEN_WEIGHTS = np.array([_TOKEN[name] for name in FEATURES], np.float32)
PAIRED_WEIGHTS = np.array([_PAIRED[name] for name in PAIRED_FEATURES], np.float32)


class Asked(NamedTuple):
    """An occurrence of a term in a source text."""

    row: int
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The stretches of the target for one occurrence, best first."""

    asked: Asked
    term: str
    """The folded key of the term."""
    spans: tuple[Span, ...]
    forms: tuple[str, ...]
    """The folded keys of the stretches."""
    features: Matrix
    chances: NDArray[np.float64]
    """Their shares of belief; they sum to 1 over all, also those left out."""
    returns: NDArray[np.float64]
    """How well each leads back to the term: 0 to 1, for the first few, else 0."""


class Bitext:
    """Pairs of texts in two languages, seen through an encoder."""

    def __init__(
        self, pairs: Sequence[Pair], source: str, target: str, encoder: Encoder
    ) -> None:
        self.pairs = pairs
        self.source = source
        self.target = target
        self._encoder = encoder
        step = max(1, len(pairs) // _SAMPLE)
        self._means = tuple(
            _mean(encoder, [pair[side] for pair in pairs[::step]]) for side in (0, 1)
        )

    def links(self, rows: Sequence[int]) -> Iterator[tuple[int, Link]]:
        """How the two texts of each row share their words out to each other."""
        for start in range(0, len(rows), _BATCH):
            chunk = rows[start : start + _BATCH]
            sides = [self._words(chunk, side) for side in (0, 1)]
            for row, source, target in zip(chunk, *sides, strict=True):
                yield row, link(source, target)

    def _words(self, rows: Sequence[int], side: int) -> list[Words]:
        tag, mean = (self.source, self.target)[side], self._means[side]
        texts = [self.pairs[row][side] for row in rows]
        return [
            words(text, tag, encoding, mean)
            for text, encoding in zip(texts, self._encoder.encode(texts), strict=True)
        ]


def _mean(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    total, number = np.zeros(0, np.float64), 0
    for encoding in encoder.encode(texts):
        if len(encoding.states):
            summed = encoding.states.astype(np.float64).sum(axis=0)
            total = total + summed if len(total) else summed
            number += len(encoding.states)
    return np.asarray(total / max(number, 1), dtype=np.float32)


def answers(
    bitext: Bitext, asked: Sequence[Asked], *, most: int = 40
) -> Iterator[Answer]:
    """For each occurrence the ``most`` likely stretches, from its own pair of texts.

    In the order of the rows; an occurrence that touches no word is left out.
    """
    by_row = {
        row: list(found)
        for row, found in groupby(sorted(asked), key=lambda item: item.row)
    }
    for row, link_ in bitext.links(list(by_row)):
        for item in by_row[row]:
            answer = _answer(bitext, item, link_, most)
            if answer is not None:
                yield answer


def _answer(bitext: Bitext, asked: Asked, link: Link, most: int) -> Answer | None:
    term = link.source.covering(asked.span)
    found = stretches(link, term)
    if not len(term) or not len(found):
        return None
    chances = _chances(found.features @ TOKEN_WEIGHTS)
    best = np.argsort(-chances, kind="stable")[:most]
    returns = np.zeros(len(best))
    for place, number in enumerate(best[:_RETURNS]):
        returns[place] = _returns(link, found.words(number), term)
    target = bitext.pairs[asked.row][1]
    spans = tuple(_balanced(target, link.target.span(found.words(n))) for n in best)
    text = bitext.pairs[asked.row][0]
    return Answer(
        asked,
        language(bitext.source).fold(text[slice(*asked.span)]).text,
        spans,
        tuple(_key(bitext, asked.row, span) for span in spans),
        found.features[best],
        chances[best],
        returns,
    )


_PLURAL = re.compile(r"[\u3400-\u9fff]{2,}[们們]")
_QUOTES = dict(zip("」』》”’)）]", "「『《“‘(（[", strict=True))


def _balanced(text: str, span: Span) -> Span:
    """With the opening mark of a quotation that ends inside, and the reverse.

    Without a Chinese mark of the plural: 部长们 are 部长.
    """
    start, stop = span
    own = text[start:stop]
    for closing, opening in _QUOTES.items():
        if (
            own.count(closing) > own.count(opening)
            and text[start - 1 : start] == opening
        ):
            return Span(start - 1, stop)
        if own.count(opening) > own.count(closing) and text[stop : stop + 1] == closing:
            return Span(start, stop + 1)
    return Span(start, stop - 1) if _PLURAL.fullmatch(own) else span


def _returns(link: Link, words: range, term: range) -> float:
    """How much the best counterpart of a stretch has in common with the term."""
    back = stretches(link.reversed(), words, most=_RETURN_KEPT)
    if not len(back):
        return 0.0
    own = back.words(int(np.argmax(back.features @ TOKEN_WEIGHTS)))
    common = len(range(max(own.start, term.start), min(own.stop, term.stop)))
    return 2 * common / (len(own) + len(term))


def _key(bitext: Bitext, row: int, span: Span) -> str:
    return language(bitext.target).fold(bitext.pairs[row][1][slice(*span)]).text


def _chances(values: Matrix) -> NDArray[np.float64]:
    powers = np.exp(values.astype(np.float64) - float(values.max()))
    return np.asarray(powers / powers.sum(), dtype=np.float64)


def weighed(bitext: Bitext, found: Sequence[Answer]) -> list[Answer]:
    """The same answers, ranked with what all pairs of texts say.

    Where there are too few pairs for counts to tell, they come back as they are.
    """
    if len(bitext.pairs) < _MANY:
        return list(found)
    counts = counted(bitext, found)
    opinions = _opinions(found)
    return [_weighed(answer, counts, opinions[answer.term]) for answer in found]


def counted(bitext: Bitext, found: Sequence[Answer]) -> dict[Pair, Association]:
    """The associations of all terms with all forms in their answers."""
    proposals: dict[str, dict[str, None]] = {}
    for answer in found:
        proposals.setdefault(answer.term, {}).update(dict.fromkeys(answer.forms))
    return associations(bitext.pairs, bitext.source, bitext.target, proposals)


def _opinions(found: Sequence[Answer]) -> dict[str, list[Answer]]:
    opinions: dict[str, list[Answer]] = {}
    for answer in found:
        opinions.setdefault(answer.term, []).append(answer)
    return {term: asked[:_OTHERS] for term, asked in opinions.items()}


def _weighed(
    answer: Answer, counts: dict[Pair, Association], others: Sequence[Answer]
) -> Answer:
    features = paired_features(answer, counts, others)
    chances = _chances(features @ PAIRED_WEIGHTS)
    order = np.argsort(-chances, kind="stable")
    return Answer(
        answer.asked,
        answer.term,
        tuple(answer.spans[n] for n in order),
        tuple(answer.forms[n] for n in order),
        answer.features[order],
        chances[order],
        answer.returns[order],
    )


def paired_features(
    answer: Answer, counts: dict[Pair, Association], others: Sequence[Answer]
) -> Matrix:
    """The features of an answer with those from the counts after them."""
    voters = [other for other in others if other.asked.row != answer.asked.row]
    votes: dict[str, float] = {}
    for voter in voters:
        for form, chance in zip(voter.forms, voter.chances.tolist(), strict=True):
            votes[form] = votes.get(form, 0.0) + chance / len(voters)
    rows = []
    for form in answer.forms:
        known = counts.get(
            (answer.term, form), Association(0, 0, 0, 0.0, 0.0, 0.0, 0.0)
        )
        share = known.both / known.term if known.term else 0.0
        rows.append(
            (
                *(known.dice, known.likelihood, votes.get(form, 0.0)),
                *(known.held, share, known.stuck),
            )
        )
    return np.hstack([answer.features, np.array(rows, dtype=np.float32)])
