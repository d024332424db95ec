"""How each kind of action that was decided on is carried out."""

from collections.abc import Callable
from typing import Final

from sim.model.actions import Action
from sim.model.contacts import clearing, firing
from sim.model.effects import (
    approach,
    deals,
    forces,
    offices,
    rallies,
    reports,
    streets,
    words,
)
from sim.model.run_context import RunContext


def correct_rumour(core: RunContext, action: Action) -> None:
    """A channel corrects rumours for those it reaches."""
    audience = getattr(core.related.actors[action.actor], "audience", ())
    reports.answer(core, action.actor, core.state.quarters.of_groups(audience), -1.0)
    core.log.add("denial", source=action.actor, causes=action.causes, terms=action.terms)


EFFECTS: Final[dict[str, Callable[[RunContext, Action], None]]] = {
    "call": streets.call,
    "call_off": streets.call_off,
    "withhold": offices.withhold,
    "take_up": offices.take_up,
    "escalate": streets.escalate,
    "rally": rallies.call_rally,
    "talk": approach.talk,
    "warn": approach.warn,
    "build": streets.build,
    "remove": streets.remove,
    "shoot": firing.shoot,
    "ambush": firing.ambush,
    "clear": clearing.clear,
    "speak": words.speak,
    "offer": words.offer,
    "order_down": words.order_down,
    "order_again": words.order_again,
    "hotline": words.hotline,
    "correct": correct_rumour,
    "concede": deals.concede,
    "lapse": deals.lapse,
    "readiness": forces.readiness,
    "ask_reserve": forces.ask_reserve,
    "arrive": forces.arrive,
    "leave": forces.leave,
    "release": forces.release,
    "send_force": forces.send_force,
}
"""What each kind of action does when it is carried out."""
