"""What every deciding actor is: a Mesa agent with a stable name and the parts of its run."""

from typing import ClassVar

import mesa

from sim.model.actions import Action
from sim.model.run_context import RunContext
from sim.model.views import View


class Decider(mesa.Agent):
    """An actor that reads the snapshot and returns actions; it changes nothing itself.

    Attributes:
        actor: id of the actor in the scenario.
        name: stable name of this agent; the key of its chance.
        REMEMBERS: what of it changes during a run; all else follows from the scenario.
    """

    REMEMBERS: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, model: mesa.Model, core: RunContext, actor: str, name: str | None = None
    ) -> None:
        super().__init__(model)
        self.core = core
        self.actor = actor
        self.name = name or actor

    def take_over(self, past: "Decider") -> None:
        """Go on with what the same agent of another model of this run has done so far."""
        for name in self.REMEMBERS:
            setattr(self, name, getattr(past, name))

    def decide(self, view: View) -> list[Action]:
        """Actions of this tick; may be empty."""
        raise NotImplementedError
