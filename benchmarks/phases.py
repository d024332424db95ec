"""Where the time of one run goes, by phase of a tick.

The model holds no timing code: the functions that its ``step`` calls are replaced from outside for
as long as the measurement lasts.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, NamedTuple

from benchmarks.table import Cell, Table
from benchmarks.timing import cpu_seconds, spread, wall_seconds
from sim.experiment.simulate import simulate
from sim.model import model as model_module
from sim.model import phases_contact, phases_everyday, phases_memory, phases_world
from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.model import EscalationModel
from sim.model.views import View
from sim.scenario.load import Loaded

MODULES: Final[tuple[tuple[str, Any, str], ...]] = (
    ("3a salience", phases_world, "update_salience"),
    ("3b appraisal", phases_world, "appraise"),
    ("3c everyday life", phases_everyday, "everyday"),
    ("3d snapshot", model_module, "snapshot"),
    ("8b contacts", phases_contact, "contacts"),
    ("9a roads, crossings", phases_contact, "roads"),
    ("10 memory", phases_memory, "remember"),
)
"""Phases that are functions of a module: label, module, name."""

PARTS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("1a clock", ("_begin",)),
    ("1b timeline", ("timeline", "run")),
    ("2 news, rumours, sirens", ("_rumours", "spread")),
    ("3e what could be stopped", ("_denial", "now")),
    ("9b news, deals, costs, kin", ("_settle",)),
    ("10b tracks", ("tracker", "note")),
    ("5a residents decide", ("_crowds", "decide")),
    ("5b crowds reported", ("_crowds", "report")),
    ("7 units", ("_moves",)),
    ("8a actions", ("_carry_out",)),
)
"""Phases that are methods of the model or of a part of it: label, path."""

AGENTS: Final[tuple[tuple[str, str], ...]] = (
    ("4 institutions, voices", "_institutions"),
    ("6 organisers, cells", "_locals"),
)
"""Phases in which a list of agents decides: label, name of the list."""

BUILD, STEP, ROW, WHOLE = "build", "step", "measures", "whole"
LABELS: Final = tuple(
    sorted(
        (row[0] for row in (*MODULES, *PARTS, *AGENTS)),
        key=lambda label: (len(label.split()[0].rstrip("abcde")), label),
    )
)
"""Labels of all phases in the order of a tick."""


CALIBRATION: Final = 5000
"""Empty calls that are timed to know what timing costs."""


class Stopwatch:
    """Seconds and calls by label.

    Attributes:
        seconds: processor time by label, s.
        calls: number of calls by label.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.calls: dict[str, int] = {}

    def timed(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time added up under a label."""
        self.seconds.setdefault(label, 0.0)
        self.calls.setdefault(label, 0)

        def measured(*positional: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return function(*positional, **named)
            finally:
                self.seconds[label] += time.process_time() - began
                self.calls[label] += 1

        return measured

    def own_cost(self) -> tuple[float, float]:
        """What timing adds to a call, s: to what is measured, and in all."""
        trial = Stopwatch()
        nothing = trial.timed("", lambda: None)
        in_all = cpu_seconds(lambda: [nothing() for _ in range(CALIBRATION)])
        return trial.seconds[""] / CALIBRATION, in_all / CALIBRATION


class Together:
    """Several agents as if they were one, so that their phase is timed once a tick."""

    def __init__(self, agents: list[Decider], label: str, watch: Stopwatch) -> None:
        self._agents = agents
        self.decide = watch.timed(label, self._decide)

    def _decide(self, view: View) -> list[Action]:
        return [action for agent in self._agents for action in agent.decide(view)]


@contextmanager
def modules_timed(watch: Stopwatch) -> Iterator[None]:
    """Time the phases that are functions of modules; they are put back at the end."""
    before = [(module, name, getattr(module, name)) for _, module, name in MODULES]
    try:
        for (label, _, _), (module, name, function) in zip(MODULES, before, strict=True):
            setattr(module, name, watch.timed(label, function))
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def instrument(model: EscalationModel, watch: Stopwatch) -> None:
    """Time the phases that belong to one model, its whole step and its row of measures."""
    for label, path in PARTS:
        owner: Any = model
        for name in path[:-1]:
            owner = getattr(owner, name)
        setattr(owner, path[-1], watch.timed(label, getattr(owner, path[-1])))
    for label, name in AGENTS:
        setattr(model, name, [Together(getattr(model, name), label, watch)])
    setattr(model, "step", watch.timed(STEP, model.step))  # noqa: B010 - not its declared type
    measures = model.public_state
    setattr(measures, "row", watch.timed(ROW, measures.row))  # noqa: B010


class Split(NamedTuple):
    """One run, split.

    Attributes:
        seconds: by label, less what timing adds; also BUILD, STEP, ROW and WHOLE.
        calls: calls by label.
        n_ticks: ticks of the run.
    """

    seconds: dict[str, float]
    calls: dict[str, int]
    n_ticks: int


def split_run(loaded: Loaded, number: int) -> Split:
    """Run a scenario once with every phase timed."""
    watch = Stopwatch()

    def build(scenario: Loaded, run: int, seed: int) -> EscalationModel:
        model = EscalationModel(scenario, run=run, seed=seed)
        instrument(model, watch)
        return model

    seed = loaded.scenario.ensemble.seed
    with modules_timed(watch):
        timed_build = watch.timed(BUILD, build)
        whole = cpu_seconds(lambda: simulate(loaded, seed, number, build=timed_build))
    measured, in_all = watch.own_cost()
    calls = watch.calls
    seconds = {label: max(0.0, s - measured * calls[label]) for label, s in watch.seconds.items()}
    seconds[STEP] = max(0.0, watch.seconds[STEP] - in_all * sum(calls[x] for x in LABELS))
    seconds[WHOLE] = max(0.0, whole - in_all * sum(calls.values()))
    return Split(seconds, calls, loaded.scenario.clock.n_ticks)


def phases(loaded: Loaded, runs: int) -> Table:
    """Time of a base run by phase: the median over several runs, and its share of a run.

    Args:
        loaded: the scenario with its world.
        runs: how many different runs are measured, at least 1; one more goes first, unmeasured.
    """
    split_run(loaded, 0)
    numbers = range(1, runs + 1)
    splits, bare, wall = [], [], []
    for number in numbers:
        plain = partial(simulate, loaded, loaded.scenario.ensemble.seed, number)
        splits.append(split_run(loaded, number))
        bare.append(cpu_seconds(plain))
        wall.append(wall_seconds(plain))
    n_ticks = splits[0].n_ticks
    whole = statistics.median(one.seconds[WHOLE] for one in splits)
    rows: list[list[Cell]] = []
    for label, seconds in _by_label(splits).items():
        found = spread(seconds)
        share = f"{found.median / whole:.1%}"
        rows.append([label, found.times(1e3), found.median / n_ticks * 1e6, share])
    for label, seconds in (("the same, not timed by phase", bare), ("by the wall clock", wall)):
        found = spread(seconds)
        rows.append([label, found.times(1e3), found.median / n_ticks * 1e6, ""])
    return Table(
        "1. One run by phase: processor time, median (least to most)",
        ("phase", "ms a run", "us a tick", "share"),
        rows,
        (
            f"{runs} different runs of {n_ticks} ticks, after one that is not measured",
            "what timing itself costs is taken off",
        ),
    )


def _by_label(splits: list[Split]) -> dict[str, list[float]]:
    """Seconds of every run by label, with what is left between the labels."""
    labels = {**{label: label for label in LABELS}, "measures of a tick": ROW, "build": BUILD}
    found = {name: [one.seconds[label] for one in splits] for name, label in labels.items()}
    found["Mesa, loops, recording"] = [
        one.seconds[WHOLE] - sum(one.seconds[label] for label in labels.values()) for one in splits
    ]
    found["whole run"] = [one.seconds[WHOLE] for one in splits]
    return found
