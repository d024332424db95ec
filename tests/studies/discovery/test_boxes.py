import numpy as np
import pytest

from sim.studies.discovery.boxes import BoxFit, Sample, discover
from sim.studies.discovery.boxes import _peel as peel
from sim.studies.discovery.boxes import _quasi_p as quasi_p

NAMES = ["a", "b", "c", "d"]
RANGES = [(0.0, 1.0), (0.0, 1.0), (-1.0, 1.0), (0.0, 1.0)]


def sample(rng, n, probability):
    values = np.array([low for low, _ in RANGES]) + rng.random((n, 4)) * np.array(
        [high - low for low, high in RANGES]
    )
    return Sample(values, rng.random(n) < probability(values))


def planted(values):
    return np.where((values[:, 0] > 0.6) & (values[:, 2] < 0.0), 0.8, 0.05)


def nothing(values):
    return np.full(len(values), 0.2)


def looked_for(probability, seed, n=300):
    rng = np.random.default_rng(seed)
    return discover(sample(rng, n, probability), sample(rng, n // 2, probability), NAMES, RANGES)


@pytest.fixture(scope="module")
def found():
    return looked_for(planted, 1)


def test_a_planted_box_is_found_where_it_is(found):
    assert found.is_found
    sides = {side.name: side for side in found.sides}
    assert {"a", "c"} <= set(sides)
    assert sides["a"].low == pytest.approx(0.6, abs=0.08)
    assert sides["a"].high == 1
    assert sides["c"].high == pytest.approx(0.0, abs=0.25)
    assert sides["c"].low == -1, "a side without a limit reaches to the end of the range"
    assert sides["a"].qp_low < 0.001
    assert sides["a"].qp_high is None


def test_a_box_is_judged_by_points_it_has_not_seen(found):
    assert found.p < 1e-6
    assert found.test.points == 150
    assert found.test.density > 0.6
    assert found.test.density > 2 * found.test.base
    low, high = found.test.density_interval
    assert low < found.test.density < high
    assert found.steps[0].training.inside == 300, "the whole space first"
    assert found.steps[0].training.coverage == 1


def test_in_pure_noise_nothing_is_found():
    results = [looked_for(nothing, seed, n=200) for seed in range(12)]
    assert sum(result.is_found for result in results) == 0
    gains = [r.steps[-1].training.density - r.steps[0].training.density for r in results]
    assert min(gains) > 0, "though the points a box is made from look as if there were one"


def test_a_box_that_only_fits_its_own_points_is_not_believed():
    rng = np.random.default_rng(5)
    result = discover(sample(rng, 300, planted), sample(rng, 150, nothing), NAMES, RANGES)
    assert result.sides
    assert not result.is_found
    assert "do not confirm" in result.why


@pytest.mark.parametrize(("share", "why"), [(0.0, "at no point"), (1.0, "at every point")])
def test_what_always_or_never_holds_has_no_region(share, why):
    result = looked_for(lambda values: np.full(len(values), share), 1)
    assert not result.is_found
    assert why in result.why


def test_quasi_p_values_are_those_of_the_library():
    rng = np.random.default_rng(1)
    training = sample(rng, 300, planted)
    boxes = peel(training, NAMES)
    prim = pytest.importorskip("ema_workbench.analysis.prim_util")
    box, whole = boxes[20], boxes[0]
    limits = box.to_numpy(np.float64).T
    inside = ((training.values >= limits[:, 0]) & (training.values <= limits[:, 1])).all(axis=1)
    hits, n = int((inside & training.holds).sum()), int(inside.sum())
    frame = pytest.importorskip("pandas").DataFrame(training.values, columns=NAMES)
    theirs = prim.calculate_qp(box["a"], frame, training.holds.astype(int), hits, n, box, whole)
    assert quasi_p(limits, (0, 0), training) == pytest.approx(theirs[0], rel=1e-6)


def test_the_same_points_give_the_same_box(found):
    assert looked_for(planted, 1) == found


def test_coverage_and_density_by_hand():
    fit = BoxFit(points=100, cases=20, inside=10, hits=8)
    assert (fit.coverage, fit.density, fit.base) == (0.4, 0.8, 0.2)
    assert np.isnan(BoxFit(10, 0, 0, 0).coverage)
