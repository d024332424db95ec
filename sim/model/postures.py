"""Postures of all actors of one run, and which of their numbers that run drew."""

from collections.abc import Iterator
from typing import Any

from sim.model.settings import drawn_posture, is_drawn
from sim.model.streams import Streams
from sim.scenario.actors import ArmedCells, Organisers
from sim.scenario.types import Scenario


def postures(plan: Scenario, chance: Streams) -> dict[str, Any]:
    """Postures by actor; organisers and cells have one for each municipality too.

    Args:
        plan: the scenario.
        chance: streams of the run.
    """
    fixed = plan.ensemble.posture == "fixed"
    return {who: drawn_posture(posture, who, chance, fixed) for who, posture in _owners(plan)}


def drawn_numbers(plan: Scenario, seed: int, run: int) -> dict[str, float]:
    """What a run drew of postures, by path; of one municipality, with its name in brackets.

    Args:
        plan: the scenario.
        seed: seed of the ensemble.
        run: number of the run, from 0.

    Returns:
        Such as ``actors.NAME.posture.resolve`` and ``actors.NAME.posture.threshold[PLACE]``; empty
        when the scenario fixes its postures.
    """
    if plan.ensemble.posture == "fixed":
        return {}
    chance = Streams(seed, run)
    found: dict[str, float] = {}
    for who, posture in _owners(plan):
        actor, _, place = who.partition("/")
        values = drawn_posture(posture, who, chance, fixed=False)
        for name in type(posture).model_fields:
            if is_drawn(posture, name):
                where = f"[{place}]" if place else ""
                found[f"actors.{actor}.posture.{name}{where}"] = getattr(values, name)
    return found


def _owners(plan: Scenario) -> Iterator[tuple[str, Any]]:
    """Who has a posture, which names its draws as well, and the posture."""
    for name, actor in plan.actors.items():
        posture = getattr(actor, "posture", None)
        if posture is None:
            continue
        yield name, posture
        if isinstance(actor, Organisers | ArmedCells):
            for municipality in actor.municipalities:
                yield f"{name}/{municipality}", posture
