"""The tables of a run that are told hour by hour and crisis by crisis."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sim.analysis.hourly import HourCount
from sim.analysis.spells import Spell
from sim.results.plain_text import csv_parts, csv_text, time_text
from sim.scenario.clock import Clock

CRISES: Final = "crises.csv"
HOURLY: Final = "hourly.csv"
CRISIS_COLUMNS: Final = (
    "run", "crisis", "start_tick", "start", "end_tick", "end", "peak_rung", "barricades_peak",
    "censored",
)  # fmt: skip


def crises_csv(spells: Sequence[Spell], clock: Clock) -> str:
    """Text of ``crises.csv``: one row a crisis of each run."""
    return csv_text(
        CRISIS_COLUMNS,
        (
            [
                str(one.run), str(one.crisis), *_moment(one.start, clock),
                *_moment(one.end, clock), str(one.peak_rung), str(one.barricades_peak),
                "true" if one.is_censored else "false",
            ]
            for one in spells
        ),
    )  # fmt: skip


def _moment(hours: float | None, clock: Clock) -> tuple[str, str]:
    """Tick and local time; empty where it never came."""
    if hours is None:
        return "", ""
    return str(round(hours / clock.tick_hours)), time_text(clock, hours)


def hourly_csv(counts: Iterable[HourCount], clock: Clock) -> Iterator[str]:
    """Text of ``hourly.csv``, part by part: in how many runs what is so in each hour."""
    return csv_parts(("tick", "time", *HourCount._fields[1:]), _rows(counts, clock))


def _rows(counts: Iterable[HourCount], clock: Clock) -> Iterator[list[str]]:
    for hour, what, *numbers in counts:
        yield [*_moment(float(hour), clock), what, *map(str, numbers)]
