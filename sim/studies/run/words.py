"""An ensemble in a few lines: how much was run, how far it went, and when what happened."""

from typing import Any, Final

from sim.terms.outcomes import BY_NAME

KEY_TIMES: Final = (
    "first_barricade_time",
    "both_crossings_closed_time",
    "kfor_bridge_time",
    "concession_time",
    "barricades_gone_time",
    "crisis_end_time",
)
"""Outcomes whose median hour is told, in this order."""


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
    for name in KEY_TIMES:
        outcome = summary["outcomes"][name]
        when = str(outcome["q50"] or "never").replace("T", " ")
        lines.append(f"{BY_NAME[name].label:28} {when:16}  in {outcome['happened']:.0%} of runs")
    return lines
