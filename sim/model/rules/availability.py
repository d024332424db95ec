"""M9 caveats and notice: a force is what is allowed, approved and there by then.

Sources: Auerswald & Saideman 2014, *NATO in Afghanistan: Fighting Together, Fighting Alone*, on
national caveats; notices as in the world's forces table.
"""


def ready_hours(notice: float, approval: float, travel: float) -> float:
    """Hours from an order until a unit stands in place: notice, approval, the road."""
    return notice + approval + travel


def instant(notice: float, approval: float, travel: float) -> float:
    """Neutral form: everybody is everywhere at once."""
    return 0.0


def allowed(crowd_control: str) -> bool:
    """Whether a unit's caveats let it face a crowd at all (yes, or after approval)."""
    return crowd_control != "no"


def always_allowed(crowd_control: str) -> bool:
    """Neutral form: no caveats."""
    return True
