"""Numbers of the map for the script of a page: all runs at once, and those shown one by one."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sim.analysis.event_words import Names, what, who
from sim.report.page.crowds import Crowd, crowds_of
from sim.report.page.frames import Frames, all_runs, one_run
from sim.report.page.places import busy_box, map_of
from sim.report.page.telling import Telling
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.terms.events import Event
from sim.terms.tracks import Tracks

QUIET: Final = frozenset({"no_effect", "short_of_people"})
"""Kinds of events that are for the log, and not told on the map."""


class Noted(NamedTuple):
    """What the map shows of a run of which no more is kept.

    Attributes:
        number: of the run.
        tracks: who is where, and what stands.
        events: what happened, empty where it is not told.
    """

    number: int
    tracks: Tracks | None
    events: Sequence[Event] = ()


Runs = Sequence[Run] | Sequence[Noted]
"""Runs that have tracks; they may lie in a file, and are gone through once."""


def map_data(
    loaded: Loaded, runs: Runs, told: Sequence[Telling], frames: Frames, names: Names
) -> dict[str, Any]:
    """What the script draws on the map of one case.

    Args:
        loaded: the scenario with its world.
        runs: all of them.
        told: which are shown one by one.
        frames: the moments.
        names: what ids are called.
    """
    first, side = runs[0].tracks, side_data(loaded, runs, told, frames, names)
    assert first is not None, "it is asked before"
    busy = busy_box(loaded, first, side["all"])
    return {
        **side,
        "frames": list(frames.texts),
        "frame_hours": [round(hour, 4) for hour in frames.hours.tolist()],
        "map": map_of(loaded, first, names) | {"busy": busy},
        "keys": [],
        "observed": [],
    }


def side_data(
    loaded: Loaded, runs: Runs, told: Sequence[Telling], frames: Frames, names: Names
) -> dict[str, Any]:
    """What differs between two cases on one map: how many runs, all of them, and some alone.

    Args:
        loaded: the scenario whose map it is, which says where its groups gather.
        runs: all runs of the side.
        told: which are shown one by one.
        frames: the moments.
        names: what ids are called.
    """
    first = runs[0].tracks
    assert first is not None, "it is asked before"
    crowds = crowds_of(loaded, first)
    return {
        "n": len(runs),
        "all": all_runs((run.tracks for run in runs), frames, crowds),
        "runs": [_run(runs[one.place], one, frames, names, crowds) for one in told],
    }


def _run(
    run: Run | Noted, told: Telling, frames: Frames, names: Names, crowds: Sequence[Crowd]
) -> dict[str, Any]:
    assert run.tracks is not None, "it is asked before"
    return {
        "number": run.number,
        "why": told.why,
        "rung": told.rung,
        **one_run(run.tracks, frames, crowds),
        "events": [_event(one, frames, names) for one in run.events if one.kind not in QUIET],
    }


def _event(event: Event, frames: Frames, names: Names) -> list[Any]:
    """Moment, who, what, and whether it is given."""
    return [frames.of(event.tick), who(names, event), what(names, event), event.given]
