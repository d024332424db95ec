"""M10 rhetoric and reciprocity: Richardson's stances, saturated.

Source: Richardson 1960, *Arms and Insecurity*: x' = a_x y - m_x x + g_x, and the same for y. The
fixed point exists and is stable when a_x a_y < m_x m_y. Saturation: Gottman et al. 2002, *The
Mathematics of Marriage*, ch. 9.
"""

import math


def step(
    own: float, other: float, rates: tuple[float, float, float], saturation: float, hours: float
) -> float:
    """One step of a side's hostility, exact for constant inputs.

    Args:
        own: own hostility (x), >= 0.
        other: hostility of the other side (y), >= 0.
        rates: reaction a, fatigue m and grievance g, 1/h.
        saturation: hostility at which reactions level off; large values give Richardson's law.
        hours: length of the step, h.

    Returns:
        Hostility after the step.
    """
    reaction, fatigue, grievance = rates
    push = reaction * saturation * math.tanh(other / saturation) + grievance
    rest = push / fatigue
    return rest + (own - rest) * math.exp(-fatigue * hours)


def indifferent(
    own: float, other: float, rates: tuple[float, float, float], saturation: float, hours: float
) -> float:
    """Neutral form: hostility stays where it is."""
    return own


def fixed_point(
    a: tuple[float, float], m: tuple[float, float], g: tuple[float, float]
) -> tuple[float, float]:
    """Richardson's fixed point: x* = (m_y g_x + a_x g_y) / (m_x m_y - a_x a_y), y* likewise.

    Raises:
        ValueError: when a_x a_y >= m_x m_y, where there is no stable fixed point.
    """
    gap = m[0] * m[1] - a[0] * a[1]
    if gap <= 0.0:
        message = f"no stable fixed point: a_x a_y = {a[0] * a[1]:g} >= m_x m_y = {m[0] * m[1]:g}"
        raise ValueError(message)
    return (m[1] * g[0] + a[0] * g[1]) / gap, (m[0] * g[1] + a[1] * g[0]) / gap
