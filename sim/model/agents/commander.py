"""Forces that may clear roads under a mandate: one decision for all of them (M25)."""

from typing import Any, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import AT_ONCE, Decider, Kind, Options
from sim.model.mechanisms import Rules
from sim.model.rules import clearance
from sim.model.run_context import RunContext
from sim.model.views import View


class Command(NamedTuple):
    """A force that may clear.

    Attributes:
        actor: the force.
        tempo: how fast it decides, relative to the rates.
        mandate: how much its need counts (m): 1 for peacekeepers, less for police whose government
            holds them back.
        government: for whose decisions police clear; empty for peacekeepers, whose mandate is to
            keep the roads open.
        issues: those decisions.
    """

    actor: str
    tempo: float
    mandate: float = 1.0
    government: str = ""
    issues: tuple[str, ...] = ()


class Table(NamedTuple):
    """What the rates are worked out from; ``p`` holds the parameters of all mechanisms."""

    forces: tuple[Command, ...]
    p: Any
    rules: Rules


def commanders(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each force that may clear."""
    agents = tuple(Commander(model, core, name) for name in sorted(core.state.clearers))
    every = Options(agents, ("",) * len(agents))
    table = Table(tuple(agent.force for agent in agents), core.p, core.rules)
    return Kind(core, agents, table, dict.fromkeys(("clear", "talk", "warn"), every), rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rates of clearing, of talking of a lane and of an ultimatum, of each force, 1/h."""
    if not view.working:
        return {}
    found: dict[str, list[float]] = {"clear": [], "talk": [], "warn": []}
    for one in table.forces:
        rate, chances = table.p.clearance.look_rate * one.tempo, _chances(table, one, view)
        for name, of_it in found.items():
            of_it.append(rate * chances[name] if chances.get(name) else 0.0)
    return found


def _chances(table: Table, one: Command, view: View) -> dict[str, float]:
    """Chance of each when it is weighed; nothing where nothing can be done now."""
    learnt, p = view.clearers[one.actor], table.p
    if learnt.until > view.hours or not clearable(one, view):
        return {}
    if one.government and not is_defied(one, view, p.barricades.clear_after_hours):
        return {}
    if learnt.until >= 0.0:
        return {"clear": AT_ONCE}
    law = clearance.Weighing(*(getattr(p.clearance, n) for n in clearance.Weighing._fields))
    need = one.mandate * learnt.need
    mood = clearance.Mood(need, learnt.caution, learnt.expected, learnt.encounters)
    clear, rest = table.rules.clear_chance(mood, law), clearance.choices(mood, law)
    return {n: min(rest[n], 1.0 - clear) for n in ("talk", "warn")} | {"clear": clear}


def is_defied(one: Command, view: View, hours: float) -> bool:
    """Whether a decision it carries out has been in force for some hours, with no deal on it."""
    seen = (view.issues[name] for name in one.issues)
    return any(issue.on_the_table and issue.hours_left < -hours for issue in seen)


def clearable(one: Command, view: View) -> tuple[str, ...]:
    """Barricades that a force may clear, by day."""
    return tuple(site for site in view.working if (one.actor, "clear", site) in view.may)


def longest(one: Command, view: View) -> str:
    """The barricade that has stood longest of those that a force may clear."""
    return min(clearable(one, view), key=lambda site: (view.standing[site].since, site))


class Commander(Decider):
    """Weighs, for one force, whether to wait, talk, threaten or clear.

    Attributes:
        force: what of it counts.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor, f"{actor}/clearing")
        posture = core.posture[actor]
        self.force = Command(actor, getattr(posture, "tempo", 1.0))
        if core.related.actors[actor].kind != "peacekeepers":
            self.force = _of_police(core, actor)

    def act(  # what it is about follows from what stands
        self,
        view: View,
        decision: str,
        objects: tuple[str, ...],  # noqa: ARG002
    ) -> list[Action]:
        """Ask for a lane, give an ultimatum, or clear, at the barricade that stands longest.

        Those who clear have to be there, and as many as the resistance that is expected asks for.
        """
        site, learnt = longest(self.force, view), view.clearers[self.actor]
        causes = (view.standing[site].event,)
        terms = (
            ("need", self.force.mandate * learnt.need),
            ("expected_resistance", learnt.expected),
        )
        if decision == "talk":
            return [Action("talk", self.actor, site, causes=causes, terms=terms)]
        if decision == "warn":
            return [Action("warn", self.actor, site, causes=causes, terms=terms)]
        return self._go(site, causes, terms)

    def _go(
        self, site: str, causes: tuple[int, ...], terms: tuple[tuple[str, float], ...]
    ) -> list[Action]:
        """Clear with who is there; peacekeepers send first for whom they miss, if any are free."""
        core, p = self.core, self.core.p
        law = p.clearance.expected_first, p.availability.gate_company
        wanted = round(clearance.wanted(core.state.clearers[self.actor].expected, *law))
        there, free = core.at_hand(self.actor, site), core.order_of_battle.at_call(self.actor)
        missing = 0 if self.force.government else min(wanted - there, free)
        if missing <= 0:
            n = min(wanted, there)
            return [Action("clear", self.actor, site, n=n, causes=causes, terms=terms)] if n else []
        sent = (post for post in core.state.posts if (post.actor, post.place) == (self.actor, site))
        if any(post.arrives > core.hours for post in sent):
            return []
        return [Action("send_force", self.actor, site, n=missing, causes=causes)]


def _of_police(core: RunContext, actor: str) -> Command:
    """Police clear in the name of the government they answer to, as far as it wants them to."""
    p, above = core.p, core.related.chain(actor)
    owner = next(name for name in above if core.related.actors[name].kind == "government")
    resolve, restraint = core.posture[owner].resolve, core.posture[owner].restraint
    law = (p.clearance.police_mandate, p.barricades.clear_resolve, p.mediation.resolve_mean)
    issues = tuple(name for name, one in core.plan.issues.items() if one.decided_by == owner)
    return Command(actor, 1.0, clearance.mandate(resolve, restraint, law), owner, issues)
