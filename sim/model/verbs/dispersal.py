"""The verb of dispersal: crowds are told to go, pushed, and what they came to is over."""

from typing import NamedTuple

from sim.model.actions import Do
from sim.model.contact_state import CLEAR, HOLD, Encounter
from sim.model.contacts import given
from sim.model.contacts.parties import rows_there
from sim.model.run_context import RunContext
from sim.model.verbs import permission


class Crowd(NamedTuple):
    """People of one group who are out at a place.

    Attributes:
        people: how many.
        group: whose they are.
        rows: rows of the quarters from which they are.
    """

    people: float
    group: str
    rows: list[int]


def disperse(core: RunContext, do: Do) -> None:
    """Crowds are dispersed by units that are there: contact on both sides, and most go home.

    All crowds of a place are, police parted among them by their size: who clears a square asks
    nobody which side they are on, unless the entry says whom.
    """
    whom = do.entry.whom
    for place in do.places:
        crowds = [one for one in crowds_at(core, place) if whom is None or one.group == whom]
        if not crowds:
            continue
        at_hand = core.at_hand(do.entry.who, place)
        there = at_hand if do.entry.n is None else min(do.entry.n, at_hand)
        if not there:
            permission.short_of_people(core, do, place)
            continue
        everybody = sum(crowd.people for crowd in crowds)
        for crowd in crowds:
            _push(core, do, place, crowd, there * crowd.people / everybody)
            _is_over(core, place, crowd)


def crowds_at(core: RunContext, place: str) -> list[Crowd]:
    """Crowds at a place, the largest first.

    A crowd is of people who gather at the place, or of those out in its municipality.
    """
    found = []
    for group in core.related.groups:
        rows = rows_there(core, group, place)
        found.append(Crowd(float(core.state.quarters.out[rows].sum()), group, rows))
    least = core.p.barricades.people_least
    return sorted([crowd for crowd in found if crowd.people >= least], reverse=True)


def _push(core: RunContext, do: Do, place: str, crowd: Crowd, police: float) -> None:
    """A force pushes a crowd, and goes on while it is there; most of it cut their stay short."""
    p = core.p.contact
    encounter = Encounter(
        do.name,
        place,
        (do.entry.who, crowd.group),
        (police, 0.0),
        (CLEAR, HOLD),
        core.hours + (do.entry.lasting or p.given_hours),
        factor=getattr(p, f"harm_{do.entry.means or 'push'}"),
        given=do.given,
    )
    given.begin(core, encounter, do.causes)
    left = 1.0 - core.p.mobilisation.dispersed_share
    core.people.stand_down(core.cells_of(crowd.rows), core.hours, left)


def _is_over(core: RunContext, place: str, crowd: Crowd) -> None:
    """A march or rally that is dispersed is over: nobody joins it any more."""
    town, hours = core.town_of(place), core.hours
    for one in core.state.contacts.arms:
        if one.group == crowd.group and one.town == town:
            one.calls = False
    for number, rally in enumerate(core.state.rallies):
        on = rally.begins <= hours and core.town_of(rally.place) == town
        if on and crowd.group in core.related.stands_for(rally.actor):
            core.state.rallies[number] = rally._replace(ends=hours)
