import pytest

from benchmarks import moved, moved_runs, moved_table
from sim.report.moved_markdown import STATUSES, moved_counts, moved_words, read_moved

FOUND = moved_table.read_found(moved.FOUND)
MOVING = [one for one in FOUND.values() if one.outcome]
FAST = ("mitrovica", "march_2004", "crown_heights_1991", "ceasefire_line_2011")


def test_the_table_has_a_line_for_each_parameter_and_for_nothing_else():
    blank = moved.blank()
    assert FOUND.keys() == blank.keys()
    assert {p: one.status for p, one in FOUND.items()} == {p: o.status for p, o in blank.items()}
    assert {one.status for one in FOUND.values()} <= STATUSES.keys()


def test_each_parameter_moves_something_in_a_scenario_or_stands_first():
    assert all(one.scenario in moved.CASES and one.run for one in MOVING)
    assert all(len({one.at_low, one.shipped, one.at_high}) > 1 for one in MOVING)
    outcomes = [one.outcome for one in FOUND.values()]
    assert outcomes == sorted(outcomes, key=bool), "what moves nothing stands first"


def in_every_episode(one: moved_table.Moved) -> bool:
    episodes = moved.CASES[: moved.CASES.index("example_town")]
    return all(moved.name_of(case, 0, whole=True) in one.looks for case in episodes)


def test_nothing_is_called_fitted_that_moved_no_pattern_of_any_episode():
    fitted = [one for one in FOUND.values() if one.status == "fitted"]
    unknown = [one for one in fitted if not moved_table.is_pattern(one.outcome)]
    assert [one.parameter for one in unknown if in_every_episode(one)] == []


def test_what_is_kept_is_read_again(tmp_path):
    path = tmp_path / "moved.csv"
    moved_table.write_found(FOUND, path)
    assert moved_table.read_found(path) == FOUND
    assert path.read_bytes() == moved.FOUND.read_bytes()


def test_words_of_a_cell_and_the_counts():
    found = read_moved(moved.FOUND.parent)
    one = MOVING[0]
    assert one.scenario in moved_words(found, one.parameter)
    assert moved_words({}, one.parameter) == "not looked at"
    assert moved_words({"x": {"outcome": "", "in_vain": ""}}, "x") == "not looked at"
    assert moved_words({"x": {"outcome": "", "in_vain": "a 0; b 0"}}, "x") == "nothing in 2 runs"
    assert "Of 1 shared parameters" in moved_counts(found, [one.parameter, "parameters.none.such"])


def test_a_pattern_is_chosen_before_what_moves_more_and_nothing_where_nothing_moves():
    low = {"pattern B1": 0.9, "people": 5.0, "mean of rung": 1.0}
    assert moved_runs.chosen(low, low, low) is None
    assert moved_runs.chosen(low, low, low | {"people": 5.0 + 1e-9}) is None
    assert moved_runs.chosen(low, low, low | {"people": 50.0, "pattern B1": 1.0}) == "pattern B1"
    assert moved_runs.chosen(low, low, low | {"people": 50.0, "mean of rung": 9.0}) == "people"
    assert moved_runs.chosen(low, low, low | {"people": float("nan")}) == "people"


def test_a_parameter_that_no_rule_reads_moves_nothing():
    before = moved_table.Moved("parameters.reciprocity.nobody", "assumed")
    after = moved.look(before, "crown_heights_1991", 0, whole=False)
    assert after == before._replace(in_vain="crown_heights_1991 0")
    assert after.looked("x 1").looked("x 1").looks == ("crown_heights_1991 0", "x 1")


def moves_still(known: moved_table.Moved) -> bool:
    blank, whole = moved_table.Moved(known.parameter, known.status), moved_table.is_whole(known)
    now = moved.look(blank, known.scenario, int(known.run), whole=whole)
    return (
        moved_table.is_pattern(now.outcome) >= moved_table.is_pattern(known.outcome)
        and now.outcome != ""
    )


@pytest.mark.parametrize(
    "known", [o for o in MOVING if o.scenario in FAST][::60], ids=lambda one: one.parameter
)
def test_some_parameters_move_what_the_table_says(known):
    assert moves_still(known)


@pytest.mark.slow
@pytest.mark.parametrize("known", MOVING, ids=lambda one: one.parameter)
def test_every_parameter_moves_what_the_table_says(known):
    assert moves_still(known)
