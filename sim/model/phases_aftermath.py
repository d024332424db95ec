"""Phase 8, in the end: what deaths answer - revenge, funerals, restraint (M23)."""

import math
from typing import Final

from sim.model.actions import Action
from sim.model.aftermath_state import Funeral, Mourning
from sim.model.contacts import firing
from sim.model.effects import reports
from sim.model.rules import aftermath as rules
from sim.model.run_context import RunContext
from sim.model.verbs.gatherings import bring_out
from sim.scenario.verbs.verb import FORCES
from sim.terms.events import Event

_DAY: Final = 24.0


def answer(core: RunContext) -> None:
    """Deaths of this tick are mourned; those before are avenged, buried, and hold back."""
    left = core.state.aftermath
    for event in core.log.harm[left.seen :]:
        reports.warn(core, event)
        if event.killed:
            _mourn(core, event)
    left.seen = len(core.log.harm)
    if not left.of:
        return
    p = core.p.aftermath
    for mourning in left.of.values():
        mourning.killed *= math.exp(-core.step / p.memory_hours)
    goal = core.rules.restraint(sum(m.killed for m in left.of.values()), p.calm_most, p.calm_half)
    left.calm += (goal - left.calm) * -math.expm1(-core.step / p.calm_hours)
    for group, mourning in left.of.items():
        _avenge(core, group, mourning)
    for funeral in [one for one in left.funerals if one.hour <= core.hours]:
        left.funerals.remove(funeral)
        _bury(core, funeral)


def _mourn(core: RunContext, event: Event) -> None:
    """The groups for whom the dead stood remember them, and bury them on one of the next days."""
    doers = core.related.stands_for(event.source)
    kind = core.related.actors[event.target].kind if event.target in core.related.actors else ""
    weight = core.p.aftermath.force_share if kind in FORCES else 1.0
    for group in core.related.stands_for(event.target):
        if group in doers:
            continue
        mourning = core.state.aftermath.of.setdefault(group, Mourning())
        mourning.killed += weight * event.killed
        mourning.event, mourning.place, mourning.blamed = event.id, event.place, event.source
        if kind not in FORCES:
            _plan(core, group, mourning, event)


def _plan(core: RunContext, group: str, mourning: Mourning, event: Event) -> None:
    """Fix the funeral of those who are not yet to be buried: at noon two to four days later."""
    planned = any(one.group == group for one in core.state.aftermath.funerals)
    mourning.unburied += event.killed
    if planned:
        return
    p, line = core.p.aftermath, core.chance.line("funeral", group)
    days = p.first_day + int(line.uniform() * p.funeral_days)
    noon = math.floor((core.hours + core.first_hour) / _DAY) * _DAY + _DAY * days + p.funeral_hour
    hour = noon - core.first_hour
    funeral = Funeral(hour, group, event.place, event.id, event.source)
    core.state.aftermath.funerals.append(funeral)


def _avenge(core: RunContext, group: str, mourning: Mourning) -> None:
    """Armed people who stand for a group shoot at whoever is blamed; few ambush."""
    p, related = core.p.aftermath, core.related
    cells = [c for c in related.of_kind("armed_cells") if group in related.stands_for(c)]
    if not cells or mourning.blamed not in related.actors:
        return
    dark = core.lasts("dark", mourning.place)
    night = 1.0 if dark else core.p.armed_fire.day_factor
    angry = rules.anger(mourning.killed, p.anger_most)
    for cell in cells:
        armed = related.actors[cell].size.value * core.posture[cell].activity / p.armed_full
        rate = core.rules.revenge_rate(p.revenge, angry, core.state.aftermath.calm, night, armed)
        if core.rings("revenge", f"{cell}/{group}", rate):
            _strike(core, cell, mourning)


def _strike(core: RunContext, cell: str, mourning: Mourning) -> None:
    line, p = core.chance.line("revenge", cell), core.p.aftermath
    target, place = mourning.blamed, mourning.place
    action = Action("shoot", cell, place, target, causes=(mourning.event,))
    if line.uniform() < p.ambush_share:
        firing.ambush(core, action)
    else:
        fire = firing.from_afar(core, cell, target, place)
        firing.tell(core, fire, firing.shot(core, fire, line), action)


def _bury(core: RunContext, funeral: Funeral) -> None:
    """People come to a funeral; from some they go on and press against whom they meet."""
    p, left = core.p.aftermath, core.state.aftermath
    mourning = left.of[funeral.group]
    n = core.rules.mourners(mourning.unburied, p.mourners)
    mourning.unburied = 0.0
    if n < 1.0:
        return
    bring_out(core, funeral.group, funeral.place, round(n), p.funeral_lasts)
    core.log.add(
        "funeral",
        place=funeral.place,
        source=funeral.group,
        people=round(n),
        causes=(funeral.event,),
        terms=(("dead", mourning.killed),),
    )
    angry = rules.anger(mourning.killed, p.anger_most)
    share = min(1.0, p.presses * angry * (1.0 - left.calm))
    if core.chance.line("from_funeral", funeral.group).uniform() < share:
        left.pressing[funeral.group] = core.hours + p.funeral_lasts
