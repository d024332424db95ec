"""M6 patron control: the word of the kin state moves its clients' threshold and their lorries.

Sources: Popovic 2017, *Fragile proxies*, Terrorism and Political Violence 29(5); Salehyan 2010,
*The delegation of war to rebel organizations*, JCR 54(3). A factor on a steep hazard does nothing;
a shift of the threshold does.
"""


def threshold_shift(stance: float, weight: float) -> float:
    """Shift of the organisers' threshold: a stance of +1 (go ahead) lowers it by the weight."""
    return -weight * stance


def lorries(groups: float, material: float, stance: float, discipline: float) -> float:
    """Lorry groups that come: G m (1 + min(0, stance) discipline)."""
    return groups * material * (1.0 + min(0.0, stance) * discipline)


def held_fire(stance: float, discipline: float) -> float:
    """Share of their fire that armed clients keep up: 1 + min(0, stance) discipline."""
    return 1.0 + min(0.0, stance) * discipline


def free_fire(stance: float, discipline: float) -> float:
    """Neutral form: armed clients do as they like."""
    return 1.0


def no_shift(stance: float, weight: float) -> float:
    """Neutral form: the patron's word moves nobody."""
    return 0.0


def free_lorries(groups: float, material: float, stance: float, discipline: float) -> float:
    """Neutral form: lorries come whatever the patron says."""
    return groups * material


def obeys(draw: float, obedience: float) -> bool:
    """Whether an organiser obeys an order: a uniform draw below its obedience."""
    return draw < obedience


def never_obeys(draw: float, obedience: float) -> bool:
    """Neutral form: orders change nothing."""
    return False
