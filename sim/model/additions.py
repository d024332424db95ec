"""Mechanisms and kinds of actors of installed packages, in one run.

What a package adds acts in the run itself, where Ibar's own does. Whatever it does wrong is one
sentence that names the package.
"""

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, NamedTuple

import mesa
import numpy as np

from sim.model.actions import Action
from sim.model.agents.base import Decider, Kind
from sim.model.carrying_out import EFFECTS
from sim.model.run_context import RunContext
from sim.model.views import View
from sim.scenario.additions import Mechanism, installed_as
from sim.scenario.case import PINS
from sim.scenario.installed import InstalledPart
from sim.scenario.mistakes import suggest
from sim.scenario.named_parts import added_mechanisms
from sim.scenario.tracked import peek
from sim.scenario.types import Scenario
from sim.terms.errors import Refused

Effects = MutableMapping[str, Callable[[RunContext, Action], None]]


class _Acting(NamedTuple):
    """A mechanism that is on, with its parameters as plain numbers."""

    part: InstalledPart
    mechanism: Mechanism
    p: Any


class AddedMechanisms:
    """The mechanisms of installed packages that are on, in the order of their names.

    Attributes:
        acting: those that have changed anything.
    """

    def __init__(self, core: RunContext) -> None:
        self._core = core
        self.acting: set[str] = set()
        self._on = [
            _Acting(part, _found(part), getattr(core.p, part.name, None))
            for part in added_mechanisms(core.plan)
        ]

    def act(self, when: str) -> None:
        """Let each act that acts at this moment of a tick.

        Raises:
            Refused: naming the mechanism that fails, or does not say whether it changed anything.
        """
        for one in self._on:
            if one.mechanism.when != when:
                continue
            where = f"mechanisms.{one.part.name}: {one.part}"
            changed = _called(where, one.mechanism.act, self._core, one.p)
            if not isinstance(changed, bool | np.bool_):
                message = (
                    f"{where} gives {changed!r}, and must give true or false: whether it changed "
                    "anything"
                )
                raise Refused(message)
            if changed:
                self.acting.add(one.part.name)


class _Kind:
    """The deciders of an installed kind of actor; what they do is looked at.

    Attributes:
        agents: the deciders.
    """

    def __init__(self, where: str, kind: Kind, effects: Mapping[str, Any]) -> None:
        self._where, self._kind, self._effects = where, kind, effects
        self.agents = kind.agents

    def decide(self, view: View) -> list[Action]:
        """Actions of this tick, as of any kind of deciders."""
        actions = _called(self._where, self._kind.decide, view)
        for action in actions:
            kind = action.kind if isinstance(action, Action) else None
            if kind not in self._effects:
                hint = suggest(str(kind), self._effects) if kind else ""
                what = kind or repr(action)
                message = f"{self._where} acts {what}, which is no action{hint}"
                raise Refused(message)
        return actions


def effects_of(plan: Scenario) -> Effects:
    """What each kind of action does, those of installed kinds of actors too.

    Raises:
        Refused: when one has the name of another.
    """
    effects: Effects = dict(EFFECTS)
    for part in _kinds(plan):
        for effect, function in _found(part).effects.items():
            if effect in effects:
                message = f"{part} adds an action {effect}, which there is already; rename it"
                raise Refused(message)
            effects[effect] = _guarded(f"{part}: {effect}", function)
    return effects


def added_kinds(
    model: mesa.Model, core: RunContext, effects: Mapping[str, Any]
) -> tuple[_Kind, ...]:
    """The deciders of each installed kind of actor that a scenario has, in the order of names.

    Raises:
        Refused: when they cannot be made.
    """
    made: list[_Kind] = []
    for part in _kinds(core.plan):
        where = f"actors of kind {part}"
        own = _called(where, _found(part).deciders, model, core)
        if not (isinstance(own, Kind) and all(isinstance(one, Decider) for one in own.agents)):
            message = f"{where}: deciders gives {type(own).__name__}, and must give a Kind"
            raise Refused(message)
        made.append(_Kind(where, own, effects))
    return tuple(made)


def _kinds(plan: Scenario) -> list[InstalledPart]:
    """The installed kinds of actors that a scenario names, in the order of names."""
    pins = getattr(peek(plan), PINS, None)
    return [] if pins is None else sorted(dict(pins).values(), key=str)


def _found(part: InstalledPart) -> Any:
    try:
        return installed_as(part)
    except ValueError as error:
        raise Refused(str(error)) from error


def _guarded(where: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any) -> Any:
        return _called(where, function, *args)

    return guarded


def _called(where: str, function: Callable[..., Any], *args: Any) -> Any:
    try:
        return function(*args)
    except Exception as error:
        message = f"{where} fails: {type(error).__name__}: {error}"
        raise Refused(message) from error
