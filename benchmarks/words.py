"""How fast and how good sentences and words are told apart, beside raw libraries.

    python benchmarks/words.py FOLDER

FOLDER holds gold in ``<language>*.txt`` (one sentence a line, words split by spaces,
``_`` between the syllables of a Vietnamese word), for example ``vi_ud_vtb_dev.txt``.
Each figure is the best of five runs, in CPU seconds of one process; every ratio
compares with the raw library on the same text, the two taking turns.
"""

import sys
import time
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from termloom import tags
from termloom.evaluate.segmentation import Gold, read, read_lines, score
from termloom.languages import Tokeniser, language, tokeniser
from termloom.model import Span

RUNS = 5
Work = Callable[[], object]


def main(folder: Path) -> None:
    """Measure every gold file of the folder."""
    sys.stdout.write(
        f"{'file':<26} {'what':<22} {'F1':>7} {'a second':>12} {'ratio':>6}\n"
    )
    for path in sorted(folder.glob("*.txt")):
        tag = tags.parse(path.name.partition("_")[0])
        gold = list(read(read_lines(path), tag))
        sentences(path.name, gold, tag)
        words(path.name, gold, tag)


def sentences(name: str, gold: list[Gold], tag: str) -> None:
    """Sentences of paragraphs of five; for English beside raw Punkt."""
    texts = [paragraph.text for paragraph in gold]
    split = language(tag).sentences
    count = sum(len(paragraph.sentences) for paragraph in gold)
    f1 = score(gold, tag).borders.f1
    works: list[Work] = [lambda: [split(text) for text in texts]]
    if tag == "en":
        works.append(lambda: punkt(texts))
    show(name, "sentences", f1, *(count / each for each in seconds(works)))


def words(name: str, gold: list[Gold], tag: str) -> None:
    """Words by the language's tokenizer, beside the library behind it."""
    texts = [p.text[slice(*span)] for p in gold for span in p.sentences]
    count = sum(len(spans) for p in gold for spans in p.words)
    raw = RAW.get(tag.partition("-")[0])
    for label, tokenise in tokenisers(tag).items():
        works: list[Work] = [lambda run=tokenise: run(texts)]  # type: ignore[misc]
        if raw:
            works.append(lambda run=raw: run(texts))  # type: ignore[misc]
        f1 = score(gold, tag, tokenise).words.f1
        show(name, f"words{label}", f1, *(count / each for each in seconds(works)))
    if tag == "zh-Hans":
        (best,) = seconds([lambda: rjieba(texts)])
        f1 = score(gold, tag, spans).words.f1
        show(name, "words, raw rjieba", f1, count / best)


def tokenisers(tag: str) -> dict[str, Tokeniser]:
    """The default one, and for Chinese one with terms to keep whole."""
    if not tags.is_chinese(tag):
        return {"": tokeniser(tag)}
    terms = ["国家元首", "政府首脑", "一体化防空反导"]
    return {"": tokeniser(tag), ", with terms": tokeniser(tag, terms=terms)}


def seconds(works: Sequence[Work]) -> list[float]:
    """CPU seconds of each work's best run; they take turns."""
    best = [float("inf")] * len(works)
    for _ in range(RUNS):
        for number, work in enumerate(works):
            begin = time.process_time()
            work()
            best[number] = min(best[number], time.process_time() - begin)
    return best


def show(name: str, what: str, f1: float, speed: float, raw: float = 0.0) -> None:
    """One line of the table."""
    ratio = f"{speed / raw:6.2f}" if raw else f"{'–':>6}"
    sys.stdout.write(f"{name:<26} {what:<22} {f1:7.4f} {speed:12,.0f} {ratio}\n")


def punkt(texts: Sequence[str]) -> list[object]:
    """Raw Punkt without parameters."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    split = PunktSentenceTokenizer(PunktParameters()).span_tokenize
    return [list(split(text)) for text in texts]


def pyvi(texts: Sequence[str]) -> list[str]:
    """Raw pyvi."""
    from pyvi import ViTokenizer

    return [ViTokenizer.tokenize(text) for text in texts]


def rjieba(texts: Sequence[str]) -> list[list[str]]:
    """Raw rjieba."""
    from rjieba import cut

    return [cut(text) for text in texts]


def spans(texts: Sequence[str]) -> list[list[Span]]:
    """rjieba's words laid end to end."""
    found = []
    for cut in rjieba(texts):
        ends = list(accumulate(map(len, cut), initial=0))
        found.append([Span(*ends) for ends in pairwise(ends)])
    return found


RAW: dict[str, Callable[[Sequence[str]], object]] = {"vi": pyvi, "zh": rjieba}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/words.py FOLDER")
    main(Path(sys.argv[1]))
