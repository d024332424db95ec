"""Governments: they accuse those they oppose, and have their police clear roads."""

from typing import Any, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Kind, Options
from sim.model.agents.leader import Leader, Speech, speak_rates
from sim.model.mechanisms import Rules
from sim.model.run_context import RunContext
from sim.model.views import View


class Ruler(NamedTuple):
    """A government that can have roads cleared.

    Attributes:
        actor: the government.
        resolve: its will to carry its decisions through [0..1].
        restraint: its reluctance to use force [0..1].
        issues: issues that it decides.
        police: police who answer to it and whose coming a group minds: those sent in.
    """

    actor: str
    resolve: float
    restraint: float
    issues: tuple[str, ...]
    police: tuple[str, ...]


class Table(NamedTuple):
    """What the rates are worked out from; ``p`` holds the parameters of all mechanisms."""

    rulers: tuple[Ruler, ...]
    speech: Speech
    p: Any
    rules: Rules


def governments(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each government."""
    agents = {name: Government(model, core, name) for name in core.related.of_kind("government")}
    pairs = tuple(pair for pair in sorted(core.state.hostility) if pair[0] in agents)
    speech = Speech(pairs, core.p.reciprocity, core.rules)
    rulers = tuple(agent.ruler for agent in agents.values())
    options = {
        "speak": Options(tuple(agents[own] for own, _ in pairs), tuple(o for _, o in pairs)),
        "clear": Options(tuple(agents.values()), ("",) * len(agents)),
    }
    table = Table(rulers, speech, core.p, core.rules)
    return Kind(core, tuple(agents.values()), table, options, rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rates of accusing, of each pair, and of clearing roads, of each government, 1/h."""
    return {
        "clear": [clear_rate(table, ruler, view) for ruler in table.rulers],
        "speak": speak_rates(table.speech, view),
    }


def clear_rate(table: Table, ruler: Ruler, view: View) -> float:
    """Rate of clearing by force, 1/h: by day, once a decision is defied, where police stand."""
    p = table.p.barricades
    if not is_defied(ruler, view, p.clear_after_hours) or not able(ruler, view):
        return 0.0
    mean = table.p.mediation.resolve_mean
    law = (p.clear_rate, p.clear_resolve, mean)
    return table.rules.clear_rate(ruler.resolve, ruler.restraint, *law)


def is_defied(ruler: Ruler, view: View, hours: float) -> bool:
    """Whether a decision of its own has been in force for some hours, with no deal on it."""
    seen = (view.issues[name] for name in ruler.issues)
    return any(one.on_the_table and one.hours_left < -hours for one in seen)


def able(ruler: Ruler, view: View) -> dict[str, tuple[str, int]]:
    """Barricades with its police near, by day: whose they mostly are, and how many officers."""
    found: dict[str, tuple[str, int]] = {}
    for site in sorted(view.working):
        near = view.police_near.get(site, {})
        own = {force: near[force] for force in ruler.police if near.get(force, 0.0) > 0.0}
        if own:
            found[site] = max(own, key=lambda f: (own[f], f)), round(sum(own.values()))
    return found


class Government(Leader):
    """Answers hostility with words, and has its police clear roads.

    Attributes:
        ruler: what of it counts when roads are cleared.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        posture = core.posture[actor]
        issues = core.plan.issues.items()
        self.ruler = Ruler(
            actor,
            posture.resolve,
            posture.restraint,
            tuple(name for name, issue in issues if issue.decided_by == actor),
            tuple(f for f in core.related.minders if actor in core.related.chain(f)),
        )

    def act(self, view: View, decision: str, objects: tuple[str, ...]) -> list[Action]:
        """Accuse, or clear every barricade near which its police stand."""
        log = self.core.log
        if decision == "speak":
            causes = log.latest("shots") or log.latest("barricade_built")
            return self.accuse(view, objects, causes)
        rate = clear_rate(
            Table((), _nobody(self.core), self.core.p, self.core.rules), self.ruler, view
        )
        terms = (("resolve", self.ruler.resolve), ("rate_per_hour", rate))
        causes = log.latest("barricade_built")
        return [
            Action("clear", force, site, n=officers, causes=causes, terms=terms)
            for site, (force, officers) in able(self.ruler, view).items()
        ]


def _nobody(core: RunContext) -> Speech:
    return Speech((), core.p.reciprocity, core.rules)
