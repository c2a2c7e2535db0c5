"""Candidates: the forms of a language that may be terms, best first.

Noun phrases are gathered generously and ranked by how often they stand free of
longer ones (C-value: Frantzi, Ananiadou and Mima 2000), how firmly they hold
together, and what they are made of.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..languages import language
from ..model import Candidate, Place, Segment, Span, TermPair
from .phrases import Phrase, grammar, tokenised, tokens

if TYPE_CHECKING:
    import polars as pl

_CHUNK = 5_000
_TIGHT = 1.0
"""What a firm counterpart in the other language adds to a score."""
_STUCK = 0.8
"""Share of one neighbour from which a form counts as a fragment."""
_POSSESSIVE = re.compile(r"^[PK]+[OG]|[OG][PK]+$")
"""What somebody has or does: *Russia’s attack*, *xâm lược của Nga*."""


class Occurrence(NamedTuple):
    """One row of the table of occurrences."""

    text: int
    """Index in the sequence of texts given."""
    start: int
    stop: int
    key: str
    """The folded form: spellings of the same words share it."""
    form: str
    letters: str
    holder: str
    """The key of the longest phrase around it; its own where it stands free."""
    left: str
    """The neighbouring word where that is a content word, else empty."""
    right: str


class Phrasebook:
    """The noun phrases of texts in one language; each distinct text is read once."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._numbers: dict[str, int] = {}
        self._frames: list[pl.DataFrame] = []

    def table(self, texts: Sequence[str]) -> "pl.DataFrame":
        """Every noun phrase of the texts; a row has the fields of `Occurrence`."""
        import polars as pl

        self._read(texts)
        if not self._frames:
            return pl.DataFrame(schema=_schema())
        self._frames = [pl.concat(self._frames)]
        numbers = [self._numbers[text] for text in texts]
        kinds = {"own": pl.UInt32, "text": pl.UInt32}
        wanted = pl.DataFrame(
            {"own": numbers, "text": range(len(texts))}, schema_overrides=kinds
        )
        return (
            wanted.join(self._frames[0], left_on="own", right_on="text")
            .select(Occurrence._fields)
            .sort("text", "start", "stop")
        )

    def _read(self, texts: Sequence[str]) -> None:
        import polars as pl

        new = [text for text in dict.fromkeys(texts) if text not in self._numbers]
        for start in range(0, len(new), _CHUNK):
            chunk = new[start : start + _CHUNK]
            first = len(self._numbers)
            self._numbers.update((text, first + n) for n, text in enumerate(chunk))
            rows = [
                row
                for number, text in enumerate(chunk, first)
                for row in _of_text(number, text, self.tag)
            ]
            self._frames.append(pl.DataFrame(rows, schema=_schema(), orient="row"))


def _schema() -> dict[str, "pl.DataType | type[pl.DataType]"]:
    import polars as pl

    number, word = pl.UInt32, pl.Categorical
    kinds = (number, number, number, word, word, word, word, word, word)
    return dict(zip(Occurrence._fields, kinds, strict=True))


def _of_text(number: int, text: str, tag: str) -> Iterator[Occurrence]:
    spans = tokens(tag, text)
    letters = grammar(tag).classes(text, spans)
    found = list(tokenised(tag, text, spans, letters))
    if not found:
        return
    keys = [key(tag, text[slice(*phrase.span)]) for phrase in found]
    holders = [
        (phrase, name)
        for phrase, name in zip(found, keys, strict=True)
        if phrase.maximal
    ]
    for phrase, name in zip(found, keys, strict=True):
        first, after = phrase.tokens
        yield Occurrence(
            number,
            *phrase.span,
            name,
            _shown(tag, text, phrase),
            phrase.letters,
            next((k for h, k in holders if _holds(h, phrase)), name),
            _neighbour(text, spans, letters, first - 1),
            _neighbour(text, spans, letters, after),
        )


@lru_cache(maxsize=200_000)
def key(tag: str, form: str) -> str:
    """What spellings of one form share."""
    return language(tag).fold(form).text


def _holds(outer: Phrase, inner: Phrase) -> bool:
    if outer.simple != inner.simple:
        return False
    (a, b), (c, d) = outer.span, inner.span
    return a <= c and d <= b


def _shown(tag: str, text: str, phrase: Phrase) -> str:
    """The form as a dictionary writes it: no capital because a sentence begins."""
    form = text[slice(*phrase.span)]
    if phrase.tokens[0] == 0 and phrase.letters[0] in "NAB" and form[1:2].islower():
        return form[0].lower() + form[1:]
    return form


def _neighbour(text: str, spans: Sequence[Span], letters: str, at: int) -> str:
    if 0 <= at < len(spans) and letters[at] == "M":
        return "0"
    if 0 <= at < len(spans) and letters[at] in "NAPKBH":
        return text[slice(*spans[at])].casefold()
    return ""


def counted(table: "pl.DataFrame") -> "pl.DataFrame":
    """A row per key, from the table of a `Phrasebook`.

    Columns: ``key``; ``form`` and ``letters``, the most frequent; ``count``;
    ``nested``, occurrences inside longer phrases; ``holders``, how many different
    ones; ``stuck``, the greatest share of one neighbouring content word.
    """
    import polars as pl

    inside = pl.col("holder") != pl.col("key")
    sums = table.group_by("key").agg(
        pl.len().alias("count"),
        inside.sum().alias("nested"),
        pl.col("holder").filter(inside).n_unique().alias("holders"),
    )
    most = _most_frequent(table, "form").join(
        _most_frequent(table, "letters"), on="key"
    )
    stuck = [_share(table, side) for side in ("left", "right")]
    return (
        sums.join(most, on="key")
        .join(stuck[0], on="key", how="left")
        .join(stuck[1], on="key", how="left")
        .with_columns(pl.max_horizontal("left", "right").fill_null(0.0).alias("stuck"))
        .drop("left", "right")
        .sort("key")
    )


def _most_frequent(table: "pl.DataFrame", column: str) -> "pl.DataFrame":
    import polars as pl

    return (
        table.group_by("key", column)
        .len()
        .sort(["len", column], descending=[True, True])
        .group_by("key", maintain_order=True)
        .agg(pl.col(column).first())
    )


def _share(table: "pl.DataFrame", side: str) -> "pl.DataFrame":
    """Per key, the share of the most frequent content word on one side."""
    import polars as pl

    total = table.group_by("key").agg(pl.len().alias("total"))
    return (
        table.filter(pl.col(side) != "")
        .group_by("key", side)
        .len()
        .group_by("key")
        .agg(pl.col("len").max())
        .join(total, on="key")
        .select("key", (pl.col("len") / pl.col("total")).alias(side))
    )


def candidates(
    segments: Sequence[Segment], tag: str, *, places: int = 20
) -> list[Candidate]:
    """The term candidates of segments in one language, best first.

    Each keeps up to ``places`` places. Raises `InputError` for a language that is
    not ours.
    """
    return ranked(Phrasebook(tag), segments, places=places)


def ranked(
    book: Phrasebook, segments: Sequence[Segment], *, places: int = 20
) -> list[Candidate]:
    """As `candidates`, with a phrasebook that may know some of the texts."""
    table, tag = book.table([segment.text for segment in segments]), book.tag
    spots = _places(table, segments, places)
    found = [
        Candidate(tag, row["form"], row["count"], score, spots[row["key"]])
        for row in counted(table).iter_rows(named=True)
        if (score := _score(row, tag)) > 0
    ]
    return sorted(found, key=lambda c: (-c.score, -c.count, c.form))


def _places(
    table: "pl.DataFrame", segments: Sequence[Segment], most: int
) -> dict[str, tuple[Place, ...]]:
    grouped = table.group_by("key", maintain_order=True).head(most)
    places: dict[str, list[Place]] = {}
    for name, number, start, stop in grouped.select(
        "key", "text", "start", "stop"
    ).iter_rows():
        segment = segments[number]
        place = Place(segment.document, segment.index, Span(start, stop))
        places.setdefault(name, []).append(place)
    return {name: tuple(found) for name, found in places.items()}


def _score(row: Mapping[str, object], tag: str) -> float:
    count, nested, holders = (int(str(row[n])) for n in ("count", "nested", "holders"))
    letters, form = str(row["letters"]), str(row["form"])
    free = count - nested / holders if holders else float(count)
    fragment = count > 1 and float(str(row["stuck"])) >= _STUCK
    if free <= 0 or fragment or (len(letters) == 1 and nested == count):
        return 0.0
    size = min(len(letters), 4 if free > 1 or _is_name(tag, letters) else 2)
    return math.log1p(math.log2(1 + size) * free) * _shape(tag, form, letters)


def worth(row: Mapping[str, object], tag: str) -> float:
    """How much a row of `counted` deserves to be called a term: 0 to 1."""
    return 1 - math.exp(-_score(row, tag))


def _shape(tag: str, form: str, letters: str) -> float:
    """How much a form of this shape looks like a term: 0 to 1.5."""
    if grammar(tag).is_weak(form):
        return 0.1
    if len(letters) == 1:
        return {"K": 1.0, "P": 0.8}.get(letters, 0.5)
    if len(letters) == 2 and grammar(tag).judges(form.split()[0]):
        return 0.5
    worth = 1.2 if _is_name(tag, letters) else 1.0
    if "C" in letters:
        worth *= 0.4
    if set("OGLT") & set(letters) and worth <= 1:
        worth *= 0.3 if _POSSESSIVE.search(letters) else 0.5
    return worth * (0.7 if len(letters) > 4 and worth <= 1 else 1.0)


def _is_name(tag: str, letters: str) -> bool:
    """Whether all is capitals and numbers; ``of`` is part of names in English only."""
    return set(letters) <= set("PKMOD-" if tag == "en" else "PKM-")


def tightened(
    found: Iterable[Candidate], tag: str, pairs: Iterable[TermPair]
) -> list[Candidate]:
    """The candidates ranked anew by how well the other language says them.

    A form that one stretch of the translations renders whole is a term far more
    often than one that is scattered over them. Without pairs nothing changes.
    """
    best: dict[str, float] = {}
    for pair in pairs:
        ends = (pair.source_language, pair.source), (pair.target_language, pair.target)
        for language_, form in ends:
            if language_ == tag:
                name = key(tag, form)
                best[name] = max(best.get(name, 0.0), _tightness(pair))
    ranked = [
        replace(one, score=one.score + _TIGHT * best.get(key(tag, one.form), 0.0))
        for one in found
    ]
    return sorted(ranked, key=lambda c: (-c.score, -c.count, c.form))


def _tightness(pair: TermPair) -> float:
    values = {item.name: item.value for item in pair.evidence}
    names = ("tight", "back", "phrase") if "tight" in values else ("dice",)
    return sum(values.get(name, 0.0) for name in names) / len(names)
