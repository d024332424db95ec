"""What a sweep varies: a number in steps, or a few values one after another."""

import re
from collections.abc import Sequence
from itertools import product
from typing import Final, NamedTuple

import numpy as np

MOST_STEPS: Final = 1000
_STEPS: Final = re.compile(r"([^:,]+):([^:,]+):([^:,]+)")
_FORM: Final = "write path=low:high:n or path=a,b,c"
_OURS: Final = {
    "ensemble.runs": "is the same at every point; give it with --runs",
    "ensemble.seed": "is the same at every point, to compare them; give it with --seed",
    "clock.start": "would change what the times count from",
    "clock.days": "would change how long the runs last, and with it every outcome",
}


class Axis(NamedTuple):
    """One thing that is varied.

    Attributes:
        path: what is set, such as ``actors.a.posture.resolve``.
        texts: its values as they are set, in order.
        numbers: the same as numbers; empty when they are not numbers.
        label: words for an axis.
        own: the scenario's own value as a number or text; empty when it has none.
        declared: the range the scenario declares; None when it declares none.
        is_drawn: whether runs of the scenario draw it, unless it is set as here.
    """

    path: str
    texts: tuple[str, ...]
    numbers: tuple[float, ...]
    label: str = ""
    own: str = ""
    declared: tuple[float, float] | None = None
    is_drawn: bool = False

    @property
    def is_beyond(self) -> bool:
        """Whether it is varied beyond the range that the scenario declares."""
        if self.declared is None or not self.numbers:
            return False
        return self.numbers[0] < self.declared[0] or self.numbers[-1] > self.declared[1]

    @property
    def nearest(self) -> int:
        """Number of the value that is the scenario's own, or nearest to it; 0 when none is."""
        if self.own in self.texts:
            return self.texts.index(self.own)
        try:
            own = float(self.own)
        except ValueError:
            return 0
        if not self.numbers:
            return 0
        return int(np.argmin([abs(number - own) for number in self.numbers]))


def parse_axes(texts: Sequence[str]) -> tuple[Axis, ...]:
    """One or two things to vary.

    Args:
        texts: of the form ``path=low:high:n`` or ``path=a,b,c``.

    Raises:
        ValueError: one line for each mistake.
    """
    wrong: list[str] = []
    axes: list[Axis] = []
    if not 1 <= len(texts) <= 2:
        wrong.append(f"--vary is given {len(texts)} times: vary one or two things at a time")
    for text in texts:
        path, equals, values = (part.strip() for part in text.partition("="))
        if not (path and equals and values):
            wrong.append(f'--vary "{text}": {_FORM}')
            continue
        found = _OURS.get(path) or _values(values)
        if isinstance(found, str):
            wrong.append(f'--vary "{text}": {found}')
            continue
        if path in {axis.path for axis in axes}:
            wrong.append(f'--vary "{text}": {path} is varied already')
        axes.append(Axis(path, *found))
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(axes)


def grid_points(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    """What is set at each point of the grid, the last axis fastest."""
    settings = ([f"{axis.path}={text}" for text in axis.texts] for axis in axes)
    return list(product(*settings))


def reference_point(axes: Sequence[Axis]) -> int:
    """Number of the point with the scenario's own values, or nearest to them."""
    shape = tuple(len(axis.texts) for axis in axes)
    return int(np.ravel_multi_index(tuple(axis.nearest for axis in axes), shape))


def _values(text: str) -> tuple[tuple[str, ...], tuple[float, ...]] | str:
    """(Texts, numbers) of the values, or what is wrong with them."""
    steps = _STEPS.fullmatch(text)
    if steps:
        return _steps(*steps.groups())
    words = tuple(word.strip() for word in text.split(","))
    if len(words) < 2 or not all(words):
        return f"needs at least two values; {_FORM}"
    if len(set(words)) < len(words):
        return "names a value twice"
    numbers = [_number(word) for word in words]
    if None in numbers:
        return words, ()
    order = sorted(range(len(words)), key=lambda i: numbers[i] or 0.0)
    return tuple(words[i] for i in order), tuple(numbers[i] or 0.0 for i in order)


def _steps(low: str, high: str, n: str) -> tuple[tuple[str, ...], tuple[float, ...]] | str:
    first, last = _number(low), _number(high)
    wrong: list[str] = [f"{word.strip()} is not a number" for word, number in
                        ((low, first), (high, last)) if number is None]  # fmt: skip
    if first is not None and last is not None and first >= last:
        wrong.append(f"low ({low.strip()}) must be less than high ({high.strip()})")
    count = int(n) if n.strip().isdecimal() else 0
    if not 2 <= count <= MOST_STEPS:
        wrong.append(f"n ({n.strip()}) must be a whole number from 2 to {MOST_STEPS}")
    if wrong or first is None or last is None:
        return "; ".join(wrong)
    texts = tuple(_text(number) for number in np.linspace(first, last, count))
    return texts, tuple(map(float, texts))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _text(number: float) -> str:
    """Six digits, as our YAML reads a number: whole ones without a point."""
    short = float(f"{number:.6g}")
    return str(int(short)) if short.is_integer() else repr(short)
