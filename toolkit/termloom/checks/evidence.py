"""Whether what seems missing was rendered wrongly, or in other words."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model import Concept, Span
from ..terms.match import Occurrence
from .units import Side
from .wording import (
    ORGANISATIONS,
    PERSONS,
    PHRASES,
    approved,
    begins,
    is_freely_said,
    is_general,
    is_name,
    parts,
    said_of,
    slips,
    text_key,
    without_letters,
)

if TYPE_CHECKING:
    from ..alignment.found import Doubt
    from ..encoders import Encoder

_BODIES = re.compile(
    r"\b(?:Agency|Bank|Commission|Committee|Convention|Council|Court|Facility|Fund"
    r"|Organi[sz]ation|Policy|Republic|Treaty|Union)\b"
)
"""Words of official names."""
_PIECE = 0.4
"""Share of a term in one piece from which on the rest is said in other words."""
_UNFOUND = -0.1
"""How much less than the sentence a term is found that was left out or is wrong. Set
so that terms of the glossary, taken out of it, seldom reach it, and gaps mostly do."""
_HABIT = 3
"""How often a text has a term until it counts as its habit."""
_LONG = 12
"""Letters of a word that is nobody's everyday word: interoperability."""
_WORDS, _CHARACTERS = {"en": 2, "vi": 3}, 4
"""Words, syllables or Chinese characters that make no common word."""
_SURNAME = 3
"""Characters of a name of which one may be wrong."""
_STEM, _SHORT = 5, 3
"""Letters that make words akin, and letters of a word that says nothing."""


def is_wrong(
    wanted: Occurrence,
    sides: tuple[Side, Side],
    rivals: Sequence[Occurrence],
    counts: tuple[int, int],
    encoder: "Encoder | None",
) -> bool:
    """Whether more than a missing form speaks against a translation.

    A name or a term of several words has to be said, and a text keeps to what it has
    elsewhere (counted with the places where it is missing). Or there is another
    concept's term, for which nothing in the source accounts; or nothing like the term,
    where the text usually has it, or where the encoder, if there is one, does not find
    it.
    """
    source, target = sides
    if _is_title(wanted, source) or _is_a_slip(wanted, sides, counts):
        return True
    if _is_misspelt(wanted.concept, target):
        return True
    worded = has_piece(wanted.concept, target)
    if worded and is_name(wanted.concept):  # 演习 beside 坚定标枪 replaces nothing
        rivals = [r for r in rivals if not is_general(r.concept)]
    if not rivals and (worded or counts[0] >= _HABIT):
        return not worded
    if _excess(source, [wanted.span], target, encoder) < _UNFOUND:
        return True
    if not rivals:
        return False
    tag = source.language
    loose = is_general(wanted.concept) or wanted.concept.domain == PHRASES
    akin = (
        worded
        or loose
        or all(_are_akin(wanted.concept, r.concept, tag) for r in rivals)
    )
    return not akin or _excess(target, [r.span for r in rivals], source, encoder) <= 0


def _is_misspelt(concept: Concept, target: Side) -> bool:
    """Whether a surname stands there with one other character: 梅罗尼 for 梅洛尼.

    Names have one official spelling in the Mainland, and several in Taiwan.
    """
    if concept.domain != PERSONS or target.language != "zh-Hans":
        return False
    names = {f.rpartition("·")[2] for f in approved(concept, target.language)}
    return bool(slips(names, target, _SURNAME))


def doubt(source: Side, target: Side, parts: Sequence[Span]) -> "Doubt":
    """Whether parts of a source are in a translation, for the encoder to read."""
    from ..alignment.found import Doubt

    tags = source.language, target.language
    return Doubt(source.text, target.text, parts, tags)


def _is_title(wanted: Occurrence, source: Side) -> bool:
    """Whether an English text names a body or treaty by more than its acronym."""
    name = source.text[slice(*wanted.span)]
    named = wanted.concept.domain == ORGANISATIONS or _BODIES.search(name)
    words = name.split()
    capitals = all(word[0].isupper() for word in words if len(word) > _SHORT)
    return source.language == "en" and bool(named) and capitals and len(words) > 1


def _is_a_slip(
    wanted: Occurrence, sides: tuple[Side, Side], counts: tuple[int, int]
) -> bool:
    """Whether a thing has to be said by its term, or the text itself keeps to it.

    All but common words and set phrases have to. To those a text keeps that has them
    elsewhere at least as often as it lacks them. Where it has one only once, and here
    its beginning, a thing like it may be meant: 人道援助 and 人道物资.
    """
    source, target = sides
    concept, tag = wanted.concept, source.language
    if not (is_name(concept) or _is_phrase(concept, tag)):
        return False
    if not is_freely_said(concept) and not is_general(concept):
        return True
    kept, lost = counts
    key, forms = _compared(concept, target)
    begun = any(begins(form, key, target.language) for form in forms)
    return kept >= lost and (kept > 1 or not begun)


def _is_phrase(concept: Concept, tag: str) -> bool:
    least = _WORDS.get(tag, _CHARACTERS)
    return any(
        len(parts(term)) >= least or len(term.form) >= _LONG
        for term in concept.in_language(tag)
    )


def has_piece(concept: Concept, side: Side) -> bool:
    """Whether a good piece of a term stands in a text; of a name it is a slip."""
    if concept.domain == PERSONS:
        return False
    key, forms = _compared(concept, side)
    return any(said_of(form, key, side.language) >= _PIECE for form in forms)


def _compared(concept: Concept, side: Side) -> tuple[str, tuple[str, ...]]:
    """A text as forms are looked for in it, and the forms of a concept in words."""
    forms = approved(without_letters(concept), side.language)
    return text_key(side.text, side.language), forms


def _are_akin(one: Concept, other: Concept, tag: str) -> bool:
    """Whether concepts share a word: the *armed forces of Ukraine* are *forces*."""
    return not _stems(one, tag).isdisjoint(_stems(other, tag))


def _stems(concept: Concept, tag: str) -> set[str]:
    words = (word for term in concept.in_language(tag) for word in parts(term))
    return {word[:_STEM] for word in words if len(word) > _SHORT}


def _excess(
    side: Side, spans: Sequence[Span], other: Side, encoder: "Encoder | None"
) -> float:
    """How much more than its whole text the least of some parts is found in another.

    Nothing is found where nobody reads.
    """
    if encoder is None:
        return -1.0
    from ..alignment.found import found

    asked = doubt(side, other, [side.whole, *spans])
    (whole, *traces), *_ = found([asked], encoder, least=0.0)
    return min(trace.near for trace in traces) - whole.near
