"""What a column of a table that the user writes says, and what may stand in it."""

import math
from typing import Literal, NamedTuple

Form = Literal[
    "id", "text", "number", "whole number", "yes or no", "word", "name", "time", "hour", "day"
]
"""An id that others refer to; a text; a number; one of some words; the id of a row of another
table; a local time; an hour, time or number, as another column asks; a day."""


class Column(NamedTuple):
    """One column.

    Attributes:
        meaning: what it says.
        form: how it is written.
        unit: its unit; empty for a pure number and for words.
        low: least number.
        high: largest number; infinite when open.
        words: those that may stand in it; of a word only.
        of: table whose id it holds; of a name only.
        needed: whether every row must have a value.
        example: a value, as written.
        may_lack: whether a table is read that does not have the column at all.
    """

    meaning: str
    form: Form = "text"
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    words: tuple[str, ...] = ()
    of: str = ""
    needed: bool = True
    example: str = ""
    may_lack: bool = False

    @property
    def bounds(self) -> str:
        """The numbers that it may hold, in words."""
        if math.isinf(self.low):
            return ""
        if math.isinf(self.high):
            return f"at least {self.low:g}"
        return f"{self.low:g} to {self.high:g}"
