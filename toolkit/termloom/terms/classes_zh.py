"""Chinese word classes from rjieba's tags, corrected for formal prose."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from ..model import Span
from .lexicon import lists

_LISTS = lists("zh")

_LINKS = {"的": "O", "之": "O", "和": "C", "与": "C", "及": "C", "以及": "C", "或": "C"}
_LINKS |= {"、": ",", "-": "-", "－": "-", "–": "-", "—": "-", "·": "-", "・": "-"}
_TAGS = {
    "an": "N",
    "vn": "N",
    "vd": "R",
    "ad": "R",
    "eng": "K",
    "nr": "P",
    "nrt": "P",
    "ns": "P",
    "nt": "P",
    "nz": "N",
    "i": "N",
    "l": "N",
    "j": "N",
    "b": "A",
    "a": "A",
    "m": "M",
    "n": "N",
    "v": "V",
    "h": "A",
    "k": "H",
    "ng": "N",
    "s": "N",
}


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    """The text in Simplified characters, character for character."""
    turned = str(_converter().convert(text))
    return turned if len(turned) == len(text) else text


def _tags(simplified: str) -> list[str]:
    """A tag for each character: that of its word."""
    import rjieba

    return [tag for word, tag in rjieba.tag(simplified) for _ in word]


def _letter(word: str, tag: str) -> str:
    if word in _LINKS:
        return _LINKS[word]
    if word in _LISTS["predicates"]:
        return "F"
    if word in _LISTS["verbs"]:
        return "V"
    if (
        len(word) > 2
        and word[:2] in _LISTS["verbs"]
        and word[-1] not in _LISTS["suffixes"]
    ):
        return "V"
    if word == "者":
        return "H"
    if word in _LISTS["nouns"]:
        return "N"
    if not any(c.isalnum() for c in word):
        return "X"
    if word[0].isascii():
        return "M" if word[0].isdigit() else "K"
    if tag == "v" and len(word) == 1:
        return "F"
    return "B" if tag == "v" else _TAGS.get(tag, "F")


def _is_prefix(word: str, following: str, letter: str) -> bool:
    """Whether a word of one character belongs to the next: 跨大西洋, 可持续."""
    if word in ("跨", "多"):
        return letter in "NP"
    if word == "可":
        return len(following) > 1 and letter in "NBVR"
    return word in _LISTS["prefixes"] and following in _LISTS["prefixed"]


def classes(text: str, spans: Sequence[Span]) -> str:
    """One letter a token.

    N noun, P name, K Latin letters, A attribute, B verb that may stand in a noun
    phrase, V verb that does not, O ``的``, C conjunction, ``,`` enumeration comma,
    ``-`` dash, dot or 驻 inside names, M number, R adverb, H suffix, F other, X mark.
    """
    plain = _simplified(text)
    tags = _tags(plain)
    words = [plain[slice(*span)] for span in spans]
    letters = [
        _letter(word, tags[span.stop - 1] if span.stop <= len(tags) else "x")
        for word, span in zip(words, spans, strict=True)
    ]
    for at, word in enumerate(words[:-1]):
        named = letters[at + 1] in "PK" or words[at + 1] in _LISTS["actors"]
        if word in _LISTS["both"] and named and letters[at - 1] != "O":
            letters[at] = "V"
        elif word == "驻" and letters[at - 1] == letters[at + 1] == "P":
            letters[at] = "-"
        elif _is_prefix(word, words[at + 1], letters[at + 1]):
            letters[at] = "A"
            letters[at + 1] = "A" if word == "可" else letters[at + 1]
    return "".join(letters)


@cache
def parts(word: str) -> tuple[int, ...]:
    """The lengths of the shorter words in a long one: 最高法院大法官 → 2, 2, 3."""
    if len(word) < 3 or word[0].isascii():
        return (len(word),)
    import rjieba

    plain = _simplified(word)
    known = [w for w in rjieba.cut_for_search(plain) if 1 < len(w) < len(word)]
    sizes, at = [], 0
    while at < len(word):
        size = max((len(w) for w in known if plain.startswith(w, at)), default=1)
        sizes.append(size)
        at += size
    return tuple(sizes)


def may_begin(word: str) -> bool:
    """Whether a term may begin with the word."""
    return _simplified(word) not in _LISTS["not first"]


def may_end(word: str) -> bool:
    """Whether a term may end with the word."""
    plain = _simplified(word)
    return plain not in _LISTS["not last"] and not plain.endswith("们")


def is_weak(form: str) -> bool:
    """Whether a single word says too little to be a term."""
    return len(form) == 1 or _simplified(form) in _LISTS["general"]
