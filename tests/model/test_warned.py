"""What a deadlock and a warning do to readiness, in whole runs that share their chance."""

from functools import cache

import numpy as np

from sim.experiment.simulate import simulate
from sim.scenario.load import load
from tests.model.worlds import SCENARIOS

STUCK = ("ensemble.one_in=100", "clock.days=12", "issues.plates.deals.swap=null")
ENTRY = (
    "{when: readiness >= 1, who: nato_headquarters, does: ultimatum, toward: belgrade, "
    "within: 24 h, says: Stand down}"
)
WARNED = ("actors.nato_headquarters.posture.capability=1", f"timeline.warned={ENTRY}")
CAPPED = ("actors.belgrade.alerts=false",)
N, DAY = 6, 96


@cache
def levels(*sets: str) -> np.ndarray:
    """Readiness in each tick of some runs of September 2021 in which nothing is settled."""
    scenario = load(SCENARIOS / "licence_plates_2021.yaml", (*STUCK, *sets))
    seed = scenario.scenario.ensemble.seed
    return np.stack([simulate(scenario, seed, n).measure("readiness") for n in range(N)])


def days_on_alert(sets: tuple[str, ...], days: int = 4) -> float:
    """Mean days on alert of the first days after it is raised."""
    raised = np.argmax(levels() >= 1, axis=1)
    found = zip(levels(*sets), raised, strict=True)
    return float(np.mean([(run[t : t + days * DAY] >= 1).sum() / DAY for run, t in found]))


def test_a_deadlock_brings_an_alert_after_days():
    found = levels()
    assert (found.max(axis=1) == 1).all()
    assert (np.argmax(found >= 1, axis=1) > 2 * DAY).all()


def test_a_credible_warning_on_the_day_of_the_alert_ends_it_sooner():
    assert days_on_alert(WARNED) < days_on_alert(()) - 0.3


def test_who_uses_no_alerts_never_raises_readiness():
    assert levels(*CAPPED).max() == 0
