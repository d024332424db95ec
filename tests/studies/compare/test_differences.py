import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.paired import PairedEffect
from sim.analysis.resampling import mean_effects, pair_groups, paired_share_effect, sign_flip_test
from sim.results.tables import RUN_COLUMNS
from sim.studies.compare.differences import SignAgreement, WinShares, compare_arms
from sim.studies.compare.endpoints import (
    SHARES,
    endpoint_values,
    endpoints_of,
    harm_ranking,
    is_censored,
)
from sim.studies.compare.picture_data import key_lanes
from sim.studies.compare.sample_size import (
    minimum_detectable_effect,
    pairing_efficiency,
    required_runs,
)
from sim.studies.compare.words import told
from sim.terms.outcomes import BY_NAME, OUTCOMES


def row(number=0, **values):
    """Outcomes of a calm run, but for those named."""
    calm = {o.name: None if o.kind in {"time", "word"} else 0.0 for o in OUTCOMES}
    full = {"run": number, **calm, **values}
    assert set(full) == set(RUN_COLUMNS)
    return full


def rows(column, values, **others):
    return [row(k, **{column: value}, **others) for k, value in enumerate(values)]


def one(found, outcome, statistic="mean", variant=None):
    return next(
        c
        for c in found
        if (c.endpoint.outcome, c.endpoint.statistic) == (outcome, statistic)
        and variant in {None, c.variant}
    )


def effect_of(base, variant, n_sets=0):
    differences = (np.asarray(variant) - np.asarray(base))[:, None]
    return mean_effects(differences, pair_groups(len(base), n_sets))[0]


# ---- intervals with a known truth


def test_a_known_shift_lies_in_the_interval_as_often_as_it_says_and_unpaired_ones_are_wider():
    rng = np.random.default_rng(7)
    hits, widths, shuffled = 0, [], []
    for _ in range(150):
        base = rng.normal(0, 5, 50)
        variant = base + 1 + rng.normal(0, 1, 50)
        paired, apart = effect_of(base, variant), effect_of(base, rng.permutation(variant))
        hits += paired.low <= 1 <= paired.high
        widths.append(paired.high - paired.low)
        shuffled.append(apart.high - apart.low)
    assert 0.89 < hits / 150 < 0.99
    assert np.median(shuffled) > 4 * np.median(widths)


def test_pairs_that_share_parameters_count_for_less():
    rng = np.random.default_rng(3)
    hits = {"in groups": 0, "as if apart": 0}
    for _ in range(150):
        of_set = rng.normal(0, 1, 15)
        differences = (1 + of_set[np.arange(90) % 15] + rng.normal(0, 0.3, 90))[:, None]
        for name, sets in (("in groups", 15), ("as if apart", 0)):
            effect = mean_effects(differences, pair_groups(90, sets))[0]
            hits[name] += effect.low <= 1 <= effect.high
    assert hits["in groups"] / 150 > 0.85
    assert hits["as if apart"] / 150 < 0.7


def test_rare_differences_of_shares_keep_their_interval_where_the_bootstrap_loses_it():
    rng = np.random.default_rng(5)
    hits = {"adjusted": 0, "bootstrap": 0}
    for _ in range(300):
        differences = rng.choice([-1.0, 0.0, 1.0], p=[0.01, 0.96, 0.03], size=40)
        groups = pair_groups(40)
        for name, effect in (
            ("adjusted", paired_share_effect(differences, groups)),
            ("bootstrap", mean_effects(differences[:, None], groups)[0]),
        ):
            hits[name] += effect.low <= 0.02 <= effect.high
    assert hits["adjusted"] / 300 > 0.93
    assert hits["bootstrap"] / 300 < 0.85


def test_where_no_share_differs_more_runs_say_more():
    ends = [paired_share_effect(np.zeros(n), pair_groups(n)).high for n in (10, 40, 160)]
    assert ends[0] > 3 * ends[1] > 9 * ends[2] > 0
    in_sets = paired_share_effect(np.zeros(40), pair_groups(40, 10)).high
    assert in_sets == pytest.approx(ends[0])


def test_shares_of_sets_that_agree_within_are_worth_as_many_pairs_as_sets():
    rng = np.random.default_rng(8)
    of_set = rng.choice([0.0, 1.0], size=20)
    differences = of_set[np.arange(200) % 20]
    apart, together = (paired_share_effect(differences, pair_groups(200, sets)) for sets in (0, 20))
    assert apart.value == together.value
    assert 2.5 < together.error / apart.error < 4  # the root of 10, and the added pairs


def test_looking_at_many_things_is_allowed_for_and_not_doing_so_finds_what_is_not_there():
    rng = np.random.default_rng(11)
    found = {"alone": 0, "among all": 0}
    for _ in range(25):
        shared = rng.normal(0, 1, (40, 1))
        tested = sign_flip_test(shared + rng.normal(0, 1, (40, 30)), pair_groups(40))
        found["alone"] += (tested.unadjusted < 0.05).any()
        found["among all"] += (tested.adjusted < 0.05).any()
    assert found["among all"] / 25 < 0.2
    assert found["alone"] / 25 > 0.35


def test_columns_that_tell_the_same_are_not_counted_twice():
    rng = np.random.default_rng(2)
    column = rng.normal(0.5, 1, (40, 1))
    single = sign_flip_test(column, pair_groups(40)).adjusted[0]
    repeated = sign_flip_test(np.repeat(column, 20, axis=1), pair_groups(40)).adjusted
    assert repeated == pytest.approx(np.full(20, single))
    others = sign_flip_test(np.hstack([column, rng.normal(0, 1, (40, 19))]), pair_groups(40))
    assert others.adjusted[0] > 3 * single


def test_six_of_one_sign_are_one_chance_in_32():
    tested = sign_flip_test(np.ones((6, 1)), pair_groups(6))
    assert tested.unadjusted[0] == pytest.approx(2 / 64, abs=0.005)
    assert sign_flip_test(np.zeros((6, 1)), pair_groups(6)).adjusted[0] == 1


# ---- how many runs


def test_as_many_runs_as_are_called_for_give_the_interval_that_was_promised():
    rng = np.random.default_rng(9)
    few = rng.normal(2, 6, 60)
    needed = required_runs(effect_of(0 * few, few), 60, 0.5, differ=60)
    many = rng.normal(2, 6, int(needed))
    promised = max(abs(few.mean()), 1.0)
    effect = effect_of(0 * many, many)
    assert needed > 60
    assert effect.high - effect.low == pytest.approx(promised, rel=0.25)


def test_a_small_effect_need_not_be_told_from_zero():
    effect = PairedEffect(0.001, 0.1, -0.2, 0.2, 50)
    assert required_runs(effect, 50, 0.2, differ=50) == 50
    assert required_runs(effect, 50, 0.1, differ=50) == 200


@pytest.mark.parametrize(("value", "differ"), [(1.0, 5), (float("nan"), 50)])
def test_what_differs_in_too_few_pairs_calls_for_an_unknown_number(value, differ):
    assert np.isnan(required_runs(PairedEffect(value, 0.1, 0.9, 1.1, 50), 50, 1.0, differ=differ))


def test_a_difference_that_would_have_been_seen_is_seen_four_times_in_five():
    rng = np.random.default_rng(4)
    seen = 0
    shift = minimum_detectable_effect(PairedEffect(0, 1 / np.sqrt(50), 0, 0, 50))
    for _ in range(2000):
        sample = rng.normal(shift, 1, 50)
        seen += abs(sample.mean()) / (sample.std(ddof=1) / np.sqrt(50)) > 2.01
    assert 0.77 < seen / 2000 < 0.85


@pytest.mark.parametrize("n", [8, 12, 50])
def test_it_is_seen_as_often_with_few_runs(n):
    sample = np.random.default_rng(4).normal(0, 1, (n, 400))
    error = float(np.median([e.error for e in mean_effects(sample, pair_groups(n))]))
    shifted = mean_effects(
        sample + minimum_detectable_effect(PairedEffect(0, error, 0, 0, n)), pair_groups(n)
    )
    assert 0.72 < np.mean([e.low > 0 for e in shifted]) < 0.88


@pytest.mark.parametrize(("n", "sets"), [(6, 0), (10, 0), (12, 4), (30, 6)])
def test_an_interval_of_few_pairs_or_sets_holds_what_it_says(n, sets):
    rng = np.random.default_rng(1)
    own = rng.normal(0, 1, (n, 500))
    shared = rng.normal(0, 1, (sets, 500))[np.arange(n) % sets] if sets else 0
    effects = mean_effects(own + shared, pair_groups(n, sets))
    assert 0.92 < np.mean([e.low <= 0 <= e.high for e in effects]) < 0.99


def test_a_single_set_of_parameters_leaves_every_run_a_pair_of_its_own():
    assert pair_groups(5, 1).tolist() == [0, 1, 2, 3, 4]
    (found,) = mean_effects(np.ones((3, 1)), np.zeros(3, np.int64))
    assert found.value == 1
    assert np.isnan([found.error, found.low, found.high]).all()


def test_what_is_clear_has_a_p_value_below_five_per_cent():
    found = one(compare_arms(rows("injured", range(8)), {"v": rows("injured", range(1, 9))}, 2),
                "injured")  # fmt: skip
    assert found.p > 0.05  # two sets that agree are one chance in two
    assert found.clear == "no"


def test_runs_that_are_still_blocked_when_the_clock_ends_are_counted():
    base = rows("blocked_hours", [200.0, 10.0], barricades_peak=3.0)
    base[1]["barricades_gone_time"] = 20.0
    found = compare_arms(base, {"v": rows("blocked_hours", [0.0, 0.0])})
    assert one(found, "blocked_hours").censored == (0.5, 0.0)
    assert one(found, "injured").censored == (0.0, 0.0)


@pytest.mark.parametrize(("share", "saved"), [(0.0, 1.0), (0.5, 2.0), (0.9, 10.0)])
def test_what_pairing_saves_follows_from_what_is_shared(share, saved):
    rng = np.random.default_rng(6)
    common, *own = rng.normal(0, 1, (3, 20_000))
    base, variant = (np.sqrt(share) * common + np.sqrt(1 - share) * part for part in own)
    assert pairing_efficiency(base, variant) == pytest.approx(saved, rel=0.05)


def test_arms_that_do_not_differ_save_nothing_that_could_be_told():
    assert np.isnan(pairing_efficiency(np.arange(9.0), np.arange(9.0) + 1))


# ---- better and worse


NINE = {"first_barricade_time": 9.0}
CRISIS = {"peak_rung": 5.0, "barricades_peak": 3.0}


@pytest.mark.parametrize(
    ("column", "base", "variant", "helps", "harms"),
    [
        ("injured", {"injured": 3.0}, {"injured": 1.0}, 1, 0),
        ("injured", {"injured": 1.0}, {"injured": 1.0}, 0, 0),
        ("first_barricade_time", NINE, {"first_barricade_time": 11.0}, 1, 0),
        ("first_barricade_time", NINE, {}, 1, 0),
        ("first_barricade_time", {}, NINE, 0, 1),
        ("first_barricade_time", {}, {}, 0, 0),
        ("crisis_end_time", CRISIS | {"crisis_end_time": 40.0}, CRISIS, 0, 1),
        ("crisis_end_time", CRISIS | {"crisis_end_time": 40.0}, {}, 1, 0),
        ("crisis_end_time", CRISIS, {}, 1, 0),
        ("crisis_end_time", CRISIS, CRISIS, 0, 0),
        (
            "concession_time",
            CRISIS | {"crisis_end_time": 40.0, "concession_time": 12.0},
            CRISIS | {"crisis_end_time": 40.0},
            1,
            0,
        ),
        ("concession_time", CRISIS | {"concession_time": 12.0}, CRISIS, 0, 1),
        ("barricades_gone_time", CRISIS | {"barricades_gone_time": 30.0}, CRISIS, 0, 1),
    ],
)  # fmt: skip
def test_better_and_worse_by_hand_never_counted(column, base, variant, helps, harms):
    is_time = BY_NAME[column].kind == "time"
    found = compare_arms([row(**base)], {"v": [row(**variant)]})
    shares = one(found, column, "hours" if is_time else "mean").shares
    assert shares == WinShares(helps, harms, 1 - helps - harms)


def test_what_would_end_a_crisis_is_missing_only_where_the_crisis_goes_on():
    assert is_censored(row(**CRISIS), "concession_time")
    assert not is_censored(row(**CRISIS, crisis_end_time=40.0), "concession_time")
    assert not is_censored(row(), "crisis_end_time")
    rebuilt = row(**CRISIS, crisis_end_time=40.0)
    assert is_censored(rebuilt, "barricades_gone_time")


def test_no_way_is_better_of_what_is_neither():
    found = compare_arms(rows("peak_time", [5.0, 7.0]), {"v": rows("peak_time", [5.0, 9.0])})
    shares = one(found, "peak_time", "hours").shares
    assert np.isnan(shares.helps)
    assert shares.same == 0.5


def test_every_outcome_that_can_be_good_or_bad_says_which_and_what_matters():
    neither = {o.name for o in OUTCOMES if not o.better}
    assert neither == {"peak_time", "concession_kind"}
    for outcome in OUTCOMES:
        assert outcome.smallest_effect > 0
        assert (outcome.better in {"earlier", "later"}) <= (outcome.kind == "time")


HOURS = st.none() | st.floats(0, 200)
OUTCOME = st.fixed_dictionaries(
    {
        "injured": st.integers(0, 3).map(float),
        "peak_rung": st.integers(0, 8).map(float),
        "barricades_peak": st.integers(0, 2).map(float),
        "first_barricade_time": HOURS,
        "crisis_end_time": HOURS,
        "concession_time": HOURS,
    }
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(OUTCOME, OUTCOME), min_size=1, max_size=7))
def test_every_pair_is_better_worse_or_the_same(pairs):
    base = [row(k, **before) for k, (before, _) in enumerate(pairs)]
    variant = [row(k, **after) for k, (_, after) in enumerate(pairs)]
    for compared in compare_arms(base, {"v": variant}):
        if compared.endpoint.better:
            assert sum(compared.shares) == pytest.approx(1)
        assert 0 <= compared.differ <= compared.effect.n <= len(pairs)
        if compared.effect.n:
            gap = compared.value - compared.base
            assert compared.effect.value == pytest.approx(gap, abs=1e-9)


# ---- whole comparisons


def noisy(n=60, shift=0.0, seed=1):
    rng = np.random.default_rng(seed)
    base = rng.poisson(4, n).astype(float)
    return base, base + shift + rng.choice([-1.0, 0.0, 1.0], n)


def test_an_arm_does_not_differ_from_itself_in_anything():
    base, _ = noisy()
    same = rows("injured", base, **CRISIS, concession_time=3.0, concession_kind="postpone")
    for compared in compare_arms(same, {"v": same}):
        assert compared.effect.n == 0 or compared.effect.value == 0
        assert compared.shares.same == 1
        assert compared.differ == 0
        assert compared.clear == "no"
        assert compared.p_adjusted == 1


def test_a_clear_difference_is_found_beside_one_that_is_not_there():
    base, worse = noisy(shift=2.0)
    _, other = noisy()
    found = compare_arms(
        rows("injured", base), {"worse": rows("injured", worse), "other": rows("injured", other)}
    )
    clear, not_clear = (one(found, "injured", variant=name) for name in ("worse", "other"))
    assert clear.clear == "all"
    assert clear.betters == -1
    assert clear.effect.low < 2 < clear.effect.high
    assert not_clear.clear == "no"
    assert {c.variant for c in found if c.clear != "no"} == {"worse"}


def test_a_few_large_differences_are_not_called_clear():
    base = np.zeros(60)
    variant = np.where(np.arange(60) < 5, 9.0, 0.0)
    compared = one(compare_arms(rows("injured", base), {"v": rows("injured", variant)}), "injured")
    assert compared.effect.low > 0
    assert compared.clear == "no"


def test_levels_of_the_ladders_are_compared_as_shares():
    base, variant = rows("peak_rung", [5.0] * 8 + [6.0] * 2), rows("peak_rung", [6.0] * 10)
    found = compare_arms(base, {"v": variant})
    six = one(found, "peak_rung>=6", "share")
    assert (six.base, six.value) == (0.2, 1.0)
    assert six.effect.value == pytest.approx(0.8)
    assert six.shares == WinShares(0.0, 0.8, 0.2)
    assert one(found, "peak_rung>=5", "share").differ == 0


def test_hours_are_compared_where_it_comes_either_way_and_the_share_tells_the_rest():
    base = rows("first_barricade_time", [10.0, 11.0, 12.0, None])
    variant = rows("first_barricade_time", [12.0, 13.0, None, None])
    found = compare_arms(base, {"v": variant})
    hours, share = (one(found, "first_barricade_time", s) for s in ("hours", "share"))
    assert (hours.effect.n, hours.effect.value, hours.base) == (2, 2.0, 10.5)
    assert (share.base, share.value) == (0.75, 0.5)
    assert hours.shares == WinShares(0.75, 0.0, 0.25)


def test_words_are_compared_by_how_often_each_occurs():
    base = rows("concession_kind", ["postpone", "postpone", None])
    found = compare_arms(base, {"v": rows("concession_kind", ["suspend", "postpone", None])})
    assert one(found, "concession_kind=suspend", "share").value == pytest.approx(1 / 3)
    assert one(found, "concession_kind=postpone", "share").base == pytest.approx(2 / 3)


def test_parameter_sets_vote_with_the_sign_of_their_own_mean():
    differences = np.tile([1.0, 1.0, 1.0, -1.0, 0.0], 12)  # five sets, run k of set k modulo 5
    found = compare_arms(
        rows("injured", np.full(60, 5.0)), {"v": rows("injured", 5 + differences)}, n_sets=5
    )
    sign_agreement = one(found, "injured").sign_agreement
    assert sign_agreement == SignAgreement(agree=3, other=1, clearly=1, telling=5)
    assert sign_agreement.share == 0.75
    assert (
        one(
            compare_arms(rows("injured", [1.0]), {"v": rows("injured", [1.0])}), "injured"
        ).sign_agreement
        is None
    )


def test_arms_with_other_runs_are_refused():
    with pytest.raises(ValueError, match="same runs"):
        compare_arms(rows("injured", [1.0, 2.0]), {"v": rows("injured", [1.0])})
    with pytest.raises(ValueError, match="at least one"):
        compare_arms([], {"v": []})


def test_every_aspect_has_values_a_label_and_a_unit_of_its_own():
    runs = rows("concession_kind", ["postpone", None], **CRISIS)
    endpoints = endpoints_of(runs)
    assert len({(a.outcome, a.statistic) for a in endpoints}) == len(endpoints)
    for endpoint in endpoints:
        assert endpoint_values(runs, endpoint).shape == (2,)
        assert harm_ranking(runs, endpoint).shape == (2,)
        assert endpoint.label
        assert endpoint.column in BY_NAME


@pytest.mark.parametrize(("n_hurt", "is_rare"), [(3, True), (9, True), (10, False), (25, False)])
def test_of_few_deaths_the_share_of_runs_is_told_and_of_many_the_mean(n_hurt, is_rare):
    base = [row(k, killed=float(k < n_hurt)) for k in range(40)]
    variant = [row(k, killed=0.0) for k in range(40)]
    found = compare_arms(base, {"v": variant})
    mean, share = one(found, "killed"), one(found, "killed>=1", "share")
    assert mean.nonzero == share.nonzero == n_hurt
    assert (mean.is_told, share.is_told) == (not is_rare, is_rare)
    assert (share in told(found), mean in told(found)) == (is_rare, not is_rare)
    assert [lane for lane in key_lanes(found) if lane.endpoint.column == "killed"] == [
        share if is_rare else mean
    ]


def test_where_variants_share_an_axis_what_is_rare_in_one_is_a_share_in_all():
    base = [row(k, killed=0.0) for k in range(40)]
    many = [row(k, killed=4.0 * (k < 30)) for k in range(40)]
    few = [row(k, killed=4.0 * (k < 3)) for k in range(40)]
    found = compare_arms(base, {"many": many, "few": few})
    of = {name: [one for one in found if one.variant == name] for name in ("many", "few")}
    alone = [key_lanes(every) for every in of.values()]
    beside = [key_lanes(every, beside=found) for every in of.values()]
    assert [len({lane.endpoint for lane in lanes}) for lanes in zip(*alone, strict=True)].count(2)
    for lanes in zip(*beside, strict=True):
        assert len({lane.endpoint for lane in lanes}) == 1
        if lanes[0].endpoint.statistic in SHARES:
            assert all(-1 <= lane.effect.low <= lane.effect.high <= 1 for lane in lanes)
