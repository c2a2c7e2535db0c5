"""Chinese, Simplified and Traditional."""

import re
from collections.abc import Iterable
from functools import cached_property

from ..errors import InputError
from ..model import Mapped, Span
from ..text import HAN, is_word_edge, on_composed
from . import Tokeniser, en_sentences, zh_fold, zh_sentences
from .zh_words import known

DEFAULT = "rjieba"
TOKENISERS = ("rjieba", "hanlp", "hanlp:MODEL", "auto")
_CHINESE_WRITING = re.compile(f"[{HAN}。！？]")


class Chinese:
    """Both varieties: Traditional text is tokenised through its Simplified form."""

    def sentences(self, paragraph: str) -> list[Span]:
        """Sentences with their closing quotes and brackets, headings, list items.

        A paragraph without a Chinese character goes by English rules.
        """
        if _CHINESE_WRITING.search(paragraph):
            return on_composed(paragraph, zh_sentences.split)
        return on_composed(paragraph, en_sentences.split)

    def tokens(self, text: str) -> list[Span]:
        """Words and punctuation marks by the default tokeniser."""
        return self._tokenise([text])[0]

    def fold(self, text: str) -> Mapped:
        """Variety, width, case, variants and spaces folded."""
        return zh_fold.fold(text)

    def is_edge(self, text: str, offset: int) -> bool:
        """Between any two Chinese characters, but never inside a Latin word.

        Whether a term cuts words in two is for tokens to tell.
        """
        around = text[max(0, offset - 1) : offset + 1]
        return not around.isascii() or is_word_edge(text, offset)

    @cached_property
    def _tokenise(self) -> Tokeniser:
        return tokeniser()


def tokeniser(
    name: str = DEFAULT,
    terms: Iterable[str] = (),
    *,
    device: str | int | None = None,
) -> Tokeniser:
    """A Chinese tokeniser that keeps the given terms whole.

    ``hanlp`` may name its model or a folder: ``hanlp:FOLDER``. ``auto`` is HanLP
    where its package and model are on this machine, else rjieba. ``device`` is for
    HanLP: ``cpu`` or the number of a graphics card. Raises `InputError`,
    `MissingExtra` and `MissingModel`.
    """
    from . import zh_hanlp, zh_rjieba

    backend, _, model = name.partition(":")
    if backend == "auto":
        backend = "hanlp" if zh_hanlp.is_present(model) else "rjieba"
    if backend == "hanlp":
        return zh_hanlp.HanLP(model, known(terms), device)
    if backend == "rjieba":
        return zh_rjieba.Rjieba(known(terms))
    names = ", ".join(TOKENISERS)
    raise InputError(f'unknown Chinese tokeniser "{name}"; choose from: {names}')


_CHINESE = Chinese()
LANGUAGES = {"zh-Hans": _CHINESE, "zh-Hant": _CHINESE}
