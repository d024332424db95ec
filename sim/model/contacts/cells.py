"""Hidden armed cells: found by police, under siege, and how it ends; no timer ends a siege (M7)."""

import math

from sim.model.actions import Action
from sim.model.contacts import firing
from sim.model.rules import siege
from sim.model.run_context import RunContext
from sim.model.state import Raiders


def resolve(core: RunContext) -> None:
    """Every hidden cell of this tick."""
    for cell in list(core.state.raiders):
        if cell.found is not None:
            _besieged(core, cell)
        elif core.hours >= cell.leaves:
            _ends(core, cell, "slips away")
        elif core.hours >= cell.ready and not _holds_fire(core, cell):
            _hidden(core, cell)


def _holds_fire(core: RunContext, cell: Raiders) -> bool:
    patron = core.state.patrons.get(cell.ordered)
    if not core.mandate(cell.actor, "fire", cell.place).allowed:
        return True
    return not core.rules.quiet_fire or (patron is not None and patron.stance <= -1.0)


def _hidden(core: RunContext, cell: Raiders) -> None:
    """Police find it the sooner the more of them are about, and much sooner if they know of it."""
    p, near = core.p.armed_fire, _near(core, cell)
    opposed = core.related.hunted(cell.actor)
    sent = sum(n for place, n in core.minded_at().items() if place)
    others = [force for force in near if force not in opposed and force not in core.state.resigned]
    officers = (sent + p.local_officers * bool(others)) * (p.known_factor if cell.known else 1.0)
    if not opposed or not core.rings("contact", cell.name, p.contact_rate * officers):
        return
    cell.found = core.hours
    s, line = core.p.siege, core.chance.line("found", cell.name)
    cell.bears = s.cell_bears * math.exp(s.spread * line.normal()) * cell.size
    if cell.known and line.uniform() < s.quits:
        _ends(core, cell, "gives up before a shot")
    else:
        _burst(core, cell)


def _near(core: RunContext, cell: Raiders) -> dict[str, float]:
    town = core.town_of(cell.place)
    return {} if town is None else core.people_in(town, *core.order_of_battle.police)


def _besieged(core: RunContext, cell: Raiders) -> None:
    """Bursts with lulls; then it gives up, breaks out, or nobody of it is left."""
    s = core.p.siege
    if not _holds_fire(core, cell):
        for _ in range(core.incidents("siege", cell.name, siege.burst_rate(s.rate, cell.bursts))):
            if cell.size > 0:
                _burst(core, cell)
    if cell.size <= 0:
        _ends(core, cell, "is destroyed")
        return
    ring = min(1.0, sum(_near(core, cell).values()) / (s.ring * cell.size))
    closed = ring >= 1.0 and core.hours - (cell.found or 0.0) >= s.talks_hours
    broken = s.broken if cell.hurt > cell.bears else 1.0
    dark = core.lasts("dark", cell.place)
    given_up = siege.surrender_rate(s.surrender, closed, broken, s.dark_surrender if dark else 1.0)
    out = siege.way_out_rate(s.way_out, dark, ring, broken)
    if core.rings("surrender", cell.name, given_up):
        _ends(core, cell, "surrenders")
    elif core.rings("way_out", cell.name, out):
        _ends(core, cell, "breaks out")


def _burst(core: RunContext, cell: Raiders) -> None:
    """Fire both ways: at police who may not have expected it, and at a cell that must be found."""
    opposed, near = core.related.hunted(cell.actor), _near(core, cell)
    target = max(opposed, key=lambda force: (near.get(force, 0.0), force))
    p, s = core.p.armed_fire, core.p.siege
    luck = core.chance.line("siege_harm", cell.name)
    minutes = _minutes_in(core, cell)
    fire = firing.attack(core, cell.actor, target, cell.place, min(cell.size, s.most_shooters))
    exposed = siege.exposed(
        minutes, p.exposed_surprised, p.exposed_alert, s.surprise_minutes, cell.known
    )
    there = near.get(target, 0.0)
    fire = fire._replace(
        exposed=exposed * (p.heavy if cell.heavy else 1.0), most=there or fire.most
    )
    back = firing.answer(core, fire, luck)
    harm = firing.shot(core, fire, luck)
    causes = core.log.latest("cell_moves")
    action = Action("shoot", cell.actor, cell.place, target, causes=causes)
    event = firing.tell(core, fire, harm, action, "attack")
    cell.bursts += 1
    if back is not None:
        found = siege.located(minutes, cell.known, s.located_known, s.locate_minutes)
        line = core.chance.line("siege_found", cell.name)
        hit = tuple(line.binomial(n, found) for n in back[1])
        firing.tell(core, back[0], (hit[0], hit[1]), action._replace(causes=(event,)))
        cell.size -= sum(hit)
        cell.hurt += sum(hit)


def _minutes_in(core: RunContext, cell: Raiders) -> float:
    """Minutes of fire so far: the first burst meets those who are surprised, later ones do not."""
    return cell.bursts * core.p.armed_fire.attack_minutes


def _ends(core: RunContext, cell: Raiders, how: str) -> None:
    core.state.raiders.remove(cell)
    causes = core.log.latest("attack", cell.place) if cell.found is not None else ()
    core.log.add(
        "cell_moves",
        place=cell.place,
        source=cell.actor,
        people=max(0, cell.size),
        causes=causes,
        says=how,
    )
