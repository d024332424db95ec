"""Voices and channels: heard by many, in command of nothing.

What a voice says is a reaction of the scenario with its own condition and delay; a channel turns
unclear news into rumours and corrects some of them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import mesa

from sim.model.actions import Action
from sim.model.agents.base import Decider, Kind, Options
from sim.model.run_context import RunContext
from sim.model.views import View


class Editor(NamedTuple):
    """A channel that corrects rumours.

    Attributes:
        actor: the channel.
        correction: rate of correcting, 1/h: the share it corrects over its delay.
        quarters: rows of the quarters of its audience.
        notices: share of a quarter that must believe a rumour before it takes notice.
    """

    actor: str
    correction: float
    quarters: tuple[int, ...]
    notices: float


def voices(model: mesa.Model, core: RunContext) -> Kind:
    """An agent for each voice and each channel; only channels decide anything."""
    agents = [Voice(model, core, name) for name in core.related.of_kind("voice", "channel")]
    editors = [agent for agent in agents if agent.editor.correction > 0.0]
    table = tuple(agent.editor for agent in editors)
    options = {"correct": Options(tuple(editors), ("",) * len(editors))}
    return Kind(core, agents, table, options, rates)


def rates(table: tuple[Editor, ...], view: View) -> dict[str, list[float]]:
    """Rate of correcting what its audience believes, 1/h: ``correct`` of each channel."""
    believed = view.believing.tolist()
    return {
        "correct": [one.correction * (believing(one, believed) >= one.notices) for one in table]
    }


def believing(one: Editor, believed: Sequence[float]) -> float:
    """Largest share of a quarter of its audience that believes a rumour [0..1].

    Args:
        one: the channel.
        believed: share of each quarter that believes one.
    """
    return max([believed[row] for row in one.quarters], default=0.0)


class Voice(Decider):
    """A voice or a channel.

    Attributes:
        editor: what of it counts when rumours are corrected; a voice corrects none.
    """

    def __init__(self, model: mesa.Model, core: RunContext, actor: str) -> None:
        super().__init__(model, core, actor)
        posture = core.posture[actor]
        denial = getattr(posture, "denial", 0.0)
        # The delay of a report matters to nobody but who corrects it.
        p = core.p.rumour
        correction = denial / max(p.least_delay, posture.delay) if denial > 0.0 else 0.0
        audience = getattr(core.related.actors[actor], "audience", ()) if correction else ()
        rows = tuple(core.state.quarters.of_groups(audience))
        self.editor = Editor(actor, correction, rows, p.noticed)

    def act(  # the same face as every decider
        self,
        view: View,
        decision: str,  # noqa: ARG002
        objects: tuple[str, ...],  # noqa: ARG002
    ) -> list[Action]:
        """Correct what its audience believes."""
        terms = (("believing", believing(self.editor, view.believing.tolist())),)
        causes = self.core.log.latest("rumour")
        return [Action("correct", self.actor, causes=causes, terms=terms)]
