"""Phases 8 and 9: contacts are resolved; barricades, crossings and roads are updated."""

from sim.model.contacts import bouts, cells, exchange
from sim.model.effects import triggers
from sim.model.effects.streets import owners
from sim.model.rules import contact
from sim.model.run_context import RunContext
from sim.model.state import Closure
from sim.terms.ladder import CLOSED_CROSSING


def contacts(core: RunContext) -> None:
    """Phase 8: crowd meets crowd, crowd meets police, motorists meet barricades, forces shoot."""
    bouts.resolve(core)
    _motorists(core)
    cells.resolve(core)
    exchange.resolve(core)


def _motorists(core: RunContext) -> None:
    """Motorists of a group stopped and beaten at barricades of one that opposes it.

    Until the crossings close: the fewer are open, the fewer come.
    """
    if not core.state.standing:
        return
    open_share = 1.0 - len(core.state.closed) / max(1, len(core.map.crossings))
    by_group: dict[str, list[str]] = {}
    for point in sorted(core.state.standing):
        by_group.setdefault(owners(core, point), []).append(point)
    for one, other in core.related.pairs:
        for group, victims in ((one, other), (other, one)):
            if points := by_group.get(group):
                _stopped(core, group, victims, points, open_share)


def _stopped(
    core: RunContext, group: str, victims: str, points: list[str], open_share: float
) -> None:
    p, name = core.p.barricades, f"{group}/{victims}"
    rate = p.motorist_rate * min(1.0, len(points) / p.full_network) * open_share
    towns = {core.town_of(point) for point in points} - {None}
    calming = sum(core.calming(town) for town in towns if town is not None) / max(1, len(towns))
    rate *= contact.calmed(calming)
    line = core.chance.line("motorist_harm", name)
    for _ in range(core.incidents("motorists", name, rate)):
        point = points[int(line.uniform() * len(points))]
        injured = int(line.uniform() < p.motorist_injury)
        event = core.log.add(
            "motorists_attacked",
            place=point,
            source=group,
            target=victims,
            people=1,
            injured=injured,
            causes=(core.state.standing[point].event,),
            terms=(("barricades", float(len(points))), ("crossings_open", open_share)),
        )
        core.state.harm(victims, injured, 0)
        triggers.strike(core, "beating", (victims,), point, event)


def roads(core: RunContext) -> None:
    """Phase 9: crossings close behind barricades and open again; movement is measured."""
    openness = core.map.openness(core.state.standing)
    core.state.movement = core.rules.movement(openness.parts)
    p = core.p.barricades
    for crossing in core.map.crossings:
        blocked, closure = crossing in openness.cut_off, core.state.closed.get(crossing)
        if blocked and closure is None:
            staff = core.order_of_battle.staff(crossing)
            closes = bool(staff) and core.mandate(staff, "close", crossing).allowed
            if closes and core.rings("close", crossing, p.close_rate):
                _close(core, crossing, staff)
        elif blocked or closure is None or closure.given:
            continue
        elif core.rings("reopen", crossing, p.reopen_rate):
            del core.state.closed[crossing]
            core.log.add(
                "crossing_opened", place=crossing, source=closure.by, causes=(closure.event,)
            )


def _close(core: RunContext, crossing: str, staff: str) -> None:
    """Whoever staffs a crossing closes it when nobody can come through any more."""
    event = core.log.add(
        "crossing_closed",
        place=crossing,
        source=staff,
        rung=CLOSED_CROSSING,
        causes=core.log.latest("barricade_built"),
        terms=(("barricades", float(len(core.state.standing))),),
    )
    core.state.closed[crossing] = Closure(event, staff)
