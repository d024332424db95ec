"""What a reader asks first: what happens, why, what ends it, and what would calm it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sim.analysis.event_words import deed_words
from sim.analysis.quantiles import median
from sim.report.page.outcome_words import amount_words
from sim.report.page.paired import ENOUGH, PairedRuns, counts_of
from sim.report.page.sentences import FLAGS
from sim.report.page.setting_words import value_words
from sim.report.page.what_if import WhatIf
from sim.results.run import Ensemble
from sim.results.tables import Row
from sim.terms.words import number_words, said, words

Answer = tuple[str, str]
"""A question and its answer."""
_CALMING: Final[tuple[str, ...]] = (
    "concession", "deal_kept", "handed_over", "order_down", "barricade_removed",
    "barricade_cleared", "lane_opened", "police_withdrawn", "release",
)  # fmt: skip
"""Kinds of events that can come before an end."""
_MOST: Final = 4
"""Kinds that are told."""
_WORST: Final = ("number_killed", "number_hurt", "number_violence", "number_blocked")
"""What a change is looked at for, the worst first."""


def in_short(
    rows: Sequence[Row],
    ensemble: Ensemble,
    why: tuple[int | None, Sequence[dict[str, Any]]],
    tried: Sequence[WhatIf],
    language: str,
) -> tuple[Answer, ...]:
    """Four questions and their answers.

    Args:
        rows: outcomes of the runs.
        ensemble: the same runs with their events.
        why: number of the run that went furthest, and its chain of causes, earliest first.
        tried: values that can be moved on the page.
        language: of the answers.
    """
    answers = (
        ("short_happens", _happens(rows, language)),
        ("short_why", _why(*why, language)),
        ("short_ends", _ends(rows, ensemble, language)),
        ("short_calms", _calms(tried, language)),
    )
    return tuple((words(question, language), answer) for question, answer in answers)


def _happens(rows: Sequence[Row], language: str) -> str:
    told = {
        "rung": amount_words("peak_rung", _middle(rows, "peak_rung", whole=True), language),
        "barricades": number_words(_middle(rows, "barricades_peak"), language),
        "people": number_words(_middle(rows, "people_out_peak"), language),
        "hours": number_words(round(_middle(rows, "crisis_hours")), language),
    }
    return words("short_middle", language, **told)


def _middle(rows: Sequence[Row], name: str, *, whole: bool = False) -> float:
    values = sorted(float(row[name] or 0.0) for row in rows)
    return values[(len(values) - 1) // 2] if whole else median(values)


def _why(run: int | None, steps: Sequence[dict[str, Any]], language: str) -> str:
    """The first and the last two steps of the chain of causes."""
    if run is None:
        return words("why_none", language)
    shown = [steps[0], *steps[1:][-2:]]
    told = "; ".join(f"{step['when']}, {step['what']}" for step in shown)
    return words("short_chain", language, run=run, steps=told)


def _ends(rows: Sequence[Row], ensemble: Ensemble, language: str) -> str:
    """In how many of the runs that were over by the end what came between begin and end."""
    spans = {row["run"]: (row.get("crisis_start_time"), row.get("crisis_end_time")) for row in rows}
    armies = {key for key, one in ensemble.scenario.actors.items() if one.kind == "army"}
    hours, came = ensemble.scenario.clock.tick_hours, Counter[str]()
    for run in ensemble.runs:
        start, end = spans[run.number]
        if isinstance(start, int | float) and isinstance(end, int | float):
            within = (event for event in run.events if start <= event.tick * hours <= end)
            calming = (event for event in within if event.kind in _CALMING)
            came.update({deed_words(event, armies) for event in calming})
    over = sum(FLAGS["number_over"](row) for row in rows)
    counted = sorted(came, key=lambda deed: (-came[deed], deed))[:_MOST]
    told = ", ".join(f"{said(deed, language)} ({came[deed]})" for deed in counted)
    first = words("short_over", language, over=over, n=len(rows))
    return f"{first} {words('short_before', language, told=told)}" if told else first


def _calms(tried: Sequence[WhatIf], language: str) -> str:
    """The value among those tried that clearly leaves fewest runs with the worst there is."""
    if not tried:
        return words("short_try", language)
    for key in _WORST:
        found = [
            (fewer, one, stop.text, now, was)
            for one in tried
            for stop in one.stops
            for was, now, more, fewer in [counts_of(PairedRuns("", one.base.rows, stop.rows), key)]
            if fewer >= ENOUGH and not more
        ]
        if found:
            _, one, text, now, was = max(found, key=lambda each: each[0])
            told = {"label": one.label, "value": value_words(text, language), "now": now}
            seen = words(key, language)
            n = len(one.base.rows)
            return words("short_calmer", language, seen=seen, was=was, n=n, **told)
    return words("short_no_value", language)
