"""M7 fire: when cells shoot, when armed people of a crowd and forces do, and one law of hits.

Cells follow the rise of threat, police in reach, restraint and the night; the rise above the day's
mean, since the level would give three times the shots. Most shots hit nobody; small armed groups,
not crowds, kill.

Sources: Collins 2008, *Violence: A Micro-sociological Theory*; Deitchman 1962, *A Lanchester Model
of Guerrilla Warfare*, Operations Research 10(6): aimed fire against fire at an area; Beaman et al.
2000, Annals of Emergency Medicine 35(3), and Cook et al. 2017, AJPH 107(8): of those shot in
assaults 20-22 % die; United Nations 1990, *Basic Principles on the Use of Force and Firearms by Law
Enforcement Officials*, 9: self-defence against an imminent threat of death or serious injury.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def fire_rate(
    novelty: Numbers, reach: Numbers, night: float, will: Numbers, rate: float
) -> Numbers:
    """Rate of shooting at police in one municipality, 1/h: r v (1 - exp(-reach)) n w.

    Args:
        novelty: rise of threat above its mean of a day (v), >= 0.
        reach: police in reach times its saturation (k E), >= 0.
        night: 1 at night, the day factor by day (n).
        will: activity of the cells times one minus their restraint (w).
        rate: rate of a unit rise at full reach (r).
    """
    return rate * np.maximum(0.0, novelty) * (1.0 - np.exp(-reach)) * night * will


def silence(novelty: Numbers, reach: Numbers, night: float, will: Numbers, rate: float) -> Numbers:
    """Neutral form: nobody fires."""
    return 0.0 * novelty


def hits(shooters: float, minutes: float, aim: float, distance: float, exposed: float) -> float:
    """Mean hits of fire, the same law for everybody: n t alpha exp(-d) e.

    Args:
        shooters: people who shoot (n).
        minutes: minutes of fire of each (t).
        aim: hits a minute on a man in the open, close and by day, less in the dark (alpha).
        distance: range over the distance at which aim falls to 1/e (d).
        exposed: how exposed those are who are shot at: 1 in the open (e) [0..1].
    """
    return shooters * minutes * aim * math.exp(-distance) * exposed


def opens_fire(armed: float, heat: float, discipline: float, rate: float) -> float:
    """Chance that armed people of a crowd open fire in a push: 1 - exp(-r n h^2 (1 - d))."""
    return -math.expm1(-rate * armed * heat**2 * (1.0 - discipline))


def loose(restraint: float) -> float:
    """People of a force who shoot, relative to one that is half restrained: 2 (1 - q)."""
    return 2.0 * (1.0 - restraint)


def force_fires(
    order: str, restraint: float, fired_at: bool, crossed: bool, shares: tuple[float, float]
) -> float:
    """Chance that a force fires in a push, by its order of fire.

    Args:
        order: never; if_fired_at; line: also when its line is crossed; free: in any push as well.
        restraint: its rules of engagement (q); each chance falls with 1 - q.
        fired_at: whether it was shot at in this push.
        crossed: whether its line was crossed: it gave way.
        shares: share of fire whose source it can tell, and of pushes in which it fires at will.
    """
    if order == "never":
        return 0.0
    tells, at_will = shares
    chance = min(1.0, loose(restraint) * tells) * fired_at
    if order in ("line", "free") and crossed:
        chance = max(chance, 1.0 - restraint)
    if order == "free":
        chance = max(chance, at_will * (1.0 - restraint))
    return chance


def saves_itself(restraint: float, force: float, crowd: float, odds: float, share: float) -> float:
    """Chance that a broken force fires to save itself: s (1 - q) (1 - min(1, o n / N)).

    Self-defence against an imminent threat to life is left to every force that may shoot back.

    Args:
        restraint: its rules of engagement (q) [0..1].
        force: its people (n), >= 0.
        crowd: people of the crowd that overruns it (N), > 0.
        odds: people of a crowd to one of a force at which it begins to be badly outnumbered (o).
        share: chance of an unrestrained force before a crowd without end (s) [0..1].
    """
    return share * (1.0 - restraint) * (1.0 - min(1.0, odds * force / crowd))


def moving_mean(mean: Numbers, value: Numbers, hours: float, tau: float) -> Numbers:
    """Exponential moving mean with time constant tau, h."""
    return value + (mean - value) * np.exp(-hours / tau)
