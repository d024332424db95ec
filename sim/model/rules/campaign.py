"""M22 campaign: a rally at a day and hour, where nothing can be stopped but much is minded.

Sources: Tilly 2008, *Contentious Performances*: rallies and marches show worthiness, unity, numbers
and commitment where nothing is denied; McCarthy & Zald 1977: that takes an organisation.
"""

import math


def complaint(
    grievance: float, salience: float, undeniable: float, law: tuple[float, float]
) -> float:
    """What a rally is about: g = max(w_Q Q, w_S max(S, S_off)).

    Args:
        grievance: what is held against the other side (Q).
        salience: salience of the most salient issue now (S).
        undeniable: height of an issue that is announced, as far as no road stops it (S_off).
        law: weights of grievance (w_Q) and salience (w_S).
    """
    by_grievance, by_salience = law
    return max(by_grievance * grievance, by_salience * max(salience, undeniable))


def rally_rate(
    about: float,
    denied: float,
    stance: float,
    law: tuple[float, float, float, float],
    shift: tuple[float, float],
) -> float:
    """Rate of calling a rally, 1/h: r exp(min(m, (g - g0 - a D + b stance) / w)).

    It is 0 without a complaint.

    Args:
        about: what it is about (g).
        denied: what other means would stop (D) [0..1]: who can stop something does so.
        stance: the patron's word [-1..1].
        law: rate (r), complaint at which it is reached (g0), width (w), most exponent (m).
        shift: what D takes (a) and the patron's word adds (b).
    """
    rate, least, width, most = law
    if about <= 0.0:
        return 0.0
    left = about - least - shift[0] * denied + shift[1] * stance
    return rate * math.exp(min(most, left / width))


def nobody_rallies(
    about: float,
    denied: float,
    stance: float,
    law: tuple[float, float, float, float],
    shift: tuple[float, float],
) -> float:
    """Neutral form: no rally is called."""
    return 0.0


def pull(weight: float, salience: float, minutes: float, law: tuple[float, float, float]) -> float:
    """Benefit of coming to a rally while it is on: p (u + v S) exp(-minutes / reach).

    Args:
        weight: pull of a call to a rally in one's own town (p).
        salience: how much is at stake (S) [0..1].
        minutes: minutes from home to the place.
        law: pull where nothing is at stake (u), what is at stake adds (v), and minutes over which
            it falls to 1/e (reach): the ceiling of who can come.
    """
    least, more, reach = law
    return weight * (least + more * salience) * math.exp(-minutes / reach)


def organised(network: float, alone: float) -> float:
    """Pull of a call relative to that of a network that stands: a + (1 - a) m.

    Numbers come by organisation more than by grievance (McCarthy & Zald 1977, *Resource
    Mobilization and Social Movements*, American Journal of Sociology 82(6)).

    Args:
        network: how far the network of those who call stands (m) [0..1].
        alone: pull of a call where none stands (a) [0..1].
    """
    return alone + (1.0 - alone) * network


def nothing_helped(hours: float, weight: float, full: float) -> float:
    """How much sooner work is withheld once nothing else has helped: w min(1, t / T).

    Args:
        hours: how long it has been in force without a deal (t).
        weight: threat that it takes less in the end (w).
        full: hours after which it does (T).
    """
    return weight * min(1.0, hours / full)


def fresh(hours: float, again: float) -> float:
    """Share of the urge to rally that is back after the last one: 1 - exp(-t / again)."""
    return 1.0 - math.exp(-hours / again)
