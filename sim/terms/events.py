"""An event: one public, typed incident, with what caused it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Event(NamedTuple):
    """One public incident of a run.

    Attributes:
        id: number of the event within its run, ascending from 0.
        tick: when it happened [0..n_ticks).
        kind: what happened, in the words of :data:`sim.terms.kinds.KINDS`.
        place: id of the place, site or municipality; empty when it has none.
        source: id of the actor who did it.
        target: id of the actor or group it was done to; may be empty.
        cameo: CAMEO code, such as "144".
        goldstein: Goldstein value of the code [-10..10].
        rung: rung of the ladder it shows [0..8].
        people: people taking part, 0 when not known or not meaningful.
        injured: people hurt badly enough for hospital.
        killed: people killed.
        given: True when the scenario sets it from outside, False when it emerged.
        causes: ids of the events that led to it.
        terms: the inequality that fired, as (term, value) pairs in the order they are read.
        says: the sentence spoken, for statements; else empty.
        issue: id of the issue it is about; empty for most.
    """

    id: int
    tick: int
    kind: str
    place: str = ""
    source: str = ""
    target: str = ""
    cameo: str = ""
    goldstein: float = 0.0
    rung: int = 0
    people: int = 0
    injured: int = 0
    killed: int = 0
    given: bool = False
    causes: tuple[int, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    says: str = ""
    issue: str = ""


def occurrences(events: Iterable[Event]) -> Iterator[Event]:
    """What happened, each once: of a contact in which both sides are hurt the first record alone.

    A record tells who was hurt on one side; that of the other side follows at once, and has the
    first as its only cause.

    Args:
        events: all events of a run, or some, in their order.
    """
    before: Event | None = None
    for event in events:
        if before is None or not _answers(event, before):
            yield event
        before = event


def _answers(event: Event, before: Event) -> bool:
    return (
        event.causes == (before.id,)
        and (event.kind, event.tick, event.place) == (before.kind, before.tick, before.place)
        and (event.source, event.target) == (before.target, before.source)
    )
