"""Any input runs or is refused in words, with exit code 2: a few of each kind, or 20,000."""

import os
import random
from collections import Counter

import pytest

from tests.fuzz.inputs import KINDS, LINES, OPTIONS, RUN, SCENARIO, input_of, lay_out, limits
from tests.fuzz.limits import beyond, limits_in
from tests.fuzz.mutations import spoil_line
from tests.fuzz.rounds import a_round, begun, ended, few_drawn, inside, told

QUICK = 40
MANY = int(os.environ.get("IBAR_FUZZ_INPUTS", "20000"))


def faults(n, first=0):
    """What neither ran nor was refused, and the counts by kind."""
    found = Counter()
    wrong = []
    for one in a_round(n, first):
        found[one.kind, one.verdict] += 1
        if one.verdict == "anything else":
            wrong.append((one.kind, one.number, one.code, one.said))
    return wrong, found


def test_a_few_inputs_of_each_kind_run_or_are_refused():
    wrong, found = faults(QUICK)
    assert wrong == []
    assert sum(found.values()) == QUICK
    by_verdict = Counter({verdict: 0 for _, verdict in found})
    for (_, verdict), count in found.items():
        by_verdict[verdict] += count
    # an input that is always refused, or never, tests little
    assert by_verdict["ran"] > QUICK / 10
    assert by_verdict["refused"] > QUICK / 4


def test_some_inputs_at_limits_go_beyond_one_and_most_do_not():
    lines = [limits(None, None, random.Random(number)) for number in range(40)]
    assert 4 < sum(bool(beyond(line)) for line in lines) < 20
    assert len({line[1] for line in lines}) > 4


def test_a_command_line_that_is_changed_stays_near_a_right_one():
    near = 0
    for number in range(200):
        rng = random.Random(number)
        right = rng.choice(LINES)
        line = list(right)
        spoil_line(line, OPTIONS, rng)
        near += line[0] == right[0] and len(set(right) - set(line)) < 3
    assert near > 180


@pytest.mark.slow
def test_many_inputs_run_or_are_refused():
    wrong, found = faults(MANY)
    assert wrong == [], told(found)


@pytest.mark.slow
def test_every_number_of_the_small_case_at_both_its_limits_runs_or_is_refused(tmp_path):
    base = begun(tmp_path / "base")
    wrong = []
    ends = [(one.path, end) for one in limits_in(SCENARIO) for end in (one.low, one.high)]
    for number, (path, limit) in enumerate(ends):
        place = tmp_path / str(number)
        lay_out(base, place)
        with inside(place), few_drawn(number):
            code, said = ended(["run", SCENARIO, *RUN, "--set", f"{path}={limit!r}"])
        if not (code == 0 or (code == 2 and path in said)):
            wrong.append((path, limit, code, said))
    assert wrong == []


def test_an_input_is_made_of_its_number_alone(tmp_path):
    base = begun(tmp_path / "base")
    for kind in KINDS:
        made = []
        for name in ("one", "two"):
            place = tmp_path / kind / name
            words = input_of(base, place, 7, kind)
            files = {p.relative_to(place): p.read_bytes() for p in place.rglob("*") if p.is_file()}
            made.append((words, files))
        assert made[0] == made[1], kind
