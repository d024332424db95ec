"""What each actor does in a case, and why mechanisms are idle: from trial runs and the case."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sim.experiment.idle_reasons import seen_of, why_idle
from sim.experiment.no_effect import NoEffect
from sim.experiment.no_effect_words import WHOLE
from sim.experiment.trials import Trials, trials_of
from sim.experiment.what_it_takes import MEANS, MECHANISMS, OUTCOMES, TRIGGERS, lines
from sim.scenario.case import KIND_WORDS
from sim.scenario.loaded import Loaded
from sim.scenario.measured import all_outcomes_of
from sim.terms.kinds import kind_words

_SHOWN: Final = 4
"""Kinds of events that are named of an actor."""


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


def idle(found: NoEffect, loaded: Loaded) -> Iterator[str]:
    """Why each idle mechanism is idle, and what it takes, a line for each."""
    seen = seen_of(loaded)
    for name in found.mechanisms:
        yield f"{name}: {why_idle(name, seen)}; it takes {MECHANISMS[name]}"


def can_be_waited_for(found: NoEffect, loaded: Loaded) -> list[str]:
    """Kinds of events of the trial runs, where a condition of the case never came true."""
    if not found.reactions:
        return []
    came = Counter(event.kind for run in trials_of(loaded).runs for event in run.events)
    return [", ".join(kind for kind, _ in came.most_common())]


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
