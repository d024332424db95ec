"""Parameters of bargaining over what is in force, each with unit, limits and meaning."""

from typing import Annotated

from sim.scenario.quantity import Quantity, Strict, bounded


class Bargaining(Strict):
    """M16 bargaining over what is in force: costs of holding out, levers, stakes, carrying out."""

    force_day: Annotated[Quantity, bounded(0, 0.19, unit="1/day")]
    """Cost of a day with an own force in contact at what is contested (a)."""
    force_full: Annotated[Quantity, bounded(10, 1000, unit="people")]
    """People of an own force who are as exposed as can be (f)."""
    holder_share: Annotated[Quantity, bounded(0, 1)]
    """What a day in contact costs a third party that holds what is contested, relative to (a)."""
    roads_day: Annotated[Quantity, bounded(0, 0.055, unit="1/day")]
    """Cost of a day of a blocked network to who decides (b)."""
    offices_day: Annotated[Quantity, bounded(0, 0.15, unit="1/day")]
    """Cost to who decides of a day in which all offices that carry it out stand empty (c_o)."""
    contact: Annotated[Quantity, bounded(0, 0.3)]
    """Cost of violence that meets an own force, each time."""
    wounded: Annotated[Quantity, bounded(0, 1)]
    """What an own wounded counts for the resolve of who decides, relative to one killed."""
    kin_day: Annotated[Quantity, bounded(0, 0.038, unit="1/day")]
    """Cost of a day of holding out to those who contest it (c)."""
    alert_day: Annotated[Quantity, bounded(0, 0.075, unit="1/day")]
    """Cost of a day of their patron's army on alert, by level (d)."""
    hardening: Annotated[Quantity, bounded(0, 3)]
    """Most by which own losses raise the stake of who decides (l)."""
    mediators: Annotated[Quantity, bounded(0, 2)]
    """What mediators of full leverage add in the end, at a middling severity (m)."""
    mediators_hours: Annotated[Quantity, bounded(48, 3000, unit="h")]
    """Time constant with which they press harder."""
    lever: Annotated[Quantity, bounded(0, 5)]
    """What a lever with a date adds when that date comes (w)."""
    lever_hours: Annotated[Quantity, bounded(24, 2000, unit="h")]
    """Time constant with which it rises to its date."""
    lever_stays_hours: Annotated[Quantity, bounded(0, 480, unit="h")]
    """Hours after its date until which it lasts."""
    stake_rule: Annotated[Quantity, bounded(0, 6)]
    """What a rule is worth to both sides together (x)."""
    stake_post: Annotated[Quantity, bounded(0, 10)]
    """A post that is to stay: customs, border police."""
    stake_building: Annotated[Quantity, bounded(0, 10)]
    """A building and the office in it."""
    stake_custody: Annotated[Quantity, bounded(0, 5)]
    """A person in custody."""
    stake_right: Annotated[Quantity, bounded(0, 6)]
    """A right."""
    stake_road: Annotated[Quantity, bounded(0, 6)]
    """A road."""
    decider_share: Annotated[Quantity, bounded(0, 1)]
    """Share of it that is the stake of who decides."""
    resolve_slope: Annotated[Quantity, bounded(0, 20)]
    """Exponent of resolve in the stake of who decides (s)."""
    spread: Annotated[Quantity, bounded(0, 1.5)]
    """Spread of the stake of the others between runs (logarithm)."""
    rate: Annotated[Quantity, bounded(0, 0.085, unit="1/h")]
    """Rate of a deal once nothing is left between the sides (r)."""
    disruption_least: Annotated[Quantity, bounded(0, 1)]
    """Share of what blocked roads cost who decides when nobody of its own is cut off."""
    width: Annotated[Quantity, bounded(0.02, 1.1)]
    """Gap at which that rate has fallen to a third (w)."""
    carry_out_hours: Annotated[Quantity, bounded(0, 240, unit="h")]
    """Mean hours until what a deal hands over or withdraws is; then the next day of work."""
