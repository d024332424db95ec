"""What each run was made of, beside what came out: its seed, its parameter set, what it drew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sim.experiment.arms import Arm, Vector
from sim.model.postures import drawn_numbers
from sim.results.plain_text import csv_parts

if TYPE_CHECKING:
    from pandas import DataFrame

INPUTS: Final = "inputs.csv"
InputRow = dict[str, int | float]
"""Inputs of one run by column; a column that a run does not have is left out."""


@dataclass(frozen=True)
class RunInputs:
    """The inputs of every run of an ensemble.

    Attributes:
        arm: the scenario, with each parameter set.
        vectors: the parameter sets, in the order of the arm; none when there is one scenario.
        seed: seed of all runs.
        draws: whether the model draws postures as Ibar's own does.
    """

    arm: Arm
    vectors: Sequence[Vector]
    seed: int
    draws: bool

    def of(self, number: int) -> InputRow:
        """``run``, ``seed``, ``set`` (from 1) with its values, and what was drawn, by path."""
        row: InputRow = {"run": number, "seed": self.seed}
        if self.vectors:
            place = number % len(self.vectors)
            row |= {"set": place + 1, **self.vectors[place]}
        if self.draws:
            row |= drawn_numbers(self.arm.of(number).scenario, self.seed, number)
        return row

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns that a run can have, in order."""
        names = dict.fromkeys(("run", "seed", *(("set",) if self.vectors else ())))
        names |= dict.fromkeys(path for vector in self.vectors for path in vector)
        if self.draws:
            scenarios = (loaded.scenario for loaded in self.arm.loaded)
            names |= dict.fromkeys(path for one in scenarios for path in drawn_numbers(one, 0, 0))
        return tuple(names)


def inputs_csv(inputs: RunInputs, numbers: Iterable[int]) -> Iterator[str]:
    """Text of ``inputs.csv`` part by part, one row a run; numbers have all their digits."""
    rows = map(inputs.of, numbers)
    cells = ([_text(row.get(name)) for name in inputs.columns] for row in rows)
    return csv_parts(inputs.columns, cells)


def joined(inputs: RunInputs, outcomes: "DataFrame") -> "DataFrame":
    """A table of outcomes with what went into each run before them."""
    from pandas import DataFrame

    rows = [inputs.of(int(number)) for number in outcomes["run"]]
    return DataFrame(rows, columns=list(inputs.columns)).merge(outcomes, on="run")


def _text(value: float | None) -> str:
    return "" if value is None else repr(value)
