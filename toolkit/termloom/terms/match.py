"""Where the terms of a glossary stand in a text."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..languages import language
from ..model import Concept, Kind, Span, Term
from ..tags import is_chinese
from ..text import as_span


class Occurrence(NamedTuple):
    """A term in a text: ``text[span]`` is the term as it is spelt there."""

    span: Span
    concept: Concept
    term: Term


class Finder:
    """Finds many forms at once, by their folded keys (Aho and Corasick 1975)."""

    def __init__(self, keys: Iterable[str], tag: str) -> None:
        self._language = language(tag)
        self.keys = tuple(key for key in dict.fromkeys(keys) if key.strip())
        self._automaton = _automaton(self.keys)

    def present(self, folded: str) -> set[str]:
        """The keys that stand whole in a folded text."""
        if self._automaton is None:
            return set()
        keys, edge = self.keys, self._language.is_edge
        found = set[str]()
        for number, start, stop in self._automaton.find_matches_as_indexes(
            folded, overlapping=True
        ):
            key = keys[number]
            if key not in found and edge(folded, start) and edge(folded, stop):
                found.add(key)
        return found

    def find(self, text: str) -> Iterator["Hit"]:
        """Number of the key and place of every whole occurrence, nested ones too."""
        if self._automaton is None:
            return
        folded = self._language.fold(text)
        edge, place = self._language.is_edge, folded.offsets.span
        hits = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        for number, *ends in hits:
            start, stop = span = place(as_span(ends))
            if edge(text, start) and edge(text, stop):
                yield number, span


Hit = tuple[int, Span]
"""Number of a key, and where it stands."""
_Owners = tuple[tuple[Concept, Term], ...]


class Matcher:
    """All terms of one language, found together.

    The time to find is that of reading the text: it does not grow with the number
    of terms. Of occurrences that overlap the longest wins; a form that two concepts
    share gives one occurrence for each.
    """

    def __init__(self, concepts: Iterable[Concept], tag: str) -> None:
        self._language = language(tag)
        self._cuts = is_chinese(tag)
        fold = self._language.fold
        owners: dict[str, list[tuple[Concept, Term]]] = {}
        for concept in concepts:
            for term in concept.in_language(tag):
                owners.setdefault(fold(term.form).text, []).append((concept, term))
        self._finder = Finder(owners, tag)
        self._owners = [owners[key] for key in self._finder.keys]

    def find(self, text: str) -> list[Occurrence]:
        """The occurrences in a text, in order."""
        return self.longest(text, self.hits(text))

    def find_all(self, text: str) -> list[Occurrence]:
        """As `find`, with the occurrences inside longer terms."""
        found = self._all(text, self.hits(text))
        return [
            Occurrence(span, concept, term)
            for span, owners in sorted(found, key=lambda f: f[0])
            for concept, term in owners
        ]

    def hits(self, text: str) -> list[Hit]:
        """The places of all forms, before their case is looked at, in any order."""
        hits = list(self._finder.find(text))
        return self._uncut(text, hits) if self._cuts else hits

    def _uncut(self, text: str, hits: list[Hit]) -> list[Hit]:
        """The hits without those of two characters in two words: 至[少将]."""
        if all(stop - start != 2 for _, (start, stop) in hits):
            return hits
        ends = {end for word in self._language.tokens(text) for end in word}
        return [
            (number, span)
            for number, span in hits
            if span.stop - span.start != 2
            or span.start + 1 not in ends
            or ends.issuperset(span)
        ]

    def longest(self, text: str, hits: Iterable[Hit]) -> list[Occurrence]:
        """What `find` makes of the hits in a text."""
        return [
            Occurrence(span, concept, term)
            for span, owners in sorted(self._longest(text, hits), key=lambda f: f[0])
            for concept, term in owners
        ]

    def longest_of_each(self, text: str, hits: Iterable[Hit]) -> list[Occurrence]:
        """As `longest`, with terms inside those of other concepts.

        In order.
        """
        found = [
            Occurrence(span, concept, term)
            for number, span in hits
            for concept, term in self._owners[number]
            if _same_case(term, text[slice(*span)])
        ]
        found.sort(key=lambda o: (o.concept.id, o.span.start, -o.span.stop))
        kept: list[Occurrence] = []
        for one in found:
            last = kept[-1] if kept else None
            same = last is not None and last.concept is one.concept
            if last is None or not same or one.span.start >= last.span.stop:
                kept.append(one)
        return sorted(kept, key=lambda o: o.span)

    def _longest(self, text: str, hits: Iterable[Hit]) -> list[tuple[Span, _Owners]]:
        taken = bytearray(len(text))
        chosen = []
        found = list(self._all(text, hits))
        found.sort(key=lambda f: (f[0].start - f[0].stop, f[0]))
        for span, owners in found:
            if not any(taken[span.start : span.stop]):
                taken[span.start : span.stop] = b"\x01" * (span.stop - span.start)
                chosen.append((span, owners))
        return chosen

    def _all(self, text: str, hits: Iterable[Hit]) -> Iterator[tuple[Span, _Owners]]:
        for number, span in hits:
            form = text[slice(*span)]
            owners = tuple(
                (concept, term)
                for concept, term in self._owners[number]
                if _same_case(term, form)
            )
            if owners:
                yield span, owners


def _automaton(keys: tuple[str, ...]) -> Any:
    if not keys:
        return None
    from ahocorasick_rs import AhoCorasick, Implementation

    return AhoCorasick(list(keys), implementation=Implementation.ContiguousNFA)


_CAPITALS = re.compile(r"[^\W\d_]*[A-ZĐ][^\W_]*[A-ZĐ][^\W_]*")


def _same_case(term: Term, form: str) -> bool:
    """Acronyms keep their capitals: ``aids`` is not ``AIDS``, ``NATOs`` is ``NATO``.

    A Vietnamese name of one syllable keeps its own: ``pháp`` is law, ``Pháp`` France.
    """
    if " " in term.form and term.kind is not Kind.ACRONYM:
        return True
    if term.kind is Kind.ACRONYM or _CAPITALS.fullmatch(term.form):
        return form.startswith(term.form) or form.isupper()
    return not (term.language == "vi" and term.form[0].isupper()) or form[0].isupper()
