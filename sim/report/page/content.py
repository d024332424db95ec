"""What the page says and shows, as plain values: everything but how it looks."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sim.analysis.causes import chain, most_escalated
from sim.analysis.event_words import Names, names_of, what, who
from sim.analysis.key_events import KeyEvent, key_events, keys_of, observed_times
from sim.report.page.assumed import Assumption, assumptions_of
from sim.report.page.curves import LEVELS, curves_of
from sim.report.page.frames import Frames, all_runs, days_of, frames_of, one_run
from sim.report.page.places import busy_box, map_of
from sim.report.page.telling import Telling, telling_runs
from sim.results.run import Ensemble, Run
from sim.results.tables import Row
from sim.scenario.loaded import Loaded
from sim.scenario.observed import Observed
from sim.terms.events import Event
from sim.terms.kinds import KINDS
from sim.terms.ladder import INJURIES, OBSTRUCTION, RUNGS, VIOLENCE

QUIET: Final = frozenset({"no_effect", "short_of_people"})
"""Kinds of events that are for the log, and not told on the map."""


@dataclass(frozen=True)
class Page:
    """What the page says and shows.

    Attributes:
        title: of the case.
        runs: number of runs.
        seed: seed they share.
        numbers: number of runs and the words for what they have, the shortest account.
        sentences: what comes when, and what was observed.
        outcomes: what can be counted or timed, with its quantiles, from ``summary.json``.
        why: steps of the chain of causes of one run, earliest first: moment, when, who, what,
            whether it is given.
        why_run: number of that run, None where nothing emerged.
        findings: what each curve shows, in a sentence.
        assumed: what the case assumes: words, value, believed range.
        data: numbers of map and curves, for the script.
    """

    title: str
    runs: int
    seed: int
    numbers: tuple[tuple[int, str], ...]
    sentences: tuple[str, ...]
    outcomes: tuple[dict[str, Any], ...]
    why: tuple[dict[str, Any], ...]
    why_run: int | None
    findings: dict[str, str]
    assumed: tuple[Assumption, ...]
    data: dict[str, Any]


def page_of(
    loaded: Loaded,
    ensemble: Ensemble,
    rows: Sequence[Row],
    summary: dict[str, Any],
    observed: Observed | None,
) -> Page:
    """Prepare the page of many runs.

    Args:
        loaded: the scenario with its world.
        ensemble: the runs, which have tracks.
        rows: their outcomes.
        summary: content of ``summary.json``.
        observed: what was observed, None when nothing is known.
    """
    scenario, names = loaded.scenario, names_of(loaded)
    times = observed_times(observed.events, keys_of(scenario)) if observed else {}
    keys = key_events(ensemble, rows, times)
    frames = frames_of(scenario.clock)
    why_run, steps = _why(ensemble.runs, names, frames)
    data = _data(loaded, ensemble, rows, frames, names)
    return Page(
        scenario.title, len(rows), ensemble.seed, _numbers(rows), _sentences(keys),
        tuple(summary["outcomes"].values()), steps, why_run, findings(data, frames),
        tuple(assumptions_of(scenario)),
        data | {"keys": _keys(keys, frames), "observed": _observed(observed, names, frames)},
    )  # fmt: skip


def _data(
    loaded: Loaded, ensemble: Ensemble, rows: Sequence[Row], frames: Frames, names: Names
) -> dict[str, Any]:
    """What the script draws."""
    first = ensemble.runs[0].tracks
    assert first is not None, "the model notes tracks"
    told, every = telling_runs(rows), all_runs(ensemble.runs, frames)
    busy = busy_box(loaded.world, first, every)
    return {
        "n": len(rows),
        "frames": list(frames.texts),
        "map": map_of(loaded, first, names) | {"busy": busy},
        "all": every,
        "runs": [_run(ensemble.runs[one.place], one, frames, names) for one in told],
        "curves": curves_of(ensemble),
        "days": days_of(loaded.scenario.clock),
        "frame_hours": [round(hour, 4) for hour in frames.hours.tolist()],
    }


def findings(data: dict[str, Any], frames: Frames) -> dict[str, str]:
    """A sentence on what each curve shows."""
    curves, n = data["curves"], data["n"]

    def when(row: Sequence[int]) -> str:
        return frames.texts[frames.of_hour(curves["hours"][row.index(max(row))])]

    violence, middle = curves["in_hour"][1], curves["people"][2]
    blocked = [sum(level) for level in zip(*curves["barricades"][1:], strict=True)] or [0]
    ever = [row[-1] for row in curves["by_then"]]
    most = f"Most runs with violence in one hour: {max(violence)} of {n}, up to {when(violence)}."
    return {
        "in_hour": most if any(violence) else "In no hour of any run is there violence.",
        "by_then": (
            f"By the end {ever[0]} of {n} runs have been blocked and {ever[1]} violent; "
            f"in {ever[2]} somebody was badly hurt or killed, in {ever[3]} killed."
        ),
        "barricades": (
            f"At {when(blocked)} most runs have a barricade: {max(blocked)} of {n}."
            if any(blocked)
            else "In no run does a barricade stand at the end of an hour."
        ),
        "people": f"The middle run has most people out at {when(middle)}: {max(middle):,}.",
    }


def _run(run: Run, told: Telling, frames: Frames, names: Names) -> dict[str, Any]:
    assert run.tracks is not None, "the model notes tracks"
    events = [_event(event, frames, names) for event in run.events if event.kind not in QUIET]
    numbers = {place: n for n, place in enumerate(run.tracks.places)}
    for event, row in zip((e for e in run.events if e.kind not in QUIET), events, strict=True):
        row.append(numbers.get(event.place, -1))
    return {
        "number": run.number,
        "why": told.why,
        "rung": told.rung,
        **one_run(run.tracks, frames),
        "events": events,
    }


def _event(event: Event, frames: Frames, names: Names) -> list[Any]:
    """Moment, who, what, rung, and whether it is given."""
    telling = who(names, event)
    return [frames.of(event.tick), telling, what(names, event), event.rung, event.given]


def _numbers(rows: Sequence[Row]) -> tuple[tuple[int, str], ...]:
    """The five numbers of a reader in a hurry: in how many runs it came to what."""

    def count(holds: Callable[[Row], bool]) -> int:
        return sum(map(holds, rows))

    def number(row: Row, name: str) -> float:
        value = row.get(name)
        return float(value) if isinstance(value, int | float) else 0.0

    def over(row: Row) -> bool:
        return row.get("crisis_end_time") is not None or number(row, "crisis_hours") == 0.0

    return (
        (count(lambda r: number(r, "peak_rung") >= OBSTRUCTION), "roads or places are blocked"),
        (count(lambda r: number(r, "peak_rung") >= VIOLENCE), "there is violence"),
        (count(lambda r: number(r, "peak_rung") >= INJURIES), "somebody is badly hurt or killed"),
        (count(lambda r: number(r, "killed") > 0), "somebody is killed"),
        (count(over), "it is over, or never began, by the end"),
    )


def _sentences(keys: Sequence[KeyEvent]) -> tuple[str, ...]:
    """A sentence for each key event: in how many runs it comes, by when, and when it did."""
    return tuple(_sentence(key) for key in keys)


def _sentence(key: KeyEvent) -> str:
    name = key.label[:1].upper() + key.label[1:]
    if not key.came:
        return f"{name}: in none of {key.runs} runs; it was observed at {key.observed_text}."
    half = f"; half of them by {key.median_text}" if key.median_text else ""
    if half and key.came < key.runs:
        half = f"; in half of the runs by {key.median_text}"
    seen = f" It was observed at {key.observed_text}." if key.observed_text else ""
    return f"{name}: in {key.came} of {key.runs} runs{half}.{seen}"


def _keys(keys: Sequence[KeyEvent], frames: Frames) -> list[list[Any]]:
    """Words, moment of the median or None, moment observed or None."""

    def moment(hours: float | None) -> int | None:
        if hours is None or not 0.0 <= hours <= frames.hours[-1]:
            return None
        return frames.of_hour(hours)

    return [
        [key.label, moment(key.hours[2] if key.hours else None), moment(key.observed)]
        for key in keys
    ]


def _observed(observed: Observed | None, names: Names, frames: Frames) -> list[list[Any]]:
    """Observed events with an hour within the runs: moment and words."""
    found: list[list[Any]] = []
    for event in observed.events if observed else ():
        hours = math.inf if event.at is None else names.clock.hours(event.at)
        if 0.0 <= hours <= frames.hours[-1]:
            kind = KINDS[event.kind].words if event.kind in KINDS else event.kind.replace("_", " ")
            place = names.places.get(event.place, event.place.replace("_", " "))
            number = f" ({event.number:g})" if event.number and event.number > 1 else ""
            text = f"{kind}{', ' + place if place else ''}{number}"
            found.append([frames.of_hour(hours), text])
    return sorted(found)


def _why(
    runs: Sequence[Run], names: Names, frames: Frames
) -> tuple[int | None, tuple[dict[str, Any], ...]]:
    """The chain of causes of the run that went furthest, earliest first."""
    run = most_escalated(runs)
    links = list(reversed(chain(run.events, names)))
    steps = tuple(
        {
            "moment": frames.of(link.told.event.tick),
            "when": link.told.when,
            "who": link.told.who,
            "what": link.told.what,
            "given": link.told.given,
            "reason": link.inequality.words,
        }
        for link in links
    )
    return (run.number if steps else None), steps


def level_words() -> list[str]:
    """What is seen on each of the levels of the curves."""
    return [RUNGS[level] for level in LEVELS]
