"""How firmly forms of two languages go together over many pairs of texts."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..model import Span
from ..tags import is_chinese
from .match import Finder
from .phrases import grammar

if TYPE_CHECKING:
    import polars as pl

_CHUNK = 10_000
_LOOKED = 40
"""Occurrences of a form whose neighbours are looked at."""
_WORD = 20
_LAST = re.compile(r"([^\W\d_]+) ?$")
_FIRST = re.compile(r" ?([^\W\d_]+)")

Pair = tuple[str, str]


class Association(NamedTuple):
    """What counts say of a term and a form; all from 0 up, 0 = nothing."""

    both: int
    """Pairs of texts that have the term and the form."""
    term: int
    """Pairs of texts that have the term."""
    form: int
    """Pairs of texts that have the form."""
    dice: float
    likelihood: float
    """Logarithm of 1 + the log-likelihood ratio (Dunning 1993)."""
    held: float
    """Share of the joint occurrences in which a longer form stands as well."""
    stuck: float
    """Share of one word, or Chinese character, beside the form: of a fragment, 1."""


def associations(
    pairs: Sequence[Pair],
    source: str,
    target: str,
    proposals: Mapping[str, Iterable[str]],
) -> dict[Pair, Association]:
    """What counts say of each proposed pair of folded keys (term → forms).

    The time grows with the texts and the number of proposals, not with all pairs of
    words that meet.
    """
    forms = {term: list(dict.fromkeys(found)) for term, found in proposals.items()}
    sources = Finder(forms, source)
    targets = Finder((form for found in forms.values() for form in found), target)
    left = _hits(sources, [pair[0] for pair in pairs], "term")
    right = _hits(targets, [pair[1] for pair in pairs], "form")
    numbers = {form: number for number, form in enumerate(targets.keys)}
    wanted = _wanted(sources.keys, forms, numbers)
    both = _together(left, right, wanted, len(pairs))
    single = [_totals(left, "term"), _totals(right, "form")]
    stuck = _stuck(targets, [pair[1] for pair in pairs], target)
    counts = {
        (sources.keys[term], targets.keys[form]): number for term, form, number in both
    }
    return {
        (term, form): _association(
            counts, term, form, single, (t, numbers[form]), len(pairs), found
        )._replace(stuck=stuck.get(numbers[form], 0.0))
        for t, term in enumerate(sources.keys)
        for found in (forms[term],)
        for form in found
        if form in numbers
    }


def _hits(finder: Finder, texts: Sequence[str], name: str) -> "pl.DataFrame":
    """Columns ``row`` and ``name``, the number of a key; a key once a row."""
    import polars as pl

    rows = [
        (row, number)
        for row, text in enumerate(texts)
        for number in sorted({number for number, _ in finder.find(text)})
    ]
    return pl.DataFrame(rows, schema={"row": pl.UInt32, name: pl.UInt32}, orient="row")


def _stuck(finder: Finder, texts: Sequence[str], tag: str) -> dict[int, float]:
    """Number of a form → the greatest share of one neighbour in its first places."""
    beside: defaultdict[int, tuple[Counter[str], Counter[str]]]
    beside = defaultdict(lambda: (Counter(), Counter()))
    seen: Counter[int] = Counter()
    for text in dict.fromkeys(islice(texts, _CHUNK)):
        for number, span in finder.find(text):
            if seen[number] < _LOOKED:
                seen[number] += 1
                for side, word in zip(
                    beside[number], _beside(text, span, tag), strict=True
                ):
                    side[word] += 1
    return {
        number: max(_most(side) - 1 for side in sides) / seen[number]
        for number, sides in beside.items()
    }


def _most(counts: Counter[str]) -> int:
    return max((n for word, n in counts.items() if word), default=1)


def _beside(text: str, span: Span, tag: str) -> tuple[str, str]:
    """The words, or Chinese characters, at both sides; empty where none may belong."""
    rules = grammar(tag)
    before = _LAST.search(text, max(0, span.start - _WORD), span.start)
    after = _FIRST.match(text, span.stop)
    left, right = (m[1].casefold() if m else "" for m in (before, after))
    if is_chinese(tag):
        left, right = left[-1:], right[:1]
    return left if rules.may_begin(left) else "", right if rules.may_end(right) else ""


def _wanted(
    terms: Sequence[str], forms: Mapping[str, Sequence[str]], numbers: Mapping[str, int]
) -> "pl.DataFrame":
    import polars as pl

    rows = [
        (number, numbers[form])
        for number, term in enumerate(terms)
        for form in forms[term]
        if form in numbers
    ]
    schema = {"term": pl.UInt32, "form": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _together(
    left: "pl.DataFrame", right: "pl.DataFrame", wanted: "pl.DataFrame", rows: int
) -> Iterable[tuple[int, int, int]]:
    """Term, form, and in how many rows both stand."""
    import polars as pl

    frames = []
    for start in range(0, max(rows, 1), _CHUNK):
        here = pl.col("row").is_between(start, start + _CHUNK - 1)
        frames.append(
            left.filter(here)
            .join(wanted, on="term")
            .join(right.filter(here), on=["row", "form"])
            .group_by("term", "form")
            .len()
        )
    total = pl.concat(frames).group_by("term", "form").agg(pl.col("len").sum())
    return total.iter_rows()


def _totals(hits: "pl.DataFrame", name: str) -> dict[int, int]:
    return dict(hits.group_by(name).len().iter_rows())


def _association(
    counts: Mapping[Pair, int],
    term: str,
    form: str,
    single: Sequence[Mapping[int, int]],
    numbers: tuple[int, int],
    rows: int,
    rivals: Sequence[str],
) -> Association:
    both = counts.get((term, form), 0)
    terms, forms = (s.get(n, 0) for s, n in zip(single, numbers, strict=True))
    longer = [
        counts.get((term, rival), 0)
        for rival in rivals
        if len(rival) > len(form) and form in rival
    ]
    held = max(longer, default=0) / both if both > 1 else 0.0
    dice = 2 * both / (terms + forms) if terms + forms else 0.0
    ratio = math.log1p(_likelihood(both, terms, forms, rows))
    return Association(both, terms, forms, dice, ratio, held, 0.0)


def _likelihood(both: int, terms: int, forms: int, rows: int) -> float:
    """Twice the log-likelihood ratio of dependence; 0 where they avoid each other."""
    table = (
        (both, terms, forms),
        (terms - both, terms, rows - forms),
        (forms - both, rows - terms, forms),
        (rows - terms - forms + both, rows - terms, rows - forms),
    )
    if both * rows <= terms * forms:
        return 0.0
    return 2 * sum(n * math.log(n * rows / (a * b)) for n, a, b in table if n > 0)
