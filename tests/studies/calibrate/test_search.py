# ruff: noqa: NPY002 - pyABC draws from the global generator, so that is what is tested
import sys

import numpy as np
import pytest

from sim.experiment.runner import MemoryStore
from sim.studies.calibrate.generations import Search
from sim.studies.calibrate.posterior import marginals
from sim.studies.calibrate.priors import Prior
from sim.studies.calibrate.search import MOST_SEQUENTIAL, search
from sim.studies.calibrate.trial import TrialResult
from sim.studies.calibrate.vector_tables import Sample, tried_text, vectors_text
from sim.terms.errors import Refused

pytest.importorskip("pyabc")

PRIORS = (Prior("a", -2, 0, 4, "uniform"), Prior("b", 0, 0.5, 1, "uniform"))
PLANTED = 1.5
N = 40
SAMPLE = Sample(3, 1.0)


def toy(candidate, epsilon):
    """The mean of N draws around a, which must be the planted value; b does nothing."""
    noise = np.random.default_rng(7).normal(size=N)
    draws = candidate.vector["a"] + noise - noise.mean()
    np.random.default_rng().random()
    if epsilon < float("inf"):
        np.random.rand(3)  # a model that spoils the global generator must not matter
    far = abs(draws.mean() - PLANTED) / (draws.std() / N**0.5)
    stage = "" if far <= epsilon else "only"
    return TrialResult(candidate, stage, ("P",) if far > 2 else (), 0, 1, float(f"{far:.6g}"))


def asked(**changes):
    settings = {"particles": 40, "generations": 6, "tried": 2000} | changes
    return Search(PRIORS, 3, 2.0, **settings)


def values(found, path):
    particles = found.posterior.particles
    return np.array([[p.tried.candidate.vector[path], p.weight] for p in particles]).T


@pytest.fixture(scope="module")
def found():
    return search(asked(), toy)


def test_a_planted_value_is_found_again(found):
    a, weights = values(found, "a")
    error = 1 / N**0.5
    assert np.abs(a - PLANTED).max() <= 2 * error * 1.1
    assert weights @ a == pytest.approx(PLANTED, abs=error)
    assert weights.sum() == pytest.approx(1)
    assert found.reason == "nothing is missed beyond chance"


def test_a_value_that_does_nothing_stays_as_wide_as_its_prior(found):
    b, weights = values(found, "b")
    a = values(found, "a")[0]
    size = 1 / (weights**2).sum()
    assert abs(weights @ b - 0.5) < 3 * 0.289 / size**0.5
    spread = np.sqrt(weights @ (b - 0.5) ** 2)
    assert 0.2 < spread < 0.38
    assert np.ptp(a) / 6 < 0.15 < np.ptp(b)  # while the other one did narrow


@pytest.mark.slow
def test_few_searches_call_a_value_identified_that_does_nothing():
    false, true, n = 0, 0, 40
    for seed in range(n):
        found = search(Search(PRIORS, seed, 2.0, 20, 9, 5000), toy)
        both = np.array(
            [list(p.tried.candidate.vector.values()) for p in found.posterior.particles]
        )
        weights = np.array([p.weight for p in found.posterior.particles])
        a, b = marginals(PRIORS, both, weights)
        true += a.verdict != "not identified"
        false += b.verdict != "not identified"
    assert true >= 0.9 * n
    assert false <= 0.1 * n


def test_generations_come_ever_nearer_and_begin_with_the_prior(found):
    epsilons = [generation.epsilon for generation in found.generations]
    assert epsilons[0] == float("inf")
    assert epsilons == sorted(epsilons, reverse=True)
    assert epsilons[-1] == 2.0
    assert all(len(generation.particles) == 40 for generation in found.generations)
    assert found.generations[0].tried == 40
    for generation in found.generations:
        assert all(p.tried.distance <= generation.epsilon for p in generation.particles)
    assert len(found.steps) == sum(generation.tried for generation in found.generations)


def test_the_first_generation_is_the_sample_that_rejection_takes(found):
    rejection = search(asked(generations=1, tried=60), toy)
    first = [p.tried.candidate for p in found.generations[0].particles]
    assert first == [step.tried.candidate for step in rejection.steps[:40]]


def test_sequential_search_needs_fewer_vectors_than_rejection_for_the_same_answer(found):
    rejection = search(asked(generations=1, tried=4000), toy)
    assert rejection.reason == "enough are accepted"
    for which in (rejection, found):
        a, weights = values(which, "a")
        assert weights @ a == pytest.approx(PLANTED, abs=0.2)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(found):
    again = search(asked(), toy)
    assert again == found
    assert vectors_text(again, SAMPLE) == vectors_text(found, SAMPLE)
    other = search(Search(PRIORS, 4, 2.0, 40, 6, 2000), toy)
    assert vectors_text(other, SAMPLE) != vectors_text(found, SAMPLE)


def test_chance_of_the_caller_is_left_alone():
    np.random.seed(5)
    expected = np.random.rand(4)
    np.random.seed(5)
    first = np.random.rand(2)
    search(asked(particles=5, generations=2), toy)
    assert [*first, *np.random.rand(2)] == pytest.approx(expected)


class Killed(Exception):
    pass


@pytest.mark.parametrize("generations", [1, 6])
def test_a_search_that_was_killed_goes_on_and_ends_with_the_same_bytes(generations):
    whole = asked(particles=10, generations=generations, tried=300)
    wanted = search(whole, toy)
    kept = MemoryStore()
    for most in (0, 1, 9, 11, 40, 10**9):

        def evaluate(candidate, epsilon, most=most):
            if len(kept) >= most:
                raise Killed
            return toy(candidate, epsilon)

        try:
            found = search(whole, evaluate, kept=kept)
        except Killed:
            assert len(kept) == most
    assert len(kept) == len(wanted.steps) + 1  # nothing was tried twice
    assert vectors_text(found, SAMPLE) == vectors_text(wanted, SAMPLE)
    assert tried_text(found, SAMPLE) == tried_text(wanted, SAMPLE)


def test_more_generations_go_on_where_fewer_ended():
    kept = MemoryStore()
    short = search(asked(particles=10, generations=2), toy, kept=kept)
    assert short.reason == "last generation"
    before = len(kept)
    longer = search(asked(particles=10), toy, kept=kept)
    assert longer.generations[:2] == short.generations
    assert len(kept) > before
    assert longer == search(asked(particles=10), toy)


def test_what_was_kept_of_another_search_is_refused():
    kept = MemoryStore()
    search(asked(particles=5, generations=1, tried=20), toy, kept=kept)
    with pytest.raises(Refused, match="another search"):
        search(Search(PRIORS, 4, 2.0, 5, 1, 20), toy, kept=kept)


def test_a_search_ends_when_all_are_tried_with_the_last_whole_generation():
    found = search(asked(tried=130), toy)
    assert found.reason == "all tried"
    assert len(found.steps) == 130
    assert found.posterior.epsilon > 2


def test_rejection_that_accepts_nothing_says_so():
    nothing = lambda c, _e: TrialResult(c, "only", ("P",), 0, 1, 9.0)  # noqa: E731
    found = search(asked(generations=1, tried=50), nothing)
    assert found.reason == "all tried"
    assert found.posterior.particles == ()
    assert vectors_text(found, SAMPLE).count("\n") == 2  # the head and the shipped one


def test_every_reason_why_a_search_cannot_be_made_is_told_at_once():
    many = tuple(Prior(f"p{i}", 0, 0.5, 1) for i in range(MOST_SEQUENTIAL + 1))
    with pytest.raises(Refused) as told:
        search(Search(many, 3, 2.0, 3, 4, 2), toy)
    assert len(str(told.value).splitlines()) == 3
    assert "1 generation" in str(told.value)


def test_a_missing_library_is_told_and_rejection_needs_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyabc", None)
    with pytest.raises(Refused, match=r"pip install -e '\.\[calibrate\]'"):
        search(asked(), toy)
    assert search(asked(generations=1, tried=50), toy).steps


def test_a_sample_tries_its_first_vector_like_any_other_and_all_to_the_end():
    allowed = []

    def evaluate(candidate, epsilon):
        allowed.append(epsilon)
        return toy(candidate, epsilon)

    sample = search(Search(PRIORS, 3, 2.0, 60, 1, 60, method="sample"), evaluate)
    rejected = search(asked(generations=1, particles=60, tried=60), toy)
    assert allowed == [2.0] * 61
    assert sample.shipped.stage == "only"  # the shipped value is far from the planted one
    assert sample.steps == rejected.steps
    assert sample.generations == rejected.generations
