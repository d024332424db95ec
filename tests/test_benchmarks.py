import json
import math
import sys
from pathlib import Path

import pytest

from benchmarks import forms, objects, people, phases
from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.processes import told_and_peak
from benchmarks.table import Table
from benchmarks.timing import Spread, in_rounds, line, spread
from sim.experiment.simulate import simulate
from sim.model import phases_world
from sim.scenario.load import Loaded, load

SCENARIO = Path(__file__).parent.parent / "scenarios" / "mitrovica.yaml"


@pytest.fixture(scope="module")
def short() -> Loaded:
    return load(SCENARIO, ["clock.days=3", "clock.tick_minutes=30", "ensemble.one_in=50"])


def test_every_phase_is_timed_once_a_tick_and_the_phases_lie_within_the_run(short):
    split = phases.split_run(short, 0)
    assert all(split.calls[label] == split.n_ticks for label in phases.LABELS)
    assert 0.0 < sum(split.seconds[x] for x in phases.LABELS) <= split.seconds[phases.WHOLE]


def test_timing_leaves_the_model_and_its_results_as_they_were(short):
    before = phases_world.appraise
    phases.split_run(short, 0)
    assert phases_world.appraise is before
    assert len(simulate(short, 1, 0).series[0]) == short.scenario.clock.n_ticks


def test_phases_are_listed_in_the_order_of_a_tick():
    numbers = [int(label.split()[0].rstrip("abcde")) for label in phases.LABELS]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 11))


@pytest.mark.parametrize("everyone", [True, False])
def test_objects_and_columns_follow_the_same_rule(short, everyone):
    rule, _ = objects.recorded(short, 0, 2)
    n = 2000
    moments = [
        objects.Moment(hour // 24, hour % rule.n_blocks, 0.8 * rule.cost_mean, 1.0, hour, 3.0)
        for hour in range(48)
    ]
    town = objects.Town(rule, n, 0, everyone=everyone)
    one = objects.as_objects(town, moments)
    other = objects.as_columns(objects.columns(rule, n, 0), rule, moments)
    variance = one.outings / n  # a little too much: nobody goes out twice at once
    assert one.outings > 50
    assert abs(forms.outings_apart(one.outings, other.outings, n, variance)) < 4.0
    assert one.out_ticks == pytest.approx(other.out_ticks, rel=0.3)


def test_a_rule_that_differs_is_noticed():
    assert forms.outings_apart(300, 200, 2000, 0.1) > 3.0
    assert forms.outings_apart(200, 200, 2000, 0.1) == 0.0


def test_a_line_is_found_again():
    found = line([1, 2, 4], [[5.0, 7.0, 11.0], [6.0, 9.0, 15.0]])
    assert found.slope == pytest.approx((2.5, 2.0, 3.0))
    assert found.intercept == pytest.approx((3.0, 3.0, 3.0))
    assert math.isclose(found.off, 0.0, abs_tol=1e-12)


def test_rounds_run_forwards_and_backwards_and_keep_their_order():
    done: list[str] = []
    doings = [lambda: done.append("a"), lambda: done.append("b")]
    measured = in_rounds(doings, 2, lambda do: do() or float(len(done)))
    assert done == ["a", "b", "b", "a"]
    assert measured == [[1.0, 2.0], [4.0, 3.0]]


def test_a_table_shows_medians_with_their_extremes_and_survives_json():
    table = Table("t", ("what", "s"), [("run", spread([3.0, 1.0, 2.0]))], ("note",))
    assert "2 (1 to 3)" in table.text()
    assert json.loads(json.dumps(table.plain()))["rows"][0][1] == Spread(2.0, 1.0, 3.0)._asdict()


def test_the_command_prints_the_tables_asked_for_and_writes_only_where_told(
    monkeypatch, capsys, tmp_path
):
    table = Table("how long", ("what", "s"), [("run", 0.5)])
    monkeypatch.setitem(BENCHMARKS, "phases", lambda _scenario, _effort: table)
    assert main(["--quick", "--only", "phases"]) == 0
    assert capsys.readouterr().out.startswith("how long")
    out = tmp_path / "found.json"
    main(["--quick", "--only", "phases", "--out", str(out)])
    assert json.loads(out.read_text())["tables"]["phases"]["rows"] == [["run", 0.5]]


@pytest.mark.skipif(sys.platform == "win32", reason="this system does not tell the peak")
def test_one_run_of_a_process_tells_what_it_prints_and_its_peak(tmp_path):
    count = f"open({str(tmp_path / 'runs')!r}, 'a').write('run ')"
    told, small = told_and_peak(("-c", f"{count}; print('seven', 7)"))
    assert told == "seven 7\n"
    assert (tmp_path / "runs").read_text() == "run "
    assert told_and_peak(("-c", "held = b'1' * 60_000_000"))[1] > small + 50.0


def test_each_size_of_a_world_is_run_once(monkeypatch):
    asked = []

    def told(words):
        asked.append(words[-1])
        return "1200 0.5 2.5\n", 90.0

    monkeypatch.setattr(people, "told_and_peak", told)
    table = people.people(SCENARIO, (1, 10))
    assert asked == ["1", "10"]
    assert table.rows[0] == ("1,200", 0.5, 2.5, 90.0)
