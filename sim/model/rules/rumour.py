"""M3 rumour: Maki-Thompson spreading in each town, belief that decays, denial.

Sources: Maki & Thompson 1973, *Mathematical Models and Applications*; Daley & Gani 1999, *Epidemic
Modelling*, ch. 5; Allport & Postman 1947, *The Psychology of Rumor*: R ~ importance x ambiguity.
Only those who already know stifle a spreader. Disbelievers hear and do not pass on.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Shares = NDArray[np.float64]


class Hearing(NamedTuple):
    """Shares of people, each of shape (town,): have not heard, spread, heard of it lately."""

    ignorant: Shares
    spreading: Shares
    heard: Shares


def spread(
    state: Hearing, contact: Shares, stifle: float, disbelief: float, hours: float
) -> Hearing:
    """One step of Maki-Thompson: x' = -l x y*, y' = (1 - d) l x y* - l y (1 - x) / k.

    Args:
        state: shares by town.
        contact: contacts per hour between towns (l), shape (town, town), row = who hears.
        stifle: contacts with somebody who knows before a spreader stops (k). In one well-mixed
            town without disbelief the share never reached solves x = exp(-(1 + k)(1 - x)).
        disbelief: share of hearers who do not believe (d).
        hours: length of the step, h.

    Returns:
        Shares after the step.
    """
    law = (contact, contact.diagonal(), stifle, disbelief)
    half = _step(state, state, law, 0.5 * hours)
    return _step(state, half, law, hours)


def _step(
    start: Hearing, at: Hearing, law: tuple[Shares, Shares, float, float], hours: float
) -> Hearing:
    """A step with the contacts of another moment: midpoint rule, second order in the step."""
    contact, own, stifle, disbelief = law
    still = start.ignorant * np.exp(contact @ at.spreading * -hours)
    stopping = own * (1.0 - at.ignorant) / stifle
    keep = np.exp(stopping * -hours)
    new = start.ignorant - still
    spreading = start.spreading * keep + (1.0 - disbelief) * new * np.sqrt(keep)
    return Hearing(still, spreading, start.heard + new)


def fade(heard: Shares, hours: float, tau: float) -> Shares:
    """Attention that leaves a rumour: a exp(-t / tau), shape (town,)."""
    return heard * np.exp(-hours / tau)


def told_odds(doubt: float, disbelief: float) -> float:
    """Log-odds, above doubt, of a rumour that nobody has answered: ln((1 - d) / d) - l0.

    Args:
        doubt: log-odds without any report (l0).
        disbelief: share of hearers who do not believe (d), in (0..1).
    """
    least = min(max(disbelief, 1e-9), 1.0 - 1e-9)
    return math.log((1.0 - least) / least) - doubt


def mixed(odds: Shares, heard: Shares, told: float, new: Shares) -> Shares:
    """Mean log-odds of who has heard a rumour, once some more have: (l a + l_r n) / (a + n).

    Who heard it before keeps what answers have left of it.

    Args:
        odds: mean log-odds of those who have heard it so far (l), shape (town,).
        heard: their share (a) [0..1].
        told: log-odds of those who hear it only now (l_r).
        new: their share (n) [0..1].
    """
    everybody = np.maximum(heard + new, 1e-12)
    return np.where(new > 0.0, (odds * heard + told * new) / everybody, odds)


def birth_rate(threat: Shares, ambiguity: Shares, noise: Shares, rate: float) -> Shares:
    """Rate at which rumours are born, 1/h: importance (threat) x ambiguity x noise x rate.

    Args:
        threat: threat felt, >= 0.
        ambiguity: how unclear things are [0..1].
        noise: share of unclear news that is distorted on its way [0..1].
        rate: rate at a unit of each.
    """
    return rate * np.maximum(0.0, threat) * ambiguity * noise


def noise(word_of_mouth: float, channels: tuple[tuple[float, float], ...]) -> float:
    """Share of unclear news that somebody distorts: 1 - (1 - m) prod(1 - reach distortion).

    Args:
        word_of_mouth: share without any channel (m) [0..1].
        channels: reach and distortion of each channel, both [0..1].
    """
    kept = 1.0 - word_of_mouth
    for reach, distortion in channels:
        kept *= 1.0 - reach * distortion
    return 1.0 - kept


def no_birth(threat: Shares, ambiguity: Shares, noise: Shares, rate: float) -> Shares:
    """Neutral form: no rumour is ever born."""
    return 0.0 * threat


def ambiguity(hours_since_entry: float, hours_since_trouble: float, clear: float) -> float:
    """How unclear things are [0..1]: armed police nobody explains, trouble nobody has confirmed.

    A = (exp(-t_e / c) + exp(-t_t / c)) / 2: half for either alone, nothing in quiet times, and
    less as news catches up.

    Args:
        hours_since_entry: hours since special police last moved (t_e), h.
        hours_since_trouble: hours since violence, an incident, a barricade or an arrest (t_t), h.
        clear: time constant with which news makes things clear (c), h.
    """
    return 0.5 * math.exp(-hours_since_entry / clear) + 0.5 * math.exp(-hours_since_trouble / clear)
