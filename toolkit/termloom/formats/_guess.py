"""In which of the old encodings a table is, when only its languages can tell.

Bytes that are no Unicode look alike in many encodings. The header of a table often
names the languages, though, and each language has few encodings and few letters.
"""

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

from . import _words

_PUNCTUATION = r"\u00a0-\u00bf\u2010-\u203a€™…、-】！-／：-？"
_LATIN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ"
_CENTRAL = "ąćęłńóśźżáčďéěíňřšťúůýžäöőüűôĺľŕăâîşţđßĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŘŠŤÚŽÖŐÜÂÎŞŢĐ"
_ENOUGH = 0.8
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 200_000


class _Kind(NamedTuple):
    """Languages that share encodings and letters."""

    languages: str
    encodings: tuple[str, ...]
    letters: str


WESTERN = ("fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "ca")
_KINDS = (
    _Kind(f"{' '.join(WESTERN)} nn is gl eu af", ("cp1252",), _LATIN),
    _Kind("ja", ("cp932", "euc_jp"), "\u3005\u3041-\u30fe\u4e00-\u9fff"),
    _Kind("ko", ("cp949",), "\uac00-\ud7a3\u4e00-\u9fff"),
    _Kind("ru bg mk sr", ("cp1251", "koi8_r", "iso8859_5", "cp866"), "Ѐ-џ"),
    _Kind("uk be", ("cp1251", "koi8_u", "iso8859_5"), "Ѐ-ґ"),
    _Kind("el", ("cp1253", "iso8859_7"), "Ά-ώ"),
    _Kind("pl cs sk hu sl hr ro bs sq", ("cp1250", "iso8859_2"), _CENTRAL),
    _Kind("tr az", ("cp1254",), "çğıöşüâîûÇĞİÖŞÜ"),
    _Kind("he yi", ("cp1255",), "\u05b0-\u05ea"),
    _Kind("ar fa ur", ("cp1256",), "\u0600-\u06ff"),
    _Kind("lt lv et", ("cp1257",), "ąčęėįšųūžāēģīķļņōŗäöüõĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅ"),
    _Kind("th", ("cp874",), "\u0e01-\u0e5b"),
)


def languages_in(head: bytes) -> tuple[str, ...]:
    """The languages that the first line of a table names."""
    line = re.split(rb"[\r\n]", head, maxsplit=1)[0].decode("ascii", "replace")
    found = map(_words.language, re.split(r"[,;\t|\"]+", line))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def guess(head: bytes, languages: Iterable[str]) -> str | None:
    """The encoding that gives these languages their letters; None if none does."""
    if _BINARY.search(head):
        return None
    wanted = {tag.partition("-")[0] for tag in languages}
    scores = [
        (_score(head, name, kind.letters), -place, name)
        for place, kind in enumerate(_KINDS)
        if wanted & set(kind.languages.split())
        for name in kind.encodings
    ]
    best = max(scores, default=(0.0, 0, ""))
    return best[2] if best[0] >= _ENOUGH else None


def _score(head: bytes, name: str, letters: str) -> float:
    """0 to 1: the share of the non-ASCII characters that belong to the language."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(head[:_SAMPLE])
    except UnicodeDecodeError:
        return 0.0
    others = re.findall(r"[^\0-\x7f]", text)
    fitting = len(re.findall(f"[{letters}]", text))
    signs = len(re.findall(f"[{_PUNCTUATION}]", text))
    wrong = len(re.findall("(?<=[^\\W\\d_])[À-ÞΑ-ΫЀ-Я](?![A-Z])", text))
    wrong += sum(map(len, re.findall("[À-ž]{3,}", text)))
    return max(0.0, fitting + signs / 2 - wrong) / len(others) if others else 0.0
