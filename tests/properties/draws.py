"""Draws with fewer words, from hypothesis or from a random number generator alone.

In: a source of whole numbers. Out: picks, chances and selections. Promise: the first choice is the simplest, so that
the examples of hypothesis shrink towards it.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

_Thing = TypeVar("_Thing")


class Draws(ABC):
    """What can be drawn, once numbers can."""

    @abstractmethod
    def number(self, least: int, most: int) -> int: ...

    def pick(self, several: Sequence[_Thing]) -> _Thing:
        return several[self.number(0, len(several) - 1)] if len(several) > 1 else several[0]

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent

    def some(self, several: Sequence[_Thing], least: int = 0) -> tuple[_Thing, ...]:
        bits = self.number(0, 2 ** len(several) - 1)
        drawn = tuple(thing for bit, thing in enumerate(several) if bits >> bit & 1)
        return drawn if len(drawn) >= least else tuple(several[:least])


class DrawsOf(Draws):
    """Draws of hypothesis, which remembers and shrinks them."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def number(self, least: int, most: int) -> int:
        drawn: int = self._draw(st.integers(least, most))
        return drawn


class RandomDraws(Draws):
    """Even draws, one seed the same every time: for more of them than hypothesis can hold in mind."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)
