"""The word lists behind the word classes, a text file a language."""

import re
from functools import cache
from importlib.resources import files

_SECTION = re.compile(r"^\[(.+)\]$", re.MULTILINE)


@cache
def lists(base: str) -> dict[str, frozenset[str]]:
    """Section → words of ``words_<base>.txt``.

    Words end at white space, in files with commas at commas.
    """
    text = (files(__package__) / f"words_{base}.txt").read_text(encoding="utf-8")
    _, *parts = _SECTION.split(text)
    comma = "," in text.partition("[")[2]
    return {
        name: frozenset(_words(body, comma=comma))
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def _words(body: str, *, comma: bool) -> list[str]:
    if not comma:
        return body.split()
    return [" ".join(word.split()) for word in re.split(r"[,\n]", body) if word.strip()]
