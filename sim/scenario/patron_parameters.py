"""Parameters of a kin state's readiness, each with unit, limits and meaning."""

from typing import Annotated

from sim.scenario.quantity import Quantity, Strict, bounded


class KinReadiness(Strict):
    """M13 kin-state readiness: a staircase with an alarm, a jump, and warnings."""

    words: Annotated[Quantity, bounded(0.016, 0.8)]
    """Alarm at which a kin state warns in words (z)."""
    request: Annotated[Quantity, bounded(0.04, 2)]
    """At which it asks that its kin be protected, or to come itself."""
    partial: Annotated[Quantity, bounded(0.064, 2.9)]
    """At which a part of its army is put on alert: readiness 1."""
    highest: Annotated[Quantity, bounded(0.13, 5)]
    """At which all of it is on the highest alert: readiness 2."""
    step_rate: Annotated[Quantity, bounded(0, 1, unit="1/h")]
    """Rate of a step at its alarm (r)."""
    step_most: Annotated[Quantity, bounded(1, 40)]
    """Most by which more alarm multiplies it (m)."""
    step_width: Annotated[Quantity, bounded(0.016, 1)]
    """Alarm that multiplies it by e (w)."""
    step_early: Annotated[Quantity, bounded(0, 1)]
    """How far below its alarm a step can come (e)."""
    step_least: Annotated[Quantity, bounded(0, 1)]
    """Share of its alarm below which no step comes (u)."""
    jump_harm: Annotated[Quantity, bounded(0.06, 4)]
    """Harm to kin, done or expected, beyond which an alert comes without the steps before it."""
    jump_alarm: Annotated[Quantity, bounded(0.1, 4.5)]
    """Alarm that is needed for that."""
    deadlock_weight: Annotated[Quantity, bounded(0, 3)]
    """Alarm of a deadlock without end (w_d)."""
    deadlock_hours: Annotated[Quantity, bounded(12, 700, unit="h")]
    """Time constant with which it gets there (p)."""
    patience_spread: Annotated[Quantity, bounded(0, 2)]
    """Spread of that between runs (logarithm)."""
    harm_weight: Annotated[Quantity, bounded(0, 5)]
    """Alarm of one of its kin killed (w_h)."""
    harm_most: Annotated[Quantity, bounded(0.16, 10)]
    """Harm beyond which more adds nothing (H_max)."""
    harm_hours: Annotated[Quantity, bounded(4.8, 360, unit="h")]
    """Time constant with which harm is forgotten."""
    injured: Annotated[Quantity, bounded(0, 1)]
    """Harm of one of its kin injured, relative to one killed."""
    ultimatum: Annotated[Quantity, bounded(0, 3)]
    """Harm that is expected while an ultimatum to its kin or its clients runs."""
    raid: Annotated[Quantity, bounded(0, 1.5)]
    """Harm that is expected while police whom its kin minds raid among them."""
    threat_weight: Annotated[Quantity, bounded(0, 1.7)]
    """Alarm of threat to kin (w_t)."""
    threat_least: Annotated[Quantity, bounded(0, 3)]
    """Threat to kin from which it counts (k0)."""
    contested_weight: Annotated[Quantity, bounded(0, 0.75)]
    """Alarm of an open issue that matters to its kin (w_c)."""
    contested_least: Annotated[Quantity, bounded(0, 1)]
    """Salience relative to its height from which such an issue counts."""
    settled_weight: Annotated[Quantity, bounded(0, 3)]
    """What a deal takes off the alarm (w_s)."""
    restraint_slope: Annotated[Quantity, bounded(0, 10)]
    """Exponent of restraint (s)."""
    restraint_mean: Annotated[Quantity, bounded(0, 1)]
    """Restraint at which the steps stand as they are stated (q0)."""
    warning: Annotated[Quantity, bounded(0, 3)]
    """What a warning that is sure to be carried out takes off the alarm (W0)."""
    warning_hours: Annotated[Quantity, bounded(4.8, 480, unit="h")]
    """Time constant with which a warning is forgotten."""
    call: Annotated[Quantity, bounded(0, 1)]
    """How credible the warning is that peacekeepers give when they call its army."""
    detect_rate: Annotated[Quantity, bounded(0, 0.75, unit="1/h")]
    """Rate at which an alert is seen and answered by such a call."""
    hold_hours: Annotated[Quantity, bounded(0, 200, unit="h")]
    """Hours for which a step is kept before it can be taken back."""
    fall_rate: Annotated[Quantity, bounded(0, 0.35, unit="1/h")]
    """Rate of going down a step."""
    fall_below: Annotated[Quantity, bounded(0, 1)]
    """How far below its alarm a step can be taken back."""
    fall_settled: Annotated[Quantity, bounded(1, 20)]
    """By how much a deal makes that faster."""
    urge: Annotated[Quantity, bounded(0, 1)]
    """What a deadlock adds to what it lets its clients do."""
