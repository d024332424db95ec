"""Trial runs of a scenario: what of it is read, what acts, and what comes about in any of them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.experiment.engines import local_engine
from sim.experiment.workers import is_stopped
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.scenario.timeline import Delay
from sim.scenario.types import Scenario

if TYPE_CHECKING:
    from sim.model.model import EscalationModel
    from sim.model.recording import Chance, Noted

PLAIN: Final = 2
"""Trial runs with the chance of a run."""
ARMS: Final = 7
"""All of them."""
MOST_EVENTS: Final = 4000
"""Events after which a trial run ends."""
TICK: Final = 30
"""Minutes of a tick of a trial run; the longest there is."""
MOST_ROWS: Final = 2000
"""People simulated in a trial run; each stands for as many as it takes."""


class Trials(NamedTuple):
    """What came of the trial runs of a scenario.

    Attributes:
        runs: the runs; never a result.
        n_plain: how many of them, from the first, had the chance and the conditions of a run.
        read: paths of the settings that were read.
        told: paths of those that were only told in the log.
        acting: mechanisms that made a difference.
        done: names of the entries and statements that came about in a run whose conditions are
            the scenario's own.
        moving: those that changed something in any run.
    """

    runs: tuple[Run, ...]
    n_plain: int
    read: frozenset[str]
    told: frozenset[str]
    acting: frozenset[str]
    done: frozenset[str]
    moving: frozenset[str]


def trials_of(loaded: Loaded, workers: int = 1) -> Trials:
    """The trial runs of a scenario; a function of scenario and world alone.

    Two runs are as any. In five more everything that has a rate comes ten times as fast, no deal
    is made or kept, or all reactions come whether their condition holds or not.

    Args:
        loaded: the scenario with its world.
        workers: processes that make them.
    """
    return _trials(_Key(loaded.digest, loaded, workers))


class _Key:
    """A scenario that is the same as another of the same digest, whoever makes its runs."""

    def __init__(self, digest: str, loaded: Loaded, workers: int) -> None:
        self.digest, self.loaded, self.workers = digest, loaded, workers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@lru_cache(maxsize=32)
def _trials(key: _Key) -> Trials:
    made = _made(key.loaded, key.workers)
    settings, told, acting, done, moving = (
        frozenset().union(*sets) for sets in zip(*(one.found for one in made), strict=True)
    )
    runs = tuple(one.run for one in made)
    return Trials(runs, PLAIN, settings, told - settings, acting, done, moving)


class _Trial(NamedTuple):
    """One trial run, and what it has shown, set by set as in :class:`Trials`."""

    run: Run
    found: tuple[frozenset[str], ...]


def _made(loaded: Loaded, workers: int) -> list[_Trial]:
    if workers <= 1:
        return list(_one_by_one(loaded))
    with local_engine(min(workers, ARMS)) as engine:
        engine.start(ARMS, None)
        waited = [engine.submit(_trial, loaded, number) for number in range(ARMS)]
        try:
            return [one.result() for one in waited]
        except Exception as error:
            raise engine.explain(error) or error from error


def _one_by_one(loaded: Loaded) -> Iterator[_Trial]:
    """Each trial run; of what one has shown the next asks no more."""
    from sim.model.recording import Noted  # Mesa takes half a second

    noted, moving = Noted(), set[str]()
    for number in range(ARMS):
        yield _trial(loaded, number, noted, moving)


def _trial(
    loaded: Loaded, number: int, noted: "Noted | None" = None, moving: set[str] | None = None
) -> _Trial:
    """A trial run; ``noted`` and ``moving`` hold what others have shown before it."""
    from sim.model.recording import Noted, trial

    noted = noted or Noted()
    plan, chance, own = next(islice(_arms(small(loaded)), number, None))
    model = trial(plan, noted, number, chance)
    if moving is not None:
        model.timeline.moving = moving
    run = _run(model, number)
    done = model.timeline.done if own else ()
    reads = noted.reads
    found = (reads.settings, reads.told, noted.acting, done, model.timeline.moving)
    return _Trial(run, tuple(map(frozenset, found)))


def _run(model: "EscalationModel", number: int) -> Run:
    """A trial run, or its beginning where more happens in it than a trial run is for."""
    rows: list[tuple[float, ...]] = []
    while model.tick < model.n_ticks and len(model.events) < MOST_EVENTS and not is_stopped():
        model.step()
        rows.append(model.row())
    model.close()
    rows += [rows[-1]] * (model.n_ticks - len(rows))
    series = np.array(rows, dtype=np.float32).T
    return Run(number, series, tuple(model.events), model.measure_names)


def _arms(loaded: Loaded) -> Iterator[tuple[Loaded, "Chance | None", bool]]:
    """Each trial run: its scenario, its chance, and whether the conditions are the scenario's."""
    from sim.model.recording import HASTE, NO_DEAL, NOT_KEPT, Chance

    for _ in range(PLAIN):
        yield loaded, None, True
    yield loaded, Chance(HASTE), True
    yield loaded, Chance(HASTE, NO_DEAL, harmful=True), True
    yield loaded, Chance(HASTE, NOT_KEPT, unhurried=NO_DEAL, stubborn=True), True
    hours = loaded.scenario.clock.days * 24.0
    yield _with_reactions(loaded, hours / 3.0), Chance(), False
    yield (
        _with_reactions(loaded, hours / 3.0),
        Chance(HASTE, NO_DEAL | NOT_KEPT, harmful=True),
        False,
    )


def small(loaded: Loaded) -> Loaded:
    """The same with fewer people and longer ticks, for runs that are no result."""
    people = sum(cell.people for cell in loaded.world.population)
    own = loaded.scenario.ensemble
    one_in = min(1000, max(own.one_in, people // MOST_ROWS))
    clock = loaded.scenario.clock.model_copy(update={"tick_minutes": TICK})
    ensemble = own.model_copy(update={"one_in": one_in})
    return _changed(loaded, {"ensemble": ensemble, "clock": clock})


def _with_reactions(loaded: Loaded, hours: float) -> Loaded:
    """The same, but every reaction comes at an hour, whether its condition holds or not.

    What is given comes at its own hour, and nothing voids it.
    """
    always = {
        "when": "hour >= 0",
        "after": Delay(median=hours, sigma=0.0),
        "unless": None,
        "until": None,
        "probability": 1.0,
    }
    unvoided = {"when": None, "after": None, "unless": None, "probability": 1.0}
    plan = loaded.scenario
    timeline = {
        name: entry.model_copy(update=always if entry.at is None else unvoided)
        for name, entry in plan.timeline.items()
    }
    actors = {
        name: actor.model_copy(
            update={"stated": tuple(words.model_copy(update=always) for words in actor.stated)}
        )
        for name, actor in plan.actors.items()
    }
    return _changed(loaded, {"timeline": timeline, "actors": actors})


def _changed(loaded: Loaded, update: Mapping[str, Any]) -> Loaded:
    plan: Scenario = loaded.scenario.model_copy(update=update)
    return loaded._replace(scenario=plan)
