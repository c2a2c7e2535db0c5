"""Vietnamese."""

from ..model import Mapped, Span
from ..text import is_word_edge, on_composed
from . import vi_fold, vi_sentences, vi_words


class Vietnamese:
    """Rules for sentences, pyvi for words."""

    def sentences(self, paragraph: str) -> list[Span]:
        """Sentences, headings and list items."""
        return on_composed(paragraph, vi_sentences.split)

    def tokens(self, text: str) -> list[Span]:
        """Words of one or more syllables, and punctuation marks."""
        return on_composed(text, vi_words.tokens)

    def fold(self, text: str) -> Mapped:
        """Case, tone placement, i and y, Đ, hyphens and dashes folded."""
        return vi_fold.fold(text)

    def is_edge(self, text: str, offset: int) -> bool:
        """Between syllables."""
        return is_word_edge(text, offset)


LANGUAGES = {"vi": Vietnamese()}
