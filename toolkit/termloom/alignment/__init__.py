"""Sentence alignment: evidence, costs, search, pivot."""

from .alignment import Alignment, align
from .pivot import align_all, pivot
from .rows import rows

__all__ = ["Alignment", "align", "align_all", "pivot", "rows"]
