"""What ought to follow in the seven situations; what is not so yet is marked, and why."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from sim.analysis.outcomes import outcomes_of
from sim.experiment.simulate import simulate
from sim.results.run import Run
from sim.scenario.load import check, load
from sim.scenario.types import Scenario

FOLDER = Path(__file__).parents[2] / "scenarios" / "situations"
FILES = sorted(FOLDER.glob("*.yaml"))
LENGTH = {"blockade": 40, "garrison": 24}
"""Days looked at, where fewer are enough."""
N = 6
LONG = {"blockade": 3, "garrison": 3, "nothing": 3}
"""Runs of those that take weeks."""


class Case(NamedTuple):
    """Runs of a situation."""

    scenario: Scenario
    runs: list[Run]

    def tick(self, when: str) -> int:
        return self.scenario.clock.tick(datetime.fromisoformat(when))

    def curve(self, name: str, first: str = "", after: str = "") -> np.ndarray:
        """A measure of every run between two hours, shape (run, tick)."""
        start = self.tick(first) if first else 0
        stop = self.tick(after) if after else None
        return np.stack([run.measure(name)[start:stop] for run in self.runs])

    def out(self, name: str) -> np.ndarray:
        """An outcome of every run; NaN of a time that never comes."""
        rows = [outcomes_of(run, self.scenario)[name] for run in self.runs]
        return np.array([np.nan if value is None else value for value in rows], float)

    def events(self, kind: str, *, given: bool = True) -> list[int]:
        """How many events of a kind there are in every run."""
        found = [[e for e in run.events if e.kind == kind] for run in self.runs]
        return [sum(given or not e.given for e in events) for events in found]


@cache
def case(name: str, *sets: str) -> Case:
    days = [f"clock.days={LENGTH[name]}"] if name in LENGTH else []
    loaded = load(FOLDER / f"{name}.yaml", ("ensemble.one_in=20", *days, *sets))
    seed = loaded.scenario.ensemble.seed
    return Case(
        loaded.scenario, [simulate(loaded, seed, number) for number in range(LONG.get(name, N))]
    )


def share(hits: np.ndarray | list[bool]) -> float:
    return float(np.mean(hits))


# --- a building taken -----------------------------------------------------------------------------


def a_crowd_at_the_hall_on_the_same_day() -> bool:
    out = case("town_hall").curve("hill_out", "2031-05-06 08:00", "2031-05-07 06:00")
    return share(out.max(axis=1) >= 100) >= 0.8


def the_crowd_is_there_again_for_three_days() -> bool:
    days = (("2031-05-07 06:00", "2031-05-08 00:00"), ("2031-05-08 06:00", "2031-05-09 00:00"))
    peaks = [case("town_hall").curve("hill_out", *day).max(axis=1) >= 50 for day in days]
    return share(np.all(peaks, axis=0)) >= 0.6


def hardly_anybody_blocks_a_road_for_it() -> bool:
    return float(np.median(case("town_hall").out("barricades_peak"))) <= 1


def who_clears_the_square_hurts_and_is_hurt() -> bool:
    of = ("injured_civilians", "injured_peacekeepers")
    return share(np.all([case("town_hall").out(name) > 0 for name in of], axis=0)) >= 0.5


def then_it_is_calm() -> bool:
    return share(case("town_hall").curve("rung", "2031-05-13 06:00").max(axis=1) < 5) >= 0.8


# --- a march stopped, a death, a funeral ----------------------------------------------------------


def some_marches_come_to_blows_and_some_do_not() -> bool:
    """Before anybody is dead."""
    march = case("march_stopped")
    dead = march.tick("2031-05-06 14:00")
    blows = [any(e.kind == "scuffle" and e.tick < dead for e in run.events) for run in march.runs]
    return 0 < share(blows) < 1


def a_death_brings_more_people_out_the_next_day() -> bool:
    day = ("2031-05-07 06:00", "2031-05-08 22:00")
    after, without = (
        case("march_stopped", *sets).curve("plain_out", *day).max(axis=1)
        for sets in ((), ("timeline.one_dead=null",))
    )
    return float((after - without).mean()) >= 50


def nobody_is_buried_who_did_not_die() -> bool:
    buried = case("march_stopped").events("funeral")
    alive = case("march_stopped", "timeline.one_dead=null")
    nobody_dead = [not run.measure("killed").max() for run in alive.runs]
    for_nobody = np.array(alive.events("funeral"))[nobody_dead]
    return min(buried) >= 1 and for_nobody.size > 0 and for_nobody.max() == 0


def somebody_else_dies_in_some_runs() -> bool:
    return 0 < share(case("march_stopped").out("killed_later") > 0) < 1


# --- a rumour of a crime --------------------------------------------------------------------------


def many_more_come_than_marched() -> bool:
    return share(case("rumour_of_a_crime").curve("plain_out").max(axis=1) >= 1500) >= 0.5


def people_die_on_both_sides() -> bool:
    killed = [case("rumour_of_a_crime").out(name) > 0 for name in ("killed_plain", "killed_hill")]
    return share(np.all(killed, axis=0)) > 0


def those_between_are_hurt() -> bool:
    return share(case("rumour_of_a_crime").out("injured_peacekeepers") > 0) >= 0.6


def it_becomes_sustained_fighting_in_some_runs() -> bool:
    return share(case("rumour_of_a_crime").out("peak_rung") >= 8) > 0


def it_fades_within_three_days() -> bool:
    late = case("rumour_of_a_crime").curve("rung", "2031-05-10 06:00")
    return share(late.max(axis=1) < 5) >= 0.8


# --- gunmen without crowds ------------------------------------------------------------------------


def the_patrol_meets_the_cell() -> bool:
    return share(~np.isnan(case("ambush").out("fire_at_monastery"))) >= 0.8


def nobody_comes_out_and_no_road_is_blocked() -> bool:
    quiet = case("ambush")
    return quiet.out("people_out_peak").max() < 200 and quiet.out("barricades_peak").max() == 0


def gunmen_are_hurt_too() -> bool:
    return share(case("ambush").out("hurt_gunmen") > 0) >= 0.5


def a_siege_ends_before_the_gunmen_had_meant_to_leave() -> bool:
    long = case("ambush", "timeline.cell.lasting=120 h")
    lasted = long.out("siege_over_time") - long.out("fire_at_monastery")
    return share((lasted > 2) & (lasted < 48)) >= 0.6


def fewer_police_die_when_they_know_of_it() -> bool:
    known = case("ambush", "timeline.cell.known_to=[riot_police]").out("killed_police")
    return known.sum() < case("ambush").out("killed_police").sum()


def a_warning_sends_the_army_home_sooner() -> bool:
    warned, not_warned = (
        case("ambush", *sets).curve("readiness").sum() for sets in ((), ("timeline.warned=null",))
    )
    return warned < not_warned


# --- a blockade of months -------------------------------------------------------------------------


def the_roads_are_blocked_for_weeks() -> bool:
    return float(np.median(case("blockade").out("blocked_hours"))) >= 20 * 24


def some_attempts_to_clear_are_stopped() -> bool:
    return (
        share((case("blockade").out("stopped") > 0) & (case("blockade").out("cleared") > 0)) > 0.6
    )


def attempts_to_clear_are_few() -> bool:
    tried = case("blockade").out("stopped") + case("blockade").out("cleared")
    return float(np.median(tried)) <= 10


def what_is_cleared_stands_again_within_a_day() -> bool:
    again: list[bool] = []
    for run in case("blockade").runs:
        built = [(e.place, e.tick) for e in run.events if e.kind == "barricade_built"]
        cleared = [(e.place, e.tick) for e in run.events if e.kind == "barricade_cleared"]
        again += [any(p == q and 0 < t - s <= 48 for p, t in built) for q, s in cleared]
    return share(again) >= 0.5


def without_a_deal_it_wears_out() -> bool:
    held = case("blockade", "issues.customs.deals.shared=null", "clock.days=120")
    return 20 * 24 <= float(np.median(held.out("blocked_hours"))) < 118 * 24


# --- a garrison, and nothing ----------------------------------------------------------------------


def a_garrison_that_people_are_used_to_moves_nobody() -> bool:
    until = ("2031-05-05 06:00", "2031-05-15 09:00")
    return case("garrison").curve("barricades", *until).max() == 0


def a_search_brings_no_roadblock() -> bool:
    after = ("2031-05-15 09:00", "2031-05-25 09:00")
    return share(case("garrison").curve("barricades", *after).max(axis=1) == 0) >= 0.8


def a_small_arrest_brings_no_roadblock() -> bool:
    built = [
        [e for e in run.events if e.kind == "barricade_built"] for run in case("garrison").runs
    ]
    since = case("garrison").tick("2031-05-25 10:00")
    return share([not any(e.tick >= since for e in events) for events in built]) >= 0.8


def a_small_arrest_brings_a_march() -> bool:
    marches = [case("garrison").events(kind) for kind in ("march", "rally")]
    return share(np.sum(marches, axis=0) > 0) >= 0.3


def nothing_comes_of_nothing() -> bool:
    month = case("nothing")
    rung = share(month.out("peak_rung") <= 2)
    return (
        month.out("barricades_peak").max() == 0
        and month.out("people_out_peak").max() < 200
        and rung > 0.6
    )


# --- a rule for offices ---------------------------------------------------------------------------


def offices_are_left_where_a_rule_needs_them() -> bool:
    left = np.array(case("registry").events("work_withheld")) > 0
    return share(left) >= 0.8 and case("registry").out("barricades_peak").max() == 0


def nobody_leaves_an_office_where_none_is_contested() -> bool:
    others = ("town_hall", "march_stopped")
    return sum(sum(case(name).events("work_withheld")) for name in others) == 0


SO: tuple[Callable[[], bool], ...] = (
    a_crowd_at_the_hall_on_the_same_day,
    the_crowd_is_there_again_for_three_days,
    who_clears_the_square_hurts_and_is_hurt,
    then_it_is_calm,
    some_marches_come_to_blows_and_some_do_not,
    nobody_is_buried_who_did_not_die,
    many_more_come_than_marched,
    people_die_on_both_sides,
    those_between_are_hurt,
    it_becomes_sustained_fighting_in_some_runs,
    somebody_else_dies_in_some_runs,
    the_patrol_meets_the_cell,
    a_garrison_that_people_are_used_to_moves_nobody,
    a_search_brings_no_roadblock,
    a_small_arrest_brings_no_roadblock,
    nothing_comes_of_nothing,
    the_roads_are_blocked_for_weeks,
    attempts_to_clear_are_few,
    some_attempts_to_clear_are_stopped,
    fewer_police_die_when_they_know_of_it,
    what_is_cleared_stands_again_within_a_day,
    offices_are_left_where_a_rule_needs_them,
    nobody_leaves_an_office_where_none_is_contested,
    it_fades_within_three_days,
)
NOT_YET: dict[Callable[[], bool], str] = {
    hardly_anybody_blocks_a_road_for_it: "beside the crowd a road or two are blocked",
    nobody_comes_out_and_no_road_is_blocked: "thousands come out for policemen who are killed",
    gunmen_are_hurt_too: "a cell is never hurt or caught",
    a_siege_ends_before_the_gunmen_had_meant_to_leave: "a siege ends by the clock only",
    without_a_deal_it_wears_out: "people tire too little to end a blockade",
    a_small_arrest_brings_a_march: "nobody calls a march",
}  # fmt: skip
"""What ought to be and is not, and why. One that has come true fails: move it to SO."""
NOT_SURE: dict[Callable[[], bool], str] = {
    a_death_brings_more_people_out_the_next_day: "197 more, with an error of 169 over six runs",
    a_warning_sends_the_army_home_sooner: "by one part in three hundred",
}
"""What so few runs cannot tell."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_situation_is_right_and_shares_the_parameters(path):
    assert check([path]) == []
    own, base = (load(p).scenario.parameters for p in (path, FOLDER.parent / "mitrovica.yaml"))
    assert own == base


@pytest.mark.parametrize("claim", SO, ids=lambda claim: claim.__name__)
def test_it_is_so(claim):
    assert claim()


@pytest.mark.slow
@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(claim, marks=pytest.mark.xfail(strict=True, reason=why))
        for claim, why in NOT_YET.items()
    ],
    ids=lambda claim: claim.__name__,
)
def test_it_is_not_so_yet(claim):
    assert claim()


@pytest.mark.slow
@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(claim, marks=pytest.mark.xfail(strict=False, reason=why))
        for claim, why in NOT_SURE.items()
    ],
    ids=lambda claim: claim.__name__,
)
def test_a_few_runs_do_not_tell_whether(claim):
    assert claim()
