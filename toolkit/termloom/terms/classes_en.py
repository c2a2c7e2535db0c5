"""English word classes by closed lists, endings and neighbours."""

import re
from collections.abc import Sequence

from ..model import Span
from .lexicon import lists

_LISTS = lists("en")
_CLOSED = (
    (_LISTS["determiners"], "D"),
    (_LISTS["pronouns"], "F"),
    (_LISTS["conjunctions"], "F"),
    (_LISTS["auxiliaries"], "U"),
    (_LISTS["prepositions"], "I"),
    (_LISTS["adverbs"], "R"),
    (_LISTS["dates"], "M"),
    (_LISTS["numbers"], "M"),
    (_LISTS["nouns"], "N"),
    (_LISTS["irregular"], "V"),
)
_SINGLE = {
    "of": "O",
    "and": "C",
    "or": "C",
    "to": "T",
    "'s": "G",
    "’s": "G",
    "'": "G",
    "’": "G",
    "&": "C",
    ",": ",",
    "-": "-",
    "–": "-",
}
_ADJECTIVE = re.compile(
    r".{2,}(?:al|ive|ous|ful|less|able|ible|ic|ary|ory|ern|ese|ward|wide|ish|oid|led"
    r"|based|free|related|centric|term|degree|class)"
)
_NOUN = re.compile(
    r".{2,}(?:tion|sion|ment|ness|ity|ence|ance|ship|ism|ist|ency|ancy|logy|hood|dom"
    r"|ture|cy|er|or|gy|phy|ery|ure|ian)s?"
)
_NUMBER = re.compile(r"[\d.,:/%-]*\d[\d.,:/%-]*(?:st|nd|rd|th)?")
_COMMAS = frozenset(",-–/&’'")
_DEMONYM = re.compile(r"[A-Z][a-z]+(?:ian|ean|ese|ish|ican)|German|French|Dutch|Greek")
_LINKS = {"against": "ANPK", "for": "ANPK", "on": "ANPK", "in": "A"}
"""Prepositions inside terms, with what follows: *safe passage for civilians*."""
_GENITIVES = ("'s", "’s", "'", "’")
_ROMAN = re.compile(r"[ivxlc]+")


def _stems(word: str) -> tuple[str, ...]:
    """What a word may be a form of: ``deployed`` → ``deploy``, ``deploye`` …"""
    for ending, new in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", "e"),
        ("s", ""),
        ("ed", "e"),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            doubled = (stem[:-1],) if stem[-1:] == stem[-2:-1] else ()
            return (word, stem + new, stem, *doubled)
    return (word,)


def _is_verb(word: str) -> bool:
    return any(stem in _LISTS["verbs"] for stem in _stems(word))


def _open_class(word: str) -> str:
    """The class of a word that no closed list holds, without its neighbours.

    ``V`` verb, ``B`` verb or noun, ``E`` -ed form, ``J`` -ing form.
    """
    if word.endswith("ly") and word not in _LISTS["not adverbs"]:
        return "R"
    if word in _LISTS["adjectives"]:
        return "A"
    if any(stem in _LISTS["both"] for stem in _stems(word)[:3]) and not word.endswith(
        "ed"
    ):
        return "J" if word.endswith("ing") else "B"
    if _is_verb(word):
        return "E" if word.endswith("ed") else "J" if word.endswith("ing") else "V"
    return _by_ending(word)


def _by_ending(word: str) -> str:
    if word.endswith("ing") and len(word) > 5:
        return "J"
    if word.endswith("ed") and len(word) > 4:
        return "E"
    if _NOUN.fullmatch(word):
        return "N"
    return "A" if _ADJECTIVE.fullmatch(word) else "N"


def _lexical(word: str) -> str:
    if word in _SINGLE:
        return _SINGLE[word]
    if _NUMBER.fullmatch(word):
        return "M"
    if not any(c.isalnum() for c in word):
        return "X"
    return next((c for words, c in _CLOSED if word in words), "") or _open_class(word)


def _is_name(text: str, spans: Sequence[Span], at: int) -> bool:
    """Whether a capital tells a name here: not where a sentence begins."""
    form = text[slice(*spans[at])]
    if not form[:1].isupper():
        return False
    if len(form) > 1 and form.isupper():
        return True
    before = text[slice(*spans[at - 1])] if at else "."
    if before in _COMMAS or before[-1:].isalnum():
        return True
    following = text[slice(*spans[at + 1])] if at + 1 < len(spans) else ""
    return following[:1].isupper() and _lexical(form.casefold()) in "NBPAJ"


def _between_names(text: str, spans: Sequence[Span], at: int) -> bool:
    """As ``Against`` in «Aggression Against Ukraine Resolution»."""
    if not 0 < at < len(spans) - 1:
        return False
    return all(text[spans[n].start].isupper() for n in (at - 1, at + 1))


def _is_joined(text: str, span: Span) -> bool:
    """Whether a dash stands between letters, not between spaces."""
    around = text[max(0, span.start - 1) : span.start] + text[span.stop : span.stop + 1]
    return len(around) == 2 and not any(map(str.isspace, around))


def _form_class(text: str, spans: Sequence[Span], at: int) -> str:
    form = text[slice(*spans[at])]
    lexical = _lexical(form.casefold())
    if lexical == "-":
        return lexical if _is_joined(text, spans[at]) else "X"
    if lexical in "XGCOTM" and not (lexical == "M" and form[:1].isupper()):
        return lexical
    if not _is_name(text, spans, at):
        return lexical
    if lexical in "DFIUCOT":
        return "P" if len(form) > 3 and _between_names(text, spans, at) else lexical
    capitals = sum(c.isupper() for c in form)
    return "K" if capitals > 1 and len(form) <= 10 else "M" if lexical == "M" else "P"


def _settle(letter: str, before: str, after: str) -> str:
    """Verb, adjective or noun, from the classes on both sides."""
    if letter == "B":
        return "V" if before in "TFUR" or (before in "NPK" and after == "D") else "N"
    if letter == "E":
        return "A" if before in "DAOGMCIVR" and after in "NPKABCJ" else "V"
    if letter == "A" and before == "U" and after not in "ANPKBJE":
        return "R"
    if letter == "V":
        return "N" if before in "DAG" and after not in "NPKD" else "V"
    if letter == "J":
        if after in "OXIC," and (
            before in "DAGOM" or (before in "NK" and after != "I")
        ):
            return "N"
        return "A" if before in "DAGO" and after in "NPKAB" else "V"
    return letter


def classes(text: str, spans: Sequence[Span]) -> str:
    """One letter a token.

    N noun, P name, K acronym, A adjective, V verb, U auxiliary, D determiner,
    I preposition, O ``of``, C ``and``/``or``, T ``to``, G genitive, R adverb,
    L preposition inside a term, M number or date, F other function word,
    X punctuation, ``,`` comma, ``-`` dash.
    """
    raw = [_form_class(text, spans, at) for at in range(len(spans))]
    for at in range(1, len(raw)):
        if (
            raw[at] == "G"
            and text[slice(*spans[at - 1])].casefold() in _LISTS["possessors"]
        ):
            raw[at] = "P" if raw[at - 1] == "P" else "A"
    settled: list[str] = []
    for at, letter in enumerate(raw):
        before = settled[-1] if settled else "F"
        after = raw[at + 1] if at + 1 < len(raw) else "X"
        settled.append(_settle(letter, before, after))
    for at in range(1, len(raw)):
        adverb = text[slice(*spans[at - 1])]
        if raw[at] == "E" and settled[at - 1 : at + 1] == ["R", "A"]:
            settled[at - 1] = "A" if _qualifies(adverb) else "R"
    for at in range(1, len(settled) - 1):
        after = _LINKS.get(text[slice(*spans[at])], "X")
        if settled[at - 1 : at + 1] == ["N", "I"] and settled[at + 1] in after:
            settled[at] = "L"
    return "".join(settled)


def _qualifies(adverb: str) -> bool:
    """Whether an adverb says what a participle is: *internationally recognized*."""
    folded = adverb.casefold()
    return folded.endswith("ly") and folded not in _LISTS["degrees"]


def may_begin(word: str) -> bool:
    """Whether a term may begin with the word."""
    folded = word.casefold()
    present = folded.endswith("ing") and _lexical(folded) == "J"
    return not (present or folded in _LISTS["not first"] or folded in _GENITIVES)


def judges(word: str) -> bool:
    """Whether an adjective says what one thinks of a thing, not what it is."""
    folded = word.casefold()
    return folded in _LISTS["adjectives"] and folded not in _LISTS["relational"]


def may_end(word: str) -> bool:
    """Whether a term may end with the word."""
    folded = word.casefold()
    return folded not in _LISTS["not last"] and folded not in _GENITIVES


def is_weak(form: str) -> bool:
    """Whether a single word says too little to be a term."""
    return (
        form.casefold() in _LISTS["general"]
        or _ROMAN.fullmatch(form.casefold()) is not None
        or _DEMONYM.fullmatch(form) is not None
    )
