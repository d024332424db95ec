"""Checks of sizes: the residents of a run must fit into the memory of this machine."""

import os
from typing import Final

from sim.scenario.case import ReferenceTable
from sim.scenario.world import World

BYTES_A_PERSON: Final = 100
"""Memory of one simulated person while a run is laid out: ten columns, and what sorts them."""
MOST_PEOPLE: Final = 2**31
"""Simulated people that can be told apart."""
_MOST_ONE_IN: Final = 1000


def check_population(case: ReferenceTable) -> None:
    """The people of all places together can be simulated here."""
    if case.world is None:
        return
    one_in = case.root.child("ensemble", "one_in")
    stands_for = (one_in.whole if one_in is not None else None) or 1
    people = -(-sum(cell.people for cell in case.world.population) // stands_for)
    room = memory_bytes()
    most = MOST_PEOPLE if room is None else min(MOST_PEOPLE, room // BYTES_A_PERSON)
    if people <= most:
        return
    message = (
        f"the people of all places are {people:,} simulated people, who need about "
        f"{people * BYTES_A_PERSON / 1e9:.1f} GB of memory; at most {most:,} fit here"
        f"{_remedy(case.world, most)}"
    )
    where = one_in if one_in is not None else case.root
    case.lacks("ensemble.one_in", where, message)


def _remedy(world: World, most: int) -> str:
    """A sample that fits, where there is one."""
    people = sum(cell.people for cell in world.population)
    enough = -(-people // max(most, 1))
    if enough > _MOST_ONE_IN:
        return "; the numbers of the population table are no people of a region"
    return f"; let one person stand for more, such as ensemble.one_in={enough}"


def memory_bytes() -> int | None:
    """Memory of this machine; None where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None
