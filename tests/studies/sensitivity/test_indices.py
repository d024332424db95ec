import numpy as np
import pytest

from sim.experiment.designs import morris_design, sobol_design
from sim.studies.sensitivity.indices import MorrisEffect, NothingVaries, morris, noise, sobol

NAMES = ["a", "b", "c"]


def ishigami(unit):
    x = np.pi * (2 * unit - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def by_name(found):
    return {one.name: one for one in found}


@pytest.fixture(scope="module")
def ishigami_shares():
    return by_name(sobol(ishigami(sobol_design(3, 2048, 1))[:, None], NAMES, 1))


@pytest.mark.parametrize(
    ("name", "first", "total"), [("a", 0.314, 0.558), ("b", 0.442, 0.442), ("c", 0.0, 0.244)]
)
def test_the_shares_of_the_ishigami_function_are_those_of_the_books(
    ishigami_shares, name, first, total
):
    share = ishigami_shares[name]
    assert share.first == pytest.approx(first, abs=0.03)
    assert share.total == pytest.approx(total, abs=0.03)
    assert abs(share.first - first) < 1.5 * share.first_error
    assert abs(share.total - total) < 1.5 * share.total_error


def test_shares_of_another_function_are_not_those(ishigami_shares):
    unit = sobol_design(3, 256, 1)
    other = by_name(sobol((unit @ [1.0, 1.0, 1.0])[:, None], NAMES, 1))
    assert abs(other["b"].first - ishigami_shares["b"].first) > 0.05
    assert other["c"].first == pytest.approx(1 / 3, abs=0.05)


def test_shares_are_those_of_the_mean_over_runs_not_of_its_chance():
    unit = sobol_design(3, 512, 1)
    chance = np.random.default_rng(1).normal(0, 20, (1, 6))
    shared = by_name(sobol((unit @ [3.0, 1.0, 0.0])[:, None] + chance, NAMES, 1))
    assert shared["a"].first == pytest.approx(0.9, abs=0.03)
    assert shared["c"].total == pytest.approx(0, abs=1e-6)
    assert not shared["c"].is_clear


def test_morris_of_a_linear_function_gives_its_slopes_without_spread():
    unit = morris_design(3, 6, 1)
    values = (unit @ [1.0, -4.0, 0.0])[:, None] + np.array([[0.0, 5.0, -2.0]])
    found = morris(unit, values, NAMES, 1)
    assert [e.name for e in found] == ["b", "a", "c"], "the strongest first"
    effects = by_name(found)
    for name, slope in zip(NAMES, (1, -4, 0), strict=True):
        assert effects[name].mu == pytest.approx(slope)
        assert effects[name].mu_star == pytest.approx(abs(slope))
        assert effects[name].sigma == pytest.approx(0, abs=1e-9)
        assert effects[name].chance == pytest.approx(0, abs=1e-9), "shared chance cancels"
    assert effects["a"].is_clear
    assert not effects["c"].is_clear


def test_morris_sees_interaction_as_spread():
    unit = morris_design(3, 20, 1)
    effects = by_name(morris(unit, (unit[:, 0] * unit[:, 1])[:, None].repeat(2, 1), NAMES, 1))
    assert effects["a"].sigma > 0.2
    assert effects["c"].sigma == 0


def test_what_chance_alone_shows_is_not_taken_for_an_effect():
    rng = np.random.default_rng(3)
    wrong = 0
    for seed in range(40):
        unit = morris_design(3, 10, seed)
        chance = rng.normal(0, 1, (len(unit), 4))
        effects = by_name(morris(unit, 10 * unit[:, :1] + chance, NAMES, seed))
        assert effects["a"].is_clear
        assert effects["c"].mu_star == pytest.approx(effects["c"].chance, rel=0.9)
        wrong += effects["b"].is_clear + effects["c"].is_clear
    assert wrong <= 8, "of 80"


def test_an_outcome_that_never_varies_is_said_so():
    unit = morris_design(3, 4, 1)
    with pytest.raises(NothingVaries, match="is 2 at every point"):
        morris(unit, np.full((len(unit), 2), 2.0), NAMES, 1)
    with pytest.raises(NothingVaries):
        sobol(np.zeros((8 * 5, 2)), NAMES, 1)


@pytest.mark.parametrize(("sd_noise", "share"), [(0.0, 0.0), (1.0, 0.2), (2.0, 0.5), (6.0, 0.9)])
def test_the_share_of_chance_is_that_which_was_put_in(sd_noise, share):
    rng = np.random.default_rng(1)
    effect = rng.normal(0, 2, (400, 1))
    found = noise(effect + rng.normal(0, sd_noise, (400, 6)), 4, 1)
    assert found.share == pytest.approx(share, abs=0.06)
    assert found.low - 0.02 <= share <= found.high + 0.02
    assert found.spread == pytest.approx(sd_noise, abs=0.15)
    expected_left = (sd_noise**2 / 6) / (effect.var(ddof=1) + sd_noise**2 / 6)
    assert found.left == pytest.approx(expected_left, abs=0.06)


def test_chance_that_all_points_share_counts_for_a_run_but_not_for_a_difference():
    rng = np.random.default_rng(1)
    values = rng.normal(0, 1, (300, 1)) + rng.normal(0, 2, (1, 50))
    found = noise(values, 4, 1)
    assert found.share > 0.6
    assert found.left == pytest.approx(0, abs=1e-9)


def test_chance_is_not_known_of_one_run_a_point():
    found = noise(np.random.default_rng(1).normal(0, 1, (40, 1)), 4, 1)
    assert np.isnan(found.share)


def test_the_same_values_give_the_same_intervals():
    unit = morris_design(3, 6, 1)
    values = ishigami(unit)[:, None] + np.random.default_rng(1).normal(0, 1, (len(unit), 3))
    np.random.seed(1)  # noqa: NPY002 - what others did to the global state must not matter
    first = morris(unit, values, NAMES, 0), noise(values, 4, 0)
    np.random.seed(2)  # noqa: NPY002
    assert (morris(unit, values, NAMES, 0), noise(values, 4, 0)) == first
    design = np.repeat(ishigami(sobol_design(3, 16, 0))[:, None], 2, axis=1)
    assert sobol(design, NAMES, 0) == sobol(design, NAMES, 0)


# ---- chance is not taken for an effect


def made(unit, n_runs, seed):
    """The first factor moves the outcome, five others do not; chance is that of each run."""
    rng = np.random.default_rng(seed)
    return unit[:, :1] + rng.normal(0, 0.5, n_runs) + rng.normal(0, 0.5, (len(unit), n_runs))


def test_sobols_total_of_what_has_no_effect_is_told_apart_from_chance():
    names = [str(index) for index in range(6)]
    wrong, above_zero, right, totals, chances = 0, 0, 0, [], []
    for seed in range(8):
        values = made(sobol_design(6, 64, seed), 8, seed)
        for share in sobol(values, names, seed):
            if share.name == "0":
                right += share.is_clear
                continue
            wrong += share.is_clear
            above_zero += share.total - share.total_error > 0
            totals.append(share.total)
            chances.append(share.chance)
    assert right == 8
    assert wrong <= 4  # of 40
    assert above_zero == 40  # the control: none is ever seen to be nothing
    assert np.mean(totals) == pytest.approx(np.mean(chances), rel=0.1)


def test_the_interval_of_chance_allows_for_few_runs_that_all_points_share():
    rng = np.random.default_rng(5)
    hits = 0
    for seed in range(50):
        shared, own = rng.normal(0, 1, (1, 6)), rng.normal(0, 0.3, (60, 6))
        found = noise(rng.normal(0, 1, (60, 1)) + shared + own, 5, seed)
        hits += found.low <= 1.09 / 2.09 <= found.high
    assert hits / 50 > 0.82  # a bootstrap over points alone holds it in four of ten


def test_an_effect_without_a_way_has_no_sign():
    both = MorrisEffect("a", 0.1, 1.0, 0.8, 1.2, 1.0, 0.1)
    assert [both.sign, both._replace(mu=0.9).sign, both._replace(mu=-0.9).sign] == [0, 1, -1]


@pytest.mark.parametrize(
    ("low", "high", "chance", "clear"),
    [
        (0.75, 0.75, 0.6, False),
        (0.75, 0.75, 0.0, True),
        (0.7, 0.8, 0.6, True),
        (0.5, 1, 0.6, False),
    ],
)
def test_noisy_effects_that_happen_to_be_alike_are_not_clear(low, high, chance, clear):
    effect = MorrisEffect("x", 0.75, 0.75, low, high, 0.0, chance)
    assert effect.is_clear is clear
