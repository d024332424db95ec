"""Each mechanism, switched off: what must change, in runs that share their chance."""

from pathlib import Path

import numpy as np
import pytest

from sim.scenario.types import Mechanisms
from tests.model.worlds import count, hours_until, run, runs

N_RUNS = 6
CERTAIN = 3
"""Runs where what must be so is so in each by itself."""
TRIES = 12
"""Runs that are looked through for one that a switch changes."""
MANY = 40
ALL_OF_MANY = pytest.param(MANY, id="many", marks=pytest.mark.slow)
PAIRS = [pytest.param(N_RUNS, id="few"), ALL_OF_MANY]
EACH = [pytest.param(CERTAIN, id="few"), ALL_OF_MANY]
DOWN = "timeline.restraint={at: '2022-07-31 12:00', who: belgrade, does: order, word: down}"
A_DAY_LATER = "issues.plates_and_papers.takes_effect='2022-08-02 00:00'"
EAGER_ARMY = (
    "actors.belgrade.posture.restraint=0",
    "parameters.kin_readiness.step_rate=0.5",
    "parameters.kin_readiness.threat_least=0.1",
    "parameters.kin_readiness.threat_weight=0.9",
)


IN_FORCE = (
    "issues.plates_and_papers.takes_effect='2022-07-31 06:00'",
    "issues.plates_and_papers.deals={thirty_days: null, off: {kind: swap}}",
    "issues.plates_and_papers.levers={soon: {on: belgrade, at: '2022-08-01 06:00'}}",
)
THREE_DEAD = (
    "timeline.three_dead={at: '2022-07-31 07:00', who: special_police, does: kill, "
    "whom: serbs_north, where: leposavic, n: 3}"
)
KILLED_IN = (
    "timeline.dead_in_%s={at: '2022-07-31 07:00', who: special_police, does: kill, "
    "whom: serbs_north, where: %s, n: 1}"
)
THREATENED = (
    "timeline.threatened={at: '2022-07-31 11:00', who: belgrade, does: threaten, toward: pristina, "
    "content: threat}"
)
ANGRY = "parameters.contact={face: 0.25, first: 1}"  # nothing holds the first push back
CLEARS = ("actors.kfor.posture.clears=true", "mechanisms.patron_control=false")
MARCH = (
    "timeline.march={at: '2022-07-31 06:00', who: albanians_south, does: march, n: 3000, "
    "route: [mitrovica_south, ibar_main_bridge], lasting: 4 h, presses: true}"
)
WAIT = (
    "timeline.they_wait={at: '2022-07-31 06:00', who: serbs_north, does: rally, n: 150, "
    "where: mitrovica_north, lasting: 4 h}"
)
PRESSING = (MARCH, WAIT)
BLOWS = (
    "timeline.blows={at: '2022-07-31 06:00', who: serbs_north, does: clash, whom: special_police, "
    "where: zvecan, people: {serbs_north: 400, special_police: 100}, lasting: 6 h}"
)
SETS = {
    "readiness": EAGER_ARMY, "bargaining": IN_FORCE, "aftermath": (THREE_DEAD,),
    "interposition": (ANGRY,), "contact": (ANGRY, "mechanisms.interposition=false"),
    "clearance": CLEARS, "confrontation": PRESSING,
    "endurance": PRESSING, "danger": (THREE_DEAD,), "arrests": (BLOWS,),
}  # fmt: skip
"""What must be so for a mechanism to act within two days."""


def off(mechanism):
    return f"mechanisms.{mechanism}=false"


def peaks(name, n, *sets):
    return np.array([float(r.measure(name).max()) for r in runs(n, *sets)])


def lows(name, n, *sets):
    return np.array([float(r.measure(name).min()) for r in runs(n, *sets)])


def totals(name, n, *sets):
    return np.array([float(r.measure(name).sum()) for r in runs(n, *sets)])


def hours(kind, n, *sets):
    return np.array([hours_until(r, kind) for r in runs(n, *sets)])


def clashes(n, *sets):
    """Contacts of the two crowds at the bridge."""
    return sum(
        event.kind == "scuffle" and event.target == "albanians_south"
        for r in runs(n, *sets)
        for event in r.events
    )


def same(first, second, before_hour=48.0):
    tick = round(4 * before_hour)
    events = [tuple(e for e in r.events if e.tick < tick) for r in (first, second)]
    series = [r.series[:, :tick].tobytes() for r in (first, second)]
    return events[0] == events[1] and series[0] == series[1]


def test_every_mechanism_is_switched_off_below():
    files = (
        Path(__file__),
        Path(__file__).with_name("test_contested_place.py"),
        Path(__file__).with_name("test_rallies.py"),
        Path(__file__).with_name("test_clearance.py"),
        Path(__file__).with_name("test_facing.py"),
    )
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    missing = [name for name in Mechanisms.model_fields if f'off("{name}")' not in text]
    assert missing == []


@pytest.mark.parametrize("name", Mechanisms.model_fields)
def test_every_switch_changes_something(name):
    sets = SETS.get(name, ())
    pairs = ((run(number, *sets), run(number, *sets, off(name))) for number in range(TRIES))
    assert any(not same(on, without) for on, without in pairs)


def test_without_mobilisation_there_are_no_crowds():
    assert peaks("people_out", CERTAIN).min() > 0
    for name in ("people_out", "south_crowd", "barricades"):
        assert peaks(name, CERTAIN, off("mobilisation")).max() == 0


def test_without_the_issue_clock_the_deadline_moves_nobody():
    """Until it passes, where no means is of more use for it, no plan more urgent, and none settle.

    Once it has passed a rule is in force, and a deadlock, with a clock or without.
    """
    passes = 18.0
    bare = (off("mediation"), off("denial"), off("plan"))
    on = [(run(n, *bare), run(n, *bare, A_DAY_LATER)) for n in range(CERTAIN)]
    clock = (*bare, off("issue_clock"))
    without = [(run(n, *clock), run(n, *clock, A_DAY_LATER)) for n in range(CERTAIN)]
    assert not any(same(*pair, before_hour=passes) for pair in on)
    assert all(same(*pair, before_hour=passes) for pair in without)


@pytest.mark.parametrize("n", PAIRS)
def test_without_the_issue_clock_threat_no_longer_grows_toward_the_deadline(n):
    def growth(*sets):
        threat = np.mean([r.measure("threat_inside") for r in runs(n, *sets)], axis=0)
        return threat[70] - threat[30]

    words_only = ("mechanisms.barricades=false", "mechanisms.armed_cells=false")
    assert growth(*words_only) > 0.2
    assert growth(*words_only, off("issue_clock")) < 0.5 * growth(*words_only)


@pytest.mark.parametrize("n", PAIRS)
def test_without_rumour_people_come_out_later_and_fewer(n):
    later = hours("barricade_built", n, off("rumour")) - hours("barricade_built", n)
    fewer = peaks("people_out", n) - peaks("people_out", n, off("rumour"))
    assert later.mean() > 0
    assert fewer.mean() > 0
    assert peaks("barricades", n, off("rumour")).mean() <= peaks("barricades", n).mean()
    assert sum(count(r, "rumour") for r in runs(n, off("rumour"))) == 0


@pytest.mark.parametrize("n", PAIRS)
def test_without_danger_more_come_out_where_people_were_killed(n):
    killed = [KILLED_IN % (town, town) for town in ("leposavic", "zvecan", "zubin_potok")]
    kept = peaks("people_out", n, *killed)
    assert (peaks("people_out", n, *killed, off("danger")) > 1.1 * kept).mean() > 0.9


def test_without_time_use_more_are_out_in_the_night_whom_nobody_calls():
    """Nobody calls, and police raid at three in the second night."""
    raid = (
        "timeline.raid={at: '2022-08-01 03:00', who: special_police, does: raid, n: 150, "
        "where: zvecan, exogenous: true}"
    )
    sets = (raid, "actors.serbian_list=null", off("barricades"))

    def before_morning(*more):
        return np.mean([r.measure("people_out")[86:96].mean() for r in runs(N_RUNS, *sets, *more)])

    assert before_morning(off("time_use")) > 1.5 * before_morning()


@pytest.mark.parametrize("n", EACH)
def test_without_arrests_nobody_is_taken_who_came_to_blows(n):
    def taken(*sets):
        return sum(e.people for r in runs(n, BLOWS, *sets) for e in r.events if e.kind == "arrest")

    assert taken() >= n
    assert taken(off("arrests")) == 0


@pytest.mark.parametrize("n", EACH)
def test_without_statements_a_threat_frightens_nobody(n):
    def across(*sets):
        return np.array([r.measure("threat_across")[24:40].mean() for r in runs(n, *sets)])

    assert (across(THREATENED) - across()).mean() > 0.01
    silent = across(THREATENED, off("statements")) - across(off("statements"))
    assert abs(silent).max() == 0.0


@pytest.mark.parametrize("n", PAIRS)
def test_without_police_entry_there_are_few_barricades(n):
    on, without = peaks("barricades", n), peaks("barricades", n, off("police_entry"))
    assert without.mean() < 0.6 * on.mean()
    later = hours("sirens_on", n, off("police_entry")) - hours("sirens_on", n)
    assert later.mean() > 6


LONG_THERE = (
    "timeline.police_to_the_gates=null",
    (
        "initial.posts=[{who: special_police, where: jarinje_crossing, n: 100, since: '2022-06-01 "
        "06:00'}, {who: special_police, where: brnjak_crossing, n: 60, since: '2022-06-01 06:00'}]"
    ),
)


def test_without_habituation_police_who_have_long_been_there_bring_people_out():
    sets = (*LONG_THERE, off("habituation"))
    assert (
        peaks("people_out", N_RUNS, *sets).mean()
        > 1.2 * peaks("people_out", N_RUNS, *LONG_THERE).mean()
    )


@pytest.mark.parametrize("n", PAIRS)
def test_without_triggers_fewer_come_out(n):
    fewer = peaks("people_out", n) - peaks("people_out", n, off("triggers"))
    assert fewer.mean() > 0.05 * peaks("people_out", n).mean()


@pytest.mark.parametrize("n", PAIRS)
def test_without_belief_nobody_listens_to_who_denies(n):
    more = peaks("people_out", n, off("belief")) - peaks("people_out", n)
    assert more.mean() > 0


def test_without_barricades_the_roads_stay_open():
    assert peaks("barricades", CERTAIN, off("barricades")).max() == 0
    assert peaks("crossings_closed", CERTAIN, off("barricades")).max() == 0
    assert lows("freedom_of_movement", CERTAIN, off("barricades")).min() > 0.9
    assert lows("freedom_of_movement", CERTAIN).min() < 0.6


@pytest.mark.parametrize("n", PAIRS)
def test_the_patrons_order_down_keeps_barricades_from_going_up(n):
    assert (peaks("barricades", n) - peaks("barricades", n, DOWN)).mean() > 2


def test_without_patron_control_an_order_changes_nothing():
    alone = off("patron_control")
    ordered = [run(n, DOWN, alone) for n in range(CERTAIN)]
    for r, other in zip(runs(CERTAIN, alone), ordered, strict=True):
        for name in ("barricades", "people_out", "shots", "south_crowd", "rung", "threat_inside"):
            assert (r.measure(name) == other.measure(name)).all(), name


def test_without_holding_what_nobody_wants_any_more_stays():
    alone = off("patron_control")
    longer = totals("barricades", N_RUNS, alone, off("holding")).mean()
    assert longer > 1.3 * totals("barricades", N_RUNS, alone).mean()


def test_without_armed_cells_nobody_shoots():
    assert peaks("shots", CERTAIN).sum() > CERTAIN / 2
    assert peaks("shots", CERTAIN, off("armed_cells")).max() == 0


@pytest.mark.parametrize("n", PAIRS)
def test_without_interposition_the_two_sides_clash_more(n):
    assert clashes(n, ANGRY, off("interposition")) >= 2 * clashes(n, ANGRY) + n // 2


def test_without_an_aftermath_nobody_mourns():
    killed = ("clock.days=5", THREE_DEAD)
    assert count(run(0, *killed), "funeral")
    assert not count(run(0, *killed, off("aftermath")), "funeral")


def test_without_contacts_nobody_comes_to_blows():
    angry = (ANGRY, off("interposition"))
    assert clashes(N_RUNS, *angry) > 0
    assert clashes(N_RUNS, *angry, off("contact")) == 0


@pytest.mark.parametrize("n", PAIRS)
def test_without_caveats_and_notice_the_bridge_is_held_in_strength_sooner(n):
    def until_strong(*sets):
        base = runs(1)[0].measure("kfor_north")[0]
        north = [r.measure("kfor_north") for r in runs(n, *sets)]
        return np.array([np.argmax(k > base + 40) if (k > base + 40).any() else 192 for k in north])

    sooner = until_strong() - until_strong(off("caveats"))
    assert sooner.mean() > 0.5
    assert (hours("bridge_held", n) >= hours("bridge_held", n, off("caveats"))).mean() > 0.9


@pytest.mark.parametrize("n", [CERTAIN])
def test_without_reciprocity_leaders_do_not_accuse_on_their_own(n):
    def accusations(*sets):
        return sum(e.says == "accuses the other side" for r in runs(n, *sets) for e in r.events)

    assert accusations() > n
    assert accusations(off("reciprocity")) == 0


@pytest.mark.parametrize("n", PAIRS)
def test_without_audience_costs_concessions_come_at_once(n):
    earlier = hours("concession", n) - hours("concession", n, off("audience_costs"))
    assert earlier.mean() > 6
    assert (earlier >= 0).all()


@pytest.mark.parametrize("n", PAIRS)
def test_without_mediation_nobody_concedes_and_roads_stay_blocked(n):
    without = runs(n, off("mediation"))
    assert sum(count(r, "concession", "offer") for r in without) == 0
    blocked = (totals("barricades", n), totals("barricades", n, off("mediation")))
    assert blocked[1].mean() > 1.5 * blocked[0].mean()


def test_without_bargaining_nobody_settles_what_is_in_force():
    settled = [count(r, "concession") for r in runs(CERTAIN, *IN_FORCE)]
    assert sum(settled) > 0
    assert sum(count(r, "concession") for r in runs(CERTAIN, *IN_FORCE, off("bargaining"))) == 0


def test_without_kin_readiness_the_army_stays_where_it_is():
    assert peaks("readiness", CERTAIN, *EAGER_ARMY).max() >= 1
    assert peaks("readiness", CERTAIN, *EAGER_ARMY, off("readiness")).max() == 0


def test_without_everyday_life_the_indices_stay_at_one():
    for name in ("cafes_open", "freedom_of_movement"):
        assert lows(name, CERTAIN).min() < 0.6
        assert lows(name, CERTAIN, off("everyday_life")).min() == 1.0
