"""An ensemble in a few lines: how much was run, how far it went, and when what happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sim.analysis.key_events import key_events
from sim.report.page.sentences import numbers_of, sentence_of
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.studies.run.summary import NOT_REACHED, TIME
from sim.terms.ladder import INJURIES
from sim.terms.outcomes import BY_NAME
from sim.terms.words import words

KEY_TIMES: Final = (
    "first_barricade_time",
    "first_crossing_closed_time",
    "concession_time",
    "barricades_gone_time",
    "crisis_end_time",
)
"""Outcomes of every case whose hour is told, in this order; then those that the scenario names."""


_HARM: Final = ((str(INJURIES), "injured"), (str(INJURIES + 1), "killed"))
"""Rungs of harm, and the outcome that counts it."""


def summary_lines(summary: dict[str, Any]) -> list[str]:
    """Lines for a reader at a terminal.

    Args:
        summary: content of ``summary.json``.
    """
    rungs = summary["p_rung_at_least"].items()
    lines = [
        f"{summary['title']}, {summary['runs']} runs",
        "share of runs that reach a rung: " + ", ".join(f"{k}+ {p:.0%}" for k, p in rungs),
    ]
    outcomes = summary["outcomes"]
    lines += [
        _harm(outcomes, summary["runs"]),
        *_given(summary),
        _crises(outcomes, summary["runs"]),
    ]
    named = [name for name in outcomes if name not in BY_NAME and outcomes[name]["unit"] == TIME]
    told = [outcomes[name] for name in (*KEY_TIMES, *named)]
    width = max(len(outcome["label"]) for outcome in told)
    return lines + [f"{one['label']:{width}} {_when(one, summary['runs'])}" for one in told]


def spoken_lines(
    ensemble: Ensemble, rows: Sequence[Row], observed: Mapping[str, datetime], language: str
) -> list[str]:
    """The same in another language, as the page says it.

    Args:
        ensemble: the runs.
        rows: their outcomes.
        observed: observed local times by name of key event; may be empty.
        language: of the lines; names of places and titles are as they are written.
    """
    clock, n = ensemble.scenario.clock, len(rows)
    counted = [
        f"{words('of_runs', language, count=count, n=n)}: {text}"
        for count, text in numbers_of(rows, language)
    ]
    keys = key_events(ensemble, rows, observed)
    made = words("runs_of", language, n=n, seed=str(ensemble.seed))
    told = [sentence_of(key, clock, language) for key in keys]
    return [ensemble.scenario.title, made, *counted, *told]


def _harm(outcomes: dict[str, Any], n_runs: int) -> str:
    """In how many runs somebody is hurt; told even where nobody is."""
    hurt, dead = (round(n_runs * outcomes[name]["happened"]) for name in ("injured", "killed"))
    return f"somebody is injured in {hurt} of {n_runs} runs, and killed in {dead}"


def _given(summary: dict[str, Any]) -> list[str]:
    """That harm is given, where more runs have it than reach its rung; the rungs leave it out."""
    rungs, outcomes = summary["p_rung_at_least"], summary["outcomes"]
    more = [
        rung
        for rung, name in _HARM
        if outcomes[name]["happened"] > rungs[rung] + 0.5 / summary["runs"]
    ]
    if not more:
        return []
    named = " and ".join(f"{rung}+" for rung in more)
    return [f"what is given counts for no rung: {named} above is only what follows from it"]


def _crises(outcomes: dict[str, Any], n_runs: int) -> str:
    """In how many runs there is a crisis, how many a run, and how long they last."""
    spells, hours = outcomes["crisis_spells"], outcomes["crisis_hours"]
    came = round(n_runs * spells["happened"])
    if not came:
        return f"no crisis in {n_runs} runs"
    return (
        f"a crisis in {came} of {n_runs} runs, {spells['mean']:.3g} a run; hours in a crisis: "
        f"median {hours['q50']:g}, 5 to 95 % {hours['q05']:g} to {hours['q95']:g}"
    )


def _when(outcome: dict[str, Any], n_runs: int) -> str:
    """In how many runs it came, of those in which it could, and by when in half of them."""
    came, could = round(n_runs * outcome["happened"]), outcome["runs"]
    if not could:
        return "nothing that could end"
    half = str(outcome["q50"])
    when = "" if half == NOT_REACHED else f", half by {half[:16].replace('T', ' ')}"
    return f"in {came} of {could} runs{when}" if came else f"never in {could} runs"
