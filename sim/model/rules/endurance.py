"""M27 endurance: a force tires under pushes, is relieved by those who are free, and asks for more.

Sources: Helmbold 1971, *Decision in Battle: Breakpoint Hypotheses and Engagement Termination Data*,
RAND R-772-PR: losses alone do not tell when a force gives way; Marshall 1947, *Men Against Fire*,
for fatigue in the line; Burbeck, Raine & Stark 1978, *The dynamics of riot growth*, Journal
of Mathematical Sociology 6, and Bonnasse-Gahot et al. 2018, Scientific Reports 8 (riots of France):
they spread as an epidemic does, and end since those who took part recover. Form and sizes are
assumed.
"""

import math

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float32]


def left(strain: float, stamina: float) -> float:
    """Share left of what a force bears [0..1]: exp(-k / k_0).

    Args:
        strain: pushes that it has stood and not been relieved of (k), >= 0.
        stamina: pushes after which a third of it is left (k_0).
    """
    return math.exp(-strain / stamina)


def never_tires(strain: float, stamina: float) -> float:
    """Neutral form: it bears as much in the tenth push as in the first."""
    return 1.0


def wanted(pressing: float, rho: float) -> float:
    """People whom a headquarters wants between two crowds: rho m, as many as keep most apart (M8).

    Args:
        pressing: people of the more active side who press (m).
        rho: peacekeepers for each of them at which 63 % of what can be prevented is (rho).
    """
    return rho * pressing


def no_more(pressing: float, rho: float) -> float:
    """Neutral form: it sends nobody beside the company that holds the place."""
    return 0.0


def fill(draws: Draws, mean: float) -> Draws:
    """Hours for which people who fought stay at home: f z, shape (person,).

    Args:
        draws: unit-exponential draws of theirs (z), shape (person,).
        mean: mean of it (f), h.
    """
    return draws * np.float32(mean)


def never_full(draws: Draws, mean: float) -> Draws:
    """Neutral form: who fought comes out again as soon as who stood by."""
    return np.zeros_like(draws)
