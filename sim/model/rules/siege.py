"""M7 an armed cell that police have met: surprise, who sees whom, and how it ends.

Sources: Deitchman 1962, *A Lanchester Model of Guerrilla Warfare*, Operations Research 10(6): who
is surprised is hit, who is in cover must first be found; Helmbold 1971, *Decision in Battle*.
"""

import math


def exposed(minutes: float, surprised: float, alert: float, tau: float, known: bool) -> float:
    """How exposed police are who did not know: e + (e0 - e) exp(-t / tau).

    Args:
        minutes: minutes since they met (t).
        surprised: how exposed those are who are surprised (e0) [0..1].
        alert: how exposed those are who are not (e) [0..1].
        tau: time constant of surprise, min.
        known: whether they knew of the cell.
    """
    return alert if known else alert + (surprised - alert) * math.exp(-minutes / tau)


def located(minutes: float, known: bool, at_first: float, tau: float) -> float:
    """Share of the cell that police have found: v0 + (1 - v0) (1 - exp(-t / tau))."""
    found = at_first if known else 0.0
    return found + (1.0 - found) * -math.expm1(-minutes / tau)


def burst_rate(rate: float, bursts: float) -> float:
    """Rate of bursts of fire, 1/h: r / (1 + k), so that lulls lengthen."""
    return rate / (1.0 + bursts)


def surrender_rate(rate: float, surrounded: bool, broken: float, dark: float) -> float:
    """Rate at which a surrounded cell gives up, 1/h: r b n; 0 with a way out.

    Args:
        rate: rate by day of a cell that bears it (r).
        surrounded: whether it is.
        broken: factor once it has borne more than it bears (b), else 1.
        dark: factor in the dark (n), else 1.
    """
    return rate * broken * dark * surrounded


def way_out_rate(rate: float, dark: bool, ring: float, broken: float) -> float:
    """Rate at which it breaks out, 1/h: r b (1 - ring) by day; r b (1 - ring / 2) in the dark.

    Args:
        rate: rate of a cell around which there is nobody (r).
        dark: whether it is dark.
        ring: share of a closed ring that police have around it [0..1].
        broken: factor once it has borne more than it bears (b), else 1.
    """
    gap = 1.0 - (ring / 2.0 if dark else ring)
    return rate * broken * max(0.0, gap)
