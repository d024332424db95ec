"""Groups of parameters that act only relative to each other: one of each is a unit, not a fit.

With all of a group twice (or half) as large a run is the same to the last bit, since powers of two
are exact; with its unit alone it is another one.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from sim.experiment.simulate import escalation_model
from sim.experiment.trials import small
from sim.scenario.load import load
from sim.scenario.loaded import Loaded
from sim.studies.calibrate.fitted import fitted_paths


class Group(NamedTuple):
    """Parameters that act only relative to each other, and where they act.

    Attributes:
        unit: the one that is not fitted, since only the others relative to it are told.
        others: those that are as large as it, named without their mechanism.
        inverse: the one that is as small as they are large; empty for none.
        factor: a power of two by which all are within their limits.
        case: a scenario in which it acts.
        hours: hours after which it has.
    """

    unit: str
    others: str
    inverse: str
    factor: float
    case: str
    hours: float


GROUPS = (
    Group(
        "clearance.width",
        "talk_need talk_cost warn_need warn_risk warn_cost clear_need clear_resisted clear_cost "
        "first_cost", "", 2.0, "gates_2011", 150.0,
    ),
    Group(
        "bargaining.width",
        "force_day roads_day offices_day contact kin_day alert_day mediators lever stake_rule "
        "stake_post stake_building stake_custody stake_right stake_road",
        "", 0.5, "licence_plates_2021", 210.0,
    ),
    Group(
        "kin_readiness.partial",
        "words request highest step_width step_early jump_alarm deadlock_weight harm_weight "
        "threat_weight contested_weight settled_weight warning fall_below",
        "", 0.5, "licence_plates_2021", 210.0,
    ),
    Group(
        "mediation.concede_rate", "", "stakes_calm stakes_4 stakes_5", 0.5, "mitrovica", 24.0
    ),
    Group(
        "campaign.rally_width",
        "grievance_weight salience_weight rally_least denied_weight stance_weight",
        "", 0.5, "ceasefire_line_2011", 30.0,
    ),
    Group(
        "armed_fire.exposed_force",
        "exposed_post exposed_crowd exposed_beside exposed_surprised exposed_alert exposed_cover",
        "aim", 0.5, "march_2004", 40.0,
    ),
)  # fmt: skip


@cache
def case_of(name: str, settings: tuple[str, ...] = ()) -> Loaded:
    return small(load(f"scenarios/{name}.yaml", settings))


@cache
def series(case: str, hours: float, settings: tuple[str, ...] = ()) -> bytes:
    """All measures of the first hours of a run."""
    loaded = case_of(case, settings)
    model = escalation_model(loaded, 0, loaded.scenario.ensemble.seed)
    rows: list[tuple[float, ...]] = []
    for _ in range(round(hours / loaded.scenario.clock.tick_hours)):
        model.step()
        rows.append(model.row())
    return np.array(rows).tobytes()


def scaled(group: Group, *, whole: bool) -> tuple[str, ...]:
    """Settings with the unit by itself, or with the whole group, times the factor."""
    mechanism, unit = group.unit.split(".")
    own = getattr(case_of(group.case).scenario.parameters, mechanism)
    powers = {unit: 1.0}
    if whole:
        powers |= dict.fromkeys(group.others.split(), 1.0)
        powers |= dict.fromkeys(group.inverse.split(), -1.0)
    return tuple(
        f"parameters.{mechanism}.{name}={getattr(own, name).value * group.factor**power!r}"
        for name, power in powers.items()
    )


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.unit)
def test_a_whole_group_in_another_unit_is_the_same_run(group):
    own = series(group.case, group.hours)
    assert series(group.case, group.hours, scaled(group, whole=True)) == own
    assert series(group.case, group.hours, scaled(group, whole=False)) != own


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.unit)
def test_no_unit_is_called_fitted(group):
    assert f"parameters.{group.unit}" not in fitted_paths(case_of(group.case))
