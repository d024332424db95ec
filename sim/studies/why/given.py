"""What is given, left out or done later: the first thing to try on whatever a chain starts from."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sim.analysis.event_words import QUOTE_LENGTH
from sim.model.relations import relations
from sim.scenario.time_forms import TIME_FORMAT
from sim.scenario.timeline import Entry
from sim.scenario.types import Issue, Scenario
from sim.scenario.verbs.table import VERBS
from sim.studies.why.changes import Lever, Step
from sim.terms.events import Event

LATER_HOURS: Final = (6, 24)
"""Hours by which an entry is done later, before it is left out."""
_MOVES: Final = frozenset({"deploy", "reinforce", "install", "raid"})
"""Verbs whose units come, arrest and go in events of their own."""


def left_out(event: Event, scenario: Scenario) -> Iterator[Lever]:
    """The lever of a given event: its entry of the timeline, or its issue, later or not at all.

    Nothing for what no entry and no issue sets, such as a barricade that stands from the start.
    """
    if not event.given:
        return
    name = entry_of(event, scenario)
    if name is not None:
        yield _undone(event, name, scenario.timeline[name], scenario)
    elif event.kind == "decision" and event.issue in scenario.issues:
        yield _undecided(event, event.issue, scenario.issues[event.issue], scenario)


def entry_of(event: Event, scenario: Scenario) -> str | None:
    """Name of the entry of the timeline that set an event; None when none fits.

    Of several that fit, the latest that was due. One that moved nobody is named in what it says.
    """
    if event.kind == "no_effect":
        name = event.says.partition(":")[0]
        return name if name in scenario.timeline else None
    fitting = [
        (entry.at, name)
        for name, entry in scenario.timeline.items()
        if entry.at is not None and _sets(entry, event, scenario)
    ]
    return max(fitting)[1] if fitting else None


def _sets(entry: Entry, event: Event, scenario: Scenario) -> bool:
    if entry.at is None or entry.who != event.source or entry.does not in VERBS:
        return False
    tick = max(0, scenario.clock.tick(entry.at))
    if entry.does in _MOVES:
        places = tuple(entry.where or ())
        return tick <= event.tick and (not places or event.place in places)
    is_kind = VERBS[entry.does].kind == event.kind or VERBS[entry.does].kind in event.kind
    return tick == event.tick and is_kind and (entry.says or "") in ("", event.says)


def bloc(actor: str, scenario: Scenario) -> str:
    """Whom an actor answers to in the end, or itself: levers of each come in turn."""
    return relations(scenario).chain(actor)[-1]


def _undone(event: Event, name: str, entry: Entry, scenario: Scenario) -> Lever:
    actor = scenario.actors[entry.who]
    what = f"{actor.name}: {_words(name, entry)}"
    last = scenario.clock.local(scenario.clock.n_ticks - 1)
    steps = []
    for hours in LATER_HOURS:
        at = (entry.at or last) + timedelta(hours=hours)
        if at < last:
            steps.append(Step(f"{what} {hours} h later", _moved(name, at), hours / 48.0))
    steps.append(Step(f"{what} not done at all", dropped(name, scenario), 1.0))
    return Lever(bloc(entry.who, scenario), event.kind, tuple(steps))


def dropped(name: str, scenario: Scenario) -> tuple[str, ...]:
    """What leaves an entry out, as values set over the scenario.

    What others wait for stays in the timeline, but so late that nothing follows from it.
    """
    if not _awaited(name, scenario):
        return (f"timeline.{name}=null",)
    return _moved(name, scenario.clock.local(scenario.clock.n_ticks - 1))


def _moved(name: str, at: datetime) -> tuple[str, ...]:
    time = at.strftime(TIME_FORMAT)
    return (f'timeline.{name}.at="{time}"', f"timeline.{name}.exogenous=true")


def _words(name: str, entry: Entry) -> str:
    if entry.says:
        return f"“{entry.says[:QUOTE_LENGTH].rsplit(' ', 1)[0]} …”"
    return name.replace("_", " ")


def _awaited(name: str, scenario: Scenario) -> bool:
    """Whether any reaction waits for an entry, or any entry denies it."""
    reactions = [*scenario.timeline.values()]
    conditions = [text for entry in reactions for text in (entry.when, entry.unless) if text]
    conditions += [entry.denies for entry in reactions if entry.denies]
    conditions += [entry.after for entry in reactions if isinstance(entry.after, str)]
    for actor in scenario.actors.values():
        conditions += [text for said in actor.stated for text in (said.when, said.unless) if text]
    return any(re.search(rf"\b{re.escape(name)}\b", text) for text in conditions)


def _undecided(event: Event, name: str, issue: Issue, scenario: Scenario) -> Lever:
    """An issue that is announced only after the clock has ended."""
    actor = scenario.actors[issue.decided_by]
    end = scenario.clock.local(scenario.clock.n_ticks)
    never = (end + timedelta(days=1)).strftime(TIME_FORMAT)
    overrides = [f'issues.{name}.{key}="{never}"' for key in ("announced", "takes_effect")]
    overrides.append(f"issues.{name}.ends=null")
    words = f"{actor.name}: no decision on {name.replace('_', ' ')}"
    return Lever(issue.decided_by, event.kind, (Step(words, tuple(overrides), 1.0),))
