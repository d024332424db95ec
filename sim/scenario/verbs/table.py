"""Every verb of ``does:``, and which of them read a key."""

from typing import Final

from sim.scenario.verbs.decisions import DECISIONS
from sim.scenario.verbs.forces import FORCE_VERBS
from sim.scenario.verbs.street import STREET
from sim.scenario.verbs.verb import Verb
from sim.scenario.verbs.words import WORDS

GROUPS: Final[dict[str, dict[str, Verb]]] = {
    "Words": WORDS,
    "Decisions": DECISIONS,
    "Forces": FORCE_VERBS,
    "The street": STREET,
}
"""Verbs by what they are about."""

VERBS: Final[dict[str, Verb]] = {
    name: verb for verbs in GROUPS.values() for name, verb in verbs.items()
}
"""Every verb of ``does:``. The types of the keys stand in :class:`sim.scenario.timeline.Entry`."""


def readers(key: str) -> tuple[str, ...]:
    """Verbs that read a key, in the order of the table."""
    return tuple(name for name, verb in VERBS.items() if key in verb.keys)
