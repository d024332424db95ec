"""Shots of cells at forces that they oppose."""

from sim.model.actions import Action
from sim.model.contacts import firing
from sim.model.run_context import RunContext


def shoot(core: RunContext, action: Action) -> None:
    """Shots at a force out of the dark or from a distance; most hit nobody."""
    luck = core.chance.line("hit", action.actor + action.place)
    fire = firing.from_afar(core, action.actor, action.target, action.place)
    firing.tell(core, fire, firing.shot(core, fire, luck), action)
