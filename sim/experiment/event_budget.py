"""The budget of events of a run; one that passes it is no crisis but an explosion: it is given up.

The busiest hours of the shipped scenarios have a few dozen public events. A run far above that is
one in which a parameter feeds itself, and which would take hours and memory without end.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sim.scenario.loaded import Loaded
from sim.scenario.quantity import limits_of
from sim.terms.errors import Refused
from sim.terms.events import Event
from sim.terms.kinds import kind_words

AT_FIRST: Final = 5_000
EACH_HOUR: Final = 50
"""A run may have 5,000 events, and 50 more for each of its hours."""

BEHIND: Final[dict[str, tuple[str, ...]]] = {
    "statement": ("reciprocity.speech_rate", "reciprocity.reaction", "reciprocity.grievance"),
    "rumour": ("rumour.birth_rate", "rumour.word_of_mouth"),
    "offer": (
        "mediation.offer_rate_before", "mediation.offer_rate_4", "mediation.offer_rate_5",
        "mediation.offer_rate_6",
    ),
    "concession": ("mediation.concede_rate", "bargaining.rate"),
    "concession_lapsed": ("mediation.lapse_rate",),
    "hotline": ("availability.hotline_rate",),
    "order_down": ("patron_control.order_rate",),
    "sirens_on": ("barricades.siren_again_rate", "barricades.call_rate"),
    "sirens_off": ("barricades.siren_again_rate", "barricades.call_rate"),
    "crowd": ("mobilisation.called_weight", "mobilisation.social_weight"),
    "barricade_built": ("barricades.build_rate",),
    "barricade_removed": (
        "barricades.remove_rate_day", "barricades.remove_rate_night", "barricades.drift_rate",
    ),
    "barricade_cleared": ("clearance.look_rate",),
    "clearing_stopped": ("clearance.look_rate",),
    "motorists_attacked": ("barricades.motorist_rate",),
    "scuffle": (
        "contact.rate", "contact.hold", "contact.face", "contact.press",
    ),
    "shots": (
        "armed_fire.rate", "armed_fire.quiet_rate", "armed_fire.police_reach",
        "appraisal.fast_hours",
    ),
    "crossing_closed": ("barricades.close_rate",),
    "crossing_opened": ("barricades.reopen_rate",),
    "peacekeepers_deployed": ("availability.gates_rate", "availability.bridge_rate"),
    "bridge_held": ("availability.bridge_rate",),
    "alarm": ("kin_readiness.step_rate", "kin_readiness.fall_rate"),
    "readiness_raised": ("kin_readiness.step_rate",),
    "readiness_lowered": ("kin_readiness.fall_rate",),
}  # fmt: skip
"""Parameters that say how often each kind of event comes."""


class TooManyEvents(Refused):
    """A run passed its budget of events.

    Attributes:
        finished: results of runs that were made before it in the same batch.
    """

    finished: Sequence[Any] = ()


def most_events(hours: float) -> int:
    """Most events that a run of so many hours may have."""
    return round(AT_FIRST + EACH_HOUR * hours)


def check_budget(loaded: Loaded, number: int, events: Sequence[Event]) -> None:
    """Give up a run that has more events than its budget.

    Args:
        loaded: the scenario with its world.
        number: the run's number.
        events: everything that has happened so far.

    Raises:
        TooManyEvents: naming the kind of event that fills it, and the parameter behind it.
    """
    if len(events) <= AT_FIRST:
        return
    hours = loaded.scenario.clock.days * 24
    budget = most_events(hours)
    if len(events) <= budget:
        return
    kind, count = Counter(event.kind for event in events).most_common(1)[0]
    tick = events[-1].tick
    message = (
        f"run {number} of {loaded.scenario.name} has more than {budget:,} events by hour "
        f"{tick * loaded.scenario.clock.tick_hours:g} of {hours}, most of them "
        f"{kind_words(kind)} ({count:,}); {_remedy(loaded, kind)}"
    )
    raise TooManyEvents(message)


def _remedy(loaded: Loaded, kind: str) -> str:
    """Which parameter to lower: of those behind a kind of event the one nearest its hard limit."""
    names = BEHIND.get(kind)
    if not names:
        return "look for what brings them about in the timeline"
    shares = {name: _share_of_limit(loaded, name) for name in names}
    name = max(names, key=lambda one: shares[one][0])
    _, value, high = shares[name]
    return f"lower parameters.{name}, which is {value:g} (hard limit {high:g})"


def _share_of_limit(loaded: Loaded, name: str) -> tuple[float, float, float]:
    """A parameter as a share of its hard limit, its value, and that limit."""
    group, _, key = name.partition(".")
    owner = getattr(loaded.scenario.parameters, group)
    limits = limits_of(type(owner).model_fields[key])
    assert limits is not None, "every parameter has some"
    high = limits.high
    value = getattr(owner, key).value
    return value / high, value, high
