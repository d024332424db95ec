"""A hidden armed cell: it infiltrates, meets police, is besieged, and slips away."""

from sim.model.actions import Do
from sim.model.run_context import RunContext
from sim.model.state import Raiders
from sim.scenario.tracked import one_of, told


def infiltrate(core: RunContext, do: Do) -> None:
    """A cell comes in hidden along its route and waits at its base.

    The event is public only in hindsight, so it is logged as a plain state without a code. What
    follows is resolved tick by tick: see :func:`sim.model.contacts.cells.resolve`.
    """
    entry = do.entry
    patron = entry.commanded_by if one_of(entry, "commanded_by", core.state.patrons) else None
    base = do.places[0] if do.places else ""
    hours = sum(
        core.map.minutes(a, b) / 60.0
        for a, b in zip(entry.route or (), (entry.route or ())[1:], strict=False)
    )
    core.log.add(
        "cell_moves",
        place=base,
        source=entry.who,
        people=told(entry, "size") or 0,
        given=do.given,
        causes=do.causes,
        says=told(entry, "objective") or "",
    )
    core.state.raiders.append(
        Raiders(
            name=do.name,
            actor=entry.who,
            place=base,
            size=told(entry, "size") or 1,
            heavy=entry.arms == "heavy",
            known=one_of(entry, "known_to", core.order_of_battle.police),
            ordered=patron or "",
            ready=core.hours + hours,
            leaves=core.hours + hours + (entry.lasting or core.p.armed_fire.stay_hours),
        )
    )
