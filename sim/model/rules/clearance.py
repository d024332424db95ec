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


class Weighing(NamedTuple):
    """What each thing that a commander may do gains and costs; all as the parameters of M25.

    Attributes:
        width: width of the choice (w).
        talk_need: what a need of one adds to talking (n_t).
        talk_cost: what talking costs (k_t).
        warn_need: what a need of one adds to an ultimatum (n_u).
        warn_risk: what an ultimatum risks (r_u).
        warn_caution: how much of caution counts in it (a).
        warn_cost: what it costs besides (k_u).
        clear_need: what a need of one adds to clearing (n_c).
        clear_resisted: what an expected resistance of one costs (r_c).
        resisted_most: resistance that counts at most (m).
        clear_cost: what clearing costs besides (k_c).
        first_cost: what it costs more before a first encounter (k_1).
        first_until: encounters below which there was none (e_1).
    """

    width: float
    talk_need: float
    talk_cost: float
    warn_need: float
    warn_risk: float
    warn_caution: float
    warn_cost: float
    clear_need: float
    clear_resisted: float
    resisted_most: float
    clear_cost: float
    first_cost: float
    first_until: float


def worth(mood: Mood, law: Weighing) -> dict[str, float]:
    """What talking, an ultimatum and clearing are worth, relative to waiting, which is worth 0.

    talk: n_t n - k_t;  warn: n_u n - r_u (1 + a c) - k_u;
    clear: n_c n - r_c min(m, rho) (1 + c) - k_c, and k_1 less while the encounters are below e_1.
    """
    first = law.first_cost if mood.encounters < law.first_until else 0.0
    resisted = law.clear_resisted * min(law.resisted_most, mood.expected) * (1.0 + mood.caution)
    risk = law.warn_risk * (1.0 + law.warn_caution * mood.caution)
    return {
        "talk": law.talk_need * mood.need - law.talk_cost,
        "warn": law.warn_need * mood.need - risk - law.warn_cost,
        "clear": law.clear_need * mood.need - resisted - law.clear_cost - first,
    }


def choices(mood: Mood, law: Weighing) -> dict[str, float]:
    """Chance of each when it is weighed; what is left is waiting: logit of their worth."""
    values = worth(mood, law)
    power = {name: math.exp(min(50.0, value / law.width)) for name, value in values.items()}
    whole = 1.0 + sum(power.values())
    return {name: value / whole for name, value in power.items()}


def clear_chance(mood: Mood, law: Weighing) -> float:
    """Chance of clearing when it is weighed."""
    return choices(mood, law)["clear"]


def always_clears(mood: Mood, law: Weighing) -> float:
    """Neutral form: a force with that mandate clears whenever it looks, whatever it meets."""
    return 1.0


def mandate(resolve: float, restraint: float, law: tuple[float, float, float]) -> float:
    """How much the need of police counts: m = 2 w (1 - q) exp(s (R - R0)).

    Args:
        resolve: resolve of the government whose police they are (R).
        restraint: its restraint (q); .5 leaves it as it is.
        law: weight at mean resolve (w), exponent of resolve (s), and mean resolve (R0).
    """
    weight, slope, mean = law
    return 2.0 * weight * (1.0 - restraint) * math.exp(slope * (resolve - mean))


def withdraws(
    crowd: float, force: float, encounters: float, law: tuple[float, float, float]
) -> float:
    """Chance of stepping back before contact: logistic((X / n - r (f + (1 - f) min(1, e))) / w).

    Args:
        crowd: people who have come (X).
        force: soldiers or officers there (n).
        encounters: how often they have met before (e): first they step back, later they push.
        law: crowd for each of them that turns a seasoned force back (r), share of it that turns
            one back at a first encounter (f), and the width (w).
    """
    ratio, first, width = law
    seasoned = ratio * (first + (1.0 - first) * min(1.0, encounters))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, (crowd / force - seasoned) / width))))


def wanted(expected: float, first: float, company: float) -> float:
    """People of a force it takes to a barricade: c max(1, rho / rho_0).

    As many for each who is expected there as a company was reckoned to be at first.

    Args:
        expected: resistance it expects (rho), people for each of a company over two.
        first: resistance a company was reckoned to be enough for (rho_0), > 0.
        company: people of a company (c).
    """
    return company * max(1.0, expected / first)


def alarmed(threat: float, law: tuple[float, float, float], people: float) -> float:
    """People who come at an alarm: Phi((tanh(theta + surge) - c) / s) N.

    Args:
        threat: threat felt (theta).
        law: surge of an alarm; mean cost of time less what a call adds (c); its spread (s).
        people: adults near enough to come (N).
    """
    surge, mean, spread = law
    return people * 0.5 * math.erfc(-(math.tanh(threat + surge) - mean) / spread / math.sqrt(2.0))
