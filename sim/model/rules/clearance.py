"""M25 clearance: a force waits, talks, threatens or clears, by need and expected resistance.

Sources: Schelling 1966, *Arms and Influence*, on threats; Lichbach 1987: what force costs when it
meets a crowd.
"""

import math
from typing import NamedTuple


class Mood(NamedTuple):
    """What a commander goes by: need (n), caution (c), expected resistance (rho), encounters."""

    need: float
    caution: float
    expected: float
    encounters: float


def worth(mood: Mood) -> dict[str, float]:
    """What talking, an ultimatum and clearing are worth, relative to waiting, which is worth 0.

    talk: .35 n - .25;  warn: .75 n - .255 (1 + .5 c) - 1.035;
    clear: 1.15 n - .85 min(1.5, rho) (1 + c) - .45, and .3 less before a first encounter.
    """
    first = 0.3 if mood.encounters < 0.3 else 0.0
    resisted = 0.85 * min(1.5, mood.expected) * (1.0 + mood.caution)
    return {
        "talk": 0.35 * mood.need - 0.25,
        "warn": 0.75 * mood.need - 0.255 * (1.0 + 0.5 * mood.caution) - 1.035,
        "clear": 1.15 * mood.need - resisted - 0.45 - first,
    }


def choices(mood: Mood, width: float) -> dict[str, float]:
    """Chance of each when it is weighed; what is left is waiting: logit of their worth."""
    power = {name: math.exp(min(50.0, value / width)) for name, value in worth(mood).items()}
    whole = 1.0 + sum(power.values())
    return {name: value / whole for name, value in power.items()}


def clear_chance(mood: Mood, width: float) -> float:
    """Chance of clearing when it is weighed."""
    return choices(mood, width)["clear"]


def always_clears(mood: Mood, width: float) -> float:
    """Neutral form: a force with that mandate clears whenever it looks, whatever it meets."""
    return 1.0


def withdraws(crowd: float, force: float, encounters: float, law: tuple[float, float]) -> float:
    """Chance that a force steps back before contact: logistic((X / n - r (.5 + .5 min(1, e))) / w).

    Args:
        crowd: people who have come (X).
        force: soldiers or officers there (n).
        encounters: how often they have met before (e): first they step back, later they push.
        law: crowd for each of them that turns a seasoned force back (r), and the width (w).
    """
    ratio, width = law
    seasoned = ratio * (0.5 + 0.5 * min(1.0, encounters))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, (crowd / force - seasoned) / width))))


def alarmed(threat: float, law: tuple[float, float, float], people: float) -> float:
    """People who come at an alarm: Phi((tanh(theta + surge) - c) / s) N.

    Args:
        threat: threat felt (theta).
        law: surge of an alarm; mean cost of time less what a call adds (c); its spread (s).
        people: adults near enough to come (N).
    """
    surge, mean, spread = law
    return people * 0.5 * math.erfc(-(math.tanh(threat + surge) - mean) / spread / math.sqrt(2.0))
