"""Sentence alignment: evidence, costs, search, pivot; mining of comparable texts."""

from .alignment import Alignment, align
from .mining import mine
from .pivot import align_all, pivot
from .rows import mined_rows, rows

__all__ = ["Alignment", "align", "align_all", "mine", "mined_rows", "pivot", "rows"]
