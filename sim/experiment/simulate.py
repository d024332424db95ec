"""One run: build the model, step it to the end, and record its measures from outside."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.experiment.event_budget import check_budget
from sim.results.run import Run
from sim.scenario.loaded import Loaded
from sim.terms.errors import Refused
from sim.terms.events import Event
from sim.terms.measures import NAMES
from sim.terms.tracks import Tracks


class Steppable(Protocol):
    """What a model offers to whoever runs it.

    Attributes:
        n_ticks: number of ticks of a run.
    """

    n_ticks: int

    @property
    def events(self) -> Sequence[Event]:
        """Everything public that happened so far, in order."""
        ...

    def step(self) -> None:
        """Advance by one tick."""
        ...

    def row(self) -> Sequence[float]:
        """The measures after the last step.

        They are in the order of ``measure_names`` where the model has such names, else of those of
        every case.
        """
        ...

    def close(self) -> None:
        """Free what would keep the model in memory."""
        ...


Build = Callable[[Loaded, int, int], Steppable]
"""Makes the model of one run from (scenario and world, number of the run, seed)."""

_OFFERS: Final = ("n_ticks", "events", "step", "row", "close")
CHECK_EVERY: int = 16
"""Ticks between two looks at whether to stop."""


class Stopped(Exception):
    """The run was given up half way because a stop was asked for."""


def escalation_model(loaded: Loaded, number: int, seed: int) -> Steppable:
    """The escalation model of one run."""
    from sim.model.model import EscalationModel  # Mesa takes half a second: only where it is used

    return EscalationModel(loaded, run=number, seed=seed)


def never_stop() -> bool:
    """A stop that nobody asks for."""
    return False


def simulate(
    loaded: Loaded,
    seed: int,
    number: int,
    *,
    build: Build = escalation_model,
    stop: Callable[[], bool] = never_stop,
) -> Run:
    """Run a scenario once; the result is a function of (scenario, world, seed, number) alone.

    Args:
        loaded: the scenario with its world.
        seed: seed shared by all runs of the ensemble.
        number: the run's number, from 0.
        build: makes the model; another model can be put in its place.
        stop: asked now and then; when it says True the run is given up.

    Returns:
        The run, its series of shape (measure, tick) as float32.

    Raises:
        Stopped: when ``stop`` said True before the last tick.
        Refused: when what was built is no model, or passes its budget of events.
    """
    model = _model(build(loaded, number, seed))
    try:
        names = measure_names(model)
        series = np.empty((len(names), model.n_ticks), dtype=np.float32)
        for tick in range(model.n_ticks):
            if tick % CHECK_EVERY == 0 and stop():
                raise Stopped
            series[:, tick] = _of_width(_measured_step(model, loaded, number), len(names))
        return Run(number, _finite(series, names), tuple(model.events), names, tracks_of(model))
    except Exception as error:
        if not isinstance(error, Stopped | Refused):
            error.add_note(f"in run {number} of {loaded.scenario.name}, seed {seed}")
        raise
    finally:
        model.close()


def measure_names(model: Steppable) -> tuple[str, ...]:
    """Names of what a model measures: its own, else those of every case."""
    return getattr(model, "measure_names", NAMES)


def tracks_of(model: Steppable) -> Tracks | None:
    """Tracks of a model; None of one that has none."""
    return getattr(model, "tracks", None)


def _model(built: Steppable) -> Steppable:
    """What was built, when it is a model."""
    lacks = [name for name in _OFFERS if not hasattr(built, name)]
    if lacks:
        what = type(built).__name__
        message = f"build: gives {what}, which lacks {', '.join(lacks)}; give a model of each run"
        raise Refused(message)
    return built


def _measured_step(model: Steppable, loaded: Loaded, number: int) -> Sequence[float]:
    """Advance by one tick within the budget of events; the measures after it."""
    model.step()
    check_budget(loaded, number, model.events)
    return model.row()


def _of_width(row: Sequence[float], width: int) -> NDArray[Any]:
    """One number a measure, or a refusal: a single one would be taken for all of them."""
    numbers = np.asarray(row)
    if numbers.shape != (width,):
        message = f"build: row() gives numbers of shape {numbers.shape}, not {width} measures"
        raise Refused(message)
    return numbers


def _finite(series: NDArray[np.float32], names: Sequence[str]) -> NDArray[np.float32]:
    """The measures, or a refusal of one that is no finite number, of which nothing can be told."""
    wrong = ~np.isfinite(series).all(axis=1)
    if wrong.any():
        message = f"build: {names[int(wrong.argmax())]} is no finite number in every tick"
        raise Refused(message)
    return series
