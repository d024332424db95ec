"""Measures of a user's own, recorded at every tick beside those of Ibar."""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sim.experiment.build_identity import build_identity, name_of
from sim.experiment.simulate import Build, Steppable, escalation_model, measure_names, tracks_of
from sim.scenario.loaded import Loaded
from sim.scenario.measured import measures_of
from sim.scenario.mistakes import show
from sim.scenario.types import Scenario
from sim.terms.errors import Refused
from sim.terms.events import Event
from sim.terms.measures import NAMES
from sim.terms.tracks import Tracks

Recorder = Callable[[Any], float]
"""A measure: a function of the model after a tick."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
TIMES: Final = frozenset({"run", "tick", "hours", "time", "utc_offset", "timezone"})
"""What stands beside the curves of measures, and can be the name of none."""


def record_mistakes(record: Mapping[str, Recorder]) -> list[str]:
    """What is wrong with measures of one's own."""
    wrong: list[str] = []
    for name, function in record.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            wrong.append(f"record: {show(name)}: is no name; write small letters, digits and _")
        elif name in NAMES or name in TIMES:
            wrong.append(f"record: {name}: is recorded already; choose another name")
        if not callable(function):
            wrong.append(f"record: {name} = {show(function)}: is no function of the model")
    return wrong


def record_clashes(record: Mapping[str, Recorder], scenario: Scenario) -> list[str]:
    """Measures of one's own that have the name of one that the scenario names."""
    own = {measure.name for measure in measures_of(scenario)} - set(NAMES)
    return [
        f"record: {name}: the scenario {scenario.name} measures it already; choose another name"
        for name in record
        if name in own
    ]


def with_record(build: Build | None, record: Mapping[str, Recorder] | None) -> Build:
    """What makes the model, which tells measures of one's own where there are any.

    Args:
        build: makes the model itself; None for Ibar's own.
        record: the measures, by name.
    """
    build = build or escalation_model
    return Recording(build, record) if record else build


def record_asked(record: Mapping[str, Recorder] | None) -> dict[str, Any]:
    """What a study says of the measures it was asked: their names, and those of the functions."""
    return {"recorded": [[name, name_of(one)] for name, one in record.items()]} if record else {}


def record_digest(record: Mapping[str, Recorder] | None) -> str:
    """What their results depend on: names and code; empty where there are none."""
    if not record:
        return ""
    codes = [build_identity(function) for function in record.values()]
    return json.dumps([list(record), codes])


class Recording:
    """Makes the model of a run, which tells measures of one's own after those of Ibar.

    Attributes:
        build: makes the model itself.
        record: the measures, by name.
    """

    def __init__(self, build: Build, record: Mapping[str, Recorder]) -> None:
        self.build, self.record = build, dict(record)

    @property
    def made_of(self) -> tuple[Callable[..., Any], ...]:
        """The functions whose code its results depend on."""
        return (self.build, *self.record.values())

    def __call__(self, loaded: Loaded, number: int, seed: int) -> Steppable:
        """The model of one run."""
        return RecordedModel(self.build(loaded, number, seed), self.record)


class RecordedModel:
    """A model with measures of one's own at the end of its row."""

    def __init__(self, model: Steppable, record: Mapping[str, Recorder]) -> None:
        self._model, self._record = model, record
        self.n_ticks = model.n_ticks
        self.measure_names = (*measure_names(model), *record)

    @property
    def events(self) -> Sequence[Event]:
        """Everything public that happened so far, in order."""
        return self._model.events

    @property
    def tracks(self) -> Tracks | None:
        """Tracks of the model, where it has any."""
        return tracks_of(self._model)

    def step(self) -> None:
        """Advance by one tick."""
        self._model.step()

    def row(self) -> Sequence[float]:
        """The measures after the last step, one's own at the end.

        Raises:
            Refused: when a function of one's own fails, or tells no number.
        """
        own = (_told(name, function, self._model) for name, function in self._record.items())
        return (*self._model.row(), *own)

    def close(self) -> None:
        """Free what would keep the model in memory."""
        self._model.close()


def _told(name: str, function: Recorder, model: Steppable) -> float:
    try:
        value = float(function(model))
    except Exception as error:
        message = f"record: {name}: {type(error).__name__}: {error}"
        raise Refused(message) from error
    if not math.isfinite(value):
        message = f"record: {name}: tells {value}, which is no finite number"
        raise Refused(message)
    return value
