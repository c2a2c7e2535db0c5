"""English borders that no stop shows: of letters and posts, of stops left out."""

import re
from collections.abc import Iterator
from functools import cache

from . import lists

_CAPITAL_BEFORE_SMALL = re.compile(
    r"[A-Z](?<=[\w)%] [A-Z])(?!(?<=I)['’])[a-z'’]+"
    r"(?= (?:[a-z]|I\b|['’](?:s|re|ve|ll|d)\b))"
)
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z'’]*$")
_NAME_OR_NUMBER = re.compile(
    r"(?<!\S)(?<!The )([A-Z][\w'’-]*|[\w(]*[a-z]{2}\))$|(?<=\w )\d+%?$|\d%$"
)
_SMILEY = re.compile(r"[:;=](?<=\s.)[-^']?[)(DPp](?=\s+[A-Z])")
_CLOSING_OF_LETTER = re.compile(
    r"(?:Best |Kind |Warm )?(?:Thanks|Thank you|Regards|regards|wishes|Sincerely"
    r"|Cheers)(?: [A-Z]|[,!.]|$)"
)
_GREETING = re.compile(
    r"(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon|evening))"
    r"(?:,? (?:there|all|and|&|[A-Z][\w.'’-]*)){1,4}(?<!\.)\s?[,:!]\s+(?=[\"“(]?[A-Z])"
)
_CALL = re.compile(
    r"([A-Z][\w'’-]+)(?: (?:and |& )?[A-Z][\w'’-]+){0,2}\s?,\s+"
    r"(?=([A-Z][a-z]+) [a-z])"
)
"""Who is spoken to: a name and a comma, for a capital goes on behind it."""
_BEFORE_SIGNATURE = re.compile(
    r"(?:[Rr]egards|[Ww]ishes|Sincerely|Cheers|Yours \w+)\s?,\s(?=[A-Z][a-z])"
)
_MAIL_FIELD = re.compile(
    r"(?<!\S)(?:From|Sent|To|C[cC]|B[cC]{2}|Subject|Date|Phone|Tel|Fax|E-?mail)\s?:(?=\s)"
)
_ADDRESS_THEN_CAPITAL = re.compile(
    r"(?<!\S)(?:[^\s@]+@|https?://|www\.)\S+(?<=[\w/])\s(?=[A-Z][a-z])"
)
_RULE = re.compile(r"([*=_~#-])(?<!\S.)\1{2,}+(?:\s?[A-Z][\w ]{2,30}\1{3,})?(?!\S)")


def borders(paragraph: str) -> Iterator[int]:
    """Offsets at which a sentence ends though no stop says so, in any order."""
    yield from _lost_stops(paragraph)
    yield from _greeting(paragraph)
    yield from _letter_breaks(paragraph)


def _lost_stops(paragraph: str) -> Iterator[int]:
    """Borders where the writer left the full stop out.

    A word such as ``The`` or ``We`` with a capital amid small letters, after a word
    that can end a sentence, begins a new one; a pronoun also after a name or number.
    """
    for match in _CAPITAL_BEFORE_SMALL.finditer(paragraph):
        if not may_open(match.group()):
            continue
        space = match.start() - 1
        before = paragraph[max(0, space - 40) : space]
        if small := _SMALL_WORD.search(before):
            may_end = small.group() not in lists.words("en_never_last")
        else:
            may_end = _is_pronoun(match.group()) and _names(before)
        if may_end:
            yield match.start()


def may_open(word: str) -> bool:
    """Whether a word that is written small within sentences may begin one."""
    return _key(word) in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return lists.words("en_starters") | lists.words("en_openers")


def _is_pronoun(word: str) -> bool:
    return lists.headings("en_openers").get(_key(word)) == "pronoun"


def _key(word: str) -> str:
    return word.lower().replace("’", "'")


def _names(before: str) -> bool:
    """Whether a name or number ends here, and no title such as ``The Way``."""
    match = _NAME_OR_NUMBER.search(before)
    return match is not None and (
        (match.group(1) or "").lower() not in lists.words("en_starters")
    )


def _greeting(paragraph: str) -> Iterator[int]:
    if greeting := _GREETING.match(paragraph):
        yield greeting.end()
        return
    call = _CALL.match(paragraph)
    if call and may_open(call.group(2)) and not may_open(call.group(1)):
        yield call.end()


def _letter_breaks(paragraph: str) -> Iterator[int]:
    """Borders of letters and posts: smileys, addresses, closings, ruled lines."""
    for pattern in (_SMILEY, _BEFORE_SIGNATURE):
        yield from (match.end() for match in pattern.finditer(paragraph))
    fields = [match.start() for match in _MAIL_FIELD.finditer(paragraph)]
    yield from fields[len(fields) < 2 :]
    if "@" in paragraph or "//" in paragraph or "www." in paragraph:
        yield from (match.end() for match in _ADDRESS_THEN_CAPITAL.finditer(paragraph))
    for match in _CLOSING_OF_LETTER.finditer(paragraph):
        before = paragraph[max(0, match.start() - 2) : match.start()]
        if before.endswith(" ") and before[0].isalpha():
            yield match.start()
    for match in _RULE.finditer(paragraph):
        yield from match.span()
