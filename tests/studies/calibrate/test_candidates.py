from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.arms import overrides_of
from sim.experiment.parameter_sets import counted, read_vectors, tried_path
from sim.experiment.stages import Stage, read_stages
from sim.results.observed import Pattern
from sim.scenario.load import load
from sim.studies.calibrate.candidates import (
    BLOCK,
    Candidate,
    Miss,
    attempt,
    candidates,
    hypercube,
    shipped,
    spreads,
)
from sim.studies.calibrate.set_tables import Sample, check_tables, numbers_tried, record
from sim.studies.validate.chance import FARTHEST, errors_missed, is_beyond_chance
from sim.studies.validate.patterns import Finding

ROOT = Path(__file__).parents[3] / "scenarios"
BASE = ROOT / "mitrovica.yaml"
FILE = ROOT / "accepted" / "vectors.csv"
PARAMETERS = load(BASE).scenario.parameters.model_dump()
SHIPPED = Candidate(0, {"parameters.mobilisation.cost_sd": 0.5})
STAGES = [Stage("cheap", BASE, 2, ()), Stage("dear", BASE, 5, ())]


def value_of(parameters, path):
    _, group, name = path.split(".")
    return parameters[group][name]["value"]


def never():
    return False


def numbers(_loaded, runs, _held):
    return range(runs)


def test_only_fitted_parameters_with_a_range_are_sampled():
    paths = {spread.path for spread in spreads(PARAMETERS)}
    assert "parameters.mobilisation.cost_mean" in paths
    assert "parameters.mobilisation.adult_share" not in paths
    assert not any("posture" in path for path in paths)


@given(seed=st.integers(0, 10**6), factor=st.floats(0.01, 1))
def test_samples_stay_within_the_ranges(seed, factor):
    whole = {spread.path: spread for spread in spreads(PARAMETERS)}
    ranges = spreads(PARAMETERS, factor)
    for candidate in islice(candidates(ranges, seed), 3):
        for spread in ranges:
            value = candidate.vector[spread.path]
            slack = 1e-5 * max(1.0, abs(spread.high))
            assert spread.low - slack <= value <= spread.high + slack
            assert whole[spread.path].low <= value <= whole[spread.path].high


def test_the_same_seed_gives_the_same_candidates_and_another_seed_others():
    ranges = spreads(PARAMETERS)
    first, again, other = (list(islice(candidates(ranges, seed), BLOCK + 3)) for seed in (1, 1, 2))
    assert first == again
    assert first[0] == other[0]
    assert first[1] != other[1]
    assert [candidate.id for candidate in first] == list(range(BLOCK + 3))
    assert len({tuple(candidate.vector.values()) for candidate in first}) == BLOCK + 3


def test_every_block_covers_every_part_of_every_range():
    cells = (hypercube(5, 1, 0) * BLOCK).astype(int)
    for column in cells.T:
        assert sorted(column) == list(range(BLOCK))


def test_candidate_0_is_what_is_shipped():
    ranges = spreads(PARAMETERS, 0.3)
    vector = next(candidates(ranges, 1)).vector
    assert vector == shipped(ranges)
    assert vector == {path: value_of(PARAMETERS, path) for path in vector}


def test_a_candidate_is_rejected_at_the_first_stage_that_it_fails():
    made = []

    def make(_loaded, runs, held):
        made.extend(range(len(held), runs))
        return range(runs)

    def judge(_loaded, runs):
        return [Miss("B1", 0, False), Miss("B2", len(runs) / 2, len(runs) > 4)]

    tried = attempt(SHIPPED, [*STAGES, Stage("never", BASE, 99, ())], judge, make, 2)
    assert (tried.stage, tried.patterns, tried.is_accepted) == ("dear", ("B2",), False)
    assert tried.distance == 2.5
    assert made == [0, 1, 2, 3, 4]  # the runs of the cheap stage are not made again


def test_a_miss_that_chance_explains_is_accepted_and_counted():
    def judge(_loaded, _runs):
        return [Miss("B1", 0, False), Miss("B2", 1.5, False)]

    tried = attempt(SHIPPED, STAGES, judge, numbers, 2)
    assert tried.is_accepted
    assert (tried.met, tried.of, tried.distance) == (1, 2, 1.5)


def test_the_distance_is_that_of_the_worst_stage():
    def judge(_loaded, runs):
        return [Miss("B1", 9 - len(runs), True)]

    assert attempt(SHIPPED, STAGES, judge, numbers, 99).distance == 7
    assert attempt(SHIPPED, STAGES, judge, numbers, 5).stage == "cheap"


def test_candidates_are_run_with_their_own_values():
    seen = []

    def judge(loaded, _runs):
        seen.append(loaded.scenario.parameters.mobilisation.cost_sd.value)
        return []

    candidate = Candidate(3, {"parameters.mobilisation.cost_sd": 0.41})
    attempt(candidate, STAGES[:1], judge, numbers, 2)
    assert seen == [0.41]


def finding(value, low, high, *, statistic="share_between", error=0.0):
    pattern = Pattern("X", "", "", statistic, "killed", "", "", low, high, "", "")
    return Finding(pattern, value, error, low <= value <= high)


@pytest.mark.parametrize(
    ("found", "is_beyond"),
    [
        (finding(1.0, 0.7, 0.995), False),  # 16 of 16 may well come of 99.5 %
        (finding(0.0, 0.7, 0.995), True),
        (finding(0.5, 0.7, 0.995), False),
        (finding(0.1, 0.0, 0.0), True),  # what must never happen, must not
        (finding(9.0, 6.0, 8.0, statistic="median", error=0.4), True),
        (finding(9.0, 6.0, 8.0, statistic="median", error=0.6), False),
        (finding(float("nan"), 6.0, 8.0, statistic="median"), True),
        (finding(7.0, 6.0, 8.0, statistic="median"), False),
    ],
)
def test_a_miss_is_beyond_chance_after_two_errors(found, is_beyond):
    assert is_beyond_chance(found, runs=16) is is_beyond


def test_a_pattern_is_missed_by_the_errors_between_its_value_and_its_bound():
    medians = [finding(v, 6.0, 8.0, statistic="median", error=0.5) for v in (9.0, 5.0, 7.0)]
    assert [errors_missed(f, 16) for f in medians] == pytest.approx([2, 2, 0])
    far = finding(1e9, 6.0, 8.0, statistic="median", error=0.5)
    unknown = finding(float("nan"), 6.0, 8.0, statistic="median", error=0.5)
    assert errors_missed(far, 16) == errors_missed(unknown, 16) == FARTHEST
    assert errors_missed(finding(0.2, 0.5, 1.0), 25) == pytest.approx(0.3 / 0.1)


def tried_of(candidate, *, stage=""):
    judge = lambda *_: [Miss("B1", 9.0 * bool(stage), bool(stage))]  # noqa: E731
    return attempt(candidate, [Stage(stage or "all", BASE, 0, ())], judge, numbers, 2)


def test_what_was_tried_is_not_tried_again_and_what_was_accepted_comes_back(tmp_path):
    path, sample = tmp_path / "vectors.csv", Sample(1, 0.5)
    first, second, third = islice(candidates(spreads(PARAMETERS, 0.5), 1), 3)
    record(path, sample, tried_of(first, stage="hard"))
    record(path, sample, tried_of(second, stage="hard"))
    record(path, sample, tried_of(third))
    assert numbers_tried(path, sample) == {0, 1, 2}
    assert numbers_tried(path, Sample(2, 0.5)) == set()
    assert [kept.id for kept in read_vectors(path)] == [0, 2]  # shipped values are always kept
    assert read_vectors(path)[1].vector == third.vector
    told = counted(path)
    assert (told.tried, told.accepted, dict(told.rejections)) == (2, 1, {"B1": 1})


def recorded(path, numbers):
    candidate = next(candidates(spreads(PARAMETERS), 1))
    for number in numbers:
        record(path, Sample(1, 1.0), tried_of(candidate._replace(id=number)))
    return path.read_bytes(), tried_path(path).read_bytes()


def test_a_search_killed_in_the_middle_of_a_line_goes_on_to_the_same_tables(tmp_path):
    whole = recorded(tmp_path / "whole.csv", range(4))
    path = tmp_path / "torn.csv"
    for table in (path, tried_path(path)):
        recorded(path, range(4))
        last = len(table.read_bytes().splitlines(keepends=True)[-1])
        for end in (1, 2, last // 2, last - 1):
            table.write_bytes(table.read_bytes()[:-end])
            numbers = [n for n in range(4) if n not in numbers_tried(path, Sample(1, 1.0))]
            assert recorded(path, numbers or [3]) == whole


def test_what_was_accepted_but_not_noted_as_tried_is_not_accepted_twice(tmp_path):
    path = tmp_path / "vectors.csv"
    whole = recorded(path, range(3))
    lines = whole[1].splitlines(keepends=True)
    tried_path(path).write_bytes(b"".join(lines[:-1]))
    assert numbers_tried(path, Sample(1, 1.0)) == {0, 1}
    assert recorded(path, [2]) == whole


def test_recording_leaves_shipped_tables_as_they_are(tmp_path):
    path = tmp_path / FILE.name
    for source in (FILE, tried_path(FILE)):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    candidate = Candidate(10**6, read_vectors(FILE)[0].vector)
    record(path, Sample(7, 0.5), tried_of(candidate))
    for source in (FILE, tried_path(FILE)):
        assert (tmp_path / source.name).read_bytes().startswith(source.read_bytes())
        assert len((tmp_path / source.name).read_bytes()) > len(source.read_bytes())


def test_tables_are_looked_at_before_a_search_begins(tmp_path):
    path = tmp_path / "vectors.csv"
    check_tables(path, ["parameters.rumour.weight"])
    assert not path.exists()
    record(path, Sample(1, 0.5), tried_of(SHIPPED))
    check_tables(path, list(SHIPPED.vector))
    with pytest.raises(ValueError, match="other columns"):
        check_tables(path, ["parameters.rumour.weight"])
    tried_path(path).write_text("id,seed,spread,stage,patterns\nx,1,1.0,,\n")
    with pytest.raises(ValueError, match="not numbers"):
        numbers_tried(path, Sample(1, 1.0))


def test_a_table_of_other_columns_is_not_written_to(tmp_path):
    path = tmp_path / "vectors.csv"
    record(path, Sample(1, 0.5), tried_of(SHIPPED))
    with pytest.raises(ValueError, match="other columns"):
        record(path, Sample(1, 0.5), tried_of(Candidate(0, {"parameters.rumour.weight": 0.5})))


@pytest.mark.parametrize("line", ["0,1,1,1,1,much", "0,1,1,1,1,nan", "0,1,1,1,1", "0,1,1,1,1,2,3"])
def test_a_line_without_a_number_is_told(tmp_path, line):
    path = tmp_path / "vectors.csv"
    path.write_text(f"id,seed,spread,met,of,parameters.rumour.weight\n{line}\n")
    with pytest.raises(ValueError, match=r"vectors\.csv:2"):
        read_vectors(path)


def test_a_table_that_is_not_of_vectors_is_told(tmp_path):
    path = tmp_path / "runs.csv"
    path.write_text("run,peak_rung\n0,5\n")
    with pytest.raises(ValueError, match=r"runs\.csv:1: column missing: id"):
        read_vectors(path)


def test_weights_are_read_and_are_1_where_there_are_none(tmp_path):
    path = tmp_path / "vectors.csv"
    path.write_text("id,seed,spread,met,of,weight,distance,a.b\n3,1,1,1,1,0.25,1.9,0.5\n")
    assert read_vectors(path) == [(3, {"a.b": 0.5}, 0.25)]
    assert {kept.weight for kept in read_vectors(FILE)} == {1.0}


def test_every_kept_vector_loads_and_lies_in_the_ranges_of_the_file():
    whole = {spread.path: spread for spread in spreads(PARAMETERS)}
    kept = read_vectors(FILE)
    assert len(kept) > 1
    for one in kept:
        assert set(one.vector) == set(whole)
        assert all(whole[p].low <= value <= whole[p].high for p, value in one.vector.items())
        parameters = load(BASE, overrides_of(one.vector)).scenario.parameters.model_dump()
        assert one.vector == {path: value_of(parameters, path) for path in one.vector}


def test_the_first_kept_vector_is_what_is_shipped():
    first = read_vectors(FILE)[0]
    assert first.id == 0
    assert first.vector == shipped(spreads(PARAMETERS))


def test_the_shipped_stages_try_every_observed_episode_with_rising_runs():
    stages = read_stages(ROOT / "accepted" / "stages.csv", ROOT)
    observed = {p.stem for p in ROOT.glob("*.yaml") if load(p).scenario.observed}
    assert {stage.path.stem for stage in stages} == observed
    assert len(stages) > len(observed)
    for stage in stages:
        assert load(stage.path, stage.settings).scenario.ensemble.one_in == 4
    base = [stage.runs for stage in stages if stage.path == BASE]
    assert base == sorted(base)


def test_a_stage_without_runs_is_told(tmp_path):
    path = tmp_path / "stages.csv"
    path.write_text("stage,scenario,runs,settings\nx,quiet,none,\n")
    with pytest.raises(ValueError, match=r"stages\.csv:2"):
        read_stages(path, ROOT)
