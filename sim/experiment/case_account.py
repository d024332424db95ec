"""What each actor does in a case, and why mechanisms are idle: from trial runs and the case."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sim.experiment.idle_reasons import seen_of, why_idle
from sim.experiment.no_effect import NoEffect
from sim.experiment.no_effect_words import WHOLE, with_line
from sim.experiment.trials import Trials, trials_of
from sim.experiment.what_it_takes import MEANS, MECHANISMS, OF_PACKAGE, OUTCOMES, TRIGGERS, lines
from sim.scenario.case import KIND_WORDS
from sim.scenario.lines import Lines, nowhere
from sim.scenario.loaded import Loaded
from sim.scenario.measured import all_outcomes_of
from sim.scenario.types import Scenario
from sim.terms.kinds import kind_words

_SHOWN: Final = 4
"""Kinds of events that are named of an actor."""


_FORCES: Final = ("police", "peacekeepers", "army")
_CALLED: Final = ("organisers",)
_ISSUES: Final = ("issues",)
ABOUT: Final[dict[str, tuple[str, ...]]] = {
    "issue_clock": _ISSUES,
    "police_entry": ("residents", "police"),
    "barricades": _CALLED,
    "patron_control": ("patron", "organisers", "armed_cells"),
    "armed_cells": ("armed_cells",),
    "interposition": ("peacekeepers",),
    "caveats": _FORCES,
    "reciprocity": ("government", "patron"),
    "audience_costs": _ISSUES,
    "mediation": ("mediator", *_ISSUES),
    "readiness": ("patron",),
    "denial": (*_CALLED, *_ISSUES),
    "bargaining": _ISSUES,
    "plan": _CALLED,
    "contact": ("residents",),
    "holding": _CALLED,
    "campaign": (*_CALLED, *_ISSUES),
    "clearance": _FORCES,
    "confrontation": ("residents",),
    "endurance": _FORCES,
    "arrests": ("police",),
}
"""Kinds of actors, or issues, of which a mechanism asks what it lacks; none of those it finds in
everything that happens."""


def deeds(loaded: Loaded, at: Lines = nowhere) -> list[str]:
    """What each actor does in the trial runs of a case, a line for each."""
    found = trials_of(loaded)
    plain = Counter((e.source, e.kind) for run in found.runs[: found.n_plain] for e in run.events)
    pressed = Counter((e.source, e.kind) for run in found.runs for e in run.events)
    return [
        f"{with_line(f'{name} ({KIND_WORDS.get(actor.kind, actor.kind)})', at(f'actors.{name}'))}: "
        f"{_does(name, actor.kind, plain, pressed, found)}"
        for name, actor in loaded.scenario.actors.items()
    ]


def _does(
    name: str,
    kind: str,
    plain: Counter[tuple[str, str]],
    pressed: Counter[tuple[str, str]],
    found: Trials,
) -> str:
    own = _named(name, kind, plain)
    if own:
        return f"{own}, in {found.n_plain} runs"
    more = _named(name, kind, pressed)
    if more:
        return f"only in runs made so that much comes about: {more}"
    path = f"actors.{name}."
    if any(one.startswith(path) for one in found.read):
        return "no event of its own; others read what is said of it"
    return f"nothing; {WHOLE.get(kind, 'no rule reads anything of it here')}"


def _named(name: str, actor: str, events: Counter[tuple[str, str]]) -> str:
    own = Counter({kind: n for (source, kind), n in events.items() if source == name})
    words = [
        f"{kind_words(kind, by_army=actor == 'army')} ({n})" for kind, n in own.most_common(_SHOWN)
    ]
    more = len(own) - _SHOWN
    return ", ".join(words) + (
        f" and {more} more {'kind' if more == 1 else 'kinds'}" if more > 0 else ""
    )


def idle(found: NoEffect, loaded: Loaded, at: Lines = nowhere) -> Iterator[str]:
    """Why each idle mechanism is idle, what it takes, and the lines that it is about."""
    seen = seen_of(loaded)
    for name in found.mechanisms:
        about = ", ".join(_about(name, loaded.scenario, at))
        lines = f"; about {about}" if about else ""
        yield f"{name}: {why_idle(name, seen)}; it takes {MECHANISMS.get(name, OF_PACKAGE)}{lines}"


def _about(mechanism: str, plan: Scenario, at: Lines) -> Iterator[str]:
    """Actors and issues of a case that a mechanism asks, with their lines."""
    kinds = ABOUT.get(mechanism, ())
    paths = [f"actors.{name}" for name, one in plan.actors.items() if one.kind in kinds]
    paths += [f"issues.{name}" for name in plan.issues if "issues" in kinds]
    lines = [(path.partition(".")[2], at(path)) for path in paths]
    yield from (with_line(name, line) for name, line in lines if line)


def came_about(loaded: Loaded) -> list[str]:
    """Kinds of events of the trial runs, the most frequent first, in one line."""
    came = Counter(event.kind for run in trials_of(loaded).runs for event in run.events)
    return [", ".join(kind for kind, _ in came.most_common())] if came else []


def missing(found: NoEffect, loaded: Loaded) -> list[str]:
    """What came about in no trial run, and what it takes, a line for each thing that it takes."""
    unread = {*found.settings, *found.unmet}
    triggers = [kind for kind in TRIGGERS if f"triggers.{kind}.size" in unread]
    means = [name for name in MEANS if f"means.{name}.rung" in unread]
    labels = {outcome.name: outcome.label for outcome in all_outcomes_of(loaded.scenario)}
    return [
        *lines(found.outcomes, OUTCOMES, labels),
        *lines(means, MEANS, {name: f"means {name}" for name in MEANS}),
        *lines(triggers, TRIGGERS, {kind: f"trigger {kind}" for kind in TRIGGERS}),
    ]
