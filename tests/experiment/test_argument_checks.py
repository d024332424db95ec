import numpy as np
import pytest

from sim.experiment.argument_checks import number_mistakes, size_mistakes
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.terms.errors import Refused
from sim.terms.refusals import Refusals, reading


@pytest.mark.parametrize("value", [None, 1, 1_000_000, np.int64(3)])
def test_a_whole_number_within_bounds_is_right(value):
    assert size_mistakes(value, value) == []


@pytest.mark.parametrize("value", [0, -1, 1.0, "3", True, float("nan"), [1], 10**7])
def test_anything_else_is_told_with_what_would_be_right(value):
    [wrong] = number_mistakes("runs", value, 1, 1_000_000)
    assert wrong.startswith("runs = ")
    assert wrong.endswith(": is not a whole number from 1 to 1000000")


def test_refusals_are_said_together_and_each_line_once():
    refusals = Refusals(["first"])
    with refusals.gathered():
        raise Refused("second\nthird")
    refusals.add(["first", "fourth"])
    with pytest.raises(Refused) as said:
        refusals.say()
    assert str(said.value).splitlines() == ["first", "second", "third", "fourth"]


def test_a_single_refusal_stays_what_it_was_and_nothing_wrong_is_not_refused():
    refusals = Refusals()
    refusals.say()
    mistake = Mistake("a.yaml", 3, "b", "", "is wrong")
    with refusals.gathered():
        raise ScenarioError([mistake])
    with pytest.raises(ScenarioError) as said:
        refusals.say()
    assert said.value.mistakes == (mistake,)


def test_only_refusals_are_gathered():
    with pytest.raises(ZeroDivisionError), Refusals().gathered():
        1 / 0  # noqa: B018


def test_what_is_wrong_with_a_table_names_it(tmp_path):
    path = tmp_path / "t.csv"
    with pytest.raises(Refused, match=r"t\.csv: No such file"), reading(path):
        path.read_text("utf-8")
    path.write_bytes(b"\xff")
    with pytest.raises(Refused, match=r"t\.csv: is no text"), reading(path):
        path.read_text("utf-8")
    with pytest.raises(Refused, match=r"^t:1: no$"), reading(path):
        raise ValueError("t:1: no")
