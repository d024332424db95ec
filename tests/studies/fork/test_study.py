import json

import numpy as np
import pytest

from sim.experiment.simulate import simulate
from sim.results.tables import read_events_csv
from sim.scenario.load import load
from sim.studies.fork.differences import find_divergence, fork_difference, sentences
from sim.studies.fork.ensemble import forks
from sim.studies.fork.request import fork_request, run_mistakes
from sim.studies.fork.study import fork
from sim.terms.errors import Interrupted, Refused
from tests.fakes import event
from tests.model.worlds import SCENARIO

QUICK = ("clock.days=2", "ensemble.one_in=40", "ensemble.runs=4")
SILENT = "mechanisms.armed_cells=false"
AT = "2022-07-31 18:00"
TICK = 48


@pytest.fixture(scope="module")
def base():
    return load(SCENARIO, QUICK)


@pytest.fixture(scope="module")
def told(base):
    return fork(base, run=0, at=AT, sets=[SILENT, "actors.belgrade.posture.stance=-1"])


@pytest.fixture(scope="module")
def many(base):
    return forks(base, runs=3, at=AT, sets={"mechanisms.barricades": False}, workers=1)


def test_a_fork_that_changes_nothing_has_the_same_two_futures(base):
    made = fork(base, run=1, at=AT)
    plain = simulate(base, base.scenario.ensemble.seed, 1)
    assert made.base.series.tobytes() == made.otherwise.series.tobytes() == plain.series.tobytes()
    assert made.base.events == made.otherwise.events == plain.events
    assert made.difference.is_none
    assert "nothing differs" in made.sentences()[-1]


def test_the_futures_part_at_the_fork_and_not_before(told):
    assert (told.base.series[:, :TICK] == told.otherwise.series[:, :TICK]).all()
    assert told.difference.curves_from >= TICK
    assert told.difference.parting.tick >= TICK
    assert not told.difference.is_none


def test_sentences_say_what_when_and_what_differs(told):
    said = told.sentences()
    assert said[0] == (
        "decided otherwise from Sun 2022-07-31 18:00 on: mechanisms.armed_cells = false (was "
        "true); actors.belgrade.posture.stance = -1 (was 0, range -0.37 to 0.37)"
    )
    assert said[1].startswith("first event that differs, Sun ")
    assert any(" -> " in line for line in said[2:])
    assert 3 <= len(said) <= 16


def test_the_table_holds_both_futures_of_every_measure(told):
    table = told.table()
    assert list(table.columns) == ["tick", "time", "measure", "as_it_was", "otherwise"]
    assert table.shape[0] == told.base.series.size
    rung = table[table.measure == "rung"]
    assert (rung.as_it_was.to_numpy() == told.base.measure("rung")).all()
    assert (rung.otherwise.to_numpy() == told.otherwise.measure("rung")).all()
    assert set(told.outcomes().columns) == {"outcome", "as_it_was", "otherwise"}


def test_a_fork_writes_its_folder_and_twice_the_same_bytes(told, tmp_path):
    for folder in (tmp_path / "a", tmp_path / "b"):
        told.write(folder)
    names = {path.name for path in (tmp_path / "a").iterdir()}
    assert names == {
        "fork.png", "fork.svg", "fork.csv", "fork.json", "datapackage.json", "manifest.json",
        "report.html",
        "events_as_it_was.csv", "events_otherwise.csv",
    }  # fmt: skip
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    clock = told.request.base.scenario.clock
    text = (tmp_path / "a" / "events_otherwise.csv").read_text("utf-8")
    assert len(read_events_csv(text, clock)[0]) == len(told.otherwise.events)
    record = json.loads((tmp_path / "a" / "fork.json").read_text("utf-8"))
    assert record["run"] == 0
    assert record["at"] == AT
    assert record["changes"][0] == {
        "path": "mechanisms.armed_cells", "before": "true", "after": "false"
    }  # fmt: skip
    assert record["outcomes"]["shot_incidents"]["otherwise"] <= 1
    assert json.loads((tmp_path / "a" / "manifest.json").read_text("utf-8"))["run"] == 0


def test_an_hour_between_ticks_begins_with_its_tick(base):
    request = fork_request(base, at="2022-07-31 18:07", sets=[SILENT])
    assert request.tick == TICK
    assert "18:07 lies in the 15 minutes that begin at 18:00" in request.decided()
    assert len(fork_request(base, at=AT, sets=[SILENT]).decided()) == 1


def test_what_is_so_already_is_said(base):
    request = fork_request(base, at=AT, sets=["mechanisms.armed_cells=true"])
    assert request.decided()[-1] == "what is set is so already: the scenario is the same"


def test_entries_that_had_happened_are_said_to_be_too_late(base):
    made = fork(base, run=0, at="2022-08-01 23:00", sets=["timeline.post_apology=null"])
    kinds = [e.says for e in made.base.events if e.tick < made.request.tick]
    happened = any("irresponsible" in says for says in kinds)
    assert made.too_late == (("post_apology",) if happened else ())
    assert any("too late" in line for line in made.sentences()) == happened


def test_everything_that_is_wrong_is_said_at_once(base):
    sets = ["initial.network=0", SILENT, "timeline.police_to_the_gates=null", "clock.days=5"]
    with pytest.raises(Refused) as error:
        fork_request(base, at=AT, sets=sets, wrong=run_mistakes(base, 4))
    lines = str(error.value).splitlines()
    assert lines[0] == "--run 4: mitrovica has runs 0 to 3"
    assert [line.partition(" =")[0] for line in lines[1:4]] == [
        "--set:1: initial.network", "--set:3: timeline.police_to_the_gates",
        "--set:4: clock.days",
    ]  # fmt: skip
    assert lines[-1].startswith("from the fork on can change: postures")


def test_a_setting_that_cannot_be_read_hides_no_other_mistake(base):
    with pytest.raises(Refused) as error:
        fork_request(base, at="midnight", sets=["initial.network=0", "mechanisms.rumor=false"])
    message = str(error.value)
    assert '--at "midnight": is not a local time' in message
    assert "--set:2: mechanisms.rumor = false" in message
    assert 'did you mean "rumour"?' in message
    with pytest.raises(Refused) as error:
        fork_request(base, at=AT, sets=["initial.network=0", "mechanisms.rumor=false"])
    assert "--set:1: initial.network = 0" in str(error.value)


@pytest.mark.parametrize("at", ["2022-07-31 05:59", "2022-08-02 06:00", "2022-09-01 00:00"])
def test_an_hour_outside_the_clock_is_refused(base, at):
    with pytest.raises(Refused, match="is not within the clock, 2022-07-31 06:00 to 2022-08-02"):
        fork_request(base, at=at, sets=[SILENT])


def test_the_first_and_the_last_tick_can_be_forked(base):
    assert fork_request(base, at="2022-07-31 06:00", sets=[SILENT]).tick == 0
    last = fork_request(base, at="2022-08-02 05:59", sets=[SILENT])
    assert last.tick == base.scenario.clock.n_ticks - 1


def test_values_can_be_given_by_path(base):
    by_text = fork_request(base, at=AT, sets=[SILENT, "actors.kfor.posture.tempo=2.0"])
    by_path = fork_request(
        base, at=AT, sets={"mechanisms.armed_cells": False, "actors.kfor.posture.tempo": 2.0}
    )
    assert by_path == by_text


def test_the_digest_tells_forks_apart(base):
    digests = {
        fork_request(base, at=at, sets=[sets], seed=seed).digest(run)
        for at in (AT, "2022-07-31 18:15")
        for sets in (SILENT, "mechanisms.rumour=false")
        for seed in (1, 2)
        for run in (0, 1)
    }
    assert len(digests) == 16
    same = [fork_request(base, at=AT, sets=[SILENT]).digest(0) for _ in range(2)]
    assert same[0] == same[1]


def test_the_seed_is_that_of_both_futures(base):
    made = fork(base, run=0, at=AT, sets=[SILENT], seed=7)
    assert made.base.events == simulate(base, 7, 0).events
    assert (made.base.series[:, :TICK] == made.otherwise.series[:, :TICK]).all()


def test_a_fork_of_a_parameter_vector_shares_its_past(base):
    vectors = [{"parameters.barricades.call_rate": rate} for rate in (0.3, 1.0)]
    made = fork(base, run=1, at=AT, sets=[SILENT], vectors=vectors)
    variant = load(base.path, [*base.overrides, "parameters.barricades.call_rate=1.0"])
    plain = simulate(variant, base.scenario.ensemble.seed, 1)
    assert made.base.series.tobytes() == plain.series.tobytes()
    assert (made.base.series[:, :TICK] == made.otherwise.series[:, :TICK]).all()


def test_a_stop_that_is_asked_for_ends_it(base):
    with pytest.raises(Interrupted):
        fork(base, run=0, at=AT, sets=[SILENT], stop=lambda: True)


def test_events_part_by_deeds_and_not_by_numbers():
    first = event(0, 5, "sirens_on", place="a", terms=(("threat", 0.5),))
    crowd = event(1, 6, "crowd", place="a", people=120)
    shots = event(2, 9, "shots", place="a")
    unlike = (first._replace(terms=(("threat", 0.6),)), crowd._replace(people=130))
    assert find_divergence((first, crowd), unlike) is None
    found = find_divergence((first, crowd, shots), unlike)
    assert found is not None
    assert (found.tick, found.as_it_was, found.otherwise) == (9, (shots,), ())
    twice = find_divergence((first, shots), (first, shots, shots._replace(id=3)))
    assert twice is not None
    assert len(twice.otherwise) == 1
    later = find_divergence((shots,), (shots._replace(tick=10),))
    assert later is not None
    assert later.tick == 9


def test_many_forks_share_their_past_run_by_run(many, base):
    for number, (one, other) in enumerate(zip(many.base, many.otherwise, strict=True)):
        plain = simulate(base, base.scenario.ensemble.seed, number)
        assert one.series.tobytes() == plain.series.tobytes()
        assert (one.series[:, :TICK] == other.series[:, :TICK]).all()
    later = [other.measure("barricades")[TICK:] for other in many.otherwise]
    assert all((np.diff(values) <= 0).all() for values in later)


def test_many_forks_are_each_the_fork_of_one_run(many, base):
    single = fork(base, run=2, at=AT, sets={"mechanisms.barricades": False})
    assert single.otherwise.series.tobytes() == many.otherwise[2].series.tobytes()
    assert single.otherwise.events == many.otherwise[2].events


def test_many_forks_are_compared_with_their_error(many, tmp_path):
    table = many.table()
    peak = table[table.outcome == "barricades_peak"].iloc[0]
    assert peak.difference == pytest.approx(peak.otherwise - peak.as_it_was)
    assert peak.low <= peak.difference <= peak.high
    assert peak.error >= 0
    many.write(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        "fork.png", "fork.svg", "fork.csv", "fork.json", "report.html",
        "datapackage.json", "manifest.json", "runs_as_it_was.csv",
        "runs_otherwise.csv",
    }  # fmt: skip
    assert any("barricades at the peak" in line for line in many.sentences())


def test_many_forks_go_on_where_they_were_stopped(many, base, tmp_path):
    done = []
    sets = {"mechanisms.barricades": False}
    with pytest.raises(Interrupted):
        forks(
            base, runs=3, at=AT, sets=sets, out=tmp_path, workers=1,
            progress=lambda n, _: done.append(n), stop=lambda: len(done) >= 4,
        )  # fmt: skip
    again = forks(base, runs=3, at=AT, sets=sets, out=tmp_path, workers=1)
    assert 0 < again.executed.resumed < 6
    for one, other in zip(again.otherwise, many.otherwise, strict=True):
        assert one.series.tobytes() == other.series.tobytes()
        assert one.events == other.events


def test_many_forks_that_change_nothing_do_not_differ(base):
    made = forks(base, runs=2, at=AT, workers=1)
    assert all(one.differ == 0 for one in made.compared)


def test_an_unchanged_outcome_is_said_to_be_the_same(told):
    lines = sentences(told.difference, _names(told))
    again = fork_difference(
        (told.base, told.base), (told.rows[0], told.rows[0]), told.request.base.scenario
    )
    assert again.is_none
    assert any(line.startswith("the same: ") for line in lines)


def _names(told):
    from sim.analysis.event_words import names_of

    return names_of(told.request.base)
