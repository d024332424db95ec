from datetime import datetime

import numpy as np
import pytest

from sim.analysis.bands import bands_by_measure
from sim.analysis.key_events import Key, first_ticks_of, key_events, keys_of, observed_times
from sim.analysis.outcomes import outcomes_of
from sim.analysis.time_axis import hour_marks, midnights, shown_until, time_axis
from sim.results.run import Ensemble
from sim.results.tables import RUN_COLUMNS
from sim.scenario.load import load
from sim.scenario.observed import ObservedEvent
from sim.scenario.shipped import shipped
from sim.studies.run.escalation import escalation_data
from tests.fakes import event, fake_ensemble, fake_scenario, run_of

SCENARIO = fake_scenario()
CLOCK = SCENARIO.clock


def rows_of(ensemble):
    return [outcomes_of(run, ensemble.scenario) for run in ensemble.runs]


def row(**changes):
    return dict.fromkeys(RUN_COLUMNS) | {"peak_rung": 0.0, "barricades_peak": 0.0} | changes


def test_a_key_event_has_its_median_hour_and_share():
    runs = tuple(
        run_of(n, CLOCK.n_ticks, [event(0, tick, "barricade_built"), event(1, tick + 8, "shots")])
        for n, tick in enumerate((44, 46, 48))
    )
    ensemble = Ensemble(SCENARIO, 1, (*runs, run_of(3, CLOCK.n_ticks)))
    observed = {"first_barricade_time": datetime(2022, 7, 31, 17, 45)}
    barricade, shots = key_events(ensemble, rows_of(ensemble), observed)
    assert barricade.label == "first barricade"
    assert (barricade.came, barricade.runs) == (3, 4)
    assert barricade.hours == (11, 11, 11.5, 12, float("inf"))
    assert barricade.median_text == "17:30"
    assert barricade.observed == 11.75
    assert shots.median_text == "19:30"
    assert shots.observed is None


def test_a_key_event_that_is_rare_has_no_median():
    runs = [run_of(n, CLOCK.n_ticks) for n in range(3)]
    runs.append(run_of(3, CLOCK.n_ticks, [event(0, 44, "shots")]))
    ensemble = Ensemble(SCENARIO, 1, tuple(runs))
    (shots,) = key_events(ensemble, rows_of(ensemble), {})
    assert (shots.came, shots.runs, shots.median_text) == (1, 4, "")
    assert shots.hours == (11, 11, *[float("inf")] * 3)


def test_given_events_are_no_key_events():
    run = run_of(0, CLOCK.n_ticks, [event(0, 5, "sirens_on", given=True)])
    ensemble = Ensemble(SCENARIO, 1, (run,))
    assert key_events(ensemble, rows_of(ensemble), {}) == ()


def test_later_days_are_named():
    runs = tuple(run_of(n, CLOCK.n_ticks, [event(0, 120 * n + 80, "shots")]) for n in range(1))
    ensemble = Ensemble(SCENARIO, 1, runs)
    (shots,) = key_events(ensemble, rows_of(ensemble), {"shots": datetime(2022, 8, 8, 9, 30)})
    assert shots.median_text == "Mon 02:00"
    assert shots.observed_text == "8 Aug 09:30"


def test_observed_times_take_the_first_or_the_last():
    def at(hour, kind):
        time = None if hour is None else datetime(2022, 7, 31, hour)
        return ObservedEvent(time, kind, "", None, "", "", "")

    events = [at(18, "barricade_built"), at(17, "barricade_built"), at(None, "shots")]
    events += [at(12, "barricade_removed"), at(16, "barricade_removed")]
    times = observed_times(events)
    assert times["first_barricade_time"].hour == 17
    assert times["barricades_gone_time"].hour == 16
    assert "shots" not in times


def test_which_of_several_observed_events_dates_a_time():
    named = {
        "begins_time": "{event: shots, where: brnjak_crossing, take: first, label: begins}",
        "over_time": "{event: shots, take: last, label: over}",
        "two_time": "{measure: crossings_closed, take: first, at_least: 1.5, label: two}",
        "any_time": "{measure: crossings_closed, take: first, at_least: 0.5, label: any}",
        "calm_time": "{measure: barricades, take: first, at_most: 0, label: calm}",
    }
    sets = tuple(f"outcomes.{name}={said}" for name, said in named.items())
    keys = keys_of(load(shipped() / "mitrovica.yaml", sets).scenario)
    assert {name: keys[name] for name in named} == {
        "begins_time": Key("begins", ("shots",), 1, "brnjak_crossing"),
        "over_time": Key("over", ("shots",), -1),
        "two_time": Key("two", ("crossing_closed",), 2),
        "any_time": Key("any", ("crossing_closed",), 1),
        "calm_time": Key("calm", ()),
    }


def test_what_is_done_to_somebody_has_no_observed_hour():
    def kinds(case):
        return keys_of(load(shipped() / f"{case}.yaml").scenario)["shots_time"].kinds

    assert kinds("crown_heights_1991") == (), "shots at police are not any shots"
    assert kinds("adaisseh_2010") == ("attack", "shots")


def test_the_picture_ends_when_nearly_all_crises_are_over():
    over = [
        row(peak_rung=5.0, crisis_end_time=200.0, first_calm_time=float(h)) for h in range(1, 101)
    ]
    assert shown_until(over, CLOCK) == 95 + 12
    assert shown_until([row()] * 10, CLOCK) == 36
    censored = [row(peak_rung=5.0, barricades_peak=2.0)] * 6
    assert shown_until(over + censored, CLOCK) == 95 + 12
    assert shown_until(over[:5] + censored, CLOCK) == 240


def test_midnights_and_marks_are_local():
    days = midnights(CLOCK, 50)
    assert [(day.hours, day.text) for day in days] == [
        (0, "Sun 31 Jul"),
        (18, "Mon 1 Aug"),
        (42, "Tue 2 Aug"),
    ]
    counts, marks = hour_marks(CLOCK, 50)
    assert counts == "hour of the day"
    assert [mark.text for mark in marks[:4]] == ["06", "12", "18", "00"]
    assert hour_marks(CLOCK, 240)[0] == "day of the month"


@pytest.mark.parametrize("until", [5, 36, 60, 100, 200, 700, 9000])
def test_an_axis_never_has_too_many_marks(until):
    _, marks = hour_marks(fake_scenario(days=400).clock, until)
    assert len(marks) <= 22
    assert all(0 <= mark.hours <= until for mark in marks)


@pytest.mark.parametrize("until", [36.0, 47.9, 240.0])
@pytest.mark.parametrize("step", [None, 1.0])
def test_a_time_axis_holds_every_value_up_to_its_end_and_none_beyond(until, step):
    axis = time_axis(CLOCK, until, step)
    gap = step or CLOCK.tick_hours
    np.testing.assert_allclose(np.diff(axis.hours), gap)
    assert axis.hours[0] == 0
    assert axis.hours[-1] <= until
    end = min(until, CLOCK.days * 24 - gap)
    assert axis.hours[-1] > end - gap
    whole = np.arange(round(CLOCK.days * 24 / gap)) * gap
    np.testing.assert_array_equal(whole[axis.shown], axis.hours)
    assert (axis.counts, axis.marks) == hour_marks(CLOCK, until)
    assert axis.days == midnights(CLOCK, until)


def test_the_picture_is_prepared_in_full():
    ensemble = fake_ensemble(20, seed=1)
    picture = escalation_data(ensemble, rows_of(ensemble))
    n = picture.axis.hours.size
    assert picture.axis.hours[-1] <= picture.axis.until
    assert picture.in_hour.shape == picture.by_then.shape == (9, n)
    assert picture.given_by_then.shape == (n,)
    np.testing.assert_allclose(picture.in_hour.sum(axis=0), 1)
    np.testing.assert_allclose(picture.by_then.sum(axis=0), 1)
    higher = picture.by_then[::-1].cumsum(axis=0)
    assert (np.diff(higher, axis=1) >= -1e-9).all(), "what was reached stays reached"
    assert all(curve.q50.shape == (n,) for curve in picture.people.values())
    assert all((counts.sum(axis=0) == 20).all() for counts in picture.counts.values())
    assert all((np.diff(shares) >= 0).all() for shares in picture.harm.values())
    assert (np.diff(picture.p_peak) <= 0).all()


def test_a_night_without_an_event_is_not_violent():
    # shots at 20:00; the rung of the last 24 h stays at 5 all night
    n = CLOCK.n_ticks
    shots = [event(0, 56, "shots")]
    violent = run_of(0, n, shots, rung=np.where((np.arange(n) >= 56) & (np.arange(n) < 152), 5, 0))
    ensemble = Ensemble(SCENARIO, 1, (violent, run_of(1, n)))
    picture = escalation_data(ensemble, rows_of(ensemble))
    assert picture.in_hour[5, 14] == 0.5
    assert picture.in_hour[0, 15:].tolist() == [1] * (picture.axis.hours.size - 15)
    assert set(picture.by_then[5, 14:]) == {0.5}
    assert picture.busiest.endswith("20:00–21:00: 1 of 2")
    assert picture.finding.startswith("Violence in 1 of 2 runs, at most 1 in one hour (20:00)")


def test_two_futures_are_counted_apart():
    n = CLOCK.n_ticks
    runs = [run_of(k, n, barricades=9 if k < 11 else 0) for k in range(40)]
    ensemble = Ensemble(SCENARIO, 1, tuple(runs))
    picture = escalation_data(ensemble, rows_of(ensemble))
    counts = picture.counts["barricades"]
    assert (counts[0] == 29).all()
    assert (counts[9] == 11).all()
    assert not counts[1:9].any()
    assert "11 of 40 runs are still in a crisis" in picture.cut


def test_what_is_prepared_beforehand_gives_the_same_picture():
    ensemble = fake_ensemble(20, seed=1)
    rows = rows_of(ensemble)
    prepared = escalation_data(
        ensemble, rows, by_measure=bands_by_measure(ensemble), firsts=first_ticks_of(ensemble.runs)
    )
    plain = escalation_data(ensemble, rows)
    assert prepared.events == plain.events
    for name, curve in plain.people.items():
        np.testing.assert_array_equal(prepared.people[name], curve)
