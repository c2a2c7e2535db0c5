"""How well sentences and words are told apart, against gold.

Gold has one sentence a line and words split by spaces; ``_`` joins the syllables
of a Vietnamese word. An empty line ends a paragraph.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import tags
from ..errors import InputError
from ..languages import Tokeniser, language, tokeniser
from ..model import Span


class Score(NamedTuple):
    """Counts of what is right, what was found and what the gold has."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """0 to 1; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """0 to 1; 1 where there was nothing to find."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.gold)

    def plus(self, found: set[Span], gold: set[Span]) -> "Score":
        """The score with one more text counted in."""
        return Score(
            self.right + len(found & gold),
            self.found + len(found),
            self.gold + len(gold),
        )


class Gold(NamedTuple):
    """A paragraph made of gold sentences."""

    text: str
    sentences: tuple[Span, ...]
    words: tuple[tuple[Span, ...], ...]
    """For each sentence, spans in the sentence's own text."""


class Scores(NamedTuple):
    """``borders`` leaves the ends of paragraphs out: they are given."""

    borders: Score
    sentences: Score
    words: Score


def read(lines: Iterable[str], tag: str, *, per_paragraph: int = 5) -> Iterator[Gold]:
    """The gold sentences put together again as running text."""
    group: list[list[str]] = []
    for line in lines:
        words = line.split()
        if words:
            group.append(words)
        if group and (not words or len(group) == per_paragraph):
            yield _paragraph(group, tag)
            group = []
    if group:
        yield _paragraph(group, tag)


def read_lines(path: Path) -> list[str]:
    """The lines of a gold file. Raises `InputError` where it can't be read."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't read the gold ({error})", place=str(path)) from error


def score(gold: Sequence[Gold], tag: str, tokenise: Tokeniser | None = None) -> Scores:
    """Compare sentences and words with gold ones.

    ``tokenise`` is the language's own tokeniser unless given.
    """
    tokenise = tokenise or tokeniser(tag)
    sentences = borders = words = Score(0, 0, 0)
    for text, gold_sentences, _ in gold:
        found = language(tag).sentences(text)
        sentences = sentences.plus(set(found), set(gold_sentences))
        borders = borders.plus(_borders(found), _borders(gold_sentences))
    texts = [g.text[slice(*span)] for g in gold for span in g.sentences]
    gold_words = [spans for g in gold for spans in g.words]
    for tokens, spans in zip(tokenise(texts), gold_words, strict=True):
        words = words.plus(set(tokens), set(spans))
    return Scores(borders, sentences, words)


def _borders(sentences: Iterable[Span]) -> set[Span]:
    return {Span(stop, stop) for _, stop in sorted(sentences)[:-1]}


def _paragraph(group: list[list[str]], tag: str) -> Gold:
    between = "" if tags.is_chinese(tag) else " "
    text, sentences, words = "", [], []
    for number, sentence in enumerate(group):
        plain, spans = _sentence(sentence, tag)
        text += between * bool(number)
        sentences.append(Span(len(text), len(text) + len(plain)))
        words.append(tuple(spans))
        text += plain
    return Gold(text, tuple(sentences), tuple(words))


def _sentence(words: list[str], tag: str) -> tuple[str, list[Span]]:
    """The text behind gold words, and where they stand in it."""
    text = ""
    spans: list[Span] = []
    for word in words:
        plain = word.replace("_", " ") if tag == "vi" and len(word) > 1 else word
        if text and not (tags.is_chinese(tag) and not _needs_space(text, plain)):
            text += " "
        spans.append(Span(len(text), len(text) + len(plain)))
        text += plain
    return text, spans


def _needs_space(before: str, after: str) -> bool:
    """Two words in Latin letters or digits would run together."""
    return (before[-1] + after[0]).isascii() and (before[-1] + after[0]).isalnum()
