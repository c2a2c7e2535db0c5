"""Chinese word classes from rjieba's tags, corrected for formal prose."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from ..model import Span
from .lexicon import lists

_LISTS = lists("zh")
_SOUNDS = frozenset("".join(_LISTS["sounds"]))

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


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The tokens, with foreign names whole that the tokeniser broke up: 斯图|里奇.

    All their characters spell foreign sounds, and a dot stands beside them or a piece
    is no word.
    """
    made: list[Span] = []
    for run in _runs(text, spans):
        pieces = [text[slice(*span)] for span in run]
        beside = text[run[0].start - 1 : run[0].start] + text[run[-1].stop :][:1]
        foreign = "·" in beside or any(map(_is_no_word, pieces))
        made += [Span(run[0].start, run[-1].stop)] if foreign else run
    return made


def _runs(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The tokens in order, those together that spell foreign sounds side by side."""
    run: list[Span] = []
    for span in spans:
        sounds = spells_sounds(text[slice(*span)])
        if run and not (sounds and run[-1].stop == span.start):
            yield run
            run = []
        run.append(span)
        if not sounds:
            yield run
            run = []
    if run:
        yield run


@cache
def spells_sounds(word: str) -> bool:
    """Whether all characters of a word are such as write foreign names."""
    return set(_simplified(word)) <= _SOUNDS


@cache
def _is_no_word(piece: str) -> bool:
    import rjieba

    return len(piece) > 1 and len(rjieba.cut(_simplified(piece), False)) > 1


@cache
def parts(word: str) -> tuple[int, ...]:
    """The lengths of the pieces of a long word: 最高法院大法官 → 4, 3.

    The longest shorter words are taken from the left, and then from the right; it is
    cut wherever one of the two cuts: 主教练 → 1, 1, 1, for 主教 or 教练.
    """
    if len(word) < 3 or word[0].isascii():
        return (len(word),)
    import rjieba

    plain = _simplified(word)
    known = {w for w in rjieba.cut_for_search(plain) if 1 < len(w) < len(word)}
    mirrored = _greedy(plain[::-1], {w[::-1] for w in known})
    cuts = {*_greedy(plain, known), *(len(word) - cut for cut in mirrored)}
    return tuple(b - a for a, b in pairwise(sorted(cuts | {0})))


def _greedy(text: str, known: Collection[str]) -> list[int]:
    """Where the words end when the longest known one is taken each time."""
    stops = [0]
    while stops[-1] < len(text):
        fit = (len(w) for w in known if text.startswith(w, stops[-1]))
        stops.append(stops[-1] + max(fit, default=1))
    return stops


@cache
def loose(word: str) -> tuple[int, int]:
    """How much does not belong to a word that the tokeniser guessed: 及淨, 次非.

    The lengths at its beginning and at its end; 0, 0 for words that it knows and for
    foreign names.
    """
    if word[0].isascii() or spells_sounds(word) or not _is_no_word(word):
        return 0, 0
    plain = _simplified(word)
    return int(plain[0] in _LISTS["loose first"]), int(
        plain[-1] in _LISTS["loose last"]
    )


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
