"""Peacekeepers: each headquarters sends its force, and the command above it releases reserves."""

from typing import Any, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import AT_ONCE, Decider, Kind, Options
from sim.model.run_context import RunContext
from sim.model.views import View
from sim.terms.ladder import VIOLENCE


class Headquarters(NamedTuple):
    """What of a peacekeeping force counts for its decisions.

    Attributes:
        actor: the force.
        tempo: how fast it decides, relative to the rates.
        holds: sites to which it sends a company when trouble starts.
        watches: sites to which it sends patrols when trouble lasts.
        hotline_to: whose army it calls; empty for nobody's.
        patron: whose army that is; empty for nobody's.
        higher: the command it asks for reserves; empty for none.
    """

    actor: str
    tempo: float
    holds: tuple[str, ...]
    watches: tuple[str, ...]
    hotline_to: str
    higher: str
    patron: str = ""


class Table(NamedTuple):
    """What the rates are worked out from.

    Attributes:
        forces: the headquarters, shape (force,).
        sites: (force, site) of every site that one holds, shape (option,).
        p: parameters of M9.
        alerts: those of M13, for what a headquarters answers.
        rules: the rules.
    """

    forces: tuple[Headquarters, ...]
    sites: tuple[tuple[int, str], ...]
    p: Any
    alerts: Any
    rules: Any


def headquarters(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each peacekeeping force."""
    agents = [
        PeacekeepingHeadquarters(model, core, name) for name in core.related.of_kind("peacekeepers")
    ]
    forces = tuple(agent.force for agent in agents)
    sites = tuple((n, site) for n, force in enumerate(forces) for site in force.holds)
    each = Options(tuple(agents), ("",) * len(agents))
    decisions: tuple[str, ...] = ("watch", "hotline", "ask_reserve")
    options: dict[str, Options] = {}
    options.update(dict.fromkeys(decisions, each))
    options["reinforce"] = Options(tuple(agents[n] for n, _ in sites), tuple(s for _, s in sites))
    options["hold"] = Options(tuple(agents[n] for n, _ in sites), tuple(s for _, s in sites))
    table = Table(forces, sites, core.p.availability, core.p.kin_readiness, core.rules)
    return Kind(core, agents, table, options, rates)


def rates(table: Table, view: View) -> dict[str, list[float]]:
    """Rates of a headquarters' decisions, 1/h; before there is trouble it only answers alerts.

    Returns:
        ``hold`` and ``reinforce`` of each site; ``watch``, ``hotline`` and ``ask_reserve`` of each
        force.
    """
    p, forces = table.p, table.forces
    answers = [
        table.alerts.detect_rate * one.tempo * _is_alerted(table, one, view) for one in forces
    ]
    if not view.trouble:
        return {"hotline": answers} if any(answers) else {}
    calls = [p.hotline_rate * one.tempo * _calls(one, view) for one in forces]
    return {
        "hold": [_hold_rate(p, forces[number], site, view) for number, site in table.sites],
        "reinforce": [_more_rate(p, forces[number], site, view) for number, site in table.sites],
        "watch": [p.gates_rate * one.tempo * bool(unwatched(one, view)) for one in forces],
        "hotline": [max(pair) for pair in zip(calls, answers, strict=True)],
        "ask_reserve": [AT_ONCE if _is_spent(p, one, view) else 0.0 for one in forces],
    }


def _hold_rate(p: Any, force: Headquarters, site: str, view: View) -> float:
    is_free = (force.actor, site) not in view.ordered and (force.actor, "hold", site) in view.may
    return p.bridge_rate * force.tempo * is_free


def _more_rate(p: Any, force: Headquarters, site: str, view: View) -> float:
    """Rate of sending more to a site that is held, where crowds press and too few stand."""
    is_short = (force.actor, site) in view.short and (force.actor, site) in view.ordered
    return p.bridge_rate * force.tempo * is_short


def unwatched(force: Headquarters, view: View) -> tuple[str, ...]:
    """Sites that a force watches and may enter when roads are blocked, and has sent nobody to."""
    if not view.standing:
        return ()
    return tuple(
        site
        for site in force.watches
        if (force.actor, site) not in view.ordered and (force.actor, "enter", site) in view.may
    )


def _calls(force: Headquarters, view: View) -> bool:
    """Whether there is violence, and the other army has not been called yet."""
    called = force.actor in view.called_army
    return bool(force.hotline_to) and not called and view.rung_for(force.actor) >= VIOLENCE


def _is_alerted(table: Table, force: Headquarters, view: View) -> bool:
    """Whether the other army is on alert, and has heard no warning that is still remembered."""
    if not view.readiness.get(force.patron, 0):
        return False
    return view.hours - view.warned[force.patron] >= table.alerts.warning_hours


def _is_spent(p: Any, force: Headquarters, view: View) -> bool:
    """Whether trouble has lasted so long that it asks for reserves, once."""
    asked = force.actor in view.reserve_asked
    late = view.trouble_hours >= p.reserve_after_hours
    return bool(force.higher) and not asked and late and view.rung_for(force.actor) >= VIOLENCE


class PeacekeepingHeadquarters(Decider):
    """Decides where one peacekeeping force stands.

    Attributes:
        force: what of it counts.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        plan, posture = core.related.actors[actor], core.posture[actor]
        self.force = Headquarters(
            actor,
            posture.tempo,
            plan.holds,
            plan.watches,
            plan.hotline_to or "",
            plan.higher or "",
            core.related.patron(plan.hotline_to or "") or "",
        )

    def act(self, view: View, decision: str, objects: tuple[str, ...]) -> list[Action]:
        """Send people, call the other army, or ask for reserves."""
        log, p, force = self.core.log, self.core.p.availability, self.force
        causes = log.latest("barricade_built") or log.latest("sirens_on")
        if decision == "hold":
            return [self._send(site, p.bridge_company, causes) for site in objects]
        if decision == "reinforce":
            causes = log.latest("scuffle") or causes
            return [self._send(s, view.short[self.actor, s], causes) for s in objects]
        if decision == "watch":
            return [self._send(site, p.gate_company, causes) for site in unwatched(force, view)]
        causes = log.latest("shots") or log.latest("barricade_built")
        if decision == "hotline":
            return [Action("hotline", self.actor, target=force.hotline_to, causes=causes)]
        terms = (
            ("hours_of_trouble", view.trouble_hours),
            ("rung", float(view.rung_for(self.actor))),
        )
        asks = Action("ask_reserve", self.actor, target=force.higher, causes=causes, terms=terms)
        return [asks]

    def _send(self, site: str, people: float, causes: tuple[int, ...]) -> Action:
        return Action("send_force", self.actor, site, n=round(people), causes=causes)


class Reserve(NamedTuple):
    """A command and a force that can ask it for reserves."""

    command: str
    force: str


def higher_commands(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each higher command; it answers each force that asks it."""
    agents = {n: HigherCommand(model, core, n) for n in core.related.of_kind("higher_command")}
    table = tuple(
        Reserve(command, force)
        for command in agents
        for force in core.related.of_kind("peacekeepers")
        if core.related.actors[force].higher == command
    )
    options = Options(
        tuple(agents[one.command] for one in table), tuple(one.force for one in table)
    )
    return Kind(core, tuple(agents.values()), table, {"release": options}, release_rates)


def release_rates(table: tuple[Reserve, ...], view: View) -> dict[str, list[float]]:
    """Rate of answering a request: at once, and once; ``release`` of each reserve."""
    if not view.reserve_asked:
        return {}
    waiting = (one.force in view.reserve_asked and one.force not in view.released for one in table)
    return {"release": [AT_ONCE if waits else 0.0 for waits in waiting]}


class HigherCommand(Decider):
    """Releases reserves to the forces that ask; they take days to come."""

    def act(  # the same face as every decider
        self,
        view: View,
        decision: str,  # noqa: ARG002
        objects: tuple[str, ...],
    ) -> list[Action]:
        """Release what it has to each force that asked."""
        return [
            Action("release", self.actor, target=force, causes=(view.reserve_asked[force],))
            for force in objects
        ]
