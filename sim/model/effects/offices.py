"""Work that people withhold from who governs them: strikes, resignations, and their end (M15)."""

from sim.model.actions import Action
from sim.model.run_context import RunContext


def withhold(core: RunContext, action: Action) -> None:
    """People of a municipality leave their offices; nobody is called into the street."""
    committees, number = core.state.committees, _number(core, action)
    for row in committees.of((action.actor,), core.town_of(action.place)):
        committees.using[number, row] = True
        core.log.add(
            "work_withheld", place=action.place, source=action.actor, target=action.target,
            causes=action.causes, terms=action.terms, says=action.means.replace("_", " "),
            rung=core.plan.means[action.means].rung,
        )  # fmt: skip


def take_up(core: RunContext, action: Action) -> None:
    """They go back to their offices."""
    committees, number = core.state.committees, _number(core, action)
    for row in committees.of((action.actor,), core.town_of(action.place)):
        if committees.using[number, row]:
            committees.using[number, row] = False
            core.log.add(
                "work_taken_up", place=action.place, source=action.actor, causes=action.causes,
                terms=action.terms, says=action.means.replace("_", " "),
            )  # fmt: skip


def _number(core: RunContext, action: Action) -> int:
    return core.state.committees.means.index(action.means)
