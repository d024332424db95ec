"""Leaders: governments and patrons, who answer the hostility of others with words (M10)."""

from typing import Any, NamedTuple

from sim.model.actions import Action
from sim.model.agents.base import Decider
from sim.model.mechanisms import Rules
from sim.model.views import View
from sim.terms.ladder import OBSTRUCTION

ACCUSE = "112"
"""CAMEO code of an accusation."""


class Speech(NamedTuple):
    """Who answers whose hostility, and what the rates of doing so are worked out from.

    Attributes:
        pairs: (own, other) of those who oppose each other, shape (pair,).
        p: parameters of M10.
        rules: the rules.
    """

    pairs: tuple[tuple[str, str], ...]
    p: Any
    rules: Rules


def speak_rates(speech: Speech, view: View) -> list[float]:
    """Rate at which each accuses each other, 1/h, one of each pair."""
    if not speech.rules.speaks or view.rung < OBSTRUCTION:
        return [0.0] * len(speech.pairs)
    return [
        speech.p.speech_rate
        * min(1.0, view.hostility[pair])
        * (view.rung_for(pair[0]) >= OBSTRUCTION)
        for pair in speech.pairs
    ]


class Leader(Decider):
    """A government or a patron: it accuses those it opposes."""

    def accuse(self, view: View, others: tuple[str, ...], causes: tuple[int, ...]) -> list[Action]:
        """An accusation of each of the others."""
        return [
            Action(
                "speak",
                self.actor,
                target=other,
                cameo=ACCUSE,
                causes=causes,
                terms=(("hostility", view.hostility[self.actor, other]),),
            )
            for other in others
        ]
