"""Governments: they accuse those they oppose (M10)."""

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Kind, Options
from sim.model.agents.leader import Leader, Speech, speak_rates
from sim.model.run_context import RunContext
from sim.model.views import View


def governments(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each government."""
    agents = {name: Government(model, core, name) for name in core.related.of_kind("government")}
    pairs = tuple(pair for pair in sorted(core.state.hostility) if pair[0] in agents)
    options = {"speak": Options(tuple(agents[own] for own, _ in pairs), tuple(o for _, o in pairs))}
    speech = Speech(pairs, core.p.reciprocity, core.rules)
    return Kind(core, tuple(agents.values()), speech, options, rates)


def rates(table: Speech, view: View) -> dict[str, list[float]]:
    """Rate of accusing, of each pair, 1/h."""
    return {"speak": speak_rates(table, view)}


class Government(Leader):
    """Answers hostility with words; its police clear roads in its name (M25)."""

    def act(  # the one decision there is
        self,
        view: View,
        decision: str,  # noqa: ARG002
        objects: tuple[str, ...],
    ) -> list[Action]:
        """Accuse."""
        log = self.core.log
        return self.accuse(view, objects, log.latest("shots") or log.latest("barricade_built"))
