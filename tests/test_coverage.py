"""Every element of the report has its row, and everything a row names exists."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from sim.analysis.outcomes import outcomes_of
from sim.experiment.simulate import simulate
from sim.results.run import Run
from sim.scenario.load import Loaded, load
from sim.scenario.measured import all_outcomes_of, measures_of
from sim.scenario.parameters import Parameters
from sim.scenario.types import Mechanisms
from sim.terms.kinds import KINDS

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "coverage.md").read_text("utf-8")
ROWS = {row[0]: row for row in (
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in TEXT.splitlines() if re.match(r"\| S\d\d \|", line)
)}  # fmt: skip
NAMED = [name for name in re.findall(r"`([^`]+)`", TEXT) if "=" not in name and " -m " not in name]
CHANGE = re.compile(r"(?:given `(.+?)`: )?((?:`--set [^`]+` ?)+)moves `(\w+):(\w+)`")
STILL = {"*recorded*", "*rare*", "the table"}
"""What nothing moves, or no setting changes, or few runs show."""
FEW = ("clock.days=3", "ensemble.one_in=20")
PAIRS = 6
RARE = {
    *("refused", "reserve_requested", "reserve_arrives", "readiness_raised"),
    "peacekeepers_deployed",  # to the crossings, in one run of five
}
"""Kinds that a few runs of three days need not show."""
ENTRY = re.compile(r'(scenarios/\S+\.yaml): ([\w.]+)(?: "(.+)")?')


def tokens(cell):
    return re.findall(r"`([^`]+)`", cell)


@cache
def scenario(path: str) -> Loaded:
    return load(ROOT / path)


@cache
def world_ids(table: str) -> frozenset[str]:
    return frozenset(row.id for row in getattr(scenario("scenarios/mitrovica.yaml").world, table))


@cache
def patterns() -> frozenset[str]:
    found = set()
    for path in (ROOT / "scenarios" / "observed").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {
                f"{path.stem}.{row['pattern']}" for row in csv.DictReader(file) if "pattern" in row
            }
    return frozenset(found)


def entry_exists(path: str, keys: str, words: str) -> bool:
    value: object = scenario(path).scenario
    for key in keys.split("."):
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, BaseModel) and key in type(value).model_fields:
            value = getattr(value, key)
        else:
            return False
    return value is not None and (words or "") in str(value).replace("’", "'")


def function_exists(path: str, name: str) -> bool:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in ast.walk(tree))


def parameter_exists(name: str) -> bool:
    group, _, member = name.partition(".")
    field = Parameters.model_fields.get(group)
    return field is not None and member in getattr(field.annotation, "model_fields", {})


@cache
def base_case():
    return load(ROOT / "scenarios" / "mitrovica.yaml").scenario


KNOWN = {
    "kind": KINDS.__contains__,
    "measure": lambda name: name in {one.name for one in measures_of(base_case())},
    "outcome": lambda name: name in {one.name for one in all_outcomes_of(base_case())},
    "pattern": lambda name: name in patterns(),
    "place": lambda name: name in world_ids("places"),
    "site": lambda name: name in world_ids("sites"),
    "municipality": lambda name: name in world_ids("municipalities"),
    "forces": lambda name: name in world_ids("forces"),
    "switch": Mechanisms.model_fields.__contains__,
    "parameter": parameter_exists,
}


def exists(name: str) -> bool:
    if found := ENTRY.fullmatch(name):
        return entry_exists(*found.groups())
    if "/" in name:
        path, _, function = name.partition("::")
        return (ROOT / path).is_file() and (not function or function_exists(path, function))
    sort, colon, rest = name.partition(":")
    return bool(colon) and sort in KNOWN and KNOWN[sort](rest)


def test_there_is_one_row_for_each_of_the_78_elements():
    assert list(ROWS) == [f"S{number:02d}" for number in range(1, 79)]
    assert len(re.findall(r"^\| S\d\d \|", TEXT, re.MULTILINE)) == 78


@pytest.mark.parametrize("name", sorted(set(NAMED) - {"answers_to"}))
def test_everything_that_is_named_exists(name):
    assert exists(name)


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_a_row_names_what_represents_it_or_says_that_nothing_does(row):
    assert len(row) == 6
    _, element, by, _, _, _ = row
    assert element
    assert tokens(by) or "*not represented*" in by


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_what_is_represented_can_be_seen_somewhere(row):
    _, _, by, seen, _, _ = row
    plain = tokens(by) and "*not represented*" not in by and "*in part*" not in by
    assert tokens(seen) or not plain


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_a_row_says_what_moves_when_it_is_changed_or_that_nothing_does(row):
    change = row[4]
    assert change in STILL or CHANGE.fullmatch(change)
    if change in STILL:  # what moves nothing is not called represented without a word
        assert change != "*recorded*" or "*in part*" in row[2] or "*not represented*" in row[2]


@cache
def few_runs(*overrides: str) -> tuple[Loaded, list[Run]]:
    loaded = load(ROOT / "scenarios" / "mitrovica.yaml", [*FEW, *overrides])
    seed = loaded.scenario.ensemble.seed
    return loaded, [simulate(loaded, seed, number) for number in range(PAIRS)]


def told(loaded: Loaded, run: Run, sort: str, name: str) -> object:
    if sort == "kind":
        return sum(event.kind == name for event in run.events)
    if sort == "outcome":
        return outcomes_of(run, loaded.scenario)[name]
    return run.series[list(run.names).index(name)].tobytes()


def moved(change: str) -> int:
    """Pairs of runs of which the one with the change tells something else."""
    given, sets, sort, name = CHANGE.fullmatch(change).groups()
    both = () if given is None else (given,)
    arms = (few_runs(*both), few_runs(*both, *re.findall(r"`--set ([^`]+)`", sets)))
    values = [[told(loaded, run, sort, name) for run in runs] for loaded, runs in arms]
    return sum(one != other for one, other in zip(*values, strict=True))


@pytest.mark.parametrize("element", ["S13", "S71"])
def test_what_is_changed_moves_something(element):
    assert moved(ROWS[element][4]) == PAIRS


@pytest.mark.slow
@pytest.mark.parametrize("element", [name for name, row in ROWS.items() if row[4] not in STILL])
def test_each_element_moves_something_when_it_is_changed(element):
    assert moved(ROWS[element][4]) > 0


def test_a_change_of_nothing_moves_nothing():
    assert moved("`--set ensemble.seed=20220731` moves `kind:statement`") == 0


def test_the_count_of_what_is_represented_is_right():
    cells = [row[2] + row[3] for row in ROWS.values()]
    none = sum(cell.startswith("*not represented*") for cell in cells)
    some = sum("*not represented*" in cell or "*in part*" in cell for cell in cells)
    words = " ".join(TEXT.split())
    assert f"{78 - some} are represented, {some - none} in part and {none} not at all" in words


@pytest.mark.parametrize("kind", sorted({n[5:] for n in NAMED if n.startswith("kind:")}))
def test_every_kind_that_is_named_can_happen(kind):
    # A kind in the table of kinds that no rule ever logs would represent nothing.
    sources = "".join(p.read_text("utf-8") for p in (ROOT / "sim" / "model").rglob("*.py"))
    verbs = (ROOT / "sim" / "scenario" / "timeline.py").read_text("utf-8")
    assert f'"{kind}"' in sources + verbs


def test_elements_that_scenarios_name_as_their_source_have_a_row():
    files = (ROOT / "scenarios").rglob("*.yaml")
    named = {found for path in files for found in re.findall(r"\bS\d\d\b", path.read_text("utf-8"))}
    assert named
    assert named <= set(ROWS)


def test_what_the_report_tells_happens_in_some_runs_of_the_base_case():
    loaded = load(ROOT / "scenarios" / "mitrovica.yaml", ["clock.days=3"])
    runs = [simulate(loaded, seed=loaded.scenario.ensemble.seed, number=n) for n in range(8)]
    happened = {event.kind for run in runs for event in run.events}
    named = {name[5:] for name in NAMED if name.startswith("kind:")}
    assert named - happened <= RARE


@pytest.mark.parametrize(
    "wrong",
    [
        "kind:no_such_kind",
        "measure:",
        "place:atlantis",
        "sim/model/rules/magic.py",
        "tests/test_coverage.py::test_that_is_not_there",
        "scenarios/mitrovica.yaml: actors.nobody",
        'scenarios/mitrovica.yaml: actors.pristina.stated "words never said"',
        "parameter:rumour.volume",
        "plain words",
    ],
)
def test_a_name_that_does_not_exist_is_noticed(wrong):
    assert not exists(wrong)
