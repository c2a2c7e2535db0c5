"""The key under which spellings of the same English words meet."""

import re
import unicodedata
from functools import lru_cache

from ..model import Mapped
from ..text import CharacterFold, compose, squeeze, substitute, unchanged
from . import lists

_STROKES = {"ł": "l", "ø": "o", "đ": "d"}


def _bare(character: str) -> str:
    """Without its marks: ``ă`` → ``a``."""
    if "\u0300" <= character <= "\u036f":
        return ""
    first = unicodedata.normalize("NFD", character)[0]
    return (
        first
        if first.isascii() and first.isalpha()
        else _STROKES.get(character, character)
    )


_CHARACTERS = CharacterFold(_bare)
_PART = re.compile(
    r"(?:(?<![^\W_])(?:anti|co|counter|cyber|inter|intra|mid|multi|non|post|pre|re"
    r"|semi|sub|trans|un)-){0,2}+[a-z]++"
    r"|(?<=\w)-(?=[^\W\d])|(?<=[^\W\d])-(?=\w)|(?<= )&(?= )"
)
_IRREGULAR = {
    "aches": "ache",
    "analyses": "analysis",
    "avalanches": "avalanche",
    "axes": "axis",
    "bases": "base",
    "beliefs": "belief",
    "buses": "bus",
    "caches": "cache",
    "calves": "calf",
    "campuses": "campus",
    "canoes": "canoe",
    "children": "child",
    "consensuses": "consensus",
    "corpora": "corpus",
    "crises": "crisis",
    "criteria": "criterion",
    "diagnoses": "diagnosis",
    "emphases": "emphasis",
    "feet": "foot",
    "foes": "foe",
    "gases": "gas",
    "halves": "half",
    "headaches": "headache",
    "hoes": "hoe",
    "hypotheses": "hypothesis",
    "indices": "index",
    "knives": "knife",
    "leaves": "leaf",
    "lives": "life",
    "loaves": "loaf",
    "matrices": "matrix",
    "men": "man",
    "mice": "mouse",
    "niches": "niche",
    "oases": "oasis",
    "parentheses": "parenthesis",
    "phenomena": "phenomenon",
    "psyches": "psyche",
    "quizzes": "quiz",
    "selves": "self",
    "shelves": "shelf",
    "shoes": "shoe",
    "statuses": "status",
    "syntheses": "synthesis",
    "teeth": "tooth",
    "theses": "thesis",
    "thieves": "thief",
    "toes": "toe",
    "vertices": "vertex",
    "viruses": "virus",
    "wives": "wife",
    "woes": "woe",
    "wolves": "wolf",
    "women": "woman",
    # British spelling
    "armour": "armor",
    "behaviour": "behavior",
    "catalogue": "catalog",
    "centre": "center",
    "colour": "color",
    "defence": "defense",
    "endeavour": "endeavor",
    "favour": "favor",
    "fulfil": "fulfill",
    "grey": "gray",
    "harbour": "harbor",
    "honour": "honor",
    "judgement": "judgment",
    "labour": "labor",
    "licence": "license",
    "manoeuvre": "maneuver",
    "neighbour": "neighbor",
    "offence": "offense",
    "pretence": "pretense",
    "programme": "program",
    "sceptical": "skeptical",
    "sulphur": "sulfur",
    "theatre": "theater",
    "tonne": "ton",
    "tyre": "tire",
    "vapour": "vapor",
}
_SPELLING = re.compile(r"is(?=(?:ation|ational|ed|ing|e|er)$)")


@lru_cache(maxsize=16)
def fold(text: str) -> Mapped:
    """Small letters without marks, singular, American, no hyphens; spans lead back.

    ``Air-Defence Systems`` → ``air defense system``, ``Orbán`` → ``orban``. Acronyms
    lose their capitals as well: where ``US`` and ``us`` must differ, compare the
    original too.
    """
    mapped = squeeze(_CHARACTERS.fold(compose(unchanged(text))))
    return substitute(mapped, _PART, _fold_part)


def _fold_part(part: str) -> str:
    if part == "-":
        return " "
    return "and" if part == "&" else _fold_word(part.replace("-", ""))


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    before = ""
    while word != before:
        before = word
        word = _IRREGULAR.get(word) or _american(_singular(word))
    return word


def _singular(word: str) -> str:
    if len(word) < 4 or word[-1] != "s" or word in lists.words("en_no_plural"):
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _american(word: str) -> str:
    match = _SPELLING.search(word)
    if match and word[: match.start()] in lists.words("en_ise"):
        return f"{word[: match.start()]}iz{word[match.end() :]}"
    return word
