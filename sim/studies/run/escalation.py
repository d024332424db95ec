"""The numbers behind the escalation picture, ready to be drawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.bands import Bands, Floats, bands, share_at_least
from sim.analysis.hourly import (
    Counts,
    HourlyRungs,
    at_hours,
    busiest_hour,
    hourly_rungs,
    runs_at_levels,
    share_by_then,
    share_in_hour,
    with_standing,
)
from sim.analysis.key_events import FirstTicks, KeyEvent, key_events, time_words
from sim.analysis.time_axis import TimeAxis, is_open, shown_until, time_axis
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.terms.ladder import OBSTRUCTION, TOP_RUNG, VIOLENCE
from sim.terms.measures import Measure
from sim.terms.words import ENGLISH, said, words

"""Lowest rung of violence."""
MANY_INJURED: Final = 5
RUNGS_ABOVE_CALM: Final = range(1, TOP_RUNG + 1)
PEOPLE: Final = "people_out"
"""The quantity of the panel of people: of each group of which anybody comes out in any run."""
COUNTS: Final = ("barricades", "crossings_closed")


class Escalation(NamedTuple):
    """What the escalation picture shows; every value is of an hour.

    Attributes:
        title: title of the scenario.
        finding: what was found, in a sentence.
        cut: what the picture leaves out, and how many runs end in the midst of a crisis.
        n_runs: number of runs.
        seed: seed of the ensemble.
        axis: the time axis, an hour from value to value.
        in_hour: share of runs by the highest rung of the hour, shape (9, hour).
        by_then: share of runs by the highest rung reached by the end of it, shape (9, hour).
        given_by_then: share that reached rung 3 by then once given events count, shape (hour,).
        p_peak: share of runs that reach each rung 1..8, shape (8,).
        busiest: the hour in which most runs have violence, in words; empty where none has.
        counts: of each of :data:`COUNTS`, runs on each level at the end of the hour; without
            those of which there is nothing in any run.
        fullest: hour with most barricades over all runs.
        people: bands of people out, by words for who they are.
        harm: share of runs with that much harm by then, by words for it.
        events: the key events.
        language: of the words.
    """

    title: str
    finding: str
    cut: str
    n_runs: int
    seed: int
    axis: TimeAxis
    in_hour: Floats
    by_then: Floats
    given_by_then: Floats
    p_peak: Floats
    busiest: str
    counts: Mapping[str, Counts]
    fullest: int
    people: Mapping[str, Bands]
    harm: Mapping[str, Floats]
    events: tuple[KeyEvent, ...]
    language: str = ENGLISH


def escalation_data(
    ensemble: Ensemble, rows: Sequence[Row], observed: Mapping[str, datetime] | None = None, *,
    by_measure: Mapping[str, Bands] | None = None, firsts: FirstTicks | None = None,
    rungs: HourlyRungs | None = None, language: str = ENGLISH,
) -> Escalation:  # fmt: skip
    """Prepare the escalation picture.

    Args:
        ensemble: the runs; not empty.
        rows: their outcomes.
        observed: local times of key events, by name; None when there are none.
        by_measure: bands over all ticks; None to compute what is shown.
        firsts: what the logs say of key events; None to go through them.
        rungs: the same of each hour.
        language: of the words.
    """
    clock = ensemble.scenario.clock
    axis = time_axis(clock, shown_until(rows, clock), 1.0, language)
    noted = (rungs or hourly_rungs(ensemble.runs, clock)).rungs
    stands = [_shown(ensemble, name, axis) for name in COUNTS]
    seen = with_standing(noted[:, axis.shown], *stands)
    return Escalation(
        *_frame(ensemble, rows, noted, axis, language),
        in_hour=share_in_hour(seen),
        by_then=share_by_then(seen),
        given_by_then=_given_by_then(ensemble, axis),
        p_peak=_reached(rows),
        busiest=_busiest(ensemble, noted, language),
        counts={n: runs_at_levels(s) for n, s in zip(COUNTS, stands, strict=True) if s.any()},
        fullest=int(stands[0].sum(axis=0).argmax()),
        people=_people(ensemble, axis, by_measure, language),
        harm=_harm(ensemble, axis, language),
        events=key_events(ensemble, rows, observed or {}, firsts, language),
        language=language,
    )


def _people(
    ensemble: Ensemble, axis: TimeAxis, by_measure: Mapping[str, Bands] | None, language: str
) -> dict[str, Bands]:
    """Bands of people out, by words for who they are."""
    return {
        _people_words(ensemble, one, language): _bands(ensemble, one.name, axis, by_measure)
        for one in crowds_of(ensemble)
    }


def _people_words(ensemble: Ensemble, measure: Measure, language: str) -> str:
    """Whose people; in another language by the name that the group has in it."""
    named = said(measure.label.removeprefix("people out, "), language)
    actor = ensemble.scenario.actors.get(measure.of)
    return named if language == ENGLISH or actor is None else actor.names.get(language, actor.name)


def crowds_of(ensemble: Ensemble) -> tuple[Measure, ...]:
    """Measures of people out, a group each, of those of whom a crowd comes out in any run.

    Of a group that never has a fiftieth of the largest crowd the line would lie on the axis. Where
    none is of a group, or nobody comes out, the measure of everybody.
    """
    every = [one for one in ensemble.measures if one.quantity == PEOPLE and not one.where]
    of_groups = {one.of: one for one in every if one.of}.values()
    peaks = {one: float(ensemble.measure(one.name).max(initial=0.0)) for one in of_groups}
    least = max(peaks.values(), default=0.0) / 50.0
    some = tuple(one for one, peak in peaks.items() if peak > 0.0 and peak >= least)
    return some or tuple(one for one in every if one.name == PEOPLE)


def _frame(
    ensemble: Ensemble, rows: Sequence[Row], rungs: NDArray[np.int8], axis: TimeAxis, language: str
) -> tuple[str, str, str, int, int, TimeAxis]:
    """Title, finding, where it is cut, runs, seed and time axis."""
    told = _finding(ensemble, rows, rungs, language), _cut(ensemble, rows, axis, language)
    return (ensemble.scenario.title, *told, len(rows), ensemble.seed, axis)


def _shown(ensemble: Ensemble, measure: str, axis: TimeAxis) -> NDArray[np.float32]:
    """A measure at the end of each hour that is shown, shape (run, hour)."""
    return at_hours(ensemble.measure(measure), ensemble.scenario.clock)[:, axis.shown]


def _bands(
    ensemble: Ensemble, name: str, axis: TimeAxis, by_measure: Mapping[str, Bands] | None
) -> Bands:
    if by_measure is None:
        return bands(_shown(ensemble, name, axis))
    clock = ensemble.scenario.clock
    return Bands(*(at_hours(values[None, :], clock)[0, axis.shown] for values in by_measure[name]))


def _reached(rows: Sequence[Row]) -> Floats:
    return share_at_least([_number(row, "peak_rung") for row in rows], RUNGS_ABOVE_CALM)


def _given_by_then(ensemble: Ensemble, axis: TimeAxis) -> Floats:
    highest = np.maximum.accumulate(_shown(ensemble, "rung_with_given", axis), axis=1)
    return (highest >= OBSTRUCTION).mean(axis=0)


def _harm(ensemble: Ensemble, axis: TimeAxis, language: str) -> dict[str, Floats]:
    injured, killed = (_shown(ensemble, name, axis) for name in ("injured", "killed"))
    return {
        words("harm_injured", language): (injured >= 1).mean(axis=0),
        words("harm_many", language, n=MANY_INJURED): (injured >= MANY_INJURED).mean(axis=0),
        words("harm_killed", language): (killed >= 1).mean(axis=0),
    }


def _number(row: Row, column: str) -> float:
    value = row[column]
    return float(value) if isinstance(value, int | float) else 0.0


def _busiest(ensemble: Ensemble, rungs: NDArray[np.int8], language: str) -> str:
    hour, most = busiest_hour(rungs, VIOLENCE)
    if not most:
        return ""
    clock = ensemble.scenario.clock
    first, last = (time_words(clock, float(end), language) for end in (hour, hour + 1))
    when = f"{first}–{last.split()[-1]}"
    return words("picture_busiest", language, when=when, most=most, n=rungs.shape[0])


def _finding(
    ensemble: Ensemble, rows: Sequence[Row], rungs: NDArray[np.int8], language: str
) -> str:
    """How many runs turn violent and when most, and what harm is done."""
    n, clock = len(rows), ensemble.scenario.clock
    violent = int((rungs >= VIOLENCE).any(axis=1).sum())
    hurt, dead = (sum(_number(row, name) > 0 for row in rows) for name in ("injured", "killed"))
    harm = words("picture_hurt", language, hurt=hurt, dead=dead, n=n)
    if not hurt and not dead:
        harm = words("picture_unhurt", language)
    if not violent:
        return words("picture_calm", language, harm=harm)
    hour, most = busiest_hour(rungs, VIOLENCE)
    when = time_words(clock, float(hour), language)
    counts = {"violent": violent, "n": n, "most": most}
    return words("picture_violent", language, when=when, harm=harm, **counts)


def _cut(ensemble: Ensemble, rows: Sequence[Row], axis: TimeAxis, language: str) -> str:
    """Where the picture ends, and in how many runs the crisis goes on when the clock ends."""
    clock, n = ensemble.scenario.clock, len(rows)
    whole = clock.n_ticks * clock.tick_hours
    n_open = sum(is_open(row) for row in rows)
    parts: list[str] = []
    if axis.until < whole:
        shown = axis.until / 24
        parts.append(words("picture_cut", language, shown=shown, days=clock.days))
    if n_open:
        when = time_words(clock, whole, language)
        parts.append(words("picture_open", language, when=when, open=n_open, n=n))
    return " ".join(parts)
