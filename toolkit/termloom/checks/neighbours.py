"""What a translation says in the segment before or after."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, TypeVar

from .units import Side, Unit

T = TypeVar("T", bound=Hashable)


class Spare(Generic[T]):
    """What units have too much of, each to be taken once by a neighbour."""

    def __init__(
        self, units: Sequence[Unit], surplus: Callable[[Unit], Counter[T]]
    ) -> None:
        self._units, self._surplus = units, surplus
        self._left: dict[int, Counter[T]] = {}

    def take(self, number: int, what: T) -> bool:
        """Whether a neighbour of a unit has it; it then has it once less."""
        left = self._with(number, what)
        if left:
            left[what] -= 1
        return left is not None

    def has(self, number: int, what: T) -> bool:
        """Whether it could be taken."""
        return self._with(number, what) is not None

    def _with(self, number: int, what: T) -> Counter[T] | None:
        """What the first neighbour that has it has too much of."""
        for at, _ in beside(self._units, number):
            if at not in self._left:
                self._left[at] = self._surplus(self._units[at])
            if self._left[at][what] > 0:
                return self._left[at]
        return None


def beside(units: Sequence[Unit], number: int) -> Iterator[tuple[int, Side]]:
    """The translations before and after a unit, with the numbers of their units."""
    own = units[number].translation
    for at in (number - 1, number + 1):
        other = units[at].translation if 0 <= at < len(units) else None
        if own and other and own.language == other.language:
            yield at, other
