"""Small populations, and what is known of each person by cell and number in it."""

import numpy as np

from sim.model.residents import Choice, Residents
from sim.model.rules.mobilisation import leave_rate
from sim.model.streams import Streams, stable_id
from sim.scenario.world import Cell

PEOPLE = (3000, 1, 0, 2, 3, 1500)


def cells(people=PEOPLE) -> list[Cell]:
    return [Cell(f"place_{number}", "serb", n) for number, n in enumerate(people)]


def residents(people=PEOPLE, *, adult_share=0.7, n_blocks=4, one_in=1, run=0) -> Residents:
    return settle(cells(people), adult_share=adult_share, n_blocks=n_blocks, one_in=one_in, run=run)


def settle(population: list[Cell], *, adult_share=0.7, n_blocks=4, one_in=1, run=0) -> Residents:
    return Residents(
        population,
        Streams(11, run),
        costs=[(1.5, 0.5)] * len(population),
        adult_share=adult_share,
        n_blocks=n_blocks,
        one_in=one_in,
    )


def choice(them: Residents, *, stay=5.0, hours=1.0, fatigue=0.0) -> Choice:
    return Choice(leave_rate, 0.08, hours, np.full(len(them.cells), stay), fatigue)


def by_person(them: Residents, column: np.ndarray) -> dict[str, np.ndarray]:
    """A column by cell, in the order in which the people of a cell were drawn."""
    found = {}
    for number, (place, community) in enumerate(them.cells):
        rows = np.flatnonzero(them.cell == number)
        index = them.person[rows] - np.uint32(stable_id(f"{place}/{community}"))
        assert np.array_equal(np.sort(index), np.arange(them.rows_of[number]))
        found[f"{place}/{community}"] = column[rows][np.argsort(index)]
    return found
