import pytest

from sim.scenario.observed import Pattern
from sim.studies.validate.chance import FARTHEST, errors_missed, is_beyond_chance, judged
from sim.studies.validate.patterns import PatternResult


def finding(value, low, high, *, statistic="share_between", error=0.0):
    pattern = Pattern("X", "", "", statistic, "killed", "", "", low, high, "", "")
    return PatternResult(pattern, value, error, low <= value <= high, 16)


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


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (finding(0.85, 0.5, 0.99, error=0.09), "within chance"),  # 16 runs do not tell it from 0.99
        (finding(0.85, 0.5, 1.0, error=0.09), "met"),  # no share passes 1
        (finding(0.05, 0.0, 0.3), "met"),
        (finding(0.2, 0.0, 0.3), "within chance"),
        (finding(0.6, 0.0, 0.3), "missed"),
        (finding(0.4, 0.0, 0.3), "within chance"),
        (finding(7.0, 6.0, 8.0, statistic="median", error=0.4), "met"),
        (finding(7.0, 6.0, 8.0, statistic="median", error=0.6), "within chance"),
        (finding(1.0, 0.0, 8.0, statistic="median", error=0.6), "met"),  # nothing is below none
        (finding(-0.1, 0.0, 8.0, statistic="mean_difference", error=0.1), "within chance"),
        (finding(0.1, 0.0, 8.0, statistic="mean_difference", error=0.1), "within chance"),
        (finding(float("nan"), 6.0, 8.0, statistic="median"), "missed"),
    ],
)
def test_met_and_missed_are_told_from_chance(found, told):
    assert judged(found) == told


def test_a_pattern_is_missed_by_the_errors_between_its_value_and_its_bound():
    medians = [finding(v, 6.0, 8.0, statistic="median", error=0.5) for v in (9.0, 5.0, 7.0)]
    assert [errors_missed(f, 16) for f in medians] == pytest.approx([2, 2, 0])
    far = finding(1e9, 6.0, 8.0, statistic="median", error=0.5)
    unknown = finding(float("nan"), 6.0, 8.0, statistic="median", error=0.5)
    assert errors_missed(far, 16) == errors_missed(unknown, 16) == FARTHEST
    assert errors_missed(finding(0.2, 0.5, 1.0), 25) == pytest.approx(0.3 / 0.1)
