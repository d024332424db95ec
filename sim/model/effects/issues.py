"""Issues that become known: one that nobody has announced moves nobody."""

import math

from sim.model.effects import deals
from sim.model.run_context import RunContext
from sim.scenario.tracked import peek, told
from sim.scenario.types import Issue, Scenario


def hour_announced(plan: Scenario, name: str, issue: Issue) -> float:
    """Hour at which an issue becomes known by its own date; infinite when an entry announces it.

    One that says nothing of its announcement is known from the start or, where it is done without
    notice, once it is done.
    """
    if issue.announced is not None:
        return plan.clock.hours(issue.announced)
    announces = any(
        entry.does == "announce" and entry.issue == name
        for entry in map(peek, plan.timeline.values())
    )
    if announces:
        return math.inf
    return plan.clock.hours(issue.takes_effect) if issue.kind == "fait_accompli" else 0.0


def announce_due(core: RunContext) -> None:
    """Log the decision on every issue whose hour of announcement has come."""
    for name, issue in core.plan.issues.items():
        state = core.state.issues[name]
        if not state.known and state.announced <= core.hours:
            announced_now(core, name)
            state.event = core.log.add(
                "decision",
                place=issue.where or "",
                source=issue.decided_by,
                target=deals.contested_by(core, name),
                given=True,
                says=told(issue, "what") or name,
                issue=name,
                silent=state.announced <= 0.0,
            )


def announced_now(core: RunContext, name: str) -> None:
    """An issue is known from now on, and who decides it is committed to it."""
    owner = core.plan.issues[name].decided_by
    core.state.issues[name].known = True
    if owner in core.state.commitment:
        core.state.commitment[owner] = max(1.0, core.state.commitment[owner])
