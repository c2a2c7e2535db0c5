"""Pairs of texts, and for each occurrence of a term its counterparts."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..encoders import Encoder
from ..languages import language
from ..model import Span
from .association import Association, Pair, associations
from .ranker import Ranker, ranker
from .spans import FEATURES, KEPT, Link, Matrix, Words, link, stretches, words

_SAMPLE = 400
"""Texts that make up the mean vector of a language."""
_MANY = 20
"""Pairs of texts from which on counts have a say."""
_BATCH = 256
_RETURNS = 2
_RETURN_KEPT = 12
_OTHERS = 20
"""Occurrences of a term that are asked for their opinion on one."""

PAIRED_FEATURES = (
    *FEATURES,
    "dice",
    "likelihood",
    "votes",
    "held",
    "share",
    "stuck",
    "voters",
)
_ROUNDS = 2
"""Times that the occurrences of a term ask each other."""


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
        """How the two texts of each row share their words out to each other.

        Rows in which one text has no word are passed over.
        """
        for start in range(0, len(rows), _BATCH):
            chunk = rows[start : start + _BATCH]
            sides = [self._words(chunk, side) for side in (0, 1)]
            for row, source, target in zip(chunk, *sides, strict=True):
                if source.spans and target.spans:
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
    bitext: Bitext, asked: Sequence[Asked], *, most: int = KEPT
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
    chances = ranker("alone", FEATURES).chances(found.features)
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
    alone = ranker("alone", FEATURES)
    back = stretches(link.reversed, words, most=_RETURN_KEPT)
    if not len(back):
        return 0.0
    own = back.words(int(np.argmax(alone.values(back.features))))
    common = len(range(max(own.start, term.start), min(own.stop, term.stop)))
    return 2 * common / (len(own) + len(term))


def _key(bitext: Bitext, row: int, span: Span) -> str:
    return language(bitext.target).fold(bitext.pairs[row][1][slice(*span)]).text


def weighed(bitext: Bitext, found: Sequence[Answer]) -> list[Answer]:
    """The same answers, ranked with what all pairs of texts say.

    Where there are too few pairs for counts to tell, they come back as they are.
    """
    if len(bitext.pairs) < _MANY:
        return list(found)
    return ranked(found, counted(bitext, found), ranker("counted", PAIRED_FEATURES))


def counted(bitext: Bitext, found: Sequence[Answer]) -> dict[Pair, Association]:
    """The associations of all terms with all forms in their answers."""
    proposals: dict[str, dict[str, None]] = {}
    for answer in found:
        proposals.setdefault(answer.term, {}).update(dict.fromkeys(answer.forms))
    return associations(bitext.pairs, bitext.source, bitext.target, proposals)


def ranked(
    found: Sequence[Answer], counts: Mapping[Pair, Association], rank: Ranker
) -> list[Answer]:
    """The same answers, each ranked after asking the others of its term twice."""
    asked = list(found)
    for _ in range(_ROUNDS):
        seen = paired_features(asked, counts)
        asked = [
            reordered(answer, rank.chances(features))
            for answer, features in zip(asked, seen, strict=True)
        ]
    return asked


def reordered(answer: Answer, chances: NDArray[np.float64]) -> Answer:
    """An answer with other shares of belief in its stretches, likeliest first."""
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
    found: Sequence[Answer], counts: Mapping[Pair, Association]
) -> list[Matrix]:
    """For each answer its features with those from the counts after them."""
    opinions: dict[str, list[Answer]] = {}
    for answer in found:
        opinions.setdefault(answer.term, []).append(answer)
    return [
        _paired(answer, counts, opinions[answer.term][:_OTHERS]) for answer in found
    ]


def _paired(
    answer: Answer, counts: Mapping[Pair, Association], others: Sequence[Answer]
) -> Matrix:
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
                *(known.held, share, known.stuck, math.log1p(len(voters))),
            )
        )
    return np.hstack([answer.features, np.array(rows, dtype=np.float32)])
