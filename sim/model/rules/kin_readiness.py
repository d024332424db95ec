"""M13 kin-state readiness: a staircase of words, a request, a partial alert and the highest one.

Sources: Saideman & Ayres 2008, *For Kin or Country*; Fearon 1997, *Signaling foreign policy
interests*, JCR 41(1): steps that cost are signals; Slantchev 2005, *Military coercion in interstate
crises*, APSR 99(4); Schelling 1966, *Arms and Influence*: what commits is held; Huth 1988,
*Extended deterrence and the outbreak of war*, APSR 82(2): a warning counts as far as it can be
carried out. Forces across the line are out of reach of this mechanism.
"""

import math
from typing import NamedTuple


class Alarm(NamedTuple):
    """What alarms a kin state.

    Attributes:
        deadlock: how long an issue that matters to its kin has been deadlocked, h.
        harm: harm to kin that is remembered, and that which is expected.
        threat: threat to kin, mean over where it lives.
        contested: whether such an issue is open and salient.
        settled: whether a deal on one is being carried out.
        warning: what warnings that are remembered take off.
    """

    deadlock: float = 0.0
    harm: float = 0.0
    threat: float = 0.0
    contested: bool = False
    settled: bool = False
    warning: float = 0.0


class Weights(NamedTuple):
    """What each of these weighs.

    Attributes:
        deadlock, harm, threat, contested, settled: weights.
        patience: time constant of the deadlock, h.
        least: threat from which it counts.
        most: harm beyond which more of it adds nothing.
    """

    deadlock: float
    harm: float
    threat: float
    contested: float
    settled: float
    patience: float
    least: float
    most: float


def alarm(seen: Alarm, hawkish: float, w: Weights) -> float:
    """How alarmed a kin state is (Z), on the scale of its steps.

    Z = g (w_d (1 - exp(-t / p)) + w_h min(H, H_max) + w_t max(0, kappa - k0) + w_c [contested])
    - w_s [settled] - W.

    Args:
        seen: deadlock (t), harm (H), threat (kappa), whether something is contested or settled, and
            warnings (W).
        hawkish: how ready it is to act (g).
        w: weights, patience (p), least threat (k0) and most harm (H_max).
    """
    stirred = (
        w.deadlock * (1.0 - math.exp(-seen.deadlock / w.patience))
        + w.harm * min(seen.harm, w.most)
        + w.threat * max(0.0, seen.threat - w.least)
        + w.contested * seen.contested
    )
    return hawkish * stirred - w.settled * seen.settled - seen.warning


def hawkishness(restraint: float, slope: float, mean: float) -> float:
    """How ready a kin state is to act: exp(-s (q - q0)).

    Args:
        restraint: its reluctance to raise its army's readiness (q) [0..1].
        slope: exponent (s).
        mean: restraint at which the steps stand as they are stated (q0).
    """
    return math.exp(-slope * (restraint - mean))


def raise_rate(level: float, step: float, law: tuple[float, float, float, float, float]) -> float:
    """Rate of going up one step, 1/h: r min(m, exp((Z - z) / w)) from max(u z, z - e) on.

    Args:
        level: its alarm (Z).
        step: alarm at which the next step stands (z).
        law: rate at that alarm (r), most of it (m), width (w), how early it can come (e), and
            share of that alarm below which it never comes (u).
    """
    rate, most, width, early, least = law
    if level <= max(least * step, step - early):
        return 0.0
    return rate * min(most, math.exp((level - step) / width))


def never_raised(level: float, step: float, law: tuple[float, float, float, float, float]) -> float:
    """Neutral form: the army stays where it is."""
    return 0.0


def warning(strength: float, hours: float, weight: float, tau: float) -> float:
    """What a warning still takes off the alarm: W0 c exp(-t / tau).

    Args:
        strength: how far it could be carried out, times how firmly it commits (c) [0..1].
        hours: how long ago it was given (t), h.
        weight: what a sure one takes off at first (W0).
        tau: time constant with which it is forgotten, h.
    """
    return weight * strength * math.exp(-hours / tau)
