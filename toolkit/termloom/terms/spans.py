"""Which stretch of the other text says what a term says.

Token states of a middle layer of the encoder are joined to words; the words of the
two texts share themselves out to each other, and a stretch scores by how much of
the term goes into it and how much of it comes from the term (after Jalili Sabet et
al. 2020, «SimAlign», who align words by the maxima of the same similarities).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .. import tags
from ..encoders import Encoding
from ..languages.han_viet import shared
from ..model import Span
from .phrases import Grammar, grammar, tokens

Matrix = NDArray[np.float32]

_TEMPERATURE = 0.05
_LONGEST = {"en": 7, "zh": 8, "vi": 10}
"""Words in a term."""
KEPT = 100
"""Stretches that are looked at closely."""
_NAME = 4
"""Letters of a name from which no first character is cut off: 白俄罗斯."""
_LEAN = 1.0
_PLACES = ("before", "first", "last", "after")
_LETTERS = "ABCDEFGHIJKMNOPRTUVX,-_"
"""Word classes of all languages, and _ for an end or a mark."""
_NOTHING = -0.2
"""Similarity of words that have nothing in common, where there are no others."""

FEATURES = (
    "score",
    "covered",
    "pure",
    "there",
    "back",
    "edges",
    "left out",
    "whole",
    "phrase",
    "bad first",
    "bad last",
    "cuts",
    "longer",
    "shorter",
    "same",
    "behind",
    "reading",
    "joined",
    "lead",
    "lead at edges",
    "lead outside",
    "taken",
    "taken by one",
    "off length",
    "far off length",
    "one word",
    "words of the term",
    "names of the term",
    *(f"{place} {letter}" for place in _PLACES for letter in _LETTERS),
)
"""What is known of a stretch from its own pair of texts."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text in words, each with a vector."""

    text: str
    language: str
    spans: tuple[Span, ...]
    """Without punctuation."""
    letters: str
    """The class of each."""
    inner: NDArray[np.bool_]
    """Whether each continues the token of the one before: a part of a long word;
    and False for the end of the text."""
    vectors: Matrix
    """One row a word, of length 1; no columns without an encoder."""
    bounds: NDArray[np.int64]
    """(n, 2): all stretches that are no longer than a term may be."""
    phrases: Matrix
    """(n,): 1 for stretches that read as noun phrases."""
    joined: Matrix
    """(n,): 1 for stretches with a conjunction."""
    classes: NDArray[np.int64]
    """(n, 4): numbers of the classes before, first, last and after each."""
    bad_first: Matrix
    bad_last: Matrix
    """(words,): 1 for words with which no term begins or ends."""

    def covering(self, span: Span) -> range:
        """The words that a stretch of the text touches."""
        touched = [
            number
            for number, (start, stop) in enumerate(self.spans)
            if start < span.stop and stop > span.start
        ]
        return range(touched[0], touched[-1] + 1) if touched else range(0)

    def span(self, words: range) -> Span:
        """The stretch of the text that some words take."""
        return Span(self.spans[words.start].start, self.spans[words.stop - 1].stop)


def words(text: str, tag: str, encoding: Encoding, mean: Matrix) -> Words:
    """The words of a text with their vectors, the language's mean taken off."""
    rules = grammar(tag)
    spans, letters, inner = _split(text, tag, rules)
    forms = [text[slice(*span)] for span in spans]
    bounds = _bounds(text, tag, spans, inner, letters)
    return Words(
        text,
        tag,
        spans,
        letters,
        np.array([*inner, False]),
        _shared(_vectors(spans, encoding, mean), inner),
        bounds,
        _are_phrases(rules, letters, bounds),
        np.array(["C" in letters[a:b] for a, b in bounds.tolist()], dtype=np.float32),
        _classes(text, spans, letters, bounds),
        _unfit(letters, forms, "NPKABMV", rules.may_begin),
        _unfit(letters, forms, "NPKABMVH", rules.may_end),
    )


def _split(
    text: str, tag: str, rules: Grammar
) -> tuple[tuple[Span, ...], str, list[bool]]:
    """Words, their classes, and which continue a token."""
    found = tokens(tag, text)
    spans: list[Span] = []
    letters: list[str] = []
    inner: list[bool] = []
    for token, letter in zip(found, rules.classes(text, found), strict=True):
        form, at = text[slice(*token)], token.start
        if not any(map(str.isalnum, form)):
            continue
        parts = rules.parts(form)
        if letter == "P" and len(form) <= _NAME and parts[0] == 1:
            parts = (len(form),)
        hanging = letter in "NH" and _is_suffix(text, tag, token, letters)
        for size in parts:
            blank = size - len(text[at : at + size].lstrip())
            spans.append(Span(at + blank, at + size))
            inner.append(at > token.start or hanging)
            letters.append(letter)
            at += size
    return tuple(spans), "".join(letters), inner


def _is_suffix(text: str, tag: str, token: Span, before: Sequence[str]) -> bool:
    """Whether one Chinese character hangs on the noun before it: 复原|力, 战争|罪."""
    if not tags.is_chinese(tag) or token.stop - token.start > 1 or not token.start:
        return False
    joined = text[token.start].isalpha() and text[token.start - 1].isalpha()
    return joined and before[-1:] in (["N"], ["A"], ["B"])


def _bounds(
    text: str, tag: str, spans: Sequence[Span], inner: Sequence[bool], letters: str
) -> NDArray[np.int64]:
    """Stretches that a term may take: no longer than terms are, across no full mark."""
    longest = _LONGEST[tags.parse(tag).partition("-")[0]]
    gaps = [_gap(text[a.stop : b.start]) for a, b in pairwise(spans)]
    inner = [*inner, False]
    bounds = []
    for start, span in enumerate(spans):
        for stop in range(start + 1, min(len(spans), start + longest) + 1):
            gap = gaps[stop - 2] if stop > start + 1 else 0
            if gap == _MARK:
                break
            listed = stop > start + 1 and max(gaps[start : stop - 1]) == _COMMA
            if listed and "C" not in letters[start:stop]:
                continue
            splinter = inner[start] or inner[stop]
            if splinter and stop == start + 1 and span.stop - span.start == 1:
                continue
            bounds.append((start, stop))
    return np.array(bounds, dtype=np.int64).reshape(-1, 2)


_COMMA, _MARK = 1, 2


def _gap(between: str) -> int:
    """How far two words are apart: not, a comma of a list, a mark."""
    marks = set(between) - set(" -‐‑–—·・•'’/&.\"“”「」《》‘")
    if not marks:
        return 0
    return _COMMA if marks <= set(",、") else _MARK


def _classes(
    text: str, spans: Sequence[Span], letters: str, bounds: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The classes of the words at the edges of each stretch, on both sides of them.

    A preposition inside a term counts as one, an unknown class as *other*.
    """
    number = {letter: at for at, letter in enumerate(_LETTERS)}
    plain = letters.replace("L", "I")
    own = np.array(
        [number.get(letter, number["F"]) for letter in plain], dtype=np.int64
    )
    apart = [True, *(_gap(text[a.stop : b.start]) for a, b in pairwise(spans)), True]
    end = number["_"]
    before = np.where(apart[:-1], end, np.concatenate([[end], own[:-1]]))
    after = np.where(apart[1:], end, np.concatenate([own[1:], [end]]))
    first, last = bounds[:, 0], bounds[:, 1] - 1
    return np.stack([before[first], own[first], own[last], after[last]], axis=1)


def _are_phrases(rules: Grammar, letters: str, bounds: NDArray[np.int64]) -> Matrix:
    nominal = letters.replace("B", "N")
    return np.array(
        [
            rules.is_simple(own) or rules.is_compound(own)
            for own in (nominal[a:b] for a, b in bounds.tolist())
        ],
        dtype=np.float32,
    )


def _unfit(
    letters: str, forms: Sequence[str], fit: str, may: Callable[[str], bool]
) -> Matrix:
    return np.array(
        [
            letter not in fit or not may(form)
            for letter, form in zip(letters, forms, strict=True)
        ],
        dtype=np.float32,
    )


def _vectors(spans: Sequence[Span], encoding: Encoding, mean: Matrix) -> Matrix:
    width = encoding.states.shape[1] if encoding.states.ndim == 2 else 0
    if not spans or not len(encoding.states):
        return np.zeros((len(spans), width), np.float32)
    starts, stops = np.asarray(spans, dtype=np.int32).T
    touching = (encoding.spans[None, :, 0] < stops[:, None]) & (
        encoding.spans[None, :, 1] > starts[:, None]
    )
    sums = touching.astype(np.float32) @ (encoding.states.astype(np.float32) - mean)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / (lengths + 1e-6), dtype=np.float32)


def _shared(vectors: Matrix, inner: Sequence[bool]) -> Matrix:
    """Parts of one token lean on the meaning of the whole."""
    token = np.cumsum([not part for part in inner]) - 1
    if not len(token) or token[-1] + 1 == len(token):
        return vectors
    whole = np.zeros((token[-1] + 1, vectors.shape[1]), np.float32)
    np.add.at(whole, token, vectors)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True) + 1e-6
    mixed = vectors + _LEAN * whole[token]
    lengths = np.linalg.norm(mixed, axis=1, keepdims=True)
    return np.asarray(mixed / (lengths + 1e-6), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Link:
    """How two texts share their words out to each other."""

    source: Words
    target: Words
    similar: Matrix
    there: Matrix
    """(source, target): where the meaning of each source word goes; rows sum to 1."""
    back: Matrix
    """(source, target): where each target word comes from; columns sum to 1."""

    @cached_property
    def running(self) -> Matrix:
        """(source, target + 1): ``there`` added up from the left, from 0 on."""
        sums = np.zeros((self.there.shape[0], self.there.shape[1] + 1), np.float32)
        np.cumsum(self.there, axis=1, out=sums[:, 1:])
        return sums

    @cached_property
    def reversed(self) -> "Link":
        """The same link, seen from the target."""
        sides = self.target, self.source
        return Link(*sides, self.similar.T, self.back.T, self.there.T)


def link(source: Words, target: Words) -> Link:
    """The shares of all words of two texts. Both need at least one word."""
    similar = source.vectors @ target.vectors.T
    heat = similar / _TEMPERATURE
    there = np.exp(heat - heat.max(axis=1, keepdims=True))
    back = np.exp(heat - heat.max(axis=0, keepdims=True))
    there /= there.sum(axis=1, keepdims=True)
    back /= back.sum(axis=0, keepdims=True)
    return Link(source, target, similar, there, back)


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """The stretches of the target that may be a term's counterpart."""

    bounds: NDArray[np.int64]
    """(n, 2): first word and the one after the last."""
    features: Matrix
    """(n, `FEATURES`)."""

    def __len__(self) -> int:
        return len(self.bounds)

    def words(self, number: int) -> range:
        """The words of one of them."""
        return range(*map(int, self.bounds[number]))


def stretches(link: Link, term: range, *, most: int = KEPT) -> Stretches:
    """The stretches of the target for some words of the source.

    The ``most`` that share most with the term, likeliest first. Ranked by that
    alone: `rank` weighs all features.
    """
    target = link.target
    bounds = target.bounds
    there = link.there[term.start : term.stop].sum(axis=0) / max(len(term), 1)
    back = link.back[term.start : term.stop].sum(axis=0)
    sizes = bounds[:, 1] - bounds[:, 0]
    covered = _sums(there, bounds)
    pure = _sums(back, bounds) / sizes
    score = 2 * covered * pure / (covered + pure + 1e-9)
    kept = np.argsort(-score, kind="stable")[:most]
    bounds, score = bounds[kept], score[kept]
    similar = link.similar[term.start : term.stop]
    longer = np.log(sizes[kept] / max(len(term), 1))
    padded = np.concatenate([[0.0], back, [0.0]])
    first, last = bounds[:, 0], bounds[:, 1] - 1
    columns = (
        score,
        covered[kept],
        pure[kept],
        _reached(similar, bounds),
        _sums(similar.max(axis=0, initial=-1.0), bounds) / sizes[kept],
        np.minimum(back[first], back[last]),
        np.maximum(padded[first], padded[last + 2]),
        _sums(similar.mean(axis=0), bounds) / sizes[kept],
        target.phrases[kept],
        target.bad_first[first],
        target.bad_last[last],
        target.inner[first].astype(float) + target.inner[last + 1],
        np.maximum(0.0, longer),
        np.maximum(0.0, -longer),
        _same(link, term, bounds),
        score.max(initial=0.0) - score,
        _readings(link, term, bounds),
        np.abs(target.joined[kept] - ("C" in link.source.letters[slice(*_ends(term))])),
        *_leads(link, term, bounds),
        *_taken(link, term, bounds),
        *_lengths(link, term, bounds),
        *_same_for_all(link, term, len(bounds)),
    )
    edges = np.eye(len(_LETTERS))[target.classes[kept]]
    edges = edges.reshape(len(bounds), len(_PLACES) * len(_LETTERS))
    features = np.hstack([np.stack(columns, axis=1), edges])
    return Stretches(bounds, features.astype(np.float32))


def _leads(
    link: Link, term: range, bounds: NDArray[np.int64]
) -> tuple[Matrix, Matrix, Matrix]:
    """How far the term is ahead of the other words: within, at the edges, outside."""
    before, own, after = np.split(link.similar, [term.start, term.stop])
    others = [side.max(axis=0, initial=_NOTHING) for side in (before, after)]
    lead = own.max(axis=0, initial=-1.0) - np.maximum(*others)
    padded = np.concatenate([[-0.5], lead, [-0.5]])
    first, last = bounds[:, 0], bounds[:, 1] - 1
    return (
        _sums(lead, bounds) / (bounds[:, 1] - bounds[:, 0]),
        np.minimum(lead[first], lead[last]),
        np.maximum(padded[first], padded[last + 2]),
    )


def _taken(link: Link, term: range, bounds: NDArray[np.int64]) -> tuple[Matrix, Matrix]:
    """How much of the other words goes into each stretch: a word, and most of one."""
    inside = link.running[:, bounds[:, 1]] - link.running[:, bounds[:, 0]]
    inside[term.start : term.stop] = 0
    sizes = bounds[:, 1] - bounds[:, 0]
    return inside.sum(axis=0) / sizes, inside.max(axis=0, initial=0.0)


def _lengths(
    link: Link, term: range, bounds: NDArray[np.int64]
) -> tuple[Matrix, Matrix, Matrix]:
    """How far the length is from that of the texts; whether it is one word."""
    sizes = bounds[:, 1] - bounds[:, 0]
    usual = len(link.target.spans) / len(link.source.spans)
    off = np.log(sizes / (max(len(term), 1) * usual)).astype(np.float32)
    return np.abs(off), off**2, (sizes == 1).astype(np.float32)


def _same_for_all(link: Link, term: range, number: int) -> tuple[Matrix, Matrix]:
    """What is known of the term alone: it counts together with something else."""
    letters = link.source.letters[slice(*_ends(term))]
    names = sum(map(letters.count, "PK")) / max(len(letters), 1)
    return np.full(number, len(letters), np.float32), np.full(number, names, np.float32)


def _ends(words: range) -> tuple[int, int]:
    return words.start, words.stop


def _sums(values: Matrix, bounds: NDArray[np.int64]) -> Matrix:
    running = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(running[bounds[:, 1]] - running[bounds[:, 0]], dtype=np.float32)


def _reached(similar: Matrix, bounds: NDArray[np.int64]) -> Matrix:
    """For each stretch the mean over the term's words of their best in it."""
    sizes = bounds[:, 1] - bounds[:, 0]
    best = np.zeros(len(bounds), np.float32)
    window = similar
    for size in range(1, int(sizes.max(initial=0)) + 1):
        if size > 1:
            window = np.maximum(window[:, :-1], similar[:, size - 1 :])
        own = sizes == size
        best[own] = window.mean(axis=0)[bounds[own, 0]]
    return best


def _forms(target: Words, bounds: NDArray[np.int64]) -> list[str]:
    return [
        target.text[target.spans[a].start : target.spans[b - 1].stop]
        for a, b in bounds.tolist()
    ]


def _same(link: Link, term: range, bounds: NDArray[np.int64]) -> Matrix:
    """Whether the stretch is spelt like the term: names, acronyms, figures."""
    own = link.source.text[slice(*link.source.span(term))].casefold()
    if not own.isascii() and not link.target.language.startswith("zh"):
        return np.zeros(len(bounds), np.float32)
    forms = _forms(link.target, bounds)
    return np.array([form.casefold() == own for form in forms], dtype=np.float32)


def _readings(link: Link, term: range, bounds: NDArray[np.int64]) -> Matrix:
    """How much a Vietnamese stretch reads like a Chinese term, and the reverse."""
    ends = {link.source.language[:2], link.target.language[:2]}
    if ends != {"zh", "vi"}:
        return np.zeros(len(bounds), np.float32)
    own = link.source.text[slice(*link.source.span(term))]
    forms = _forms(link.target, bounds)
    if link.source.language == "vi":
        return np.array([shared(form, own) for form in forms], dtype=np.float32)
    return np.array([shared(own, form) for form in forms], dtype=np.float32)
