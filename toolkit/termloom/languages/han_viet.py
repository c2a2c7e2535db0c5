"""How Vietnamese reads Chinese characters: 安全 → an toàn.

A third of the formal vocabulary of Vietnamese came from Chinese, so readings tell
which words of two texts may be the same. Tones and marks are left out: readings
shifted in them.
"""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


@lru_cache(maxsize=1 << 14)
def plain(syllable: str) -> str:
    """A Vietnamese syllable without tone and marks, in small letters."""
    letters = unicodedata.normalize("NFD", syllable.casefold().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


@cache
def readings() -> dict[str, frozenset[str]]:
    """Character → its readings as `plain` syllables; `i` and `y` are both there."""
    table: dict[str, frozenset[str]] = {}
    text = (files(__package__) / "han_viet.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            character, *syllables = line.split()
            table[character] = frozenset(_spellings(syllables))
    return table


def _spellings(syllables: list[str]) -> set[str]:
    bare = {plain(syllable) for syllable in syllables}
    return bare | {s[:-1] + "y" for s in bare if s.endswith("i")}


@cache
def _traditional(character: str) -> str:
    return str(_converter().convert(character))


@cache
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("s2t")


def syllables(character: str) -> frozenset[str]:
    """The plain readings of a character of either variety; none for others."""
    table = readings()
    return table.get(character) or table.get(_traditional(character), frozenset())


def shared(chinese: str, vietnamese: str) -> float:
    """How much of two terms reads the same, in any order: 0 to 1.

    Twice the number of characters with a syllable to match, by the number of both.
    """
    left = [plain(syllable) for syllable in vietnamese.split()]
    characters = [c for c in chinese if syllables(c)]
    total = len(left) + len(characters)
    matched = 0
    for character in characters:
        hit = next((s for s in left if s in syllables(character)), None)
        if hit is not None:
            left.remove(hit)
            matched += 1
    return 2 * matched / total if total else 0.0
