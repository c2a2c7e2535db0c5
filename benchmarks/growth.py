"""How the time of each step on text grows with the length of the text.

    python benchmarks/growth.py

The text is soup: letters, marks and pieces of words of one language, repeated. Each
step runs on an eighth of the text and on all of it, best of three, in CPU seconds of
one process; «growth» is the time per character of all of it against that of the
eighth: 1.0 is linear, 8.0 would be quadratic. Words are found in 200,000 characters,
everything else in 1,000,000.
"""

import sys
import time
from collections.abc import Callable

from termloom.languages import language
from termloom.model import Concept, Term
from termloom.tags import LANGUAGES
from termloom.terms.match import Matcher
from termloom.text import normalise
from termloom.values import values

SIZE = 1_000_000
PIECES = {
    "en": "U.S.| |Gen. |Art. 5 |e.g. |The |Allies |don't |co-|1,234.5 |. |“|” |(|) |\n",
    "zh-Hans": "北约|盟国|……|。”|第五条|IAMD|1,234.5|他说|“|，|；|（|二〇二二年|\n",
    "zh-Hant": "北約|盟國|……|。」|第五條|IAMD|1,234.5|他說|「|，|；|（|二〇二二年|\n",
    "vi": "TP. |hoà |hòa |quốc gia |v.v. |Điều 5 |a\u0302\u0301 |1.234,5 |. |“|” |\n",
}


def main() -> None:
    """Measure every step in every language."""
    sys.stdout.write(
        f"{'language':<9} {'step':<10} {'1/8 (s)':>8} {'all (s)':>8} {'growth':>7}\n"
    )
    for tag in LANGUAGES:
        for step, work in steps(tag).items():
            size = SIZE // 5 if step == "words" else SIZE
            part, whole = (seconds(work, soup(tag, n)) for n in (size // 8, size))
            sys.stdout.write(
                f"{tag:<9} {step:<10} {part:8.3f} {whole:8.3f} "
                f"{whole / part / 8:7.2f}\n"
            )


def steps(tag: str) -> dict[str, Callable[[str], object]]:
    """What is done to a text of the language."""
    rules = language(tag)
    terms = [Concept(f"c{n}", (Term(tag, f"IAMD {n}"),)) for n in range(5000)]
    return {
        "normalise": normalise,
        "sentences": rules.sentences,
        "words": rules.tokens,
        "fold": rules.fold,
        "figures": lambda text: values(text, tag),
        "terms": Matcher(terms, tag).find,
    }


def soup(tag: str, size: int) -> str:
    """The pieces in a fixed, mixed order."""
    pieces = PIECES[tag].split("|")
    unit = "".join(pieces[i * 7 % len(pieces)] for i in range(401))
    return (unit * (size // len(unit) + 1))[:size]


def seconds(work: Callable[[str], object], text: str) -> float:
    """CPU seconds, best of three."""
    runs = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        runs.append(time.process_time() - start)
    return min(runs)


if __name__ == "__main__":
    main()
