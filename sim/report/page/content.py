"""What the page says and shows, as plain values: everything but how it looks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.analysis.event_words import Names, names_of
from sim.analysis.hourly import n_hours
from sim.analysis.key_events import KeyEvent, key_events, keys_of, observed_times
from sim.report.page.assumed import Assumption, assumptions_of
from sim.report.page.curves import busy_hours, curves_of, hourly_of
from sim.report.page.frames import Frames, days_of, frames_of
from sim.report.page.in_short import in_short
from sim.report.page.map_data import map_data
from sim.report.page.sentences import findings, numbers_of, sentence_of, time_words
from sim.report.page.steps import furthest
from sim.report.page.telling import telling_runs
from sim.report.page.what_if import WhatIf, what_if_data
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.scenario.clock import Clock
from sim.scenario.loaded import Loaded
from sim.scenario.observed import Observed
from sim.terms.kinds import kind_words
from sim.terms.words import ENGLISH, said, words


@dataclass(frozen=True)
class Page:
    """What the page says and shows.

    Attributes:
        language: of its words.
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
        what_if: values that can be moved on the page.
        cut: where the curves end, and why; empty where they go on to the end of the clock.
        short: what a reader asks first, and the answers.
    """

    language: str
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
    what_if: tuple[WhatIf, ...] = ()
    cut: str = ""
    short: tuple[tuple[str, str], ...] = ()


def page_of(
    loaded: Loaded,
    ensemble: Ensemble,
    rows: Sequence[Row],
    summary: dict[str, Any],
    observed: Observed | None,
    *,
    language: str = ENGLISH,
    what_if: Sequence[WhatIf] = (),
) -> Page:
    """Prepare the page of many runs.

    Args:
        loaded: the scenario with its world.
        ensemble: the runs, which have tracks.
        rows: their outcomes.
        summary: content of ``summary.json``.
        observed: what was observed, None when nothing is known.
        language: of its words, see :data:`sim.terms.words.LANGUAGES`.
        what_if: values that can be moved on the page, in its language.
    """
    scenario, names = loaded.scenario, names_of(loaded, language)
    times = observed_times(observed.events, keys_of(scenario)) if observed else {}
    keys = key_events(ensemble, rows, times)
    frames = frames_of(scenario.clock, language)
    why_run, steps = furthest(ensemble.runs, names, frames)
    curves = _curves(ensemble, what_if)
    data = _data(loaded, ensemble, rows, frames, names) | {"curves": curves}
    return Page(
        language, scenario.title, len(rows), ensemble.seed, numbers_of(rows, language),
        tuple(sentence_of(key, scenario.clock, language) for key in keys),
        _outcomes(summary), steps, why_run, findings(data, frames, language),
        tuple(assumptions_of(scenario, names)), data | {
            "keys": _keys(keys, frames, language), "observed": _observed(observed, names, frames),
            **_what_if(what_if, scenario.clock, frames, language, len(curves["hours"])),
        },
        tuple(what_if), _cut(scenario.clock, curves, len(rows), language),
        in_short(rows, ensemble, (why_run, steps), what_if, language),
    )  # fmt: skip


def _outcomes(summary: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    return tuple({"name": name, **one} for name, one in summary["outcomes"].items())


def _curves(ensemble: Ensemble, what_if: Sequence[WhatIf]) -> dict[str, Any]:
    """The curves, which end where nothing more happens, with no value that can be moved either."""
    hourly = hourly_of(ensemble)
    hours = busy_hours([hourly, *(stop.hourly for one in what_if for stop in one.stops)])
    return curves_of(hourly, ensemble.scenario.clock, hours)


def _data(
    loaded: Loaded, ensemble: Ensemble, rows: Sequence[Row], frames: Frames, names: Names
) -> dict[str, Any]:
    """What the script draws."""
    told = telling_runs(rows)
    return {
        **map_data(loaded, ensemble.runs, told, frames, names),
        "days": days_of(loaded.scenario.clock, names.language),
    }


def _what_if(
    asked: Sequence[WhatIf], clock: Clock, frames: Frames, language: str, hours: int
) -> dict[str, Any]:
    """Values that can be moved; nothing where there are none."""
    told = [what_if_data(one, clock, frames, language, hours) for one in asked]
    return {"what_if": told} if told else {}


def _cut(clock: Clock, curves: dict[str, Any], n: int, language: str) -> str:
    """Where the curves end, and what stays as it is then; empty where that is the clock's end."""
    hours = len(curves["hours"])
    if hours >= n_hours(clock):
        return ""
    told = {"shown": hours / 24, "days": clock.days, "n": n, "open": curves["in_hour"][0][-1]}
    when = time_words(clock, float(hours), language)
    return words("curves_cut", language, when=when, **told)


def _keys(keys: Sequence[KeyEvent], frames: Frames, language: str) -> list[list[Any]]:
    """Words, moment of the median or None, moment observed or None."""

    def moment(hours: float | None) -> int | None:
        if hours is None or not 0.0 <= hours <= frames.hours[-1]:
            return None
        return frames.of_hour(hours)

    return [
        [
            said(key.label, language),
            moment(key.hours[2] if key.hours else None),
            moment(key.observed),
        ]
        for key in keys
    ]


def _observed(observed: Observed | None, names: Names, frames: Frames) -> list[list[Any]]:
    """Observed events with an hour within the runs: moment and words."""
    found: list[list[Any]] = []
    for event in observed.events if observed else ():
        hours = math.inf if event.at is None else names.clock.hours(event.at)
        if 0.0 <= hours <= frames.hours[-1]:
            kind = said(kind_words(event.kind), names.language)
            place = names.places.get(event.place, event.place.replace("_", " "))
            number = f" ({event.number:g})" if event.number and event.number > 1 else ""
            text = f"{kind}{', ' + place if place else ''}{number}"
            found.append([frames.of_hour(hours), text])
    return sorted(found)
