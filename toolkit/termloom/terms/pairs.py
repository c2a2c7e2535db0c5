"""Term pairs: what the other language says for the terms of one.

On few sentences the encoder's token states decide, on many the counts as well; the
time grows with the texts, and the encoder sees a bounded sample of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from ..encoders import Encoder
from ..languages import language
from ..model import Concept, Evidence, Row, Span, TermPair
from ..tags import is_chinese
from .association import Association, Pair, associations
from .bitext import Answer, Asked, Bitext, answers, weighed
from .candidates import Phrasebook, counted, worth
from .match import Matcher, Occurrence
from .references import is_reference, referring
from .spans import FEATURES

if TYPE_CHECKING:
    import polars as pl

_SAMPLE = 1_500
"""Rows that the encoder reads."""
_ASKED = 8
"""Occurrences of one term that are looked at."""
_KEPT = 8
_CHUNK = 2_000
_MANY = 5_000
_FREQUENT = 3
"""On more than so many rows, a word must stand in so many to be paired by counts."""
_RIVAL = 0.25
"""Share of the occurrences from which a second rendering is a pair of its own."""

_KNOWN = 0.99
_BACK = 0.85
_FAR = 0.75
"""Where a rendering leads back to something else, a share of that one's score up to
which a piece of it is no pair."""


def pairs(
    rows: Iterable[Row],
    source: str,
    target: str,
    *,
    encoder: Encoder,
    known: Iterable[Concept] = (),
    books: Mapping[str, Phrasebook] | None = None,
) -> list[TermPair]:
    """The term pairs of rows that have both languages, best first.

    Each has its reasons in ``evidence``. Where designations of a ``known`` concept
    meet, they are a pair. An encoder without token states leaves counts alone to
    decide. ``books`` by language spare the reading of texts that they know. Raises
    `InputError` for a language that is not ours.
    """
    texts = [
        (row.cells[source], row.cells[target])
        for row in rows
        if row.cells.get(source, "").strip() and row.cells.get(target, "").strip()
    ]
    if not texts:
        return []
    sides = [
        ((books or {}).get(tag) or Phrasebook(tag)).table(
            [pair[side] for pair in texts]
        )
        for side, tag in enumerate((source, target))
    ]
    terms = _terms(sides[0], source)
    if not _has_states(encoder, texts[0][0]):
        found = _by_counts(texts, source, target, sides, terms)
    else:
        found = _by_states(texts, source, target, sides[0], terms, encoder)
    found = [pair for pair in found if not is_reference(pair.source, source)]
    found = list(_not_outdone(found))
    found += referring(texts, source, target)
    return _sorted(_with_known(found, texts, list(known), source, target))


def _has_states(encoder: Encoder, text: str) -> bool:
    (encoding,) = encoder.encode([text])
    return len(encoding.states) > 0


@dataclass(frozen=True, slots=True)
class _Term:
    """A source term that is looked for in the target."""

    form: str
    count: int
    worth: float


def _terms(table: "pl.DataFrame", tag: str) -> dict[str, _Term]:
    return {
        row["key"]: _Term(row["form"], row["count"], worth(row, tag))
        for row in counted(table).iter_rows(named=True)
    }


@dataclass(slots=True)
class _Rendering:
    """One form for a term, and the answers that chose it."""

    spans: list[tuple[int, Span]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def _by_states(
    texts: Sequence[Pair],
    source: str,
    target: str,
    table: "pl.DataFrame",
    terms: dict[str, _Term],
    encoder: Encoder,
) -> list[TermPair]:
    bitext = Bitext(texts, source, target, encoder)
    asked = _asked(table, len(texts))
    found = weighed(bitext, list(answers(bitext, asked, most=_KEPT)))
    renderings: dict[str, dict[str, _Rendering]] = {}
    for answer in found:
        own = renderings.setdefault(answer.term, {})
        rendering = own.setdefault(answer.forms[0], _Rendering())
        rendering.spans.append((answer.asked.row, answer.spans[0]))
        rendering.answers.append(answer)
    return [
        _pair(bitext, terms[term], rendering, total)
        for term, own in renderings.items()
        if term in terms
        for total in (sum(len(r.answers) for r in own.values()),)
        for rendering in _chosen(own, total)
    ]


def _asked(table: "pl.DataFrame", rows: int) -> list[Asked]:
    """Occurrences to look at: of each term a few, from a bounded number of rows."""
    import polars as pl

    if rows > _SAMPLE:
        few = table.group_by("key", maintain_order=True).head(4)
        busiest = (
            few.group_by("text").len().sort(["len", "text"], descending=[True, False])
        )
        table = table.join(
            busiest.head(_SAMPLE).select("text"),
            on="text",
            how="semi",
            maintain_order="left",
        )
    table = table.group_by("key", maintain_order=True).head(_ASKED)
    chosen = table.select(pl.col("text"), pl.col("start"), pl.col("stop"))
    return [Asked(row, Span(start, stop)) for row, start, stop in chosen.iter_rows()]


def _chosen(own: dict[str, _Rendering], total: int) -> list[_Rendering]:
    """The rendering that most occurrences believe in, and its serious rivals."""
    belief = {
        form: sum(float(a.chances[0]) for a in rendering.answers)
        for form, rendering in own.items()
    }
    first = max(sorted(belief), key=lambda form: belief[form])
    return [
        rendering
        for form, rendering in own.items()
        if form == first
        or (len(rendering.answers) > 1 and len(rendering.answers) >= _RIVAL * total)
    ]


def _pair(bitext: Bitext, term: _Term, rendering: _Rendering, total: int) -> TermPair:
    found = rendering.answers
    forms = Counter(bitext.pairs[row][1][slice(*span)] for row, span in rendering.spans)
    features = np.mean([answer.features[0] for answer in found], axis=0)
    tight, there = float(features[0]), float(features[3])
    returns = float(np.mean([answer.returns[0] for answer in found]))
    chance = float(np.mean([answer.chances[0] for answer in found]))
    phrase, first, last, cuts, joined = (
        float(features[FEATURES.index(name)])
        for name in ("phrase", "bad first", "bad last", "cuts", "joined")
    )
    sound = 1 - 0.5 * (first + last) - 0.2 * cuts - 0.4 * joined
    evidence = (
        Evidence("tight", tight),
        Evidence("similar", there),
        Evidence("back", returns),
        Evidence("sure", chance),
        Evidence("votes", len(found) / total, f"{len(found)} of {total}"),
        Evidence("phrase", (0.5 + 0.5 * phrase) * max(0.0, sound)),
        Evidence("term", term.worth),
    )
    form = max(sorted(forms), key=lambda f: forms[f])
    return TermPair(
        bitext.source,
        term.form,
        bitext.target,
        form,
        _score(evidence),
        len(found),
        evidence,
    )


_WEIGHTS = {
    "tight": 0.25,
    "similar": 0.15,
    "back": 0.25,
    "sure": 0.15,
    "votes": 0.05,
    "phrase": 0.15,
}


def _score(evidence: Iterable[Evidence]) -> float:
    values = {item.name: item.value for item in evidence}
    good = sum(weight * values[name] for name, weight in _WEIGHTS.items())
    return float(np.clip(good * (0.5 + 0.5 * values["term"]), 0.0, 1.0))


def _not_outdone(found: Iterable[TermPair]) -> Iterator[TermPair]:
    """The pairs without pieces of terms that took the rendering of the whole.

    核電站 is a *nuclear power plant*, so no *power plant*, nor *plants*.
    """
    rivals: defaultdict[str, list[TermPair]] = defaultdict(list)
    for pair in found:
        rivals[pair.target].append(pair)
    for own in rivals.values():
        for pair in own:
            if not any(_outdoes(other, pair) for other in own):
                yield pair


def _outdoes(one: TermPair, other: TermPair) -> bool:
    """Whether a pair with the same target is far better, around the other's source."""
    back = next((e.value for e in other.evidence if e.name == "back"), 1.0)
    end = "" if is_chinese(one.source_language) else " "
    forms = [f"{end}{pair.source.casefold()}{end}" for pair in (one, other)]
    held = forms[1] in forms[0]
    return held and back < _BACK and other.score <= _FAR * one.score


def _by_counts(
    texts: Sequence[Pair],
    source: str,
    target: str,
    sides: Sequence["pl.DataFrame"],
    terms: dict[str, _Term],
) -> list[TermPair]:
    """Pairs by counts alone: of the forms that meet a term the most faithful."""
    forms = _terms(sides[1], target)
    proposals = _meetings(sides[0], sides[1])
    counts = associations(texts, source, target, proposals)
    best: dict[str, tuple[float, str]] = {}
    for (term, form), known in counts.items():
        score = known.dice * (0.5 + 0.5 * forms[form].worth) * (1 - 0.5 * known.held)
        if score > best.get(term, (0.0, ""))[0]:
            best[term] = score, form
    return [
        _counted_pair(source, target, terms[term], forms[form], counts[term, form])
        for term, (_, form) in best.items()
    ]


def _meetings(
    left: "pl.DataFrame", right: "pl.DataFrame", most: int = 30
) -> dict[str, list[str]]:
    """For each term the forms that share most rows with it."""
    import polars as pl

    least = 1 if left["text"].n_unique() <= _MANY else _FREQUENT
    first, second = (
        table.filter(pl.len().over("key") >= least)
        .select("text", pl.col("key").alias(name))
        .unique()
        .with_columns(pl.col(name).cast(pl.Categorical))
        for table, name in ((left, "term"), (right, "form"))
    )
    total = None
    for start in range(0, int(first["text"].max() or 0) + 1, _CHUNK):  # type: ignore[arg-type]
        here = pl.col("text").is_between(start, start + _CHUNK - 1)
        met = first.filter(here).join(second.filter(here), on="text")
        counted = met.group_by("term", "form").len()
        total = counted if total is None else _added(total, counted)
    if total is None:
        return {}
    top = (
        total.cast({"term": pl.String, "form": pl.String})
        .sort(["len", "form"], descending=[True, False])
        .group_by("term")
        .head(most)
    )
    meetings: dict[str, list[str]] = {}
    for term, form, _ in top.sort("term", "form").iter_rows():
        meetings.setdefault(term, []).append(form)
    return meetings


def _added(total: "pl.DataFrame", counted: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    both = pl.concat([total, counted])
    return both.group_by("term", "form").agg(pl.col("len").sum())


def _counted_pair(
    source: str, target: str, term: _Term, form: _Term, known: Association
) -> TermPair:
    evidence = (
        Evidence("dice", known.dice, f"{known.both} of {known.term} and {known.form}"),
        Evidence("likelihood", known.likelihood),
        Evidence("term", term.worth),
    )
    sure = 1 - 0.5**known.both
    score = known.dice * sure * (0.5 + 0.25 * (term.worth + form.worth))
    return TermPair(source, term.form, target, form.form, score, known.both, evidence)


def _with_known(
    found: Iterable[TermPair],
    texts: Sequence[Pair],
    known: Sequence[Concept],
    source: str,
    target: str,
) -> Iterator[TermPair]:
    """The pairs, and those of the known concepts that stand in the texts.

    Both with a score of their own.
    """
    fold = [language(tag).fold for tag in (source, target)]
    held = {
        (fold[0](a.form).text, fold[1](b.form).text): concept.id
        for concept in known
        for a in concept.in_language(source)
        for b in concept.in_language(target)
    }
    seen = set()
    for pair in found:
        at = fold[0](pair.source).text, fold[1](pair.target).text
        seen.add(at)
        yield _lifted(pair, held[at]) if at in held else pair
    for (one, other), count in _met(texts, known, source, target).items():
        at = fold[0](one).text, fold[1](other).text
        if at not in seen:
            pair = TermPair(source, one, target, other, _KNOWN, count)
            yield _lifted(pair, held[at])


def _lifted(pair: TermPair, id: str) -> TermPair:
    evidence = (*pair.evidence, Evidence("known", 1.0, id))
    return replace(pair, score=_KNOWN, evidence=evidence)


def _met(
    texts: Sequence[Pair], known: Sequence[Concept], source: str, target: str
) -> Counter[Pair]:
    """In how many rows two designations of a known concept meet.

    Those inside longer terms count where the concept has no others in the row.
    """
    counts: Counter[Pair] = Counter()
    matchers = [Matcher(known, tag) for tag in (source, target)] if known else []
    for text in texts if known else ():
        free, all_ = (
            [_by_concept(find(m, t)) for m, t in zip(matchers, text, strict=True)]
            for find in (Matcher.find, Matcher.find_all)
        )
        for id in all_[0].keys() & all_[1].keys():
            here, there = (
                own.get(id) or all_[side][id] for side, own in enumerate(free)
            )
            counts.update(product(here, there))
    return counts


def _by_concept(found: Iterable[Occurrence]) -> dict[str, set[str]]:
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for hit in found:
        forms[hit.concept.id].add(hit.term.form)
    return forms


def _sorted(found: Iterable[TermPair]) -> list[TermPair]:
    return sorted(found, key=lambda p: (-p.score, -p.count, p.source, p.target))
