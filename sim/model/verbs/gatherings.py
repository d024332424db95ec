"""Verbs of gatherings: rallies, marches and funerals that are given."""

import numpy as np

from sim.model.actions import Do
from sim.model.contact_state import FREE, Carried
from sim.model.contacts.parties import rows_there
from sim.model.rules import mobilisation
from sim.model.run_context import RunContext
from sim.scenario.timeline import Harm
from sim.scenario.verbs.table import VERBS as FACTS


def gather(core: RunContext, do: Do) -> None:
    """People of the group come out where the way begins; the event is told of where it ends."""
    way = do.entry.route or do.places
    n = do.entry.n or 0
    fact = FACTS[do.entry.does]
    core.log.add(
        fact.kind,
        cameo=fact.cameo,
        place=way[-1],
        source=do.entry.who,
        people=n,
        given=do.given,
        causes=do.causes,
        says=do.entry.says or "",
    )
    bring_out(core, do.entry.who, way[0], n, do.entry.lasting)
    bring_arms(core, do, do.entry.who, way[0], calls=True)


def bring_out(core: RunContext, group: str, place: str, n: int, hours: float | None = None) -> None:
    """Let people of a group come out in the municipality of a place until n of them are out.

    To the site where they gather they come from everywhere. Those come whose time costs least.
    They stay as long as others do, or some hours on average, and then leave much together.
    """
    rows = rows_there(core, group, place)
    cells = np.flatnonzero(core.cells_of(rows))
    missing = n - round(float(core.people.count_out()[cells].sum()))
    if missing > 0 and cells.size:
        p = core.p.mobilisation
        law = (p.stay_hours, 1.0) if hours is None else (hours, p.common_end)
        core.people.send_out(
            cells.tolist(), missing, core.hours, lambda draws: mobilisation.stays(draws, *law)
        )


def bring_arms(core: RunContext, do: Do, group: str, place: str, *, calls: bool = False) -> None:
    """What people of a group who come out bring with them, and whether they came to press on.

    Those who are on their way call others: whoever of the group lives there can join them.
    """
    armed, charges = (_of(one, do, group) for one in (do.entry.armed, do.entry.charges))
    presses = bool(do.entry.presses)
    if armed or charges or presses or calls:
        stay = core.p.mobilisation.stay_hours if do.entry.lasting is None else do.entry.lasting
        until, order = core.hours + stay, do.entry.order_of_fire or FREE
        brought = Carried(group, core.town_of(place), armed, charges, until, presses, calls, order)
        core.state.contacts.arms.append(brought)


def _of(number: Harm | None, do: Do, party: str) -> int:
    """A number by party, or that of whoever does it."""
    if isinstance(number, dict):
        return number.get(party, 0)
    return (number or 0) * (party == do.entry.who)
