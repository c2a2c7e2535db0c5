"""Traditional characters and their Simplified forms (OpenCC)."""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def to_simplified(text: str) -> str:
    """The Simplified form, one character for each of the text's."""
    simplified: str = _converter().convert(text)
    if len(simplified) == len(text):
        return simplified
    return "".join(_one_to_one(character) for character in text)


@cache
def _one_to_one(character: str) -> str:
    simplified: str = _converter().convert(character)
    return simplified if len(simplified) == 1 else character


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")


_CORNERS = str.maketrans("“”‘’", "「」『』")
_CURLS = str.maketrans("「」『』", "“”‘’")


def taiwan(text: str) -> str:
    """Simplified text in Traditional characters and Taiwan's words, as a proposal."""
    return _reworded(text, 0, "s2twp").translate(_CORNERS)


def mainland(text: str) -> str:
    """Traditional text in Simplified characters and Mainland words, as a proposal."""
    return _reworded(text, 1, "tw2sp").translate(_CURLS)


def _reworded(text: str, column: int, configuration: str) -> str:
    """Words of our own table put over; the rest as OpenCC has it."""
    words, pattern = _words(column)
    convert = _phrases(configuration).convert
    made, at = "", 0
    for match in pattern.finditer(text):
        made += convert(text[at : match.start()]) + words[match[0]]
        at = match.end()
    return made + str(convert(text[at:]))


@cache
def _words(column: int) -> tuple[dict[str, str], re.Pattern[str]]:
    table = files(__package__).joinpath("zh_taiwan.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    words = {row[column]: row[1 - column] for row in rows}
    longest = sorted(words, key=len, reverse=True)
    return words, re.compile("|".join(map(re.escape, longest)))


@cache
def _phrases(configuration: str) -> "OpenCC":
    from opencc import OpenCC

    return OpenCC(configuration)


def regional_words() -> dict[str, str]:
    """Words that the Mainland and Taiwan say differently: Simplified → Traditional."""
    return _words(0)[0]


def traditional(text: str) -> str:
    """The text in Taiwan's Traditional characters, its words left as they are."""
    converted: str = _phrases("s2tw").convert(text)
    return converted
