from itertools import islice
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.arms import overrides_of
from sim.experiment.parameter_sets import read_vectors
from sim.scenario.load import load
from sim.studies.calibrate.fitted import fitted_paths, priors
from sim.studies.calibrate.priors import shipped
from sim.studies.calibrate.sampling import BLOCK, candidates, hypercube

ROOT = Path(__file__).parents[3] / "scenarios"
BASE = load(ROOT / "mitrovica.yaml")
FILE = ROOT / "accepted" / "vectors.csv"
FITTED = priors([BASE], fitted_paths(BASE))
DRAWN = priors([BASE], list(read_vectors(FILE)[0].vector))
"""What the kept sets vary; some of it is not called fitted any more."""

SPREAD = 0.4
"""Part of each range from which the kept sets were drawn."""


def value_of(loaded, path):
    _, group, name = path.split(".")
    return getattr(getattr(loaded.scenario.parameters, group), name).value


def narrow(factor):
    return [prior.narrowed(factor) for prior in FITTED]


@given(seed=st.integers(0, 10**6), factor=st.floats(0.01, 1))
def test_samples_stay_within_the_ranges(seed, factor):
    ranges = narrow(factor)
    for candidate in islice(candidates(ranges, seed), 3):
        for prior, whole in zip(ranges, FITTED, strict=True):
            value = candidate.vector[prior.path]
            slack = 1e-5 * max(1.0, abs(prior.high))
            assert prior.low - slack <= value <= prior.high + slack
            assert whole.low <= value <= whole.high


def test_the_same_seed_gives_the_same_candidates_and_another_seed_others():
    first, again, other = (list(islice(candidates(FITTED, seed), BLOCK + 3)) for seed in (1, 1, 2))
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
    ranges = narrow(0.3)
    vector = next(candidates(ranges, 1)).vector
    assert vector == shipped(ranges)
    assert vector == {path: value_of(BASE, path) for path in vector}


def test_every_kept_vector_loads_and_lies_in_the_ranges_of_the_file():
    whole = {prior.path: prior for prior in DRAWN}
    assert set(fitted_paths(BASE)) <= set(whole)
    kept = read_vectors(FILE)
    assert len(kept) > 1
    for one in kept:
        assert set(one.vector) == set(whole)
        assert all(whole[p].low <= value <= whole[p].high for p, value in one.vector.items())
        loaded = load(BASE.path, overrides_of(one.vector))
        assert one.vector == {path: value_of(loaded, path) for path in one.vector}


def test_the_kept_vectors_are_those_of_the_shipped_ranges_with_seed_1():
    drawn = [prior.narrowed(SPREAD) for prior in DRAWN]
    sample = dict(islice(candidates(drawn, 1), 75))
    kept = read_vectors(FILE)
    assert kept[0].id == 0
    assert all(sample[one.id] == one.vector for one in kept)
