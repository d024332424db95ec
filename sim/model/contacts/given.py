"""Contacts that a scenario or an order begins: the first push comes at once, others may follow."""

from sim.model.contact_state import Encounter
from sim.model.contacts import bouts
from sim.model.contacts.parties import meeting_of
from sim.model.run_context import RunContext


def begin(core: RunContext, encounter: Encounter, causes: tuple[int, ...]) -> int:
    """Let a contact begin with a push, and go on until its hour; the id of its first event."""
    encounter = encounter._replace(causes=causes)
    meeting = meeting_of(core, encounter)
    event = bouts.push(core, meeting, bouts.bout_of(core, meeting))
    core.state.contacts.encounters.append(encounter)
    return event
