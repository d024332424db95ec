"""The verbs of ``does:`` and what carries each out."""

from collections.abc import Callable
from typing import Final

from sim.model.actions import Do
from sim.model.run_context import RunContext
from sim.model.verbs import cells, decisions, dispersal, forces, gatherings, permission, violence

VERBS: Final[dict[str, Callable[[RunContext, Do], None]]] = {
    "state": decisions.speak,
    "accuse": decisions.speak,
    "demand": decisions.speak,
    "reject": decisions.speak,
    "threaten": decisions.speak,
    "appeal": decisions.speak,
    "confirm": decisions.confirm,
    "praise": decisions.speak,
    "apologise": decisions.speak,
    "name": decisions.name,
    "ultimatum": decisions.ultimatum,
    "meet": decisions.speak,
    "rumour": decisions.rumour,
    "deny": decisions.deny,
    "announce": decisions.decide,
    "enforce": decisions.decide,
    "postpone": decisions.concede,
    "suspend": decisions.concede,
    "withdraw_decision": decisions.concede,
    "hand_over": decisions.hand_over,
    "consent": decisions.consent,
    "curfew": decisions.curfew,
    "order": decisions.order,
    "arrest": decisions.arrest,
    "release": decisions.release,
    "resign": decisions.resign,
    "readiness": decisions.readiness,
    "deploy": forces.deploy,
    "reinforce": forces.reinforce,
    "withdraw": forces.withdraw,
    "raid": forces.raid,
    "install": forces.install,
    "disperse": dispersal.disperse,
    "clear": forces.clear,
    "close_crossing": forces.close_crossing,
    "open_crossing": forces.open_crossing,
    "infiltrate": cells.infiltrate,
    "rally": gatherings.gather,
    "march": gatherings.gather,
    "funeral": gatherings.gather,
    "clash": violence.clash,
    "attack": violence.attack,
    "shoot": violence.shoot,
    "kill": violence.kill,
    "incident": violence.incident,
}
"""Every verb of :data:`sim.scenario.verbs.table.VERBS`."""


def carry_out(core: RunContext, do: Do) -> None:
    """Do what an entry says, where its actor may."""
    allowed = permission.allowed(core, do)
    if allowed is not None:
        VERBS[do.entry.does](core, allowed)
