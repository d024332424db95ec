"""What every deciding actor is: a Mesa agent with a stable name and the parts of its run.

A kind of decider is two functions. ``rates`` gives the hazard of each decision, 1/h, for all who
can take it at once, from pure rules and a snapshot. ``act`` is the agent's own, and is asked only
when the clock of that decision rings.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.hazard_clocks import ClockRow
from sim.model.run_context import RunContext
from sim.model.views import View

AT_ONCE: Final = float("inf")
"""Rate of a decision that is due: its clock rings in this tick."""


class Decider(mesa.Agent):
    """An actor that reads the snapshot and returns actions; it changes nothing itself.

    It remembers nothing either: what has come about stands in the shared state.

    Attributes:
        actor: id of the actor in the scenario.
        name: stable name of this agent; the key of its chance.
    """

    def __init__(
        self, model: mesa.Model, core: RunContext, actor: str, name: str | None = None
    ) -> None:
        super().__init__(model)
        self.core = core
        self.actor = actor
        self.name = name or actor

    def act(self, view: View, decision: str, objects: tuple[str, ...]) -> list[Action]:
        """Actions of a decision whose clock rang.

        Args:
            view: the snapshot on which the rate was worked out.
            decision: the decision.
            objects: what it was taken about, once for each time that its clock rang; of a decision
                about nothing in particular an empty name.
        """
        raise NotImplementedError


class Options(NamedTuple):
    """Who can take a decision, and about what: a row for each pair.

    Attributes:
        who: the agents, shape (option,).
        what: what it is about, such as a site; empty for nothing in particular, shape (option,).
        repeats: whether it can be taken several times in a tick.
    """

    who: tuple[Decider, ...]
    what: tuple[str, ...]
    repeats: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Name of the clock of each option."""
        pairs = zip(self.who, self.what, strict=True)
        return tuple(f"{who.name}/{what}" if what else who.name for who, what in pairs)


Rates = Callable[[Any, View], dict[str, list[float]]]
"""Rate of each decision, 1/h, of every option; what nobody can take now may be left out."""


class Kind:
    """All deciders of one kind, their options, and the clocks of their decisions.

    Attributes:
        agents: the deciders.
        table: what their rates are worked out from, besides the snapshot.
    """

    def __init__(
        self,
        core: RunContext,
        agents: Sequence[Decider],
        table: Any,
        options: dict[str, Options],
        rates: Rates,
    ) -> None:
        self._core, self._options, self._rates = core, options, rates
        self._names = {decision: option.names for decision, option in options.items()}
        self._clocks: dict[str, ClockRow] = {}
        self.agents, self.table = tuple(agents), table

    def decide(self, view: View) -> list[Action]:
        """Actions of this tick, of those whose clocks rang."""
        actions: list[Action] = []
        for decision, rate in self._rates(self.table, view).items():
            if not any(rate):
                continue
            options, clocks = self._options[decision], self._clocks_of(decision)
            rung = (clocks.incidents if options.repeats else clocks.rings)(rate, view.step)
            if rung:
                actions += _acted(view, decision, options, rung)
        return actions

    def _clocks_of(self, decision: str) -> ClockRow:
        """The clocks of a decision, which begin when it first has a rate."""
        clocks = self._clocks.get(decision)
        if clocks is None:
            clocks = self._core.chance.clocks(decision, self._names[decision])
            self._clocks[decision] = clocks
        return clocks


def _acted(view: View, decision: str, options: Options, rung: list[int]) -> list[Action]:
    """Ask each agent once for all that rang for it."""
    objects: dict[int, tuple[str, ...]] = {}
    for n in rung:
        first = next(m for m in rung if options.who[m] is options.who[n])
        objects[first] = (*objects.get(first, ()), options.what[n])
    return [
        action
        for n, about in objects.items()
        for action in options.who[n].act(view, decision, about)
    ]
