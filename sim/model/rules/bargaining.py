"""M16 bargaining: what is in force is a war of attrition, until a deal costs less than holding out.

Sources: Fearon 1998, *Bargaining, enforcement, and international cooperation*, IO 52(2): where
nothing presses, each side holds out while holding out is cheap; Powell 2004, *Bargaining and
learning while fighting*, AJPS 48(2); Zartman 2001, *The timing of peace initiatives*: a stalemate
that hurts brings talks; Greig & Diehl 2012: third parties press harder the longer it lasts; Staw
1976, *Knee-deep in the big muddy*, OBHP 16(1): losses harden those who are responsible for them.
"""

import math

PRESSED = 2.0
"""Barricades count up to twice a fully blocked network."""


def exposed(people: float, full: float, keepers: float) -> float:
    """How far an own force is exposed at what is contested [0..1]: min(1, n / f) (1 - h / n).

    Args:
        people: its people there (n).
        full: people who are as exposed as can be (f).
        keepers: peacekeepers there (h), who feed and ring it: as many as it has leave nothing.
    """
    if people <= 0.0:
        return 0.0
    return min(1.0, people / full) * max(0.0, 1.0 - keepers / people)


def decider_cost(
    exposure: float, blocked: float, rates: tuple[float, float, float], days: float
) -> float:
    """What holding out costs who decides: (a e + b min(2, B) (u + (1 - u) e)) days.

    Args:
        exposure: own force in contact (e) [0..1].
        blocked: barricades relative to a fully blocked network (B).
        rates: cost of a day with an exposed force (a), of a day of blocked roads (b), and the share
            of that when nobody of its own is cut off (u).
        days: how long, days.
    """
    force, roads, least = rates
    disruption = least + (1.0 - least) * exposure
    return (force * exposure + roads * min(PRESSED, blocked) * disruption) * days


def offices_cost(withheld: float, in_offices: float, rate: float, days: float) -> float:
    """What empty offices cost who decides: c_o y i days.

    Authority that nobody carries out; it costs whether or not a road is blocked.

    Args:
        withheld: share of the offices that stand empty (y) [0..1].
        in_offices: share of the decision that works only through them (i) [0..1].
        rate: cost of a day in which all do (c_o).
        days: how long, days.
    """
    return rate * withheld * in_offices * days


def contester_cost(
    blocked: float, readiness: float, rates: tuple[float, float], days: float
) -> float:
    """What holding out costs those who contest it: (c (1 + .5 min(2, B)) + d q) days.

    Args:
        blocked: barricades relative to a fully blocked network (B).
        readiness: readiness of their patron's army (q) [0..3].
        rates: cost of a day for patron and kin (c), and of a day on alert by one level (d).
        days: how long, days.
    """
    kin, alert = rates
    return (kin * (1.0 + 0.5 * min(PRESSED, blocked)) + alert * readiness) * days


def severity(blocked: float, violent: bool) -> float:
    """How bad it looks from outside [0..1]: .35 + .35 min(1, B) + .3 [violence in 24 h]."""
    return 0.35 + 0.35 * min(1.0, blocked) + 0.3 * violent


def leverage(cover: float, hours: float, severe: float, most: float, tau: float) -> float:
    """What mediators add to make a deal worth it: 2 m v c (1 - exp(-t / tau)).

    Args:
        cover: leverage of those who ask (c) [0..1].
        hours: how long it has been deadlocked (t), h.
        severe: how bad it looks (v) [0..1].
        most: what one of full leverage can add at a middling severity (m).
        tau: time constant with which they get serious, h.
    """
    return 2.0 * most * severe * cover * (1.0 - math.exp(-hours / tau))


def dated(hours_left: float, weight: float, lead: float, stays: float) -> float:
    """What a lever with a date adds: w exp(-(T - t) / l) before it, w for some hours after it.

    Args:
        hours_left: hours to its date (T - t).
        weight: what it adds at its date (w).
        lead: time constant of its rise (l), h.
        stays: hours after its date until which it lasts.
    """
    if hours_left < -stays:
        return 0.0
    return weight * math.exp(-max(0.0, hours_left) / lead)


def own_stake(base: float, resolve: float, losses: float, law: tuple[float, float, float]) -> float:
    """What is at stake for who decides: x exp(s (R - R0)) (1 + l (1 - exp(-L))).

    Own losses raise resolve as well as costs (Staw 1976).

    Args:
        base: stake of the kind of object (x).
        resolve: resolve of who decides (R).
        losses: own people killed, and a tenth of those hurt (L).
        law: slope s, mean resolve R0, and most by which losses raise it (l).
    """
    slope, mean, hardened = law
    return base * math.exp(slope * (resolve - mean)) * (1.0 + hardened * (1.0 - math.exp(-losses)))


def deal_rate(gap: float, rate: float, width: float) -> float:
    """Rate of a deal, 1/h: r exp(-max(0, gap) / w).

    Args:
        gap: stakes of both sides less what holding out has cost them and what others add.
        rate: rate once nothing is left between them (r).
        width: gap at which it has fallen to a third (w).
    """
    return rate * math.exp(-max(0.0, gap) / width)


def no_deal(gap: float, rate: float, width: float) -> float:
    """Neutral form: what it costs to hold out brings nobody to a deal."""
    return 0.0
