import numpy as np
import pytest

from sim.model.residents import HOME, OUT, RESTING
from sim.scenario.world import Cell
from tests.model.verification.people import by_person, cells, choice, settle

MORE = (3000, 1, 0, 3, 3, 1500)  # one more at the fourth place


def two_days(population: list[Cell], column: str, *, run=0) -> dict[str, np.ndarray]:
    """A column after two days on which people leave, come home, rest and leave again."""
    them = settle(population, run=run)
    for hour in range(48):
        them.new_day(hour // 24)
        felt = np.full(len(them.cells), 1.2, dtype=np.float32)
        them.leave_home(hour % 4, felt, choice(them, hours=4.0), float(hour))
        them.go_home(float(hour), 3.0)
    assert {HOME, OUT, RESTING} <= set(them.status.tolist())
    return by_person(them, getattr(them, column))


def same_people(column: str, one: list[Cell], other: list[Cell], *, runs=(0, 0)) -> bool:
    """Whether everybody in the first population is the same in the second."""
    few, many = (
        two_days(people, column, run=run) for people, run in zip((one, other), runs, strict=True)
    )
    return all(np.array_equal(rows, many[name][: rows.size]) for name, rows in few.items())


COLUMNS = pytest.mark.parametrize("column", ["cost", "status", "until"])


@COLUMNS
def test_one_more_person_changes_nothing_for_anybody_else(column):
    assert same_people(column, cells(), cells(MORE))


@COLUMNS
def test_one_more_place_changes_nothing_for_anybody_else(column):
    assert same_people(column, cells(), [Cell("another", "serb", 77), *cells()])


@COLUMNS
def test_the_order_of_places_changes_nothing_for_anybody(column):
    assert same_people(column, cells(), cells()[::-1])


@COLUMNS
def test_other_people_would_be_noticed(column):
    assert not same_people(column, cells(), cells(), runs=(0, 1))
