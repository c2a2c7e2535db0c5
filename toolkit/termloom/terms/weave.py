"""Texts in, glossary out: candidates, notes, references and pairs, merged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, starmap

from ..encoders import Encoder
from ..languages import language
from ..languages.zh_script import mainland
from ..model import Candidate, Concept, Evidence, Row, Segment, Span, TermPair
from ..tags import is_chinese
from ..values import Value
from .candidates import Phrasebook, ranked, tightened
from .decisions import Decision
from .linking import linked
from .match import Finder, Matcher
from .merge import Knot, Tie, knot, merge
from .notes import notes
from .pairs import pairs
from .phrases import grammar, tokens
from .references import cited, in_english, is_reference, references

Pair = tuple[str, str]
_TIES = 0.6
"""Score from which a pair of terms makes or extends a concept."""
_WORTH = 0.28
_SURE = 0.9
_OFTEN = 2
_SHORT = 3
"""Letters of a word that names write small: *of*, *and*, *for*."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary and what it was made from."""

    concepts: tuple[Concept, ...]
    candidates: tuple[Candidate, ...]
    """Best first within a language."""
    pairs: tuple[TermPair, ...]
    """Best first."""
    clashes: tuple[str, ...]
    refused: tuple[Decision, ...] = ()
    """The decisions that kept a term out."""


def weave(
    curated: Sequence[Concept],
    *,
    segments: Mapping[str, Sequence[Segment]],
    memories: Mapping[Pair, Sequence[Row]],
    encoder: Encoder,
    drops: Sequence[Decision] = (),
) -> Glossary:
    """The curated concepts and what the texts add to them.

    ``segments`` are those of all texts, by language; ``memories`` the aligned rows of
    each pair of languages; ``drops`` the decisions that keep terms out.
    """
    books = {tag: Phrasebook(tag) for tag in segments}
    found = {tag: ranked(books[tag], own) for tag, own in segments.items()}
    paired = [
        pair
        for (source, target), rows in memories.items()
        for pair in pairs(
            rows, source, target, encoder=encoder, known=curated, books=books
        )
    ]
    ties = [*_noted(segments), *_referred(segments)]
    ties += _of_treaties(segments, curated)
    ties += _linked(found, segments, memories, curated, encoder)
    told = list(_free(list(_paired(paired, memories)), curated, segments))
    if not all(map(is_chinese, segments)):
        told = list(_beyond_chinese(told, curated))
    ties += told
    ties += _across_scripts(ties)
    woven = merge(curated, ties, segments, drops)
    return Glossary(
        woven.concepts,
        tuple(c for tag, own in found.items() for c in tightened(own, tag, paired)),
        tuple(sorted(paired, key=lambda p: (-p.score, -p.count, p.source, p.target))),
        woven.clashes,
        woven.refused,
    )


def _noted(segments: Mapping[str, Sequence[Segment]]) -> Iterator[Tie]:
    for tag, own in segments.items():
        for note in notes(own, tag):
            yield Tie(
                note.language,
                note.form,
                note.other_language,
                note.other,
                note.score,
                note.place.document,
                note.evidence,
                note.kind,
            )


def _referred(segments: Mapping[str, Sequence[Segment]]) -> Iterator[Tie]:
    """Ties between the forms of one article or resolution, in all languages."""
    forms: defaultdict[Value, Counter[tuple[str, str]]] = defaultdict(Counter)
    for tag, own in segments.items():
        for segment in own:
            for span, value in references(segment.text, tag):
                forms[value][tag, segment.text[slice(*span)]] += 1
    for value, found in forms.items():
        (first, _), *others = found.most_common()
        for other, _ in others:
            evidence = (Evidence("same reference", 1.0, str(value)),)
            yield Tie(*first, *other, 1.0, "references", evidence)
        english = in_english(first[1], value)
        if english and all(tag != "en" for tag, _ in found):
            evidence = (Evidence("by its number", 0.9, str(value)),)
            yield Tie(*first, "en", english, 0.9, "references", evidence)


def _of_treaties(
    segments: Mapping[str, Sequence[Segment]], curated: Sequence[Concept]
) -> Iterator[Tie]:
    """Ties from articles of known treaties to what English calls them."""
    names = {
        (term.language, knot(term.language, term.form)): (english[0].form, concept.id)
        for concept in curated
        if (english := concept.in_language("en"))
        for term in concept.terms
    }
    for tag, own in segments.items():
        for segment in own if tag != "en" else ():
            for found in cited(segment.text, tag):
                at = tag, knot(tag, found.treaty)
                if at in names:
                    name, id = names[at]
                    ends = tag, found.form, "en", found.in_english(name)
                    evidence = (Evidence("composed", 0.9, id),)
                    yield Tie(*ends, 0.9, segment.document, evidence)


def _linked(
    found: Mapping[str, Sequence[Candidate]],
    segments: Mapping[str, Sequence[Segment]],
    memories: Mapping[Pair, Sequence[Row]],
    curated: Sequence[Concept],
    encoder: Encoder,
) -> Iterator[Tie]:
    """Ties between languages whose texts are no translations of each other.

    Only for things that the glossary does not have: there nearness is weak evidence.
    """
    known = {knot(t.language, t.form) for c in curated for t in c.terms}
    telling = {tag: [c for c in own if _is_telling(c)] for tag, own in found.items()}
    pairs = [
        pair
        for pair in combinations(segments, 2)
        if pair not in memories and not all(map(is_chinese, pair))
    ]
    for tie in linked(telling, segments, pairs, encoder):
        ends = (tie.language, tie.form), (tie.other_language, tie.other)
        if not known.intersection(starmap(knot, ends)):
            yield tie


def _free(
    ties: Sequence[Tie],
    curated: Sequence[Concept],
    segments: Mapping[str, Sequence[Segment]],
) -> Iterator[Tie]:
    """The ties without those of forms that stand only inside curated names.

    *Training and Education Centre* is no term where it always ends the name of JATEC.
    """
    names = [concept for concept in curated if _is_name(concept)]
    for tag, own in segments.items():
        keys = {t: language(tag).fold(t.form).text for t in ties if t.language == tag}
        free = _own_places(keys.values(), tag, own, names)
        yield from (tie for tie, key in keys.items() if key in free)


def _is_name(concept: Concept) -> bool:
    """Whether English writes all its words with capitals, but for short ones."""
    forms = [term.form.split() for term in concept.in_language("en")]
    return any(
        len(words) > 1 and all(w[0].isupper() or len(w) <= _SHORT for w in words)
        for words in forms
    )


def _own_places(
    keys: Iterable[str],
    tag: str,
    segments: Sequence[Segment],
    names: Sequence[Concept],
) -> set[str]:
    """The keys that stand somewhere in no longer name."""
    finder = Finder(keys, tag)
    matcher = Matcher(names, tag)
    free: set[str] = set()
    for segment in segments:
        held = [known.span for known in matcher.find(segment.text)]
        for number, span in finder.find(segment.text):
            if not any(_is_inside(span, other) for other in held):
                free.add(finder.keys[number])
    return free


def _is_inside(one: Span, other: Span) -> bool:
    return one != other and other.holds(one)


def _beyond_chinese(ties: Sequence[Tie], curated: Sequence[Concept]) -> Iterator[Tie]:
    """The ties without those of two Chinese forms that nothing else knows.

    Any words of one variety have a close counterpart in the other: that they are a
    term is for other languages to tell.
    """
    known = {knot(t.language, t.form) for c in curated for t in c.terms}
    for tie in ties:
        if not _is_chinese(tie):
            known.update(_knots(tie))
    for tie in ties:
        if not _is_chinese(tie) or not known.isdisjoint(_knots(tie)):
            yield tie


def _is_chinese(tie: Tie) -> bool:
    return is_chinese(tie.language) and is_chinese(tie.other_language)


def _knots(tie: Tie) -> tuple[Knot, Knot]:
    return knot(tie.language, tie.form), knot(tie.other_language, tie.other)


def _across_scripts(ties: Sequence[Tie]) -> Iterator[Tie]:
    """Ties between Chinese forms that differ in their characters alone."""
    places: dict[tuple[str, str], str] = {}
    for tie in ties:
        places.setdefault((tie.language, tie.form), tie.source)
        places.setdefault((tie.other_language, tie.other), tie.source)
    for (tag, form), source in places.items():
        other = mainland(form) if tag == "zh-Hant" else ""
        if ("zh-Hans", other) in places:
            evidence = (Evidence("same characters", _TIES, form),)
            yield Tie(tag, form, "zh-Hans", other, _TIES, source, evidence)


def _is_telling(one: Candidate) -> bool:
    chance = one.count < _OFTEN and _is_chance(one.form, one.language)
    return not chance and not grammar(one.language).is_weak(one.form)


def _is_term(pair: TermPair) -> bool:
    """Whether the source deserves an entry: no general word, no phrase about one that
    stands but once, and no reference, which `_referred` ties exactly."""
    tag, form = pair.source_language, pair.source
    if is_reference(form, tag) or (pair.count < _OFTEN and _is_chance(form, tag)):
        return False
    worth = next((e.value for e in pair.evidence if e.name == "term"), 1.0)
    return worth >= _WORTH or pair.score >= _SURE


def _is_chance(form: str, tag: str) -> bool:
    """Whether a phrase only says something of a general thing: *public comments*."""
    rules = grammar(tag)
    words = [form[slice(*span)] for span in tokens(tag, form)]
    lower = words[-1] == words[-1].casefold()
    return len(words) > 1 and (
        (lower and rules.is_weak(words[-1])) or rules.judges(words[0])
    )


def _paired(
    found: Sequence[TermPair], memories: Mapping[Pair, Sequence[Row]]
) -> Iterator[Tie]:
    for pair in found:
        if pair.score >= _TIES and _is_term(pair):
            rows = memories[pair.source_language, pair.target_language]
            yield Tie(
                pair.source_language,
                pair.source,
                pair.target_language,
                pair.target,
                pair.score,
                ", ".join(dict.fromkeys(row.document for row in rows)),
                pair.evidence,
            )
