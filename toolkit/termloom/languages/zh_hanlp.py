"""Chinese words by HanLP: neural, the best there is, behind the extra ``[hanlp]``.

A model is fetched by HanLP itself when it is asked for by name and not on this
machine yet; a folder with a model of one's own does as well.
"""

import re
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

from ..errors import MissingExtra, MissingModel
from ..model import Span
from ..text import way_back
from .whole import Terms
from .zh_words import plain

DEFAULT_MODEL = "COARSE_ELECTRA_SMALL_ZH"
_CPU = -1
_PIECE = re.compile(r".{1,100}(?:[。！？；，、\s]|\Z)|.{1,100}", re.DOTALL)
"""Models take a limited number of characters; a word seldom crosses a comma."""


class HanLP:
    """A tokeniser with a HanLP model behind it.

    ``device`` is the number of a graphics card or ``cpu``; None takes what is there.
    Raises `MissingExtra` and `MissingModel`.
    """

    def __init__(self, model: str, terms: Terms, device: str | int | None) -> None:
        self._model = _load(model or DEFAULT_MODEL, device)
        self._model.config.output_spans = True
        self._model.dict_force = terms or None

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        """The words of each text; all texts go through the model in batches."""
        mapped = [plain(text) for text in texts]
        pieces = [
            (number, match.start(), match.group())
            for number, text in enumerate(mapped)
            for match in _PIECE.finditer(text.text)
            if not match.group().isspace()
        ]
        words: list[list[Span]] = [[] for _ in mapped]
        found = self._model([piece for _, _, piece in pieces])
        for (number, begin, _), tokens in zip(pieces, found, strict=True):
            words[number] += (Span(begin + a, begin + b) for _, a, b in tokens)
        return [
            way_back(spans, text) for spans, text in zip(words, mapped, strict=True)
        ]


def is_present(model: str = "") -> bool:
    """Whether HanLP is installed and the model is on this machine."""
    if find_spec("hanlp") is None:
        return False
    folder = _folder(model or DEFAULT_MODEL)
    return folder is not None and (folder / "config.json").is_file()


def _folder(model: str) -> Path | None:
    """Where the model lies or would lie; None where nobody knows its name."""
    hanlp = _package()
    if Path(model).is_dir():
        return Path(model)
    url = hanlp.pretrained.ALL.get(model)
    if url is None:
        return None
    from hanlp.utils.io_util import path_from_url, split_if_compressed

    return Path(split_if_compressed(path_from_url(url))[0])


def _load(model: str, device: str | int | None) -> Any:
    """The model as HanLP gives it; HanLP's own talk is kept for the error."""
    folder = _folder(model)
    if folder is None:
        raise MissingModel(
            f'HanLP knows no model "{model}" and there is no folder of that name; '
            f"name a folder with a HanLP tokenizer, or {DEFAULT_MODEL}"
        )
    talk = StringIO()
    try:
        with redirect_stdout(talk), redirect_stderr(talk):
            devices = _CPU if device == "cpu" else device
            loaded = _package().load(model, devices=devices, verbose=False)
    except (Exception, SystemExit) as error:
        raise MissingModel(
            f'the HanLP model "{model}" can\'t be loaded from "{folder}" or fetched '
            f"({type(error).__name__}); put it there or go online once"
        ) from error
    if not hasattr(loaded, "dict_force"):
        raise MissingModel(f'the HanLP model "{model}" is no tokenizer; name another')
    return loaded


@cache
def _package() -> Any:
    try:
        import hanlp
    except ImportError as error:
        raise MissingExtra("hanlp", "hanlp") from error
    return hanlp
