from pathlib import Path

import pytest

from sim.analysis.outcomes import outcomes_of
from sim.analysis.paired import PAIRED
from sim.experiment.simulate import simulate
from sim.scenario.load import load
from sim.scenario.mistakes import ScenarioError
from sim.studies.validate.contrasts import COLUMNS, evaluate_contrasts, read_contrasts
from sim.terms.outcomes import BY_NAME

SCENARIOS = Path(__file__).parents[3] / "scenarios"
TABLE = SCENARIOS / "observed" / "contrasts.csv"
HEAD = ",".join(COLUMNS)


def table(tmp_path, *lines):
    path = tmp_path / "contrasts.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n")
    return path


def rows(*values):
    return [{"run": number, "x": value} for number, value in enumerate(values)]


def test_the_shipped_contrasts_name_variants_statistics_and_columns():
    contrasts = read_contrasts(TABLE)
    assert len({c.contrast[:2] for c in contrasts}) == 15
    for contrast in contrasts:
        folder = SCENARIOS / ("contrasts" if contrast.base else "variants")
        assert (folder / f"{contrast.variant}.yaml").is_file(), contrast
        assert not contrast.base or (SCENARIOS / f"{contrast.base}.yaml").is_file(), contrast
        assert contrast.statistic in PAIRED, contrast
        assert contrast.column.partition(">=")[0] in BY_NAME, contrast
        assert contrast.source, contrast


def test_no_contrast_is_met_by_arms_that_do_not_differ():
    contrasts = [c for c in read_contrasts(TABLE) if c.is_required]
    zero = {c.contrast for c in contrasts if (c.accept_low or 0) <= 0 <= (c.accept_high or 0)}
    assert zero <= {"C2c", "C3b", "C8a"}, "only what must not grow, and what must not be there"


def test_a_difference_is_met_within_its_bounds(tmp_path):
    contrasts = read_contrasts(
        table(tmp_path, "C1,less,v,mean_difference,x,,-2,s", "C2,less,v,mean_difference,x,,-4,s")
    )
    found = evaluate_contrasts(contrasts, rows(9, 8), {"v": rows(6, 5)}, rows(1, 2, 3))
    assert [d.effect.value for d in found] == [-3, -3]
    assert [d.is_met for d in found] == [True, False]
    assert [d.null for d in found] == [0, 0]
    assert not any(d.null_met for d in found)


def test_a_contrast_that_names_its_base_is_compared_with_it_and_not_with_the_episode(tmp_path):
    path = tmp_path / "contrasts.csv"
    line = "D1,less,v,mean_difference,x,,-2,s"
    path.write_text(f"{HEAD},base\n{line},other\n{line.replace('D1', 'C1')},\n")
    contrasts = read_contrasts(path)
    variants, bases = {"v": rows(6, 5)}, {"other": rows(16, 15)}
    found = evaluate_contrasts(contrasts, rows(7, 6), variants, rows(1, 2, 3), bases)
    assert [d.effect.value for d in found] == [-10, -1]
    assert [d.is_met for d in found] == [True, False]
    assert [d.null for d in found] == [0, 0]


OF_CASES = [c for c in read_contrasts(TABLE) if c.base]


@pytest.mark.slow
@pytest.mark.parametrize("contrast", OF_CASES, ids=lambda one: one.variant)
def test_what_is_known_of_its_sign_is_so_in_twenty_pairs(contrast):
    paths = (f"{contrast.base}.yaml", f"contrasts/{contrast.variant}.yaml")
    few = ("ensemble.one_in=20", "clock.tick_minutes=30")
    base, variant = (
        [outcomes_of(simulate(arm, arm.scenario.ensemble.seed, n), arm.scenario) for n in range(20)]
        for arm in (load(SCENARIOS / path, few) for path in paths)
    )
    [found] = evaluate_contrasts(
        [contrast], (), {contrast.variant: variant}, (), {contrast.base: base}
    )
    assert found.is_met, found.effect
    assert found.effect.low * found.effect.high > 0.0, found.effect


def test_of_alternatives_one_is_enough(tmp_path):
    contrasts = read_contrasts(
        table(tmp_path, "C9,less,v,mean_difference,x,,-20,s", "C9,or so,v,ratio_of_means,x,,0.9,s")
    )
    found = evaluate_contrasts(contrasts, rows(9, 8), {"v": rows(6, 5)}, rows(1, 2))
    assert [d.is_met for d in found] == [True, True]


def test_what_is_only_reported_is_not_required(tmp_path):
    [contrast] = read_contrasts(table(tmp_path, "C6,hours,v,mean_difference,x,,,s"))
    assert not contrast.is_required


def test_only_the_runs_of_the_variant_are_compared(tmp_path):
    contrasts = read_contrasts(table(tmp_path, "C1,less,v,mean_difference,x,,0,s"))
    [found] = evaluate_contrasts(contrasts, rows(9, 8, 700), {"v": rows(6, 5)}, rows(1))
    assert found.effect.value == -3


def test_mistakes_name_file_and_line(tmp_path):
    wrong = table(tmp_path, "C1,a,v,mean_difference,x,low,0,s")
    with pytest.raises(ScenarioError, match=r"contrasts\.csv:2: accept_low = low: is not a number"):
        read_contrasts(wrong)
    contrasts = read_contrasts(table(tmp_path, "C1,a,v,mean,x,,0,s"))
    with pytest.raises(ValueError, match=r"contrasts.csv:2: statistic = 'mean'"):
        evaluate_contrasts(contrasts, rows(1), {"v": rows(1)}, rows(1))
    wrong.write_text("contrast,text\n")
    with pytest.raises(ScenarioError, match='has no column "variant"'):
        read_contrasts(wrong)
