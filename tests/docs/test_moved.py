import pytest

from benchmarks import moved
from sim.report.moved_markdown import VERDICTS, moved_counts, moved_words, read_moved
from sim.scenario.quantity import quantities_in

FOUND = moved.read_found()
CLEAR = [one for one in FOUND.values() if one.verdict == "clear"]


def test_what_was_found_is_of_parameters_that_there_are():
    base, _ = moved.case_of("example_town")
    known = {path for path, _, _ in quantities_in(base.scenario.parameters, "parameters")}
    assert FOUND.keys() <= known
    assert {one.verdict for one in FOUND.values()} <= VERDICTS.keys()
    cases = {case for one in FOUND.values() for case in (*one.looked.split(), *one.tried.split())}
    assert cases <= set(moved.CASES)


def test_what_is_kept_is_read_again(tmp_path):
    path = tmp_path / "moved.csv"
    moved.write_found(FOUND, path)
    assert moved.read_found(path) == FOUND
    assert path.read_bytes() == moved.FOUND.read_bytes()


def test_words_of_a_cell_and_the_counts():
    found = read_moved(moved.FOUND.parent)
    path, row = next((p, r) for p, r in found.items() if r["verdict"] == "clear")
    assert row["scenario"] in moved_words(found, path)
    assert moved_words({}, path) == "not tried yet"
    counts = moved_counts(found, [path, "parameters.none.such"])
    assert "- 1 move an outcome" in counts
    assert "- 1 not tried yet" in counts


def test_the_outcome_that_moves_one_way_is_chosen():
    def pair(low, high, noise):
        return {"a": low, "b": noise}, {"a": high, "b": -noise}

    assert moved.chosen([pair(1.0, 2.0, 5.0), pair(1.0, 2.1, -5.0)]) == "a"
    assert moved.chosen([pair(1.0, 1.0, 5.0), pair(1.0, 1.0, -5.0)]) == "b"
    assert moved.chosen([pair(1.0, 1.0 + 1e-9, 0.0)]) is None


@pytest.mark.slow
@pytest.mark.parametrize("known", CLEAR[::7], ids=lambda one: one.parameter)
def test_a_parameter_moves_what_it_was_found_to_move(known):
    base, _ = moved.case_of(known.scenario)
    factor = next(f for f in moved.factors(base.scenario) if f.path == known.parameter)
    pairs = moved.ends_of(base, factor, (10, 11, 12, 13))
    change = sum(high[known.outcome] - low[known.outcome] for low, high in pairs)
    assert change * known.change > 0.0
