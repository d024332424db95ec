"""What each actor does in a case, and why mechanisms are idle: from trial runs and the case."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from sim.experiment.no_effect import NoEffect
from sim.experiment.no_effect_words import WHOLE
from sim.experiment.trials import Trials, trials_of
from sim.scenario.case import KIND_WORDS
from sim.scenario.loaded import Loaded
from sim.scenario.types import Scenario
from sim.terms.kinds import KINDS

_SHOWN: Final = 4
"""Kinds of events that are named of an actor."""
_ELSE: Final = "what it works on came about in no trial run"
Asked = Callable[[Scenario], bool]


def _none(*kinds: str) -> Asked:
    return lambda plan: not any(actor.kind in kinds for actor in plan.actors.values())


def _nobody(kind: str, key: str) -> Asked:
    """Whether no actor of a kind says a key."""
    return lambda plan: (
        not any(getattr(actor, key) for actor in plan.actors.values() if actor.kind == kind)
    )


def _no_issue(plan: Scenario) -> bool:
    return not plan.issues


def _no_deal(plan: Scenario) -> bool:
    return not any(issue.deals for issue in plan.issues.values())


def _minds(key: str) -> Asked:
    return lambda plan: (
        not any(
            getattr(actor.minds, key) for actor in plan.actors.values() if actor.kind == "residents"
        )
    )


def _none_presses(plan: Scenario) -> bool:
    return not any(entry.presses for entry in plan.timeline.values())


WHY_IDLE: Final[dict[str, tuple[tuple[Asked, str], ...]]] = {
    "mobilisation": ((_none("residents"), "there are no groups of residents"),),
    "issue_clock": ((_no_issue, "there is no issue"),),
    "rumour": ((_none("channel"), "there is no channel, and no rumour is said or born"),),
    "police_entry": ((_minds("entry_of"), "no group minds the entry of any police"),),
    "barricades": ((_none("organisers"), "there are no organisers"),),
    "patron_control": (
        (_none("patron"), "there is no patron"),
        (_nobody("organisers", "answers_to"), "no organisers answer to a patron"),
    ),
    "armed_cells": ((_none("armed_cells"), "there are no armed cells, and nobody fires"),),
    "interposition": (
        (_none("peacekeepers"), "there are no peacekeepers"),
        (_nobody("peacekeepers", "holds"), "no peacekeepers hold a site where sides meet"),
    ),
    "reciprocity": ((_none("government", "patron"), "there is no government and no patron"),),
    "audience_costs": ((_no_deal, "no issue can be settled by a deal"),),
    "mediation": (
        (_no_deal, "no issue can be settled by a deal"),
        (_none("mediator"), "there is no mediator"),
        (_nobody("mediator", "addresses"), "no mediator addresses who decides an issue"),
    ),
    "readiness": (
        (_none("patron"), "there is no patron"),
        (_nobody("patron", "alerts"), "no patron uses its army"),
    ),
    "denial": ((_no_issue, "there is no issue to deny"), (_none("organisers"), "no organisers")),
    "bargaining": ((_no_deal, "no issue can be settled by a deal"),),
    "contact": (
        (_nobody("residents", "gathers_at"), "no group gathers_at a site: each stays where it is"),
    ),
    "confrontation": ((_none_presses, "no march, rally or funeral says presses: true"),),
    "plan": ((_none("organisers"), "there are no organisers"),),
    "holding": ((_none("organisers"), "there are no organisers, so nothing is held"),),
    "campaign": ((_none("organisers"), "there are no organisers"),),
    "clearance": ((_none("organisers"), "nobody builds what could be cleared"),),
}
"""What a mechanism needs and a case does not have; the first that fits says why it is idle."""


def deeds(loaded: Loaded) -> list[str]:
    """What each actor does in the trial runs of a case, a line for each."""
    found = trials_of(loaded)
    plain = Counter((e.source, e.kind) for run in found.runs[: found.n_plain] for e in run.events)
    pressed = Counter((e.source, e.kind) for run in found.runs for e in run.events)
    return [
        f"{name} ({KIND_WORDS[actor.kind]}): {_does(name, actor.kind, plain, pressed, found)}"
        for name, actor in loaded.scenario.actors.items()
    ]


def _does(
    name: str,
    kind: str,
    plain: Counter[tuple[str, str]],
    pressed: Counter[tuple[str, str]],
    found: Trials,
) -> str:
    own = _named(name, plain)
    if own:
        return f"{own}, in {found.n_plain} runs"
    more = _named(name, pressed)
    if more:
        return f"only in runs made so that much comes about: {more}"
    path = f"actors.{name}."
    if any(one.startswith(path) for one in found.read):
        return "no event of its own; others read what is said of it"
    return f"nothing; {WHOLE.get(kind, 'no rule reads anything of it here')}"


def _named(name: str, events: Counter[tuple[str, str]]) -> str:
    own = Counter({kind: n for (source, kind), n in events.items() if source == name})
    words = [f"{KINDS[kind].words} ({n})" for kind, n in own.most_common(_SHOWN)]
    more = len(own) - _SHOWN
    return ", ".join(words) + (
        f" and {more} more {'kind' if more == 1 else 'kinds'}" if more > 0 else ""
    )


def idle(found: NoEffect, plan: Scenario) -> Iterator[str]:
    """Why each idle mechanism is idle, a line for each."""
    for name in found.mechanisms:
        reasons: Any = WHY_IDLE.get(name, ())
        yield f"{name}: {next((why for is_so, why in reasons if is_so(plan)), _ELSE)}"
