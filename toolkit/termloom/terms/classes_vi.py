"""Vietnamese word classes from pyvi's tags, corrected for formal prose."""

import re
from collections.abc import Sequence

from ..model import Span
from .lexicon import lists

_LISTS = lists("vi")

_LINKS = {"của": "O", "và": "C", "hoặc": "C", "hay": "C", "&": "C", ",": ","}
_LINKS |= {"-": "-", "–": "-", "—": "-"}
_TAGS = {"N": "N", "Np": "P", "Ny": "K", "Nc": "D", "Nu": "M", "V": "B", "A": "A"}
_TAGS |= {"E": "I", "L": "D", "M": "M", "R": "R", "P": "F", "Nb": "N", "NY": "K"}


def _letter(word: str, tag: str, *, begins: bool) -> str:
    folded = word.casefold()
    if folded in _LINKS:
        return _LINKS[folded]
    if not any(c.isalnum() for c in word):
        return "X"
    if word[0].isdigit() or _is_number(folded):
        return "M"
    if len(word) > 1 and word.isupper():
        return "K"
    if word[0].isupper() and not begins and tag in ("Np", "N", "V", "A", "X"):
        return "P" if tag == "Np" else "N"
    if folded in _LISTS["breaks"]:
        return "F"
    if folded in _LISTS["verbs"]:
        return "V"
    if folded in _LISTS["nouns"]:
        return "N"
    return _TAGS.get(tag, "F")


def _is_number(folded: str) -> bool:
    return _LISTS["numbers"].issuperset(folded.split())


def classes(text: str, spans: Sequence[Span]) -> str:
    """One letter a token.

    N noun, P name, K acronym, A adjective, B verb that may stand in a noun phrase,
    V verb that does not, D determiner or classifier, I preposition, O ``của``,
    C ``và``, ``,`` comma, ``-`` dash, M number, R adverb, F other, X mark.
    """
    from pyvi.ViPosTagger import ViPosTagger

    words = ["_".join(text[slice(*span)].split()) for span in spans]
    if not words:
        return ""
    tags = ViPosTagger.postagging_tokens(words)[1]
    forms = [text[slice(*span)] for span in spans]
    letters = [
        _letter(form, str(tag), begins=not at or not forms[at - 1][-1].isalnum())
        for at, (form, tag) in enumerate(zip(forms, tags, strict=True))
    ]
    for at in range(1, len(letters)):
        if letters[at] in "PK" and forms[at - 1].casefold() in _LISTS["both"]:
            letters[at - 1] = "N" if at > 1 and letters[at - 2] == "D" else "V"
        elif letters[at] == "V" and letters[at - 1] == "D":
            letters[at] = "N"
        elif forms[at - 1] in ("không", "phi") and letters[at] in "NPB":
            letters[at - 1] = "N" if forms[at] == "phổ biến" else "A"
        elif words[at - 1] == "phía" and words[at] in _LISTS["directions"]:
            letters[at - 1 : at + 1] = "PP"
    return "".join(letters)


def may_begin(word: str) -> bool:
    """Whether a term may begin with the word."""
    return word.casefold() not in _LISTS["not first"]


def may_end(word: str) -> bool:
    """Whether a term may end with the word."""
    return word.casefold() not in _LISTS["not last"]


def is_weak(form: str) -> bool:
    """Whether a single word says too little to be a term."""
    return form.casefold() in _LISTS["general"]


def parts(word: str) -> tuple[int, ...]:
    """The lengths of the syllables of a word, each with the space before it."""
    return tuple(len(m.group()) for m in re.finditer(r"\s*\S+", word))
