"""How forms of terms are compared: the same in other words, longer, shorter."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from operator import ne

from ..languages import language
from ..model import Concept, Kind, Status, Term
from ..tags import is_chinese
from ..terms.match import Occurrence
from ..values import values
from .units import Side

LETTERS = frozenset((Kind.ACRONYM, Kind.ABBREVIATION))
ALLOWED = (Status.PREFERRED, Status.ADMITTED)
PERSONS, PHRASES = "persons", "communiqué phrases"
PLACES, ORGANISATIONS = "places", "international organisations"
LOOSE = (PERSONS, PHRASES)
"""Domains in which one thing is rightly said in several ways."""
_CLAUSE = 6
"""Words of a phrase that is hardly ever said in the same words again."""
_LONG = 4
"""Parts of a form that hardly stand near each other by chance."""
_SHARED, _OF = 4, 5
"""How many of how many parts of two forms that are nearly one."""
_MARKS = str.maketrans("", "", '"《》〈〉')
"""Marks of names, which writers put or leave out."""
_AND = "和與与及暨"
_SMALL_WORDS = ("của", "về", "các", "những", "sự", "và", "cho")
_TWO_FORMS = re.compile(r"([^()（）]{2,}?) ?[(（]([^()（）]{2,})[)）]")
_QUOTED = re.compile("[“「](..+?)[”」]")
_BRACKETED = r"(?: ?[(（][^()（）]*[)）])?"
_NUMBER = re.compile(r"\d+(?=[号號])")
_OF_YEAR = r"(?: ?\(\d{4}\))?"
_MORE = rf"{_OF_YEAR}(?:[号號]?[、和及与與]第?\d+{_OF_YEAR})*"
_PARTICLES = frozenset((*_SMALL_WORDS, *_AND, "的", "之"))

Pattern = Callable[[str, str], re.Pattern[str]]
"""Folded form and language → what finds the form in a folded text."""


def stands(side: Side, concept: Concept, pattern: Pattern) -> bool:
    """Whether one of a concept's terms stands in a text, also in a longer one."""
    tag = side.language
    forms = [way for t in concept.in_language(tag) for way in ways(t.form)]
    key = text_key(side.text, tag) if forms else ""
    return any(pattern(term_key(form, tag), tag).search(key) for form in forms)


@cache
def ways(form: str) -> tuple[str, ...]:
    """A form, and the two that lists write into a cell: 強制性公積金（強積金）.

    Also the name alone in “盾牌”护航行动, which other words may stand beside.
    """
    bracketed = _TWO_FORMS.fullmatch(form)
    found = bracketed.groups() if bracketed else form.split("／")
    return tuple(dict.fromkeys((form, *found, *_QUOTED.findall(form))))


def text_key(text: str, tag: str) -> str:
    """A text as forms are looked for in it."""
    return language(tag).fold(text).text.translate(_MARKS)


@cache
def term_key(form: str, tag: str) -> str:
    """As `text_key`, kept."""
    return text_key(form, tag)


@cache
def exactly(key: str, tag: str) -> re.Pattern[str]:
    """The form as it is, and with what is put in behind a Chinese number.

    第1325（2000）号决议, 第1325（2000）号和第2250（2015）号决议
    """
    form = re.escape(key)
    if is_chinese(tag):
        return re.compile(_NUMBER.sub(lambda number: number[0] + _MORE, form))
    return re.compile(rf"\b{form}\b")


@cache
def closely(key: str, tag: str) -> re.Pattern[str]:
    """With another word for “and”, particles or a number: 恶意的网络活动, 第三公约."""
    small = "|".join((*_SMALL_WORDS, "số", "lần thứ", r"\d+"))
    return _with_gaps(
        key, tag, r"(?:[的之]|第?\d+号?|第.)?", rf"\W+(?:(?:{small})\W+)*"
    )


@cache
def loosely(key: str, tag: str) -> re.Pattern[str]:
    """With words put in: «quyền của con người» has «quyền con người»."""
    return _with_gaps(key, tag, r"[^。；]{0,3}?", r"\W+(?:\w+\W+){0,5}?")


@cache
def apart(key: str, tag: str) -> re.Pattern[str]:
    """With a second thing put in: «quyền và tự do cơ bản của con người»."""
    return _with_gaps(key, tag, r"[^。；]{0,9}?", r"\W+(?:\w+\W+){0,12}?")


def _with_gaps(key: str, tag: str, chinese: str, other: str) -> re.Pattern[str]:
    """Also with brackets put in: 第2231（2015）号决议."""
    if is_chinese(tag):
        if len(key) < _LONG:
            return re.compile("".join(map(_character, key)))
        gap = _BRACKETED + chinese
        return re.compile(gap.join(map(_character, _without("的之", key))))
    gap = _BRACKETED + other
    words = _without(_SMALL_WORDS, key.split())
    return re.compile(rf"\b{gap.join(map(re.escape, words))}\b")


def _without(particles: Sequence[str], found: Sequence[str]) -> Sequence[str]:
    """The parts of a form that are no particles, where that leaves several."""
    kept = [part for part in found if part not in particles]
    return kept if len(kept) > 1 else found


def _character(character: str) -> str:
    return f"[{_AND}]" if character in _AND else re.escape(character)


def permitted(concept: Concept) -> Concept:
    """A concept without the terms that are not to be used."""
    return _with_status(concept, ALLOWED)


def preferred(concept: Concept) -> Concept:
    """A concept with its preferred terms alone."""
    return _with_status(concept, (Status.PREFERRED,))


def _with_status(concept: Concept, kept: Sequence[Status]) -> Concept:
    terms = (term for term in concept.terms if term.status in kept)
    return replace(concept, terms=tuple(terms))


def without_letters(concept: Concept) -> Concept:
    """A concept without its acronyms and abbreviations."""
    terms = (term for term in concept.terms if term.kind not in LETTERS)
    return replace(concept, terms=tuple(terms))


def approved(concept: Concept, tag: str) -> tuple[str, ...]:
    """The terms that may be used, the preferred first."""
    terms = [term for term in concept.in_language(tag) if term.status in ALLOWED]
    terms.sort(key=lambda term: term.status is not Status.PREFERRED)
    return tuple(term.form for term in terms)


def is_everyday(form: str) -> bool:
    """Whether an English word is a term in some sentences only."""
    return _key(form) in _everyday()


@cache
def _everyday() -> frozenset[str]:
    return frozenset(_key(word) for line in listed("everyday") for word in line.split())


def is_freely_said(concept: Concept) -> bool:
    """Whether a thing is rightly said in several ways, whatever its field.

    So is all that takes a clause: *unilateral attempts to change the status quo*.
    """
    forms = [term.form for term in concept.in_language("en")]
    clause = any(f[0].islower() and len(f.split()) >= _CLAUSE for f in forms)
    return clause or concept.domain in LOOSE or any(_key(f) in _freely() for f in forms)


@cache
def _freely() -> frozenset[str]:
    return frozenset(map(_key, listed("freely")))


@cache
def capitals() -> Mapping[str, str]:
    """Concept of a capital → that of its country."""
    return dict(line.split() for line in listed("capitals"))


def listed(name: str) -> list[str]:
    """The lines of a list beside the checks."""
    text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _key(form: str) -> str:
    return language("en").fold(form).text


def is_name(concept: Concept) -> bool:
    """Whether a concept is named in capitals in English, whatever it is called.

    *We welcome* is no name.
    """
    terms = concept.in_language("en") if concept.domain != PHRASES else ()
    return bool(terms) and all(term.form[0].isupper() for term in terms)


def is_general(concept: Concept) -> bool:
    """Whether a concept has an everyday word among its terms."""
    return any(is_everyday(term.form) for term in concept.in_language("en"))


def firsts(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """One occurrence a concept."""
    return list({o.concept.id: o for o in reversed(list(occurrences))}.values())[::-1]


def has_its_capital(occurrence: Occurrence, text: str) -> bool:
    """Whether the source means the term: ``Alliance`` is not any alliance."""
    form = text[slice(*occurrence.span)]
    return form[0].isupper() or not occurrence.term.form[0].isupper()


def said_of(form: str, key: str, tag: str) -> float:
    """The longest piece of a form that a folded text has, as a share of the form."""
    found = parts(Term(tag, form))
    joint = "" if is_chinese(tag) else " "
    for size in range(len(found), 1, -1):
        for at in range(len(found) - size + 1):
            if _has(key, joint.join(found[at : at + size]), tag):
                return size / len(found)
    return 0.0


def begins(form: str, key: str, tag: str) -> bool:
    """Whether a folded text has the first half of a form, at least two parts."""
    found = parts(Term(tag, form))
    joint = "" if is_chinese(tag) else " "
    half = found[: max(2, len(found) // 2)]
    return _has(key, joint.join(half), tag)


def _has(key: str, piece: str, tag: str) -> bool:
    """Whether a folded text has a piece of a form by itself."""
    return piece in key and exactly(piece, tag).search(key) is not None


def in_another_order(form: str, key: str, tag: str) -> bool:
    """Whether a folded text has the parts of a form beside each other.

    Particles don't count.
    """
    wanted, there = (_plain(_parts_of(k, tag)) for k in (term_key(form, tag), key))
    size, counts = len(wanted), Counter(wanted)
    return size >= _LONG and any(
        Counter(there[at : at + size]) == counts
        for at, part in enumerate(there)
        if part in counts
    )


def is_nearly_there(form: str, key: str, tag: str) -> bool:
    """Whether a folded text has nearly all parts of a form, in order and together.

    A stretch of it and the form share four of five of their parts; what is put in
    counts as what is missing (a local alignment, after Smith and Waterman 1981).
    """
    wanted = _parts_of(term_key(form, tag), tag)
    best, row = 0, [0] * (len(wanted) + 1)
    for part in _parts_of(key, tag):
        worth = [0]
        for at, own in enumerate(wanted):
            met = row[at] + 2 * _OF - _SHARED if part == own else 0
            worth.append(max(met, worth[at], row[at + 1] - _SHARED))
        row = worth
        best = max(best, row[-1])
    return best >= _SHARED * len(wanted)


def _parts_of(key: str, tag: str) -> list[str]:
    return re.findall(r"\w" if is_chinese(tag) else r"\w+", key)


def slips(forms: Iterable[str], side: Side, least: int) -> set[int]:
    """Where the one character stands in which a text departs from a form.

    Of forms with so many characters or more; nowhere in a text that has one as it is.
    """
    text = text_key(side.text, side.language)
    names = [term_key(f, side.language) for f in forms if len(f) >= least]
    if any(name in text for name in names):
        return set()
    tries = (
        [n for n, other in enumerate(map(ne, name, text[at:])) if other]
        for name in names
        for at in range(len(text) - len(name) + 1)
    )
    return {places[0] for places in tries if len(places) == 1}


def is_cut(one: Term, other: Term) -> bool:
    """Whether a form is made of parts of the other, in order (欧盟, 欧洲联盟)."""
    short, long = sorted((parts(one), parts(other)), key=len)
    rest = iter(long)
    return all(part in rest for part in short)


def extends(one: Term, other: Term) -> bool:
    """Whether one of two forms is the other with words around it or put into it.

    合作伙伴 extends 伙伴, 共同的价值观 is 共同价值观; 恐怖组织 and 恐怖主义组织 clash.
    """
    short, long = sorted((one, other), key=lambda term: len(parts(term)))
    a, b = parts(short), parts(long)
    if _plain(a) == _plain(b):
        return True
    more = len(b) - len(a)
    at = next((n for n, part in enumerate(a) if part != b[n]), len(a))
    if more and a[at:] == b[at + more :]:
        return at in (0, len(a)) or _are_words(long, at, at + more)
    return any(b[n : n + len(a)] == a for n in range(more + 1))


def _plain(found: Sequence[str]) -> list[str]:
    return [part for part in found if part not in _PARTICLES]


def _are_words(term: Term, start: int, stop: int) -> bool:
    """Whether parts of a form are whole words of it."""
    form = term.form.strip("《》")
    edges = {0, *(span.stop for span in language(term.language).tokens(form))}
    if is_chinese(term.language):
        return {start, stop} <= edges
    ends = [match.end() for match in re.finditer(r"\S+", form)]
    if len(ends) != len(parts(term)):
        return False
    return ends[start - 1] in edges and ends[stop - 1] in edges


def parts(term: Term) -> list[str]:
    """Characters of a Chinese form, syllables or words of another."""
    key = term_key(term.form, term.language)
    return list(key) if is_chinese(term.language) else key.split()


def figures(term: Term) -> list[str]:
    """What the figures in a form are worth."""
    return [str(found.value) for found in values(term.form, term.language)]
