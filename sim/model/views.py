"""The snapshot that actors decide on: taken once a tick, after the world has moved."""

from typing import NamedTuple

from sim.model.rules.appraisal import Threat
from sim.model.run_context import RunContext


class TownView(NamedTuple):
    """One contested municipality as seen by its organisers and armed cells."""

    id: str
    threat: float
    parts: Threat
    novelty: float
    fire_reach: float
    called: bool
    sirens: bool
    stand_down: bool
    told_down: bool
    retry_at: float
    out: float
    standing: tuple[str, ...]
    lorry_groups: float


class View(NamedTuple):
    """Public state as every actor sees it.

    Attributes:
        hours: hours since the start.
        hour: local hour of the day.
        step: length of a tick, h.
        towns: contested municipalities.
        others_called: number of municipalities with a call in force.
        rung: highest emergent rung of the last 24 h.
        barricades: barricades standing.
        across: crowd across the bridge, people.
        kin_threat: mean threat over the contested area.
        stance: the patron's word in force [-1..1].
        trouble: barricades stand, sirens sound, or a crowd has come to the bridge.
        believing: largest share of a municipality that believes a rumour [0..1].
    """

    hours: float
    hour: float
    step: float
    towns: tuple[TownView, ...]
    others_called: int
    rung: int
    barricades: int
    across: float
    kin_threat: float
    stance: float
    trouble: bool
    believing: float


def snapshot(core: RunContext, fire_reach: list[float]) -> View:
    """Freeze what actors may see.

    Args:
        core: the run.
        fire_reach: police in reach of the armed cells of each municipality.
    """
    state = core.state
    towns = tuple(_town(core, number, fire_reach[number]) for number in range(len(state.towns)))
    barricades = len(state.standing)
    return View(
        hours=core.hours,
        hour=core.hour,
        step=core.step,
        towns=towns,
        others_called=sum(town.called for town in towns),
        rung=state.rung,
        barricades=barricades,
        across=state.across,
        kin_threat=sum(town.threat for town in towns) / len(towns),
        stance=state.stance,
        trouble=barricades > 0 or state.across >= 100 or any(town.sirens for town in towns),
        believing=float(state.hearing.believing.max()),
    )


def _town(core: RunContext, number: int, fire_reach: float) -> TownView:
    town, municipality = core.state.towns[number], core.map.contested[number]
    threat = town.threat.total
    return TownView(
        id=municipality.id,
        threat=threat,
        parts=town.threat,
        novelty=threat - town.mean_threat,
        fire_reach=fire_reach,
        called=town.called,
        sirens=town.sirens_until > core.hours,
        stand_down=town.stand_down,
        told_down=town.told_down,
        retry_at=town.retry_at,
        out=town.out,
        standing=tuple(core.standing_in(number)) if core.state.standing else (),
        lorry_groups=municipality.lorry_groups,
    )
